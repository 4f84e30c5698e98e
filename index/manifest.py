"""What an index was made from, written beside it and checked on every load."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.document import Document
from corpus.errors import IndexingError

# Raise it with every change to the layout of an index or to the way documents are read or split.
FORMAT = 1
_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The identity of an index.

    Attributes:
        format: version of the layout.
        settings: hash of the settings that change an index.
        model: name of the embedder.
        fingerprint: of its weights and prompts.
        dim: of the vectors.
        store: kind of the vector store.
        collection: name of the collection in a store that is a server.
        documents: how many.
        passages: how many; also rows of the vectors and of the word index.
        files: doc_id and SHA-256 of each file that was read.
        sums: SHA-256 of each file of the index.
    """

    format: int
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
            manifest = cls(**json.loads((folder / _FILE).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise IndexingError(place, f"cannot be read ({error})", "build the index again") from error
        if manifest.format != FORMAT:
            raise IndexingError(place, f"format {manifest.format}, this program reads {FORMAT}", "build it again")
        return manifest

    def check(self, folder: Path) -> None:
        """Compare every file of the index with its sum.

        Raises:
            IndexingError: one is missing or was changed.
        """
        for name, wanted in self.sums.items():
            path = folder / name
            if not path.is_file() or file_sum(path) != wanted:
                raise IndexingError(str(path), "damaged: it is not what was written", "build the index again")


def file_sum(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_sums(folder: Path) -> dict[str, str]:
    """SHA-256 of every file below a folder, by relative path."""
    return {p.relative_to(folder).as_posix(): file_sum(p) for p in sorted(folder.rglob("*")) if p.is_file()}


def collection_name(settings: str, documents: Sequence[Document]) -> str:
    """A name for the vectors of these documents in a server that holds several collections."""
    text = "\n".join(hashlib.sha256(d.raw.encode()).hexdigest() for d in documents)
    return f"wenju_{settings}_{hashlib.sha256(text.encode()).hexdigest()[:12]}"
