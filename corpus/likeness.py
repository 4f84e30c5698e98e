"""How much a cell of a flattened table looks like the one above it: kind, decimals, unit, sign, magnitude, words."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.cells import CellCut, digits_cost

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A figure is never wholly foretold by the one above it.
_CHANGE = 0.7
# How far figures that stand under one another lie apart, in decades: a mixture of Laplace densities (weight, scale).
_STEPS = ((0.3, 0.02), (0.35, 0.08), (0.3, 0.3), (0.05, 1.0))
# How often the same figure stands again, as a share of what a figure that is wholly foretold gains.
_REPEATED = 0.015
# What it costs that figures have decimals and the one above none, or another number of them.
_WHOLE, _UNEVEN = -4.0, -6.0
# What it gains that the same unit in words stands behind figures again.
_SAME_UNIT = 2.0
# So much of what its number of digits costs a figure is spared when the one above it has as rare a number of them.
_SPARED = 0.8
_KINDS = {"number": 1.0, "text": 2.0}


class Features:
    """What is compared of cells.

    Args:
        cells: n cells; below they are told by their numbers.

    Attributes:
        values: of numbers, NaN for the rest; shape (n,).
        units: the rounding unit of each, 1 for what is no number.
        sizes: their magnitudes as decimal logarithms, NaN for the rest.
        most: what a figure may gain by its nearness to another.
    """

    def __init__(self, cells: Sequence[CellCut]) -> None:
        numbers = [c.kind == "number" for c in cells]
        single = np.array([n and c.suffix != "%~%" for c, n in zip(cells, numbers, strict=True)])
        self._decimals = np.array([float(c.decimals) for c in cells])
        self.values = np.where(single, np.array([c.value for c in cells]), np.nan)
        self.units = np.where(single, 10.0**-self._decimals, 1.0)
        suffixes = {suffix: float(n) for n, suffix in enumerate({c.suffix for c in cells})}
        self._kind = np.array([_KINDS.get(c.kind, 0.0) for c in cells])
        self.sizes = np.array([
            math.log10(abs(c.value) + 10.0**-c.decimals) if n else math.nan for c, n in zip(cells, numbers, strict=True)
        ])
        self.most = np.array([
            digits_cost(c.value, c.decimals) - _CHANGE if n else 0.0 for c, n in zip(cells, numbers, strict=True)
        ])
        self._rarity = np.array([c.rarity for c in cells])
        self._suffix = np.array([suffixes[c.suffix] for c in cells])
        self._measured = np.array([float(c.suffix not in ("", "%", "%~%")) for c in cells])
        self._negative = np.array([float(n and c.value < 0) for c, n in zip(cells, numbers, strict=True)])
        self._length = np.array([math.log(c.end - c.start) for c in cells])
        self._marks = np.array([c.marks for c in cells], float).reshape(-1, 2)

    def likeness(self, above: Ints, below: Ints) -> Floats:
        """How much each cell of `below` looks like each of `above`, as a logarithm; shape (above, below)."""
        first, second = self._kind[above][:, None], self._kind[below][None, :]
        out = np.where((first * second == 2) & (first != second), -7.0, 0.0)
        for kind, likeness in ((1.0, self._numbers), (2.0, self._words)):
            rows, columns = np.flatnonzero(first == kind), np.flatnonzero(second == kind)
            if len(rows) and len(columns):
                out[np.ix_(rows, columns)] = likeness(above[rows], below[columns])
        return out

    def _numbers(self, above: Ints, below: Ints) -> Floats:
        """The likeness of cells that are numbers."""
        step = np.abs(self.sizes[above][:, None] - self.sizes[below][None, :])
        most = self.most[below][None, :]
        near = np.minimum(np.log(step_density(step, most)), most)
        places, others = self._decimals[above][:, None], self._decimals[below][None, :]
        uneven = np.where(places == others, 0.0, np.where(places * others == 0, _WHOLE, _UNEVEN))
        same = self._suffix[above][:, None] == self._suffix[below][None, :]
        units = np.where(same, _SAME_UNIT * self._measured[below][None, :], -5.0)
        spared = np.where(places == others, np.minimum(self._rarity[above][:, None], self._rarity[below][None, :]), 0.0)
        signs = np.where(self._negative[above][:, None] == self._negative[below][None, :], 0.0, -1.0)
        return np.asarray(near + uneven + units + signs + _SPARED * spared)

    def _words(self, above: Ints, below: Ints) -> Floats:
        """The likeness of cells that are words."""
        out: Floats = -0.6 * np.abs(self._length[above][:, None] - self._length[below][None, :])
        for marks in self._marks.T:
            out -= 0.8 * np.minimum(np.abs(marks[above][:, None] - marks[below][None, :]), 4)
        return out


def step_density(step: Floats, most: Floats) -> Floats:
    """How often figures that stand under one another lie so many decades apart; a density.

    Args:
        step: the distances.
        most: what a step to each figure may gain: as many figures as there are, that many times likelier a repeated one is.
    """
    apart = sum(w * np.exp(-step / b) / (2 * b) for w, b in _STEPS)
    return np.asarray(apart + np.where(step == 0, _REPEATED * np.exp(most), 0.0))
