"""Two figures of one sentence that a question sets against each other: what rose from one to the other, or two sides."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.words import word_units
from retrieval.amounts import comparable
from retrieval.figures import Told, statements_of
from retrieval.measures import find_measures
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.statement import Statement
from retrieval.trimming import trim

Pair = tuple[Told, Told]

# Before the first figure and between the two of "from 12 to 15", 由12吨增至15吨.
_FROM = re.compile(r"(?:\bfrom(?: (?:about|around|some|nearly|over))? ?|[从由自][^，,。；]{0,14})$", re.IGNORECASE)
_TO = re.compile(
    r"^[^,，;；。]{0,24}?(?:\bto\b|[增升涨降减跌提扩缩]\w{0,3}[至到为]|[至到])[^,，;；。\d]{0,12}$", re.IGNORECASE
)
# Between the figures of "15, up from 12" and 15吨，上年为12吨: the later one stands first.
_UP_FROM = re.compile(
    r"^[^;；。]{0,24}?\b(?:up|down|rising|falling|an? (?:increase|rise|fall|drop)) from\b[^,;\d]{0,12}$"
    r"|^[^;；。]{0,24}?\b(?:against|compared (?:with|to)|versus)\b[^,;\d]{0,12}$"
    r"|^[，,（(]?(?:而|比|较|高于|低于)?(?:上年|去年|前一年|上一年|上年同期|去年同期|此前|原来|原先|之前)(?:同期)?的?(?:为|是|仅为?|只有|约)*$",
    re.IGNORECASE,
)
# So many of the best figures are looked at for another beside them.
_BEST = 5


def changed(query: Query, told: Sequence[Told]) -> Pair | None:
    """The figure that something rose or fell from and the one that it came to, of one sentence; None without."""
    for best in told[:_BEST]:
        text = best.evidence.text
        for one, two in pairwise(_prose(best)):
            before, between = text[: one.quantity.outer_start], text[one.quantity.end : two.quantity.outer_start]
            if changes_from(before, between):
                one = _with_unit(one, two)
            elif changes_up_from(between):
                one, two = two, one
            else:
                continue
            if best.statement in (one, two) or best.statement.quantity in (one.quantity, two.quantity):
                return _pair(query, best, one, two)
    return None


def changes_from(before: str, between: str) -> bool:
    """Whether the words before and between two figures say that something went from the first to the second."""
    return _FROM.search(before) is not None and _TO.match(between) is not None


def changes_up_from(between: str) -> bool:
    """Whether the words between two figures say that the first came after the second: 15, up from 12."""
    return _UP_FROM.match(between) is not None


def sides(query: Query, told: Sequence[Told]) -> Pair | None:
    """The figures of the two things that a question names, of one sentence that says no more of them than whose it is."""
    named = [query.search[m.start : m.end] for m in find_measures(query.search)]
    asked = set(word_units(query.search)) - {u for words in named for u in word_units(words)}
    asked = {u for u in asked if len(u) > 1}
    for best in told[:_BEST]:
        statements = [s for s in _prose(best) if comparable(s.quantity, best.statement.quantity)]
        ends = [0, *(s.quantity.end for s in statements)]
        units = [
            asked & set(word_units(best.evidence.text[end : s.quantity.start]))
            for end, s in zip(ends, statements, strict=False)
        ]
        shared = {u for n, own in enumerate(units) for other in units[n + 1 :] for u in own & other}
        meant = [s for s, own in zip(statements, units, strict=True) if own - shared]
        if len(meant) == 2 and best.statement in meant:
            return _pair(query, best, *meant)
    return None


def _prose(told: Told) -> list[Statement]:
    """The figures of a sentence in their order; none for a row of a table."""
    if told.evidence.table is not None:
        return []
    statements = [s for s in statements_of(told.evidence) if s.quantity.kind not in ("ordinal", "duration")]
    return sorted(statements, key=lambda s: s.quantity.start)


def _with_unit(one: Statement, two: Statement) -> Statement:
    """The first figure of "from 46 to 52 tonnes" with the unit of the second."""
    if one.quantity.unit or not two.quantity.unit:
        return one
    digits = re.match(r"[\d.,]+", two.quantity.text)
    read = find_quantities(one.quantity.text + two.quantity.text[digits.end() :]) if digits else []
    if len(read) != 1:
        return one
    quantity = replace(read[0], start=one.quantity.start, end=one.quantity.end, text=one.quantity.text)
    return replace(one, quantity=quantity)


def _pair(query: Query, best: Told, one: Statement, two: Statement) -> Pair | None:
    """Two figures as told, where they have a common unit and both stand in what is quoted."""
    start, end = trim(query, best.evidence)
    within = all(start <= best.evidence.start + s.quantity.start < end for s in (one, two))
    if not within or not comparable(one.quantity, two.quantity) or one.quantity.value == two.quantity.value:
        return None
    return replace(best, statement=one), replace(best, statement=two)
