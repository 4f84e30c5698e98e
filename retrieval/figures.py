"""Figures that answer a question: found among the statements of the evidence, held to what was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.asked import CHANGES, Asked, compares_words
from retrieval.evidence import Evidence
from retrieval.fitting import MEASURE, SUBJECT, counts_same, fit_of
from retrieval.measures import measures
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.requirements import requirements
from retrieval.rows import row_statements
from retrieval.statement import Statement
from retrieval.statements import NOT_STATED, find_statements

Nearness = Callable[[str, Sequence[str]], Sequence[float]]

# A table by its `id`, the number of a row and of a column.
CellPlace = tuple[int, int, int | None]

# A figure whose subject is so much less like the one asked about than the likest is about something else.
_SUBJECT = 0.35
# So near what is counted must be to the sentence.
_NOUN, _NOUN_ABROAD = 0.4, 0.2
_CELL = 0.5
_EVIDENCE = 0.04
# So many sentences and rows, the best first, are read whatever they name.
_READ = 100
# Likeness of subjects where the question names none.
_UNKNOWN = 0.4


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of the documents and how well it fits the question.

    Attributes:
        statement: what it says.
        evidence: the sentence or row that says it.
        score: how well it fits; higher is better, about 1 for a clear answer.
        lacks: what of the question it does not meet: requirements, "measure" or "kind".
    """

    statement: Statement
    evidence: Evidence
    score: float
    lacks: tuple[str, ...]

    @property
    def cell_place(self) -> CellPlace:
        """The cell that it stands in; its column is None in prose."""
        return id(self.evidence.table), self.evidence.row, self.statement.cell

    @property
    def years(self) -> tuple[int, ...]:
        """The years that the figure holds for."""
        period = self.statement.period
        return period.years if period is not None else ()


# Kinds of questions that no figure answers, unless things are compared.
_NO_FIGURE = frozenset(("reason", "how", "who", "where", "when"))


def wants_figure(query: Query, asked: Asked) -> bool:
    """Whether a question is to be answered with a figure."""
    if compares_words(query, asked):
        return False
    if asked.operation != "tell" and (asked.targets or asked.measures):
        return True
    if query.kind == "definition" and not (asked.measures and query.years):
        return False
    return asked.figure and query.kind not in _NO_FIGURE


def holds_kind(evidence: Evidence, asked: Asked) -> bool:
    """Whether a sentence or row holds a figure of the kind that is asked for."""
    if any(_possible(statement, asked) for statement in statements_of(evidence)):
        return True
    sought = asked.kinds & NOT_STATED
    return bool(sought) and any(quantity.kind in sought for quantity in find_quantities(evidence.text))


def lacks_money(query: Query, asked: Asked, chosen: Sequence[Evidence]) -> bool:
    """Whether an amount of money is asked for, and nothing that was chosen holds one."""
    return wants_figure(query, asked) and asked.kinds == {"money"} and not any(holds_kind(e, asked) for e in chosen)


@lru_cache(maxsize=65536)
def _prose(text: str, before: str) -> tuple[Statement, ...]:
    return tuple(find_statements(text, before))


def statements_of(evidence: Evidence) -> tuple[Statement, ...]:
    """The figures of a sentence or a table row, places counted in its text (for a row: in its cell)."""
    if evidence.table is None:
        return _prose(evidence.text, evidence.before)
    header = tuple(cell.text for cell in evidence.table.header)
    row = tuple(cell.text for cell in evidence.table.rows[evidence.row])
    above = evidence.context.removesuffix(" | ".join(header)).strip()
    return _row(header, row, evidence.table.caption or above)


@lru_cache(maxsize=65536)
def _row(header: tuple[str, ...], row: tuple[str, ...], caption: str) -> tuple[Statement, ...]:
    return tuple(row_statements(header, row, caption))


def find_told(
    query: Query, asked: Asked, evidence: Sequence[Evidence], near: Nearness, cells: Sequence[CellPlace] = ()
) -> list[Told]:
    """The figures of the evidence, best fit first.

    Args:
        query: the question.
        asked: the figure it asks for.
        evidence: sentences and rows of the passages that were found.
        near: nearness of texts to a query, in [-1, 1].
        cells: cells whose labels the question gives.
    """
    years = [str(year) for year in query.years]
    # Reading figures is what takes time: farther down, only what names a year that is asked about is read.
    worth = [e for n, e in enumerate(evidence) if n < _READ or not years or any(year in e.wide for year in years)]
    pairs = [(s, e) for e in worth for s in statements_of(e) if _possible(s, asked)]
    if not pairs:
        return []
    targets = {form.casefold() for forms in asked.targets for form in forms}
    wanted = [r for r in requirements(query) if not (r.kind in ("name", "entity") and targets & set(r.forms))]
    subject = asked.subject if len(asked.subject) > 2 else ""
    likeness = (
        near(subject, [_about(s) or f"{e.document.title} {e.section}" for s, e in pairs])
        if subject
        else [_UNKNOWN] * len(pairs)
    )
    scores = np.asarray([e.score for _, e in pairs])
    spread = float(scores.std()) or 1.0
    likest = max(map(float, likeness))
    nouns = near(asked.noun, [_said(s, e) for s, e in pairs]) if asked.noun else [1.0] * len(pairs)
    told = []
    for (statement, place), like, noun in zip(pairs, likeness, nouns, strict=True):
        fit, lacks = fit_of(query, statement, place, asked, wanted)
        if float(like) < likest - _SUBJECT and not _whole(asked, statement):
            lacks.append(SUBJECT)
        far = noun < (_NOUN if place.document.language == query.script else _NOUN_ABROAD)
        if far and not counts_same(asked, statement):
            lacks.append(asked.noun)
        if lacks and (id(place.table), place.row, statement.cell) in cells:
            fit, lacks = fit + _CELL, [lack for lack in lacks if lack not in (MEASURE, SUBJECT, asked.noun)]
        value = float(like) + fit + _EVIDENCE * (place.score - float(scores.mean())) / spread
        told.append(Told(statement, place, value, tuple(lacks)))
    return sorted(told, key=lambda t: (-t.score, t.evidence.key, t.statement.quantity.start))


def _possible(statement: Statement, asked: Asked) -> bool:
    """Whether a figure is of a kind that can answer."""
    if asked.operation in ("ratio", "cagr") and statement.measure in CHANGES:
        return False  # a growth is no end that something grew from or to
    if not asked.kinds or statement.quantity.kind in asked.kinds or statement.measure in asked.measures:
        return True
    # A column may keep its unit to itself, but a time is never given without one.
    return statement.cell is not None and not statement.quantity.unit and asked.kinds != {"duration"}


def _about(statement: Statement) -> str:
    """What a figure is about, for comparison with what is asked."""
    own = statement.measure if statement.measure not in measures().measures else ""
    return " ".join(part for part in (statement.of, statement.subject, own) if part)


def _said(statement: Statement, evidence: Evidence) -> str:
    """What a sentence or row says of a figure, with the subject that it takes over from the sentence before."""
    if evidence.table is not None:
        return evidence.wide
    return evidence.text if statement.subject in evidence.text else f"{statement.subject} {evidence.text}"


def _whole(asked: Asked, statement: Statement) -> bool:
    """Whether a figure has no subject of its own but what it counts, so that nothing can be said of its likeness."""
    return not statement.of and statement.subject.casefold() in {"", asked.noun.casefold()}
