"""Reading again: both scores count, what was not read stays behind, and nothing is lost."""

import itertools
from collections.abc import Callable, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.document import Document
from index.texts import text_documents
from retrieval.asked import read_asked
from retrieval.evidence import Evidence, evidence_of
from retrieval.names import default_names
from retrieval.ranking import Scored
from retrieval.rereading import BEHIND, READ, better, of_kind, reread
from retrieval.understand import understand

PIECES = evidence_of(
    text_documents([("a.md", "话", "".join(f"第{n}句话说的是另一件事。" for n in range(READ + 6)))])[0]
)
QUERY = understand("说的是什么？", (), default_names())


class Known:
    """A reader whose scores are known."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.scores_by_key = {piece.key: score for piece, score in zip(PIECES, scores, strict=False)}
        self.read = 0

    def scores(self, question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
        self.read += len(evidence)
        return np.asarray([self.scores_by_key.get(e.key, 0.0) for e in evidence], np.float32)


def ranked(count: int) -> list[Scored]:
    return [Scored(piece, -0.1 * n, 0.5) for n, piece in enumerate(PIECES[:count])]


def test_what_the_reader_prefers_comes_first_and_its_odds_are_kept() -> None:
    again = reread(QUERY, ranked(4), Known([-3, -2, 4, -1]))  # type: ignore[arg-type]
    assert again[0].evidence == PIECES[2] and again[0].read == 4.0


def test_only_the_best_are_read() -> None:
    reader = Known([0.0] * len(PIECES))
    again = reread(QUERY, ranked(READ + 6), reader)  # type: ignore[arg-type]
    assert reader.read == READ and [s.read is None for s in again] == [False] * READ + [True] * 6
    assert reread(QUERY, [], reader) == []  # type: ignore[arg-type]


@given(st.lists(st.floats(-8, 8), min_size=len(PIECES), max_size=len(PIECES)), st.integers(0, len(PIECES)))
def test_nothing_is_lost_scores_fall_and_what_was_not_read_stays_behind(scores: list[float], count: int) -> None:
    before = ranked(min(count, len(PIECES)))
    again = reread(QUERY, before, Known(scores))  # type: ignore[arg-type]
    assert {s.evidence.key for s in again} == {s.evidence.key for s in before} and len(again) == len(before)
    assert all(a.score >= b.score for a, b in itertools.pairwise(again))
    assert [s.evidence for s in again[READ:]] == [s.evidence for s in before[READ:]]


def test_what_ranks_far_behind_is_not_read() -> None:
    reader = Known([0.0] * len(PIECES))
    before = [Scored(piece, -(BEHIND - 0.1) * n, 0.5) for n, piece in enumerate(PIECES[:4])]
    again = reread(QUERY, before, reader)  # type: ignore[arg-type]
    assert reader.read == 2 and [s.read is None for s in again] == [False, False, True, True]


class Whole(Known):
    """A reader that likes nothing but a list as a whole."""

    def scores(self, question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
        return np.asarray([6.0 if "续航" in e.text and "人力" in e.text else -1.0 for e in evidence], np.float32)


def test_the_items_of_a_list_are_worth_what_their_list_is(markdown: Callable[[str], Document]) -> None:
    pieces = evidence_of(markdown("# 挑战\n\n助行器卖得很好。\n\n1. 电池续航太短。\n2. 评估人力不足。\n"))
    query = understand("有哪几个问题？", (), default_names())
    again = reread(query, [Scored(p, -0.1 * n, 0.5) for n, p in enumerate(pieces)], Whole([]))  # type: ignore[arg-type]
    assert {s.evidence.text for s in again[:2]} == {p.text for p in pieces if "续航" in p.text or "人力" in p.text}
    other = understand("为什么？", (), default_names())
    assert reread(other, [Scored(p, -0.1 * n, 0.5) for n, p in enumerate(pieces)], Whole([]))[0].evidence == pieces[0]  # type: ignore[arg-type]


OTHERS = [
    piece
    for name in ("b.md", "c.md")
    for piece in evidence_of(text_documents([(name, "话", "这一篇说的是别的。还有一句。第三句也在。")])[0])
]


@given(st.lists(st.floats(-8, 8), max_size=4), st.lists(st.floats(-8, 8), max_size=len(OTHERS)))
def test_one_document_answers_and_another_only_where_it_scores_far_above(own: list[float], other: list[float]) -> None:
    mine = [Scored(p, x, 0.5) for p, x in zip(PIECES, sorted(own, reverse=True), strict=False)]
    theirs = [Scored(p, x, 0.5) for p, x in zip(OTHERS, sorted(other, reverse=True), strict=False)]
    told = better(mine, theirs)
    if told != mine:
        assert told[0] == theirs[0] and (not mine or theirs[0].score > mine[0].score)
        assert {s.evidence.document.doc_id for s in told} == {theirs[0].evidence.document.doc_id}
    if mine and theirs and theirs[0].score <= mine[0].score:
        assert told == mine


def test_far_above_is_enough() -> None:
    mine, theirs = [Scored(PIECES[0], 0.0, 0.5)], [Scored(OTHERS[0], 5.0, 0.5)]
    assert better(mine, theirs) == theirs and better([], theirs) == theirs and better(mine, []) == mine


MAKERS = evidence_of(
    text_documents([("m.md", "厂家", "十家厂家里三家赚了钱。\n\n最大的厂家年产量为80万台。\n\n还有两家在建。")])[0]
)
HOW_MANY = understand("最大的厂家年产多少万台？", (), default_names())


def test_a_figure_of_the_kind_asked_for_goes_before_what_reads_better() -> None:
    best = [Scored(MAKERS[0], 2.0, 0.5, read=3.0), Scored(MAKERS[1], 1.0, 0.5, read=1.0)]
    assert of_kind(best, read_asked(HOW_MANY)) == best[1:]


def test_but_not_before_what_reads_like_an_answer_far_above_it() -> None:
    best = [Scored(MAKERS[0], 5.0, 0.5, read=3.0), Scored(MAKERS[1], 1.0, 0.5, read=-3.0)]
    assert of_kind(best, read_asked(HOW_MANY)) == best
    unread = [Scored(MAKERS[0], 5.0, 0.5, read=0.5), Scored(MAKERS[1], 1.0, 0.5, read=-3.0)]
    assert of_kind(unread, read_asked(HOW_MANY)) == unread[1:]
