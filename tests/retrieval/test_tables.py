from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.tables import ask_table, operation_of, rows_of
from tests.retrieval.pieces import ask, evidence_of, near

TEXT = """表1：茶叶出口

| 年份 | 出口量（万吨） | 均价（元/公斤） | 主要厂商份额 |
|---|---|---|---|
| 2022 | 4.1 | 36 | 阿里云26%，腾讯云22% |
| 2023 | 4.6 | 35 | 阿里云24%，腾讯云25% |
| 2024 | 5.2 | 41 | 阿里云20%，腾讯云21% |
| 2025 | 5.0 | 44 | 阿里云22%，腾讯云19% |
"""
PLACES = """| 产地 | 产量（万吨） |
|---|---|
| 杭州（西湖） | 3.2 |
| 武汉 | 1.9 |
"""
LEAST = 0.55


@pytest.mark.parametrize(
    ("question", "operation"),
    [
        ("哪一年出口量最大？", "most"),
        ("Which year had the highest price?", "most"),
        ("均价最低是多少？", "least"),
        ("Which year had the lowest price?", "least"),
        ("出口量首次超过4.5万吨是哪一年？", "first"),
        ("When did exports first exceed 45,000 tonnes?", "first"),
        ("When did exports first pass?", "cell"),  # above what?
        ("2023年的出口量是多少？", "cell"),
        ("第一次出口是哪一年？", "cell"),
    ],
)
def test_operations(question: str, operation: str) -> None:
    assert operation_of(ask(question)) == operation


@pytest.mark.parametrize(
    ("question", "rows", "names"),
    [
        ("2023年的出口量是多少？", (1,), ["出口量"]),
        ("2023年和2025年的均价是多少？", (1, 3), ["均价"]),
        ("哪一年出口量最大？", (2,), ["出口量"]),
        ("哪一年出口量最小？", (0,), ["出口量"]),
        ("哪一年均价最高？", (3,), ["均价"]),
        ("哪一年均价最低？", (1,), ["均价"]),
        ("2022至2023年哪一年均价最高？", (0,), ["均价"]),
        ("出口量首次超过4.5万吨是哪一年？", (1,), ["出口量"]),
        ("哪一年阿里云的份额最低？", (2,), ["主要厂商份额"]),
        ("哪一年腾讯云的份额最高？", (1,), ["主要厂商份额"]),
    ],
)
def test_rows_and_columns(
    markdown: Callable[[str], Document], question: str, rows: tuple[int, ...], names: list[str]
) -> None:
    (table,) = markdown(TEXT).tables
    found = ask_table(ask(question), table, near, LEAST)
    assert found is not None
    assert (found.rows, [c.name for c in found.columns]) == (rows, names)


def test_a_row_by_its_label(markdown: Callable[[str], Document]) -> None:
    (table,) = markdown(PLACES).tables
    for question, row in (("西湖的产量是多少？", 0), ("武汉的产量是多少？", 1)):
        found = ask_table(ask(question), table, near, LEAST)
        assert found is not None and found.rows == (row,)


def test_an_item_of_a_listing_cell_is_told(markdown: Callable[[str], Document]) -> None:
    (table,) = markdown(TEXT).tables
    found = ask_table(ask("Which year did Alibaba Cloud have the largest share?"), table, near, LEAST)
    assert found is not None and (found.item, found.rows, found.operation) == ("阿里云", (0,), "most")


@pytest.mark.parametrize(
    "question",
    [
        "2031年的出口量是多少？",  # no such row
        "出口量首次超过9万吨是哪一年？",  # no row is above
        "2023年的雨水如何？",  # no such column
        "2030至2035年哪一年均价最高？",  # out of range
    ],
)
def test_what_the_table_does_not_say(markdown: Callable[[str], Document], question: str) -> None:
    (table,) = markdown(TEXT).tables
    assert ask_table(ask(question), table, near, LEAST) is None


def test_rows_as_evidence(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown(TEXT))
    table = units[-1].table
    assert table is not None
    found = ask_table(ask("2025年和2022年的均价"), table, near, LEAST)
    assert found is not None
    assert [e.text.split(" | ")[0] for e in rows_of(found, units)] == ["2022", "2025"]
    assert rows_of(found, units[:1]) == [u for u in units[:1] if u.row == 0]


def test_growth_is_looked_for_in_the_column_of_growth(markdown: Callable[[str], Document]) -> None:
    text = "| 年份 | 市场规模（亿元） | 市场规模增长率（%） |\n|---|---|---|\n| 2023 | 45 | 9 |\n| 2024 | 48 | 7 |"
    (table,) = markdown(text).tables
    for question, rows, number in (("哪一年市场规模增长最快？", (0,), 2), ("哪一年市场规模最大？", (1,), 1)):
        found = ask_table(ask(question), table, near, LEAST)
        assert found is not None
        assert (found.rows, found.columns[0].number) == (rows, number)
