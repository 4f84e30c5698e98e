"""Build, refresh and load the index of a folder of documents.

An index lives in `HOME/indexes/NAME/`, one folder a corpus and settings hash. Each build writes a version of its own
there, and the file `CURRENT` names the one to load; it is replaced in one step when the version is complete. So a
build that dies at any moment leaves the old index as it was, and a half-written one is never seen.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from corpus.document import Document
from corpus.errors import IndexingError
from corpus.read import Collection, list_files, read_folder
from corpus.settings import Settings
from index.archive import load_documents, load_passages, save_documents, save_passages
from index.embedder import Embedder
from index.manifest import FORMAT, Manifest, collection_name, file_sum, folder_sums
from index.passage import Passage
from index.split import split_document
from index.static import StaticEmbedder
from index.store import Vectors, VectorStore, load_store, new_store
from index.words import WordIndex, word_units

Progress = Callable[[str], None]
Tokens = tuple[NDArray[np.int32], ...]
_CURRENT, _TOKENS = "CURRENT", "tokens.npz"
_BATCH = 512
_LOCK_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Index:
    """All that is searched. Row n of the vectors, of the words and of the tokens is passage n.

    Attributes:
        manifest: what it was made from.
        documents: by doc_id.
        passages: in order of documents.
        store: the vectors.
        words: the word index.
        tokens: the token ids of each passage, for late interaction; empty for models that are not static.
    """

    manifest: Manifest
    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    store: VectorStore
    words: WordIndex
    tokens: Tokens


def index_folder(corpus: Path, home: Path, settings: Settings) -> Path:
    """Where the index of a folder of documents lives: readable, and another for other settings."""
    key = hashlib.sha256(f"{corpus.resolve()}\n{settings.index_key()}".encode()).hexdigest()[:12]
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in corpus.resolve().name)[:40]
    return home / "indexes" / f"{name}-{key}"


def open_index(corpus: Path, home: Path, settings: Settings, embedder: Embedder, progress: Progress) -> Index:
    """The index of a folder, built or brought up to date when it has to be.

    Raises:
        CorpusError: the folder holds nothing that can be read.
        IndexingError: the index cannot be written, or another process has been writing it for ten minutes.
    """
    folder = index_folder(corpus, home, settings)
    sums = _corpus_sums(corpus)
    current = _load_fresh(folder, sums, settings, embedder, progress)
    if current is not None:
        return current
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / "lock", timeout=_LOCK_SECONDS):
            # Another process may have built it while this one waited.
            current = _load_fresh(folder, _corpus_sums(corpus), settings, embedder, lambda line: None)
            return current or _rebuild(corpus, folder, settings, embedder, progress)
    except Timeout as error:
        raise IndexingError(str(folder), "another process is building this index", "wait, or end it") from error
    except OSError as error:
        raise IndexingError(
            str(error.filename or folder), error.strerror or "cannot be written", "check the disk, or set WENJU_HOME"
        ) from error


def load_index(folder: Path, settings: Settings) -> Index:
    """Load the version that `CURRENT` names, every file compared with its sum.

    Raises:
        IndexingError: there is none, or it is damaged.
    """
    try:
        version = folder / (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise IndexingError(str(folder), "holds no index", "python -m index build DIR") from error
    manifest = Manifest.load(version)
    manifest.check(version)
    documents = load_documents(version)
    passages = load_passages(version, documents)
    store = load_store(settings.store, version, manifest.collection)
    tokens = _load_tokens(version)
    for what, count in (("passages", len(passages)), ("vectors", len(store)), ("token lists", len(tokens))):
        if count != manifest.passages and (what != "token lists" or tokens):
            raise IndexingError(str(version), f"{count} {what}, but {manifest.passages} passages", "build it again")
    words = WordIndex.load(version, manifest.passages)
    return Index(manifest, {d.doc_id: d for d in documents}, passages, store, words, tokens)


def make_index(
    documents: Sequence[Document],
    settings: Settings,
    embedder: Embedder,
    progress: Progress = lambda line: None,
    files: Mapping[str, str] | None = None,
    old: Index | None = None,
) -> Index:
    """Index documents in memory; the vectors of passages that the old index holds are taken from there."""
    passages = tuple(p for d in documents for p in split_document(d, settings.passages))
    if not passages:
        raise IndexingError("the documents", "hold no text", "check them: python -m corpus show FILE")
    vectors = _embed(passages, embedder, old, progress)
    name = collection_name(settings.index_key(), documents)
    store = new_store(settings.store, embedder.dim, name)
    store.add(vectors)
    progress("indexing words")
    words = WordIndex.build([word_units(p.searched) for p in passages])
    tokens = tuple(embedder.tokens([p.searched for p in passages])) if isinstance(embedder, StaticEmbedder) else ()
    manifest = Manifest(
        format=FORMAT,
        settings=settings.index_key(),
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        dim=embedder.dim,
        store=settings.store.kind,
        collection=name,
        documents=len(documents),
        passages=len(passages),
        files=dict(files or {}),
        sums={},
    )
    return Index(manifest, {d.doc_id: d for d in documents}, passages, store, words, tokens)


def _load_fresh(
    folder: Path, sums: Mapping[str, str], settings: Settings, embedder: Embedder, progress: Progress
) -> Index | None:
    """The index if it is whole and was made from just these files and this model, else None."""
    if not (folder / _CURRENT).exists():
        return None
    try:
        index = load_index(folder, settings)
    except IndexingError as error:
        progress(f"the index is built again: {error.cause}")
        return None
    same = index.manifest.files == sums and index.manifest.fingerprint == embedder.fingerprint
    return index if same else None


def _rebuild(corpus: Path, folder: Path, settings: Settings, embedder: Embedder, progress: Progress) -> Index:
    old = None
    if (folder / _CURRENT).exists():
        try:
            old = load_index(folder, settings)
        except IndexingError:
            old = None
    sums = _corpus_sums(corpus)
    known: dict[str, Document] = {}
    if old is not None:
        known = {i: d for i, d in old.documents.items() if old.manifest.files.get(i) == sums.get(i)}
    collection = read_folder(corpus, settings.read, progress, known)
    reusable = old if old is not None and old.manifest.fingerprint == embedder.fingerprint else None
    index = make_index(collection.documents, settings, embedder, progress, sums, reusable)
    return _save(index, folder, collection, progress)


def _save(index: Index, folder: Path, collection: Collection, progress: Progress) -> Index:
    """Write a version and make it the current one."""
    for stale in folder.glob("tmp-*"):
        shutil.rmtree(stale, ignore_errors=True)
    version = folder / f"tmp-{os.getpid()}"
    version.mkdir()
    save_documents(version, collection.documents)
    save_passages(version, index.passages)
    index.store.save(version)
    index.words.save(version)
    _save_tokens(version, index.tokens)
    manifest = replace(index.manifest, sums=folder_sums(version))
    manifest.save(version)
    name = f"v-{file_sum(version / 'manifest.json')[:16]}"
    if (folder / name).exists():
        shutil.rmtree(folder / name)
    for path in version.rglob("*"):
        _sync(path)
    version.rename(folder / name)
    _sync(folder)
    before = (folder / _CURRENT).read_text(encoding="utf-8").strip() if (folder / _CURRENT).exists() else ""
    pointer = folder / f"{_CURRENT}.{os.getpid()}"
    pointer.write_text(name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(folder / _CURRENT)
    _sync(folder)
    # The version before this one stays: another process may be loading it.
    for other in folder.glob("v-*"):
        if other.name not in (name, before):
            shutil.rmtree(other, ignore_errors=True)
    progress(f"indexed {manifest.documents} documents, {manifest.passages} passages")
    return replace(index, manifest=manifest)


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk now."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _corpus_sums(corpus: Path) -> dict[str, str]:
    """SHA-256 of each file that is to be read; a file that cannot be opened has an empty sum."""
    sums = {}
    for path, reason in list_files(corpus):
        if reason:
            continue
        try:
            sums[path.relative_to(corpus).as_posix()] = file_sum(path)
        except OSError:
            sums[path.relative_to(corpus).as_posix()] = ""
    return sums


def _embed(passages: Sequence[Passage], embedder: Embedder, old: Index | None, progress: Progress) -> Vectors:
    """The vectors of the passages, shape (n, dim), those of unchanged texts out of the old index."""
    known = {p.searched: row for row, p in enumerate(old.passages)} if old is not None else {}
    vectors = np.zeros((len(passages), embedder.dim), np.float32)
    reused = [(n, known[p.searched]) for n, p in enumerate(passages) if p.searched in known]
    if reused and old is not None:
        vectors[[n for n, _ in reused]] = old.store.rows([row for _, row in reused])
    todo = [n for n, p in enumerate(passages) if p.searched not in known]
    for start in range(0, len(todo), _BATCH):
        batch = todo[start : start + _BATCH]
        vectors[batch] = embedder.embed_passages([passages[n].searched for n in batch])
        progress(f"embedded {start + len(batch)} of {len(todo)} passages ({len(reused)} unchanged)")
    return vectors


def _save_tokens(folder: Path, tokens: Tokens) -> None:
    lengths = np.asarray([len(t) for t in tokens], np.int64)
    flat = np.concatenate(tokens) if tokens else np.zeros(0, np.int32)
    np.savez(folder / _TOKENS, lengths=lengths, flat=flat)


def _load_tokens(folder: Path) -> Tokens:
    try:
        with np.load(folder / _TOKENS) as saved:
            lengths, flat = saved["lengths"], saved["flat"]
            return tuple(np.split(flat, np.cumsum(lengths)[:-1])) if len(lengths) else ()
    except (OSError, ValueError, KeyError) as error:
        raise IndexingError(str(folder / _TOKENS), f"cannot be loaded ({error})", "build the index again") from error
