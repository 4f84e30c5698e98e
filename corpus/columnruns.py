"""How the figures of whole columns run: evenly, with a trend, or apart.

Neighbouring rows alone do not tell a column that grows alike from row to row from one that jumps here and stays there;
the steps of a whole column do. Sizes are decimal logarithms, steps their differences from row to row.
"""

import numpy as np
from numpy.typing import NDArray

from corpus.likeness import step_density

Floats = NDArray[np.float64]

# Kinds of columns by weight, mean step and spread of steps, in decades: even ones with a trend, and others.
_TRENDS = np.linspace(-0.04, 0.14, 10)
_KINDS = (
    *((0.35 / len(_TRENDS), float(trend), 0.012) for trend in _TRENDS),
    (0.2, 0.0, 0.08),
    (0.35, 0.0, 0.25),
    (0.1, 0.0, 0.6),
)
# So much of the steps of a column of any kind are as they come.
_STRAY = 0.1


def run_gains(sizes: Floats, most: Floats) -> Floats:
    """What the steps of columns gain when each column is taken as a whole, against taking each step by itself.

    Args:
        sizes: of the figures, shape (tables, rows, columns); NaN for what is no number.
        most: what a step to each figure may gain, of the same shape.

    Returns:
        Shape (tables,).
    """
    steps = np.diff(sizes, axis=1)
    known = ~np.isnan(steps)
    steps = np.where(known, steps, 0.0)
    cap = most[:, 1:]
    stray = step_density(np.abs(steps), cap)
    alone = np.where(known, np.minimum(np.log(stray), cap), 0.0).sum(axis=1)
    whole = np.full(alone.shape, -np.inf)
    for weight, trend, spread in _KINDS:
        density = (1 - _STRAY) * np.exp(-np.abs(steps - trend) / spread) / (2 * spread) + _STRAY * stray
        run = np.where(known, np.minimum(np.log(density), cap), 0.0).sum(axis=1)
        whole = np.logaddexp(whole, np.log(weight) + run)
    return np.asarray((whole - alone).sum(axis=1))
