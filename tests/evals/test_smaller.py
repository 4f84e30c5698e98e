"""Smaller models: what turning, cutting and bytes may change, and that the table compares with what ships."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.settings import Settings
from evals.beir import RetrievalSet
from evals.smaller import VARIANTS, Vectors, cut, every, in_bytes, smaller_rows, turned, variant
from index.static import StaticEmbedder

MATRICES = arrays(np.float32, (9, 5), elements=st.floats(-4, 4, width=32))
SET = RetrievalSet(
    (("t1", "", "红茶产于山区。"), ("t2", "", "灯塔建于1880年。"), ("t3", "", "The kiln fires blue glaze.")),
    {"q1": "灯塔什么时候建的?", "q2": "What does the kiln fire?", "q3": "茶产于哪里?"},
    {"q1": {"t2": 1}, "q2": {"t3": 1}, "q3": {"t1": 1}},
)


@given(MATRICES)
def test_turned_without_loss_of_dimensions_keeps_every_inner_product(vectors: Vectors) -> None:
    same = turned(vectors, 5)
    assert same @ same.T == pytest.approx(vectors @ vectors.T, abs=1e-3)


@given(MATRICES, st.integers(1, 5))
def test_turning_keeps_at_least_as_much_as_cutting(vectors: Vectors, dim: int) -> None:
    kept = [float((one**2).sum()) for one in (cut(vectors, dim), turned(vectors, dim))]
    assert turned(vectors, dim).shape == cut(vectors, dim).shape == (9, dim)
    assert kept[1] >= kept[0] - 1e-3


@given(MATRICES)
def test_a_byte_is_half_a_step_off_at_most_and_holds_the_largest_number(vectors: Vectors) -> None:
    kept = in_bytes(vectors)
    steps = np.abs(vectors).max(axis=1, keepdims=True) / 127
    assert np.all(np.abs(kept - vectors) <= steps / 2 + 1e-6)
    assert np.abs(kept).max(axis=1) == pytest.approx(np.abs(vectors).max(axis=1), abs=1e-6)


def test_the_variant_without_a_change_is_the_model_that_ships() -> None:
    assert np.array_equal(variant(VARIANTS["as shipped"]).vectors, StaticEmbedder().vectors)
    assert variant(VARIANTS["64 first"]).embed_queries(["市场"]).shape == (1, 64)


@pytest.mark.slow
def test_a_row_a_variant_and_the_shipped_one_differs_in_nothing_from_itself() -> None:
    told: list[str] = []
    rows = smaller_rows({"small": SET}, Settings(), told.append)
    assert [row[0] for row in rows[1:]] == list(VARIANTS) and len(told) == len(VARIANTS)
    assert rows[1][1] == "1.000 / 1.000 (1.000)"


def test_every_second_query_keeps_its_judgements() -> None:
    assert every(SET, 2) == RetrievalSet(
        SET.texts, {q: SET.queries[q] for q in ("q1", "q3")}, {q: SET.qrels[q] for q in ("q1", "q3")}
    )
