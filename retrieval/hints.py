"""The column that an adjective or a verb of a question is about: `hints.toml`."""

import re
import tomllib
from dataclasses import replace
from functools import cache
from pathlib import Path

from index.words import word_units
from retrieval.axes import Asking, Match, Nearness, given
from retrieval.conditions import Wish
from retrieval.grids import Grid
from retrieval.measures import find_measures
from retrieval.query import Query

_FILE = Path(__file__).with_name("hints.toml")
_RATE = re.compile(r"涨跌|增减|变[化动]|\bchange\b", re.IGNORECASE)
_GROWS = re.compile(r"\bgr[oe]w|增长|增速|涨", re.IGNORECASE)


def growing(query: Query, wish: Wish, grid: Grid) -> list[Match]:
    """The column of growth rates, for questions on what grows fastest or slowest."""
    if wish.verb != "rank" or not (wish.changed or _GROWS.search(query.search)):
        return []
    rates = [c for c in grid.columns if "growth_rate" in {m.key for m in find_measures(c.name)} or _RATE.search(c.name)]
    return [Match(label, 1.0) for label in rates[:1]]


def hinted(query: Query, asking: Asking, grid: Grid, near: Nearness, *, first: bool) -> list[Match]:
    """The column that an adjective or a verb of the question is about; `first` for hints that go before its words."""
    small = query.search.casefold()
    for words, names, before in _hints():
        if before is not first or not any(word in small for word in words):
            continue
        text = " ".join(names)
        units = frozenset(u for u in word_units(text) if len(u) > 1)
        for label in grid.columns:
            if not label.is_time and units & {u for u in word_units(label.name) if len(u) > 1}:
                return [Match(label, 0.6)]
        found = given(
            replace(asking, text=text, units=units, times=frozenset(), measures=frozenset()), grid.columns, near
        )
        if found:
            return found[:1]
    return []


@cache
def _hints() -> tuple[tuple[tuple[str, ...], tuple[str, ...], bool], ...]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple((tuple(h["words"]), tuple(h["columns"]), h.get("first", False)) for h in data["hint"])
