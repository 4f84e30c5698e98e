from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.cells import Column
from retrieval.draft import Documents, Draft
from retrieval.names import default_names
from retrieval.rendering import cell_told, glossed, quoted_line, row_line, worded
from tests.retrieval.pieces import ask, evidence_of

NAMES = default_names()


def quoted(document: Document, question: str) -> str:
    query = ask(question)
    return quoted_line(query, evidence_of(document)[-1], Draft(query.language, Documents([document])), NAMES)


def row(document: Document, question: str, number: int = -1) -> str:
    query = ask(question)
    return row_line(query, evidence_of(document)[number], (), "", Draft(query.language, Documents([document])), NAMES)


def test_a_sentence_in_the_language_of_the_answer_stands_alone(markdown: Callable[[str], Document]) -> None:
    assert quoted(markdown("华为云投资5亿元。"), "投资多少？") == "华为云投资5亿元。[1]"
    assert (
        quoted(markdown("Huawei Cloud invested CNY 500 million."), "How much?")
        == "Huawei Cloud invested CNY 500 million. [1]"
    )


def test_a_foreign_sentence_is_glossed_and_quoted(markdown: Callable[[str], Document]) -> None:
    line = quoted(markdown("华为云投资5亿元。"), "How much did it invest?")
    assert line == "CNY 500 million (5亿元); Huawei Cloud (华为云). In the original: “华为云投资5亿元。” [1]"
    line = quoted(markdown("Huawei Cloud invested CNY 500 million."), "投资了多少？")
    assert line == "5亿元（CNY 500 million）；华为云（Huawei Cloud）。原文：“Huawei Cloud invested CNY 500 million.”[1]"


def test_without_figures_or_names_there_is_nothing_to_gloss(markdown: Callable[[str], Document]) -> None:
    assert quoted(markdown("船上禁止吸烟。"), "May one smoke?") == "In the original (Chinese): “船上禁止吸烟。” [1]"
    assert quoted(markdown("No smoking on board."), "能吸烟吗？") == "原文（英文）：“No smoking on board.”[1]"


def test_a_sentence_has_its_own_language_in_a_document_of_two(markdown: Callable[[str], Document]) -> None:
    chinese = "第六百号仓库建于1912年，面积为四千平方米，至今仍在使用。"
    line = quoted(markdown(f"{chinese}\n\nThe warehouse opened in 1912."), "When did the warehouse open?")
    assert line == "The warehouse opened in 1912. [1]"
    line = quoted(markdown(f"{'The warehouse opened in 1912. ' * 30}\n\n仓库建于1912年。"), "仓库建于哪年？")
    assert line == "仓库建于1912年。[1]"


def test_traditional_quotes_are_traditional(markdown: Callable[[str], Document]) -> None:
    assert quoted(markdown("华为云投资5亿元。"), "華為雲投資多少？") == "華為雲投資5億元。[1]"


TABLE = "| 年份 | 规模（亿元） | 厂商 | 备注 |\n|---|---|---|---|\n| 2024 | 48 | 华为云 |  |\n| 合计 | 93 | 众多 |  |"


def test_rows_are_told_cell_by_cell_without_empty_ones(markdown: Callable[[str], Document]) -> None:
    assert row(markdown(TABLE), "2024年如何？", 0) == "2024年：规模48亿元；厂商华为云。[1][2]"
    assert row(markdown(TABLE), "合计如何？") == "合计：规模93亿元；厂商众多。[1][2]"
    assert row(markdown(TABLE), "2024年規模？", 0) == "2024年：規模48億元；廠商華為雲。[1][2]"


def test_rows_in_english_have_their_words_in_both(markdown: Callable[[str], Document]) -> None:
    line = row(markdown(TABLE), "What of 2024?", 0)
    assert line.startswith("2024: ") and line.endswith(". [1][2]")
    assert "CNY 4.8 billion (48亿元)" in line and "Huawei Cloud (华为云)" in line


def test_a_sentence_is_no_row(markdown: Callable[[str], Document]) -> None:
    with pytest.raises(ValueError, match="no table row"):
        row(markdown("一句话。"), "？")


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        ("华为云", "en", "Huawei Cloud (华为云)"),
        ("研发部", "en", "“研发部”"),
        ("Research", "en", "Research"),
        ("研发部", "zh", "研发部"),
        ("Huawei Cloud", "zh", "华为云（Huawei Cloud）"),
        ("Skerry Point", "zh", "“Skerry Point”"),
        ("AI quality inspector (AI质检员)", "en", "AI quality inspector (AI质检员)"),
        ("", "en", ""),
        ("", "zh", ""),
    ],
)
def test_words_in_the_language_of_the_answer(text: str, language: str, told: str) -> None:
    assert worded(text, language, NAMES) == told


def test_glosses_come_once_and_never_more_than_six() -> None:
    assert glossed("5亿元，又是5亿元", "en", NAMES) == ["CNY 500 million (5亿元)"]
    assert len(glossed("、".join(f"{n}亿元" for n in range(1, 20)), "en", NAMES)) == 6
    assert glossed("占26%", "en", NAMES) == []  # the same in both languages
    assert glossed("气温20.7℃，日照86小时", "en", NAMES) == ["86 hours (86小时)"]
    text = "大桥全长3.86公里，耗资5亿元"
    assert glossed(text, "en", NAMES, {"length"}) == ["3.86 km (3.86公里)"]
    assert len(glossed(text, "en", NAMES, {"mass"})) == 2


PRICES = "| 项目 | 轿车 | 客车 |\n|---|---|---|\n| 全车打蜡 | 220元 | 320元 |\n| 洗车 | 30元 | 45元 |"
GRADES = "| Grade | Return to sport | Brace |\n|---|---|---|\n| II | 4–6 | rigid |\n| III | 8–12 | rigid |"


def test_a_row_in_foreign_words_says_what_it_is(markdown: Callable[[str], Document]) -> None:
    line = row(markdown(PRICES), "How much is a full wax?", 0)
    assert line == "In the table, “全车打蜡”: “轿车”: CNY 220 (220元); “客车”: CNY 320 (320元). [1][2]"
    line = row(markdown(GRADES), "腳踝扭傷第II級多久恢復？", 0)
    assert line.startswith("據表格所列，") and "4–6" in line
    assert row(markdown(PRICES), "全车打蜡多少钱？", 0) == "全车打蜡：轿车220元；客车320元。[1][2]"


@pytest.mark.parametrize(
    ("text", "language", "told"),
    [
        (
            "华为云33%，阿里云22%，其他45%",
            "en",
            "Huawei Cloud 33%, Alibaba Cloud 22%, “其他” 45% (华为云33%，阿里云22%，其他45%)",
        ),
        ("仅38%的窑口达标", "en", "“仅38%的窑口达标”"),
        ("£8.4 million", "zh", "840万英镑（£8.4 million）"),
        ("350 m³/h", "zh", "350 m³/h"),
        ("48", "en", "48"),
    ],
)
def test_cells_in_the_language_of_the_answer(text: str, language: str, told: str) -> None:
    assert cell_told(text, Column(1, "值", ""), language, NAMES) == told
