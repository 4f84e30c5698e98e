"""Figures against figures read by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.quantities import find_quantities

_BILLION = 1e9


def _seen(text: str) -> list[tuple[str, float, float, str, str]]:
    return [(q.text, q.low, q.high, q.unit, q.bound) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "figure", "low", "high", "unit", "bound"),
    [
        ("规模约为320亿元人民币", "320亿元人民币", 32e9, 32e9, "CNY", "about"),
        ("有望突破1,200亿元", "1,200亿元", 120e9, 120e9, "CNY", "over"),
        ("规模为 新币 18.6亿元", "新币 18.6亿元", 1.86e9, 1.86e9, "SGD", "exact"),
        ("月费新台币300元/月", "新台币300元/月", 300, 300, "TWD/month", "exact"),
        ("接近340亿元", "340亿元", 34e9, 34e9, "CNY", "near"),
        ("维持在25%以上", "25%", 25, 25, "%", "at_least"),
        ("降到800元以内", "800元", 800, 800, "CNY", "at_most"),
        ("占15%–25%", "15%–25%", 15, 25, "%", "range"),
        ("介于1600亿元至1800亿元之间", "1600亿元至1800亿元", 160e9, 180e9, "CNY", "range"),
        ("约4.2亿至4.5亿辆", "4.2亿至4.5亿辆", 4.2e8, 4.5e8, "vehicle", "range"),
        ("15-25亿元", "15-25亿元", 1.5e9, 2.5e9, "CNY", "range"),
        ("产生5–10GB数据", "5–10GB", 5e9, 10e9, "byte", "range"),
        ("全国20余个示范区", "20余个", 20, 20, "", "over"),
        ("上百家企业", "百家", 100, 100, "", "at_least"),
        ("总投资三百二十亿元", "三百二十亿元", 32e9, 32e9, "CNY", "exact"),
        ("不足两成", "两成", 20, 20, "%", "under"),
        ("约三分之一的用户", "三分之一", 100 / 3, 100 / 3, "%", "about"),
        ("百分之三十五", "百分之三十五", 35, 35, "%", "exact"),
        ("均价320元/车/年", "320元/车/年", 320, 320, "CNY/vehicle/year", "exact"),
        ("产能１２００万套／年", "１２００万套／年", 12e6, 12e6, "set/year", "exact"),
        ("提高3.2个百分点", "3.2个百分点", 3.2, 3.2, "pp", "exact"),
        ("增速为-3.5%", "3.5%", -3.5, -3.5, "%", "exact"),
        ("四大核心应用", "四大", 4, 4, "", "exact"),
        ("exceed CNY 120 billion", "CNY 120 billion", 120e9, 120e9, "CNY", "over"),
        ("US$3.5m was paid", "US$3.5m", 3.5e6, 3.5e6, "USD", "exact"),
        ("worth 1.2 trillion yuan", "1.2 trillion yuan", 1.2e12, 1.2e12, "CNY", "exact"),
        ("CNY 320 per vehicle per year", "CNY 320 per vehicle per year", 320, 320, "CNY/vehicle/year", "exact"),
        ("no more than 60 percent", "60 percent", 60, 60, "%", "at_most"),
        ("55% or more", "55%", 55, 55, "%", "at_least"),
        ("between CNY 4 billion and CNY 5 billion", "CNY 4 billion and CNY 5 billion", 4e9, 5e9, "CNY", "range"),
        ("two thirds of the drivers", "two thirds", 200 / 3, 200 / 3, "%", "exact"),
        ("at least two cloud providers", "two", 2, 2, "", "at_least"),
    ],
)
def test_one_figure(text: str, figure: str, low: float, high: float, unit: str, bound: str) -> None:
    (found,) = find_quantities(text)
    assert (found.text, found.unit, found.bound) == (figure, unit, bound)
    assert math.isclose(found.low, low, rel_tol=1e-9) and math.isclose(found.high, high, rel_tol=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "5G和V2X让L3及以上、L2+的车型",
        "e平台3.0、NT3.0、等保2.0、汽车行业云2.0、Apollo 2.5硬件",
        "ISO/SAE 21434、ISO 9001、GB/T 34590、第3章、图2、表 4",
        "三一重工、一体化、统一个人信息、一方面、三亚、二手车、一个核心",
        "“十四五”规划、2025年、2025至2030年、2024年6月30日",
        "参见[12]和【3】",
        "1、概述",
        "（2）方法",
        "Table 1, Tier 1 suppliers, Windows 10, iPhone 15, Model 3, Section 2",
        "In 2024 it was founded; the 14th Five-Year Plan; from 2025 to 2030",
        "4S店、3D打印、4K屏幕、192.168.1.1",
    ],
)
def test_names_versions_and_dates_are_no_figures(text: str) -> None:
    assert _seen(text) == []


def test_yuan_behind_those_of_another_country_are_the_same_yuan() -> None:
    assert [q.unit for q in find_quantities("营收新台币184.3亿元，净利22.5亿元，合3亿美元，5家公司")] == [
        "TWD",
        "TWD",
        "USD",
        "",
    ]
    assert [q.unit for q in find_quantities("出口3亿美元，内销22.5亿元")] == ["USD", "CNY"]


def test_a_gloss_in_brackets_is_the_same_figure_and_gives_the_unit() -> None:
    assert _seen("more than 85 million connected cars (8500万辆) of 100 million (1亿)") == [
        ("85 million", 85e6, 85e6, "vehicle", "over"),
        ("100 million", 100e6, 100e6, "", "exact"),
    ]


def test_from_to_names_two_figures() -> None:
    assert [q[1] for q in _seen("从8%提升到20%，from 8% to 20%")] == [8, 20, 8, 20]


def test_a_year_is_not_a_figure_but_a_count_of_two_thousand_is() -> None:
    assert _seen("2024年售出2000辆") == [("2000辆", 2000, 2000, "vehicle", "exact")]


@given(
    st.integers(min_value=1, max_value=9_999),
    st.integers(min_value=0, max_value=3),
    st.sampled_from([("万", 1e4), ("亿", 1e8), ("万亿", 1e12), ("", 1.0)]),
    st.sampled_from([("元", "CNY"), ("辆", "vehicle"), ("套", "set"), ("公里", "km"), ("人", "person")]),
    st.sampled_from(["达到", "约", "超过", "不足", "逼近", "规模为"]),
)
def test_what_is_written_is_read(
    digits: int, places: int, scale: tuple[str, float], unit: tuple[str, str], word: str
) -> None:
    number = f"{digits / 10**places:.{places}f}"
    text = f"其{word}{number}{scale[0]}{unit[0]}，"
    (found,) = find_quantities(text)
    assert found.text == number + scale[0] + unit[0] == text[found.start : found.end]
    assert math.isclose(found.low, float(number) * scale[1], rel_tol=1e-9)
    assert math.isclose(found.step, scale[1] / 10**places, rel_tol=1e-9)
    assert found.unit == unit[1]


@given(
    st.text(
        alphabet=st.sampled_from("0123456789.,%年月至-–~亿万元辆个约超第一三十百（）()[] abxCNY$kK的，。５％"),
        max_size=40,
    )
)
def test_any_text_gives_spans_in_order(text: str) -> None:
    end = 0
    for found in find_quantities(text):
        assert text[found.start : found.end] == found.text
        assert end <= found.start < found.end <= len(text)
        assert found.outer_start <= found.start and found.end <= found.outer_end
        assert found.low <= found.high and not math.isnan(found.low)
        end = found.end
