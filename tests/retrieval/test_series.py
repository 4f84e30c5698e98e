"""A figure asked for without a year, from a table that gives it for several."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.draft import Documents, Draft
from retrieval.figures import find_told
from retrieval.names import default_names
from retrieval.series import series_line
from tests.retrieval.pieces import ask, evidence_of, near

YEARS = """# 绿茶市场

| 年份 | 市场规模（亿元） | 主要厂商市场份额（%） |
|---|---|---|
| 2021 | 40 | 甲厂26%，乙厂22%，其他52% |
| 2022 | 45 | 甲厂25%，乙厂24%，其他51% |
| 2023 | 48 | 甲厂23%，乙厂27%，其他50% |
"""


def series(document: Document, question: str) -> str:
    query = ask(question)
    told = find_told(query, read_asked(query), evidence_of(document), near)
    return series_line(query, told[0], told, Draft(query.language, Documents([document])), default_names())


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("绿茶市场规模是多少？", "市场规模：2021年40亿元；2022年45亿元；2023年48亿元。[1][2][3][4]"),
        ("綠茶市場規模是多少？", "市場規模：2021年40億元；2022年45億元；2023年48億元。[1][2][3][4]"),
        ("2022年绿茶市场规模是多少？", ""),
        ("绿茶市场规模目前是多少？", ""),
        ("What is the current market size of green tea?", ""),
    ],
)
def test_a_column_over_the_years(markdown: Callable[[str], Document], question: str, line: str) -> None:
    assert series(markdown(YEARS), question) == line


def test_two_years_are_no_series(markdown: Callable[[str], Document]) -> None:
    assert series(markdown(YEARS.rsplit("|", 4)[0].rsplit("\n", 1)[0]), "绿茶市场规模是多少？") == ""


def test_rows_on_other_things_are_no_series(markdown: Callable[[str], Document]) -> None:
    """Each year is of another region: the figure of the one that is asked about, alone."""
    text = "# 电炉\n\n| 年份 | 地区 | 销量（台） |\n|---|---|---|\n| 2021 | 华东 | 1100 |\n| 2022 | 华南 | 1200 |\n| 2023 | 华北 | 1300 |\n"
    assert series(markdown(text), "电炉的销量是多少？") == ""
    query = ask("华南的销量是多少？")
    told = find_told(query, read_asked(query), evidence_of(markdown(text)), near)
    assert [t.statement.quantity.value for t in told[:1]] == [1200]
