from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.document import Document
from retrieval.ranking import NAMES, Network, current_network, inputs_of, look_at, rank_evidence, seen_rows
from tests.retrieval.pieces import ask, evidence_of, near


class Scores:
    """A searcher whose nearness is that of letters; the only part of one that ranking uses."""

    def __init__(self, flat: bool = False) -> None:
        self.flat = flat

    def sentence_scores(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.asarray([0.5] * len(texts) if self.flat else near(query, texts), np.float32)

    def aligned(self, query: str, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return np.ones(1, np.float32), self.sentence_scores(query, texts)[:, None]

    def rarity(self, word: str) -> float:
        return 0.5

    def knows(self, word: str) -> bool:
        return True


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


def test_bare_titles_are_evidence_only_where_there_is_nothing_else(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("# 渡船票价\n\n渡船票价\n\n大人五元，小孩三元。"))
    ranked = rank_evidence(ask("渡船票价"), units, Scores())  # type: ignore[arg-type]
    assert [s.evidence.text for s in ranked] == ["大人五元，小孩三元。"]
    alone = [u for u in units if u.is_title]
    assert alone and len(rank_evidence(ask("渡船票价"), alone, Scores())) == len(alone)  # type: ignore[arg-type]


def test_questions_are_evidence_only_where_there_is_nothing_else(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("# 船\n\n渡船票价是多少？\n\n大人五元。"))
    assert [s.evidence.text for s in rank_evidence(ask("渡船票价"), units, Scores())] == ["大人五元。"]  # type: ignore[arg-type]


def test_the_items_of_a_list_that_answers_come_together(markdown: Callable[[str], Document]) -> None:
    text = "# 渡船\n\n渡船于1920年开航，很受欢迎。\n\n渡船票价如下：\n\n- 大人五元\n- 小孩三元\n\n渡船很旧，船员很少。"
    ranked = rank_evidence(ask("渡船票价有哪些？"), evidence_of(markdown(text)), Scores())  # type: ignore[arg-type]
    places = [n for n, s in enumerate(ranked) if s.evidence.is_item]
    assert len(places) == 2 and places[1] - places[0] <= 2 and places[0] <= 1


def test_the_network_that_ships_fits_its_inputs(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown(TEXT))
    seen, network = look_at(ask("产量是多少？"), units, Scores()), current_network()  # type: ignore[arg-type]
    assert len(seen.inputs) == len(seen.units) + len(seen.lists)
    assert seen.inputs.shape[1] == len(network.mean) == len(network.spread) == len(network.hidden)
    assert len(network.offset) == len(network.output) == network.hidden.shape[1]
    assert all(np.isfinite(getattr(network, name)).all() for name in ("mean", "hidden", "offset", "output"))


def test_inputs_are_the_rows_and_how_far_each_is_from_the_best_unit(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown(TEXT))
    query = ask("产量是多少？")
    rows, near = seen_rows(query, units, Scores())  # type: ignore[arg-type]
    inputs = inputs_of(query, rows, near, 2)
    width = len(NAMES)
    assert (inputs[:, :width] == rows).all() and (inputs[:, -1] == near).all()
    assert inputs[:, width : 2 * width] + rows[:2].max(axis=0) == pytest.approx(rows, abs=1e-6)


def test_a_network_is_its_formula() -> None:
    network = Network(*(np.asarray(a, np.float32) for a in ([1, 0], [2, np.inf], [[1], [9]], [0.5], [3])))
    found = network.scores(np.asarray([[3, 7], [1, 0], [1e9, 0]], np.float32))
    assert found == pytest.approx([3 * np.tanh(1.5), 3 * np.tanh(0.5), 3 * np.tanh(5.5)], rel=1e-5)
