import pytest

from corpus.lines import lines_of
from corpus.plaintables import find_lined_tables


def tables(raw: str) -> list[list[list[str]]]:
    return [[[raw[a:b] for a, b in row] for row in t.rows] for t in find_lined_tables(lines_of(raw, 0, len(raw)))]


def test_cells_parted_by_tabs() -> None:
    assert tables("名称\t数量\n茶杯\t12\n") == [[["名称", "数量"], ["茶杯", "12"]]]


def test_cells_under_one_another_with_one_missing() -> None:
    raw = (
        "Sales by year:\n\n"
        "    Year    Bushels   Rent (pounds)\n"
        "    ------------------------------\n"
        "    1903      9,100        12\n"
        "    1905                   14\n"
        "    1906      8,750\n"
        "    Total    17,850        26\n"
    )
    assert tables(raw) == [
        [
            ["Year", "Bushels", "Rent (pounds)"],
            ["1903", "9,100", "12"],
            ["1905", "", "14"],
            ["1906", "8,750", ""],
            ["Total", "17,850", "26"],
        ]
    ]


def test_cells_parted_by_bars_and_drawn_lines() -> None:
    raw = "+---+----+\n| a | b  |\n+---+----+\n| 1 | 20 |\n| 2 |    |\n+---+----+\n"
    assert tables(raw) == [[["a", "b"], ["1", "20"], ["2", ""]]]


def test_chinese_rows_parted_by_single_spaces() -> None:
    raw = "名称 数量 单价\n茶杯 12 3.50\n茶壶 4 28.00\n"
    assert tables(raw) == [[["名称", "数量", "单价"], ["茶杯", "12", "3.50"], ["茶壶", "4", "28.00"]]]


@pytest.mark.parametrize(
    "raw",
    [
        "It rained.  We stayed in.  Nobody came.\nIt snowed.  We went out.  All came.\nThe sun.  It rose.  It set.\n",
        "姓名：张三\n职务：主任\n电话：12345\n",
        "one two three\nfour five six\nseven eight nine\n",
        "Dear Sir,\tyours\n",
    ],
)
def test_other_lines_are_no_table(raw: str) -> None:
    assert tables(raw) == []


def test_a_few_lines_glued_above_a_table_are_none_of_it() -> None:
    rows = "茶杯 12 3.50\n茶壶 4 28.00\n茶盘 3 40.00\n"
    assert tables("张三 李四 王五\n" * 5 + rows)[0][-3:] == [row.split(" ") for row in rows.split("\n")[:3]]


def test_thousands_of_lines_that_are_no_rows_are_looked_at_a_few_times_each() -> None:
    """Each was once the first of a table that was sought to the end of the text."""
    assert tables("The cat sat on the mat\n" * 4_000) == []
