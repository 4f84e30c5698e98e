"""How well a figure fits a question: by its measure, unit, years and names, and what of the question it lacks."""

from collections.abc import Sequence

from index.words import word_units
from retrieval.asked import Asked
from retrieval.attributes import says
from retrieval.cells import columns
from retrieval.evidence import Evidence
from retrieval.measures import find_measures
from retrieval.names import default_names
from retrieval.query import Query, find_years
from retrieval.requirements import Requirement, is_model, years_about, years_near
from retrieval.statement import Statement

# What is lacking when a figure is of another measure, or about something else; names and years are named themselves.
MEASURE, SUBJECT = "measure", "subject"

# What a figure gains or loses, in units of the likeness of subjects, which lies in [-1, 1].
_MEASURE, _OTHER_MEASURE = 0.5, -0.6
_YEAR, _NO_YEAR = 0.3, -0.4
_NAME_MISSING = -0.8
_DIRECT = 0.1
_LABEL = 0.3
_UNIT = 0.25
_LIKENESS = 0.12
# What there is, as against what is sold in a time; and the word by which evidence says that something was sold.
_HOLDING, _SOLD = "stock", "sold"
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


def enough(query: Query, asked: Asked) -> float:
    """How well a figure must fit to answer: what a named measure and year bring, and some likeness of subjects."""
    return _LIKENESS + (_MEASURE if asked.measures else 0.0) + (_YEAR if query.years else 0.0)


def fit_of(
    query: Query, statement: Statement, evidence: Evidence, asked: Asked, wanted: Sequence[Requirement]
) -> tuple[float, list[str]]:
    """What measure, years and names add to the likeness of subjects, and what is lacking.

    Args:
        query: the question.
        statement: the figure.
        evidence: the sentence or row that says it.
        asked: the figure it asks for.
        wanted: the names, years and attributes that the question gives.
    """
    fit, lacks = (_DIRECT if statement.direct else 0.0), []
    sold = any(r.kind == "attribute" and _SOLD in r.forms for r in wanted)
    if asked.measures:
        if any(family(statement.measure) & family(key) for key in asked.measures) or counts_same(asked, statement):
            fit += _MEASURE
        else:
            fit += _OTHER_MEASURE
            lacks.append(MEASURE)
    elif statement.measure == _HOLDING and sold:
        fit += _OTHER_MEASURE
        lacks.append(MEASURE)
    if evidence.table is not None:
        if _labelled(evidence, query):
            fit += _LABEL
        elif _other_row(evidence, query):
            fit -= _LABEL
            lacks.append(SUBJECT)
        fit += _LABEL * _column_named(evidence, statement, query)
    unit, same = statement.quantity.unit, asked.unit
    written = ""
    if evidence.table is not None and statement.cell is not None and (asked.each or not unit):
        written = columns(evidence.table)[statement.cell].unit
    if not unit and written:
        unit, same = written, asked.classifier
    if same and unit and statement.quantity.kind == "count":
        counted = unit in (same, f"{same}/year")  # what is made a year is what was made in the year
        fit += _UNIT if counted else -_UNIT
        if not counted and statement.cell is not None and asked.unit:
            lacks.append(MEASURE)
    if asked.each and "/" in written:
        fit += _UNIT if written.split("/")[1] == asked.each else -_UNIT
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
        of_sales = requirement.kind == "attribute" and _SOLD in requirement.forms
        if of_sales and evidence.table is None and not _says(statement, evidence, requirement):
            lacks.append(requirement.shown)
            continue
        if requirement.kind in ("attribute", "entity", "term") and not requirement.met_by(evidence):
            fit += _NAME_MISSING if requirement.kind == "entity" else 0.0
            lacks.append(requirement.shown)
        if requirement.kind == "mark" and is_model(requirement.shown) and not requirement.met_by(evidence):
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


def _says(statement: Statement, evidence: Evidence, requirement: Requirement) -> bool:
    """Whether a sentence, or for a named measure what stands before it, says that something was done, as its heading may."""
    text = evidence.text if statement.measure == "count" else f"{evidence.before} {evidence.text}"
    return says(text.casefold(), requirement.forms)


def _labelled(evidence: Evidence, query: Query) -> bool:
    """Whether the question names the row, in one form or another."""
    if evidence.table is None:
        return False
    label = evidence.table.rows[evidence.row][0].text.strip().casefold()
    forms = {form.casefold() for m in query.mentions for form in m.name.forms}
    return len(label) > 1 and not label[:4].isdigit() and (label in query.search.casefold() or label in forms)


def _column_named(evidence: Evidence, statement: Statement, query: Query) -> int:
    """1 where the question names the very column of a figure, -1 where it names another one instead, else 0."""
    if evidence.table is None or statement.cell is None:
        return 0
    small = f"{query.search} {query.other_forms}".casefold()
    names = [cell.text.strip().casefold() for cell in evidence.table.header]
    named = [len(name) > 1 and name in small and not find_years(name)[0] for name in names]
    return 1 if named[statement.cell] else -1 if any(named[1:]) else 0


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


def counts_same(asked: Asked, statement: Statement) -> bool:
    """Whether a figure counts what the question does: 400,000 users are a number of users, whatever it calls them by."""
    return statement.measure == "count" and bool(asked.unit) and statement.quantity.unit == asked.unit
