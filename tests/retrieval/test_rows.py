"""Statements of table rows."""

import pytest

from retrieval.headers import read_caption, read_head, unit_of
from retrieval.rows import row_statements


def _told(header: list[str], row: list[str], caption: str = "") -> list[tuple[str, str, str, float, str, int | None]]:
    return [
        (s.measure, s.subject, s.of, s.quantity.low, s.quantity.unit, s.period.low if s.period else None)
        for s in row_statements(header, row, caption)
    ]


def test_a_row_with_a_year_takes_subjects_from_the_caption() -> None:
    header = ["年份", "产能（万台/年）", "产量（万台/年）", "产能利用率（%）", "占全球比重（%）"]
    caption = "表3：2024至2026年中国工业机器人的产能、产量、产能利用率及占全球比重"
    assert _told(header, ["2025", "1,200", "960", "80.0", "32.5"], caption) == [
        ("capacity", "中国工业机器人", "", 12e6, "unit/year", 2025),
        ("output", "中国工业机器人", "", 9.6e6, "unit/year", 2025),
        ("utilisation", "中国工业机器人", "", 80.0, "%", 2025),
        ("share", "中国工业机器人", "全球", 32.5, "%", 2025),
    ]


def test_a_list_in_a_cell_gives_a_statement_each() -> None:
    told = _told(["年份", "主要厂商市场份额（%）"], ["2026年", "甲公司26%，乙公司22%，其他52%"], "中国云市场的规模")
    assert told == [
        ("share", "甲公司", "中国云", 26.0, "%", 2026),
        ("share", "乙公司", "中国云", 22.0, "%", 2026),
        ("share", "其他", "中国云", 52.0, "%", 2026),
    ] or ([t[1] for t in told] == ["甲公司", "乙公司", "其他"] and {t[2] for t in told} == {"中国云市场"})


def test_rows_of_companies_with_years_in_the_header() -> None:
    told = _told(["公司", "2023年", "2024年E"], ["甲公司", "12.5", "15.8"], "表1：主要企业营业收入（单位：亿元）")
    assert told == [("revenue", "甲公司", "", 1.25e9, "CNY", 2023), ("revenue", "甲公司", "", 1.58e9, "CNY", 2024)]
    assert [s.forecast for s in row_statements(["公司", "2023年", "2024年预测"], ["甲公司", "12.5", "15.8"], "")] == [
        False,
        True,
    ]


def test_rows_of_measures_with_units_of_their_own() -> None:
    assert _told(["指标", "2023年"], ["市场规模（亿元）", "242.3"], "中国储能市场概况") == [
        ("market_size", "中国储能市场概况", "", 2.423e10, "CNY", 2023)
    ]


def test_cells_of_prose_are_read_as_sentences_with_the_year_of_their_column() -> None:
    header = ["维度", "内容", "数据（2025年预估）", "2030年影响"]
    found = row_statements(header, ["优势", "本土厂商领先", "本土厂商市占率达62%", "预计提升至75%以上"], "")
    assert [(s.measure, s.subject, s.period.low if s.period else None, s.cell) for s in found] == [
        ("share", "本土厂商", 2025, 2),
        ("share", "本土厂商", 2030, 3),
    ]


def test_english_headers_with_a_gloss() -> None:
    header = ["Year", "Market size (CNY 100 million, 亿元)", "Average price (CNY/vehicle/year, 元/车/年)"]
    caption = "Table 2: Size and average price of China's charging market, 2025 to 2030"
    assert _told(header, ["2027", "318.5", "300"], caption) == [
        ("market_size", "China's charging market", "", 3.185e10, "CNY", 2027),
        ("price", "China's charging market", "", 300.0, "CNY/vehicle/year", 2027),
    ]


def test_places_count_in_the_cell() -> None:
    row = ["2025", "约 1,850"]
    (statement,) = row_statements(["年份", "销量（万套）"], row, "")
    quantity = statement.quantity
    assert row[statement.cell or 0][quantity.start : quantity.end] == quantity.text == "1,850"
    assert (quantity.bound, quantity.low, quantity.step) == ("about", 1.85e7, 1e4)


@pytest.mark.parametrize(
    ("written", "unit", "one"),
    [
        ("亿元", "CNY", 1e8),
        ("万套/年", "set/year", 1e4),
        ("%", "%", 1),
        ("CNY 100 million", "CNY", 1e8),
        ("10,000 sets/year", "set/year", 1e4),
        ("元/套", "CNY/set", 1),
        ("万人", "person", 1e4),
    ],
)
def test_units_of_columns(written: str, unit: str, one: float) -> None:
    found = unit_of(written)
    assert found is not None and (found.unit, found.low) == (unit, one)


def test_what_is_no_unit() -> None:
    assert unit_of("依据") is None
    assert read_head("主要企业").unit is None


def test_captions() -> None:
    head = read_caption("表2：2025至2030年中国充电市场的规模、年增长率与平均价格")
    assert (head.subject, head.measure) == ("中国充电市场", None)
    assert (
        read_caption("Table 1: Output and capacity of China's robot makers, 2025 to 2030").subject
        == "China's robot makers"
    )
    assert row_statements([], [], "") == []
