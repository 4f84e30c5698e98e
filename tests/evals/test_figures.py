from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.figures import figures, spelt_figures, unit_mentions


def read(text: str) -> list[tuple[Decimal, str]]:
    return [(f.value, f.unit) for f in figures(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("480亿元", [(48 * 10**9, "CNY")]),
        ("CNY 48 billion", [(48 * 10**9, "CNY")]),
        ("CNY 48bn", [(48 * 10**9, "CNY")]),
        ("48 billion yuan", [(48 * 10**9, "CNY")]),
        ("US$3.5 million", [(3500000, "USD")]),
        ("新台幣184亿元，另22亿元", [(184 * 10**8, "TWD"), (22 * 10**8, "TWD")]),
        ("NT$5 million", [(5000000, "TWD")]),
        ("3亿美元，合21亿元", [(3 * 10**8, "USD"), (21 * 10**8, "CNY")]),
        ("1,253元/套", [(1253, "CNY")]),
        ("１．８億輛", [(180000000, "vehicle")]),
        ("35,000 refrigerated vehicles", [(35000, "")]),
        ("5 million vehicles", [(5000000, "vehicle")]),
        ("54.6 per cent", [(Decimal("54.6"), "%")]),
        ("提高3个百分点", [(3, "pp")]),
        ("50PB", [(50, "PB")]),
        ("2025年", [(2025, "year")]),
        ("in 2025,", [(2025, "year")]),
        ("2,025", [(2025, "")]),
        ("2000家", [(2000, "")]),
        ("2025元", [(2025, "CNY")]),
        ("2025至2030年", [(2025, "year"), (2030, "year")]),
        ("25%~30%", [(25, "%"), (30, "%")]),
        ("25–30%", [(25, "%"), (30, "%")]),
        ("5至10GB", [(5, "GB"), (10, "GB")]),
        ("CNY 160–180 billion", [(160 * 10**9, "CNY"), (180 * 10**9, "CNY")]),
        ("10万至20万辆", [(100000, "vehicle"), (200000, "vehicle")]),
        ("18-month", [(18, "months")]),
        ("5G、36Kr、L3级、V2X", []),
        ("2022年1月", [(2022, "year"), (1, "month")]),
        ("January 2022", [(2022, "year"), (1, "month")]),
        ("2025，2026", [(2025, "year"), (2026, "year")]),
        ("| 2025 | 1,200 | 80.0 |", [(2025, "year"), (1200, ""), (80, "")]),
        ("48万亿", [(48 * 10**12, "")]),
    ],
)
def test_figures(text: str, wanted: list[tuple[Decimal, str]]) -> None:
    assert read(text) == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("480亿元", "CNY 48 billion", True),
        ("480亿元", "480亿", False),  # money may not lose its unit
        ("500万辆", "5 million vehicles", True),
        ("500万辆", "500万", True),  # a counting unit may be left out
        ("500万辆", "500万套", False),
        ("26%", "26", False),
        ("3个百分点", "3%", False),
        ("2025年", "2025", True),
        ("24个月", "24 months", True),
        ("CNY 480", "US$480", False),
        ("80.0%", "80%", True),
    ],
)
def test_same(one: str, other: str, same: bool) -> None:
    (a,), (b,) = figures(one), figures(other)
    assert a.same(b) == b.same(a) == same


@given(st.integers(1, 9999), st.sampled_from([("万", 10**4), ("亿", 10**8), ("million", 10**6), ("billion", 10**9)]))
def test_a_written_amount_is_read_back(number: int, magnitude: tuple[str, int]) -> None:
    word, factor = magnitude
    text = f"{number:,}{word}元" if len(word) == 1 else f"about CNY {number:,} {word} more"
    assert read(text) == [(Decimal(number) * factor, "CNY")]


def test_figures_in_words() -> None:
    found = [(int(f.value), f.unit) for f in spelt_figures("提高三成，二十五个月，一百二十辆，三万元；five, Twelve")]
    assert found == [(30, "%"), (25, "months"), (120, "vehicle"), (30000, "CNY"), (5, ""), (12, "")]


def test_units_of_a_header() -> None:
    header = "| Year | Capacity (10,000 sets/year, 万套/年) | Market size (CNY 100 million, 亿元) | Growth (%) |"
    assert unit_mentions(header) == [(10**4, "set"), (10**8, "CNY"), (1, "%")]
    assert unit_mentions("规模为480亿元") == []
