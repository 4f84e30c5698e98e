import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.folding import fold, stands_in, without_markers


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("480亿", "市场规模约 480 億元"),
        ("1,200亿", "超过1200亿元"),
        ("1200亿", "超过１，２００亿元"),
        ("CNY 48 billion", "about CNY 48 billion [1]"),
        ("48 billion", "worth CNY 48  billion"),
        ("24%", "占比24％"),
        ("vice president", "its Vice President said"),
        ("polic", "Policies help"),
        ("Huawei Cloud", "(Huawei\nCloud)"),
        ("華為雲", "华为云副总裁"),
        ("2027", "it was 2027."),
        ("3.6", "about 3.6 times"),
        ("PaaS", "以PaaS为主"),
        ("25–30", "25–30%"),
        ("2026", "2025，2026年"),
        ("318.5亿", "2027，318.5亿元"),
        ("2026", "2025,2026"),
        ("520亿", "1. 520亿元"),
        ("480亿", "in 2024, 480亿元"),
    ],
)
def test_found(wanted: str, text: str) -> None:
    assert stands_in(wanted, text)


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("48亿", "480亿元"),
        ("48亿", "1.48亿辆"),
        ("48亿", "2,048亿"),
        ("200亿", "1,200亿元"),
        ("2 billion", "CNY 3.2 billion"),
        ("2 billion", "12 billion"),
        ("5%", "35%"),
        ("5%", "3.5%"),
        ("24%", "24.6%"),
        ("3.6", "3.65"),
        ("3.6", "13.6"),
        ("639", "639.5"),
        ("48万", "48万亿"),
        ("edge", "knowledge"),
        ("connected", "disconnected"),
        ("20 30", "2030"),
    ],
)
def test_not_found(wanted: str, text: str) -> None:
    assert not stands_in(wanted, text)


@given(st.text(alphabet="0123456789, .亿万元年 cny%，億", max_size=30))
def test_fold_twice_is_fold_once(text: str) -> None:
    # A comma between digits can become a thousands comma only when something else goes; nothing else does.
    assert fold(fold(text)) == fold(text)


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_number_is_found_in_itself_only(one: int, other: int) -> None:
    assert stands_in(str(one), f"共{other}家") == (one == other)


def test_markers_meet_no_requirement() -> None:
    assert not stands_in("12", without_markers("见原文 [12]。"))
