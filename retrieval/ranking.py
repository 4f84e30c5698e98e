"""Evidence in the order of how well it answers: a small network over what features and matching see of each unit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from retrieval import cues, features, matching
from retrieval.cues import cue_rows
from retrieval.evidence import Evidence
from retrieval.features import feature_rows, rarity
from retrieval.focus import focus_scores
from retrieval.listing import list_blocks
from retrieval.matching import match_rows
from retrieval.query import Query
from retrieval.search import Searcher

NAMES: Final = (*features.NAMES, *matching.NAMES, *cues.NAMES)
NETWORK: Final = Path(__file__).with_name("ranking.npz")
"""Arrays `mean`, `spread`, `hidden`, `offset`, `output`: see `Network`."""
_KINDS: Final = ("figure", "when", "where", "reason", "list", "definition", "who", "how", "open", "comparison")
# An input that is far from all that was learnt from says no more than one at the edge of it.
_EDGE: Final = 5.0
# How much of what an item is worse than the best of its list counts where the list is judged as a whole.
_AMONG_ITEMS: Final = 0.1
Rows = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Scored:
    """Evidence and how well it answers.

    Attributes:
        evidence: a sentence or table row.
        score: log-odds, higher is better; comparable within one question only.
        near: how near its text is to the question, in [-1, 1].
        read: log-odds that it answers, against that nothing does, as the reader has it; None where it was not read.
    """

    evidence: Evidence
    score: float
    near: float
    read: float | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen of the evidence of one question.

    Attributes:
        units: n sentences and rows.
        inputs: what the network reads of the units and then of the lists that they make, shape (n + lists, inputs).
        near: how near the text of each unit is to the question, in [-1, 1], shape (n,).
        lists: for each list the numbers of its items.
    """

    units: tuple[Evidence, ...]
    inputs: Rows
    near: Rows
    lists: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Network:
    """One hidden layer of tanh over scaled inputs.

    Attributes:
        mean: of each input, shape (inputs,).
        spread: standard deviation, shape (inputs,); infinite for inputs that are not read.
        hidden: shape (inputs, units).
        offset: shape (units,).
        output: shape (units,).
    """

    mean: Rows
    spread: Rows
    hidden: Rows
    offset: Rows
    output: Rows

    def scores(self, rows: Rows) -> Rows:
        """The score of each row, shape (n,)."""
        read = scaled(rows, self.mean, self.spread)
        return np.asarray(np.tanh(read @ self.hidden + self.offset) @ self.output, np.float32)


def scaled(inputs: Rows, mean: Rows, spread: Rows) -> Rows:
    """Inputs in standard deviations from their means, none farther off than the edge of what was learnt from."""
    return np.asarray(np.clip((inputs - mean) / spread, -_EDGE, _EDGE), np.float32)


def rank_evidence(query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> list[Scored]:
    """The evidence, best first; ties go to the earlier place. Bare titles and questions are evidence only where there is nothing else."""
    if not evidence:
        return []
    seen = look_at(query, evidence, searcher)
    # Sums of floats depend a little on the order of the rows; what is equal must stay equal.
    values = np.round(with_lists(current_network().scores(seen.inputs), seen.lists), 3)
    order = sorted(range(len(seen.units)), key=lambda i: (-float(values[i]), seen.units[i].key))
    return [Scored(seen.units[i], float(values[i]), float(seen.near[i])) for i in order]


def look_at(query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> Seen:
    """All that the ranking reads of evidence, which must not be empty."""
    units = tuple(e for e in evidence if not e.is_title and not e.is_question) or tuple(evidence)
    blocks = list_blocks(units)
    rows, near = seen_rows(query, [*units, *(block for block, _ in blocks)], searcher)
    inputs = inputs_of(query, rows, near, len(units))
    return Seen(units, inputs, near[: len(units)], tuple(tuple(items) for _, items in blocks))


def with_lists(values: Rows, lists: Sequence[Sequence[int]]) -> Rows:
    """Values of the units alone, shape (n,), from those of the units and then of the lists, shape (n + lists,).

    An item is worth what it is by itself, or what its list is, the best item of it most.
    """
    own = values[: len(values) - len(lists)].copy()
    for items, whole in zip(lists, values[len(own) :], strict=True):
        among = own[list(items)]
        own[list(items)] = np.maximum(among, whole - _AMONG_ITEMS * (among.max() - among))
    return own


def seen_rows(query: Query, evidence: Sequence[Evidence], searcher: Searcher) -> tuple[Rows, Rows]:
    """What is seen of each unit, in the order of `NAMES`, and how near its text is: shapes (n, len(NAMES)) and (n,)."""
    scores = searcher.sentence_scores(query.as_written, [e.text for e in evidence] + [e.wide for e in evidence])
    near, wide = scores[: len(evidence)], scores[len(evidence) :]
    focus = focus_scores(query.as_written, evidence, searcher)
    own = feature_rows(query, evidence, near, wide, focus, rarity(evidence))
    rows = [own, match_rows(query, evidence, searcher), cue_rows(query, evidence, searcher)]
    return np.concatenate(rows, axis=1), near


def inputs_of(query: Query, rows: Rows, near: Rows, units: int) -> Rows:
    """What the network reads: the rows, how far each is from the best unit in each, the kind of question, and nearness.

    Args:
        query: the question.
        rows: from `seen_rows`, shape (n, len(NAMES)).
        near: likewise, shape (n,).
        units: how many of the rows are units; lists follow.
    """
    kinds = np.tile(np.asarray([query.kind == kind for kind in _KINDS], np.float32), (len(rows), 1))
    return np.concatenate([rows, rows - rows[:units].max(axis=0), kinds, near[:, None]], axis=1)


@cache
def current_network() -> Network:
    """The network that ships."""
    with np.load(NETWORK) as saved:
        return Network(*(np.asarray(saved[name], np.float32) for name in Network.__slots__))
