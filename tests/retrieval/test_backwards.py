"""A figure worked back from what another is above or below it."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.backwards import work_back
from tests.retrieval.pieces import ask, evidence_of


def result(document: Document, question: str) -> str:
    query = ask(question)
    works = [work_back(query, read_asked(query), piece) for piece in evidence_of(document)]
    return next(
        (work.worked.result_en if query.language == "en" else work.worked.result_zh for work in works if work), ""
    )


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        ("三季度末库存坯料620吨，比二季度多45吨。", "二季度末库存坯料多少吨？", "575吨"),
        ("三季度末库存坯料620吨，比二季度少45吨。", "二季度末库存坯料多少吨？", "665吨"),
        ("2024年产茶320吨，比上年增加40吨。", "2023年产茶多少吨？", "280吨"),
        ("Stocks stood at 75 tonnes, 12 tonnes more than in the second quarter.", "How many tonnes were in stock in the second quarter?", "63 tonnes"),
        ("Stocks stood at 75 tonnes, down 12 tonnes on the second quarter.", "How many tonnes were in stock in the second quarter?", "87 tonnes"),
        ("In 2024 the farms picked 320 tonnes, 40 tonnes fewer than the year before.", "How many tonnes did the farms pick in 2023?", "360 tonnes"),
        ("三季度末库存坯料620吨，比二季度多45吨。", "三季度末库存坯料多少吨？", ""),  # it stands there
        ("三季度末库存坯料620吨，比二季度多45吨。", "一季度末库存坯料多少吨？", ""),
        ("三季度末库存坯料620吨，比二季度多7%。", "二季度末库存坯料多少吨？", ""),  # of another unit
        ("2024年产茶320吨，比上年增加40吨。", "2022年产茶多少吨？", ""),
        ("2024年产茶320吨，产酒40吨。", "2023年产茶多少吨？", ""),  # nothing is compared
        ("Stocks stood at 75 tonnes, 12 tonnes of them dyed, in the second quarter.", "How many tonnes were in stock in the second quarter?", ""),
    ],
)  # fmt: skip
def test_figures_worked_back(markdown: Callable[[str], Document], text: str, question: str, value: str) -> None:
    assert result(markdown(text), question) == value
