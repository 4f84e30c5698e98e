"""Worked lines: growth, ratios, differences, sums and products of cited figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import AnswerError
from retrieval.amounts import same_value
from retrieval.answer import Computed
from retrieval.arithmetic import (
    Worked,
    compound_growth,
    difference,
    growth,
    ratio,
    share_times_total,
    total,
)
from retrieval.asked import CHANGES, Asked, compares_words, operation_in
from retrieval.audit import audit
from retrieval.auditing import audit_sentence
from retrieval.draft import Draft, Place
from retrieval.evidence import Evidence
from retrieval.figures import Told, statements_of
from retrieval.fitting import MEASURE, enough, family
from retrieval.given import amounts_in, work_given
from retrieval.pairs import changed, sides
from retrieval.phrases import phrase
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity
from retrieval.query import Query
from retrieval.requirements import years_near
from retrieval.scopes import scope_key
from retrieval.statement import Statement
from retrieval.telling import Slot, disagree
from retrieval.trimming import trim
from retrieval.wording import place, row_heads

_OPERATIONS = frozenset(("ratio", "difference", "growth", "cagr", "sum", "compare", "part", "product"))
_WITHIN = frozenset(("ratio", "difference", "growth", "cagr"))
# Measures of what is paid for each.
PRICES = frozenset(("price", "arpu"))
_MOST_SOURCES = 4
_BETWEEN = frozenset(("growth", "difference", "ratio", "compare", "sum"))
# Among so many of the best figures one may say itself what is asked.
_BEST = 8
_FROM = re.compile(r"(?:[从由自]|\bfrom )$", re.IGNORECASE)
_PERCENT = re.compile(r"百分|几成|增幅|增速|率|percent|%|\brate\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """Arithmetic and the figures that went in; figures that the question gave have no place."""

    worked: Worked
    inputs: tuple[Told, ...]


def work_out(query: Query, asked: Asked, found: Sequence[Slot], told: Sequence[Told]) -> Work | None:
    """The arithmetic that a question asks for, or None when the figures for it are not there.

    Args:
        query: the question.
        asked: what it asks for.
        found: the figures of its years, names and measures, in the order of the question.
        told: all figures that may serve, best first.
    """
    if asked.operation not in _OPERATIONS:
        return None
    try:
        if asked.given:
            return _given(query, asked, told)
        if asked.operation == "part":
            return _part(query, told)
        filled = [slot.told[0] for slot in found if slot.told]
        if len(filled) < 2 or any(not slot.told or disagree(slot.told) for slot in found):
            return None  # of figures that disagree none is to be picked in silence
        return work_between(query, asked, filled)
    except AnswerError:
        return None  # the figures have no common unit


def work_by_source(query: Query, asked: Asked, found: Sequence[Slot]) -> list[Work]:
    """Where sources disagree, the arithmetic within each table or sentence that gives all that is asked for."""
    if asked.operation not in _WITHIN or len(found) < 2 or not any(disagree(slot.told) for slot in found):
        return []
    works: list[Work] = []
    for first in found[0].told:
        row = [first, *(t for slot in found[1:] if (t := _same_source(first, slot)) is not None)]
        try:
            work = work_between(query, asked, row) if len(row) == len(found) else None
        except AnswerError:
            continue  # the figures have no common unit
        if work is not None and all(work.worked.value != other.worked.value for other in works):
            works.append(work)
    return works[:_MOST_SOURCES]


def _same_source(told: Told, slot: Slot) -> Told | None:
    """The figure of a slot that stands in the table or sentence of another."""
    if told.evidence.table is None:
        return next((t for t in slot.told if t.evidence.key == told.evidence.key), None)
    return next((t for t in slot.told if t.evidence.table is told.evidence.table), None)


def work_between(query: Query, asked: Asked, filled: Sequence[Told]) -> Work | None:
    """Arithmetic between the figures of several slots; years run from early to late."""
    if len({_stands(t) for t in filled}) < len(filled):
        return None  # one figure of two things is of both together: 南厂和北厂产灯5200盏
    first, last = filled[0], filled[-1]
    by_year = bool(first.years and last.years and first.years != last.years)
    if by_year and first.years > last.years:
        first, last = last, first
    if not _set_beside(asked, first, last, by_year):
        return None
    one, two = first.statement.quantity, last.statement.quantity
    if asked.operation == "sum":
        if any(t.statement.quantity.bound == "range" for t in filled):
            return None
        if not all(_set_beside(asked, first, t, by_year) for t in filled[1:]):
            return None  # all of them must measure the same
        return Work(total([t.statement.quantity for t in filled]), tuple(filled))
    if asked.operation == "cagr":
        return Work(compound_growth(one, two, last.years[-1] - first.years[-1]), (first, last)) if by_year else None
    if asked.operation == "growth" and by_year and one.unit != "%":
        return Work(growth(one, two), (first, last))
    if asked.operation == "ratio":
        larger, smaller = (last, first) if by_year or two.value > one.value else (first, last)
        return Work(ratio(larger.statement.quantity, smaller.statement.quantity), (larger, smaller))
    if asked.operation in ("difference", "growth", "compare") and one.value != two.value:
        larger, smaller = (last, first) if two.value > one.value else (first, last)
        return Work(difference(larger.statement.quantity, smaller.statement.quantity), (larger, smaller))
    return None


def _stands(told: Told) -> tuple[str, int | None, int]:
    """Where a figure stands."""
    return str(told.evidence.key), told.statement.cell, told.statement.quantity.start


def _set_beside(asked: Asked, first: Told, last: Told, by_year: bool) -> bool:
    """Whether arithmetic between two figures makes sense: one thing at two times, or two things at one time."""
    one, two = first.statement, last.statement
    if by_year:
        return one.measure == two.measure and scope_key(one.subject) == scope_key(two.subject)
    named = {one.measure, two.measure} <= set(asked.measures)  # the question itself sets the one against the other
    return first.years == last.years and (named or _of_a_kind(one, two))


def _of_a_kind(one: Statement, two: Statement) -> bool:
    """Whether two figures measure or count the same: carmakers served and zones reached are both counts, and are not."""
    if not family(one.measure) & family(two.measure):
        return False
    return one.quantity.kind != "count" or one.quantity.unit == two.quantity.unit


def sets_beside(query: Query, asked: Asked) -> bool:
    """Whether a question sets one figure of the documents against another."""
    return operation_in(query.search) in _BETWEEN and not asked.given and not compares_words(query, asked)


def set_beside(query: Query, asked: Asked, told: Sequence[Told], wider: Sequence[Told]) -> Work | None:
    """The arithmetic between two figures of one sentence.

    Args:
        query: the question.
        asked: what it asks for.
        told: the figures that fit it, best first.
        wider: the same among those of any kind, since a growth in percent is worked out from other figures.
    """
    operation, least = operation_in(query.search), enough(query, asked.of_any_kind)
    ends = {query.years[0], query.years[-1]} if len(query.years) > 1 else set()
    fit = [t for t in wider if t.score >= least and not set(t.lacks) - {str(end) for end in ends}]
    fitting = [t for t in fit if not t.lacks and ends <= years_near(t.evidence)]
    # What rose from one figure to another names one of its ends at most.
    ended = [t for t in fit if not ends or ends & years_near(t.evidence)]
    pair = changed(query, ended) if operation in ("growth", "difference", "ratio") else None
    if pair is None and operation in ("difference", "ratio", "compare", "sum"):
        pair = sides(query, fitting)
    if pair is None or any(_stated(t, pair[0]) for t in told[:_BEST]):
        return None  # what is asked for stands there, and nothing is to be worked out
    starts = [q for q in amounts_in(query.search) if _FROM.search(query.search[: q.outer_start])]
    if any(not any(same_value(q, t.statement.quantity) for t in pair) for q in starts):
        return None  # the question takes it from another figure than the document does
    one, two = (t.statement.quantity for t in pair)
    larger, smaller = (two, one) if two.value > one.value else (one, two)
    try:
        if operation == "growth" and one.unit != "%" and _PERCENT.search(query.search):
            return Work(growth(one, two), pair)
        if operation == "sum":
            return Work(total([one, two]), pair)
        return Work((ratio if operation == "ratio" else difference)(larger, smaller), pair)
    except AnswerError:
        return None  # one of them is zero


def _stated(told: Told, pair: Told) -> bool:
    """Whether another sentence of the document of a pair says itself by how much something grew."""
    return (
        told.statement.measure in CHANGES
        and set(told.lacks) <= {MEASURE}
        and told.evidence.document is pair.evidence.document
        and told.evidence.key != pair.evidence.key
    )


def _is_given(query: Query, given: Quantity, told: Told) -> bool:
    """Whether a document states a figure of the question, which may have left the unit out, or what it is for each of."""
    stated = told.statement.quantity
    if same_value(stated, given) or (not given.unit and stated.value == given.value):
        return True
    (amount, *each), (whole, *below) = given.unit.split("/"), stated.unit.split("/")
    # "600 yuan a year each" is what a document gives for each car and year, or for that year without saying what for.
    finer = set(each) < set(below) if below else bool(each) and set(query.years) <= set(told.years) != set()
    return amount == whole and finer and stated.value == given.value


def _given(query: Query, asked: Asked, told: Sequence[Told]) -> Work | None:
    """Arithmetic on the figures of the question; those of them that the documents give too are cited."""
    worked = work_given(query.search, asked.operation)
    if worked is None:
        return None
    inputs = []
    for quantity in worked[1]:
        bare = not quantity.unit  # "185亿" may leave the unit to the document
        same = (t for t in told if t.evidence.table is None and (bare or t.statement.quantity.kind == quantity.kind))
        inputs.append(next((t for t in same if _is_given(query, quantity, t)), None))
    return Work(worked[0], tuple(t for t in inputs if t is not None) if all(inputs) else ())


def _part(query: Query, told: Sequence[Told]) -> Work | None:
    """A share of a total, the total given by the question or by the same row or sentence."""
    share = next((t for t in told if t.statement.quantity.unit == "%" and not t.lacks), None)
    if share is None:
        return None
    given = [q for q in find_quantities(query.search) if q.kind == "money"]
    if given:
        return Work(share_times_total(share.statement.quantity, given[0]), (share,))
    whole = next(
        (t for t in told if t.statement.quantity.kind == "money" and t.evidence.key == share.evidence.key), None
    )
    return (
        Work(share_times_total(share.statement.quantity, whole.statement.quantity), (share, whole)) if whole else None
    )


def worked_line(query: Query, work: Work, draft: Draft, method: Sequence[Place] = ()) -> str:
    """The worked line, its inputs cited; also entered among the computed values of the draft."""
    places: list[Place] = list(method)
    for told in work.inputs:
        places += [place(query, told), *row_heads(told)]
    numbers = draft.numbers(*places)
    worked = work.worked
    expression = worked.en if query.language == "en" else worked.zh
    value = worked.result_en if query.language == "en" else worked.result_zh
    draft.compute(Computed(draft.words(expression), draft.words(value), numbers))
    return phrase("worked", query.language, line=draft.words(expression), marks="".join(f"[{n}]" for n in numbers))


def audit_lines(query: Query, quoted: Sequence[Evidence], draft: Draft) -> list[str]:
    """Footnotes on quoted sentences whose figures do not follow from each other, each with the computation."""
    lines = []
    for evidence in quoted:
        if evidence.table is not None:
            continue
        at = trim(query, evidence)
        found = audit(statements := statements_of(evidence))
        known = {f.stated for f in found}
        for finding in (*found, *(f for f in audit_sentence(evidence.text, statements) if f.stated not in known)):
            used = (finding.stated, *finding.inputs)
            if not all(at[0] <= evidence.start + s.quantity.start < at[1] for s in used):
                continue  # a figure that the quote leaves out cannot be held against it
            numbers = draft.numbers((evidence.document, *at))
            worked = finding.worked.en if query.language == "en" else finding.worked.zh
            result = finding.worked.result_en if query.language == "en" else finding.worked.result_zh
            stated = finding.stated.quantity.text
            draft.compute(Computed(draft.words(worked), draft.words(result), numbers))
            marks = "".join(f"[{n}]" for n in numbers)
            line = phrase("audit", query.language, stated=draft.words(stated), line=draft.words(worked), marks=marks)
            draft.note(line)
            lines.append(line)
    return lines
