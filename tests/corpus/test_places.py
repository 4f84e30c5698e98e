from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.places import DOCUMENTS, corpus_folder


def test_the_editions_unless_a_folder_is_named(tmp_path: Path) -> None:
    assert corpus_folder(None) == DOCUMENTS
    assert corpus_folder(tmp_path) == tmp_path


def test_a_tilde_that_the_shell_left_is_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "reports").mkdir()
    assert corpus_folder(Path("~/reports")) == tmp_path / "reports"


def test_what_is_no_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("文", encoding="utf-8")
    with pytest.raises(CorpusError, match="is a file, not a folder"):
        corpus_folder(tmp_path / "a.md")
    for missing in (tmp_path / "b", Path("~nobody-of-that-name/b")):
        with pytest.raises(CorpusError, match=f"{missing}: no such folder"):
            corpus_folder(missing)
