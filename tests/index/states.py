"""Indexes of small folders, and all that one serves, as plain values that can be compared."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from corpus.document import Document
from corpus.settings import PassageSettings, Settings
from index.build import Index, open_index
from index.bylanguage import LANGUAGES
from tests.fakes import FakeEmbedder

SETTINGS = Settings(passages=PassageSettings(size_zh=50, size_en=100))
CONTENTS = [
    "# 市场\n\n市场规模达到480亿元。" + "云服务越来越多。" * 12 + "\n\n## 前景\n\n前景很好。\n",
    "# 市场\n\n市场规模达到480亿元。" + "云服务越来越多。" * 12 + "\n\n## 前景\n\n前景不好。\n",
    "| 年 | 值 |\n|---|---|\n| 2025 | 480 |\n| 2026 | 600 |\n",
    "The market grew by 12%. It will grow further in 2026.\n",
    "---\nparallel: a.md\n---\nThe English text of a document in two languages.\n",
    "",
    "\x00\x01 not a text \x00",
]
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
        "found": [part.tobytes() for language in LANGUAGES for part in index.store.search(queries, 5, language)],
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


def opened(corpus: Path, home: Path, embedder: FakeEmbedder | None = None, told: list[str] | None = None) -> Index:
    return open_index(corpus, home, SETTINGS, embedder or FakeEmbedder(), (told if told is not None else []).append)


def same(one: Index, other: Index) -> None:
    """Assert that two indexes serve the same; a difference is shown by the name of its part."""
    first, second = state(one), state(other)
    assert [name for name in first if first[name] != second[name]] == []
