"""So much for each: one figure of a document divided by another, where no place says the quotient itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import AnswerError
from index.words import word_units
from retrieval.amounts import same_value
from retrieval.arithmetic import for_each
from retrieval.asked import read_asked
from retrieval.calculating import Work
from retrieval.evidence import Evidence
from retrieval.figures import Nearness, Told, find_told
from retrieval.fitting import SUBJECT
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity
from retrieval.query import Query

# For each of what: 平均每公里, 人均, per employee, divided by the number of beds; never for each stretch of time.
_EACH = (
    re.compile(r"(?:平均)?每一?(?P<of>(?![一二两三四五六七八九十百千万])[\u4e00-\u9fff]{1,4})"),
    re.compile(r"(?P<of>人)均"),
    re.compile(r"除以(?P<of>[\u4e00-\u9fff]{1,4})"),
    re.compile(r"\b(?:per|for (?:each|every)|each|every|divided by(?: the)?(?: number of)?) (?P<of>[a-z]+)(?: on average)?\b", re.IGNORECASE),
)  # fmt: skip
# A person is counted by a word of measure, and named by the next two characters: 每名员工.
_PERSON = re.compile(r"[名位](?P<noun>[\u4e00-\u9fff]{2})")
# What a question says on how to get there.
_RECIPE = re.compile(r"(?:用|拿|把|将)[^，,。？?]{1,10}除以[^，,。？?]{1,10}[，,]?")
_OUTLAY = re.compile(r"花|费|造价|成本|投资|\b(?:cost|spen[dt]|paid)\b", re.IGNORECASE)
_COUNTED = frozenset(("count", "length", "area"))
# So many of the best figures are tried above the stroke.
_BEST = 6


@dataclass(frozen=True, slots=True)
class Each:
    """What a question wants a figure for each of.

    Attributes:
        unit: of the figure below the stroke.
        kind: of that figure: "count", "length" or "area".
        noun: the word for it in the question.
        rest: the question without it.
    """

    unit: str
    kind: str
    noun: str
    rest: str


def read_each(query: Query) -> Each | None:
    """What a question wants a figure for each of, or None.

    >>> from retrieval.names import default_names
    >>> from retrieval.understand import understand
    >>> each = read_each(understand("这条隧道平均每公里花了多少亿元？", (), default_names()))
    >>> each.unit, each.rest
    ('km', '这条隧道花了多少亿元?')
    """
    text = query.search
    for pattern in _EACH:
        for found in pattern.finditer(text):
            unit, length = _unit(found["of"])
            if unit is None:
                continue
            # The pattern takes in more Chinese than the unit, and what follows it: 均, "on average".
            end = found.end() - (len(found["of"]) - length)
            noun, person = found["of"][:length], _PERSON.match(found["of"])
            if person is not None:
                noun, end = person["noun"], found.start("of") + person.end()
            rest = _RECIPE.sub("", f"{text[: found.start()]}{text[end:]}")
            return Each(unit.unit, unit.kind, noun, re.sub(r" {2,}", " ", rest).strip())
    return None


def _unit(words: str) -> tuple[Quantity | None, int]:
    """One of the unit that a text begins with, and the length of its name; None where it begins with none."""
    for size in (len(words),) if words.isascii() else range(len(words), 0, -1):
        for written in (f"5 {words}", f"5 {words}s") if words.isascii() else (f"5{words[:size]}",):
            found = find_quantities(written)
            if found and found[0].end == len(written) and found[0].unit and found[0].kind in _COUNTED:
                return found[0], size
    return None, 0


def work_each(query: Query, evidence: Sequence[Evidence], near: Nearness) -> Work | None:
    """A figure for each, from two figures of one sentence, else of one document that gives one of either alone.

    Args:
        query: the question.
        evidence: sentences and rows, best first.
        near: nearness of texts to a query, in [-1, 1].
    """
    each = read_each(query)
    if each is None or any(_says_itself(each, piece) for piece in evidence):
        return None
    whole = replace(query, search=each.rest)
    asked = read_asked(replace(whole, mentions=()))
    outlay = bool(_OUTLAY.search(each.rest))
    if not (outlay or asked.measures):
        return None  # "How much money" alone does not say which
    kinds = asked.kinds or (frozenset(("money",)) if outlay else frozenset())
    wanted = replace(asked, kinds=kinds, rate=False, unit="", noun="", operation="tell")
    counted = replace(
        wanted, measures=(), kinds=frozenset((each.kind,)), targets=(), unit=each.unit, given=False, by_year=False
    )
    above = [t for t in find_told(whole, wanted, evidence, near) if _serves(t) and not _of_each(t, each)]
    below = [t for t in find_told(query, counted, evidence, near) if _of_each(t, each) and _names(t, each)]
    for one in above[:_BEST]:
        beside = [t for t in below if t.evidence.key == one.evidence.key]
        found = beside or [t for t in below if _serves(t) and _with(one, t)]
        if not found or any(not same_value(found[0].statement.quantity, t.statement.quantity) for t in found):
            continue  # of several none is to be picked
        try:
            return Work(for_each(one.statement.quantity, found[0].statement.quantity), (one, found[0]))
        except AnswerError:
            return None  # it is zero
    return None


def _serves(told: Told) -> bool:
    return set(told.lacks) <= {SUBJECT} and "/" not in told.statement.quantity.unit


def _of_each(told: Told, each: Each) -> bool:
    return told.statement.quantity.unit == each.unit


def _names(told: Told, each: Each) -> bool:
    """Whether what is counted is what the question wants a figure for each of; lengths and areas say so by their unit."""
    if each.kind != "count":
        return True
    if told.evidence.document.language != ("en" if each.noun.isascii() else "zh"):
        return False
    text = told.evidence.text if told.evidence.table is None else f"{told.evidence.wide} {told.evidence.text}"
    return each.noun in text if not each.noun.isascii() else bool(set(word_units(each.noun)) & set(word_units(text)))


def _with(one: Told, other: Told) -> bool:
    """Whether two figures are of one document and one time, or of no time."""
    return one.evidence.document is other.evidence.document and (
        one.years == other.years or not (one.years and other.years)
    )


def _says_itself(each: Each, piece: Evidence) -> bool:
    """Whether a place gives a figure for each, so that nothing is to be worked out."""
    if f"每{each.noun}" in piece.text or re.search(
        rf"\b(?:per|each|every) {re.escape(each.noun)}\b", piece.text, re.IGNORECASE
    ):
        return True
    return any(q.unit.endswith(f"/{each.unit}") for q in find_quantities(piece.text))
