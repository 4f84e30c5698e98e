"""Two measures that a question wants multiplied: 按2031年的单价和毛利率，卖一套能赚多少; at the 2031 price and output, how much."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.errors import AnswerError
from retrieval.amounts import same_value
from retrieval.arithmetic import Worked, product, share_times_total
from retrieval.asked import CHANGES, Asked
from retrieval.calculating import PRICES, Work
from retrieval.evidence import Evidence
from retrieval.figures import Nearness, Told, find_told
from retrieval.fitting import SUBJECT
from retrieval.measures import find_measures
from retrieval.quantity import Quantity
from retrieval.query import Query
from retrieval.scopes import scope_key

# What the two stand behind, between the two, and what would ask for them themselves.
_BASIS = re.compile(
    r"(?:按照?|根据|依照?|照着?|[用拿]|以)[^，,。；;？?]{0,16}$"
    r"|\b(?:at|with|given|using|based on|from|going by|on the basis of|taking|take|multiply(?:ing)?)\b[^,.;?]{0,40}$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\s*(?P<times>乘以?|×|\*|times|multiplied by)?(?:和|与|及|以及|跟|同|、|,? and(?: the| its| their)?|plus)?\s*(?:the |its |their )?",
    re.IGNORECASE,
)
_THEMSELVES = re.compile(
    r"^\s*(?:各|分别)?(?:自|都)?(?:[是为有达]|等于)?(?:到|了)?(?:多少|几)|^[^，,。？?]{0,6}(?:分别|各)"
)
_HOW_MUCH = re.compile(r"多少|几[万亿个]?|\bhow (?:much|many)\b|\bwhat\b", re.IGNORECASE)


def factors_in(text: str) -> tuple[str, str] | None:
    """The two measures that a question (Simplified, half width) wants multiplied, or None.

    >>> factors_in("按2031年的单价和毛利率，卖一套能赚多少?"), factors_in("2031年的单价和毛利率是多少?")
    (('price', 'gross_margin'), None)
    >>> factors_in("At the 2031 price and output, how much would the mill take in?")
    ('price', 'output')
    """
    for one, two in pairwise(find_measures(text)):
        joined = _JOINS.fullmatch(text[one.end : two.start])
        if joined is None or not joined[0].strip() or one.key == two.key or {one.key, two.key} & CHANGES:
            continue
        rest = f"{text[: one.start]} {text[two.end :]}"
        based = joined["times"] or (_BASIS.search(text[: one.start]) and not _THEMSELVES.search(text[two.end :]))
        if based and _HOW_MUCH.search(rest):
            return one.key, two.key
    return None


def work_product(query: Query, asked: Asked, evidence: Sequence[Evidence], near: Nearness) -> Work | None:
    """The product of two measures that a question names, both from one row or sentence, else on one thing at one time.

    Args:
        query: the question.
        asked: what it asks for.
        evidence: sentences and rows, best first.
        near: nearness of texts to a query, in [-1, 1].
    """
    factors = None if asked.given else factors_in(query.search)
    if factors is None:
        return None
    wanted = replace(
        asked, measures=factors, kinds=frozenset(), operation="tell", unit="", noun="", each="", rate=False
    )
    told = [t for t in find_told(query, wanted, evidence, near) if set(t.lacks) <= {SUBJECT}]
    clear = [t for t in told if not t.lacks]
    told = clear if {t.statement.measure for t in clear} == set(factors) else told
    one, two = ([t for t in told if t.statement.measure == key] for key in factors)
    pairs = [(a, b) for a in one for b in two if a.evidence.key == b.evidence.key] or [
        (a, b) for a in one for b in two if _alike(a, b)
    ]
    works = [Work(w, pair) for pair in pairs if (w := _times(*pair)) is not None]
    if not works or any(not _same(works[0], other) for other in works[1:]):
        return None  # of several none is to be picked
    return works[0]


def _alike(one: Told, two: Told) -> bool:
    """Whether two figures of one document are on one thing at one time."""
    return (
        one.evidence.document is two.evidence.document
        and one.years == two.years
        and scope_key(one.statement.subject) == scope_key(two.statement.subject)
    )


def _times(one: Told, two: Told) -> Worked | None:
    """The product of two figures; None where their units do not go together, as tonnes and people do not."""
    first, second = one.statement.quantity, two.statement.quantity
    if "range" in (first.bound, second.bound):
        return None
    try:
        if (first.unit == "%") is not (second.unit == "%"):
            return share_times_total(*((first, second) if first.unit == "%" else (second, first)))
        if _each_of(one, second) or _each_of(two, first):
            return product([first, second])
    except AnswerError:
        return None
    return None


def _each_of(price: Told, counted: Quantity) -> bool:
    """Whether a figure is so much for each of what another counts."""
    amount, _, below = price.statement.quantity.unit.partition("/")
    if below:
        return below.split("/")[0] == counted.unit.split("/")[0] and amount != counted.unit
    return price.statement.measure in PRICES and counted.kind == "count" and price.statement.quantity.kind == "money"


def _same(one: Work, other: Work) -> bool:
    return all(any(same_value(a.statement.quantity, b.statement.quantity) for b in other.inputs) for a in one.inputs)
