"""Laws of fusion: what a passage gains by words never depends on its language, and more never means less."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from retrieval.fusion import fuse

UNIT = st.floats(-1, 1, allow_nan=False).map(lambda x: round(x, 3))
WORDS = st.floats(0, 30, allow_nan=False).map(lambda x: round(x, 2))
NONE = np.zeros(12, np.float32)
ROWS = st.lists(st.tuples(UNIT, WORDS, st.booleans()), min_size=1, max_size=12)


def arrays(rows: list[tuple[float, float, bool]]) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.bool_]]:
    near, words, same = zip(*rows, strict=True)
    return np.array(near, np.float32), np.array(words, np.float32), np.array(same, bool)


@given(ROWS)
def test_scores_are_finite_and_one_a_candidate(rows: list[tuple[float, float, bool]]) -> None:
    fused = fuse(*arrays(rows), NONE[: len(rows)])
    assert fused.shape == (len(rows),) and fused.dtype == np.float32 and np.isfinite(fused).all()


@given(ROWS)
def test_words_of_another_language_count_for_nothing(rows: list[tuple[float, float, bool]]) -> None:
    near, words, same = arrays(rows)
    assert np.array_equal(
        fuse(near, words, same, NONE[: len(near)]),
        fuse(near, np.where(same, words, 7).astype(np.float32), same, NONE[: len(near)]),
    )


@given(ROWS)
def test_without_comparable_candidates_meaning_alone_decides(rows: list[tuple[float, float, bool]]) -> None:
    near, words, same = arrays(rows)
    fused = fuse(near, words, np.zeros_like(same), NONE[: len(near)])
    assert np.all(np.diff(fused[np.argsort(near)]) >= -1e-5)


@given(ROWS)
def test_nearer_passages_of_the_other_language_never_score_less(rows: list[tuple[float, float, bool]]) -> None:
    near, words, same = arrays(rows)
    fused = fuse(near, words, same, NONE[: len(near)])
    others = np.flatnonzero(~same)
    order = others[np.argsort(near[others])]
    assert np.all(np.diff(fused[order]) >= -1e-4)


@given(ROWS, st.integers(0, 11), st.integers(0, 11))
def test_who_is_ahead_in_both_is_ahead(rows: list[tuple[float, float, bool]], first: int, second: int) -> None:
    near, words, same = arrays(rows)
    first, second = first % len(rows), second % len(rows)
    same[[first, second]] = True
    if near[first] >= near[second] and words[first] >= words[second]:
        fused = fuse(near, words, same, NONE[: len(near)])
        assert fused[first] >= fused[second] - 1e-4


@given(ROWS)
def test_order_of_the_candidates_does_not_matter(rows: list[tuple[float, float, bool]]) -> None:
    near, words, same = arrays(rows)
    assert fuse(near[::-1], words[::-1], same[::-1], NONE[: len(near)])[::-1] == pytest.approx(
        fuse(near, words, same, NONE[: len(near)]), abs=1e-4
    )


def test_a_passage_of_the_other_language_keeps_its_place_by_meaning() -> None:
    """The nearest of all stays first, although every rival has matching words and it can have none."""
    near = np.array([0.9, 0.6, 0.5, 0.4, 0.3], np.float32)
    words = np.array([0.0, 6.0, 5.0, 4.0, 3.0], np.float32)
    assert fuse(near, words, np.array([False, True, True, True, True]), NONE[:5]).argmax() == 0


def test_a_far_passage_of_the_other_language_gains_nothing() -> None:
    near = np.array([-0.2, 0.6, 0.5, 0.4, 0.3], np.float32)
    words = np.array([0.0, 6.0, 5.0, 4.0, 3.0], np.float32)
    assert fuse(near, words, np.array([False, True, True, True, True]), NONE[:5]).argmin() == 0


def test_words_decide_between_equals() -> None:
    near = np.full(3, 0.5, np.float32)
    words = np.array([1, 9, 4], np.float32)
    same = np.ones(3, bool)
    assert fuse(near, words, same, NONE[: len(near)]).argsort().tolist() == [0, 2, 1]


@given(ROWS)
def test_names_found_in_the_other_language_only_help_and_never_there_where_words_compare(
    rows: list[tuple[float, float, bool]],
) -> None:
    near, words, same = arrays(rows)
    named = np.arange(len(rows), dtype=np.float32)
    plain, helped = fuse(near, words, same, NONE[: len(rows)]), fuse(near, words, same, named)
    assert np.all(helped >= plain - 1e-6) and np.array_equal(helped[same], plain[same])
