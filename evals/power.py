"""How small a fall the gate can see, by simulation on the scores of a real run."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evals.intervals import SEED, cluster_sums, estimate
from evals.measures import Score
from evals.paired import sign_flip_p

_TRIALS: Final = 100
_DRAWS: Final = 1000
_WANTED: Final = 0.8
_CHURN: Final = 0.02
_STEP: Final = 0.01
_LARGEST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Power:
    """What can be seen of one measure.

    Attributes:
        measure: its name.
        n: questions that it applies to.
        mean: in the run that was given.
        half_width: half the width of its 95% interval.
        paired: smallest fall that the comparison with a baseline sees in four of five changes, or None.
    """

    measure: str
    n: int
    mean: float
    half_width: float
    paired: float | None


def power_of(scores: Sequence[Score], measure: str, alpha: float) -> Power | None:
    """The power for one measure, or None where it applies to no question.

    A change is simulated that turns a share of all questions from right to wrong, and besides turns 2% of the questions
    from one to the other at random, half each way, as changes do. Given is the smallest fall, in steps of 0.01, of
    which the one-sided paired test at `alpha` sees 80% of 100 such changes.
    """
    having = [score for score in scores if measure in score.values]
    if not having:
        return None
    values = np.asarray([s.values[measure] for s in having])
    clusters = [s.cluster for s in having]
    found = estimate(values.tolist(), clusters)
    falls = np.arange(_STEP, min(_LARGEST, float(values.mean())) + 1e-9, _STEP)
    # A larger fall is seen more often, so the smallest that is seen often enough can be searched for by halves.
    place = bisect_left(falls, _WANTED, key=lambda fall: _seen(values, clusters, float(fall), alpha))
    smallest = float(falls[place]) if place < len(falls) else None
    return Power(measure, len(having), found.mean, (found.high - found.low) / 2, smallest)


def power_rows(scores: Sequence[Score], measures: Sequence[str], alpha: float) -> list[list[str]]:
    """The power for each of some measures as rows of a table, header first."""
    rows = [["measure", "n", "mean", "half-width", "smallest fall seen"]]
    for measure in measures:
        power = power_of(scores, measure, alpha)
        if power is not None:
            seen = "none" if power.paired is None else f"{power.paired:.2f}"
            rows.append([measure, str(power.n), f"{power.mean:.3f}", f"{power.half_width:.3f}", seen])
    return rows


def _seen(values: NDArray[np.float64], clusters: Sequence[str], fall: float, alpha: float) -> float:
    """The share of simulated changes that the paired test sees."""
    rng, seen = np.random.default_rng(SEED), 0
    for _ in range(_TRIALS):
        changed = _changed(values, fall, rng)
        sums, _ = cluster_sums((changed - values).tolist(), clusters)
        seen += sign_flip_p(sums, "less", _DRAWS) < alpha
    return seen / _TRIALS


def _changed(values: NDArray[np.float64], fall: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """The values after a change that takes `fall` from their mean, and turns a few either way."""
    out = values.copy()
    half = round(_CHURN * len(values) / 2)
    improvable = np.flatnonzero(values < 1)
    gained = rng.choice(improvable, size=min(half, len(improvable)), replace=False)
    lose = fall * len(values) + float((1 - values[gained]).sum())
    for k in rng.permutation(np.flatnonzero(values > 0)):
        if lose < 0.5 * values[k]:
            break
        lose -= values[k]
        out[k] = 0.0
    out[gained] = 1.0
    return out
