"""What tests of the index share: a small folder of documents, and a home for its index."""

from pathlib import Path

import pytest

from tests.index.states import CONTENTS


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
