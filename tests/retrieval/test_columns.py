"""Tables without a column for what is asked."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.columns import no_column
from tests.retrieval.pieces import ask, evidence_of, near

READ = Callable[[str], Document]
TABLE = "# Kitchens\n\n| Kitchen | Grants | Months |\n|---|---|---|\n| Supper Tables | 19 | 8 |\n| Dock | 4 | 6 |\n"
SCHOOLS = "# 学校\n\n| 学校 | 学生 | 得分 |\n|---|---|---|\n| 鹿湖小学 | 320 | 7.9分 |\n| 白江小学 | 210 | 8.1分 |\n"


def nothing_near(query: str, texts: list[str]) -> list[float]:
    return [float(query.casefold() in text.casefold()) for text in texts]


@pytest.mark.parametrize(
    ("text", "question", "none"),
    [
        (TABLE, "How many guests did Supper Tables have?", True),
        (TABLE, "How many grants did Supper Tables have?", False),
        (TABLE, "Why did Supper Tables close?", False),
        (TABLE, "How much money did Supper Tables get?", False),  # units tell
        (SCHOOLS, "鹿湖小学有多少老师？", True),
        (SCHOOLS, "鹿湖小学有多少学生？", False),
        (SCHOOLS, "鹿湖小学得了多少分？", False),
        ("Supper Tables gave 19 grants.", "How many guests did Supper Tables have?", False),
        (TABLE.replace("| Months", "|").replace("| 8 |", "|  |"), "How many guests did Supper Tables have?", False),
    ],
)
def test_no_column(markdown: READ, text: str, question: str, none: bool) -> None:
    query = ask(question)
    rows = [e for e in evidence_of(markdown(text)) if "19" in e.text or "320" in e.text]
    assert no_column(query, read_asked(query), rows, nothing_near) is none


def test_the_label_of_the_row_is_no_column(markdown: READ) -> None:
    query = ask("How many guests did the Grants Office have?")
    text = "# Rooms\n\n| Room | Grants | Months |\n|---|---|---|\n| Grants Office | 19 | 8 |\n| Dock | 4 | 6 |\n"
    rows = [e for e in evidence_of(markdown(text)) if "19" in e.text]
    assert no_column(query, read_asked(query), rows, nothing_near)


def test_nothing_cited_lacks_no_column() -> None:
    query = ask("How many guests did Supper Tables have?")
    assert not no_column(query, read_asked(query), [], near)
