"""The one table that a question points at by what it holds: "in the table with vendor shares", 有厂商份额的那张表里."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.axes import Nearness
from retrieval.evidence import Evidence
from retrieval.measures import find_measures
from retrieval.query import Query

_POINTED = re.compile(
    r"\b(?:(?:in|from|by|per|according to|going by) )?the table (?:with|of|on|showing|listing|about|that (?:has|shows|lists|gives)) "
    r"(?:the )?(?P<en>[^,.:;?]{3,50}?)(?:[,:;] ?| (?=how|what|which|by|when)|(?=[.?]|$))"
    r"|(?:在|按照?|根据|据)?(?:带|有|列|含|写|给|讲)[有出着了]?(?P<zh>[^，,。；;？?\s]{2,16}?)的[那这]?一?[张个]?表格?[里中上]?[，,]?"
    r"|(?:在|按照?|根据|据)?(?P<zh2>[^，,。；;？?\s在按据]{2,16}?)[那这]一?[张个]表格?[里中上]?[，,]?",
    re.IGNORECASE,
)
# So near what a table holds must be to what the question says it does, and what a common measure adds.
_NEAR, _MEASURE = 0.25, 0.2


def pointed_at(query: Query, evidence: Sequence[Evidence], near: Nearness) -> tuple[Query, list[Evidence]] | None:
    """A question without what it points at a table by, and the rows of that table; None where it points at none.

    Args:
        query: the question.
        evidence: sentences and rows.
        near: nearness of texts to a query, in [-1, 1].
    """
    found = _POINTED.search(query.search)
    if found is None:
        return None
    holds = next(group for group in found.groups() if group)
    tables = {id(e.table): e for e in evidence if e.table is not None}
    heads = [[cell.text for cell in e.table.header] for e in tables.values() if e.table is not None]
    if not tables:
        return None
    wanted = {m.key for m in find_measures(holds)}
    scores = [
        max(score + (_MEASURE if wanted & {m.key for m in find_measures(name)} else 0.0) for name, score in named)
        for named in ([*zip(names, near(holds, names), strict=True)] for names in heads)
    ]
    best = max(range(len(scores)), key=lambda n: (scores[n], -n))
    if scores[best] < _NEAR:
        return None
    table = list(tables)[best]
    return _without(query, *found.span()), [e for e in evidence if id(e.table) == table]


def _without(query: Query, start: int, end: int) -> Query:
    """A question without a stretch of it; names behind it move up."""
    kept = [m for m in query.mentions if m.end <= start or m.start >= end]
    by = end - start
    moved = tuple(replace(m, start=m.start - by, end=m.end - by) if m.start >= end else m for m in kept)
    return replace(query, search=query.search[:start] + query.search[end:], mentions=moved)
