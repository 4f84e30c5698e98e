"""Means with intervals, resampled by cluster: questions on one section of a document stand or fall together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

SEED: Final = 20260106
RESAMPLES: Final = 4000
LEVEL: Final = 0.95
_Z: Final = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its interval.

    Attributes:
        mean: of n values in [0, 1].
        low: lower end of the 95% interval.
        high: upper end.
        n: how many values.
        clusters: how many groups of values they fall into.
    """

    mean: float
    low: float
    high: float
    n: int
    clusters: int


def estimate(values: Sequence[float], clusters: Sequence[str]) -> Estimate:
    """The mean of values with a percentile bootstrap interval over their clusters.

    When all clusters have the same mean, resampling would show no spread at all; Wilson's interval for that many
    clusters is given instead.

    >>> e = estimate([1, 1, 0, 1], ["a", "a", "b", "c"])
    >>> e.mean, e.n, e.clusters
    (0.75, 4, 3)

    Raises:
        ValueError: there is no value, or not as many clusters as values.
    """
    if not values or len(values) != len(clusters):
        raise ValueError(f"{len(values)} values in {len(clusters)} clusters")
    sums, sizes = cluster_sums(values, clusters)
    mean, count = float(sums.sum() / sizes.sum()), len(sums)
    if np.ptp(sums / sizes) < 1e-12:
        low, high = wilson(mean, count)
    else:
        draws = np.random.default_rng(SEED).multinomial(count, np.full(count, 1 / count), size=RESAMPLES)
        means = (draws @ sums) / (draws @ sizes)
        low, high = (float(q) for q in np.quantile(means, [(1 - LEVEL) / 2, (1 + LEVEL) / 2]))
    return Estimate(mean, min(low, mean), max(high, mean), len(values), count)


def wilson(share: float, n: int) -> tuple[float, float]:
    """Wilson's 95% interval for a share of n.

    >>> [round(end, 4) for end in wilson(0.5, 100)]
    [0.4038, 0.5962]
    >>> [round(end, 4) for end in wilson(1.0, 10)]
    [0.7225, 1.0]
    """
    centre = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * float(np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2)))
    return max(0.0, centre - half), min(1.0, centre + half)


def cluster_sums(values: Sequence[float], clusters: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The sum of the values and the number of values in each cluster, in order of cluster name."""
    _, where = np.unique(np.asarray(clusters), return_inverse=True)
    sums = np.bincount(where, weights=np.asarray(values, dtype=np.float64))
    return sums.astype(np.float64), np.bincount(where).astype(np.float64)
