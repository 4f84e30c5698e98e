"""Vectors kept by language: every row is where its number says, and the nearest are those of the language asked."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexingError
from corpus.settings import StoreSettings
from index.bylanguage import LANGUAGES, StoresByLanguage
from index.store import ExactStore, Vectors

SETTINGS = StoreSettings()
DIM = 6


def unit(count: int, seed: int = 0) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, DIM)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def made(languages: list[str]) -> StoresByLanguage:
    return StoresByLanguage.create(SETTINGS, "x", languages, unit(len(languages)))


@given(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=40), st.data())
def test_rows_come_as_they_are_asked_for(languages: list[str], data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(0, len(languages) - 1), max_size=20))
    found = made(languages).rows(numbers)
    assert found.shape == (len(numbers), DIM)
    assert np.array_equal(found, unit(len(languages))[numbers])


@given(st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=40), st.integers(1, 50), st.sampled_from(LANGUAGES))
def test_the_nearest_of_a_language_are_those_that_brute_force_finds_among_its_rows(
    languages: list[str], k: int, asked: str
) -> None:
    scores, rows = made(languages).search(unit(3, seed=1), k, asked)
    own = np.flatnonzero(np.asarray(languages) == asked)
    oracle = ExactStore(DIM)
    oracle.add(unit(len(languages))[own])
    wanted_scores, wanted = oracle.search(unit(3, seed=1), k)
    assert rows.shape == (3, min(k, len(own)))
    assert np.array_equal(rows, own[wanted] if len(own) else wanted)
    assert scores == pytest.approx(wanted_scores, abs=1e-6)


def test_what_was_saved_is_opened(tmp_path: Path) -> None:
    languages = ["zh", "en", "zh", "zh", "en"]
    made(languages).save(tmp_path)
    again = StoresByLanguage.load(SETTINGS, tmp_path, "x", languages)
    assert np.array_equal(again.rows([4, 0, 3]), unit(5)[[4, 0, 3]])


def test_a_language_whose_vectors_are_gone_is_named(tmp_path: Path) -> None:
    made(["zh", "zh"]).save(tmp_path)
    with pytest.raises(IndexingError, match=r"en.*cannot be loaded.*build the index again"):
        StoresByLanguage.load(SETTINGS, tmp_path, "x", ["zh", "en"])


def test_a_store_that_lacks_vectors_is_named(tmp_path: Path) -> None:
    made(["zh", "zh", "en"]).save(tmp_path)
    with pytest.raises(IndexingError, match=r"zh: 2 vectors, but 3 passages"):
        StoresByLanguage.load(SETTINGS, tmp_path, "x", ["zh", "zh", "zh", "en"])
