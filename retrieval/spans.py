"""Times for statements that name none, from the statements beside them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.period import Period
from retrieval.statement import Statement

# The year that the sentence before is about.
_THE_YEAR = re.compile(
    r"\b(?:during|over|in|for|throughout) (?:the|that|this) (?:same )?year\b(?! (?:before|earlier|to|ended|ending|ahead))|[当同]年|[本该]年度?|(?<![一二三四五六七八九十两几\d半])年内",
    re.IGNORECASE,
)


def with_times(found: Sequence[Statement], sentence: str = "", before: Sequence[Statement] = ()) -> list[Statement]:
    """With times for those that name none: the years beside a compound growth rate, the year of the same clause.

    Args:
        found: the statements of a sentence.
        sentence: which may speak of "the year".
        before: the statements of the sentence before, whose year that is.
    """
    out = []
    told = {s.period for s in before if s.period and s.period.edge == "in" and s.period.low == s.period.high}
    year = next(iter(told)) if len({p.low for p in told}) == 1 and _THE_YEAR.search(sentence) else None
    for statement in found:
        if statement.period is None and statement.measure == "cagr":
            statement = replace(statement, period=_span(statement, found))
        elif statement.period is None:
            beside = (
                s.period for s in found if s.start == statement.start and s.measure != statement.measure and s.period
            )
            period = next(beside, year)
            statement = replace(statement, period=replace(period, start=-1, end=-1) if period else None)
        out.append(statement)
    return out


def _span(rate: Statement, found: Sequence[Statement]) -> Period | None:
    """The years whose figures a compound growth rate is nearest to leading from one to the other."""
    dated: dict[int, float] = {
        s.period.low: s.quantity.value
        for s in found
        if s.quantity.kind != "percent"
        and s.quantity.value > 0
        and rate.subject.startswith(s.subject)
        and s.period
        and s.period.low
    }
    pairs = [(first, last) for first in dated for last in dated if first < last]
    if not pairs:
        return None

    def miss(pair: tuple[int, int]) -> float:
        first, last = pair
        return float(abs(100 * ((dated[last] / dated[first]) ** (1 / (last - first)) - 1) - rate.quantity.value))

    if rate.quantity.bound == "exact":
        first, last = min(pairs, key=miss)
    else:
        first, last = max(pairs, key=lambda pair: pair[1] - pair[0])
    return Period(-1, -1, "", first, last)
