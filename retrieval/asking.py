"""What a question gives to find the labels of a table by: its words, times and measures."""

import re
from dataclasses import replace

from index.words import word_units
from retrieval.asked import CHANGING, operation_in
from retrieval.axes import Asking
from retrieval.counted import classifier_in, counted_unit, priced
from retrieval.grids import Grid
from retrieval.measures import find_measures
from retrieval.query import Query
from retrieval.times import times_in

# What is done with the figures of several things.
_SEVERAL = frozenset(("compare", "difference", "ratio", "sum"))
_YEAR_BEFORE = re.compile(
    r"[比较](?:上年|去年|前一年|上一年|前年)|同比|\b(?:the|a) (?:previous|prior) year\b|\b(?:the )?year (?:before|earlier)\b|\byear[- ]on[- ]year\b",
    re.IGNORECASE,
)


def read_asking(query: Query, cut: str, language: str) -> Asking:
    """What a question gives to find labels in a language by; `cut` are words of it that name none."""
    text = f"{query.search.replace(cut, ' ') if cut else query.search} {query.other_forms}".strip()
    return Asking(
        text=text.casefold(),
        units=frozenset(word_units(text)),
        times=times_in(query.search) | frozenset((year, "") for year in query.years),
        measures=frozenset(m.key for m in find_measures(text)) | ({"price"} if priced(text) else frozenset()),
        unit=classifier_in(query.search),
        abroad=query.script != language,
        counted=counted_unit(query.search),
        several=query.kind == "comparison" or operation_in(query.search) in _SEVERAL,
    )


def with_year_before(query: Query, asking: Asking, grid: Grid) -> Asking:
    """With the year before the one that is asked about, where a change from it is asked for and the table has both."""
    if len(query.years) != 1 or not _YEAR_BEFORE.search(query.search) or operation_in(query.search) not in CHANGING:
        return asking
    times = asking.times | {(query.years[0] - 1, detail) for _, detail in asking.times}
    held = {time for label in (*grid.rows, *grid.columns) for time in label.times}
    return replace(asking, times=times) if times <= held else asking


def holds_times(asking: Asking, grid: Grid, context: str) -> bool:
    """Whether the table, or what stands above it, has every time that is asked about."""
    labelled = {time for label in (*grid.rows, *grid.columns) for time in label.times}
    years = {y for y, _ in labelled if y is not None} | {y for y, _ in times_in(context) if y is not None}
    details = {d for _, d in labelled if d} | {d for _, d in times_in(context) if d}
    return all((year is None or year in years) and (not detail or detail in details) for year, detail in asking.times)
