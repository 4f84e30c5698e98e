"""Finds tables that lost their lines: header and rows run together in a paragraph without a space between cells."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.cells import NEXT_PART, CellCut, CellFinder, words
from corpus.cuts import NAMED_GAIN, SERIES_GAIN, Solution, cut_table
from corpus.document import Block, Mend
from corpus.markup import table_block
from corpus.origin import Traced
from corpus.rowcuts import RowFinder
from corpus.rowlabels import Series, series_at
from corpus.tableheader import HeaderCut, calls_for, cut_header, header_ends, header_starts, is_unit, stop_of_header

# By so much the best cut must beat the next one; as natural logarithms.
SURE = 3.0
SURE_READING = 6.0
_SURE_HEADER = 0.9
# A row that is so much dearer than the others may be cut wrongly.
_ODD = 9.0
# Cells that are dearer on average are no cells.
_MOST_PER_CELL = 4.0
_MOST_READINGS = 24
_REACH = 6000
# So many of the cells of a column must be of one kind.
_LEAST_ALIKE = 0.75
_LEAST_DIGITS = 0.12
# A row with a name for its label: a figure or a mark for nothing follows soon.
_WORD_LABEL = re.compile(r"[A-Za-z㐀-鿿][^。；;！？!?:：\n\d]{0,40}\d")
_FIGURE = re.compile(r"\d[\d,.]*")
_NEXT_UNIT = re.compile(r"[^\d()（）]{0,20}[（(][^()（）]{1,24}[)）]")
# Readings of the header that are dearer by so much than the first that fits are not tried.
_WITHIN = 7.0
# What it costs that row labels begin alike, that words follow the last row without a mark, and that the first label
# begins like the name of a column.
_ALIKE, _LEFTOVER, _GLUED = 2.0, 4.0, 4.0
_COUNTED = ("序号", "排名", "名次", "排序", "编号")
Reading = tuple[float, HeaderCut, Solution]
# Only where something like this stands can a table begin: a unit with a name, a label or a figure right behind it.
_HINT = re.compile(
    r"[)）](?=[\d㐀-鿿A-Z])|(?<=[㐀-鿿])(?=(?:19|20)\d\d\d|(?:19|20)\d\d年\d)"
    r"|(?:年份|年度|财年|时间|季度|月份|期间)[^，,。；;！？\d]{2,80}(?=(?:19|20)\d\d)"
)
_NOTE = re.compile(rf"\s*[（(]?(?:{'|'.join(words()['note'])})[:：]")
_SENTENCE_END = re.compile(r"。[)）]?")


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
        if block.kind == "paragraph" and _HINT.search(block.traced.text):
            for piece, mend in _cut_block(block):
                out.append(piece)
                mends += [mend] if mend else []
        else:
            out.append(block)
    return out, mends


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
    block = table_block(rows, anchor, table.flags)
    start, end = traced.span(table.start, table.end)
    before = traced.text[table.start : table.end]
    size = f"{len(rows) - 1} rows of {len(rows[0])} cells"
    note = "; ".join((size, *table.flags))
    return block, Mend("table", before, block.traced.text, start, end, note, done=not table.flags)


def find_table(text: str) -> FoundTable | None:
    """The first flattened table of a text, or None."""
    seen = 0
    for hint in _HINT.finditer(text):
        if hint.end() < seen:
            continue
        seen = stop_of_header(text, hint.end()) + 1
        found = [reading for body in _bodies(text, hint.end(), seen) for reading in _read_table(text, body)]
        found.sort(key=lambda f: -f[0])
        if found and _is_likely(found[0]):
            score, header, solution = found[0]
            return FoundTable(header, solution, score, tuple(_flags(score, header, solution, found)))
    return None


def _bodies(text: str, start: int, stop: int) -> list[int]:
    """Where the rows of a table may begin whose header holds place `start`."""
    ends = {start}
    for hint in _HINT.finditer(text, start - 1, stop):
        at = hint.end()
        following = _NEXT_UNIT.match(text, at)
        if following and is_unit(following.group()):
            continue
        ends.update((at, *header_ends(text, at)))
    return sorted(ends)


def _read_table(text: str, body: int) -> list[Reading]:
    """The readings of the table whose rows begin at `body`."""
    labels: list[Series | None] = list(series_at(text, body))
    if not labels and _WORD_LABEL.match(text, body) and _is_dense(text[body : body + 150]):
        labels = [None]
    if not labels:
        return []
    text = text[: body + _REACH]
    headers = [h for at in header_starts(text, body) for h in cut_header(text, at, body) if _has_evidence(text, h)]
    headers.sort(key=lambda h: h.cost)
    grouped = _groups_thousands(text[body : body + 600])
    headers = headers[:_MOST_READINGS]
    found = _readings(text, body, headers, labels, CellFinder(text, grouped))
    if not found or (_holds_words(found[0]) and any(_may_hold_more(h, found[0]) for h in headers)):
        found += _readings(text, body, headers, labels, CellFinder(text, grouped, joined=True))
    return found


def _holds_words(reading: Reading) -> bool:
    """Whether words stand in the rows of a reading, labels that count up aside."""
    return any(c.kind == "text" for row in reading[2].rows for c in row)


def _may_hold_more(header: HeaderCut, best: Reading) -> bool:
    """Whether a reading of the header has more columns than the best one, and is not much dearer."""
    return len(header.columns) > len(best[1].columns) and header.cost <= best[1].cost + _WITHIN


def _readings(
    text: str, body: int, headers: Sequence[HeaderCut], labels: Sequence[Series | None], finder: CellFinder
) -> list[Reading]:
    """The readings of the header with rows that fit, the best first."""
    found: list[Reading] = []
    solved: dict[tuple[object, ...], Solution | None] = {}
    for header in headers:
        if found and header.cost > found[0][1].cost + _WITHIN:
            break
        holds = [c.holds for c in header.columns]
        first = text[header.columns[0].start : header.columns[0].end]
        for series in labels:
            if series is not None and series.kind == "serial" and first not in _COUNTED:
                continue
            key = (series, *holds)
            if key not in solved:
                solved[key] = cut_table(RowFinder(text, holds, series, finder), body)
            solution = solved[key]
            if solution is not None and _is_table(solution, series):
                found.append((solution.score - _reading_cost(text, header, solution), header, solution))
                break
        found.sort(key=lambda f: -f[0])
    return found


def _is_likely(reading: Reading) -> bool:
    """Whether the cells of a reading look like those of a table, on average."""
    score, _, solution = reading
    rows = len(solution.rows)
    gain = SERIES_GAIN if solution.rows[0][0].kind == "label" else NAMED_GAIN
    return gain * rows - score <= _MOST_PER_CELL * rows * len(solution.rows[0])


def _is_dense(text: str) -> bool:
    """Whether a text holds as many figures as the rows of a table do."""
    return len(_FIGURE.findall(text)) >= 2 and sum(c.isdigit() for c in text) >= _LEAST_DIGITS * len(text)


def _is_table(solution: Solution, series: Series | None) -> bool:
    """Whether rows that could be cut form a table: columns of one kind each, with figures in some."""
    numeric = 0
    for column in list(zip(*solution.rows, strict=True))[1:]:
        kinds = [c.kind for c in column if c.kind != "missing"]
        if not kinds:
            continue
        common = max(set(kinds), key=kinds.count)
        if kinds.count(common) < _LEAST_ALIKE * len(kinds):
            return False
        numeric += common == "number"
    if series is None:
        return numeric > 1 or (numeric > 0 and len(solution.rows) > 2)
    return numeric > 0 or (series.kind != "serial" and len(solution.rows) > 2)


def _flags(score: float, header: HeaderCut, solution: Solution, found: Sequence[Reading]) -> Iterator[str]:
    """What is uncertain about the best reading."""
    unsure = [str(n) for n, margin in enumerate(solution.margins, 1) if margin < SURE]
    odd = [str(n) for n, worth in enumerate(solution.worths, 1) if worth < median(solution.worths) - _ODD]
    if odd:
        yield f"row {', '.join(odd)}: does not look like the others"
    if unsure:
        yield f"row {', '.join(unsure)}: the cells could be cut otherwise"
    for other, reading, cut in found:
        if cut.rows != solution.rows and score - other < SURE_READING:
            yield f"the whole table could be cut otherwise, into {len(reading.columns)} columns"
            break
    yield from _double_columns(header, solution)
    named = [f for f in found if f[2].rows == solution.rows and f[1].columns != header.columns]
    if named and score - named[0][0] < _SURE_HEADER:
        yield "the header could be cut otherwise"


def _double_columns(header: HeaderCut, solution: Solution) -> Iterator[str]:
    """Columns that may be two: the name begins with another, and words stand in it or in the column before."""
    kinds = [_kind_of(column) for column in zip(*solution.rows, strict=True)]
    for number, (column, kind) in enumerate(zip(header.columns, kinds, strict=True)):
        glued = kind == "text" or (kind == "number" and number and kinds[number - 1] == "text")
        if column.inside and glued and calls_for(column.inside) == "words":
            yield f"column {number + 1}: {column.inside} may be a column by itself"


def _kind_of(column: Sequence[CellCut]) -> str:
    """What most cells of a column are: "number", "text" (without figures), "list" or "label"."""
    kinds = ["list" if c.kind == "text" and c.marks[1] else c.kind for c in column if c.kind != "missing"]
    return max(set(kinds), key=kinds.count) if kinds else "missing"


def _has_evidence(text: str, header: HeaderCut) -> bool:
    """Whether a header looks like one at all: two units, or a name for first columns and one more sign."""
    units = sum(c.unit and is_unit(text[c.start : c.end]) for c in header.columns)
    first = header.columns[0]
    named = text[first.start : first.end] in words()["first"]
    return units >= 2 or (named and (units >= 1 or len(header.columns) >= 3))


def _reading_cost(text: str, header: HeaderCut, solution: Solution) -> float:
    """What it costs to read a header so, given the labels of the rows and what follows them."""
    first = header.columns[0]
    name = text[first.start : first.end]
    cost = header.cost + (3.0 if first.unit else 0.0) + _skipped_cost(text, header)
    if name not in words()["first"]:
        cost += 1.0
    if solution.rows[0][0].kind == "text":
        labels = [text[row[0].start : row[0].end] for row in solution.rows]
        cost += _GLUED if _begins_with_name(labels[0]) else 0.0
        cost += _ALIKE * _repeated_beginnings(labels) + (0.0 if _ends_cleanly(text, solution.end) else _LEFTOVER)
    return cost


def _skipped_cost(text: str, header: HeaderCut) -> float:
    """What it costs that a header begins inside a sentence: a heading may be glued before it, names with units not."""
    start = header_starts(text, header.end)[0]
    skipped = text[start : header.start]
    return 0.0 if not skipped else 8.0 if ")" in skipped or "）" in skipped else 2.0


def _begins_with_name(label: str) -> bool:
    """Whether the first label begins with what looks like the name of one more column."""
    nouns = words()["words"] + words()["figures"]
    return any(label[2:at].endswith(n) or label[:at] == n for at in range(2, len(label)) for n in nouns if len(n) > 1)


def _repeated_beginnings(labels: Sequence[str]) -> int:
    """How many labels begin like an earlier one and then go on: a sign that another column is glued to them."""
    beginnings = [label[:2] for label in labels if len(label) > 2]
    return len(beginnings) - len(set(beginnings))


def _ends_cleanly(text: str, end: int) -> bool:
    """Whether a table is followed by the end of the text, of a line or of a sentence, by a note or a heading."""
    return end >= len(text.rstrip()) or text[end] in "\n。；;" or bool(NEXT_PART.match(text, end))


def _groups_thousands(text: str) -> bool:
    return bool(re.search(r"\d,\d{3}(?!\d{3},)", text))


def sureness(table: FoundTable) -> float:
    """The smallest margin of a table's rows; infinite when no row could be cut otherwise."""
    return min(table.solution.margins, default=math.inf)
