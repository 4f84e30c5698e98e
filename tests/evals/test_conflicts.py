from pathlib import Path

import pytest

from corpus.errors import EvaluationError
from corpus.read import read_file
from corpus.settings import ReadSettings
from evals.commands import LABELS
from evals.conflicts import conflict_rows, read_labels
from retrieval.answer import Answer, Turn

LABEL = """[[conflict]]
measure = "exports"
unit = "亿元"
years = [2025, 2025]
values = [52, 61]
zh = "多少?"
en = "How much?"
"""


class Says:
    """Answers every question with one text."""

    def __init__(self, text: str) -> None:
        self.text = text

    def ask(self, question: str, history: tuple[Turn, ...] = ()) -> Answer:
        return Answer("zh", "answered", self.text, (), ())


def rows(tmp_path: Path, text: str, said: str) -> list[list[str]]:
    (tmp_path / "labels.toml").write_text(LABEL, encoding="utf-8")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    document = read_file(tmp_path / "a.md", "a.md", ReadSettings())
    return conflict_rows(read_labels(tmp_path / "labels.toml"), [document], Says(said))  # type: ignore[arg-type]


def test_found_and_answered_are_counted_apart(tmp_path: Path) -> None:
    text = "# 茶港\n\n2025年茶港的茶叶出口额为52亿元。\n\n海关测算，2025年茶港的茶叶出口额为61亿元。\n"
    table = rows(tmp_path, text, "52亿元")
    assert table[1][1:] == ["2", "2", "2", "1", "1"]
    assert table[-1] == ["false conflicts", "", "0", "0", "", ""]


def test_what_nobody_counted_is_false(tmp_path: Path) -> None:
    text = "# 茶港\n\n2024年茶港的茶叶出口额为52亿元。\n\n海关测算，2024年茶港的茶叶出口额为61亿元。\n"
    table = rows(tmp_path, text, "")
    assert table[1][1:] == ["2", "0", "0", "0", "0"]
    assert table[-1] == ["false conflicts", "", "1", "1", "", ""]


def test_labels_that_do_not_fit_are_named(tmp_path: Path) -> None:
    (tmp_path / "labels.toml").write_text(LABEL.replace("unit", "units"), encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"labels\.toml.*unit"):
        read_labels(tmp_path / "labels.toml")


def test_the_labels_that_ship_can_be_read() -> None:
    assert len(read_labels(LABELS)) == 10
