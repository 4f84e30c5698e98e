"""Flattened tables of words, known by a series of row labels: strengths, weaknesses, opportunities, threats.

Between the cells stands nothing, and no column is made of figures. What is known are the labels, the header, and what
its names call for: a column of figures or data holds a figure in every cell, a column of expectations begins with
a word for them. Where a clause may end between two words the n-grams tell.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from corpus.cells import NEXT_PART, words
from corpus.likelihood import word_score
from corpus.ngrams import ngrams
from corpus.tableheader import HeaderCut, cut_header, header_starts

Span = tuple[int, int]

_BRACKET = re.compile(r"\s*[（(][^()（）]{1,24}[)）]")
_DATA = re.compile(r"数据|指标|规模|占比|比例|数值|数量|现值|水平")
_EXPECTED = re.compile(r"预期|预计|预测|展望|影响|目标|趋势|前景|未来")
_AMOUNT = re.compile(r"\d")
_CLAUSES = re.compile("[,，](?!\\d)")
_HEDGES = ("仅", "约", "超", "近", "已", "逾", "达")
_NO_END, _NO_START = "，,、：:的和与及或/(（“《", "，,、：:。；;)）”》%％的"
_LONGEST_ROW, _REACH, _LEAST_CELL, _REPEATED = 260, 10, 3, 4
# What cells gain or lose, as logarithms: a figure or its absence, an expectation where one is called for, the same
# words on both sides of a cut, words that begin here and elsewhere.
_LACKS, _STRAY, _EXPECTS, _CLAUSE, _DOUBLED, _TWICE, _HEDGED = 8.0, 4.0, 6.0, 6.0, 4.0, 6.0, 3.0
_SURE = 1.0
# What a reading of the header costs, against the rows; so many are tried.
_HEADER, _MOST_HEADERS = 3.0, 8


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of words.

    Attributes:
        header: the spans of the names of the columns.
        rows: the spans of the cells of each row.
        flags: what is uncertain.
    """

    header: tuple[Span, ...]
    rows: tuple[tuple[Span, ...], ...]
    flags: tuple[str, ...]


def find_word_table(text: str) -> WordTable | None:
    """The table of words in a paragraph that a series of labels and a header show, or None.

    The header may be read in several ways; the one whose columns its rows fill best is taken.
    """
    for labels in _labelled(text):
        ends = [*(label[0] for label in labels[1:]), _end(text, labels[-1][1])]
        found = [_read(text, header, labels, ends) for header in _headers(text, labels[0][0])]
        tables = sorted((f for f in found if f), key=lambda f: -f[0])
        if tables:
            return tables[0][1]
    return None


def _read(text: str, header: HeaderCut, labels: Sequence[Span], ends: Sequence[int]) -> tuple[float, WordTable] | None:
    """The table under one reading of its header, and how good it is."""
    names = [text[c.start : c.end] for c in header.columns[1:]]
    rows: list[tuple[Span, ...]] = []
    flags: list[str] = []
    total = -_HEADER * header.cost
    for number, (label, end) in enumerate(zip(labels, ends, strict=True), 1):
        cut = _cut(text, label[1], end, names)
        if cut is None:
            return None
        cells, score, margin = cut
        total += score
        rows.append((label, *cells))
        flags += [f"row {number}: the cells could be cut otherwise"] if margin < _SURE else []
    spans = tuple((c.start, c.end) for c in header.columns)
    return total, WordTable(spans, tuple(rows), tuple(flags))


def _labelled(text: str) -> Iterator[list[Span]]:
    """The rows' labels: those of a series, each once and in order, and one that sums up behind them."""
    for series in words()["series"]:
        if not all(label in text for label in series):
            continue
        spans: list[Span] = []
        at = 0
        for label in series:
            found = re.compile(rf"{label}(?:{_BRACKET.pattern})").search(text, at)
            if found is None or (spans and found.start() - at > _LONGEST_ROW):
                break
            spans.append(found.span())
            at = found.end()
        if len(spans) < len(series):
            continue
        closing = re.compile("|".join(words()["closing"])).search(text, at, at + _LONGEST_ROW)
        if closing and not re.search("[。；;!！]", text[at : closing.start()]):
            spans.append(closing.span())
        yield spans


def _headers(text: str, end: int) -> list[HeaderCut]:
    """The readings of the names before the first label that begin with a name for first columns."""
    found = {
        cut.columns: cut
        for start in header_starts(text, end)
        for cut in cut_header(text, start, end)
        if len(cut.columns) > 2 and text[cut.columns[0].start : cut.columns[0].end] in words()["first"]
    }
    return sorted(found.values(), key=lambda c: c.cost)[:_MOST_HEADERS]


def _end(text: str, start: int) -> int:
    """Where the last row ends: before a note or a heading, at the end of a sentence or of the text."""
    stop = min(len(text), start + _LONGEST_ROW)
    marks = [
        m.start() for m in (NEXT_PART.search(text, start, stop), re.compile("[。；;\n]").search(text, start, stop)) if m
    ]
    return min(marks, default=stop)


def _cut(text: str, start: int, end: int, names: Sequence[str]) -> tuple[list[Span], float, float] | None:
    """The cells of a row, how good they are, and by how much they beat the next best; None when there are too few places to cut at."""
    places = [at for at in range(start + _LEAST_CELL, end - 1) if _may_part(text, at, start, end)]
    best: dict[int, list[tuple[float, tuple[int, ...]]]] = {start: [(0.0, ())]}
    for name in names[:-1]:
        reached: dict[int, list[tuple[float, tuple[int, ...]]]] = {}
        for at, ways in best.items():
            for place in (p for p in places if p >= at + _LEAST_CELL):
                gain = _fits(text, at, place, name) + _parting(text, place, start, end)
                reached.setdefault(place, []).extend((score + gain, (*cuts, place)) for score, cuts in ways)
        best = {place: sorted(ways, reverse=True)[:2] for place, ways in reached.items()}
    whole = sorted(
        ((score + _fits(text, at, end, names[-1]), cuts) for at, ways in best.items() for score, cuts in ways),
        reverse=True,
    )
    if not whole:
        return None
    margin = whole[0][0] - whole[1][0] if len(whole) > 1 else math.inf
    bounds = (start, *whole[0][1], end)
    return list(pairwise(bounds)), whole[0][0], margin


def _may_part(text: str, at: int, start: int, end: int) -> bool:
    """Whether a cell may end and the next begin: between words, outside of brackets and figures."""
    left, right = text[at - 1], text[at]
    if left in _NO_END or right in _NO_START or (_latin(left) and _latin(right)) or (left.isdigit() and right == "个"):
        return False
    if text.count("(", start, at) + text.count("（", start, at) != text.count(")", start, at) + text.count(
        "）", start, at
    ):
        return False
    if text.count("“", start, at) != text.count("”", start, at):
        return False
    return _word_loss(text[max(start, at - _REACH) : at], text[at : min(end, at + _REACH)]) > -1.0


@cache
def _word_loss(left: str, right: str) -> float:
    """What the likeliest cut into words loses when words may not cross a place."""
    return word_score(left) + word_score(right) - word_score(left + right)


def _latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "+-./~%")


def _parting(text: str, at: int, start: int, end: int) -> float:
    """How likely a clause ends at a place rather than going on, as a logarithm, with what repeats counted in."""
    n, left, right = ngrams(), text[at - 2 : at], text[at : at + 2]
    ends = [n.follows(left[0], left[1], e) for e in "，。"]
    parted = max(e + n.follows(left[1], c, right[0]) + n.follows(c, *right) for e, c in zip(ends, "，。", strict=True))
    gain = parted - n.follows(left[0], left[1], right[0]) - n.follows(left[1], *right) + 0.5 * max(ends)
    gain = max(-12.0, min(gain, 6.0))
    if left == right:
        gain += _DOUBLED
    again = text[at : at + _REPEATED]
    if text.find(again, start, at) == start or (text.count(again, start, end) > 1 and text[at - 1] not in _NO_END):
        gain += _TWICE
    if right[0] in _HEDGES and _AMOUNT.match(right[1:]) and re.match(r".\d[\d.,]*[%％]?[㐀-鿿]{2}", text[at:end]):
        gain += _HEDGED
    if _latin(left[1]) and not left[1].isdigit() and left[1] != "%":
        gain -= _HEDGED
    return gain


def _fits(text: str, start: int, end: int, name: str) -> float:
    """How well a cell holds what the name of its column calls for."""
    cell = text[start:end]
    hedged = re.search("|".join(words()["expects"]), cell)
    expected = hedged is not None and not hedged.start()
    gain = 0.0
    if _DATA.search(name):
        gain -= 0.0 if _AMOUNT.search(cell) else _LACKS
        # Figures of what is expected belong into the column behind.
        gain -= _EXPECTS if hedged else 0.0
        gain -= _CLAUSE * len(_CLAUSES.findall(cell))
        # Where words fill the other columns, they say here what is counted.
        gain -= _LACKS if sum(c >= "\u3400" for c in cell) < _LEAST_CELL else 0.0
    elif _EXPECTED.search(name):
        late = hedged and _AMOUNT.search(cell, 0, hedged.start())
        gain += _EXPECTS if expected else -_LACKS if late else 0.0 if hedged else -_EXPECTS
    elif _AMOUNT.search(cell):
        gain -= _STRAY
    return gain
