"""All the ways in which a row of a flattened table may be cut, the cheaper ones first."""

import math
import re
from collections.abc import Sequence
from heapq import nsmallest

from corpus.cells import NEXT_PART, CellCut, CellFinder
from corpus.rowlabels import Series
from corpus.tableheader import Holds

# What it costs that words, or a number, stand under a name that calls for something.
_WORDS_UNDER: dict[Holds, float] = {"figures": 1.5, "percentages": 1.5, "numbers": 1.0, "words": 0.0, "either": 0.3}
_NUMBER_UNDER: dict[Holds, float] = {"figures": 0.0, "percentages": 0.0, "numbers": 0.0, "words": 2.5, "either": 0.3}
Row = tuple[CellCut, ...]
Costed = tuple[float, Row]

_MOST_CUTS = 400
_MOST_RESTS = 200
# A cut so much dearer than the cheapest of the same stretch is not followed up.
_WITHIN = 10.0
_LONGEST_ROW = 400
_LONGEST_LABEL = 24
_SWALLOWED = re.compile(r"[㐀-鿿]\d")
_CLOSES = frozenset("0123456789%％‰)）-—/”》")


class RowFinder:
    """Lists the cuts of rows.

    Args:
        text: the paragraph.
        holds: for each column, what its name calls for.
        series: the labels of the rows where they count up; None where they are words.
        finder: the cells of the text.
    """

    def __init__(
        self,
        text: str,
        holds: Sequence[Holds],
        series: Series | None,
        finder: CellFinder,
    ) -> None:
        self._text, self._series, self._finder = text, series, finder
        self._holds = tuple(holds)
        self._columns = len(self._holds)
        self._begins: dict[tuple[int, int], bool] = {}
        self._known: dict[tuple[int, int, int], list[Costed]] = {}

    @property
    def in_series(self) -> bool:
        """Whether the labels of the rows count up."""
        return self._series is not None

    def rows(self, at: int, number: int) -> list[Costed]:
        """The cuts of row `number` that begin at a place, with their costs, at most 400."""
        if self._series is not None:
            firsts = [CellCut(at, end, "label") for end in self._series.ends(self._text, at, number)]
        else:
            firsts = [c for c in self._finder.at(at) if c.kind == "text" and c.end - at <= _LONGEST_LABEL]
            firsts = [c for c in firsts if not c.marks[0]]
        limit = at + _LONGEST_ROW
        found = [
            (first.cost + self._label_cost(first) + cost, (first, *rest))
            for first in firsts
            for cost, rest in self._rest(first.end, 1, number)
            if rest[-1].end <= limit
        ]
        return nsmallest(_MOST_CUTS, found, key=_cost_of)

    def _label_cost(self, label: CellCut) -> float:
        """What it costs that a name for a row holds a figure behind a Han character: it has swallowed a cell."""
        return 4.0 if _SWALLOWED.search(self._text, label.start, label.end) else 0.0

    def _rest(self, at: int, column: int, number: int) -> list[Costed]:
        """The cuts of what follows the first columns of row `number`."""
        at = self.skip_space(at)
        row = number if self._series is not None else 0
        key = (at, column, row)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._find_rest(at, column, row)
        return known

    def _find_rest(self, at: int, column: int, number: int) -> list[Costed]:
        cells = self._finder.at(at)
        if column == self._columns - 1:
            ends = [c for c in cells if self.may_begin(c.end, number + 1) or self.may_end(c.end)]
            return sorted(((c.cost + self._misfit(c, column), (c,)) for c in ends), key=_cost_of)
        found: list[Costed] = []
        bound = math.inf
        for cell in sorted(cells, key=lambda c: c.cost + self._misfit(c, column)):
            own = cell.cost + self._misfit(cell, column)
            if own > bound:
                break
            for cost, rest in self._rest(cell.end, column + 1, number):
                if own + cost > bound:
                    break
                found.append((own + cost, (cell, *rest)))
                bound = min(bound, own + cost + _WITHIN)
        return nsmallest(_MOST_RESTS, found, key=_cost_of)

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
        at = self.skip_space(at)
        if at >= len(self._text) or self._text[at] in "\n。；;":
            return True
        if NEXT_PART.match(self._text, at):
            return True
        return self._text[at - 1] in _CLOSES and bool(re.match(r"[A-Za-z㐀-鿿“《【（(]", self._text[at]))

    def skip_space(self, at: int) -> int:
        """The next place that holds no space."""
        while at < len(self._text) and self._text[at] in " \u3000\t":
            at += 1
        return at

    def _misfit(self, cell: CellCut, column: int) -> float:
        """What it costs that a cell stands under the name of its column."""
        holds = self._holds[column]
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


def _cost_of(costed: Costed) -> float:
    return costed[0]
