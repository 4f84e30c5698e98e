"""Tables in plain texts: cells parted by tabs, bars, or stretches of spaces."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mode

from corpus.lines import Line, columns

_PARTINGS = (re.compile(r"\t+"), re.compile(r"\s*[|│┃]\s*"), re.compile(r"[ \t]{2,}|\u3000+"), re.compile(r"\s+"))
_TABS, _BARS, _GAPS, _BLANKS = range(4)
_DRAWN = re.compile(r"[-=+|:─━┼│┌┐└┘├┤┬┴\s]{3,}$")
_FIGURE = re.compile(r"[-+−<>≤≥约]?[$¥€£]?\d[\d,.]*\s*[%％‰]?[^\d\s]{0,4}$|[-—–/]$|N/?A$", re.IGNORECASE)
_SENTENCE = re.compile(r"[。；！？]|[a-z]\.\s")
# So many lines make a table, by how the cells are parted.
_LEAST = {_TABS: 2, _BARS: 2, _GAPS: 3, _BLANKS: 3}
_LONGEST_CELL = 80
# So many lines of a stretch of like ones are tried as the first of a table: only a few can be glued above it.
_MOST_STARTS = 10


@dataclass(frozen=True, slots=True)
class LinedTable:
    """A table of lines.

    Attributes:
        first: number of its first line.
        last: one past its last.
        rows: the spans of the cells in the file, a row each; empty ones have start == end.
        flags: what is uncertain.
    """

    first: int
    last: int
    rows: tuple[tuple[tuple[int, int], ...], ...]
    flags: tuple[str, ...] = ()


def find_lined_tables(lines: Sequence[Line]) -> list[LinedTable]:
    """The tables of a text, in order."""
    found: list[LinedTable] = []
    tried: Counter[tuple[int, int]] = Counter()  # by how the cells are parted, and where the stretch ends
    given_up = dict.fromkeys(_LEAST, 0)  # before which line no table is sought any more
    number = 0
    while number < len(lines):
        table = None
        for kind in _LEAST:
            if number >= given_up[kind]:
                table, end = _table_at(lines, number, kind)
                if table:
                    break
                tried[kind, end] += 1
                if tried[kind, end] == _MOST_STARTS:
                    given_up[kind] = end
        if table:
            found.append(table)
        number = table.last if table else number + 1
    return found


def _table_at(lines: Sequence[Line], first: int, kind: int) -> tuple[LinedTable | None, int]:
    """The table that begins with a line, its cells parted in one way, and where the stretch of such lines ends."""
    spans = list(_cells(lines[first], kind))
    if len(spans) < (3 if kind == _BLANKS else 2) or _is_prose(lines[first], spans, kind):
        return None, first
    rows: list[list[tuple[int, int]]] = []
    held: list[Line] = []
    last = first
    while last < len(lines) and (last == first or not lines[last].gap):
        line = lines[last]
        if not _DRAWN.match(line.text):
            cells = list(_cells(line, kind))
            if _is_prose(line, cells, kind) or (kind == _BLANKS and len(cells) != len(spans)):
                break
            if len(cells) < 2:
                break
            rows.append(cells)
            held.append(line)
        last += 1
    end = last
    while last > first and _DRAWN.match(lines[last - 1].text) and kind != _BARS:
        last -= 1
    if len(rows) < _LEAST[kind]:
        return None, end
    width = mode(map(len, rows))
    agreeing = sum(len(row) == width for row in rows)
    if (
        width < 2
        or agreeing < (0.5 if kind == _GAPS else 0.7) * len(rows)
        or max(map(len, rows)) > width + (1 if kind != _GAPS else 0)
    ):
        return None, end
    if kind in (_GAPS, _BLANKS) and not _has_figures(held, rows, width):
        return None, end
    laid = [
        row if len(row) >= width or kind != _GAPS else _aligned(row, line, rows, held, width)
        for row, line in zip(rows, held, strict=True)
    ]
    return LinedTable(first, last, tuple(map(tuple, laid))), end


def _cells(line: Line, kind: int) -> Iterator[tuple[int, int]]:
    """The spans of the cells of a line."""
    text, at = line.text, 0
    if kind == _BARS:
        if text.startswith(("|", "│")):
            at = 1
        text = text[:-1] if len(text) > at and text.endswith(("|", "│")) else text
    for parting in _PARTINGS[kind].finditer(text, at):
        if parting.start() > at or kind == _BARS:
            yield _stripped(line, at, max(at, parting.start()))
        at = parting.end()
    yield _stripped(line, min(at, len(text)), len(text))


def _stripped(line: Line, start: int, end: int) -> tuple[int, int]:
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip()) if text.strip() else 0
    return line.start + start + lead, line.start + start + lead + len(text.strip())


def _is_prose(line: Line, cells: Sequence[tuple[int, int]], kind: int) -> bool:
    """Whether a line reads like a sentence rather than a row."""
    if kind == _BARS:
        return "|" not in line.text and "│" not in line.text
    if kind == _TABS:
        return len(cells) < 2
    return bool(_SENTENCE.search(line.text)) or any(b - a > _LONGEST_CELL for a, b in cells)


def _has_figures(held: Sequence[Line], rows: Sequence[Sequence[tuple[int, int]]], width: int) -> bool:
    """Whether some column but the first holds figures below its header."""
    body = [(line, row) for line, row in zip(held, rows, strict=True) if len(row) == width][1:]
    return any(
        sum(bool(_FIGURE.match(line.text[row[c][0] - line.start : row[c][1] - line.start])) for line, row in body)
        >= 0.7 * max(1, len(body))
        for c in range(1, width)
    )


def _aligned(
    row: Sequence[tuple[int, int]],
    line: Line,
    rows: Sequence[Sequence[tuple[int, int]]],
    held: Sequence[Line],
    width: int,
) -> list[tuple[int, int]]:
    """The cells of a row that lacks some, under the columns that they stand below."""
    places: list[list[tuple[int, int]]] = [[] for _ in range(width)]
    for other, cells in zip(held, rows, strict=True):
        if len(cells) == width:
            for column, cell in enumerate(cells):
                places[column].append(_extent(other, cell))
    out: list[tuple[int, int]] = []
    at = 0
    for column in range(width):
        left = len(row) - at
        if not left:
            out.append((line.end, line.end))
            continue
        here = _extent(line, row[at])
        near = [min(_apart(here, p) for p in places[c]) for c in range(column, width - left + 1)]
        if near[0] <= min(near):
            out.append(row[at])
            at += 1
        else:
            out.append((row[at][0], row[at][0]))
    return out


def _extent(line: Line, cell: tuple[int, int]) -> tuple[int, int]:
    left = line.indent + columns(line.text[: cell[0] - line.start])
    return left, left + columns(line.text[cell[0] - line.start : cell[1] - line.start])


def _apart(a: tuple[int, int], b: tuple[int, int]) -> float:
    """How far two stretches of columns lie apart; below 0 when they overlap."""
    overlap = min(a[1], b[1]) - max(a[0], b[0])
    return -overlap if overlap > 0 else abs((a[0] + a[1]) / 2 - (b[0] + b[1]) / 2)
