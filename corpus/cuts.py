"""The search for the cut of a flattened table: one choice for all rows together.

Every row offers many cuts. A cut is likely when its cells are likely by themselves, when each looks like the cell
above it (kind, decimals, unit, magnitude), and when relations between columns hold that hold in the other rows too. The best
table is found by dynamic programming over the rows; the distance to the best table that cuts a row otherwise says how
sure that row is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.cells import CellCut, digits_cost
from corpus.relations import relation_bonuses
from corpus.rowcuts import Row, RowFinder

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

_MOST_CUTS_A_ROW = 400
_MOST_ROWS = 60
# What a row more is worth: with a label that was foretold, and with a name for its label.
SERIES_GAIN, NAMED_GAIN = 40.0, 8.0
_WITHIN = 16.0
_MOST_KEPT = 150
# A figure is never wholly foretold by the one above it, nor is its magnitude known in the first row.
_CHANGE = 0.7
_FIRST = 4.0
# How far figures that stand under one another lie apart, in decades: a mixture of Laplace densities (weight, scale).
_STEPS = ((0.3, 0.02), (0.35, 0.08), (0.3, 0.3), (0.05, 1.0))


@dataclass(frozen=True, slots=True)
class Solution:
    """The best cut of a table.

    Attributes:
        rows: the cells of each row.
        margins: for each row, by how much the best table beats the best that cuts this row otherwise.
        worths: for each row, what it adds to the score, half of its likeness to its neighbours included.
        score: of the table; comparable between readings of the header of the same table.
    """

    rows: tuple[Row, ...]
    margins: tuple[float, ...]
    worths: tuple[float, ...]
    score: float

    @property
    def end(self) -> int:
        """One past the last character of the table."""
        return self.rows[-1][-1].end


def cut_table(finder: RowFinder, start: int) -> Solution | None:
    """The best cut of the table that begins at `start`, or None when there is none of at least two rows."""
    layers, gains, finals = _layers(finder, start)
    if len(layers) < 2:
        return None
    links = [_links(finder, above, below) for above, below in pairwise(layers)]
    last = _last_row(gains, links, finals)
    if last < 1:
        return None
    ends = np.where(finals[last], 0.0, -np.inf)
    layers, gains, links, ends = _prune(layers[: last + 1], gains[: last + 1], links[:last], ends)
    own, between = relation_bonuses([_values(layer) for layer in layers])
    gains = [g + b for g, b in zip(gains, own, strict=True)]
    links = [g + b for g, b in zip(links, between, strict=True)]
    totals = _totals(gains, links, ends)
    best = [int(np.argmax(t)) for t in totals]
    return Solution(
        tuple(layer[b] for layer, b in zip(layers, best, strict=True)),
        tuple(_margin(t) for t in totals),
        _worths(gains, links, best),
        float(totals[0][best[0]]) - _FIRST * sum(c.kind == "number" for c in layers[0][best[0]]),
    )


def _layers(finder: RowFinder, start: int) -> tuple[list[list[Row]], list[Floats], list[Truths]]:
    """The possible rows number 0, 1, …, what each gains, and which of them the table may end with."""
    layers: list[list[Row]] = []
    gains: list[Floats] = []
    finals: list[Truths] = []
    starts = {start}
    while starts and len(layers) < _MOST_ROWS:
        number = len(layers)
        found = [costed for at in sorted(starts) for costed in finder.rows(at, number)]
        if not found:
            break
        found = sorted(found, key=lambda f: f[0])[:_MOST_CUTS_A_ROW]
        layers.append([row for _, row in found])
        gain = (SERIES_GAIN if finder.in_series else NAMED_GAIN) - np.array([cost for cost, _ in found])
        gains.append(gain)
        finals.append(np.array([finder.may_end(row[-1].end) for _, row in found]))
        ends = {row[-1].end for _, row in found}
        starts = {finder.skip_space(at) for at in ends if finder.may_begin(at, number + 1)}
    return layers, gains, finals


def _links(finder: RowFinder, above: Sequence[Row], below: Sequence[Row]) -> Floats:
    """How well each row fits under each; shape (rows above, rows below); -inf where they do not join."""
    total = np.zeros((len(above), len(below)))
    for column in range(len(above[0])):
        first, rows = _distinct([r[column] for r in above])
        second, columns = _distinct([r[column] for r in below])
        total += _likeness(first, second)[np.ix_(rows, columns)]
    ends = np.array([finder.skip_space(r[-1].end) for r in above])
    starts = np.array([r[0].start for r in below])
    total[ends[:, None] != starts[None, :]] = -np.inf
    return total


def _distinct(cells: Sequence[CellCut]) -> tuple[list[CellCut], list[int]]:
    """The different cells, and for each cell its number among them."""
    numbers: dict[int, int] = {}
    different: list[CellCut] = []
    places = []
    for cell in cells:
        number = numbers.setdefault(id(cell), len(numbers))
        if number == len(different):
            different.append(cell)
        places.append(number)
    return different, places


def _last_row(gains: Sequence[Floats], links: Sequence[Floats], finals: Sequence[Truths]) -> int:
    """The row that the best table ends with; -1 when no table may end."""
    best, found = -np.inf, -1
    for number, (scores, final) in enumerate(zip(_forward(gains, links), finals, strict=True)):
        top = float(np.where(final, scores, -np.inf).max())
        if number and top >= best and np.isfinite(top):
            best, found = top, number
    return found


def _likeness(above: Sequence[CellCut], below: Sequence[CellCut]) -> Floats:
    """How much each cell looks like each cell above it, as a logarithm."""
    first, second = _features(above), _features(below)
    kinds = first["kind"][:, None], second["kind"][None, :]
    numbers = (kinds[0] == 1) & (kinds[1] == 1)
    texts = (kinds[0] == 2) & (kinds[1] == 2)
    mixed = (kinds[0] + kinds[1] == 3) & (kinds[0] != kinds[1]) & (kinds[0] * kinds[1] == 2)
    out = np.where(mixed, -7.0, 0.0)
    step = np.abs(first["size"][:, None] - second["size"][None, :])
    near = np.log(sum(w * np.exp(-step / b) / (2 * b) for w, b in _STEPS))
    near = np.minimum(near, second["digits"][None, :] - _CHANGE)
    places = first["decimals"][:, None], second["decimals"][None, :]
    uneven = np.where(places[0] == places[1], 0.0, np.where(places[0] * places[1] == 0, -3.0, -4.0))
    units = np.where(first["suffix"][:, None] == second["suffix"][None, :], 0.0, -5.0)
    signs = np.where(first["sign"][:, None] == second["sign"][None, :], 0.0, -1.0)
    out += np.where(numbers, near + uneven + units + signs, 0.0)
    words = -0.6 * np.abs(first["length"][:, None] - second["length"][None, :])
    for mark in ("commas", "figures"):
        words -= 0.8 * np.minimum(np.abs(first[mark][:, None] - second[mark][None, :]), 4)
    return out + np.where(texts, words, 0.0)


def _features(cells: Sequence[CellCut]) -> dict[str, Floats]:
    kinds = {"number": 1.0, "text": 2.0}
    sizes = [math.log10(abs(c.value) + 10.0 ** -max(c.decimals, 0)) if c.kind == "number" else 0.0 for c in cells]
    suffixes = [float(hash(c.suffix) % 1000003) for c in cells]
    return {
        "kind": np.array([kinds.get(c.kind, 0.0) for c in cells]),
        "size": np.array(sizes),
        "decimals": np.array([float(c.decimals) for c in cells]),
        "digits": np.array([digits_cost(c.value, c.decimals) if c.kind == "number" else 0.0 for c in cells]),
        "suffix": np.array(suffixes),
        "sign": np.array([float(c.kind == "number" and c.value < 0) for c in cells]),
        "length": np.array([math.log(c.end - c.start) for c in cells]),
        "commas": np.array([float(c.marks[0]) for c in cells]),
        "figures": np.array([float(c.marks[1]) for c in cells]),
    }


def _values(layer: Sequence[Row]) -> tuple[Floats, Floats]:
    """Values and rounding units of the cells of a layer, NaN for what is no number; shape (cuts, columns)."""
    values = np.full((len(layer), len(layer[0])), np.nan)
    units = np.ones_like(values)
    for i, row in enumerate(layer):
        for j, cell in enumerate(row):
            if cell.kind == "number" and cell.suffix != "%~%":
                values[i, j], units[i, j] = cell.value, 10.0**-cell.decimals
    return values, units


def _forward(gains: Sequence[Floats], links: Sequence[Floats]) -> list[Floats]:
    scores = [gains[0]]
    for gain, link in zip(gains[1:], links, strict=True):
        scores.append((scores[-1][:, None] + link).max(axis=0) + gain)
    return scores


def _totals(gains: Sequence[Floats], links: Sequence[Floats], ends: Floats) -> list[Floats]:
    """For each row and cut, the score of the best table that holds it."""
    forward = _forward(gains, links)
    backward = [ends]
    for gain, link in zip(reversed(gains[1:]), reversed(links), strict=True):
        backward.append((link + (gain + backward[-1])[None, :]).max(axis=1))
    return [f + b for f, b in zip(forward, reversed(backward), strict=True)]


def _prune(
    layers: Sequence[list[Row]], gains: Sequence[Floats], links: Sequence[Floats], ends: Floats
) -> tuple[list[list[Row]], list[Floats], list[Floats], Floats]:
    """Only the cuts that stand in some table not far from the best."""
    totals = _totals(gains, links, ends)
    best = max(float(t.max()) for t in totals)
    kept = [np.flatnonzero(t >= best - _WITHIN) for t in totals]
    kept = [k[np.argsort(-t[k], kind="stable")[:_MOST_KEPT]] for k, t in zip(kept, totals, strict=True)]
    return (
        [[layer[i] for i in k] for layer, k in zip(layers, kept, strict=True)],
        [g[k] for g, k in zip(gains, kept, strict=True)],
        [link[np.ix_(a, b)] for link, (a, b) in zip(links, pairwise(kept), strict=True)],
        ends[kept[-1]],
    )


def _worths(gains: Sequence[Floats], links: Sequence[Floats], best: Sequence[int]) -> tuple[float, ...]:
    """What each row of the best table adds, the likeness to one neighbour counted double at both ends."""
    joints = [float(link[a, b]) for link, a, b in zip(links, best, best[1:], strict=False)]
    around = zip([joints[0], *joints], [*joints, joints[-1]], strict=True)
    return tuple(
        float(gain[b]) + (before + behind) / 2 for gain, b, (before, behind) in zip(gains, best, around, strict=True)
    )


def _margin(totals: Floats) -> float:
    """The distance between the best and the second best."""
    if len(totals) < 2:
        return math.inf
    top = np.partition(totals, -2)[-2:]
    return float(top[1] - top[0])
