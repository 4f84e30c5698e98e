import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Cell, Table
from retrieval.cells import Column, cell_quantity, cell_shown, columns, is_year, is_year_column, parts


def header(*texts: str) -> list[Column]:
    return columns(Table(tuple(Cell(t, 0, len(t)) for t in texts), (), 0, 0))


def test_columns_part_their_names_from_their_units() -> None:
    assert header("年份", "规模（亿元）", "Price (CNY/kg)", "占比[%]", "（备注）", "Size (CNY 100 million, 亿元)") == [
        Column(0, "年份", ""),
        Column(1, "规模", "亿元"),
        Column(2, "Price", "CNY/kg"),
        Column(3, "占比", "%"),
        Column(4, "（备注）", ""),
        Column(5, "Size", "亿元"),
    ]
    assert header("Exports (10,000 tonnes)", "Size (CNY 100 million; 亿元)")[0].unit == "10,000 tonnes"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2025", True),
        ("2025年", True),
        ("2025E", True),
        (" 2025 ", True),
        ("3025", False),
        ("2025至2026", False),
        ("", False),
    ],
)
def test_years(text: str, year: bool) -> None:
    assert is_year(text) is year


@pytest.mark.parametrize(("name", "years"), [("年份", True), ("Year", True), ("年增长率", False), ("", False)])
def test_columns_of_years(name: str, years: bool) -> None:
    assert is_year_column(Column(0, name, "")) is years


@pytest.mark.parametrize(
    ("text", "column", "value", "unit"),
    [
        ("415.2", Column(1, "规模", "亿元"), 4.152e10, "CNY"),
        ("1,200", Column(1, "销量", "万辆"), 1.2e7, "vehicle"),
        ("4.6", Column(1, "Exports", "10,000 tonnes"), 46000, "t"),
        ("48.5", Column(1, "Size", "CNY 100 million"), 4.85e9, "CNY"),
        ("26%", Column(1, "份额", ""), 26, "%"),
        ("-3", Column(1, "增长率", "%"), -3, "%"),
        ("3.2亿元", Column(1, "规模", ""), 3.2e8, "CNY"),
    ],
)
def test_a_cell_takes_the_unit_of_its_column(text: str, column: Column, value: float, unit: str) -> None:
    found = cell_quantity(text, column)
    assert found is not None and (found.value, found.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("2025", Column(0, "年份", "")),
        ("甲公司", Column(1, "厂商", "")),
        ("甲26%，乙22%", Column(1, "份额", "%")),
        ("--", Column(1, "规模", "亿元")),
        ("", Column(1, "规模", "亿元")),
        ("1.2.3", Column(1, "增长率", "%")),
    ],
)
def test_cells_without_one_figure(text: str, column: Column) -> None:
    assert cell_quantity(text, column) is None


@given(
    st.text(alphabet="0123456789.,-−–+%亿元 ", max_size=12),
    st.sampled_from(["", "亿元", "%", "10,000 tonnes", "foo", "元/车"]),
)
def test_any_cell_is_read_and_shown_with_its_own_characters(text: str, unit: str) -> None:
    column = Column(1, "数", unit)
    cell_quantity(text, column)
    assert cell_shown(text, column, "zh").startswith(text.strip()) or unit == "10,000 tonnes"


@pytest.mark.parametrize(
    ("text", "column", "zh", "en"),
    [
        ("415.2", Column(1, "规模", "亿元"), "415.2亿元", "CNY 41.52 billion (415.2亿元)"),
        ("48.5", Column(1, "Size", "CNY 100 million"), "48.5亿元", "CNY 4.85 billion"),
        ("4.6", Column(1, "Exports", "10,000 tonnes"), "4.6万吨", "46,000 tonnes"),
        ("41", Column(1, "Price", "CNY/kg"), "41元/公斤", "CNY 41 per kg"),
        ("26.5", Column(1, "份额", "%"), "26.5%", "26.5%"),
        ("5", Column(1, "站点", "座"), "5座", "5 (5座)"),
        ("5", Column(1, "Score", "foo"), "5 foo", "5 foo"),
        ("2025", Column(0, "年份", ""), "2025", "2025"),
        ("甲公司", Column(1, "厂商", ""), "甲公司", "甲公司"),
    ],
)
def test_a_cell_as_people_write_it(text: str, column: Column, zh: str, en: str) -> None:
    assert (cell_shown(text, column, "zh"), cell_shown(text, column, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("甲26%，乙22%", ["甲26%", "乙22%"]),
        ("甲1,200、乙3,400", ["甲1,200", "乙3,400"]),
        ("Acme 26%; Bolt 22%", ["Acme 26%", "Bolt 22%"]),
        ("甲", ["甲"]),
        ("", []),
    ],
)
def test_items_of_a_listing_cell(text: str, items: list[str]) -> None:
    assert parts(text) == items
