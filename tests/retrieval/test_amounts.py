"""Comparing, converting and writing out figures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AnswerError
from retrieval.amounts import comparable, convert, in_chinese, in_english, interval, same_value
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity


def _one(text: str) -> Quantity:
    (found,) = find_quantities(text)
    return found


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("超过1200亿元", "over CNY 120 billion"),
        ("185.6亿元", "CNY 18.56 billion"),
        ("222.0亿元", "CNY 22.20 billion"),
        ("约3.45亿辆", "about 345 million vehicles"),
        ("1,253元/套", "CNY 1,253 per set"),
        ("200元/年", "CNY 200 per year"),
        ("1,200万套/年", "12 million sets per year"),
        ("10万条", "100,000"),
        ("超过50PB", "over 50 PB"),
        ("2亿公里", "200 million km"),
        ("21.3%", "21.3%"),
        ("1600亿元至1800亿元", "CNY 160–180 billion"),
        ("1.2万亿元", "CNY 1.2 trillion"),
    ],
)
def test_english_figures(zh: str, en: str) -> None:
    assert in_english(_one(zh)) == en


@pytest.mark.parametrize(
    ("en", "zh"),
    [
        ("over CNY 120 billion", "超过1200亿元"),
        ("48 billion yuan", "480亿元"),
        ("about 345 million vehicles", "约3.45亿辆"),
        ("US$3.5 million", "350万美元"),
        ("at least 55%", "至少55%"),
        ("CNY 160 billion to 180 billion", "1600–1800亿元"),
        ("CNY 1,253", "1,253元"),
    ],
)
def test_chinese_figures(en: str, zh: str) -> None:
    assert in_chinese(_one(en)) == zh


@given(
    st.integers(min_value=1, max_value=99_999),
    st.integers(min_value=0, max_value=2),
    st.sampled_from(["", "万", "亿"]),
    st.sampled_from(["元", "辆", "公里", "美元", "元/年"]),
)
def test_a_figure_survives_the_way_to_english_and_back(digits: int, places: int, scale: str, unit: str) -> None:
    first = _one(f"达{digits / 10**places:.{places}f}{scale}{unit}")
    there = _one(in_english(first))
    assert same_value(first, there, 1e-9) and same_value(_one(in_chinese(there)), first, 1e-9)


def test_values_agree_across_units_and_languages_only_within_the_tolerance() -> None:
    assert same_value(_one("480亿元"), _one("CNY 48 billion"))
    assert same_value(_one("1.5公里"), _one("1500米"))
    assert not same_value(_one("480亿元"), _one("485亿元"))
    assert not same_value(_one("480亿元"), _one("480亿美元"))
    assert not same_value(_one("1600亿元至1800亿元"), _one("1800亿元"))


def test_a_bare_count_compares_with_a_count_of_things_but_not_with_money() -> None:
    assert comparable(_one("85 million"), _one("8500万辆"))
    assert not comparable(_one("8500万套"), _one("8500万辆"))
    assert not comparable(_one("85 million"), _one("8500万元"))


def test_conversion_knows_its_limits() -> None:
    assert convert(1, "vehicle/year", "vehicle/quarter") == pytest.approx(0.25)
    with pytest.raises(AnswerError, match="take two units of one kind"):
        convert(1, "CNY", "USD")
    with pytest.raises(AnswerError, match="no unit 'florin'"):
        convert(1, "florin", "USD")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("480亿元", 479.5e8, 480.5e8),
        ("约480亿元", 456e8, 504e8),
        ("近480亿元", 456e8, 480.5e8),
        ("超过480亿元", 479.5e8, math.inf),
        ("不足480亿元", -math.inf, 480.5e8),
        ("4%至5%", 3.5, 5.5),
    ],
)
def test_where_the_true_value_lies(text: str, low: float, high: float) -> None:
    where = interval(_one(text))
    assert (where.low, where.high) == (pytest.approx(low), pytest.approx(high))
