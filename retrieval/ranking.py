"""Evidence in the order of how well it answers."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.evidence import Evidence
from retrieval.features import NAMES, feature_rows, rarity
from retrieval.focus import focus_scores
from retrieval.query import Query
from retrieval.search import Searcher


@dataclass(frozen=True, slots=True)
class Scored:
    """Evidence and how well it answers.

    Attributes:
        evidence: a sentence or table row.
        score: log-odds, higher is better; comparable within one question only.
        near: how near its text is to the question, in [-1, 1].
    """

    evidence: Evidence
    score: float
    near: float


def rank_evidence(query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> list[Scored]:
    """The evidence, best first; ties go to the earlier place."""
    if not evidence:
        return []
    scores = searcher.sentence_scores(query.search, [e.text for e in evidence] + [e.wide for e in evidence])
    near, wide = scores[: len(evidence)], scores[len(evidence) :]
    focus = focus_scores(query.search, evidence, searcher)
    rows = feature_rows(query, evidence, near, wide, focus, rarity(evidence))
    bias, weights = current_weights()
    values = rows @ weights + bias
    order = sorted(range(len(evidence)), key=lambda i: (-float(values[i]), evidence[i].key))
    return [Scored(evidence[i], float(values[i]), float(near[i])) for i in order]


@cache
def current_weights() -> tuple[float, NDArray[np.float32]]:
    """Bias and weights, in the order of `NAMES`."""
    with Path(__file__).with_name("weights.toml").open("rb") as file:
        data = tomllib.load(file)
    return float(data["bias"]), np.asarray([data["weights"][name] for name in NAMES], np.float32)
