"""The passages shown: no hit is lost, scores fall, what both orders prefer leads."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import Settings
from retrieval.evidence import evidence_in
from retrieval.pipeline import open_collection
from retrieval.ranking import Scored
from retrieval.shown import in_read_order

GIVEN = open_collection(
    [(f"{n}.md", "", f"第{n}座灯塔建于18{n}0年。塔高{n}米。") for n in range(9)], Settings(), lambda line: None
)
HITS = GIVEN.search("灯塔建于哪一年？", 9)
PIECES = evidence_in(HITS, {d.doc_id: d for d in GIVEN.documents})


def read(order: list[int]) -> list[Scored]:
    return [Scored(PIECES[n], -0.1 * place, 0.5) for place, n in enumerate(order)]


@given(st.lists(st.integers(0, len(PIECES) - 1), unique=True))
def test_no_hit_is_lost_and_scores_fall(order: list[int]) -> None:
    again = in_read_order(HITS, read(order))
    assert sorted(hit.passage.doc_id for hit in again) == sorted(hit.passage.doc_id for hit in HITS)
    assert all(one.score >= two.score for one, two in itertools.pairwise(again))


def test_where_nothing_was_read_the_order_stays() -> None:
    assert [hit.row for hit in in_read_order(HITS, [])] == [hit.row for hit in HITS]
    assert in_read_order([], []) == []


def test_what_the_reader_puts_first_rises_past_what_it_puts_behind() -> None:
    def of(place: int) -> list[int]:
        return [n for n, piece in enumerate(PIECES) if piece.document.doc_id == HITS[place].passage.doc_id]

    order = [*of(6), *(n for n in range(len(PIECES)) if n not in of(6))]
    again = [hit.row for hit in in_read_order(HITS, read(order))]
    assert again.index(HITS[6].row) < 3 and again[0] in (HITS[0].row, HITS[6].row)
