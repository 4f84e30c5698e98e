from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.figures import document_figures, find_figures
from tests.reading import read
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市场规模约480亿元", [("480亿元", 48_000_000_000, "CNY")]),
        ("worth CNY 48 billion", [("CNY 48 billion", 48_000_000_000, "CNY")]),
        ("US$3.5bn", [("US$3.5bn", 3_500_000_000, "USD")]),
        ("8500万辆", [("8500万辆", 85_000_000, "vehicle")]),
        ("85 million vehicles", [("85 million vehicles", 85_000_000, "vehicle")]),
        ("1,020.5万人", [("1,020.5万人", 10_205_000, "person")]),
        ("50余个城市", [("50余个", 50, "item")]),
        ("2.3万亿元", [("2.3万亿元", 2_300_000_000_000, "CNY")]),
        ("提升5个百分点", [("5个百分点", 5, "pp")]),
        ("5 percentage points", [("5 percentage points", 5, "pp")]),
        ("2025年", [("2025年", 2025, "calendar")]),
        ("２０２５年达１２％", [("２０２５年", 2025, "calendar"), ("１２％", 12, "%")]),
        ("in 2025, 300 users", [("2025", 2025, "calendar"), ("300 users", 300, "user")]),
        ("2023 carmakers' demand", [("2023", 2023, "calendar")]),
        ("2,023 carmakers", [("2,023 carmakers", 2023, "company")]),
        ("20 years", [("20 years", 20, "year")]),
        ("270元/车/年", [("270元", 270, "CNY")]),
        ("10TB的数据", [("10TB", 10, "TB")]),
        ("15%–25%", [("15%", 15, "%"), ("25%", 25, "%")]),
        ("15–25%", [("15", 15, "%"), ("25%", 25, "%")]),
        ("8至10亿元", [("8", 800_000_000, "CNY"), ("10亿元", 1_000_000_000, "CNY")]),
        ("1.2亿至1.5亿辆", [("1.2亿", 120_000_000, "vehicle"), ("1.5亿辆", 150_000_000, "vehicle")]),
        ("CNY 5–8 billion", [("CNY 5", 5_000_000_000, "CNY"), ("8 billion", 8_000_000_000, "CNY")]),
        ("between 2 and 3 million cars", [("2", 2_000_000, "vehicle"), ("3 million cars", 3_000_000, "vehicle")]),
        ("2025 to 2030", [("2025", 2025, "calendar"), ("2030", 2030, "calendar")]),
        ("5 vehıcles", [("5 vehıcles", 5, "vehicle")]),
        ("CNY 5–6 mıllıon", [("CNY 5", 5_000_000, "CNY"), ("6 mıllıon", 6_000_000, "CNY")]),
        ("12 uſers", [("12 uſers", 12, "user")]),
        ("售出300和500万辆", [("300", 300, ""), ("500万辆", 5_000_000, "vehicle")]),
    ],
)
def test_figures_have_value_and_unit(text: str, expected: list[tuple[str, int, str]]) -> None:
    assert [(f.text, f.value, f.unit) for f in find_figures(text)] == [(t, Decimal(v), u) for t, v, u in expected]


@pytest.mark.parametrize(
    "text",
    [
        "5G与V2X",
        "L3级自动驾驶",
        "Tier1和Tier 1",
        "4S店与36氪",
        "第3章",
        "表2：",
        "Table 4",
        "the 14th plan",
        "COVID-19",
        "[12]",
    ],
)
def test_digits_in_names_are_no_figures(text: str) -> None:
    assert find_figures(text) == []


def both_notations() -> st.SearchStrategy[tuple[str, str]]:
    """One amount in Chinese and in English notation."""
    hundreds = st.integers(1, 99_999)
    return st.one_of(
        hundreds.map(lambda n: (f"{n}亿元", f"CNY {Decimal(n) / 10} billion")),
        hundreds.map(lambda n: (f"{n}万辆", f"{Decimal(n) / 100} million vehicles")),
        hundreds.map(lambda n: (f"{Decimal(n) / 10}%", f"{Decimal(n) / 10} per cent")),
        hundreds.map(lambda n: (f"{n}家", f"{n:,} companies")),
    )


@given(both_notations())
def test_one_amount_in_two_notations_is_one_figure(pair: tuple[str, str]) -> None:
    chinese, english = (find_figures(text) for text in pair)
    assert [f.key for f in chinese] == [f.key for f in english]
    assert [f.text for f in chinese] == [pair[0]]
    assert [f.text for f in english] == [pair[1]]


@given(texts())
def test_figures_stand_where_they_say_in_order(text: str) -> None:
    at = 0
    for figure in find_figures(text):
        assert at <= figure.start < figure.end <= len(text)
        assert text[figure.start : figure.end].rstrip() == figure.text
        assert figure.value >= 0
        at = figure.end


def test_cells_take_the_unit_of_their_header(tmp_path: Path) -> None:
    raw = (
        "# 题\n\n| 年份 | 产能（万套/年） | Demand (10,000 sets) | 份额（%） | 说明 |\n|--|--|--|--|--|\n"
        "| 2025 | 1,200 | 950 | 32.5 | 约3亿元 |\n"
    )
    document = read(tmp_path, "a.md", raw)
    found = [(f.text, f.value, f.unit) for _, f in document_figures(document)]
    assert found == [
        ("2025", Decimal(2025), "calendar"),
        ("1,200", Decimal(12_000_000), "set"),
        ("950", Decimal(9_500_000), "set"),
        ("32.5", Decimal("32.5"), "%"),
        ("3亿元", Decimal(300_000_000), "CNY"),
    ]
    for section, figure in document_figures(document):
        assert document.sections[section].title == "题"
        assert document.text[figure.start : figure.end] == figure.text
