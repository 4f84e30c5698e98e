from collections.abc import Callable, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.document import Document
from retrieval.cues import NAMES, cue_rows, has_sought, sought_kind
from tests.retrieval.pieces import ask, evidence_of, near


class Letters:
    """Aligns a question with texts by the letters in common."""

    def aligned(self, query: str, texts: Sequence[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        return np.ones(1, np.float32), np.asarray(near(query, texts), np.float32)[:, None]


def rows(question: str, text: str, markdown: Callable[[str], Document]) -> list[dict[str, float]]:
    found = cue_rows(ask(question), evidence_of(markdown(text)), Letters())  # type: ignore[arg-type]
    assert found.dtype == np.float32 and np.isfinite(found).all()
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in found]


def test_nothing_gives_no_row() -> None:
    assert cue_rows(ask("票价"), [], Letters()).shape == (0, len(NAMES))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "text", "feature", "value"),
    [
        ("为什么停航？", "停航的原因是水浅。", "cause", 1),
        ("为什么停航？", "船已停航。", "cause", 0),
        ("Why did it stop?", "It stopped for three reasons.", "cause", 1),
        ("票价是多少钱？", "票价为5元。", "amount", 1),
        ("票价是多少钱？", "船长5米。", "no_amount", 1),
        ("5元的票涨了多少钱？", "票为5元。", "amount", 0),
        ("塔何时建成？", "塔建成于1920年。", "no_sought", 0),
        ("1920年的塔何时建成？", "塔在1920年。", "no_sought", 1),
        ("谁建的？", "渡口历史概说", "bare", 1),
        ("谁建的？", "建于1920年。", "bare", 0),
        ("谁建的？", "（本文为虚构。）", "note", 1),
        ("谁建的？", "年度报告 第 12 页", "note", 1),
        ("谁建的？", "张三（工程师）所建。", "note", 0),
    ],
)
def test_each_cue_says_what_its_name_says(
    question: str, text: str, feature: str, value: float, markdown: Callable[[str], Document]
) -> None:
    assert rows(question, text, markdown)[0][feature] == value


def test_what_replies_to_such_a_question_answers_and_what_stands_later_less(
    markdown: Callable[[str], Document],
) -> None:
    text = "为什么改为抽签？\n\n座位太少。人也太多。\n\n别处也是。"
    first, second, other = rows("为什么改为抽签？", text, markdown)[1:]
    assert first["replies"] > second["replies"] > other["replies"] == 0


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("他师父叫什么名字？", "name"),
        ("What is the museum called?", "name"),
        ("中标的是哪家供应商？", "who"),
        ("Which supplier won?", "who"),
        ("Who is Pan Jie?", "role"),
        ("票价是多少？", "figure"),
        ("茶如何？", "how"),
    ],
)
def test_what_is_sought_is_told_by_the_wording(question: str, kind: str) -> None:
    assert sought_kind(ask(question)) == kind


def test_who_a_known_person_is_is_told_by_a_role() -> None:
    assert has_sought(ask("Who is Pan Jie?"), "role", "Pan Jie, vice president of the bank, agreed.")
    assert not has_sought(ask("Who is Pan Jie?"), "role", "Pan Jie said yes to Tom Brown.")
    assert has_sought(ask("Who said yes?"), "who", "Tom Brown said yes.")
