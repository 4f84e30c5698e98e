"""Plain text to blocks: paragraphs out of lines, lists, tables, and headings by their form."""

import re
from collections.abc import Sequence

from corpus.document import Block
from corpus.enumeration import heading_level, item_number
from corpus.lines import Line, goes_on, lines_of, wrap_width
from corpus.origin import Edit, Traced
from corpus.plainheadings import find_headings
from corpus.plaintables import LinedTable, find_lined_tables
from corpus.space import squeeze
from corpus.tableblock import table_block

_HYPHENATED = re.compile(r"(?<=[A-Za-z])-[ \t]*(?:\r\n?|\n)\s*(?=[a-z])")

_LETTERS_BEFORE, _LETTERS = re.compile(r"[A-Za-z]+$"), re.compile(r"[a-z]+")
# What words with a hyphen of their own begin with.
_COMPOUNDING = frozenset([
    "well",
    "self",
    "non",
    "long",
    "short",
    "high",
    "low",
    "semi",
    "anti",
    "co",
    "ex",
    "pre",
    "post",
    "all",
    "cross",
    "half",
    "mid",
    "multi",
    "full",
    "part",
    "real",
    "free",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "one",
    "first",
    "second",
    "third",
    "late",
    "early",
    "large",
    "small",
    "ever",
    "so",
])


def parse_plain(raw: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of a plain text, or of the part `start:end` of a file.

    Lines that an editor broke at a fixed width are joined again; every other line is a block. Lines that only draw
    a line are dropped.
    """
    lines = lines_of(raw, start, len(raw) if end is None else end)
    tables = {table.first: table for table in find_lined_tables(lines)}
    taken = {n: table for table in tables.values() for n in range(table.first, table.last)}
    items = {n for n, line in enumerate(lines) if n not in taken and (line.bullet or _counts(lines, n))}
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


def _counts(lines: Sequence[Line], number: int) -> bool:
    """Whether a line is an item of a numbered list: the one above or below counts on."""
    own = item_number(lines[number].text)
    if own is None:
        return False
    near = ((number - 1, -1), (number + 1, 1))
    return any(0 <= n < len(lines) and item_number(lines[n].text) == own + step for n, step in near)


def _belongs(lines: Sequence[Line], number: int, group: Sequence[Line], item: bool, width: int) -> bool:
    """Whether a line goes on with the paragraph or item above it."""
    line, above = lines[number], group[-1]
    if line.gap or line.is_rule or line.bullet:
        return False
    # What goes on an item stands as far in as its text.
    if item and line.indent > group[0].indent and group[0].bullet:
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
    return table_block([[squeeze(Traced.of(raw, a, b)) for a, b in row] for row in table.rows])
