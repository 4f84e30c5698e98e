"""Finds tables that were laid out one cell a line: the names of the columns, then the cells of one row after the other.

    城市
    2022年
    2023年
    云岭
    118,600
    152,300
    丹河
    …

How many columns there are is told by the lines themselves: those that stand in the same place of each row are alike. Where
rows begin is told by the names, which are no figures, and by what stands around the table. Where two readings fit about
as well, the lines stay what they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from corpus.document import Block, Mend
from corpus.enumeration import heading_level
from corpus.origin import Traced
from corpus.stackedcells import (
    FIGURE,
    TIME,
    WORDS,
    ColumnKind,
    are_pages,
    bits_of,
    column_kind,
    is_first_name,
    is_measure,
    is_same,
    is_told_apart,
    may_name,
)
from corpus.tableblock import table_block

_LEAST_ROWS, _MOST_COLUMNS = 3, 15
# What speaks against a reading: lines like names above the names, lines like cells below the last row, figures there, no
# name for the first column, rows that may be two, blank lines here and there; and what speaks for it: a first name that
# tables have.
_ABOVE, _BELOW, _FIGURES_BELOW, _NO_NAME, _DOUBLED, _UNEVEN, _KNOWN = 1.0, 1.0, 2.0, 1.0, 1.5, 1.0, 0.5
# Readings closer than this fit about as well.
_MARGIN = 0.5


@dataclass(frozen=True, slots=True)
class StackedTable:
    """A table of lines.

    Attributes:
        first: number of its first line.
        last: one past its last.
        width: how many columns it has.
        named: whether its first column has a name; else the names begin with that of the second.
        sure: whether no other reading fits about as well.
        flags: what is uncertain.
    """

    first: int
    last: int
    width: int
    named: bool = True
    sure: bool = True
    flags: tuple[str, ...] = ()

    @property
    def rows(self) -> list[list[int | None]]:
        """The numbers of the lines of each row, the names first; None for a name that is not there."""
        lines: list[int | None] = list(range(self.first, self.last))
        lines = lines if self.named else [None, *lines]
        return [lines[at : at + self.width] for at in range(0, len(lines), self.width)]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A table as the lines may be read, and what speaks against it; less is better."""

    table: StackedTable
    cost: float

    def meets(self, other: "_Reading") -> bool:
        """Whether it takes lines of another one."""
        return self.table.first < other.table.last and other.table.first < self.table.last


class _Lines:
    """The lines of a text as cells.

    Attributes:
        texts: of the lines.
        gaps: whether a blank line stands before each.
        bits: what each may be.
    """

    def __init__(self, texts: Sequence[str], gaps: Sequence[bool]) -> None:
        self.texts, self.gaps = texts, gaps
        self.bits: NDArray[np.uint8] = np.array([bits_of(text) for text in texts], dtype=np.uint8)

    def runs(self, width: int) -> Iterator[tuple[int, int]]:
        """The stretches of lines each of which is like the line so many further down, those lines included."""
        alike = np.zeros(len(self.texts) + 1, dtype=np.int8)
        if len(self.texts) > width:
            alike[1 : len(self.texts) - width + 1] = (self.bits[:-width] & self.bits[width:]) != 0
        turns = np.diff(alike)
        ends = np.flatnonzero(turns == -1)
        for start, end in zip(np.flatnonzero(turns == 1).tolist(), ends.tolist(), strict=True):
            if end - start >= (_LEAST_ROWS - 1) * width:
                yield start, end + width

    def names_above(self, start: int, most: int, *, parted: bool) -> int:
        """How many lines right above one may be names; a blank line ends them where it parts tables from text."""
        count = 0
        while count < most and start - count > 0 and not (parted and count and self.gaps[start - count]):
            bits = int(self.bits[start - count - 1])
            if not bits & (TIME | WORDS) or heading_level(self.texts[start - count - 1]):
                break
            count += 1
        return count

    def cells_below(self, end: int, most: int, *, parted: bool) -> int:
        """How many lines from one on may be cells; a number before words makes a heading of them where no figure follows."""
        count = 0
        while end + count < len(self.texts) and count < most and not (parted and self.gaps[end + count]):
            at = end + count
            figure = at + 1 < len(self.texts) and self.bits[at + 1] == FIGURE
            if not self.bits[at] or (heading_level(self.texts[at]) and not figure):
                break
            count += 1
        return count


def find_stacked_tables(texts: Sequence[str], gaps: Sequence[bool]) -> list[StackedTable]:
    """The tables of lines, in order, those included that could be read otherwise.

    Args:
        texts: the lines; one that can be no cell, such as the empty one, ends any table.
        gaps: whether a blank line stands before each line.

    >>> lines = "表1 产量 城市 2022年 2023年 云岭 118 152 丹河 97 101 岚桥 29 39".split()
    >>> [(t.first, t.last, t.width, t.sure) for t in find_stacked_tables(lines, [False] * 14)]
    [(2, 14, 3, True)]
    """
    lines = _Lines(texts, gaps)
    if int(np.count_nonzero(lines.bits & FIGURE)) < _LEAST_ROWS:
        return []
    readings = [
        r for width in range(2, _MOST_COLUMNS + 1) for run in lines.runs(width) for r in _read(lines, *run, width)
    ]
    readings.sort(key=lambda r: (r.cost, -(r.table.last - r.table.first)))
    found: list[StackedTable] = []
    while readings:
        best = readings[0]
        near = [r for r in readings[1:] if r.meets(best)]
        half = (best.table.last - best.table.first) / 2
        rivals = [r for r in near if r.cost < best.cost + _MARGIN and r.table.last - r.table.first > half]
        table = best.table
        found.append(replace(table, sure=table.sure and not rivals))
        readings = [r for r in readings if not r.meets(best)]
    return sorted(found, key=lambda table: table.first)


def _read(lines: _Lines, start: int, end: int, width: int) -> Iterator[_Reading]:
    """The readings of a stretch of lines that are alike in steps of so many."""
    if not (lines.bits[start:end] & FIGURE).any():
        return
    # The first row begins where one place of the step does; the names may be alike with the rows, when they are years.
    for first in range(start, min(start + 2 * width, end - _LEAST_ROWS * width) + 1):
        if lines.names_above(first, width - 1, parted=False) < width - 1:
            continue
        rows = _like_rows(lines, first, end, width)
        if rows >= _LEAST_ROWS and (reading := _reading(lines, first, rows, width)):
            yield reading


def _like_rows(lines: _Lines, first: int, end: int, width: int) -> int:
    """How many rows there are until the cells of a column have nothing in common."""
    rows = (end - first) // width
    common = np.bitwise_and.accumulate(lines.bits[first : first + rows * width].reshape(rows, width), axis=0)
    broken = np.flatnonzero((common == 0).any(axis=1))
    return int(broken[0]) if len(broken) else rows


def _reading(lines: _Lines, first: int, rows: int, width: int) -> _Reading | None:
    """The table whose rows begin with a line, if its columns and their names are those of one."""
    shares = _gap_shares(lines, first, rows, width)
    if shares[0] == 0 and max(shares) == 1:
        return None  # rows begin where the blank lines are
    parted = not any(shares[1:])
    above = lines.names_above(first, 2 * width + 1, parted=parted)
    named = above >= width
    if above < width - 1:
        return None
    names = ["", *lines.texts[first - width + 1 : first]]
    names[0] = lines.texts[first - width] if named else ""
    end = first + rows * width
    columns = [lines.texts[first + place : end : width] for place in range(width)]
    common = np.bitwise_and.reduce(lines.bits[first:end].reshape(rows, width), axis=0).tolist()
    kinds = [column_kind(cells, bits, first=not n) for n, (cells, bits) in enumerate(zip(columns, common, strict=True))]
    if not _is_table(names, columns, kinds):
        return None
    # Of many lines above, the last ones are names only where they read like such: those of a page may head a list.
    if above > width + (1 if width == 2 else width) and not all(
        is_measure(name) for name, kind in zip(names, kinds, strict=True) if kind == "figure"
    ):
        return None
    timed = all(bits_of(name) & TIME for name in names[1:])
    if not named and (not timed or kinds.count("words") > 1 or kinds[-1] != "figure"):
        return None
    below = lines.cells_below(end, width, parted=parted)
    more = bool((lines.bits[end : end + below] == FIGURE).any())
    cost = _ABOVE * max(0, above - width) + _BELOW * min(below, width - 1) + _FIGURES_BELOW * more
    cost += 0.0 if named else _NO_NAME
    cost -= _KNOWN * (named and is_first_name(names[0]))
    doubled = _is_doubled(names, columns, kinds)
    cost += _DOUBLED * doubled + _UNEVEN * any(0 < share < 1 for share in shares)
    flags = ("the first column has no name",) * (not named) + ("lines below it may be rows as well",) * more
    return _Reading(StackedTable(first - width + (not named), end, width, named, not doubled, flags), cost)


def _is_doubled(names: Sequence[str], columns: Sequence[Sequence[str]], kinds: Sequence[ColumnKind | None]) -> bool:
    """Whether each row may just as well be two rows or more: its columns repeat in kind, and all labels differ."""
    width = len(names)
    for part in range(2, width // 2 + 1):
        if width % part == 0 and all(kinds[n] == kinds[n % part] for n in range(width)):
            labels = [cell for column in columns[::part] for cell in column]
            if len(set(labels)) == len(labels) and any(names[n] != names[n % part] for n in range(width)):
                return True
    return False


def _is_table(names: Sequence[str], columns: Sequence[Sequence[str]], kinds: Sequence[ColumnKind | None]) -> bool:
    """Whether columns are those of a table: labels first, figures in some, and each under a name."""
    parts = list(zip(names, columns, kinds, strict=True))
    labels = [cells for _, cells, kind in parts if kind in ("words", "time")]
    figures = [(name, cells) for name, cells, kind in parts if kind == "figure"]
    if None in kinds or kinds[0] == "figure" or not figures or not any(map(is_told_apart, labels)):
        return False
    if any(name in cells or (kind == "words" and is_same(name, cells)) for name, cells, kind in parts):
        return False
    if len(figures) == 1 and "time" not in kinds and are_pages(*figures[0]):
        return False
    return all(may_name(name, kind) for name, _, kind in parts if name and kind)


def _gap_shares(lines: _Lines, first: int, rows: int, width: int) -> list[float]:
    """What share of the cells of each column a blank line stands before, that of the first row aside."""
    gaps = np.array(lines.gaps[first + 1 : first + rows * width], dtype=bool)
    places = np.arange(1, rows * width) % width
    return [float(gaps[places == place].mean()) for place in range(width)]


def mend_stacked(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    r"""Make tables of paragraphs that are the cells of one; where they could be read otherwise, only say so.

    >>> texts = "城市 2022年 2023年 云岭 118 152 丹河 97 101 岚桥 29 39".split()
    >>> [b.traced.text for b in mend_stacked([Block("paragraph", Traced.of(t)) for t in texts])[0]]
    ['城市 | 2022年 | 2023年\n云岭 | 118 | 152\n丹河 | 97 | 101\n岚桥 | 29 | 39']
    """
    texts = [b.traced.text if b.kind == "paragraph" else "" for b in blocks]
    out: list[Block] = []
    mends: list[Mend] = []
    at = 0
    for table in find_stacked_tables(texts, [True] * len(texts)):
        out += blocks[at : table.first]
        lines = blocks[table.first : table.last]
        at = table.last
        cells = [[Traced.of("") if n is None else blocks[n].traced for n in row] for row in table.rows]
        block = table_block(cells, lines[0].anchor, table.flags)
        note = f"{len(cells) - 1} rows of {table.width} cells, one cell a line"
        if not table.sure:
            note = f"maybe {note}; they could be parted otherwise"
        flagged = not table.sure or bool(table.flags)
        span = lines[0].traced.span(0, len(lines[0].traced))[0], lines[-1].traced.span(0, len(lines[-1].traced))[1]
        before = "\n".join(line.traced.text for line in lines)
        after = block.traced.text if table.sure else before
        mends.append(Mend("table", before, after, *span, "; ".join((note, *table.flags)), done=not flagged))
        out += [block] if table.sure else lines
    return [*out, *blocks[at:]], mends
