"""A figure worked back from what another is above or below it: 库存61吨，比二季度多15吨 gives the second quarter's 46."""

import re
from itertools import pairwise

from corpus.errors import AnswerError
from retrieval.amounts import comparable
from retrieval.arithmetic import difference, total
from retrieval.asked import Asked
from retrieval.calculating import Work
from retrieval.evidence import Evidence
from retrieval.figures import Told, statements_of
from retrieval.query import Query
from retrieval.times import times_in

# Between the two figures in Chinese; in English before the second and behind it.
_THAN = re.compile(
    r"^[，,]?(?:而)?(?:比|较)(?P<what>[^，,。；;]{2,12}?)的?(?:(?P<more>多|高|增加?|增长|上升)|少|低|减少?|下降)[了出]?约?$"
)
_BEFORE = re.compile(
    r"^[^.;!?]{0,60}?[,(:–—-]? ?(?:(?P<more>up)|(?P<less>down)|or|about|some|that is)? ?(?:by )?$", re.IGNORECASE
)
_BEHIND = re.compile(
    r"^(?: of [\w ]{1,20})? (?:(?P<more>more|higher|above)|less|fewer|lower|below)(?: than)?(?: in| for| during)? (?P<what>[^,.;)]{3,40})"
    r"|^ (?P<on>on|from|since|over)(?: in)? (?P<whaton>[^,.;)]{3,40})",
    re.IGNORECASE,
)
_YEAR_BEFORE = re.compile(
    r"^(?:上年|去年|前一年|上一年|(?:the )?(?:previous|prior|preceding) year|(?:the )?year before|a year (?:earlier|before))"
)


def work_back(query: Query, asked: Asked, piece: Evidence) -> Work | None:
    """The figure of the time that a question asks about, from that of another and by how much they differ.

    Args:
        query: the question.
        asked: what it asks for.
        piece: the sentence that answers.
    """
    if asked.operation != "tell" or asked.given or piece.table is not None:
        return None
    statements = sorted(statements_of(piece), key=lambda s: s.quantity.start)
    for one, by in pairwise(statements):
        first, second = one.quantity, by.quantity
        if first.unit != second.unit or first.unit == "%" or not comparable(first, second):
            continue
        if "range" in (first.bound, second.bound) or (asked.kinds and first.kind not in asked.kinds):
            continue
        read = _read(piece.text[first.end : second.outer_start], piece.text[second.end :])
        if read is None or not _meant(query, read[0], one.period.years if one.period else ()):
            continue
        try:
            worked = difference(first, second) if read[1] else total([first, second])
        except AnswerError:
            return None
        return Work(worked, (Told(one, piece, piece.score, ()), Told(by, piece, piece.score, ())))
    return None


def _read(between: str, behind: str) -> tuple[str, bool] | None:
    """What the first figure is compared with, and whether it is the larger; None where nothing is compared."""
    if (than := _THAN.match(between)) is not None:
        return than["what"], than["more"] is not None
    before, after = _BEFORE.match(between), _BEHIND.match(behind)
    if before is None or after is None:
        return None
    if after["on"]:
        moved = before["more"] or before["less"]
        return (after["whaton"], before["more"] is not None) if moved else None
    return after["what"], after["more"] is not None


def _meant(query: Query, what: str, years: tuple[int, ...]) -> bool:
    """Whether what a figure is compared with is the time that is asked about."""
    named, wanted = times_in(what), times_in(query.search)
    if named:
        return {d for _, d in named} == {d for _, d in wanted} and (
            {y for y, _ in named} == {y for y, _ in wanted} or all(y is None for y, _ in named)
        )
    before = _YEAR_BEFORE.match(what.strip()) is not None
    return before and len(years) == 1 and query.years == (years[0] - 1,) and {d for _, d in wanted} <= {""}
