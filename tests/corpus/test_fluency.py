"""The table of characters that follow one another: a probability, kept by its file, and sensible."""

import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fluency import Fluency, fluency, load, save
from corpus.ngrams import DIGIT, LATIN, OTHER, UNKNOWN

SYMBOLS = OTHER + DIGIT + LATIN + UNKNOWN + "。车云上"
TEXT = "车上云。云上车。车云。\n上车0车a云上车云车。"


def written(path: Path) -> Fluency:
    """A table of the sequences in TEXT, none left out."""
    size, row = len(SYMBOLS), [SYMBOLS.index(c) for c in TEXT]
    orders = []
    for order in (2, 3, 4):
        keys = [
            sum(n * size ** (order - 1 - i) for i, n in enumerate(row[at : at + order]))
            for at in range(len(row) - order + 1)
        ]
        found, counts = np.unique(np.array(keys), return_counts=True)
        orders.append((found, counts.astype(np.float64)))
    held = save(path, SYMBOLS, np.maximum(np.bincount(row, minlength=size).astype(np.float64), 0.05), orders)
    assert held == [len(keys) for keys, _ in orders]
    return load(path)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Fluency:
    return written(tmp_path_factory.mktemp("table") / "table.npz")


@given(st.text("0a。车云上", max_size=5))
def test_chances_add_up_to_one(small: Fluency, before: str) -> None:
    known = sum(math.exp(small.follows(before, c)) for c in SYMBOLS.replace(UNKNOWN, ""))
    unknown = 15_000 * math.exp(small.follows(before, "鬱"))
    assert known + unknown == pytest.approx(1.0)


def test_what_was_seen_is_likelier(small: Fluency) -> None:
    assert small.follows("云上", "车") > small.follows("云上", "云")
    assert small.follows("车上云。", "云") == small.follows("上云。", "云")


@given(st.text("0a。车云上", min_size=1, max_size=8), st.data())
def test_a_score_is_the_sum_of_its_characters(small: Fluency, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    assert small.score(text, start) == pytest.approx(
        sum(small.follows(text[:at], text[at]) for at in range(start, len(text)))
    )


def test_the_table_that_ships_knows_chinese() -> None:
    def rate(text: str) -> float:
        return fluency().score(text)

    assert rate("道路交通") > rate("道是交通")
    assert rate("分布于红海、黄海") > rate("分布于红。、黄海")
    assert rate("规模化商业落地") > rate("规模华商业落地")
