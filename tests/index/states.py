"""All that an index serves, as plain values that can be compared."""

from dataclasses import asdict
from typing import Any

import numpy as np

from corpus.document import Document
from index.build import Index
from tests.fakes import FakeEmbedder

QUESTIONS = ["市场规模", "the market in 2025", "云", "zebra", ""]


def state(index: Index) -> dict[str, Any]:
    """Documents, passages, vectors, tokens, and what a few questions find."""
    rows = range(len(index.passages))
    queries = FakeEmbedder(index.manifest.dim).embed_queries(QUESTIONS[:3])
    return {
        "documents": [document_state(d) for d in index.documents.values()],
        "passages": list(index.passages),
        "vectors": index.store.rows(rows).tobytes(),
        "tokens": [ids.tobytes() for ids in index.tokens],
        "words": [index.words.scores(question).tobytes() for question in QUESTIONS],
        "found": [part.tobytes() for part in index.store.search(queries, 5)],
        "files": dict(index.manifest.files),
    }


def document_state(document: Document) -> dict[str, Any]:
    """Every field of a document."""
    fields = {name: getattr(document, name) for name in document.__slots__ if name not in ("traced", "metadata")}
    for name in ("sections", "paragraphs", "tables", "mends"):
        fields[name] = [asdict(value) for value in fields[name]]
    traced = document.traced
    assert traced.starts.dtype == traced.ends.dtype == np.int32
    return fields | {
        "metadata": dict(document.metadata),
        "text": traced.text,
        "starts": traced.starts.tobytes(),
        "ends": traced.ends.tobytes(),
    }
