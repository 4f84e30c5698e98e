"""Figures that differ for the same measure, scope and time: `group_conflicts`.

Precision comes first. Two statements meet only when measure, scope (`retrieval.scopes`), time and kind of unit are the
same; what names no time, or no scope, meets nothing. A part is never its whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from retrieval.amounts import comparable, interval, same_value
from retrieval.quantity import Quantity
from retrieval.scopes import scope_key
from retrieval.statement import Statement

Verdict = Literal["unrelated", "agree", "differ", "contradict"]

_RATES = frozenset({"penetration", "fitment_rate", "coverage", "connectivity_rate", "utilisation"})
# What is counted, paid or changed without a name for it is not comparable from one sentence to the next.
_VAGUE = frozenset({"increase", "decrease", "count", "money", "percent"})
_LOOSE = frozenset({"before", "after", "since", "relative"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement and where it stands.

    Attributes:
        statement: what is said.
        doc_id: the document; the two languages of an edition count as one when they bear one id here.
        start: first character of its sentence or row in the clean text of the document.
        end: one past the last.
    """

    statement: Statement
    doc_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Published figures for one measure, scope and time that are not the same.

    Attributes:
        measure: what is measured.
        subject: of what, in the words of the first statement.
        of: of what whole, for shares, or "".
        low: first year.
        high: last year; the same for one year.
        detail: finer than years ("Q3"), or "".
        values: the statements by value: those of one inner tuple agree, those of two do not; by falling number of
            statements, then by place.
        exclusive: whether some of the values cannot both be true, rounding and bounding words considered.
    """

    measure: str
    subject: str
    of: str
    low: int
    high: int
    detail: str
    values: tuple[tuple[Placed, ...], ...]
    exclusive: bool


def compare(first: Statement, second: Statement) -> Verdict:
    """What two statements say to each other.

    Returns:
        "unrelated" when measure, scope, time or unit differ or are not known; "agree" when they give the same figure;
        "contradict" when they cannot both be true; "differ" when they could be (超过1200亿元 and 1500亿元), though
        the published figures are not the same.
    """
    key = _key(first)
    if key is None or key != _key(second) or not comparable(first.quantity, second.quantity):
        return "unrelated"
    return _verdict(first.quantity, second.quantity)


def group_conflicts(statements: Sequence[Placed]) -> list[Conflict]:
    """All conflicts among statements, in order of their first place.

    Args:
        statements: in the order in which they are to be shown.
    """
    groups: dict[tuple[str, ...], list[Placed]] = {}
    for placed in statements:
        key = _key(placed.statement)
        if key is not None:
            # Units that do not compare part a group.
            number = 0
            while (at := (*key, str(number))) in groups and not comparable(
                groups[at][0].statement.quantity, placed.statement.quantity
            ):
                number += 1
            groups.setdefault(at, []).append(placed)
    return [conflict for group in groups.values() if (conflict := _conflict(group)) is not None]


def _key(statement: Statement) -> tuple[str, ...] | None:
    """Measure, scope and time; None when one of them is not known well enough."""
    period = statement.period
    if period is None or period.low is None or period.high is None or period.edge in _LOOSE:
        return None
    unnamed = statement.measure == statement.quantity.kind and not statement.direct
    if unnamed or statement.measure in _VAGUE or (statement.measure == "cagr") != (period.low != period.high):
        return None
    if statement.measure in _RATES:
        scope, whole = scope_key(statement.of, statement.subject), ""
    else:
        scope, whole = scope_key(statement.subject), scope_key(statement.of) if statement.measure == "share" else ""
    if not scope:
        return None
    detail = "" if period.detail == "end" else period.detail
    return statement.measure, scope, whole, str(period.low), str(period.high), detail


def _verdict(first: Quantity, second: Quantity) -> Verdict:
    rounding = max(first.step, second.step) / 2
    if same_value(first, second, 1e-9) or max(abs(first.low - second.low), abs(first.high - second.high)) < rounding:
        return "agree"
    one, other = interval(first), interval(second)
    if _inside(first, second) or _inside(second, first):
        return "agree"
    return "differ" if one.low <= other.high and other.low <= one.high else "contradict"


def _clear(group: Sequence[Placed]) -> list[Placed]:
    """The statements without those of a sentence that gives two figures: it means two things by them."""
    places: dict[tuple[str, int], list[Placed]] = {}
    for placed in group:
        places.setdefault((placed.doc_id, placed.start), []).append(placed)
    unclear = {
        place
        for place, said in places.items()
        if any(_verdict(said[0].statement.quantity, other.statement.quantity) != "agree" for other in said[1:])
    }
    return [placed for placed in group if (placed.doc_id, placed.start) not in unclear]


def _inside(point: Quantity, span: Quantity) -> bool:
    """Whether a plain figure lies within a published range."""
    return point.bound in {"exact", "about"} and span.bound == "range" and span.low < point.low < span.high


def _conflict(group: Sequence[Placed]) -> Conflict | None:
    group = _clear(group)
    values: list[list[Placed]] = []
    for placed in group:
        quantity = placed.statement.quantity
        same = next((v for v in values if _verdict(v[0].statement.quantity, quantity) == "agree"), None)
        if same is None:
            values.append([placed])
        elif not any(p.doc_id == placed.doc_id and p.start == placed.start for p in same):
            same.append(placed)
    if len(values) < 2:
        return None
    order = sorted(range(len(values)), key=lambda n: (-len(values[n]), n))
    first = group[0].statement
    period = first.period
    heads = [v[0].statement.quantity for v in values]
    return Conflict(
        measure=first.measure,
        subject=first.subject,
        of=first.of if first.measure == "share" else "",
        low=(period.low if period else None) or 0,
        high=(period.high if period else None) or 0,
        detail="" if period is None or period.detail == "end" else period.detail,
        values=tuple(tuple(values[n]) for n in order),
        exclusive=any(_verdict(a, b) == "contradict" for i, a in enumerate(heads) for b in heads[:i]),
    )
