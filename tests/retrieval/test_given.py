import pytest
from hypothesis import given, strategies

from corpus.errors import AnswerError
from retrieval.given import amounts_in, are_ends, are_factors, work_given


@pytest.mark.parametrize(
    ("question", "operation", "result"),
    [
        ("按2021年200亿元、2025年320亿元，年均增长多少？", "cagr", "12.5%"),
        ("2025年320亿元，2021年200亿元，年均增长多少？", "cagr", "12.5%"),
        ("从200吨到320吨，4年里年均增长多少？", "cagr", "12.5%"),
        ("从200吨到320吨增长百分之几？", "growth", "60%"),
        ("从20%到32%提高了多少？", "growth", "12个百分点"),
        ("320吨是200吨的几倍？", "ratio", "1.6倍"),
        ("200吨比320吨少多少？", "difference", "120吨"),
        ("按3万辆、50%、每辆200元算，是多少？", "product", "300万元"),
    ],
)
def test_figures_of_a_question_are_worked_with(question: str, operation: str, result: str) -> None:
    worked = work_given(question, operation)
    assert worked is not None and worked[0].result_zh == result


@pytest.mark.parametrize(
    ("question", "operation"),
    [("按200亿元、320亿元算是多少？", "product"), ("200亿元和320万辆差多少？", "difference")],
)
def test_figures_that_do_not_go_together_are_left(question: str, operation: str) -> None:
    assert work_given(question, operation) is None


def test_a_growth_a_year_needs_years() -> None:
    with pytest.raises(AnswerError, match="no years to run over"):
        work_given("从200吨到320吨，年均增长多少？", "cagr")


@given(
    one=strategies.integers(1, 999),
    other=strategies.integers(1, 999),
    units=strategies.sampled_from([("元", "亿元"), ("吨", "公斤"), ("辆", "万辆"), ("公里", "米"), ("元", "元/年")]),
)
def test_no_amount_is_multiplied_by_one_of_its_kind(one: int, other: int, units: tuple[str, str]) -> None:
    found = amounts_in(f"{one}{units[0]}，{other}{units[1]}")
    assert len(found) == 2 and not are_factors(found) and not are_factors([*found, *amounts_in("50%")])


def test_a_share_and_a_price_for_each_multiply() -> None:
    assert are_factors(amounts_in("300亿元，26%")) and are_factors(amounts_in("40 cars, CNY 600"))
    assert not are_ends(amounts_in("300亿元，26%"))
