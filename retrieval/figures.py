"""Figures that answer a question: found among the statements of the evidence, held to what was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.words import word_units
from retrieval.asked import CHANGES, Asked, compares_words
from retrieval.evidence import Evidence
from retrieval.measures import find_measures, measures
from retrieval.names import default_names
from retrieval.quantities import find_quantities
from retrieval.query import Query, find_years
from retrieval.requirements import Requirement, requirements, years_about, years_near
from retrieval.rows import row_statements
from retrieval.statement import Statement
from retrieval.statements import NOT_STATED, find_statements

Nearness = Callable[[str, Sequence[str]], Sequence[float]]

# A table by its `id`, the number of a row and of a column.
CellPlace = tuple[int, int, int | None]

# What is lacking when a figure is of another measure, or about something else; names and years are named themselves.
MEASURE, SUBJECT = "measure", "subject"

# What a figure gains or loses, in units of the likeness of subjects, which lies in [-1, 1].
_MEASURE, _OTHER_MEASURE = 0.5, -0.6
# A figure whose subject is so much less like the one asked about than the likest is about something else.
_SUBJECT = 0.35
# So near what is counted must be to the sentence.
_NOUN, _NOUN_ABROAD = 0.4, 0.2
_YEAR, _NO_YEAR = 0.3, -0.4
_NAME_MISSING = -0.8
_DIRECT = 0.1
_LABEL = 0.3
_UNIT = 0.25
_CELL = 0.5
_EVIDENCE = 0.04
_LIKENESS = 0.12
# So many sentences and rows, the best first, are read whatever they name.
_READ = 100
# Likeness of subjects where the question names none.
_UNKNOWN = 0.4
_OUTLAYS = frozenset(("cost", "spending", "investment"))
_COUNTRIES = frozenset([
    "china",
    "japan",
    "germany",
    "france",
    "india",
    "russia",
    "canada",
    "australia",
    "brazil",
    "italy",
    "spain",
    "europe",
    "asia",
    "africa",
    "world",
]) | {"united states", "united kingdom", "south korea"}


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
    likeness = near(subject, [_about(s) for s, _ in pairs]) if subject else [_UNKNOWN] * len(pairs)
    scores = np.asarray([e.score for _, e in pairs])
    spread = float(scores.std()) or 1.0
    likest = max(map(float, likeness))
    nouns = (
        near(asked.noun, [e.text if e.table is None else e.wide for _, e in pairs])
        if asked.noun
        else [1.0] * len(pairs)
    )
    told = []
    for (statement, place), like, noun in zip(pairs, likeness, nouns, strict=True):
        fit, lacks = _fit(query, statement, place, asked, wanted)
        if float(like) < likest - _SUBJECT and not _whole(asked, statement):
            lacks.append(SUBJECT)
        far = noun < (_NOUN if place.document.language == query.script else _NOUN_ABROAD)
        if far and not _counts(asked, statement):
            lacks.append(asked.noun)
        if lacks and (id(place.table), place.row, statement.cell) in cells:
            fit, lacks = fit + _CELL, [lack for lack in lacks if lack not in (MEASURE, SUBJECT, asked.noun)]
        value = float(like) + fit + _EVIDENCE * (place.score - float(scores.mean())) / spread
        told.append(Told(statement, place, value, tuple(lacks)))
    return sorted(told, key=lambda t: (-t.score, t.evidence.key, t.statement.quantity.start))


def enough(query: Query, asked: Asked) -> float:
    """How well a figure must fit to answer: what a named measure and year bring, and some likeness of subjects."""
    return _LIKENESS + (_MEASURE if asked.measures else 0.0) + (_YEAR if query.years else 0.0)


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


def _fit(
    query: Query, statement: Statement, evidence: Evidence, asked: Asked, wanted: Sequence[Requirement]
) -> tuple[float, list[str]]:
    """What measure, years and names add to the likeness of subjects, and what is lacking."""
    fit, lacks = (_DIRECT if statement.direct else 0.0), []
    if asked.measures:
        if any(family(statement.measure) & family(key) for key in asked.measures) or _counts(asked, statement):
            fit += _MEASURE
        else:
            fit += _OTHER_MEASURE
            lacks.append(MEASURE)
    if evidence.table is not None:
        if _labelled(evidence, query):
            fit += _LABEL
        elif _other_row(evidence, query):
            fit -= _LABEL
            lacks.append(SUBJECT)
    unit = statement.quantity.unit
    if asked.unit and unit and statement.quantity.kind == "count":
        fit += _UNIT if unit == asked.unit else -_UNIT
    years = set(statement.period.years) if statement.period else set()
    asked_years = [r for r in wanted if r.kind == "year"]
    if asked_years:
        near = years or years_near(evidence)
        met = [r for r in asked_years if int(r.forms[0]) in near]
        if asked.by_year and near & set(query.years):
            met = asked_years  # any year of the range is asked for
        if met:
            fit += _YEAR * len(met) / len(asked_years)
        elif near or not years_about(evidence) & {int(r.forms[0]) for r in asked_years}:
            fit += _NO_YEAR
            lacks.append(asked_years[0].shown)
    for requirement in wanted:
        if requirement.kind in ("attribute", "entity", "term") and not requirement.met_by(evidence):
            fit += _NAME_MISSING if requirement.kind == "entity" else 0.0
            lacks.append(requirement.shown)
        if requirement.kind == "name" and not _named(statement, evidence, requirement):
            fit += _NAME_MISSING
            lacks.append(requirement.shown)
    if asked.rate and "/" not in statement.quantity.unit and statement.measure not in ("price", "unit_price", "arpu"):
        fit += _UNIT * -2
        lacks.append(MEASURE)
    return fit, lacks


def family(measure: str) -> frozenset[str]:
    """A measure with those that it goes by as well: what is spent on a thing, put into it, set aside for it."""
    return _OUTLAYS if measure in _OUTLAYS else frozenset((measure,))


def _labelled(evidence: Evidence, query: Query) -> bool:
    """Whether the question names the row, in one form or another."""
    if evidence.table is None:
        return False
    label = evidence.table.rows[evidence.row][0].text.strip().casefold()
    forms = {form.casefold() for m in query.mentions for form in m.name.forms}
    return len(label) > 1 and not label[:4].isdigit() and (label in query.search.casefold() or label in forms)


def _other_row(evidence: Evidence, query: Query) -> bool:
    """Whether a row is of something that the question does not name, in a table with a row for each of several."""
    if evidence.table is None or evidence.document.language != query.script or len(evidence.table.rows) < 3:
        return False
    label = evidence.table.rows[evidence.row][0].text
    words = {u for u in word_units(label) if len(u) > 1}
    known = {m.key for m in find_measures(label)}
    return bool(words) and not (find_years(label)[0] or known or words & set(word_units(query.search)))


def _named(statement: Statement, evidence: Evidence, requirement: Requirement) -> bool:
    """Whether a figure is about a name: its subject says so, or its sentence or what stands before it, not a heading."""
    about = f"{statement.subject} {statement.of}"
    if any(form in about.casefold() for form in requirement.forms):
        return True
    others = [m for m in default_names().find(about) if m.name.proper and not _generic(m.name.forms)]
    if others and not _generic(requirement.forms):
        return False
    if evidence.table is not None:
        return requirement.met_by(evidence)
    return any(form in f"{evidence.before} {evidence.text}".casefold() for form in requirement.forms) or (
        _generic(requirement.forms) and requirement.met_by(evidence)
    )


def _generic(forms: Sequence[str]) -> bool:
    """Whether a name is of a country or continent, which a text names once for all of its figures."""
    return any(form.casefold() in _COUNTRIES for form in forms)


def _counts(asked: Asked, statement: Statement) -> bool:
    """Whether a figure counts what the question does: 400,000 users are a number of users, whatever it calls them by."""
    return statement.measure == "count" and bool(asked.unit) and statement.quantity.unit == asked.unit


def _whole(asked: Asked, statement: Statement) -> bool:
    """Whether a figure has no subject of its own but what it counts, so that nothing can be said of its likeness."""
    return not statement.of and statement.subject.casefold() in {"", asked.noun.casefold()}
