"""What tests of the index share: a small folder of documents, a home for its index, and Milvus."""

import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.index.fakemilvus import fake_pymilvus
from tests.index.states import CONTENTS


@pytest.fixture
def milvus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Milvus in this process where it is installed (pip install pymilvus milvus-lite), else a stand-in for its client."""
    if not (find_spec("pymilvus") and find_spec("milvus_lite")):
        monkeypatch.setitem(sys.modules, "pymilvus", fake_pymilvus())


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, content in zip(("a.md", "b.md", "c.md"), CONTENTS[1:4], strict=True):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"
