import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from evals.intervals import estimate, wilson


@given(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=40), st.integers(1, 10))
def test_the_mean_lies_in_its_interval_and_the_interval_in_range(values: list[float], groups: int) -> None:
    found = estimate(values, [str(k % groups) for k in range(len(values))])
    assert found.mean == pytest.approx(np.mean(values))
    assert 0 <= found.low <= found.mean <= found.high <= 1
    assert found.clusters == min(groups, len(values))


def test_wilson_equals_scipy() -> None:
    for right, n in ((0, 5), (3, 7), (90, 100), (20, 20)):
        low, high = stats.binomtest(right, n).proportion_ci(method="wilson")
        assert wilson(right / n, n) == pytest.approx((low, high))


def test_bootstrap_of_single_questions_is_near_the_binomial() -> None:
    values = [1.0] * 80 + [0.0] * 20
    found = estimate(values, [str(k) for k in range(100)])
    low, high = wilson(0.8, 100)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.015)


def test_shared_luck_widens_the_interval() -> None:
    values = [float(k % 2) for k in range(20) for _ in range(10)]
    apart = estimate(values, [str(k) for k in range(200)])
    together = estimate(values, [str(k // 10) for k in range(200)])
    assert together.high - together.low > 2.5 * (apart.high - apart.low)


def test_same_values_same_interval() -> None:
    assert estimate([1, 0, 1], list("abc")) == estimate([1, 0, 1], list("abc"))


def test_no_spread_is_no_certainty() -> None:
    assert estimate([1.0] * 8, ["a", "b"] * 4).low == pytest.approx(wilson(1.0, 2)[0])


@pytest.mark.parametrize(("values", "clusters"), [([], []), ([1.0], ["a", "b"])])
def test_nothing_to_estimate(values: list[float], clusters: list[str]) -> None:
    with pytest.raises(ValueError, match="values in"):
        estimate(values, clusters)
