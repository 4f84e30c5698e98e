"""First vectors and contrastive training, on a language made up of concepts with one word on each side."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.static import StaticEmbedder
from index.training.encoded import EncodedPairs, Side
from index.training.export import save_model
from index.training.recipe import Recipe
from index.training.tokenizer import build_tokenizer, normalizer

Progress = Callable[[str], None]
CONCEPTS = 60
# Token 0 is unknown, 1 to 60 are words of one language, 61 to 120 their translations, 121 occurs nowhere.
RECIPE = replace(Recipe(), vocabulary=2 * CONCEPTS + 2, dim=32, steps=150, batch=128, rate=0.05)


def first_vectors(data: EncodedPairs, recipe: Recipe) -> NDArray[np.float32]:
    """As in the module, which loads torch: imported only where a slow test runs."""
    from index.training import firstvectors

    return firstvectors.first_vectors(data, recipe)


def train(vectors: NDArray[np.float32], data: EncodedPairs, recipe: Recipe, progress: Progress) -> NDArray[np.float32]:
    """Likewise; on one thread, which small batches do not need more of."""
    import torch

    from index.training import contrast

    torch.set_num_threads(1)
    return contrast.train(vectors, data, recipe, progress)


def pairs(count: int = 1500) -> EncodedPairs:
    random = np.random.default_rng(3)
    texts = [random.choice(CONCEPTS, random.integers(2, 6), replace=False) + 1 for _ in range(count)]
    left = [np.repeat(text, random.integers(1, 3)).astype(np.int32) for text in texts]
    right = [random.permutation(text + CONCEPTS).astype(np.int32) for text in texts]

    def side(texts: list[NDArray[np.int32]]) -> Side:
        return Side(np.concatenate(texts), np.concatenate(([0], np.cumsum([text.size for text in texts]))))

    return EncodedPairs(side(left), side(right), ("made",) * count)


def translated(vectors: NDArray[np.float32]) -> float:
    """Share of words whose nearest word of the other language is their translation."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    near = (unit[1 : CONCEPTS + 1] @ unit[CONCEPTS + 1 : 2 * CONCEPTS + 1].T).argmax(axis=1)
    return float((near == np.arange(CONCEPTS)).mean())


@pytest.mark.slow
def test_first_vectors_put_words_beside_their_translations() -> None:
    data = pairs()
    vectors = first_vectors(data, RECIPE)
    assert np.array_equal(data.left.ids, pairs().left.ids), "the pairs were changed"
    assert vectors.shape == (RECIPE.vocabulary, RECIPE.dim)
    assert vectors.dtype == np.float32
    assert translated(vectors) > 0.9
    assert np.linalg.norm(vectors[-1]) > 0


@pytest.mark.slow
def test_training_finds_translations_from_random_vectors() -> None:
    random = np.random.default_rng(0).standard_normal((RECIPE.vocabulary, RECIPE.dim)).astype(np.float32) / 6
    lines: list[str] = []
    trained = train(random, pairs(), replace(RECIPE, steps=250), lines.append)
    assert translated(random) < 0.2
    assert translated(trained) > 0.9
    assert np.array_equal(trained[-1], random[-1])
    assert len(lines) == 1


@pytest.mark.slow
def test_the_same_seed_gives_the_same_vectors() -> None:
    data = pairs(300)
    one, two = (train(first_vectors(data, RECIPE), data, replace(RECIPE, steps=20), lambda _: None) for _ in range(2))
    other = train(first_vectors(data, RECIPE), data, replace(RECIPE, steps=20, seed=2), lambda _: None)
    assert np.allclose(one, two, atol=1e-6)
    assert not np.allclose(one, other, atol=1e-3)


def test_the_saved_folder_is_a_model(tmp_path: Path) -> None:
    tokenizer = build_tokenizer({"▁cloud": -1.0, "云": -1.0}, normalizer())
    vectors = np.arange(12, dtype=np.float32).reshape(3, 4)
    save_model(tmp_path, tokenizer, vectors)
    model = StaticEmbedder(tmp_path)
    assert not model.vectors[0].any()
    assert [ids.tolist() for ids in model.tokens(["Cloud雲", "?"])] == [[1, 2], []]
    assert model.embed_passages(["雲"])[0] == pytest.approx(vectors[2] / np.linalg.norm(vectors[2]), abs=1e-3)
