"""Figures that answer a question: found among the statements of the evidence, held to what was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.asked import Asked
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.requirements import Requirement, requirements, years_about
from retrieval.statement import Statement
from retrieval.rows import row_statements
from retrieval.statements import find_statements

Nearness = Callable[[str, Sequence[str]], Sequence[float]]

# What a figure gains or loses, in units of the likeness of subjects, which lies in [-1, 1].
_MEASURE, _OTHER_MEASURE = 0.5, -0.6
_YEAR, _NO_YEAR = 0.3, -0.4
_NAME_MISSING = -0.8
_KIND_MISSING = -1.0
_DIRECT = 0.1
_UNIT = 0.25
_EVIDENCE = 0.04


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
    def years(self) -> tuple[int, ...]:
        """The years that the figure holds for."""
        period = self.statement.period
        return period.years if period is not None else ()


# Kinds of questions that no figure answers, unless things are compared.
_NO_FIGURE = frozenset(("reason", "how", "definition", "who", "where", "when"))


def wants_figure(query: Query, asked: Asked) -> bool:
    """Whether a question is to be answered with a figure."""
    if asked.operation != "tell" and (asked.targets or asked.measures):
        return True
    return asked.figure and query.kind not in _NO_FIGURE


def holds_kind(evidence: Evidence, asked: Asked) -> bool:
    """Whether a sentence or row holds a figure of the kind that is asked for."""
    return any(_possible(statement, asked) for statement in statements_of(evidence))


@lru_cache(maxsize=65536)
def _prose(text: str, before: str) -> tuple[Statement, ...]:
    return tuple(find_statements(text, before))


def statements_of(evidence: Evidence) -> tuple[Statement, ...]:
    """The figures of a sentence or a table row, places counted in its text (for a row: in its cell)."""
    if evidence.table is None:
        return _prose(evidence.text, evidence.before)
    header = tuple(cell.text for cell in evidence.table.header)
    row = tuple(cell.text for cell in evidence.table.rows[evidence.row])
    return _row(header, row, evidence.table.caption or evidence.context)


@lru_cache(maxsize=65536)
def _row(header: tuple[str, ...], row: tuple[str, ...], caption: str) -> tuple[Statement, ...]:
    return tuple(row_statements(header, row, caption))


def find_told(query: Query, asked: Asked, evidence: Sequence[Evidence], near: Nearness) -> list[Told]:
    """The figures of the evidence, best fit first.

    Args:
        query: the question.
        asked: the figure it asks for.
        evidence: sentences and rows of the passages that were found.
        near: nearness of texts to a query, in [-1, 1].
    """
    pairs = [(s, e) for e in evidence for s in statements_of(e) if _possible(s, asked)]
    if not pairs:
        return []
    wanted = requirements(query)
    likeness = near(asked.subject or query.search, [_about(s) for s, _ in pairs])
    scores = np.asarray([e.score for _, e in pairs])
    spread = float(scores.std()) or 1.0
    told = []
    for (statement, place), like in zip(pairs, likeness, strict=True):
        fit, lacks = _fit(statement, place, asked, wanted)
        value = float(like) + fit + _EVIDENCE * (place.score - float(scores.mean())) / spread
        told.append(Told(statement, place, value, tuple(lacks)))
    return sorted(told, key=lambda t: (-t.score, t.evidence.key, t.statement.quantity.start))


def _possible(statement: Statement, asked: Asked) -> bool:
    """Whether a figure is of a kind that can answer."""
    return not asked.kinds or statement.quantity.kind in asked.kinds or statement.measure in asked.measures


def _about(statement: Statement) -> str:
    """What a figure is about, for comparison with what is asked."""
    return " ".join((statement.of, statement.subject, statement.measure if not statement.measure.isascii() else ""))


def _fit(
    statement: Statement, evidence: Evidence, asked: Asked, wanted: Sequence[Requirement]
) -> tuple[float, list[str]]:
    """What measure, years and names add to the likeness of subjects, and what is lacking."""
    fit, lacks = (_DIRECT if statement.direct else 0.0), []
    if asked.measures:
        if statement.measure in asked.measures:
            fit += _MEASURE
        else:
            fit += _OTHER_MEASURE
            lacks.append("measure")
    unit = statement.quantity.unit
    if asked.unit and unit and statement.quantity.kind == "count":
        fit += _UNIT if unit == asked.unit else -_UNIT
    years = set(statement.period.years) if statement.period else set()
    asked_years = [r for r in wanted if r.kind == "year"]
    if asked_years:
        about = years or years_about(evidence)
        met = [r for r in asked_years if int(r.forms[0]) in about]
        fit += _YEAR * len(met) / len(asked_years) if met else _NO_YEAR
        if not met:
            lacks.append(asked_years[0].shown)
    for requirement in wanted:
        if requirement.kind == "name" and not requirement.met_by(evidence):
            fit += _NAME_MISSING
            lacks.append(requirement.shown)
    return fit, lacks
