"""What is worked out from the cells of a table: a sum, a mean, a share, a change, a ratio."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.errors import AnswerError
from corpus.script import HAN
from retrieval.arithmetic import Worked, compound_growth, difference, growth, mean, part_of_all, ratio, total
from retrieval.asked import Operation, operation_in
from retrieval.cells import is_scaled, plain_quantity
from retrieval.headers import unit_of
from retrieval.lookup import Found
from retrieval.quantity import Quantity

SETS_BESIDE = frozenset(("growth", "difference", "ratio", "cagr", "compare"))
# By how much in percent, or how much more in the unit of the figures.
_IN_PERCENT = re.compile(r"百分|几成|幅|率|percent|%|\brate\b", re.IGNORECASE)
_IN_UNITS = re.compile(r"多少(?!了|[?？。]|$)|几[^成倍]|\bhow many\b", re.IGNORECASE)


def table_works(question: str, found: Found, *, english: bool) -> list[Worked]:
    """The arithmetic that a question (Simplified) asks for between the cells that were found; empty for none.

    A change that is asked for neither in percent nor in a unit is given in both.
    """
    unit = _own_unit(found, english=english)
    figures = [q for cell in found.cells if (q := _figure(found, cell, unit)) is not None]
    try:
        if found.wish.verb == "share":
            whole = [q for cell in found.whole if (q := _figure(found, cell, unit)) is not None]
            return [part_of_all(figures[0], whole)] if figures and whole else []
        works = _works(question, operation_in(question), found, figures)
    except AnswerError:
        return []  # the figures have no common unit
    return [_in_unit(work, unit) for work in works]


def cell_year(found: Found, cell: tuple[int, int]) -> int | None:
    """The year of a cell, by the label of its row or of its column."""
    for label in (found.grid.rows[cell[0]], found.grid.columns_by_number[cell[1]]):
        for year, _ in label.times:
            if year is not None:
                return year
    return None


def _own_unit(found: Found, *, english: bool) -> str:
    """The unit that all cells have, where figures are worked with as they are written; "" where units are to be read."""
    units = {found.grid.column(*cell).unit for cell in (*found.cells, *found.whole)}
    unit = next(iter(units)) if len(units) == 1 else ""
    if not unit or unit == "%":
        return ""
    own = is_scaled(unit) or bool(HAN.search(unit)) is not english or unit_of(unit) is None
    return unit if own else ""


def _figure(found: Found, cell: tuple[int, int], unit: str) -> Quantity | None:
    plain = plain_quantity(found.grid.text(*cell), "") if unit else None
    return plain or found.grid.quantity(*cell)


def _in_unit(work: Worked, unit: str) -> Worked:
    """A worked figure whose inputs leave their unit out, with the unit behind its result."""
    if not unit or work.unit:
        return work
    tail = f" ({unit})" if is_scaled(unit) else unit if HAN.search(unit) else f" {unit}"
    return replace(
        work, zh=work.zh + tail, en=work.en + tail, result_zh=work.result_zh + tail, result_en=work.result_en + tail
    )


def _works(question: str, operation: Operation, found: Found, figures: Sequence[Quantity]) -> list[Worked]:
    if found.wish.verb in ("sum", "mean"):
        return [(total if found.wish.verb == "sum" else mean)(figures)] if len(figures) > 1 else []
    if found.wish.verb != "cell" or len(figures) != len(found.cells) or len(figures) < 2:
        return []
    one, two = figures[0], figures[-1]
    years = [cell_year(found, cell) for cell in (found.cells[0], found.cells[-1])]
    by_year = years[0] is not None and years[1] is not None and years[0] != years[1]
    if by_year and (years[0] or 0) > (years[1] or 0):
        one, two, years = two, one, years[::-1]
    if operation not in SETS_BESIDE or (len(figures) > 2 and not by_year):
        return []
    if operation == "cagr":
        return [compound_growth(one, two, (years[1] or 0) - (years[0] or 0))] if by_year else []
    if operation == "growth" and by_year:
        return _changes(question, one, two)
    if operation == "ratio":
        return [ratio(two, one) if by_year or two.value > one.value else ratio(one, two)]
    return [difference(two, one) if two.value > one.value else difference(one, two)]


def _changes(question: str, one: Quantity, two: Quantity) -> list[Worked]:
    """By how much a figure grew, in percent, in its unit, or both; for percentages by how many points."""
    by = difference(two, one) if two.value >= one.value else difference(one, two)
    if one.unit == "%":
        return [by]
    if _IN_PERCENT.search(question):
        return [growth(one, two)]
    return [by] if _IN_UNITS.search(question) else [by, growth(one, two)]
