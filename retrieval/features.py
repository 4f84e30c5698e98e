"""How well a unit answers a question, as a row of numbers."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.words import word_units
from retrieval.evidence import Evidence
from retrieval.patterns import PATTERNS
from retrieval.query import Query, find_years

Features = NDArray[np.float32]

NAMES = (
    "near",  # late interaction with the unit alone, standardised over the units
    "near_wide",  # and with all that bears on it
    "passage",  # score of the passage, standardised likewise
    "near_focus",  # nearness to what is left of the question without what all of the document is about
    "first",  # 1 for units of the best passage
    "words",  # share of the words of the question in the unit, rare ones weighing more
    "words_wide",
    "focus",  # the same share among the words that neither the title nor the opening of the document has
    "names",  # share of the proper names
    "names_wide",
    "years",  # share of the years
    "years_wide",
    "other_years",  # 1 when the unit names years, but none of those asked about
    "figure",  # the question asks for a figure, and the unit has one
    "no_figure",  # …and it has none
    "when",  # asks for a time, and the unit has one
    "no_when",
    "reason",  # asks for a reason, and the unit has a word for one
    "list",  # asks for several things, and the unit lists some
    "definition",  # asks what something is, and the unit says so
    "who",  # asks for a person or body, and the unit names one
    "question",  # the unit is itself a question
    "short",  # the unit has fewer than ten letters
    "row",  # the unit is a table row
    "opening",  # the unit opens its document
    "opening_definition",  # …and the question asks what something is
    "starts",  # share of the words of the question in its first few letters
    "starts_definition",  # …where the question asks what something is
    "quoted",  # share of the unit's words that the question repeats: an echo has nothing to add
)

_LETTERS = re.compile(r"\w")
# How many characters are the opening of a document, and the first few of a sentence.
OPENING, _START = 80, 14


@dataclass(frozen=True, slots=True)
class _Read:
    """What a text shows by itself, the same for every question.

    Attributes:
        units: its words, in order, with repetition.
        words: the same as a set.
        starts: those of its first few characters.
        years: that it names.
        small: the text in small letters, for names.
        patterns: whether it has a figure, a time, a reason, a list, a definition, a person or body.
        question: it is itself a question.
        short: it has fewer than ten letters.
    """

    units: tuple[str, ...]
    words: frozenset[str]
    starts: frozenset[str]
    years: frozenset[int]
    small: str
    patterns: Mapping[str, bool]
    question: bool
    short: bool


@lru_cache(maxsize=16384)
def _read(text: str) -> _Read:
    units = tuple(word_units(text))
    bare = re.sub(r"(?<!\d)(?:1|2)\d{3}年?(?!\d)", " ", text)  # a year is no figure
    return _Read(
        units=units,
        words=frozenset(units),
        starts=frozenset(word_units(text[:_START])),
        years=frozenset(find_years(text)[0]),
        small=text.casefold(),
        patterns={k: bool(p.search(bare if k == "figure" else text)) for k, p in PATTERNS.items()},
        question=text.rstrip("”\"'").endswith(("?", "？")),
        short=len(_LETTERS.findall(text)) < 10,
    )


@lru_cache(maxsize=16384)
def _around(wide: str) -> tuple[frozenset[str], frozenset[int], str]:
    """Words, years and small letters of a unit with all that bears on it."""
    return frozenset(word_units(wide)), frozenset(find_years(wide)[0]), wide.casefold()


def rarity(units: Sequence[Evidence]) -> dict[str, float]:
    """How rare each word is among the units, in (0, 1]: words in every unit say nothing."""
    held: dict[str, int] = {}
    for unit in units:
        for word in _read(unit.text).words:
            held[word] = held.get(word, 0) + 1
    top = math.log(len(units) + 1.0) or 1.0
    return {word: max(0.05, math.log((len(units) + 1) / (n + 0.5)) / top) for word, n in held.items()}


def feature_rows(
    query: Query,
    units: Sequence[Evidence],
    near: Features,
    near_wide: Features,
    near_focus: Features,
    rare: Mapping[str, float],
) -> Features:
    """One row of features a unit.

    Args:
        query: the question.
        units: n of them.
        near: nearness of each unit, shape (n,).
        near_wide: the same with all that bears on it.
        near_focus: nearness to what the question asks of the unit's document.
        rare: from `rarity`; a word that no unit holds weighs 1.

    Returns:
        float32, shape (n, len(NAMES)), in the order of `NAMES`.
    """
    asked = set(word_units(query.as_written))
    weight = {w: rare.get(w, 1.0) * (0.3 if len(w) == 1 and not w.isascii() else 1.0) for w in asked}
    rows = np.zeros((len(units), len(NAMES)), np.float32)
    rows[:, 0] = standardised(near)
    rows[:, 1] = standardised(near_wide)
    rows[:, 2] = standardised(np.asarray([u.score for u in units], np.float32))
    rows[:, 3] = near_focus
    for number, unit in enumerate(units):
        rows[number, 4:] = _own(query, unit, weight)
    return rows


def standardised(values: Features) -> Features:
    """Values in standard deviations from their mean."""
    if not len(values):
        return values
    spread = float(values.std())
    return ((values - values.mean()) / spread).astype(np.float32) if spread > 1e-6 else np.zeros_like(values)


def _own(query: Query, unit: Evidence, weight: Mapping[str, float]) -> list[float]:
    """The features that need no other unit, from "first" on."""
    kind, seen = query.kind, _read(unit.text)
    around, years_wide, small_wide = _around(unit.wide)
    here, patterns = seen.words, seen.patterns
    total = sum(weight.values()) or 1.0
    topic = _topic(unit.document.title, unit.document.text[:OPENING])
    focus = {w: v for w, v in weight.items() if w not in topic}
    opening, asks_what = unit.start < OPENING // 2 and not unit.before, kind == "definition"
    begun = sum(v for w, v in weight.items() if w in seen.starts) / total
    asked_years = set(query.years)
    return [
        float(unit.rank == 0),
        sum(v for w, v in weight.items() if w in here) / total,
        sum(v for w, v in weight.items() if w in around) / total,
        sum(v for w, v in focus.items() if w in here) / (sum(focus.values()) or 1.0),
        _named(query, seen.small),
        _named(query, small_wide),
        len(asked_years & seen.years) / len(asked_years) if asked_years else 0.0,
        len(asked_years & years_wide) / len(asked_years) if asked_years else 0.0,
        float(bool(asked_years and seen.years and not asked_years & seen.years)),
        float(kind == "figure" and patterns["figure"]),
        float(kind == "figure" and not patterns["figure"]),
        float(kind == "when" and patterns["when"]),
        float(kind == "when" and not patterns["when"]),
        float(kind == "reason" and patterns["reason"]),
        float(kind == "list" and patterns["list"]),
        float(kind == "definition" and patterns["definition"]),
        float(kind == "who" and patterns["who"]),
        float(seen.question),
        float(seen.short),
        float(unit.table is not None),
        float(opening),
        float(opening and asks_what),
        begun,
        begun * asks_what,
        len([w for w in seen.units if w in weight]) / max(len(seen.units), 1),
    ]


@lru_cache(maxsize=4096)
def _topic(title: str, opening: str) -> frozenset[str]:
    """The words of a document's title and opening: what all of it is about."""
    return frozenset(word_units(f"{title} {opening}"))


def _named(query: Query, small: str) -> float:
    """Share of the proper names of the question that a text in small letters holds in one of their forms."""
    if not query.names:
        return 0.0
    held = [any(form.casefold() in small for form in m.name.forms) for m in query.names]
    return sum(held) / len(held)
