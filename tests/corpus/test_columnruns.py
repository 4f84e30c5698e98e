"""Columns taken as a whole: even ones gain, and only the steps between figures count."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.columnruns import run_gains

SIZES = st.lists(st.floats(-2, 6), min_size=3, max_size=9)


def gain(*columns: list[float]) -> float:
    sizes = np.array(columns).T[None]
    return float(run_gains(sizes, np.full(sizes.shape, 9.0))[0])


def test_a_trend_gains_more_than_the_same_steps_in_disorder() -> None:
    even = [2.0 + 0.05 * n for n in range(8)]
    assert gain(even) > 5 > 0 > gain([2.0, 2.3, 2.0, 2.02, 3.1, 2.05, 2.9, 2.0]) - 5
    assert gain(even) > gain([even[n] for n in (0, 3, 1, 5, 2, 7, 4, 6)]) + 5


@given(SIZES, SIZES)
def test_columns_add_up_and_their_order_is_all_one(a: list[float], b: list[float]) -> None:
    rows = min(len(a), len(b))
    first, second = a[:rows], b[:rows]
    np.testing.assert_allclose(gain(first, second), gain(first) + gain(second), atol=1e-9)
    np.testing.assert_allclose(gain(first, second), gain(second, first), atol=1e-9)


@given(SIZES)
def test_words_between_figures_are_no_steps(column: list[float]) -> None:
    alone = gain([np.nan] * len(column))
    np.testing.assert_allclose(alone, 0.0, atol=0.2)
    np.testing.assert_allclose(gain(column, [np.nan] * len(column)), gain(column) + alone, atol=1e-9)
