"""What an index was made from, written beside it and checked on every load."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from corpus.errors import IndexingError
from corpus.listing import doc_id_of, list_files
from corpus.settings import ReadSettings

# Raise it with every change to the layout of an index.
FORMAT = 5
_FILE = "manifest.json"
# What decides how a file becomes passages and words.
_CORPUS, _INDEX = Path(__file__).parent.parent / "corpus", Path(__file__).parent
_DECIDING = (_INDEX / "passage.py", _INDEX / "split.py", _INDEX / "words.py")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The identity of an index.

    Attributes:
        format: version of the layout.
        program: sum of the code that read and split the documents.
        settings: hash of the settings that change an index.
        model: name of the embedder.
        fingerprint: of its weights and prompts.
        dim: of the vectors.
        store: kind of the vector store.
        collection: name of the collections in a store that is a server, but for their language.
        documents: how many.
        passages: how many; also rows of the vectors and of the word index.
        files: doc_id and sum of each file that was read, from `corpus_sums`.
        sums: SHA-256 of each file of the index.
    """

    format: int
    program: str
    settings: str
    model: str
    fingerprint: str
    dim: int
    store: str
    collection: str
    documents: int
    passages: int
    files: dict[str, str]
    sums: dict[str, str]

    def save(self, folder: Path) -> None:
        """Write `manifest.json`."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / _FILE).write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> "Manifest":
        """Read `manifest.json`.

        Raises:
            IndexingError: it is missing or damaged, or of another version.
        """
        place = str(folder / _FILE)
        try:
            data = json.loads((folder / _FILE).read_text(encoding="utf-8"))
            if data["format"] != FORMAT:
                cause = f"format {data['format']}, this program reads {FORMAT}"
                raise IndexingError(place, cause, "build the index again")
            return cls(**data)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexingError(place, f"cannot be read ({error})", "build the index again") from error

    def check(self, folder: Path) -> None:
        """Compare every file of the index with its sum.

        Raises:
            IndexingError: one is missing, closed to us, or was changed.
        """
        for name, wanted in self.sums.items():
            try:
                found = file_sum(folder / name)
            except OSError as error:
                cause = f"cannot be read ({error.strerror})"
                raise IndexingError(str(folder / name), cause, "build the index again") from error
            if found != wanted:
                raise IndexingError(str(folder / name), "is not what was written", "build the index again")


def file_sum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by relative path."""
    return {p.relative_to(folder).as_posix(): file_sum(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def corpus_sums(corpus: Path, settings: ReadSettings) -> dict[str, str]:
    """SHA-256 of each file that is to be read, by doc_id; "" for one that cannot be, its size for one too large."""
    sums = {}
    for path, reason in list_files(corpus):
        if reason:
            continue
        doc_id = doc_id_of(path, corpus)
        try:
            size = path.stat().st_size
            large = size > settings.max_file_mb * 1_000_000
            sums[doc_id] = f"{size} bytes" if large else file_sum(path)
        except OSError:
            sums[doc_id] = ""
    return sums


def unchanged(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, str]:
    """The sums from before, those of files that changed meanwhile made such that they never match."""
    return {name: total if after.get(name) == total else "changed while it was read" for name, total in before.items()}


@cache
def program_sum() -> str:
    """Sixteen hexadecimal digits that change with the code and the tables by which documents are read and split."""
    digest = hashlib.sha256()
    tables = (path for path in _CORPUS.iterdir() if path.suffix in (".py", ".toml", ".npz", ".txt"))
    for path in (*sorted(tables), *_DECIDING):
        digest.update(f"{path.name} {file_sum(path)}\n".encode())
    return digest.hexdigest()[:16]
