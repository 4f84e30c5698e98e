"""Plain text to blocks: paragraphs out of lines, lists, tables, and headings by their form."""

import re
from collections.abc import Container, Iterator, Sequence

from corpus.document import Block
from corpus.enumeration import heading_level, item_number
from corpus.lines import Line, goes_on, lines_of, wrap_width
from corpus.origin import Edit, Traced
from corpus.plainheadings import find_headings
from corpus.plaintables import LinedTable, find_lined_tables
from corpus.space import squeeze
from corpus.stackedtables import find_stacked_tables
from corpus.tableblock import merged_header, table_block

_HYPHENATED = re.compile(r"(?<=[A-Za-z])-[ \t]*(?:\r\n?|\n)\s*(?=[a-z])")

_LETTERS_BEFORE, _LETTERS = re.compile(r"[A-Za-z]+$"), re.compile(r"[a-z]+")
# How far apart the numbers of two items may stand, in lines; how wide the lines of a list without marks are, in columns.
_REACH, _NARROW = 12, 60
# What words with a hyphen of their own begin with.
_BEFORE_HYPHENS = (
    "well self non long short high low semi anti co ex pre post all cross half mid multi full part real free two "
    "three four five six seven eight nine ten one first second third late early large small ever so"
)
_COMPOUNDING = frozenset(_BEFORE_HYPHENS.split())


def parse_plain(raw: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of a plain text, or of the part `start:end` of a file.

    Lines that an editor broke at a fixed width are joined again; every other line is a block. Lines that only draw
    a line are dropped.
    """
    lines = lines_of(raw, start, len(raw) if end is None else end)
    lined = find_lined_tables(lines)
    tables = {table.first: table for table in (*lined, *_stacked(lines, lined))}
    taken = {n: table for table in tables.values() for n in range(table.first, table.last)}
    items = {n for n, line in enumerate(lines) if n not in taken and (line.bullet or _counts(lines, n))}
    items |= _set_in(lines, {*taken, *items})
    headings = find_headings(lines, {**taken, **dict.fromkeys(items)})
    width = wrap_width([line for n, line in enumerate(lines) if n not in taken and n not in headings])
    blocks: list[Block] = []
    number = 0
    while number < len(lines):
        if number in tables:
            blocks.append(_table(raw, tables[number]))
            number = tables[number].last
            continue
        group = [lines[number]]
        level = headings.get(number, 0)
        item = number in items
        number += 1
        if group[0].is_rule:
            continue
        while not level and number < len(lines) and _belongs(lines, number, group, item, width):
            if number in taken or number in items or number in headings or _starts(lines[number]):
                break
            group.append(lines[number])
            number += 1
        blocks.append(_block(raw, group, level, item))
    return [b for b in blocks if b.traced.text]


def _stacked(lines: Sequence[Line], lined: Sequence[LinedTable]) -> Iterator[LinedTable]:
    """The tables laid out one cell a line, between those of lines."""
    taken = {n for table in lined for n in range(table.first, table.last)}
    texts = ["" if n in taken or line.is_rule or line.bullet else line.text for n, line in enumerate(lines)]
    for table in find_stacked_tables(texts, [line.gap for line in lines]):
        if table.sure:
            start = lines[table.first].start
            spans = [
                [(start, start) if n is None else (lines[n].start, lines[n].end) for n in row] for row in table.rows
            ]
            yield LinedTable(table.first, table.last, tuple(map(tuple, spans)), table.flags)


def _counts(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is an item of a numbered list: the one above or below counts on.

    Text may stand between two items where it goes on with the first: where that is a sentence, or where it is set in.
    """
    line = lines[number]
    own = item_number(line.text)
    if own is None:
        return False
    near = ((number - 1, -1), (number + 1, 1))
    if any(0 <= n < len(lines) and item_number(lines[n].text) == own + step for n, step in near):
        return True
    if heading_level(line.text) and not (number + 1 < len(lines) and lines[number + 1].indent > line.indent):
        return False
    for step in (-1, 1):
        nearby = lines[max(0, number - _REACH) : number][::-1] if step < 0 else lines[number + 1 : number + 1 + _REACH]
        for other in nearby:
            if item_number(other.text) is not None:
                if item_number(other.text) == own + step and other.indent == line.indent:
                    return True
                break
    return False


def _set_in(lines: Sequence[Line], taken: Container[int]) -> set[int]:
    """The lines of lists that only their indentation marks: short ones, below a short line that stands further out."""
    found: set[int] = set()
    number = 0
    while number < len(lines):
        end = number + 1
        while (
            end < len(lines)
            and not lines[end].gap
            and lines[end].indent > lines[number].indent
            and _is_entry(lines[end])
        ):
            end += 1
        if end - number > 2 and (end == len(lines) or lines[end].gap) and number not in taken:
            lead = lines[number]
            if lead.gap and lead.width <= _NARROW and not lead.stops and lead.text[-1] not in "，,":
                found.update(n for n in range(number + 1, end) if n not in taken)
        number = end
    return found


def _is_entry(line: Line) -> bool:
    return line.width <= _NARROW and not line.stops and not line.is_rule and line.text[-1] not in "，,"


def _belongs(lines: Sequence[Line], number: int, group: Sequence[Line], item: bool, width: int) -> bool:
    """Whether a line goes on with the paragraph or item above it."""
    line, above = lines[number], group[-1]
    if line.gap or line.is_rule or line.bullet:
        return False
    # What goes on an item stands as far in as its text.
    if item and line.indent > group[0].indent:
        return True
    return goes_on(above, line, width, group[0].indent)


def _starts(line: Line) -> bool:
    """Whether a line begins something of its own."""
    return bool(heading_level(line.text)) and not line.text[0].isdigit()


def _block(raw: str, group: Sequence[Line], level: int, item: bool) -> Block:
    first = group[0]
    traced = Traced.of(raw, first.start + (first.bullet if item else 0), group[-1].end)
    if len(group) > 1:
        hyphens = [(m, _is_word(raw, traced.text, m)) for m in _HYPHENATED.finditer(traced.text)]
        traced = traced.apply([Edit(m.start() + (not is_word), m.end(), "") for m, is_word in hyphens])
    traced = squeeze(traced)
    return Block("heading" if level else "item" if item else "paragraph", traced, level)


def _is_word(raw: str, text: str, hyphen: re.Match[str]) -> bool:
    """Whether a hyphen at the end of a line only parts a word, as most do."""
    left = _LETTERS_BEFORE.search(text, 0, hyphen.start())
    right = _LETTERS.match(text, hyphen.end())
    if left is None or right is None or left.group().lower() in _COMPOUNDING:
        return False
    return f"{left.group()}-{right.group()}" not in raw


def _table(raw: str, table: LinedTable) -> Block:
    rows = [[squeeze(Traced.of(raw, a, b)) for a, b in row] for row in table.rows]
    for row, column, (start, end) in table.wraps:
        # Other cells of the row stand between the two lines, so that the second counts as put in.
        cell, rest = rows[row][column], squeeze(Traced.of(raw, start, end)).text
        gap = "" if min(cell.text[-1], rest[0]) > "\u2e80" else " "
        rows[row][column] = Traced.join([cell, Traced.inserted(gap + rest, int(cell.ends[-1]))])
    if table.heads > 1:
        rows = [merged_header(rows[: table.heads]), *rows[table.heads :]]
    return table_block(rows, flags=table.flags)
