"""Figures that do not follow from the figures beside them: `audit`.

A compound growth rate that its end points do not give, a growth rate, a share, a list of shares that is not 100%, a
product or a ratio that `measures.toml` knows. Written precision and bounding words are allowed for, and a finding is
reported only when no reading of the passage makes the figures fit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from retrieval.amounts import Interval, comparable
from retrieval.arithmetic import Worked, compound_growth, growth, part_of, product, total
from retrieval.measures import find_measures, measures
from retrieval.quantity import Quantity
from retrieval.scopes import scope_key
from retrieval.statement import Statement

FindingKind = Literal["growth", "cagr", "share", "sum", "product", "ratio"]

_OTHERS = frozenset({"其他", "其它", "其余", "其他企业", "其他厂商", "others", "other", "rest"})
_ALL = frozenset({"合计", "总计", "总和", "总", "全部", "total", "sum", "all"})
_ROOM = 0.1  # how far above 超过X a figure may be read
_ABOUT = 0.05


@dataclass(frozen=True, slots=True)
class Finding:
    """A figure that does not follow from the figures beside it.

    Attributes:
        kind: which computation it fails.
        stated: the statement with the figure.
        inputs: the statements that the computation takes.
        worked: the computation with its result.
    """

    kind: FindingKind
    stated: Statement
    inputs: tuple[Statement, ...]
    worked: Worked


def audit(statements: Sequence[Statement]) -> list[Finding]:
    """What does not add up among the statements of one passage or table, in order of the failing figures.

    Args:
        statements: of one paragraph or of all rows of one table.
    """
    found: list[Finding] = []
    for check in (_compound, _growth, _shares, _lists, _columns, _relations):
        found += check(statements)
    order = {id(statement): number for number, statement in enumerate(statements)}
    return sorted(found, key=lambda finding: order[id(finding.stated)])


def room(quantity: Quantity) -> Interval:
    """Where a reader would look for the true value: 超过1200 is no more than a tenth above, 约 a twentieth around."""
    half = quantity.step / 2
    low, high = quantity.low - half, quantity.high + half
    match quantity.bound:
        case "about":
            low, high = low - _ABOUT * abs(quantity.low), high + _ABOUT * abs(quantity.high)
        case "near":
            low -= _ABOUT * abs(quantity.low)
        case "over" | "at_least":
            high += _ROOM * abs(quantity.high)
        case "under" | "at_most":
            low -= _ROOM * abs(quantity.low)
    return Interval(low, high)


def _compound(statements: Sequence[Statement]) -> Iterable[Finding]:
    for stated in statements:
        if stated.measure != "cagr":
            continue
        pairs = [
            (first, last)
            for first, last in combinations(sorted(_dated(statements, _scope(stated)), key=_year), 2)
            if first.measure == last.measure and _year(last) - _year(first) > 1 and _in_years(stated, first, last)
        ]
        if pairs and not any(_fits_growth(stated, first, last, _year(last) - _year(first)) for first, last in pairs):
            first, last = max(pairs, key=lambda pair: _year(pair[1]) - _year(pair[0]))
            worked = compound_growth(first.quantity, last.quantity, _year(last) - _year(first))
            yield Finding("cagr", stated, (first, last), worked)


def _growth(statements: Sequence[Statement]) -> Iterable[Finding]:
    for stated in statements:
        if stated.measure != "growth_rate" or not _is_year(stated):
            continue
        values = _dated(statements, _scope(stated))
        pairs = [
            (first, last)
            for first in values
            for last in values
            if first.measure == last.measure and _year(last) == _year(stated) == _year(first) + 1
        ]
        if pairs and not any(_fits_growth(stated, first, last, 1) for first, last in pairs):
            first, last = pairs[0]
            yield Finding("growth", stated, (first, last), growth(first.quantity, last.quantity))


def _shares(statements: Sequence[Statement]) -> Iterable[Finding]:
    for stated in statements:
        if stated.measure != "share" or not stated.of or not _is_year(stated):
            continue
        parts = [s for s in _dated(statements, _scope(stated)) if _year(s) == _year(stated)]
        wholes = [s for s in _dated(statements, scope_key(stated.of)) if _year(s) == _year(stated)]
        pairs = [(p, w) for p in parts for w in wholes if p.measure == w.measure and comparable(p.quantity, w.quantity)]
        if pairs and not any(overlap(room(stated.quantity), quotient(p, w, 100.0)) for p, w in pairs):
            part, whole = pairs[0]
            yield Finding("share", stated, (part, whole), part_of(part.quantity, whole.quantity))


def _lists(statements: Sequence[Statement]) -> Iterable[Finding]:
    """Shares in one cell or clause that name the rest as well, and do not come to 100%."""
    groups: dict[tuple[object, ...], list[Statement]] = {}
    for statement in statements:
        if statement.measure == "share":
            year = _year(statement) if _is_year(statement) else None
            groups.setdefault((statement.cell, statement.of, year), []).append(statement)
    for group in groups.values():
        if len(group) > 2 and any(s.subject.lower() in _OTHERS for s in group):
            spans = [room(s.quantity) for s in group]
            if not sum(i.low for i in spans) <= 100 <= sum(i.high for i in spans):
                yield Finding("sum", group[-1], tuple(group), total([s.quantity for s in group]))


def _columns(statements: Sequence[Statement]) -> Iterable[Finding]:
    """The row 合计 of a column against the rows above it."""
    for stated in statements:
        if stated.cell is None or stated.subject.lower() not in _ALL:
            continue
        column = [s for s in statements if s.cell == stated.cell and s.measure == stated.measure]
        parts = [
            s
            for s in column
            if s.subject.lower() not in _ALL
            and s.quantity.unit == stated.quantity.unit
            and s.quantity.kind != "percent"
        ]
        spans = [room(s.quantity) for s in parts]
        whole = Interval(sum(i.low for i in spans), sum(i.high for i in spans))
        if len(parts) > 1 and not overlap(room(stated.quantity), whole):
            yield Finding("sum", stated, tuple(parts), total([s.quantity for s in parts]))


def _relations(statements: Sequence[Statement]) -> Iterable[Finding]:
    for relation in measures().relations:
        for stated in statements:
            if stated.measure != relation.result or not _is_year(stated):
                continue
            beside = [
                s for s in _dated(statements, _scope(stated)) if _year(s) == _year(stated) and s.cell != stated.cell
            ]
            chosen = [next((s for s in beside if s.measure == key), None) for key in relation.factors or relation.ratio]
            inputs = tuple(s for s in chosen if s is not None)
            if len(inputs) != len(chosen):
                continue
            if relation.ratio and comparable(inputs[0].quantity, inputs[1].quantity):
                if not overlap(room(stated.quantity), quotient(inputs[0], inputs[1], 100.0)):
                    yield Finding("ratio", stated, inputs, part_of(inputs[0].quantity, inputs[1].quantity))
            elif relation.factors and not overlap(room(stated.quantity), _multiplied(inputs)):
                worked = product([s.quantity for s in inputs], stated.quantity.form)
                yield Finding("product", stated, inputs, worked)


def _fits_growth(stated: Statement, first: Statement, last: Statement, years: int) -> bool:
    if not comparable(first.quantity, last.quantity):
        return True
    whole = quotient(last, first, 1.0)
    low, high = (100 * (max(end, 0.0) ** (1 / years) - 1) for end in (whole.low, whole.high))
    return overlap(room(stated.quantity), Interval(low, high))


def quotient(above: Statement, below: Statement, times: float) -> Interval:
    """Where a reader would look for one figure over another, times a number; anywhere where the second may be zero."""
    one, other = room(above.quantity), room(below.quantity)
    if other.low <= 0:
        return Interval(float("-inf"), float("inf"))
    return Interval(times * one.low / other.high, times * one.high / other.low)


def _multiplied(statements: Sequence[Statement]) -> Interval:
    low = high = 1.0
    for span in (room(s.quantity) for s in statements):
        low, high = low * span.low, high * span.high
    return Interval(low, high)


def overlap(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a point in common, but for rounding."""
    slack = 1e-9 * max(abs(one.low), abs(one.high))
    return one.low <= other.high + slack and other.low <= one.high + slack


def _dated(statements: Sequence[Statement], scope: str) -> list[Statement]:
    """The figures, no rates among them, of a scope for one year each."""
    return [
        s
        for s in statements
        if s.quantity.kind != "percent" and _is_year(s) and scope and scope_key(s.subject) == scope
    ]


def _scope(statement: Statement) -> str:
    """What a rate is of, without the measure it is a rate of (保有量 in 全国汽车保有量)."""
    subject = statement.subject
    mentions = find_measures(subject)
    if mentions and mentions[-1].end == len(subject) and mentions[-1].start:
        subject = subject[: mentions[-1].start]
    return scope_key(subject)


def _is_year(statement: Statement) -> bool:
    period = statement.period
    return period is not None and period.low is not None and period.low == period.high and period.detail in {"", "end"}


def _year(statement: Statement) -> int:
    return statement.period.low or 0 if statement.period else 0


def _in_years(stated: Statement, first: Statement, last: Statement) -> bool:
    """Whether a growth rate is said of the years of two figures; one that names none may be of any."""
    period = stated.period
    if period is None or period.low is None or not period.text:
        return True
    return (_year(first), _year(last)) == (period.low, period.high)
