"""Finds tables whose lines ran together while the spaces between their cells stayed.

    产品 2022年 2023年 毛利率灯具 118,600 152,300 27.4%开关 97,450 101,800 19.2%…

A row is a label and the same number of figures as in every other row; what stands last in a row and the label of the next
are glued, or parted by a space like all others.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.cells import words

Span = tuple[int, int]

_TOKEN = re.compile(r"\S+")
_YEAR = re.compile(r"(?:19|20)\d\d(?:年(?!\d)|[EFAef])?")
_LABEL = re.compile(r"[^。；;！？!?：:，,、|]{1,40}")
_SENTENCE = re.compile(r"[。！？；;：:]\s*|[.!?]\s+(?=[A-Z])")
_CLOSED = re.compile(r"[)）](?=[^\s()（）])")
# So many rows make a table: with figures in one column, and in more.
_LEAST_ALONE, _LEAST = 4, 3
_MOST_WORDS = 6


@cache
def _figure() -> re.Pattern[str]:
    units = "|".join(sorted(map(re.escape, words()["units"]), key=len, reverse=True))
    gone = "|".join(sorted(map(re.escape, words()["missing"]), key=len, reverse=True))
    number = r"[+−-]?[¥$€£]?\d[\d,]*(?:\.\d+)?"
    return re.compile(
        rf"(?:{_YEAR.pattern}|{number}(?:[-–—~]{number})?(?:{units}|[A-Za-z]{{1,3}}(?![A-Za-z]))?|(?:{gone})(?=\s|$))"
    )


@dataclass(frozen=True, slots=True)
class SpacedTable:
    """A table in a text.

    Attributes:
        rows: the spans of the cells, the header row first.
        flags: what is uncertain.
    """

    rows: tuple[tuple[Span, ...], ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """Words, and the figures behind them."""

    words: tuple[Span, ...]
    figures: tuple[Span, ...]


def find_spaced_table(text: str) -> SpacedTable | None:
    """The largest table of a text, or None.

    >>> found = find_spaced_table("年份 灯具 开关2021 11 3.52022 12 3.82023 14 4.1")
    >>> found is None  # where figures are glued, their digits decide, not the spaces
    True
    >>> found = find_spaced_table("品牌 2022 2023坚石 17.8 16.1鹿鸣 11.2 13.9安朵 9.6 9.1")
    >>> [["品牌 2022 2023坚石 17.8 16.1鹿鸣 11.2 13.9安朵 9.6 9.1"[a:b] for a, b in row] for row in found.rows][:2]
    [['品牌', '2022', '2023'], ['坚石', '17.8', '16.1']]
    """
    rows = _rows(text)
    found: list[SpacedTable] = []
    first = 0
    while first < len(rows):
        width = len(rows[first].figures)
        last = first + 1
        while last < len(rows) and len(rows[last].figures) >= width and _is_label(text, rows[last]):
            last += 1
            if len(rows[last - 1].figures) > width:
                break
        # Figures that a text begins with have no word before them that could name their columns.
        if width and rows[first].words and (table := _table(text, rows[first:last], width)):
            found.append(table)
        first += 1
    # A year and a noun may look like a row of their own.
    most = max((len(table.rows) * len(table.rows[0]) for table in found), default=0)
    return next((table for table in found if len(table.rows) * len(table.rows[0]) == most), None)


def _rows(text: str) -> list[_Row]:
    """The words of a text, each stretch with the figures behind it."""
    rows: list[_Row] = []
    said: list[Span] = []
    figures: list[Span] = []
    for token in _TOKEN.finditer(text):
        found = _figure().match(text, token.start(), token.end())
        rest = (found.end() if found else token.start(), token.end())
        glued = text[rest[0] : rest[1]]
        dash = found is not None and not any(c.isdigit() for c in found.group())
        if dash and not figures and not _figure().match(text, min(token.end() + 1, len(text))):
            found = None  # between the words of a name
        if found and (not glued or glued[0] >= "\u3000" or glued[0].isupper()):
            figures.append(found.span())
            if not glued:
                continue
        else:
            rest = token.span()
        if figures:
            rows.append(_Row(tuple(said), tuple(figures)))
            said, figures = [], []
        said.append(rest)
    return [*rows, _Row(tuple(said), tuple(figures))]


def _is_label(text: str, row: _Row) -> bool:
    if not row.words or len(row.words) > _MOST_WORDS:
        return False
    return bool(_LABEL.fullmatch(text[row.words[0][0] : row.words[-1][1]]))


def _table(text: str, rows: Sequence[_Row], width: int) -> SpacedTable | None:
    """The table that rows of so many figures make, with the header before or in the first of them."""
    figures = [[text[a:b] for a, b in row.figures[:width]] for row in rows]
    years = width > 1 and all(_YEAR.fullmatch(f) for f in figures[0])
    if len(rows) - years < (_LEAST if width > 1 else _LEAST_ALONE) or not _alike(figures[1:] if years else figures):
        return None
    body = [(_whole(row.words), *row.figures[:width]) for row in rows[1:]]
    if years and (name := _name(text, rows[0].words[-1])):
        return SpacedTable(((name, *rows[0].figures), *body))
    head = _header(text, rows[0], width, single=all(len(row.words) == 1 for row in rows[1:]))
    if head is None:
        return None
    header, label, flags = head
    return SpacedTable((header, (label, *rows[0].figures[:width]), *body), flags)


def _whole(spans: Sequence[Span]) -> Span:
    return spans[0][0], spans[-1][1]


def _alike(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the figures of each column are written alike: all with the same unit, or most with as many decimals."""
    for column in zip(*rows, strict=True):
        shown = [c for c in column if c[-1:].isdigit() or c[:1].isdigit()]
        if len(shown) * 2 < len(column) or len({re.sub(r"[\d.,+−-]", "", c) for c in shown}) > 2:
            return False
    return True


def _name(text: str, word: Span) -> Span | None:
    """The name of the first column: a word, or the end of one that a caption is glued to."""
    start, end = word
    closed = list(_CLOSED.finditer(text, start, end))
    said = list(_SENTENCE.finditer(text, start, end))
    if said:
        return (said[-1].end(), end) if said[-1].end() < end else None
    if closed:
        return closed[-1].end(), end
    known = [n for n in words()["first"] if text.endswith(n, start, end)]
    if known:
        return end - max(map(len, known)), end
    return word if end - start <= 8 else None


def _header(text: str, row: _Row, width: int, *, single: bool) -> tuple[tuple[Span, ...], Span, tuple[str, ...]] | None:
    """The names of the columns before the first row, the label of that row, and what is uncertain about them."""
    last = row.words[-1]
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, last[0])), default=0)
    tokens = [m.span() for m in _TOKEN.finditer(text, start, last[0])]
    if len(tokens) < width:
        return None
    cut = _cut(text, last)
    if cut is not None:
        name = _name(text, tokens[-width])
        at, sure = cut
        if name is None or not _is_label(text, _Row(((at, last[1]),), ())):
            return None
        flags = () if sure else ("the header could be cut otherwise",)
        return (name, *tokens[len(tokens) - width + 1 :], (last[0], at)), (at, last[1]), flags
    # Words that spaces part may be one name, save where there are just as many as columns.
    several = any(text[a:b].isascii() and text[a:b].isalpha() for a, b in tokens[-width - 1 :])
    if len(tokens) <= width or (several and (start or len(tokens) > width + 1 or not single)):
        return None
    name = _name(text, tokens[-width - 1])
    return None if name is None else ((name, *tokens[-width:]), last, ())


def _cut(text: str, word: Span) -> tuple[int, bool] | None:
    """Where the name of the last column ends and the first label begins, and whether that is sure."""
    start, end = word
    closed = [m.end() for m in _CLOSED.finditer(text, start, end)]
    if closed:
        return closed[0], len(closed) == 1
    nouns = [n for n in words()["figures"] if len(n) > 1]
    ends = {at for at in range(start + 2, end - 1) if any(text.endswith(n, start, at) for n in nouns)}
    return (min(ends), len(ends) == 1) if ends else None
