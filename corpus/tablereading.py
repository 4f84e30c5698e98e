"""The readings of a flattened table: a header, the rows that fit it, and what it costs to read them so."""

import math
import re
from collections.abc import Sequence

from corpus.cells import NEXT_PART, CellFinder, words
from corpus.cuts import NAMED_GAIN, SERIES_GAIN, Draft, Solution, cut_table, draft_table
from corpus.rowcuts import RowFinder
from corpus.rowlabels import Series, series_at
from corpus.tableheader import HeaderCut, cut_header, header_starts, is_unit

# Score (a log-likelihood; comparable within a text only), header, rows.
Reading = tuple[float, HeaderCut, Solution]
# Cells that are dearer on average are no cells.
_MOST_PER_CELL = 4.0
_MOST_READINGS = 24
_REACH = 6000
# So many of the cells of a column must be of one kind.
_LEAST_ALIKE = 0.75
_LEAST_DIGITS = 0.12
# Readings of the header that are dearer by so much than the first that fits are not tried.
_WITHIN = 7.0
# Readings that are less likely by so much than the best one are not looked into for relations between columns.
_FAR = 16.0
# What it costs that row labels begin alike, that words follow the last row without a mark, and that the first label
# begins like the name of a column.
_ALIKE, _LEFTOVER, _GLUED = 2.0, 4.0, 7.0
_COUNTED = ("序号", "排名", "名次", "排序", "编号")
# A row with a name for its label: a figure or a mark for nothing follows soon.
_WORD_LABEL = re.compile(r"[A-Za-z㐀-鿿][^。；;！？!?:：\n\d]{0,40}\d")
_FIGURE = re.compile(r"\d[\d,.]*")
_CAPTION = re.compile(r"\s*(?:附?表|图表|Table)\s*[\d一二三四五六七八九十]")
_YEAR = re.compile(r"(?:19|20)\d\d")


def read_table(text: str, body: int) -> list[Reading]:
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
    if not found or (
        _holds_words(found[0]) and (_lacks_words(found[0]) or any(_may_hold_more(h, found[0]) for h in headers))
    ):
        found += _readings(text, body, headers, labels, CellFinder(text, grouped, joined=True))
    return found


def _readings(
    text: str, body: int, headers: Sequence[HeaderCut], labels: Sequence[Series | None], finder: CellFinder
) -> list[Reading]:
    """The readings of the header with rows that fit, the best first."""
    rows = {series: RowFinder(text, series, finder) for series in labels}
    drafts: dict[tuple[object, ...], Draft | None] = {}
    fitting: list[tuple[float, HeaderCut, Series | None, Draft]] = []
    best, cheapest = -math.inf, math.inf
    for header in headers:
        if header.cost > cheapest + _WITHIN:
            break
        holds = tuple(c.holds for c in header.columns)
        first = text[header.columns[0].start : header.columns[0].end]
        for series in labels:
            if series is not None and series.kind == "serial" and first not in _COUNTED:
                continue
            key = (series, holds)
            if key not in drafts:
                drafts[key] = draft_table(rows[series], holds, body)
            draft = drafts[key]
            if draft is not None:
                if draft.score - header.cost > best:
                    best, cheapest = draft.score - header.cost, header.cost
                fitting.append((draft.score - header.cost, header, series, draft))
                break
    solved: dict[int, Solution] = {}
    found: list[Reading] = []
    for score, header, series, draft in fitting:
        if score < best - _FAR:
            continue
        solution = solved.get(id(draft)) or cut_table(draft)
        solved[id(draft)] = solution
        if _is_table(solution, series) and not _skips_labels(solution, series):
            found.append((solution.score - _reading_cost(text, header, solution), header, solution))
    return sorted(found, key=lambda f: -f[0])


def _holds_words(reading: Reading) -> bool:
    """Whether words stand in the rows of a reading, labels that count up aside."""
    return any(c.kind == "text" for row in reading[2].rows for c in row)


def _lacks_words(reading: Reading) -> bool:
    """Whether words stand in fewer columns of a reading than names call for them: two of them may be joined in one cell."""
    _, header, solution = reading
    columns = list(zip(header.columns, zip(*solution.rows, strict=True), strict=True))[1:]
    called = sum(name.holds == "words" for name, _ in columns)
    return called > sum(any(c.kind == "text" for c in cells) for _, cells in columns)


def _may_hold_more(header: HeaderCut, best: Reading) -> bool:
    """Whether a reading of the header has more columns than the best one, and is not much dearer."""
    return len(header.columns) > len(best[1].columns) and header.cost <= best[1].cost + _WITHIN


def is_likely(reading: Reading) -> bool:
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


def _skips_labels(solution: Solution, series: Series | None) -> bool:
    """Whether the labels that a series leaves out stand in a column of their own: then two rows were taken for one."""
    if series is None or series.kind == "quarter" or abs(series.step) == 1:
        return False
    labels = [series.first + series.step * n for n in range(len(solution.rows))]
    between = range(min(0, series.step) + 1, max(0, series.step))
    return any(
        {c.value - label for c, label in zip(column, labels, strict=True)} == {d}
        for column in list(zip(*solution.rows, strict=True))[1:]
        for d in between
    )


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
    if (
        solution.rows[0][0].kind == "label"
        and _YEAR.match(text, solution.rows[0][0].start)
        and name in words()["first"]
    ):
        # Years stand under a name for times; a heading that ends in another name is glued before it.
        cost += 0.0 if name[-1] in "年度期间份" else _GLUED
    if solution.rows[0][0].kind == "text":
        labels = [text[row[0].start : row[0].end] for row in solution.rows]
        cost += _GLUED if _begins_with_name(labels[0]) else 0.0
        cost += _ALIKE * _repeated_beginnings(labels) + (0.0 if _ends_cleanly(text, solution.end) else _LEFTOVER)
    return cost


def _skipped_cost(text: str, header: HeaderCut) -> float:
    """What it costs that a header begins inside a sentence: a heading may be glued before it, names with units not."""
    skipped = _skipped(text, header)
    if not skipped:
        return 0.0
    return 8.0 if re.search(r"[)）]", skipped) else 5.0 if skips_names(text, header) else 2.0


def skips_names(text: str, header: HeaderCut) -> bool:
    """Whether what stands before a header in its sentence holds a unit in brackets or a name for first columns; a
    numbered caption may hold such names.
    """
    skipped = _skipped(text, header)
    if _CAPTION.match(skipped) and not skipped.endswith((")", "）")):
        return False
    earlier = any(header.start > at for at in header_starts(text, header.end)[1:])
    return bool(skipped) and (earlier or skipped.endswith((")", "）")) or skipped.startswith(tuple(words()["first"])))


def _skipped(text: str, header: HeaderCut) -> str:
    """What stands before a header in its sentence."""
    return text[header_starts(text, header.end)[0] : header.start]


def lacks_a_name(text: str, solution: Solution) -> bool:
    """Whether the first label begins like the name of a column, and what follows the table like the cell of one."""
    first = solution.rows[0][0]
    glued = first.kind == "text" and _begins_with_name(text[first.start : first.end])
    return glued and not _ends_cleanly(text, solution.end)


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
