from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from index.texts import text_documents
from retrieval.evidence import Evidence
from retrieval.features import NAMES, feature_rows, rarity, standardised
from tests.retrieval.pieces import ask, evidence_of


def rows(question: str, units: Sequence[Evidence]) -> list[dict[str, float]]:
    flat = np.zeros(len(units), np.float32)
    found = feature_rows(ask(question), units, flat, flat, flat, rarity(units))
    assert found.shape == (len(units), len(NAMES)) and found.dtype == np.float32
    return [dict(zip(NAMES, map(float, row), strict=True)) for row in found]


def one(question: str, text: str) -> dict[str, float]:
    (document,) = text_documents([("d", "", text)])
    (unit,) = evidence_of(document)
    return rows(question, [unit])[0]


@given(st.lists(st.floats(-100, 100, width=32), max_size=20))
def test_standardised_values_have_mean_0_and_spread_1_or_0(values: list[float]) -> None:
    found = standardised(np.asarray(values, np.float32))
    assert len(found) == len(values)
    if values:
        assert float(found.mean()) == pytest.approx(0, abs=1e-2)
        assert float(found.std()) == pytest.approx(1, abs=1e-2) or not found.any()


def test_words_in_every_unit_are_common_and_others_rare() -> None:
    documents = text_documents([("a", "", "茶叶甲"), ("b", "", "茶叶乙"), ("c", "", "茶叶丙")])
    rare = rarity([u for d in documents for u in evidence_of(d)])
    assert 0.05 <= rare["茶叶"] < rare["叶甲"] <= 1


@pytest.mark.parametrize(
    ("question", "text", "feature", "value"),
    [
        ("茶叶的产量", "茶叶的产量。", "words", 1.0),
        ("茶叶的产量", "船票。", "words", 0.0),
        ("华为云做什么", "Huawei Cloud serves carmakers.", "names", 1.0),
        ("华为云和阿里云做什么", "阿里云服务车企。", "names", 0.5),
        ("2024年和2025年如何", "2024年很好。", "years", 0.5),
        ("2024年如何", "2023年很好。", "other_years", 1.0),
        ("2024年如何", "今年很好。", "other_years", 0.0),
        ("产量是多少？", "产量为3万吨。", "figure", 1.0),
        ("产量是多少？", "2024年产量上升。", "figure", 0.0),  # a year is no figure
        ("产量是多少？", "2024年产量上升。", "no_figure", 1.0),
        ("产量是多少？", "共三个品种。", "figure", 1.0),
        ("什么时候采摘？", "3月采摘。", "when", 1.0),
        ("什么时候采摘？", "清明前采摘。", "no_when", 1.0),
        ("为什么？", "因为嫩芽味淡。", "reason", 1.0),
        ("Why?", "They left because it was automatic.", "reason", 1.0),
        ("产量是多少？", "因为嫩芽味淡。", "reason", 0.0),
        ("有哪些品种？", "包括龙井、毛峰和碧螺春。", "list", 1.0),
        ("什么是炒青？", "炒青是指一道工序。", "definition", 1.0),
        ("谁说的？", "陈教授表示认可。", "who", 1.0),
        ("茶如何？", "茶为什么好喝？", "question", 1.0),
        ("茶如何？", "“茶好吗？”", "question", 1.0),
        ("茶如何？", "茶叶。", "short", 1.0),
        ("茶如何？", "茶叶在清明之前就要采摘完毕。", "short", 0.0),
        ("茶叶", "茶叶", "quoted", 1.0),
    ],
)
def test_each_feature_says_what_its_name_says(question: str, text: str, feature: str, value: float) -> None:
    assert one(question, text)[feature] == pytest.approx(value)


def test_wide_features_read_the_context(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("# 华为云2024年报\n\n产量上升，不再下降，也不持平。"))
    found = rows("2024年华为云如何", units)[-1]
    assert (found["names"], found["names_wide"], found["years"], found["years_wide"]) == (0, 1, 0, 1)


def test_rows_of_tables_and_the_best_passage_are_marked(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("一句话在这里。\n\n| 年份 | 产量 |\n|---|---|\n| 2023 | 4 |"))
    assert [r["row"] for r in rows("产量", units)] == [0.0, 1.0]
    assert [r["first"] for r in rows("产量", units)] == [1.0, 0.0]


def test_every_feature_is_finite_for_a_question_of_signs() -> None:
    assert all(np.isfinite(v) for v in one("？！", "…").values())


def test_words_that_the_whole_document_is_about_tell_nothing(markdown: Callable[[str], Document]) -> None:
    text = "# 江南绿茶年报\n\n本报告谈江南绿茶。\n\n" + "前面是许多与此无关的话。" * 8 + "\n\n绿茶很好。\n\n炒青很好。"
    units = evidence_of(markdown(text))
    found = {u.text: r for u, r in zip(units, rows("绿茶的炒青", units), strict=True)}
    assert found["绿茶很好。"]["words"] > 0
    assert found["炒青很好。"]["focus"] > found["绿茶很好。"]["focus"]


def test_the_opening_is_marked() -> None:
    (document,) = text_documents([("d", "", "灯塔是一座塔。" + "后面的话很长很长很长。" * 10)])
    units = evidence_of(document)
    found = rows("什么是灯塔？", units)
    assert [r["opening"] for r in found[:2]] == [1.0, 0.0] and found[-1]["opening"] == 0.0
    assert found[0]["opening_definition"] == 1.0
    assert rows("灯塔有多高？", units)[0]["opening_definition"] == 0.0
