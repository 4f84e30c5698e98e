from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.document import Document
from retrieval.matching import NAMES, match_rows
from tests.retrieval.pieces import ask, evidence_of


class Letters:
    """Aligns letters with letters: 1 for one that a text has, else 0."""

    def aligned(self, query: str, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        best = np.asarray([[float(c in text) for c in query] for text in texts], np.float32)
        return np.full(len(query), 1 / len(query), np.float32), best

    def rarity(self, word: str) -> float:
        return 1.0 if word == "票价" else 0.5

    def knows(self, word: str) -> bool:
        return word != "谁也"


def rows(question: str, text: str, markdown: Callable[[str], Document]) -> list[dict[str, float]]:
    found = match_rows(ask(question), evidence_of(markdown(text)), Letters())  # type: ignore[arg-type]
    assert found.dtype == np.float32 and np.isfinite(found).all()
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in found]


def test_nothing_gives_no_row() -> None:
    assert match_rows(ask("票价"), [], Letters()).shape == (0, len(NAMES))  # type: ignore[arg-type]


def test_alignment_is_read_of_text_before_and_titles(markdown: Callable[[str], Document]) -> None:
    one, two = rows("票价", "# 港\n\n## 价\n\n票在此处。这里有价目。", markdown)[-2:]
    assert (one["align"], one["align_before"], one["align_heading"], one["align_union"]) == (0.5, 0, 0.5, 1)
    assert (two["align"], two["align_before"], two["align_gain"]) == (0.5, 0.5, 0.5)
    assert one["align_least"] == 0 and one["align_half"] == one["align_most"] == 0.5
    assert (one["first_of_paragraph"], two["first_of_paragraph"]) == (1, 0)


def test_words_in_order_count_as_runs(markdown: Callable[[str], Document]) -> None:
    whole, turned = rows("渡船票价", "渡船票价不变。价票船渡不变。", markdown)
    assert (whole["run"], whole["runs"], whole["runs_squared"]) == (1, 1, 1)
    assert (turned["run"], turned["runs"], turned["runs_squared"]) == (0.25, 0, 0)


def test_the_rarest_word_is_found(markdown: Callable[[str], Document]) -> None:
    one, two = rows("渡船票价", "票价不变。渡船不变。", markdown)
    assert (one["rarest"], two["rarest"]) == (1, 0) and one["rare"] > two["rare"]


@pytest.mark.parametrize(
    ("question", "text", "feature", "value"),
    [
        ("他得了哪个奖项？", "他得了金叶奖项。", "noun", 1),
        ("他得了哪个奖项？", "他很高兴。", "no_noun", 1),
        ("他很高兴吗？", "他很高兴。", "no_noun", 0),
        ("塔有几层？", "塔高九米，共7层。", "noun_counted", 1),
        ("塔有几层？", "共层叠。", "noun_counted", 0),
        ("谁建的？", "它很高。", "pronoun", 1),
        ("Who built it?", "The tower is high.", "pronoun", 0),
        ("Who built it?", "It is high and old and so on.", "pronoun", 1),
        ("Who built it?", "塔很高。", "other_language", 1),
    ],
)
def test_each_feature_says_what_its_name_says(
    question: str, text: str, feature: str, value: float, markdown: Callable[[str], Document]
) -> None:
    assert rows(question, text, markdown)[0][feature] == value


def test_a_clause_must_have_both_the_words_and_the_kind(markdown: Callable[[str], Document]) -> None:
    together, apart = rows("塔何时建成？", "塔建成于1920年，很高。塔建成了，1920年很热。", markdown)
    assert together["clause_fit"] > apart["clause_fit"] and together["clause"] == pytest.approx(apart["clause"])
