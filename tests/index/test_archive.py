"""What is written is what is read, to the last character and place."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import IndexingError
from corpus.settings import PassageSettings
from index.archive import (
    load_documents,
    load_passages,
    load_tokens,
    save_documents,
    save_passages,
    save_tokens,
)
from index.split import split_document
from tests.index.states import document_state
from tests.reading import read
from tests.strategies import texts

SOURCES = {
    "report.md": '---\ntitle: 报告\ndate: 2025-03-04\n---\n# 一、现状\n\n<a id="p1"></a>市场。\n\n表1 规模\n\n'
    "| 年 | 值 |\n|--|--|\n| 2025 | 480 |\n| 2026 | |\n",
    "scraped.txt": "務(wù)市場規模\r\n\u2028\x85行\x0b尾 \x1c𠮷👩‍🚀\n",
    "page.html": "<h1>A &amp; B</h1><p>x<br>y</p>",
    "table.csv": "a,b\n1,2\n",
    "empty.txt": "",
}


@pytest.fixture
def documents(tmp_path: Path) -> list[Document]:
    return [read(tmp_path, name, content) for name, content in SOURCES.items()]


def test_documents(documents: list[Document], tmp_path: Path) -> None:
    assert any(d.tables for d in documents) and any(d.mends for d in documents)
    save_documents(tmp_path, documents)
    assert [document_state(d) for d in load_documents(tmp_path)] == [document_state(d) for d in documents]


@given(st.lists(texts(0, 200), min_size=1, max_size=4), st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_documents_of_any_text(sources: list[str], name: str) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place)
        documents = [read(folder, f"{n}{name}", source) for n, source in enumerate(sources)]
        save_documents(folder, documents)
        assert [document_state(d) for d in load_documents(folder)] == [document_state(d) for d in documents]
        passages = tuple(p for d in documents for p in split_document(d, PassageSettings(size_zh=50, size_en=100)))
        save_passages(folder, passages)
        assert load_passages(folder, documents) == passages


def test_no_documents(tmp_path: Path) -> None:
    save_documents(tmp_path, [])
    save_passages(tmp_path, [])
    assert load_documents(tmp_path) == load_passages(tmp_path, []) == ()


@given(st.lists(st.lists(st.integers(0, 2**31 - 1), max_size=6), max_size=6))
def test_tokens(lists: list[list[int]]) -> None:
    with TemporaryDirectory() as place:
        tokens = tuple(np.asarray(ids, np.int32) for ids in lists)
        save_tokens(Path(place), tokens)
        again = load_tokens(Path(place))
    assert [(ids.dtype, ids.tolist()) for ids in again] == [(np.dtype(np.int32), ids) for ids in lists]


def test_saving_the_same_twice_writes_the_same(documents: list[Document], tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        save_documents(tmp_path / name, documents)
        save_tokens(tmp_path / name, (np.arange(3, dtype=np.int32),))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


NAMES = ["documents.jsonl", "places.npz", "passages.jsonl", "tokens.npz"]
CONTENTS = [b"", b"\xff\xfe", b"{}\n", b"[1, 2]\n", b"PK\x03\x04", None]
# No passages is no damage: that there are too few, the manifest tells.
DAMAGES = [(n, c) for n in NAMES for c in CONTENTS if (n, c) != ("passages.jsonl", b"")]


@pytest.mark.parametrize(("name", "content"), DAMAGES)
def test_damage_is_named_with_its_mend(
    name: str, content: bytes | None, documents: list[Document], tmp_path: Path
) -> None:
    save_documents(tmp_path, documents)
    save_passages(tmp_path, split_document(documents[0], PassageSettings()))
    save_tokens(tmp_path, (np.arange(3, dtype=np.int32), np.arange(2, dtype=np.int32)))
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexingError, match=rf"{name}: cannot be loaded .* Mend: build the index again"):
        load_tokens(tmp_path)
        load_passages(tmp_path, load_documents(tmp_path))
