"""Numbers in digits, Chinese numerals and English words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.numerals import chinese_number, find_numbers

_DIGITS = "零一二三四五六七八九"


def _spelt(number: int) -> str:
    """A number below a hundred million in Chinese numerals, by the rules of school books."""
    if number >= 10**4:
        rest = number % 10**4
        tail = ("零" if 0 < rest < 1000 else "") + _spelt(rest) if rest else ""
        return _spelt(number // 10**4) + "万" + tail
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            out += ("零" if gap and out else "") + _DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return out


@given(st.integers(min_value=1, max_value=99_999_999))
def test_chinese_numerals_are_read_as_they_are_spelt(number: int) -> None:
    assert chinese_number(_spelt(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两千零八", 2008),
        ("十五", 15),
        ("三亿五千万", 3.5e8),
        ("二点五万", 25000),
        ("一万亿", 1e12),
        ("二零二五", 2025),
    ],
)
def test_chinese_numerals_by_hand(text: str, value: float) -> None:
    assert chinese_number(text) == value


def test_other_characters_are_refused() -> None:
    with pytest.raises(ValueError, match="is no Chinese numeral"):
        chinese_number("三辆")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,234.5 and 1234,5678", [1234.5, 1234, 5678]),
        ("1.2万亿 3千万 48 billion 3.5bn 100k", [1.2e12, 3e7, 48e9, 3.5e9, 1e5]),
        ("twenty-five people, a hundred cars, two thirds of them", [25, 100, 200 / 3]),
        ("百分之三十五，三分之一，千分之五", [35, 100 / 3, 0.5]),
    ],
)
def test_numbers_in_a_text(text: str, values: list[float]) -> None:
    assert [n.value for n in find_numbers(text)] == pytest.approx(values)


@given(st.text(alphabet="0123456789,. 万亿千百十一二三半点分之billontwo-", max_size=30))
def test_numbers_stand_in_order(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.start < number.end <= len(text)
        assert number.step >= 0
        end = number.end
