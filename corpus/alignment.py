"""Cells that stand under one another: by the columns of the screen that they take."""

import re
from collections.abc import Sequence

from corpus.lines import Line, columns

Span = tuple[int, int]
_OPEN = re.compile(r"(?:[-–—(（/、,，&+]|\b(?:and|or|of|the|to|for|in|on|at|with|by|from)|[和与及或的至])$")


def extent(line: Line, cell: Span) -> Span:
    """The columns of the screen that a cell of a line takes, from and to."""
    left = line.indent + columns(line.text[: cell[0] - line.start])
    return left, left + columns(line.text[cell[0] - line.start : cell[1] - line.start])


def all_below(rows: Sequence[Sequence[Span]], held: Sequence[Line], width: int) -> bool:
    """Whether each cell of the rows that have fewer cells than `width` stands below or above one column of the full rows."""
    places = _places(rows, held, width)
    for row, line in zip(rows, held, strict=True):
        if len(row) == width:
            continue
        column = -1
        for cell in row:
            here = extent(line, cell)
            near = {c: min(_apart(here, p) for p in places[c]) for c in range(column + 1, width)}
            if not near or min(near.values()) >= 0:
                return False
            column = min(near, key=lambda c: near[c])
    return True


def aligned(
    row: Sequence[Span], line: Line, rows: Sequence[Sequence[Span]], held: Sequence[Line], width: int
) -> list[Span]:
    """The cells of a row that lacks some, under the columns that they stand below."""
    places = _places(rows, held, width)
    out: list[Span] = []
    at = 0
    for column in range(width):
        left = len(row) - at
        if not left:
            out.append((line.end, line.end))
            continue
        here = extent(line, row[at])
        near = [min(_apart(here, p) for p in places[c]) for c in range(column, width - left + 1)]
        if near[0] <= min(near):
            out.append(row[at])
            at += 1
        else:
            out.append((row[at][0], row[at][0]))
    return out


def spanning(upper: Sequence[Span], line: Line, lower: Sequence[Span], below: Line) -> list[Span] | None:
    """For each cell of a line of names the cell of the line above that spans it; None unless all span as many.

    Args:
        upper: the cells of the line above, none of them empty.
        line: that line.
        lower: the cells below, none of them empty.
        below: their line.
    """
    above = [extent(line, cell) for cell in upper]
    under = [extent(below, cell) for cell in lower]
    if all(any(abs(a[0] - b[0]) <= 1 for b in under) for a in above):
        chosen = [max((n for n, a in enumerate(above) if a[0] <= b[0] + 1), default=-1) for b in under]
    else:
        chosen = [min(range(len(above)), key=lambda n: abs(sum(above[n]) - sum(b))) for b in under]
    counts = [chosen.count(n) for n in range(len(above))]
    if len(under) != sum(counts) or len(set(counts)) != 1:
        return None
    return [upper[n] for n in chosen]


def wrapped_below(line: Line, row: Sequence[Span], above: Line, words: Sequence[bool]) -> int | None:
    """Which cell of the row above a line of one cell goes on: one of words that it stands below.

    Labels are gone on further in than they begin, or where they end openly; else a line below one is a label of its own.
    """
    here = extent(line, (line.start, line.end))
    over = [extent(above, cell) for cell in row]
    if here[0] < over[1][0] and here[1] <= over[1][0]:
        goes_on = line.indent > above.indent or _OPEN.search(above.text[: row[0][1] - above.start])
        return 0 if goes_on and words[0] else None
    below = [n for n in range(1, len(row)) if _apart(here, over[n]) < 0]
    return below[0] if len(below) == 1 and words[below[0]] else None


def _places(rows: Sequence[Sequence[Span]], held: Sequence[Line], width: int) -> list[list[Span]]:
    """What the cells of each column take in the rows that lack none."""
    places: list[list[Span]] = [[] for _ in range(width)]
    for line, cells in zip(held, rows, strict=True):
        if len(cells) == width:
            for column, cell in enumerate(cells):
                places[column].append(extent(line, cell))
    return places


def _apart(a: Span, b: Span) -> float:
    """How far two stretches of columns lie apart; below 0 when they overlap."""
    overlap = min(a[1], b[1]) - max(a[0], b[0])
    return -overlap if overlap > 0 else abs((a[0] + a[1]) / 2 - (b[0] + b[1]) / 2)
