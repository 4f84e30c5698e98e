"""What a cell of a table is a part of: another cell, the total of its line, or all of the line."""

import re

from retrieval.amounts import comparable
from retrieval.grids import Grid

Cell = tuple[int, int]
Cells = tuple[Cell, ...]

# What can be added up: no prices, rates or means.
_NO_PARTS = re.compile(r"[均率价比]|指数|[%％]|\b(?:average|mean|rate|price|ratio|index|share|per)\b", re.IGNORECASE)


def part_and_whole(grid: Grid, cells: Cells) -> tuple[Cell, Cells] | None:
    """A cell, and the cells that are its whole together; None where nothing can be added up.

    Args:
        grid: the table.
        cells: (row, column) of the cell, or of the cell and of the one that it is a part of, in any order.
    """
    labels = grid.columns_by_number
    values = {cell: q for cell in cells if (q := grid.quantity(*cell)) is not None}
    if len(values) != len(cells) or any(_NO_PARTS.search(labels[c].name + labels[c].unit) for _, c in cells):
        return None
    if len(values) == 2:
        (one, first), (two, second) = values.items()
        if not comparable(first, second):
            return None
        return (one, (two,)) if first.value <= second.value else (two, (one,))
    if len(values) != 1:
        return None
    row, column = cells[0]
    line = [((label.number, column), label.is_total) for label in grid.rows]
    if grid.rows[row].is_time:
        line = [((row, c.number), c.is_total) for c in grid.columns if _alike(grid, row, c.number, column)]
    totals = tuple(cell for cell, total in line if total)
    parts = totals[:1] or tuple(cell for cell, _ in line if grid.quantity(*cell) is not None)
    return (cells[0], parts) if (totals or len(parts) > 2) and cells[0] not in totals else None


def _alike(grid: Grid, row: int, one: int, other: int) -> bool:
    return grid.numeric(one) and grid.column(row, one).unit == grid.column(row, other).unit
