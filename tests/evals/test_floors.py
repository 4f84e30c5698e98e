import math
from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.beir import measure
from evals.floors import bm25_run, plain_units, pooled_run, random_run


def test_chance_is_the_same_every_time_and_near_chance() -> None:
    texts = [(f"d{k}", "", "") for k in range(50)]
    queries = [f"q{k}" for k in range(400)]
    run = random_run(texts, queries)
    assert run == random_run(texts, queries)
    found = measure(run, {q: {"d7": 1} for q in queries})
    assert found["recall@10"] == pytest.approx(0.2, abs=0.06)
    assert found["recall@100"] == 1.0


def test_bm25_worked_out_by_hand() -> None:
    texts = [("a", "", "x y"), ("b", "", "y y z z"), ("c", "t", "w")]
    run = bm25_run(texts, {"q": "y", "none": "v"})
    # y stands in 2 of 3 documents; sizes are 2, 4 and 2, their mean 8/3.
    weight = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    a = weight * 1 * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 2 / (8 / 3)))
    b = weight * 2 * 2.5 / (2 + 1.5 * (0.25 + 0.75 * 4 / (8 / 3)))
    assert run["q"] == [("b", pytest.approx(b)), ("a", pytest.approx(a))]
    assert run["none"] == []


def test_units_fold_script_and_width() -> None:
    assert plain_units("雲ＡＩ") == plain_units("云ai") == ["云", "ai"]


class Lengths:
    """Embeds a text by two directions: short and long."""

    name, dim, fingerprint = "lengths", 2, "0"

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[1, 0] if len(text) < 5 else [0, 1] for text in texts], dtype=np.float32)

    embed_passages = embed_queries


def test_pooled_vectors_rank_by_cosine_and_ties_by_place() -> None:
    texts = [("long", "", "a long text"), ("s1", "", "s"), ("s2", "", "t")]
    run = pooled_run(texts, {"q": "x", "r": "a long query"}, Lengths())
    assert [doc_id for doc_id, _ in run["q"]] == ["s1", "s2", "long"]
    assert run["r"][0] == ("long", 1.0)
