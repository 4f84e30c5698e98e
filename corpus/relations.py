"""Relations between the columns of a table, as evidence for how its rows are cut.

A column may be the product or the sum of two others (shares, rates and averages are products read the other way
round), or the growth of another from row to row. A relation that holds in every row, to the rounding of the
figures, hardly does so by chance; how hardly is the weight it is given.
"""

from collections.abc import Sequence
from itertools import pairwise, permutations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Layer = tuple[Floats, Floats]

# What a relation must gain before it is believed: there are many to choose from.
_THRESHOLD = 8.0
_MOST_WEIGHT = 5.0
_MOST_RELATIONS = 4
# In so many of the rows it must hold.
_LEAST_HOLDING = 0.8


def relation_bonuses(layers: Sequence[Layer]) -> tuple[list[Floats], list[Floats]]:
    """What the believed relations add to each cut of each row, and to each pair of cuts of neighbouring rows.

    Args:
        layers: per row the values and the rounding units of its cuts, each of shape (cuts, columns), NaN for words.

    Returns:
        Arrays of shape (cuts,) per row, and of shape (cuts above, cuts below) per pair of rows; at least 0.
    """
    own = [np.zeros(len(values)) for values, _ in layers]
    between = [np.zeros((len(a[0]), len(b[0]))) for a, b in pairwise(layers)]
    found = [*_products(layers), *_sums(layers)]
    found.sort(key=lambda f: -f[0])
    for _, weights in found[:_MOST_RELATIONS]:
        for row, weight in zip(own, weights, strict=True):
            row += weight
    grown = sorted(_growths(layers), key=lambda f: -f[0])
    for _, weights in grown[:_MOST_RELATIONS]:
        for joint, weight in zip(between, weights, strict=True):
            joint += weight
    return own, between


def _products(layers: Sequence[Layer]) -> list[tuple[float, list[Floats]]]:
    """Believed relations c = a · b · 10^k."""
    powers: list[Floats] = []
    weights: list[Floats] = []
    for values, units in layers:
        (x, y, z), (p, q, r) = _triples(values), _triples(units)
        with np.errstate(all="ignore"):
            ratio = z / (x * y)
            power = np.rint(np.log10(np.abs(ratio)))
            slack = 0.52 * (r / np.abs(z) + p / np.abs(x) + q / np.abs(y))
            holds = (np.abs(ratio / 10.0**power - 1) <= slack) & (ratio > 0)
            weight = np.clip(-np.log(4 * slack), 0.0, _MOST_WEIGHT)
        powers.append(np.where(holds, power, np.nan))
        weights.append(np.where(holds, weight, 0.0))
    found = []
    seen = {power for layer in powers for power in np.unique(layer[~np.isnan(layer)]).tolist()}
    for power in seen:
        chosen = [np.where(p == power, w, 0.0) for p, w in zip(powers, weights, strict=True)]
        found += _believed(chosen)
    return found


def _sums(layers: Sequence[Layer]) -> list[tuple[float, list[Floats]]]:
    """Believed relations c = a + b."""
    weights: list[Floats] = []
    for values, units in layers:
        (x, y, z), (p, q, r) = _triples(values), _triples(units)
        with np.errstate(all="ignore"):
            slack = 0.52 * (p + q + r)
            weight = np.clip(-np.log(4 * slack / np.abs(z)), 0.0, _MOST_WEIGHT)
            weights.append(np.where(np.abs(x + y - z) <= slack, weight, 0.0))
    return _believed(weights)


def _triples(columns: Floats) -> tuple[Floats, Floats, Floats]:
    """The columns a, b and c of all relations between three, a before b; shape (cuts, relations) each."""
    triples = np.array([(a, b, c) for c, a, b in permutations(range(1, columns.shape[1]), 3) if a < b], int)
    a, b, c = triples.reshape(-1, 3).T
    return columns[:, a], columns[:, b], columns[:, c]


def _believed(weights: Sequence[Floats]) -> list[tuple[float, list[Floats]]]:
    """Of many relations those that hold: what each gains, and its weight for each cut of each row.

    Args:
        weights: per row, shape (cuts, relations); 0 where a relation does not hold.
    """
    best = np.array([w.max(axis=0, initial=0.0) for w in weights])
    holding = (best > 0).sum(axis=0)
    gains = best.sum(axis=0) - _THRESHOLD
    believed = np.flatnonzero((holding >= max(2, _LEAST_HOLDING * len(weights))) & (gains > 0))
    return [(float(gains[n]), [w[:, n] for w in weights]) for n in believed]


def _growths(layers: Sequence[Layer]) -> list[tuple[float, list[Floats]]]:
    """Believed relations g = (a / a above - 1) · 100."""
    found = []
    columns = layers[0][0].shape[1]
    for g, a in permutations(range(1, columns), 2):
        weights: list[Floats] = []
        for (above, units_above), (below, units) in pairwise(layers):
            with np.errstate(all="ignore"):
                x, y = above[:, a][:, None], below[:, a][None, :]
                growth = (y / x - 1) * 100
                told = below[:, g][None, :]
                slack = 0.52 * units[:, g][None, :] + 52 * np.abs(y / x) * (
                    units_above[:, a][:, None] / np.abs(x) + units[:, a][None, :] / np.abs(y)
                )
                holds = np.abs(growth - told) <= slack
                weight = np.clip(-np.log(slack / 25), 0.0, _MOST_WEIGHT)
                weights.append(np.where(holds, weight, 0.0))
        gain = _gain(weights)
        if gain > 0:
            found.append((gain, weights))
    return found


def _gain(weights: Sequence[Floats]) -> float:
    """What a relation gains when each row takes a cut it holds for."""
    best = [float(w.max()) if w.size else 0.0 for w in weights]
    holding = sum(b > 0 for b in best)
    if holding < 2 or holding < _LEAST_HOLDING * len(best):
        return -1.0
    return sum(best) - _THRESHOLD
