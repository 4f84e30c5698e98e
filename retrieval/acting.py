"""The measure of what a question says is done: "who sold more" is about sales, where the documents give them."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.asked import Asked, names_nothing
from retrieval.evidence import Evidence
from retrieval.figures import statements_of
from retrieval.measures import find_done, measures
from retrieval.query import Query
from retrieval.statement import Statement


def with_act(query: Query, asked: Asked, evidence: Sequence[Evidence]) -> Asked:
    """A question that sets figures beside each other and names no measure, with the one of what it says is done.

    Args:
        query: the question.
        asked: the figure it asks for.
        evidence: sentences and rows that figures are looked for in; without the measure for every year and thing of the
            question among them, it stays as it is.
    """
    if asked.operation in ("tell", "product", "part") or asked.measures or asked.given:
        return asked
    ends = {query.years[0], query.years[-1]} if query.years else set()
    text = query.search
    for form in (form for forms in asked.targets for form in forms):
        text = text.replace(form, " ")  # 制造 of 制造云 is no deed
    for key in find_done(text):
        found = [s for piece in evidence for s in statements_of(piece) if s.measure == key and _counts(s, asked)]
        years = {year for s in found for year in (s.period.years if s.period else ())}
        of_each = all(any(_is_of(s, forms) for s in found) for forms in asked.targets)
        if found and ends <= years and of_each:
            kinds = asked.kinds or measures().measures[key].kinds
            return replace(asked, measures=(key,), kinds=kinds, subject=_without(asked.subject))
    return asked


def _without(subject: str) -> str:
    """What a figure is asked of, without what is done: that is no subject."""
    return " ".join(word for word in measures().deeds.sub(" ", subject).split() if not names_nothing(word))


def _counts(statement: Statement, asked: Asked) -> bool:
    return not asked.unit or statement.quantity.unit.split("/")[0] == asked.unit


def _is_of(statement: Statement, forms: Sequence[str]) -> bool:
    about = f"{statement.subject} {statement.of}".casefold()
    return any(form.casefold() in about for form in forms)
