"""All the ways in which a row of a flattened table may be cut, the cheaper ones first."""

import math
import re
from bisect import bisect_left
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.cells import NEXT_PART, CellCut, CellFinder, unit_pattern
from corpus.rowlabels import Series
from corpus.tableheader import Holds

# What it costs that words, or a number, stand under a name that calls for something.
_WORDS_UNDER: dict[Holds, float] = {"figures": 1.5, "percentages": 1.5, "numbers": 1.0, "words": 0.0, "either": 0.3}
_NUMBER_UNDER: dict[Holds, float] = {"figures": 0.0, "percentages": 0.0, "numbers": 0.0, "words": 2.5, "either": 0.3}
Ints = NDArray[np.int64]
# Costs in rising order, shape (n,), and the numbers of the cells of each cut, shape (n, columns).
Cuts = tuple[NDArray[np.float64], Ints]

_MOST_CUTS = 512
_MOST_RESTS = 256
# A cut so much dearer than the cheapest of the same stretch is not followed up.
_WITHIN = 10.0
_LONGEST_ROW = 400
_LONGEST_LABEL = 24
_SWALLOWED = re.compile(r"[㐀-鿿]\d")
_BEHIND_BRACKET = re.compile(r"[)）][㐀-鿿]")
_CLOSES = frozenset("0123456789%％‰)）-—/”》")
_LONGEST_UNIT = 6


class RowFinder:
    """Lists the cuts of rows.

    Args:
        text: the paragraph.
        series: the labels of the rows where they count up; None where they are words.
        finder: the cells of the text.
    """

    def __init__(self, text: str, series: Series | None, finder: CellFinder) -> None:
        self._text, self._series, self._finder = text, series, finder
        self._begins: dict[tuple[int, int], bool] = {}
        self._stops: dict[int, list[int]] = {}
        self._final: list[int] | None = None
        self._ends: dict[int, bool] = {}
        self._known: dict[tuple[int, tuple[Holds, ...], int], Cuts] = {}
        self._costed: dict[tuple[int, Holds], list[tuple[float, CellCut]]] = {}

    @property
    def cells(self) -> Sequence[CellCut]:
        """All cells that were found so far, each at its number."""
        return self._finder.cells

    @property
    def in_series(self) -> bool:
        """Whether the labels of the rows count up."""
        return self._series is not None

    def rows(self, at: int, number: int, holds: Sequence[Holds]) -> Cuts:
        """The cuts of row `number` that begin at a place, at most 512.

        Args:
            at: where the row begins.
            number: of the row, from 0.
            holds: for each column, the first one included, what its name calls for.
        """
        if self._series is not None:
            firsts = [self._finder.label(at, end) for end in self._series.ends(self._text, at, number)]
        else:
            firsts = [c for c in self._finder.at(at) if c.kind == "text" and c.end - at <= _LONGEST_LABEL]
            firsts = [c for c in firsts if not c.marks[0]]
        others = tuple(holds[1:])
        parts = [(c.cost + self._label_cost(c), c.number, self._rest(c.end, others, number)) for c in firsts]
        costs, rows = _joined(parts, len(holds), _MOST_CUTS, math.inf)
        near = np.array([self._finder.cells[last].end <= at + _LONGEST_ROW for last in rows[:, -1]], bool)
        return costs[near], rows[near]

    def _label_cost(self, label: CellCut) -> float:
        """What it costs that a name for a row holds a figure behind a Han character, or goes on behind a bracket."""
        if _BEHIND_BRACKET.search(self._text, label.start, label.end):
            return 12.0
        return 4.0 if _SWALLOWED.search(self._text, label.start, label.end) else 0.0

    def _rest(self, at: int, holds: tuple[Holds, ...], number: int) -> Cuts:
        """The cuts of what follows the first columns of row `number`."""
        at = self.skip_space(at)
        row = number if self._series is not None else 0
        key = (at, holds, row)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find_rest(at, holds, row)
        return known

    def _find_rest(self, at: int, holds: tuple[Holds, ...], number: int) -> Cuts:
        if len(holds) == 1:
            costed = self._cells(at, holds[0])
            ends = [(o, c) for o, c in costed if self.may_end(c.end) or self.may_begin(c.end, number + 1)]
            return np.array([o for o, _ in ends]), np.array([[c.number] for _, c in ends], np.int64).reshape(-1, 1)
        parts, bound = [], math.inf
        for own, cell in self._cells(at, holds[0]) if self._may_stop_behind(at, number) else ():
            if own > bound:
                break
            rest = self._rest(cell.end, holds[1:], number)
            if len(rest[0]):
                parts.append((own, cell.number, rest))
                bound = min(bound, own + float(rest[0][0]) + _WITHIN)
        return _joined(parts, len(holds), _MOST_RESTS, bound)

    def _cells(self, at: int, holds: Holds) -> list[tuple[float, CellCut]]:
        """The cells that may begin at a place under a name, with their costs, the cheapest first."""
        known = self._costed.get((at, holds))
        if known is None:
            costed = ((c.cost + self._misfit(c, holds), c) for c in self._finder.at(at))
            known = self._costed[at, holds] = sorted(costed, key=_cost_of)
        return known

    def _may_stop_behind(self, at: int, number: int) -> bool:
        """Whether row `number` may end soon behind a place: where it cannot, its cells need not be looked for."""
        if self._series is None:
            return True
        stops = self._stops.get(number)
        if stops is None:
            stops = sorted({*self._series.places(self._text, number + 1), *self._finals()})
            self._stops[number] = stops
        found = bisect_left(stops, at + 1)
        return found < len(stops) and stops[found] <= at + _LONGEST_ROW

    def _finals(self) -> list[int]:
        if self._final is None:
            self._final = [at for at in range(1, len(self._text) + 1) if self.may_end(at)]
        return self._final

    def may_begin(self, at: int, number: int) -> bool:
        """Whether row `number` may begin at a place."""
        at = self.skip_space(at)
        key = (at, number if self._series is not None else 0)
        known = self._begins.get(key)
        if known is None:
            if self._series is not None:
                known = any(True for _ in self._series.ends(self._text, at, number))
            else:
                known = at < len(self._text) and any(c.kind == "text" for c in self._finder.at(at))
            self._begins[key] = known
        return known

    def may_end(self, at: int) -> bool:
        """Whether the table may end at a place: at the end of the text, or where words follow a figure."""
        known = self._ends.get(at)
        if known is None:
            known = self._ends[at] = self._find_end(at)
        return known

    def _find_end(self, at: int) -> bool:
        last, at = self._text[at - 1], self.skip_space(at)
        if at >= len(self._text) or self._text[at] in "\n。；;":
            return True
        if NEXT_PART.match(self._text, at):
            return True
        if not re.match(r"[A-Za-z㐀-鿿“《【（(]", self._text[at]):
            return False
        return last in _CLOSES or self._ends_in_unit(at)

    def _ends_in_unit(self, at: int) -> bool:
        """Whether a figure with its unit ends at a place."""
        starts = (s for s in range(at - 1, max(0, at - _LONGEST_UNIT) - 1, -1) if self._text[s - 1 : s].isdigit())
        start = next(starts, at)
        return start < at and bool(unit_pattern().fullmatch(self._text, start, at))

    def skip_space(self, at: int) -> int:
        """The next place that holds no space."""
        while at < len(self._text) and self._text[at] in " \u3000\t":
            at += 1
        return at

    def _misfit(self, cell: CellCut, holds: Holds) -> float:
        """What it costs that a cell stands under the name of its column."""
        if cell.kind == "text":
            if holds == "percentages" and "%" in self._text[cell.start : cell.end]:
                return 0.3
            return _WORDS_UNDER[holds]
        if cell.kind != "number":
            return 0.0
        if holds != "percentages":
            return _NUMBER_UNDER[holds] + (3.0 if cell.suffix == "%" and holds == "figures" else 0.0)
        size = abs(cell.value)
        return 0.0 if size <= 100 else 1.5 if size <= 200 else 4.0


def _cost_of(costed: tuple[float, CellCut]) -> float:
    return costed[0]


def _joined(parts: Sequence[tuple[float, int, Cuts]], columns: int, most: int, bound: float) -> Cuts:
    """The cheapest cuts, none dearer than `bound`, that begin with a cell of a cost and a number and go on as told."""
    taken = [
        len(costs) if not len(costs) or own + costs[-1] <= bound else int(costs.searchsorted(bound - own, "right"))
        for own, _, (costs, _) in parts
    ]
    if not any(taken):
        return np.empty(0), np.empty((0, columns), np.int64)
    costs = np.concatenate([own + rest[:n] for (own, _, (rest, _)), n in zip(parts, taken, strict=True)])
    chosen = np.argsort(costs, kind="stable")[:most]
    rows = np.empty((len(chosen), columns), np.int64)
    rows[:, 0] = np.repeat([number for _, number, _ in parts], taken)[chosen]
    rows[:, 1:] = np.concatenate([rest[:n] for (_, _, (_, rest)), n in zip(parts, taken, strict=True)])[chosen]
    return costs[chosen], rows
