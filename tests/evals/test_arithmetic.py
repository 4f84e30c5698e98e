import pytest

from evals.arithmetic import check_computed, evaluate
from evals.records import ComputedRecord


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("(1800亿元 ÷ 480亿元)^(1/5) − 1", 0.302585),
        ("1,200 / 320 = 3.75", 3.75),
        ("52% + 3%", 0.55),
        ("CNY 66.54 billion ÷ CNY 18.56 billion", 3.585129),
        ("3450万套 × 1350元/套", 46575000000),
        ("CNY 1,350 per set × 34.5 million sets", 46575000000),
        ("-(2 − 5) × 2", 6),
    ],
)
def test_evaluate(expression: str, value: float) -> None:
    assert evaluate(expression) == pytest.approx(value, rel=1e-5)


@pytest.mark.parametrize("expression", ["", "1 ÷ 0", "__import__('os')", "x + 1", "(−8)^(1/3)", "9^9^9^9", "True + 1"])
def test_no_arithmetic(expression: str) -> None:
    assert evaluate(expression) is None


@pytest.mark.parametrize(
    ("expression", "value", "cited", "wrong"),
    [
        ("(1800亿元 ÷ 480亿元)^(1/5) − 1", "30.3%", "480亿元 … 1800亿元", 0),
        ("(1800亿元 ÷ 480亿元)^(1/5) − 1", "30.26%", "CNY 48 billion, CNY 180 billion", 0),
        ("(1800亿元 ÷ 480亿元)^(1/5) − 1", "31.3%", "480亿元 1800亿元", 1),
        ("(1800亿元 ÷ 480亿元)^(1/5) − 1", "30.3%", "480亿元", 1),
        ("665.4 ÷ 185.6", "3.59倍", "| 185.6 | 665.4 |", 0),
        ("665.4 ÷ 185.6", "about 3.6 times", "| 185.6 | 665.4 |", 0),
        ("665.4 − 185.6", "479.8亿元", "| 185.6 | 665.4 |", 0),
        ("665.4 − 185.6", "479.9亿元", "| 185.6 | 665.4 |", 1),
        ("8500万辆 × 50%", "4250万辆", "8500万辆，50%", 0),
        ("nonsense", "5", "", 1),
    ],
)
def test_check_computed(expression: str, value: str, cited: str, wrong: int) -> None:
    assert len(check_computed(ComputedRecord(expression, value, (1,)), cited)) == wrong
