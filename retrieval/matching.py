"""How the words of a question are matched in a unit: by meaning, in order, close together, and beside what is asked for."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.words import word_units
from retrieval.evidence import Evidence
from retrieval.late import weighted_mean
from retrieval.patterns import PATTERNS
from retrieval.query import Query
from retrieval.search import Searcher
from retrieval.sentences import clause_spans
from retrieval.sought import has_sought, sought_kind
from retrieval.wanted import wanted_noun

NAMES = (
    "align",  # mean of how near the nearest token of the unit is to each token of the question, weighted
    "align_least",  # the mean of the least matched third of the weight
    "align_half",  # share of the weight matched better than 0.5
    "align_most",  # and better than 0.8
    "align_before",  # the same mean for what stands before the unit in its paragraph
    "align_gain",  # what the unit adds to what stands before it
    "align_heading",  # mean for the titles of its sections
    "align_union",  # for unit, text before and titles together
    "run",  # the longest run of the question's words in the unit, as a share of the question
    "runs",  # share of the question in runs of two words or more
    "runs_squared",  # the same, longer runs weighing more
    "rare",  # share of the question's words in the unit, weighed by how rare they are in the index
    "rare_before",
    "rare_heading",
    "rarest",  # the rarest word of the question that the index has stands in the unit
    "clause",  # the best such share of a clause
    "clause_fit",  # and of a clause that has what is asked for
    "noun",  # what 哪个X, which X, how many X asks for is named
    "noun_counted",  # …with a number before it
    "no_noun",  # …and it is not named
    "fits",  # something of the kind asked for is there that the question does not have
    "pronoun",  # the unit begins with a pronoun or a word that refers back
    "length",  # logarithm of its number of words
    "first_of_paragraph",
    "other_language",  # the unit is in another language than the question
)

_PRONOUN = re.compile(
    r"^[“\"'(（]?(他|她|它|其|该|此|这|那|二者|两者|对此|为此|因此)|^(it|its|they|their|he|his|she|her|this|that|these|those|both|such|here|there)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"[㐀-鿿]|[a-z]+|\d+(?:[.,]\d+)*")


def match_rows(query: Query, units: Sequence[Evidence], searcher: Searcher) -> NDArray[np.float32]:
    """One row of features a unit, float32, shape (n, len(NAMES)), in the order of `NAMES`."""
    rows = np.zeros((len(units), len(NAMES)), np.float32)
    if not units:
        return rows
    n = len(units)
    texts = [u.text for u in units] + [u.before for u in units] + [" ".join(u.headings) for u in units]
    weights, best = searcher.aligned(query.as_written, texts)
    own, before, heading = best[:n], best[n : 2 * n], best[2 * n :]
    mean = weighted_mean(own, weights)
    rows[:, 0] = mean
    rows[:, 1] = _least(own, weights)
    rows[:, 2] = weighted_mean(own > 0.5, weights)
    rows[:, 3] = weighted_mean(own > 0.8, weights)
    rows[:, 4] = weighted_mean(before, weights)
    rows[:, 5] = weighted_mean(np.maximum(own, before), weights) - rows[:, 4]
    rows[:, 6] = weighted_mean(heading, weights)
    rows[:, 7] = weighted_mean(np.maximum(np.maximum(own, before), heading), weights)
    asked = dict.fromkeys(word_units(query.as_written))
    weight = {
        w: searcher.rarity(w) * (0.3 if len(w) == 1 and not w.isascii() else 1.0) for w in asked if searcher.knows(w)
    }
    parts, noun = tuple(_parts(query.search)), wanted_noun(query.search)
    for number, unit in enumerate(units):
        rows[number, 8:] = _own(query, unit, parts, weight, noun)
    return rows


def _least(best: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean match of the third of the weight that is matched least."""
    order = np.argsort(best, axis=1)
    sorted_best, sorted_weights = np.take_along_axis(best, order, 1), weights[order]
    used = np.clip(1 / 3 - (np.cumsum(sorted_weights, axis=1) - sorted_weights), 0, sorted_weights)
    return np.asarray((sorted_best * used).sum(1) / np.maximum(used.sum(1), 1e-9), np.float32)


def _own(query: Query, unit: Evidence, parts: Sequence[str], weight: Mapping[str, float], noun: str) -> list[float]:
    total = sum(weight.values()) or 1.0

    def share(held: frozenset[str]) -> float:
        return sum(v for w, v in weight.items() if w in held) / total

    here = _words(unit.text)
    longest, runs, squared = _runs(parts, unit.text)
    clauses = _clauses(unit.text)
    rarest = max(weight, key=lambda w: weight[w], default="")
    named = bool(noun) and noun in unit.text.casefold()
    counted = bool(noun) and bool(re.search(rf"\d[^，,。;；]{{0,8}}?{re.escape(noun)}", unit.text.casefold()))
    return [
        longest,
        runs,
        squared,
        share(here),
        share(_words(unit.before)),
        share(_words(" ".join(unit.headings))),
        float(rarest in here),
        max((share(words) for words, _ in clauses), default=0.0),
        max((share(words) for words, kinds in clauses if query.kind in kinds), default=0.0),
        float(named),
        float(counted),
        float(bool(noun) and not named),
        float(has_sought(query, sought_kind(query), unit.text)),
        float(bool(_PRONOUN.match(unit.text))),
        float(np.log1p(len(here)) - 3),
        float(not unit.before and unit.table is None),
        float((unit.document.language == "en") != (query.script == "en")),
    ]


@lru_cache(maxsize=16384)
def _words(text: str) -> frozenset[str]:
    return frozenset(word_units(text))


@lru_cache(maxsize=16384)
def _clauses(text: str) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Words and kinds of each clause."""
    pieces = [text[a:b] for a, b in clause_spans(text, 0, len(text))]
    return tuple((_words(p), frozenset(k for k, pattern in PATTERNS.items() if pattern.search(p))) for p in pieces)


def _parts(text: str) -> list[str]:
    """Han characters one by one, Latin words and numbers."""
    return _PART.findall(text.casefold())


@lru_cache(maxsize=16384)
def _line(text: str) -> str:
    return f" {' '.join(_parts(text))} "


def _runs(parts: Sequence[str], text: str) -> tuple[float, float, float]:
    """Longest run of the question's parts in a text, share in runs of two or more, and the mean of their squares."""
    line, at, runs = _line(text), 0, []
    while at < len(parts):
        size = 0
        while at + size < len(parts) and f" {' '.join(parts[at : at + size + 1])} " in line:
            size += 1
        runs.append(size)
        at += max(size, 1)
    total, kept = max(len(parts), 1), [r for r in runs if r > 1]
    return max(runs, default=0) / total, sum(kept) / total, sum(r * r for r in kept) / total**2
