"""Worked figures against those worked out by hand."""

import pytest

from corpus.errors import AnswerError
from retrieval import arithmetic
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity


def _all(text: str) -> list[Quantity]:
    return find_quantities(text)


def test_growth_and_compound_growth() -> None:
    first, last = _all("185.6亿元，242.3亿元")
    assert arithmetic.growth(first, last).zh == "242.3亿元 ÷ 185.6亿元 − 1 = 30.5%"
    worked = arithmetic.compound_growth(*_all("480亿元，1800亿元"), 5)
    assert worked.value == pytest.approx(100 * (3.75**0.2 - 1))
    assert worked.en == "(CNY 180 billion ÷ CNY 48 billion)^(1/5) − 1 = 30.3%"


def test_ratio_difference_and_share() -> None:
    assert arithmetic.ratio(*_all("665.4亿元，185.6亿元")).result_zh == "3.59倍"
    assert arithmetic.difference(*_all("2,150万套，1,935万套")).result_en == "2.15 million sets"
    assert arithmetic.difference(*_all("73%，31%")).result_zh == "42个百分点"
    assert arithmetic.part_of(*_all("244亿元，420亿元")).result_en == "58.1%"
    assert arithmetic.share_times_total(*_all("26%，185.6亿元")).en == "CNY 18.56 billion × 26% = CNY 4.83 billion"


def test_sums_and_products() -> None:
    assert arithmetic.total(_all("135亿元，110亿元，120亿元，115亿元")).result_zh == "480亿元"
    worked = arithmetic.product(_all("4.35亿辆，83%，75%，600元"))
    assert (worked.unit, worked.value) == ("CNY", pytest.approx(4.35e8 * 0.83 * 0.75 * 600))
    assert arithmetic.product(_all("1,850万套，1,200元/套")).zh == "1850万套 × 1,200元/套 = 222亿元"


def test_units_are_converted_where_they_can_be() -> None:
    assert arithmetic.ratio(*_all("1.5公里，500米")).value == pytest.approx(3.0)
    assert arithmetic.ratio(*_all("85 million，8500万辆")).value == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["480亿元，480亿美元", "480亿元，30%", "8500万辆，8500万套"])
def test_figures_without_a_common_unit_are_refused(text: str) -> None:
    with pytest.raises(AnswerError, match="no common unit"):
        arithmetic.growth(*_all(text))


def test_what_cannot_be_worked_is_refused() -> None:
    with pytest.raises(AnswerError, match="divides nothing"):
        arithmetic.ratio(*_all("480亿元，0亿元"))
    with pytest.raises(AnswerError, match="over 0 years"):
        arithmetic.compound_growth(*_all("480亿元，1800亿元"), 0)
    with pytest.raises(AnswerError, match="no percentage"):
        arithmetic.share_times_total(*_all("480亿元，1800亿元"))
    with pytest.raises(AnswerError, match="two factors"):
        arithmetic.product(_all("480亿元"))
    with pytest.raises(AnswerError, match="has no figures"):
        arithmetic.total([])
