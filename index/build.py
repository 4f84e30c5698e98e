"""Build, refresh and load the index of a folder of documents.

An index lives in `HOME/indexes/NAME/`, one folder a corpus and settings hash; `index.versions` says how it is kept
whole there. It is fresh while its manifest tells of the very files, model and program at hand. A refresh reads only
files that changed and embeds only passages that are new; what comes out is what a build from nothing would give.
"""

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from corpus.document import Document
from corpus.errors import IndexingError
from corpus.settings import Settings
from index.archive import (
    Tokens,
    load_documents,
    load_passages,
    load_tokens,
    save_documents,
    save_passages,
    save_tokens,
)
from index.bylanguage import LANGUAGES, StoresByLanguage, part_name
from index.embedder import Embedder
from index.manifest import FORMAT, Manifest, corpus_sums, folder_sums, program_sum, unchanged
from index.passage import Passage
from index.static import StaticEmbedder
from index.store import Vectors, drop_collections
from index.versions import current_version, kept_manifests, unwritable, write_version, writing
from index.words import WordIndex, word_units

Progress = Callable[[str], None]
_BATCH = 512


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
    store: StoresByLanguage
    words: WordIndex
    tokens: Tokens


def index_folder(corpus: Path, home: Path, settings: Settings) -> Path:
    """Where the index of a folder of documents lives: readable, and another for other settings."""
    path = os.fsencode(corpus.resolve())  # as the system has it, whatever the locale reads names as
    key = hashlib.sha256(path + f"\n{settings.index_key()}".encode())
    last = path.rpartition(b"/")[2].decode("utf-8", "replace")
    name = "".join(c if c.isalnum() or c in "-_" else "-" for c in last)[:40]
    return home / "indexes" / f"{name}-{key.hexdigest()[:12]}"


def open_index(corpus: Path, home: Path, settings: Settings, embedder: Embedder, progress: Progress) -> Index:
    """The index of a folder, built or brought up to date when it has to be.

    Raises:
        CorpusError: the folder holds nothing that can be read.
        IndexingError: the index cannot be written, or another process has been writing it for ten minutes.
    """
    folder = index_folder(corpus, home, settings)
    try:
        current = _load_fresh(corpus, folder, settings, embedder, progress)
    except OSError as error:
        raise unwritable(folder, error) from error
    if current is not None:
        return current
    with writing(folder, progress):
        # Another process may have built it while this one waited.
        current = _load_fresh(corpus, folder, settings, embedder, lambda line: None)
        return current or _rebuild(corpus, folder, settings, embedder, progress)


def load_index(folder: Path, settings: Settings) -> Index:
    """Load the current version, every file compared with its sum.

    Raises:
        IndexingError: there is none, it is damaged, or it was made with other settings.
    """
    version = current_version(folder)
    if version is None:
        raise IndexingError(str(folder), "holds no index", "python -m index build DIR")
    manifest = Manifest.load(version)
    if manifest.settings != settings.index_key():
        raise IndexingError(str(version), "was made with other settings", "build the index again")
    manifest.check(version)
    documents = load_documents(version)
    passages = load_passages(version, documents)
    languages = [p.language for p in passages]
    store = StoresByLanguage.load(settings.store, version, manifest.collection, languages)
    tokens = load_tokens(version)
    for what, count in (("passages", len(passages)), ("token lists", len(tokens))):
        if count != manifest.passages and (what != "token lists" or tokens):
            cause = f"{count} {what}, but {manifest.passages} passages"
            raise IndexingError(str(version), cause, "build the index again")
    words = WordIndex.load(version, manifest.passages)
    return Index(manifest, {d.doc_id: d for d in documents}, passages, store, words, tokens)


def make_index(
    documents: Sequence[Document],
    settings: Settings,
    embedder: Embedder,
    progress: Progress = lambda line: None,
    files: Mapping[str, str] | None = None,
    old: Index | None = None,
    name: str = "memory",
) -> Index:
    """Index documents in memory.

    Args:
        documents: at least one of them with text.
        settings: how they are split, and where the vectors live.
        embedder: what embeds.
        progress: told what goes on, a line each.
        files: doc_id and sum of the files they come from.
        old: an index by the same embedder; passages that it holds are not embedded again.
        name: of the index, for a server that holds several.

    Raises:
        IndexingError: there is no text, or the vector store cannot be used.
    """
    from index.split import split_document  # brings langchain, which a start with an index at hand does without

    passages = tuple(p for d in documents for p in split_document(d, settings.passages))
    if not passages:
        raise IndexingError("the documents", "hold no text", "check them: python -m corpus show FILE")
    vectors, tokens = _embed(passages, embedder, old, progress)
    collection = _collection(name, passages, embedder)
    store = StoresByLanguage.create(settings.store, collection, [p.language for p in passages], vectors)
    progress("indexing words")
    words = WordIndex.build(word_units(p.searched) for p in passages)
    manifest = Manifest(
        format=FORMAT,
        program=program_sum(),
        settings=settings.index_key(),
        model=embedder.name,
        fingerprint=embedder.fingerprint,
        dim=embedder.dim,
        store=settings.store.kind,
        collection=collection,
        documents=len(documents),
        passages=len(passages),
        files=dict(files or {}),
        sums={},
    )
    return Index(manifest, {d.doc_id: d for d in documents}, passages, store, words, tokens)


def _load_fresh(corpus: Path, folder: Path, settings: Settings, embedder: Embedder, progress: Progress) -> Index | None:
    """The index if it is whole and was made from just these files, by this model and program; else None."""
    try:
        version = current_version(folder)
        if version is None:
            return None
        made = Manifest.load(version)
        same = made.fingerprint == embedder.fingerprint and made.program == program_sum()
        if not same or made.files != corpus_sums(corpus, settings.read):
            return None
        return load_index(folder, settings)
    except IndexingError as error:
        progress(f"the index is built again: {error.place}: {error.cause}")
        return None


def _rebuild(corpus: Path, folder: Path, settings: Settings, embedder: Embedder, progress: Progress) -> Index:
    from corpus.read import read_folder  # brings the readers of all formats, likewise

    try:
        old = load_index(folder, settings)
    except IndexingError:
        old = None
    sums = corpus_sums(corpus, settings.read)
    known: dict[str, Document] = {}
    if old is not None and old.manifest.program == program_sum():
        known = {i: d for i, d in old.documents.items() if sums.get(i) and old.manifest.files.get(i) == sums[i]}
    collection = read_folder(corpus, settings.read, progress, known)
    files = unchanged(sums, corpus_sums(corpus, settings.read))
    reusable = old if old is not None and old.manifest.fingerprint == embedder.fingerprint else None
    index = make_index(collection.documents, settings, embedder, progress, files, reusable, folder.name[-12:])
    version = write_version(folder, lambda draft: _save(index, draft))
    kept = [part_name(m.collection, language) for m in kept_manifests(folder) for language in LANGUAGES]
    drop_collections(settings.store, _prefix(folder.name[-12:]), kept)
    progress(f"indexed {len(index.documents)} documents, {len(index.passages)} passages")
    return replace(index, manifest=Manifest.load(version))


def _save(index: Index, version: Path) -> None:
    """Write an index into an empty folder, the manifest with the sums of all else."""
    save_documents(version, tuple(index.documents.values()))
    save_passages(version, index.passages)
    index.store.save(version)
    index.words.save(version)
    save_tokens(version, index.tokens)
    replace(index.manifest, sums=folder_sums(version)).save(version)


def _prefix(name: str) -> str:
    return f"wenju_{name}_"


def _collection(name: str, passages: Sequence[Passage], embedder: Embedder) -> str:
    """The stem of the names in a server for the vectors of these very passages by this embedder."""
    digest = hashlib.sha256(embedder.fingerprint.encode())
    for passage in passages:
        digest.update(f"\n{passage.passage_id}\n{passage.searched}".encode())
    return f"{_prefix(name)}{digest.hexdigest()[:12]}"


def _embed(
    passages: Sequence[Passage], embedder: Embedder, old: Index | None, progress: Progress
) -> tuple[Vectors, Tokens]:
    """Vectors, shape (n, dim), and token ids of the passages, those of unchanged texts out of the old index."""
    texts = [p.searched for p in passages]
    known = {p.searched: row for row, p in enumerate(old.passages)} if old is not None else {}
    static = embedder if isinstance(embedder, StaticEmbedder) else None
    vectors = np.zeros((len(passages), embedder.dim), np.float32)
    tokens = [np.zeros(0, np.int32)] * (len(passages) if static else 0)
    reused = [(n, known[text]) for n, text in enumerate(texts) if text in known]
    if old is not None and reused:
        vectors[[n for n, _ in reused]] = old.store.rows([row for _, row in reused])
        for n, row in reused if static else ():
            tokens[n] = old.tokens[row]
    todo = [n for n, text in enumerate(texts) if text not in known]
    for start in range(0, len(todo), _BATCH):
        batch = todo[start : start + _BATCH]
        if static:
            found = static.tokens([texts[n] for n in batch])
            vectors[batch] = static.embed_tokens(found)
            for n, ids in zip(batch, found, strict=True):
                tokens[n] = ids
        else:
            vectors[batch] = embedder.embed_passages([texts[n] for n in batch])
        progress(f"embedded {start + len(batch)} of {len(todo)} passages ({len(reused)} unchanged)")
    return vectors, tuple(tokens)
