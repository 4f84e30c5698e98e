"""A cross-encoder by name: what it is given, what comes back, and what is said of one that is not there."""

import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from corpus.errors import ModelError
from retrieval.rerank import CrossEncoderReranker


class FakeCrossEncoder:
    """Scores a passage by how many characters of the query it holds; knows one name."""

    given: Any = None

    def __init__(self, model: str, *, device: str) -> None:
        if model != "known/model":
            raise OSError(f"{model} is not a local folder")
        type(self).given = (model, device)

    def predict(self, pairs: Sequence[tuple[str, str]], **_: object) -> Any:
        return np.array([[sum(char in text for char in query)] for query, text in pairs], np.float64)


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("sentence_transformers")
    module.CrossEncoder = FakeCrossEncoder  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", module)


def test_each_passage_is_read_with_the_query() -> None:
    reranker = CrossEncoderReranker("known/model", "cuda")
    assert FakeCrossEncoder.given == ("known/model", "cuda")
    scores = reranker.score("云市场", ["云的市场", "云", "车"])
    assert (scores.dtype, scores.tolist()) == (np.float32, [3.0, 1.0, 0.0])
    assert reranker.score("云", []).shape == (0,)


def test_a_model_that_cannot_be_loaded_is_named_with_the_mend() -> None:
    with pytest.raises(ModelError, match=r"reranker 'gone': .*OSError: gone is not a local folder.*reranker = \"\""):
        CrossEncoderReranker("gone")
