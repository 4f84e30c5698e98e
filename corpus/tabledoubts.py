"""What is uncertain about the best reading of a flattened table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median

from corpus.cells import NEXT_PART, CellCut, unit_pattern, words
from corpus.cuts import Solution
from corpus.tableheader import HeaderCut, calls_for, cut_header
from corpus.tablereading import Reading, lacks_a_name, skips_names

# By so much the best cut must beat the next one; as natural logarithms.
_SURE = 4.7
_SURE_READING = 3.5
_SURE_HEADER = 1.5
# A reading of the header that costs so much more than the likeliest one tears names apart.
_DEAR_HEADER = 2.8
# A row that is so much dearer than the others may be cut wrongly.
_ODD = 12.0
# What follows a table is like a row when it holds so many of the figures that a row does, before this.
_ROW_LIKE = 0.6
# Words as long as these may stand in a cell of a column of figures.
_LONGEST_REMARK = 6
# A figure behind words that hold no other.
_AMOUNT = re.compile(r"^[^\d,，、]+\d[\d.,]*")
_YEAR = re.compile(r"(?:19|20)\d\d")
# The first item of a list, up to its figure.
_ITEM = re.compile(r"[^\d,，、]+")
# Figures between Han characters.
_SWALLOWED = re.compile(r"[㐀-鿿][\d.,]*\d[%％]?[㐀-鿿]")
_PART_END = re.compile(rf"[。；;！？\n]|(?<![\d%％])[,，](?=[㐀-鿿])|{NEXT_PART.pattern}")


def doubts(text: str, best: Reading, found: Sequence[Reading]) -> Iterator[str]:
    """What is uncertain about the best of the readings that were found in a text."""
    score, header, solution = best
    unsure = [str(n) for n, margin in enumerate(solution.margins, 1) if margin < _SURE]
    low = median(solution.worths) - _ODD
    odd = {n for n, worth in enumerate(solution.worths, 1) if worth < low}
    odd.update((*_uneven_rows(solution), *_odd_labels(text, solution)))
    if odd:
        yield f"row {', '.join(map(str, sorted(odd)))}: does not look like the others"
    if skips_names(text, header):
        yield "the header may begin earlier"
    if _counts_elsewhere(text, header, solution):
        yield "the header may begin later"
    if lacks_a_name(text, solution):
        yield "the header may go on"
    if _goes_on(text, solution):
        yield "a row may follow"
    if _holds_more(solution):
        yield "the last cell may hold what follows the table"
    if unsure:
        yield f"row {', '.join(unsure)}: the cells could be cut otherwise"
    spans = _spans(solution)
    for other, reading, cut in found:
        if score - other < _SURE_READING and _spans(cut) != spans:
            yield f"the whole table could be cut otherwise, into {len(reading.columns)} columns"
            break
    yield from _double_columns(text, header, solution)
    two = {*_lists_behind_words(text, solution), *_figures_behind_words(text, solution)}
    yield from (f"column {n}: may be two" for n in sorted(two))
    named = [f for f in found if f[1].columns != header.columns and _spans(f[2]) == spans]
    if (named and score - named[0][0] < _SURE_HEADER) or _is_dear(text, header):
        yield "the header could be cut otherwise"


def _spans(solution: Solution) -> list[list[tuple[int, int]]]:
    """Where the cells of a table stand: the same cells may have been found in two ways, at other costs."""
    return [[(c.start, c.end) for c in row] for row in solution.rows]


def _is_dear(text: str, header: HeaderCut) -> bool:
    """Whether the rows have chosen a reading of the header that is far from its likeliest: names were torn to fit them."""
    likeliest = min((h.cost for h in cut_header(text, header.start, header.end)), default=header.cost)
    return header.cost - likeliest > _DEAR_HEADER


def _counts_elsewhere(text: str, header: HeaderCut, solution: Solution) -> bool:
    """Whether years stand under a name for something else, and a name for times further on."""
    label = solution.rows[0][0]
    if label.kind != "label" or not _YEAR.match(text, label.start):
        return False
    of_times = [
        n in words()["first"] and n[-1] in "年度期间份" for n in (text[c.start : c.end] for c in header.columns)
    ]
    return not of_times[0] and any(of_times)


def _uneven_rows(solution: Solution) -> Iterator[int]:
    """The rows in which one figure alone of its column has other decimals: a cell that is empty shifts its neighbours."""
    for column in zip(*solution.rows, strict=True):
        decimals = [(number, c.decimals) for number, c in enumerate(column, 1) if c.kind == "number"]
        counts = Counter(places for _, places in decimals)
        if len(counts) == 2 and len(decimals) > 2:
            alone = {places for places, count in counts.items() if count == 1}
            yield from (number for number, places in decimals if places in alone)


def _odd_labels(text: str, solution: Solution) -> Iterator[int]:
    """The rows whose label, a name, holds a figure between words where most hold none: a row without its last cells."""
    firsts = [row[0] for row in solution.rows]
    holding = {n for n, c in enumerate(firsts, 1) if c.kind == "text" and _SWALLOWED.search(text, c.start, c.end)}
    yield from holding if 2 * len(holding) < len(firsts) else ()


def _goes_on(text: str, solution: Solution) -> bool:
    """Whether as many figures as in a row follow the table before the sentence ends: a row with an empty cell, say."""
    lengths = [row[-1].end - row[0].start for row in solution.rows]
    figures = [sum(c.isdigit() for c in text[row[0].start : row[-1].end]) for row in solution.rows]
    rest = text[solution.end : solution.end + max(lengths)]
    stop = _PART_END.search(rest)
    return sum(c.isdigit() for c in (rest[: stop.start()] if stop else rest)) >= _ROW_LIKE * median(figures)


def _holds_more(solution: Solution) -> bool:
    """Whether the last cell is words with more parts than all above it, and longer, or long under figures: it may be prose."""
    *others, last = (row[-1] for row in solution.rows)
    if last.kind != "text":
        return False
    if any(c.kind == "number" for c in others):
        return last.end - last.start > _LONGEST_REMARK
    longest = max((c.end - c.start for c in others), default=0)
    return last.marks[0] > max((c.marks[0] for c in others), default=0) and last.end - last.start > 2 * longest


def _double_columns(text: str, header: HeaderCut, solution: Solution) -> Iterator[str]:
    """Columns that may be two: the name begins with another, and words stand in it or in the column before."""
    kinds = [_kind_of(column) for column in zip(*solution.rows, strict=True)]
    for number, (column, kind) in enumerate(zip(header.columns, kinds, strict=True)):
        closed = column.inside.endswith(tuple(words()["heads"]))
        goes_on = text.startswith(tuple(words()["relative"]), column.start + len(column.inside))
        if column.inside and closed and not goes_on:
            yield f"column {number + 1}: {column.inside} may be a column by itself"
            continue
        glued = kind in ("text", "list") or (kind == "number" and number and kinds[number - 1] == "text")
        if column.inside and glued and calls_for(column.inside) == "words":
            yield f"column {number + 1}: {column.inside} may be a column by itself"


def _lists_behind_words(text: str, solution: Solution) -> Iterator[int]:
    """Columns of lists that begin with the same item in each row, behind words that differ: the words may be a column."""
    for number, column in enumerate(zip(*solution.rows, strict=True), 1):
        if len(column) < 3 or any(c.kind != "text" or not all(c.marks) for c in column):
            continue
        firsts = [m.group() for c in column if (m := _ITEM.match(text, c.start, c.end))]
        shortest = min((len(f) for f in firsts), default=0)
        same = next((n for n in range(shortest, 1, -1) if len({f[-n:] for f in firsts}) == 1), 0)
        if len(firsts) == len(column) and 1 < same < shortest:
            yield number


def _figures_behind_words(text: str, solution: Solution) -> Iterator[int]:
    """Columns of words that all end in a figure with its unit: the figures may be a column."""
    for number, column in enumerate(zip(*solution.rows, strict=True), 1):
        texts = [text[c.start : c.end] for c in column if c.kind == "text"]
        if number > 1 and len(texts) > 1 and all((m := _AMOUNT.search(t)) and _ends_in_unit(t, m.end()) for t in texts):
            yield number


def _ends_in_unit(cell: str, at: int) -> bool:
    return bool(unit_pattern().fullmatch(cell, at)) and cell[-1] not in "%％‰"


def _kind_of(column: Sequence[CellCut]) -> str:
    """What most cells of a column are: "number", "text" (without figures), "list" or "label"."""
    kinds = ["list" if c.kind == "text" and c.marks[1] else c.kind for c in column if c.kind != "missing"]
    return max(set(kinds), key=kinds.count) if kinds else "missing"
