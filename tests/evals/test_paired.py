import numpy as np
import pytest
from scipy import stats

from evals.paired import compare_paired, sign_flip_p


def test_single_questions_right_or_wrong_is_mcnemar() -> None:
    before, after = [1.0] * 8 + [0.0] * 3 + [1.0] * 5, [0.0] * 8 + [1.0] * 3 + [1.0] * 5
    found = compare_paired(before, after, [str(k) for k in range(16)])
    assert found.p == pytest.approx(stats.binomtest(8, 11).pvalue)
    less = compare_paired(before, after, [str(k) for k in range(16)], "less")
    assert less.p == pytest.approx(stats.binomtest(8, 11, alternative="greater").pvalue)


def test_exact_test_equals_scipy() -> None:
    rng = np.random.default_rng(1)
    sums = rng.normal(0.3, 1, size=9)
    wanted = stats.permutation_test((sums, np.zeros(9)), lambda x, y: (x - y).sum(), permutation_type="samples").pvalue
    assert sign_flip_p(sums, "two-sided") == pytest.approx(wanted)


def test_drawn_test_is_near_the_exact_one() -> None:
    sums = np.array([1.0] * 14 + [-1.0] * 6)
    assert sign_flip_p(sums, "two-sided") == pytest.approx(stats.binomtest(14, 20).pvalue, abs=0.01)


def test_no_change_is_no_difference() -> None:
    found = compare_paired([1, 0, 1], [1, 0, 1], list("abc"))
    assert (found.p, found.low, found.high) == (1.0, 0.0, 0.0)


def test_questions_of_one_cluster_count_once() -> None:
    assert compare_paired([1] * 10, [0] * 10, ["a"] * 10, "less").p == 0.5


def test_a_rise_is_no_fall() -> None:
    assert compare_paired([0] * 10, [1] * 10, [str(k) for k in range(10)], "less").p == 1.0


def test_the_interval_holds_the_change() -> None:
    found = compare_paired([1] * 30 + [0] * 10, [0] * 10 + [1] * 20 + [0] * 10, [str(k) for k in range(40)])
    assert found.low < found.after - found.before == -0.25 < found.high < 0


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match="1 values, 2 values"):
        compare_paired([1], [1, 0], ["a"])
