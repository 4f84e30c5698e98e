"""Cells to a table block: one line a row, spanning cells repeated where they reach, header lines made one."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, Grid
from corpus.origin import Traced

# No real table has more; a span of a million columns, or a thousand of a hundred, is a mistake or a trap.
_MOST_SPAN, _MOST_COLUMNS = 100, 1000


@dataclass(frozen=True, slots=True)
class SpanningCell:
    """A cell as a page states it.

    Attributes:
        traced: its text.
        header: whether it is marked as a header.
        columns: how many columns it covers, at least 1.
        rows: how many rows it covers, at least 1.
    """

    traced: Traced
    header: bool = False
    columns: int = 1
    rows: int = 1


def table_block(
    rows: Sequence[Sequence[Traced]],
    anchor: str | None = None,
    flags: tuple[str, ...] = (),
    captioned: bool = False,
    continues: bool = False,
) -> Block:
    """A table block from the cells of its rows: one line a row, cells parted by ` | `; short rows are filled up.

    Places never fall: a piece of a cell that stands further ahead in the file counts as put in.
    """
    width = max(map(len, rows))
    parts: list[Traced] = []
    grid: list[tuple[tuple[int, int], ...]] = []
    at = 0
    place = next((int(cell.starts[0]) for row in rows for cell in row if len(cell)), 0)
    for number, row in enumerate(rows):
        ranges = []
        for column in range(width):
            if column or number:
                gap = Traced.inserted(" | " if column else "\n", place)
                parts.append(gap)
                at += len(gap)
            cell = row[column] if column < len(row) else Traced.inserted("", place)
            if len(cell) and int(cell.starts[0]) < place:
                cell = Traced.inserted(cell.text, place)
            parts.append(cell)
            ranges.append((at, at + len(cell)))
            at += len(cell)
            place = int(cell.ends[-1]) if len(cell) else place
        grid.append(tuple(ranges))
    return Block("table", Traced.join(parts), anchor=anchor, grid=Grid(tuple(grid), flags, captioned, continues))


def spread(rows: Sequence[Sequence[SpanningCell]]) -> list[list[Traced]]:
    """The rows of a page's table with one cell a column; header lines above one another become one.

    A cell that covers several rows or columns stands in each of them; its copies count as put in.
    """
    laid: list[list[Traced]] = []
    heads: list[bool] = []
    waiting: dict[int, tuple[int, Traced]] = {}  # column: rows still to fill, with what
    for row in rows:
        line: list[Traced] = []
        for cell in row:
            _fill(line, waiting)
            # A line across all columns heads the rows below it; it stands in the first.
            room = max(1, _MOST_COLUMNS - len(line))
            for copy in range(min(cell.columns, _MOST_SPAN, room) if len(row) > 1 else 1):
                text = cell.traced if not copy else _copy(cell.traced)
                if cell.rows > 1:
                    waiting[len(line)] = (min(cell.rows, _MOST_SPAN) - 1, _copy(cell.traced))
                line.append(text)
        _fill(line, waiting)
        laid.append(line)
        heads.append(bool(row) and all(cell.header or not len(cell.traced) for cell in row))
    first = next((n for n, head in enumerate(heads) if not head), len(heads)) or _unmarked(rows)
    return [merged_header(laid[:first]), *laid[first:]] if 1 < first < len(laid) else laid


def _unmarked(rows: Sequence[Sequence[SpanningCell]]) -> int:
    """How many rows head a table that marks none: as many as the first reaches down, when it spans columns as well."""
    columns, down = max(cell.columns for cell in rows[0]), max(cell.rows for cell in rows[0])
    return min(down, len(rows) - 1) if columns > 1 and not any(c.header for r in rows for c in r) else 0


def _fill(line: list[Traced], waiting: dict[int, tuple[int, Traced]]) -> None:
    """Put in the cells from the rows above that reach down to the next columns of a line."""
    while len(line) in waiting:
        left, text = waiting.pop(len(line))
        if left > 1:
            waiting[len(line)] = (left - 1, text)
        line.append(text)


def _copy(traced: Traced) -> Traced:
    return Traced.inserted(traced.text, int(traced.ends[-1])) if len(traced) else traced


def merged_header(lines: Sequence[Sequence[Traced]]) -> list[Traced]:
    """One header out of several lines: each column's names from the top down, each once.

    The order of the file is kept, so that a span of it holds the header: where the first line closes it, what stands
    below counts as put in; else what stands in the first line behind a column with two names does.
    """
    width = max(map(len, lines))
    last = [line[width - 1].text if len(line) == width else "" for line in lines]
    closed = bool(last[0]) and not any(name and name != last[0] for name in last[1:])
    merged = []
    place = 0
    for column in range(width):
        parts: list[Traced] = []
        for number, line in enumerate(lines):
            name = line[column] if column < len(line) else Traced.of("")
            if not len(name) or any(name.text == p.text for p in parts):
                continue
            if int(name.starts[0]) < place or (closed and number):
                name = Traced.inserted(name.text, place)
            place = int(name.ends[-1])
            parts += [Traced.inserted(" ", int(name.starts[0])), name] if parts else [name]
        merged.append(Traced.join(parts))
    return merged
