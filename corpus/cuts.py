"""The search for the cut of a flattened table: one choice for all rows together.

Every row offers many cuts. A cut is likely when its cells are likely by themselves, when each looks like the cell
above it (kind, decimals, unit, magnitude), and when relations between columns hold that hold in the other rows too. The best
tables are found by dynamic programming over the rows, one through each likely cut of each row; among them whole columns
decide by how evenly they run. The distance to the best table that cuts a row otherwise says how sure that row is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from corpus.cells import CellCut
from corpus.columnruns import run_gains
from corpus.likeness import Features
from corpus.relations import relation_bonuses
from corpus.rowcuts import Ints, RowFinder
from corpus.tableheader import Holds

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

_MOST_CUTS_A_ROW = 512
_MOST_ROWS = 60
# What a row more is worth: with a label that was foretold, and with a name for its label.
SERIES_GAIN, NAMED_GAIN = 40.0, 8.0
_WITHIN = 24.0
_MOST_KEPT = 256
# Beginnings of a table that are less likely by so much than the best of as many rows are not followed up.
_REACHED = 40.0
_FIRST = 4.0
Row = tuple[CellCut, ...]


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


@dataclass(frozen=True, slots=True)
class Draft:
    """The likely cuts of a table, relations between its columns not yet looked for.

    Attributes:
        cells: of the text, told by their numbers below.
        layers: for each row its cuts, shape (cuts, columns).
        gains: what each cut is worth, shape (cuts,).
        links: how well each cut fits under each of the row above, shape (cuts above, cuts).
        ends: 0 where the table may end with a cut of the last row, else -inf.
        features: of the cells.
        score: of the best table.
    """

    cells: Sequence[CellCut]
    layers: list[Ints]
    gains: list[Floats]
    links: list[Floats]
    ends: Floats
    features: Features
    score: float


def draft_table(finder: RowFinder, holds: Sequence[Holds], start: int) -> Draft | None:
    """The likely cuts of the table that begins at `start`, or None when there is none of at least two rows.

    Args:
        finder: of the rows.
        holds: for each column, what its name calls for.
        start: first character of the first row.
    """
    layers, gains, finals = _layers(finder, holds, start)
    if len(layers) < 2:
        return None
    features = Features(finder.cells)
    layers, gains, finals, links = _linked(finder, features, layers, gains, finals)
    last = _last_row(gains, links, finals)
    if last < 1:
        return None
    ends = np.where(finals[last], 0.0, -np.inf)
    layers, gains, links, ends = _prune(layers[: last + 1], gains[: last + 1], links[:last], ends)
    score = float(_totals(gains, links, ends)[0].max())
    return Draft(finder.cells, layers, gains, links, ends, features, score)


def cut_table(draft: Draft) -> Solution:
    """The best cut of a table."""
    features = draft.features
    own, between = relation_bonuses([(features.values[layer], features.units[layer]) for layer in draft.layers])
    gains = [g + b for g, b in zip(draft.gains, own, strict=True)]
    links = [g + b for g, b in zip(draft.links, between, strict=True)]
    tables, scores = _through(gains, links, draft.ends)
    laid = np.stack([layer[tables[:, row]] for row, layer in enumerate(draft.layers)], axis=1)
    scores = scores + run_gains(features.sizes[laid], features.most[laid])
    first = int(np.argmax(scores))
    best = [int(cut) for cut in tables[first]]
    rows = tuple(tuple(draft.cells[n] for n in layer[b]) for layer, b in zip(draft.layers, best, strict=True))
    return Solution(
        rows,
        tuple(
            float(scores[first] - scores[tables[:, row] != cut].max(initial=-np.inf)) for row, cut in enumerate(best)
        ),
        _worths(gains, links, best),
        float(scores[first]) - _FIRST * sum(c.kind == "number" for c in rows[0]),
    )


def _layers(finder: RowFinder, holds: Sequence[Holds], start: int) -> tuple[list[Ints], list[Floats], list[Truths]]:
    """The possible rows number 0, 1, …, what each gains, and which of them the table may end with."""
    layers: list[Ints] = []
    gains: list[Floats] = []
    finals: list[Truths] = []
    starts = {start}
    while starts and len(layers) < _MOST_ROWS:
        number = len(layers)
        found = [finder.rows(at, number, holds) for at in sorted(starts)]
        costs = np.concatenate([c for c, _ in found])
        cheapest = np.argsort(costs, kind="stable")[:_MOST_CUTS_A_ROW]
        if not len(cheapest):
            break
        layers.append(np.concatenate([rows for _, rows in found])[cheapest])
        gains.append((SERIES_GAIN if finder.in_series else NAMED_GAIN) - costs[cheapest])
        ends = [finder.cells[n].end for n in layers[-1][:, -1]]
        final = {at: finder.may_end(at) for at in set(ends)}
        finals.append(np.array([final[at] for at in ends]))
        starts = {finder.skip_space(at) for at in final if finder.may_begin(at, number + 1)}
    return layers, gains, finals


def _linked(
    finder: RowFinder, features: Features, layers: Sequence[Ints], gains: Sequence[Floats], finals: Sequence[Truths]
) -> tuple[list[Ints], list[Floats], list[Truths], list[Floats]]:
    """The layers without the rows that hardly any table reaches, and how well each row fits under each."""
    kept: list[Ints] = []
    links: list[Floats] = []
    scores = gains[0]
    for number, gain in enumerate(gains):
        if number:
            link = _links(finder, features, layers[number - 1][kept[-1]], layers[number])
            scores = (scores[:, None] + link).max(axis=0) + gain
        near = np.flatnonzero(scores >= scores.max() - _REACHED)
        if not np.isfinite(scores.max()):
            break
        if number:
            links.append(link[:, near])
        kept.append(near)
        scores = scores[near]
    cut = [layer[k] for layer, k in zip(layers, kept, strict=False)]
    return (
        cut,
        [gain[k] for gain, k in zip(gains, kept, strict=False)],
        [final[k] for final, k in zip(finals, kept, strict=False)],
        links,
    )


def _links(finder: RowFinder, features: Features, above: Ints, below: Ints) -> Floats:
    """How well each row fits under each; shape (rows above, rows below); -inf where they do not join."""
    total = np.zeros((len(above), len(below)))
    for first, second in zip(above.T, below.T, strict=True):
        cells, rows = np.unique(first, return_inverse=True)
        others, columns = np.unique(second, return_inverse=True)
        total += features.likeness(cells, others)[np.ix_(rows, columns)]
    ends = np.array([finder.skip_space(finder.cells[n].end) for n in above[:, -1]])
    starts = np.array([finder.cells[n].start for n in below[:, 0]])
    total[ends[:, None] != starts[None, :]] = -np.inf
    return total


def _last_row(gains: Sequence[Floats], links: Sequence[Floats], finals: Sequence[Truths]) -> int:
    """The row that the best table ends with; -1 when no table may end."""
    best, found = -np.inf, -1
    for number, (scores, final) in enumerate(zip(_forward(gains, links), finals, strict=True)):
        top = float(np.where(final, scores, -np.inf).max())
        if number and top >= best and np.isfinite(top):
            best, found = top, number
    return found


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


def _through(gains: Sequence[Floats], links: Sequence[Floats], ends: Floats) -> tuple[Ints, Floats]:
    """The best table through each likely cut of each row: its cuts, shape (tables, rows), and its score, shape (tables,)."""
    totals = _totals(gains, links, ends)
    forward = _forward(gains, links)
    before = [(f[:, None] + link).argmax(axis=0) for f, link in zip(forward, links, strict=False)]
    behind: list[Ints] = []
    rest = ends
    for gain, link in zip(reversed(gains[1:]), reversed(links), strict=True):
        onward = link + (gain + rest)[None, :]
        behind.insert(0, onward.argmax(axis=1))
        rest = onward.max(axis=1)
    best = max(float(t.max()) for t in totals)
    tables: list[Ints] = []
    scores: list[Floats] = []
    for row, total in enumerate(totals):
        chosen = np.flatnonzero(total >= best - _WITHIN)
        table = np.empty((len(chosen), len(totals)), np.int64)
        table[:, row] = chosen
        for r in range(row, 0, -1):
            table[:, r - 1] = before[r - 1][table[:, r]]
        for r in range(row, len(totals) - 1):
            table[:, r + 1] = behind[r][table[:, r]]
        tables.append(table)
        scores.append(total[chosen])
    # Most cuts of a good table lead to that same table.
    different, first = np.unique(np.concatenate(tables), axis=0, return_index=True)
    return different, np.concatenate(scores)[first]


def _prune(
    layers: Sequence[Ints], gains: Sequence[Floats], links: Sequence[Floats], ends: Floats
) -> tuple[list[Ints], list[Floats], list[Floats], Floats]:
    """Only the cuts that stand in some table not far from the best."""
    totals = _totals(gains, links, ends)
    best = max(float(t.max()) for t in totals)
    kept = [np.flatnonzero(t >= best - _WITHIN) for t in totals]
    kept = [k[np.argsort(-t[k], kind="stable")[:_MOST_KEPT]] for k, t in zip(kept, totals, strict=True)]
    return (
        [layer[k] for layer, k in zip(layers, kept, strict=True)],
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
