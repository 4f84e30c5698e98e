"""Of a series of cells the few that are largest, and those from which on nothing changes any more."""

import re
from collections.abc import Sequence

from retrieval.axes import Label
from retrieval.conditions import Wish
from retrieval.grids import Grid
from retrieval.wholes import Cell

Valued = Sequence[tuple[Cell, float]]

_REST = re.compile(
    r"(?:其他|其它|其余|余下)|(?:all )?(?:the )?(?:others?|rest|remainder|remaining)(?: \w+)?\Z", re.IGNORECASE
)


def is_rest(name: str) -> bool:
    """Whether a name is of all that is not named, which is none of the largest.

    >>> is_rest("其他"), is_rest("Others"), is_rest("其他城市合计"), is_rest("Northern Rest Ltd")
    (True, True, True, False)
    """
    return _REST.match(name.strip()) is not None


def largest(wish: Wish, grid: Grid, values: Valued, by_column: bool) -> list[Cell]:
    """The cells of the largest (or smallest) few, in order; none where there are not so many."""
    own = [pair for pair in values if not is_rest(_label(grid, pair[0], by_column).name)]
    ordered = sorted(own, key=lambda pair: -pair[1] if wish.most else pair[1])
    return [cell for cell, _ in ordered[: wish.top]] if len(own) >= wish.top else []


def flat(grid: Grid, values: Valued, by_column: bool) -> list[Cell]:
    """The cells at the end of a series in time that all have one value, which the one before them has not."""
    dated = []
    for cell, value in values:
        years = {year for year, _ in _label(grid, cell, by_column).times if year is not None}
        if len(years) != 1:
            return []
        dated.append((min(years), cell, value))
    dated.sort()
    run = 1
    while run < len(dated) and dated[-run - 1][2] == dated[-1][2]:
        run += 1
    return [cell for _, cell, _ in dated[-run:]] if 1 < run < len(dated) else []


def _label(grid: Grid, cell: Cell, by_column: bool) -> Label:
    return grid.columns_by_number[cell[1]] if by_column else grid.rows[cell[0]]
