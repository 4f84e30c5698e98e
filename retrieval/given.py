"""Arithmetic on figures that a question gives itself: what may be multiplied, what grows into what."""

from collections.abc import Sequence
from itertools import combinations

from corpus.errors import AnswerError
from retrieval.amounts import comparable
from retrieval.arithmetic import Worked, compound_growth, difference, growth, product, ratio
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity
from retrieval.query import find_years


def amounts_in(text: str) -> list[Quantity]:
    """The figures of a question that arithmetic may run on: no places in an order, no lengths of time."""
    return [q for q in find_quantities(text) if q.kind not in ("ordinal", "duration")]


def are_factors(given: Sequence[Quantity]) -> bool:
    """Whether figures may be multiplied: shares of one amount, a price for each of so many, never two of a kind.

    >>> are_factors(amounts_in("4.35亿辆，83%，600元")), are_factors(amounts_in("412亿元，590亿元"))
    (True, False)
    """
    whole = [q for q in given if q.unit != "%"]
    if len(given) < 2 or any(_alike(one, other) for one, other in combinations(whole, 2)):
        return False
    return len(whole) < len(given) or any("/" in q.unit or q.kind == "money" for q in whole)


def are_ends(given: Sequence[Quantity]) -> bool:
    """Whether figures are two of a kind, so that one can be set against the other.

    >>> are_ends(amounts_in("412亿元，590亿元")), are_ends(amounts_in("412亿元，590辆"))
    (True, False)
    """
    return len(given) == 2 and comparable(*given)


def work_given(text: str, operation: str) -> tuple[Worked, tuple[Quantity, ...]] | None:
    """The arithmetic on the figures of a question, with those that went in; None where they do not go together.

    Args:
        text: the question, Simplified, half width.
        operation: what is to be done: "product", "cagr", "growth", "ratio", "difference", "compare".

    Raises:
        AnswerError: the figures do not divide, or there are no years for a growth a year to run over.
    """
    given = amounts_in(text)
    if operation == "product":
        return (product(given), tuple(given)) if are_factors(given) else None
    if not are_ends(given):
        return None
    one, two = given
    years = find_years(text)[0]
    if len(years) > 1 and text.find(str(years[0])) > text.find(str(years[-1])):
        one, two = two, one  # the later figure was named first
    larger, smaller = (two, one) if two.value > one.value else (one, two)
    if operation == "cagr":
        worked = compound_growth(one, two, years[-1] - years[0] if len(years) > 1 else _span(text))
    elif operation == "growth" and one.unit != "%":
        worked = growth(one, two)
    else:
        worked = ratio(larger, smaller) if operation == "ratio" else difference(larger, smaller)
    return worked, (one, two)


def _span(text: str) -> int:
    """The length of time that a question gives in whole years.

    Raises:
        AnswerError: it gives none.
    """
    spans = [q.value for q in find_quantities(text) if q.unit == "year" and q.value == int(q.value)]
    if not spans:
        raise AnswerError("a growth a year", "has no years to run over")
    return int(spans[0])


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures measure the same, or one is a rate of what the other measures."""
    return comparable(one, other) or one.unit.split("/")[0] == other.unit.split("/")[0]
