"""Is the difference between two runs on the same questions more than luck?"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from evals.intervals import RESAMPLES, SEED, cluster_sums

_EXACT_UP_TO: Final = 12
_DRAWS: Final = 20000


@dataclass(frozen=True, slots=True)
class Difference:
    """How two runs differ on one measure.

    Attributes:
        before: mean of the first run over the n questions that both have.
        after: mean of the second.
        low: lower end of the 95% bootstrap interval of after − before.
        high: upper end.
        p: probability of a difference at least as large if the runs were exchangeable, in (0, 1].
        n: questions that both have.
    """

    before: float
    after: float
    low: float
    high: float
    p: float
    n: int


def compare_paired(
    before: Sequence[float],
    after: Sequence[float],
    clusters: Sequence[str],
    alternative: Literal["two-sided", "less"] = "two-sided",
) -> Difference:
    """Compare two runs question by question.

    The test flips the sign of the difference of each cluster: exactly for up to 12 clusters that differ, by 20,000
    random draws beyond. For answers that are right or wrong and clusters of one it is McNemar's exact test.

    Args:
        before: values of the first run, in [0, 1].
        after: values of the second, in the same order of questions.
        clusters: what each question shares its luck with.
        alternative: "less" asks only whether `after` is lower.

    >>> round(compare_paired([1] * 6, [0] * 6, list("abcdef"), "less").p, 6)  # 1/64
    0.015625

    Raises:
        ValueError: there is nothing to compare, or the lengths differ.
    """
    if not before or not len(before) == len(after) == len(clusters):
        raise ValueError(f"{len(before)} values, {len(after)} values, {len(clusters)} clusters")
    differences = np.asarray(after, dtype=np.float64) - np.asarray(before, dtype=np.float64)
    sums, sizes = cluster_sums(differences.tolist(), clusters)
    draws = np.random.default_rng(SEED).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=RESAMPLES)
    means = (draws @ sums) / (draws @ sizes)
    low, high = (float(q) for q in np.quantile(means, [0.025, 0.975]))
    return Difference(
        before=float(np.mean(before)),
        after=float(np.mean(after)),
        low=low,
        high=high,
        p=sign_flip_p(sums, alternative),
        n=len(before),
    )


def sign_flip_p(sums: NDArray[np.float64], alternative: Literal["two-sided", "less"], draws: int = _DRAWS) -> float:
    """The p-value of the sum of some differences under random signs; exact for few that are not zero.

    Args:
        sums: one difference a cluster.
        alternative: "less" asks only whether the sum is low.
        draws: how many random signs, where there are too many for all.
    """
    moved = sums[np.abs(sums) > 1e-12]
    if not len(moved):
        return 1.0
    if len(moved) <= _EXACT_UP_TO:
        signs = np.array(list(product((-1.0, 1.0), repeat=len(moved))))
        extra = 0
    else:
        signs = 2.0 * np.random.default_rng(SEED).integers(0, 2, size=(draws, len(moved)), dtype=np.int8) - 1.0
        extra = 1  # the observed signs are one of the possible ones
    totals, seen = signs @ moved, float(moved.sum())
    extreme = totals <= seen + 1e-9 if alternative == "less" else np.abs(totals) >= abs(seen) - 1e-9
    return float((np.count_nonzero(extreme) + extra) / (len(signs) + extra))
