"""Units in the order of how well they answer."""

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.features import NAMES, feature_rows, rarity
from retrieval.query import Query
from retrieval.search import Searcher
from retrieval.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit and how well it answers: log-odds, higher is better."""

    unit: Evidence
    score: float

    @property
    def odds(self) -> float:
        """The same as a probability in (0, 1)."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


def rank_units(query: Query, units: Sequence[Evidence], searcher: Searcher) -> list[Scored]:
    """The units, best first; ties go to the earlier place."""
    if not units:
        return []
    scores = searcher.sentence_scores(query.search, [u.text for u in units] + [u.wide for u in units])
    near, wide = scores[: len(units)], scores[len(units) :]
    rows = feature_rows(query, units, near, wide, rarity(units))
    bias, weights = current_weights()
    values = rows @ weights + bias
    order = sorted(range(len(units)), key=lambda i: (-float(values[i]), units[i].key))
    return [Scored(units[i], float(values[i])) for i in order]


@cache
def current_weights() -> tuple[float, NDArray[np.float32]]:
    """Bias and weights, in the order of `NAMES`."""
    with Path(__file__).with_name("weights.toml").open("rb") as file:
        data = tomllib.load(file)
    return float(data["bias"]), np.asarray([data["weights"][name] for name in NAMES], np.float32)
