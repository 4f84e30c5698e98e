"""What every embedder keeps."""

from collections.abc import Callable

import numpy as np
import pytest

from corpus.settings import EmbedderSettings
from index.embedder import Embedder, load_embedder
from index.static import MODEL_FOLDER

TEXTS = ["汽车云服务的市场规模", "the market for automotive cloud services", "2025年为480亿元", "!"]

BY_PATH = EmbedderSettings(model=str(MODEL_FOLDER))
LOADERS = [
    pytest.param(load_embedder, id="embedded"),
    pytest.param(lambda: load_embedder(BY_PATH), id="sentence-transformers", marks=pytest.mark.slow),
]


@pytest.fixture(scope="module", params=LOADERS)
def embedder(request: pytest.FixtureRequest) -> Embedder:
    load: Callable[[], Embedder] = request.param
    return load()


def test_shape_and_type(embedder: Embedder) -> None:
    for embed in (embedder.embed_queries, embedder.embed_passages):
        vectors = embed(TEXTS)
        assert vectors.shape == (len(TEXTS), embedder.dim)
        assert vectors.dtype == np.float32
        assert embed([]).shape == (0, embedder.dim)


def test_rows_have_unit_length(embedder: Embedder) -> None:
    lengths = np.linalg.norm(embedder.embed_passages(TEXTS[:3]), axis=1)
    assert lengths == pytest.approx(1, abs=1e-3)


def test_a_text_without_known_tokens_is_a_zero_row(embedder: Embedder) -> None:
    vectors = embedder.embed_queries(["", " ?!", TEXTS[0]])
    assert not vectors[:2].any()
    assert vectors[2].any()


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    together = embedder.embed_passages(TEXTS)
    alone = np.concatenate([embedder.embed_passages([text]) for text in TEXTS])
    assert np.allclose(together, alone, atol=1e-3)


def test_translations_are_nearer_than_strangers(embedder: Embedder) -> None:
    zh, en, figure, _ = embedder.embed_queries(TEXTS)
    assert zh @ en > zh @ figure + 0.1


def test_fingerprint_is_stable(embedder: Embedder) -> None:
    assert embedder.fingerprint == embedder.fingerprint
    assert len(embedder.fingerprint) == 16


def test_every_setting_reaches_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, object]] = []
    monkeypatch.setattr("index.sentence.SentenceEmbedder", lambda model, **rest: given.append({"model": model, **rest}))
    chosen = EmbedderSettings(model="m", revision="r", query_prompt="q", passage_prompt="", device="cuda")
    load_embedder(chosen)
    assert given == [chosen.model_dump()]
