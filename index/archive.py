"""Documents, passages and their tokens on disk: JSON for the records, numpy arrays for places and numbers."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.document import Cell, Document, Mend, Paragraph, Section, Table
from corpus.origin import Traced
from index.arrays import damaged, load_arrays
from index.passage import Passage

Tokens = tuple[NDArray[np.int32], ...]
_DOCUMENTS, _PLACES, _PASSAGES, _TOKENS = "documents.jsonl", "places.npz", "passages.jsonl", "tokens.npz"


def save_documents(folder: Path, documents: Sequence[Document]) -> None:
    """Write the documents, one a line, and the map of each."""
    places: dict[str, Any] = {}
    with (folder / _DOCUMENTS).open("w", encoding="utf-8") as file:
        for number, document in enumerate(documents):
            record = {name: getattr(document, name) for name in _PLAIN} | {
                "text": document.text,
                "metadata": dict(document.metadata),
                "sections": [asdict(s) for s in document.sections],
                "paragraphs": [asdict(p) for p in document.paragraphs],
                "tables": [asdict(t) for t in document.tables],
                "mends": [asdict(m) for m in document.mends],
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
            # Most characters follow the one before and are one long: steps and lengths pack far better than places.
            places[f"steps{number}"] = np.diff(document.traced.starts, prepend=np.int32(0))
            places[f"lengths{number}"] = document.traced.ends - document.traced.starts
    np.savez_compressed(folder / _PLACES, **places)


_PLAIN = ("doc_id", "title", "language", "script", "date", "parallel", "raw", "encoding", "confidence")


def load_documents(folder: Path) -> tuple[Document, ...]:
    """Read what `save_documents` wrote.

    Raises:
        IndexingError: it is missing or damaged.
    """
    places = load_arrays(folder / _PLACES)
    try:
        with (folder / _DOCUMENTS).open(encoding="utf-8") as file:
            documents = tuple(
                _document(json.loads(line), places[f"steps{number}"], places[f"lengths{number}"])
                for number, line in enumerate(file)
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(folder / _DOCUMENTS, error) from error
    if len(places) != 2 * len(documents):
        raise damaged(folder / _DOCUMENTS, f"{len(documents)} documents, {len(places)} maps")
    return documents


def _document(record: dict[str, Any], steps: Any, lengths: Any) -> Document:
    starts = np.cumsum(steps, dtype=np.int32)
    return Document(
        **{name: record[name] for name in _PLAIN},
        metadata=record["metadata"],
        traced=Traced(record["text"], starts, starts + lengths),
        sections=tuple(Section(**s) for s in record["sections"]),
        paragraphs=tuple(Paragraph(**p) for p in record["paragraphs"]),
        tables=tuple(_table(t) for t in record["tables"]),
        mends=tuple(Mend(**m) for m in record["mends"]),
    )


def _table(record: dict[str, Any]) -> Table:
    return Table(
        header=tuple(Cell(**c) for c in record["header"]),
        rows=tuple(tuple(Cell(**c) for c in row) for row in record["rows"]),
        start=record["start"],
        end=record["end"],
        caption=record["caption"],
        flags=tuple(record["flags"]),
    )


def save_passages(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the passages, one a line; their text stands in the documents."""
    with (folder / _PASSAGES).open("w", encoding="utf-8") as file:
        for p in passages:
            file.write(json.dumps([p.doc_id, p.start, p.end, p.context], ensure_ascii=False) + "\n")


def load_passages(folder: Path, documents: Sequence[Document]) -> tuple[Passage, ...]:
    """Read what `save_passages` wrote.

    Raises:
        IndexingError: it is missing or damaged.
    """
    known = {d.doc_id: d for d in documents}
    passages = []
    try:
        with (folder / _PASSAGES).open(encoding="utf-8") as file:
            for line in file:
                doc_id, start, end, context = json.loads(line)
                document = known[doc_id]
                text = document.text[start:end]
                passages.append(Passage(doc_id, start, end, text, context, document.language))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise damaged(folder / _PASSAGES, error) from error
    return tuple(passages)


def save_tokens(folder: Path, tokens: Tokens) -> None:
    """Write the token ids of the passages."""
    lengths = np.asarray([len(ids) for ids in tokens], np.int64)
    flat = np.concatenate(tokens) if tokens else np.zeros(0, np.int32)
    np.savez(folder / _TOKENS, lengths=lengths, flat=flat)


def load_tokens(folder: Path) -> Tokens:
    """Read what `save_tokens` wrote.

    Raises:
        IndexingError: it is missing or damaged.
    """
    saved = load_arrays(folder / _TOKENS, ("lengths", "flat"))
    if saved["lengths"].sum() != len(saved["flat"]):
        raise damaged(folder / _TOKENS, "lengths and tokens do not fit")
    lengths, flat = saved["lengths"], saved["flat"]
    return tuple(np.split(flat, np.cumsum(lengths)[:-1])) if len(lengths) else ()
