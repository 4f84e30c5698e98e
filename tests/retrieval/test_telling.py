from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.document import Document
from retrieval.answer import Answer, used_numbers
from retrieval.asked import read_asked
from retrieval.draft import Documents, Draft
from retrieval.figures import find_told
from retrieval.names import default_names
from retrieval.sameness import pinned, same_thing
from retrieval.telling import disagree, figure_lines, slots
from tests.retrieval.pieces import ask, evidence_of, near

CONFLICT = "2024年绿茶市场规模为48亿元。\n\n据甲协会统计，2024年绿茶市场规模为52亿元。\n\n乙协会称，2024年绿茶市场规模为48亿元。"
TWO = "阿里云的市场份额为26%。腾讯云的市场份额为22%。"
TABLE = "表1：绿茶市场规模\n\n| 年份 | 市场规模（亿元） |\n|---|---|\n| 2023 | 45 |\n| 2024 | 48 |"


class Asking:
    """Slots of a question over a text, and the answer that they make."""

    def __init__(self, document: Document, question: str) -> None:
        self.document, self.query = document, ask(question)
        asked = read_asked(self.query)
        self.slots = slots(self.query, asked, find_told(self.query, asked, evidence_of(document), near))

    @property
    def values(self) -> list[list[float]]:
        return [[t.statement.quantity.value for t in slot.told] for slot in self.slots]

    def answer(self) -> Answer:
        draft = Draft(self.query.language, Documents([self.document]))
        for line in figure_lines(self.query, self.slots, draft, default_names()):
            draft.line(line)
        return draft.finish("answered", ())


@pytest.fixture
def asking(markdown: Callable[[str], Document]) -> Callable[[str, str], Asking]:
    return lambda question, text: Asking(markdown(text), question)


Make = Callable[[str, str], Asking]


def test_one_figure_one_slot(asking: Make) -> None:
    made = asking("2023年绿茶市场规模是多少？", TABLE)
    assert made.values == [[pytest.approx(45e8)]]
    answer = made.answer()
    assert answer.text == "2023年：市场规模45亿元。[1][2]"
    assert [c.quote for c in answer.citations] == ["2023 | 45", "年份 | 市场规模（亿元）"]


def test_a_slot_a_year(asking: Make) -> None:
    made = asking("2023年和2024年绿茶市场规模分别是多少？", TABLE)
    assert made.values == [[pytest.approx(45e8)], [pytest.approx(48e8)]]
    assert made.answer().text.split("\n") == ["2023年：市场规模45亿元。[1][2]", "2024年：市场规模48亿元。[3][2]"]


def test_a_slot_a_name(asking: Make) -> None:
    made = asking("阿里云和腾讯云的市场份额分别是多少？", TWO)
    assert made.values == [[26], [22]]
    assert made.answer().text == "阿里云的市场份额为26%。[1]\n腾讯云的市场份额为22%。[2]"


def test_a_slot_that_stays_empty_is_named(asking: Make) -> None:
    made = asking("2023年和2031年绿茶市场规模分别是多少？", TABLE)
    assert [bool(slot.told) for slot in made.slots] == [True, False]
    assert "2031" in made.answer().text.split("\n")[-1]


def test_no_slot_filled_no_lines(asking: Make) -> None:
    made = asking("2031年绿茶市场规模是多少？", TABLE)
    assert made.values == [[]] and made.answer().text == ""


def test_all_that_disagree_are_told_and_equals_once(asking: Make) -> None:
    made = asking("2024年绿茶市场规模是多少？", CONFLICT)
    assert disagree(made.slots[0].told)
    answer = made.answer()
    head, *values = answer.text.split("\n")
    assert "2024年" in head and "2" in head
    assert len(values) == 2 and len(answer.citations) == 3
    both = next(line for line in values if "48亿元" in line)
    assert both.count("[") == 2 and "乙协会" in both
    assert any("52亿元" in line and "甲协会" in line for line in values)


def test_the_same_figure_twice_is_no_conflict(asking: Make) -> None:
    made = asking(
        "2024年绿茶市场规模是多少？", "2024年绿茶市场规模为48亿元。\n\n乙协会称，2024年绿茶市场规模为48亿元。"
    )
    assert not disagree(made.slots[0].told)
    assert len(made.answer().text.split("\n")) == 1


def test_another_scope_is_no_conflict(asking: Make) -> None:
    made = asking("2024年绿茶市场规模是多少？", "2024年绿茶市场规模为48亿元。2024年红茶市场规模为20亿元。")
    assert made.values == [[pytest.approx(48e8)]]


def test_english_tells_figures_the_english_way(asking: Make) -> None:
    lines = asking("What was the market size in 2023?", TABLE).answer().text
    assert lines.startswith("2023: ") and "CNY 4.5 billion" in lines


def test_traditional_frames_are_traditional(asking: Make) -> None:
    assert asking("2023年綠茶市場規模是多少？", TABLE).answer().text == "2023年：市場規模45億元。[1][2]"


def test_never_more_than_six_slots(asking: Make) -> None:
    made = asking("2018、2019、2020、2021、2022、2023年阿里云和腾讯云的市场份额？", TWO)
    assert len(made.slots) == 6


def test_a_disagreement_can_stand_as_a_table(asking: Make) -> None:
    answer = asking("2024年绿茶市场规模是多少？", CONFLICT).answer()
    (table,) = answer.tables
    lines = answer.text.split("\n")
    assert table.lines == tuple(range(1, len(lines)))
    assert [row[0] for row in table.rows] == ["48亿元", "52亿元"]
    for number, row in zip(table.lines, table.rows, strict=True):
        assert used_numbers(lines[number]) == used_numbers(row[-1]) != []
        assert len(row) == len(table.columns)


@pytest.mark.parametrize(
    ("question", "text", "caption", "first"),
    [
        ("2023年和2024年绿茶市场规模分别是多少？", TABLE, "绿茶 · 市场规模", ["2023", "2024"]),
        ("阿里云和腾讯云的市场份额分别是多少？", TWO, "占比", ["阿里云", "腾讯云"]),
    ],
)
def test_figures_side_by_side_can_stand_as_a_table(
    asking: Make, question: str, text: str, caption: str, first: list[str]
) -> None:
    answer = asking(question, text).answer()
    (table,) = answer.tables
    assert (table.caption, [row[0] for row in table.rows], table.lines) == (caption, first, (0, 1))
    assert [used_numbers(row[-1]) for row in table.rows] == [used_numbers(n) for n in answer.text.split("\n")]


def test_figures_of_two_measures_make_no_table(asking: Make) -> None:
    answer = asking("阿里云的市场份额和收入分别是多少？", "阿里云的市场份额为26%。阿里云的收入为80亿元。").answer()
    assert len(answer.text.split("\n")) == 2 and not answer.tables
    assert not asking("2023年绿茶市场规模是多少？", TABLE).answer().tables


SERIES = """表1：绿茶

| 年份 | 市场份额 |
|---|---|
| 2021 | 阿里云20%，腾讯云30% |
| 2022 | 阿里云22%，腾讯云28% |
| 2023 | 阿里云25%，腾讯云27% |
| 2024 | 阿里云26%，腾讯云24% |
"""


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("阿里云2021到2024年每年的市场份额是多少？", [[20], [22], [25], [26]]),
        ("列出2022年至2024年腾讯云的市场份额", [[28], [27], [24]]),
        ("阿里云2023到2025年各年的市场份额", [[25], [26], []]),
    ],
)
def test_each_year_of_a_range_has_its_figure(
    asking: Callable[[str, str], Asking], question: str, values: list[list[float]]
) -> None:
    assert asking(question, SERIES).values == values


def test_a_figure_of_something_else_fills_no_gap_in_a_series(asking: Callable[[str, str], Asking]) -> None:
    text = SERIES + "\n2025年已有超过60%的茶园使用阿里云。"
    found = asking("阿里云2022到2025年各年的市场份额", text)
    assert found.values == [[22], [25], [26], []]
    assert "没有给出：2025" in found.answer().text


def test_bounds_of_one_value_are_one_value_in_two_wordings(asking: Make) -> None:
    text = "据甲协会统计，2024年绿茶市场规模超过1200亿元。\n\n乙协会称，2024年绿茶市场规模至少1200亿元。\n\n2024年绿茶市场规模为900亿元。\n\n丙协会称，2024年绿茶市场规模不足900亿元。"
    lines = asking("2024年绿茶市场规模是多少？", text).answer().text.split("\n")
    assert lines[0] == "2024年绿茶市场规模，文档给出2个不同的数字："
    assert lines[1].startswith("· 超过1200亿元 / 至少1200亿元（甲协会；乙协会）")


FEES = "收费（元）\n\n| 项目 | 普通 | 无痛 |\n|---|---|---|\n| 胃镜 | 310 | 820 |\n| 肠镜 | 435 | 960 |"


def test_two_rows_of_one_table_are_two_things(asking: Make) -> None:
    made = asking("肠镜无痛多少钱？", FEES)
    told = find_told(made.query, read_asked(made.query), evidence_of(made.document), near)
    one, other = (next(t for t in told if t.statement.quantity.text == text) for text in ("820", "960"))
    alike = [replace(t, score=1.0, statement=replace(t.statement, subject="无痛检查")) for t in (one, other)]
    assert not same_thing(made.query, *alike) and not pinned(made.query, *alike)


def test_what_fits_best_is_told_first_though_its_sentence_gives_a_worse_one_too(
    markdown: Callable[[str], Document],
) -> None:
    query = ask("2024年绿茶市场规模是多少？")
    asked = read_asked(query)
    first, second, *_ = find_told(query, asked, evidence_of(markdown(CONFLICT)), near)
    (slot,) = slots(query, asked, [first, second, replace(first, score=first.score - 0.1)])
    assert [told.evidence.key for told in slot.told] == [first.evidence.key, second.evidence.key]


@pytest.mark.parametrize(("question", "price"), [("2024年一套卖多少钱？", 1350), ("2024年每车一年要多少元？", 820)])
def test_the_price_of_one_is_looked_for_in_the_column_of_that_measure_word(
    asking: Make, question: str, price: int
) -> None:
    text = (
        "表1：平台\n\n| 年份 | 均价（元/车/年） |\n|---|---|\n| 2024 | 820 |\n\n"
        "表2：终端\n\n| 年份 | 均价（元/套） |\n|---|---|\n| 2024 | 1350 |\n"
    )
    assert asking(question, text).values[0][0] == price
