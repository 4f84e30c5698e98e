"""Finds tables that lost their lines: header and rows run together in a paragraph without a space between cells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.cells import unit_pattern, words
from corpus.cuts import Solution
from corpus.document import Block, Mend
from corpus.origin import Traced
from corpus.spacedtables import find_spaced_table
from corpus.tableblock import table_block
from corpus.tabledoubts import doubts
from corpus.tableheader import YEAR_NAMES, HeaderCut, header_ends, is_unit, stop_of_header
from corpus.tablereading import is_likely, read_table
from corpus.wordtables import find_word_table

# Figures with their units that no mark parts, behind what may be names of columns: prose has such too, so that only a
# table without a doubt is taken for one.
_GAP = r"[^\d\s。；;！？!?，,、：:“”（）()]"
_FIGURE = rf"\d[\d.,]*(?:{unit_pattern().pattern})"
# Only where something like this stands can a table begin: a unit with a name, a label or a figure right behind it.
_HINT = re.compile(
    r"[)）](?=[\d㐀-鿿A-Z])|(?<=[㐀-鿿])(?=(?:19|20)\d\d\d|(?:19|20)\d\d年\d)"
    r"|(?:年份|年度|财年|时间|季度|月份|期间)[^，,。；;！？\d]{2,80}(?=(?:19|20)\d\d)"
    rf"|(?P<counted>{'|'.join(map(re.escape, words()['first']))})(?={_GAP}{{4,60}}{_FIGURE}(?:{_GAP}{{0,12}}{_FIGURE}){{3}})"
)
_NOTE = re.compile(rf"\s*[（(]?(?:{'|'.join(words()['note'])})[:：]")
_SENTENCE_END = re.compile(r"。[)）]?")
_NEXT_UNIT = re.compile(r"[^\d()（）]{0,20}[（(][^()（）]{1,24}[)）]")


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table in a text.

    Attributes:
        header: the names of the columns.
        solution: the cells of the rows.
        score: how likely the reading is; comparable within a text only.
        flags: what is uncertain.
    """

    header: HeaderCut
    solution: Solution
    score: float
    flags: tuple[str, ...]

    @property
    def start(self) -> int:
        """First character of the header."""
        return self.header.start

    @property
    def end(self) -> int:
        """One past the last cell."""
        return self.solution.end


def find_tables(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Cut flattened tables out of paragraphs: prose before, table, note below, prose after.

    A table whose cut is not certain carries flags, and its mend is not marked as done.

    >>> from corpus.origin import Traced
    >>> text = "情况如下。年份产量(万套)占比(%)202196080.020221,19085.02023118885.5注:初步统计。"
    >>> blocks, mends = find_tables([Block("paragraph", Traced.of(text))])
    >>> [b.kind for b in blocks]
    ['paragraph', 'table', 'paragraph']
    """
    out: list[Block] = []
    mends: list[Mend] = []
    for block in blocks:
        if block.kind != "paragraph":
            out.append(block)
            continue
        pieces: Iterable[tuple[Block, Mend | None]] = _cut_spaced(block)
        pieces = (
            found for p in pieces for found in ([p] if p[1] or not _HINT.search(p[0].traced.text) else _cut_block(p[0]))
        )
        for piece, mend in (found for p in pieces for found in ([p] if p[1] else _cut_words(p[0]))):
            out.append(piece)
            mends += [mend] if mend else []
    return out, mends


def _cut_spaced(block: Block) -> Iterator[tuple[Block, Mend | None]]:
    """The blocks that a paragraph falls into whose tables kept the spaces between cells."""
    rest, anchor = block.traced, block.anchor
    while (table := find_spaced_table(rest.text)) is not None:
        start, end = table.rows[0][0][0], table.rows[-1][-1][1]
        before = rest.slice(0, start).strip()
        if len(before):
            yield Block("paragraph", before, anchor=anchor), None
            anchor = None
        cells = [[rest.slice(a, b).strip() for a, b in row] for row in table.rows]
        yield _mended(rest, start, end, cells, table.flags, anchor)
        anchor, rest = None, rest.slice(end)
    rest = rest.strip()
    if len(rest) or rest.text == block.traced.text:
        yield Block("paragraph", rest, anchor=anchor), None


def _cut_words(block: Block) -> Iterator[tuple[Block, Mend | None]]:
    """The blocks that a paragraph with a table of words falls into."""
    table = find_word_table(block.traced.text) if block.kind == "paragraph" else None
    if table is None:
        yield block, None
        return
    traced = block.traced
    start, end = table.header[0][0], table.rows[-1][-1][1]
    before, after = traced.slice(0, start).strip(), traced.slice(end).strip()
    if len(before):
        yield Block("paragraph", before, anchor=block.anchor), None
    cells = [[traced.slice(a, b).strip() for a, b in row] for row in (table.header, *table.rows)]
    yield _mended(traced, start, end, cells, table.flags, None if len(before) else block.anchor)
    if len(after):
        yield Block("paragraph", after), None


def _cut_block(block: Block) -> Iterator[tuple[Block, Mend | None]]:
    """The blocks that a paragraph falls into; each table with its mend."""
    rest, anchor = block.traced, block.anchor
    while (table := find_table(rest.text)) is not None:
        before = rest.slice(0, table.start).strip()
        if len(before):
            yield Block("paragraph", before, anchor=anchor), None
            anchor = None
        yield _table(rest, table, anchor)
        anchor = None
        rest = rest.slice(table.end)
        note = _NOTE.match(rest.text)
        if note:
            end = _SENTENCE_END.search(rest.text)
            stop = end.end() if end else len(rest)
            yield Block("paragraph", rest.slice(0, stop).strip()), None
            rest = rest.slice(stop)
    rest = rest.strip()
    if len(rest) or rest.text == block.traced.text:
        yield Block("paragraph", rest, anchor=anchor), None


def _table(traced: Traced, table: FoundTable, anchor: str | None) -> tuple[Block, Mend]:
    rows = [[traced.slice(c.start, c.end).strip() for c in table.header.columns]]
    rows += [[traced.slice(c.start, c.end).strip() for c in row] for row in table.solution.rows]
    return _mended(traced, table.start, table.end, rows, table.flags, anchor)


def _mended(
    traced: Traced, start: int, end: int, rows: list[list[Traced]], flags: tuple[str, ...], anchor: str | None
) -> tuple[Block, Mend]:
    """A table and the mend that tells of it."""
    block = table_block(rows, anchor, flags)
    note = "; ".join((f"{len(rows) - 1} rows of {len(rows[0])} cells", *flags))
    mend = Mend("table", traced.text[start:end], block.traced.text, *traced.span(start, end), note, done=not flags)
    return block, mend


def find_table(text: str) -> FoundTable | None:
    """The first flattened table of a text, or None."""
    seen = 0
    for hint in _HINT.finditer(text):
        if hint.end() < seen:
            continue
        seen = stop_of_header(text, hint.end()) + 1
        found = [reading for body in _bodies(text, hint.end(), seen) for reading in read_table(text, body)]
        found.sort(key=lambda f: -f[0])
        if found and is_likely(found[0]):
            score, header, solution = found[0]
            flags = tuple(doubts(text, found[0], found))
            if not (hint["counted"] and flags):
                return FoundTable(header, solution, score, flags)
    return None


def _bodies(text: str, start: int, stop: int) -> list[int]:
    """Where the rows of a table may begin whose header holds place `start`."""
    ends = {start, *(header_ends(text, start) if text[start - 1] not in ")）" else ())}
    for hint in _HINT.finditer(text, start - 1, stop):
        at = hint.end()
        following = _NEXT_UNIT.match(text, at)
        if following and is_unit(following.group()):
            continue
        years = YEAR_NAMES.match(text, at)
        if years:
            ends.update((years.end(), *header_ends(text, years.end())))
        ends.update((at, *header_ends(text, at)))
    return sorted(ends)
