"""Tables in plain texts: cells parted by tabs, bars, or stretches of spaces."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import mode

from corpus.alignment import Span, aligned, all_below, spanning, wrapped_below
from corpus.lines import Line

_PARTINGS = (re.compile(r"\t+"), re.compile(r"\s*[|│┃]\s*"), re.compile(r"[ \t]{2,}|\u3000+"), re.compile(r"\s+"))
_TABS, _BARS, _GAPS, _BLANKS = range(4)
_DRAWN = re.compile(r"[-=+|:─━┼│┌┐└┘├┤┬┴\s]{3,}$")
_FIGURE = re.compile(r"[-+−<>≤≥约]?[$¥€£]?\d[\d,.]*\s*[%％‰]?[^\d\s]{0,4}$|[-—–/]$|N/?A$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|[EFAef])?$")
_CAPTION = re.compile(
    r"(?:表|图|图表|附表|Table|Figure|Chart|Exhibit)\s?[\d一二三四五六七八九十][\d.．-]*\s?[:：.]?", re.IGNORECASE
)
_NO_WRAP = re.compile(r"[:：。；！？]|[.!?;]$")
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
        heads: how many rows make the header together; a cell that spans several columns stands in each.
        wraps: row, column and span of what goes on a cell in the line below it.
    """

    first: int
    last: int
    rows: tuple[tuple[Span, ...], ...]
    flags: tuple[str, ...] = ()
    heads: int = 1
    wraps: tuple[tuple[int, int, Span], ...] = ()


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
    # The number and the name of a caption are no cells.
    numbered = _text(lines[first], (spans[0][0], spans[1][1] if kind == _BLANKS else spans[0][1]))
    if (len(spans) == 2 or kind == _BLANKS) and kind != _BARS and _CAPTION.fullmatch(numbered):
        return None, first
    rows: list[list[Span]] = []
    held: list[Line] = []
    wraps: list[tuple[int, Span, Span]] = []
    last = first
    while last < len(lines) and (last == first or not lines[last].gap):
        line = lines[last]
        if not _DRAWN.match(line.text):
            cells = list(_cells(line, kind))
            if _is_prose(line, cells, kind) or (kind == _BLANKS and len(cells) != len(spans)):
                break
            if len(cells) < 2:
                column = _wrapped(lines, last, rows[-1], held[-1]) if kind == _GAPS and rows else None
                if column is None:
                    break
                wraps.append((len(rows) - 1, rows[-1][column], cells[0]))
                last += 1
                continue
            rows.append(cells)
            held.append(line)
        last += 1
    end = last
    while last > first and _DRAWN.match(lines[last - 1].text) and kind != _BARS:
        last -= 1
    if len(rows) < _LEAST[kind]:
        return None, end
    width = mode(map(len, rows))
    # Most rows may lack a cell, when all stand below those of the first.
    if kind == _GAPS and width < len(spans) == max(map(len, rows)) and all_below(rows, held, len(spans)):
        width = len(spans)
    elif (
        width < 2
        or sum(len(row) == width for row in rows) < (0.5 if kind == _GAPS else 0.7) * len(rows)
        or max(map(len, rows)) > width + (1 if kind != _GAPS else 0)
    ):
        return None, end
    laid = [
        row if len(row) >= width or kind != _GAPS else aligned(row, line, rows, held, width)
        for row, line in zip(rows, held, strict=True)
    ]
    if kind in (_GAPS, _BLANKS) and not any(_figured(held[1:], laid[1:], width)):
        return None, end
    upper = _upper_names(held, rows[0], laid, width) if kind == _GAPS else None
    whole = (*([tuple(upper)] if upper else []), *map(tuple, laid[upper is not None :]))
    goes_on = tuple((row, laid[row].index(cell), below) for row, cell, below in wraps)
    return LinedTable(first, last, whole, heads=1 + (upper is not None), wraps=goes_on), end


def _wrapped(lines: Sequence[Line], number: int, row: Sequence[Span], above: Line) -> int | None:
    """Which cell of the row above a line of one cell goes on, between that and the next row; None where it does not."""
    line = lines[number]
    if number + 1 == len(lines) or lines[number + 1].gap or len(list(_cells(lines[number + 1], _GAPS))) < 2:
        return None
    if _NO_WRAP.search(line.text) or _FIGURE.match(line.text):
        return None
    words = [not _FIGURE.match(_text(above, cell)) for cell in row]
    return wrapped_below(line, row, above, words)


def _cells(line: Line, kind: int) -> Iterator[Span]:
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


def _stripped(line: Line, start: int, end: int) -> Span:
    text = line.text[start:end]
    lead = len(text) - len(text.lstrip()) if text.strip() else 0
    return line.start + start + lead, line.start + start + lead + len(text.strip())


def _is_prose(line: Line, cells: Sequence[Span], kind: int) -> bool:
    """Whether a line reads like a sentence rather than a row."""
    if kind == _BARS:
        return "|" not in line.text and "│" not in line.text
    if kind == _TABS:
        return len(cells) < 2
    return bool(_SENTENCE.search(line.text)) or any(b - a > _LONGEST_CELL for a, b in cells)


def _figured(held: Sequence[Line], rows: Sequence[Sequence[Span]], width: int) -> list[bool]:
    """Which columns hold figures, the first aside; empty cells say nothing."""
    found = [False]
    for column in range(1, width):
        cells = [_text(line, row[column]) for line, row in zip(held, rows, strict=True) if len(row) == width]
        told = [cell for cell in cells if cell]
        found.append(bool(told) and sum(bool(_FIGURE.match(cell)) for cell in told) >= 0.7 * len(told))
    return found


def _upper_names(
    held: Sequence[Line], first: Sequence[Span], laid: Sequence[Sequence[Span]], width: int
) -> list[Span] | None:
    """The first line of a header of two, a cell of it in each column that it spans; None where there is one line.

    The second line has names where all rows below have figures: words, or years below what spans them.
    """
    figures = [c for c, held_in in enumerate(_figured(held[2:], laid[2:], width)) if held_in]
    if len(laid) < 4 or not figures or any(len(row) != width for row in laid[:2]):
        return None
    upper, lower = ([_text(held[n], cell) for cell in laid[n]] for n in (0, 1))
    names = [lower[c] for c in figures if lower[c]]
    years = not upper[0] and all(_YEAR.match(name) for name in names) and len(set(names)) > 1
    if not names or not (years or not any(_FIGURE.match(name) for name in names)) or (upper[0] and lower[0]):
        return None
    if any(_FIGURE.match(upper[c]) and not _YEAR.match(upper[c]) for c in figures):
        return None
    above = [cell for cell in first if _text(held[0], cell) and (cell != laid[0][0] or not upper[0])]
    if len(above) < sum(map(bool, lower[1:])) == width - 1 and above:
        spans = spanning(above, held[0], laid[1][1:], held[1])
        return None if spans is None else [laid[0][0], *spans]
    return list(laid[0]) if not lower[0] or all(upper[1:]) else None


def _text(line: Line, cell: Span) -> str:
    return line.text[cell[0] - line.start : cell[1] - line.start]
