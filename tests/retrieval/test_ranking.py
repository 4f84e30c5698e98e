import tomllib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import retrieval.ranking
from corpus.document import Document
from retrieval.features import NAMES
from retrieval.ranking import current_weights, rank_evidence
from tests.retrieval.pieces import ask, evidence_of, near


class Scores:
    """A searcher whose nearness is that of letters; the only part of one that ranking uses."""

    def __init__(self, flat: bool = False) -> None:
        self.flat = flat

    def sentence_scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray([0.5] * len(texts) if self.flat else near(query, texts), np.float32)


TEXT = "# 茶\n\n茶叶的产量为3万吨。渡船的票价为5元。瓷器由釉料烧成。"


def test_the_sentence_that_answers_comes_first(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown(TEXT))
    for question, first in (("产量是多少？", "3万吨"), ("票价是多少？", "5元"), ("瓷器由什么烧成？", "釉料")):
        ranked = rank_evidence(ask(question), units, Scores())  # type: ignore[arg-type]
        assert first in ranked[0].evidence.text
        assert [s.score for s in ranked] == sorted((s.score for s in ranked), reverse=True)
        assert {s.evidence.key for s in ranked} == {e.key for e in units}


def test_near_is_that_of_the_text_alone(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown(TEXT))
    for scored in rank_evidence(ask("票价"), units, Scores()):  # type: ignore[arg-type]
        assert scored.near == np.float32(near("票价", [scored.evidence.text])[0])


def test_ties_go_to_the_earlier_place(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("甲甲甲甲甲甲甲甲甲甲甲甲甲甲。\n\n" + "甲甲甲甲甲甲甲甲甲甲甲甲甲甲。\n\n" * 3))[1:]
    ranked = rank_evidence(ask("茶"), units[::-1], Scores(flat=True))  # type: ignore[arg-type]
    assert len({s.score for s in ranked}) < len(ranked)  # there are ties indeed
    for a, b in pairwise(ranked):
        assert (-a.score, a.evidence.key) < (-b.score, b.evidence.key)


def test_no_evidence() -> None:
    assert rank_evidence(ask("茶"), [], Scores()) == []  # type: ignore[arg-type]


def test_weights_name_exactly_the_features() -> None:
    path = Path(retrieval.ranking.__file__).with_name("weights.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(data["weights"]) == set(NAMES)
    bias, weights = current_weights()
    assert weights.shape == (len(NAMES),) and np.isfinite(weights).all() and np.isfinite(bias)
    assert weights[NAMES.index("near_wide")] > 0 > weights[NAMES.index("question")]
