from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.requirements import is_model, requirements, years_about, years_near
from tests.retrieval.pieces import ask, evidence_of


def wanted(question: str) -> list[tuple[str, str]]:
    return [(r.kind, r.shown) for r in requirements(ask(question))]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("2025年阿里云的市场份额是多少？", [("name", "阿里云"), ("year", "2025")]),
        ("What was Alibaba Cloud's share in 2025?", [("name", "Alibaba Cloud"), ("year", "2025")]),
        ("2025至2030年的规模？", [("year", "2025"), ("year", "2030")]),  # both ends, not all between
        ("XNGP和L4是什么？", [("mark", "XNGP"), ("mark", "L4")]),
        ("IDC怎么说？IDC？", [("name", "IDC")]),
        ("茶叶怎么样？", []),
        ("从东澳码头到沙螺岛的船要多久？", [("entity", "东澳码头"), ("entity", "沙螺岛")]),
        ("我们公司要去哪里开标？", []),
        ("What is the price of tea in May?", []),
    ],
)
def test_what_a_question_requires(question: str, found: list[tuple[str, str]]) -> None:
    assert wanted(question) == found


@pytest.mark.parametrize(
    ("question", "text", "met", "inside"),
    [
        ("阿里云如何？", "Alibaba Cloud很好。", True, True),
        ("阿里云如何？", "阿里云们很好。", True, True),
        ("阿里云如何？", "腾讯云很好。", False, False),
        ("阿里云如何？", "阿里云很大。它也很好。", True, False),
        ("NIO如何？", "NIOBIUM很好。", False, False),
        ("NIO如何？", "NIO's cars很好。", True, True),
        ("2024年如何？", "2024年很好。", True, True),
        ("2024年如何？", "2024年很大。后来也很好。", True, False),
        ("2024年如何？", "2024年很大。2025年很好。", False, False),  # the nearest year counts
        ("2024年如何？", "2023至2025年都很好。", True, True),
        ("2024年如何？", "很好。", False, False),
        ("XNGP如何？", "xngp很好。", True, True),
        ("XNGP如何？", "XNGPS很好。", True, True),
    ],
)
def test_what_meets_it(markdown: Callable[[str], Document], question: str, text: str, met: bool, inside: bool) -> None:
    (requirement,) = requirements(ask(question))
    unit = evidence_of(markdown(text))[-1]
    assert (requirement.met_by(unit), requirement.met_inside(unit)) == (met, inside)


def test_headings_speak_for_their_sentences_unless_they_name_several(markdown: Callable[[str], Document]) -> None:
    (requirement,) = requirements(ask("阿里云如何？"))
    assert requirement.met_by(evidence_of(markdown("# 阿里云\n\n很好。"))[-1])
    assert not requirement.met_by(evidence_of(markdown("# 阿里云与腾讯云\n\n很好。"))[-1])


def test_years_come_from_the_sentence_then_its_paragraph_then_its_heading(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("# 2022年报\n\n先说规模。2023年很大。也很好。2025年至2027年更好。"))
    assert [sorted(years_about(u)) for u in units] == [[2022], [2023], [2023], [2025, 2026, 2027]]
    assert sorted(years_near(units[0])) == []


def test_rows_take_years_from_themselves_alone(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("# 2022年报\n\n| 项目 | 产量 |\n|---|---|\n| 甲 | 4 |\n| 2023 | 5 |"))
    assert [sorted(years_about(u)) for u in units] == [[], [2023]]


def test_a_known_name_is_no_mark_and_a_month_names_nothing() -> None:
    assert wanted("AWS、XNGP和IBM怎么样？") == [("name", "AWS"), ("name", "IBM"), ("mark", "XNGP")]
    assert wanted("MicrosoftAzure怎么样？") == [("name", "MicrosoftAzure")]


@pytest.mark.parametrize(
    ("text", "met"),
    [("沈桂芳是退休司机。", False), ("沈桂芳生于1950年。", True), ("Shen Guifang was born in 1950.", True)],
)
def test_an_attribute_is_met_where_a_word_for_it_stands(
    markdown: Callable[[str], Document], text: str, met: bool
) -> None:
    wanted = [r for r in requirements(ask("沈桂芳是哪一年出生的？")) if r.kind == "attribute"]
    assert [r.met_by(evidence_of(markdown(text))[0]) for r in wanted] == [met]


def test_a_year_that_is_compared_with_is_not_the_year_spoken_of(markdown: Callable[[str], Document]) -> None:
    unit = evidence_of(markdown("水质比2022年高一级。放流鱼苗60万尾。"))[-1]
    assert years_near(unit) == set()


@pytest.mark.parametrize(
    ("question", "held", "neighbour"),
    [
        (
            "松陵第一中学的食堂由谁供应？",
            "# 松陵第一中学公告\n\n食堂由甲公司供应。",
            "# 松陵第三中学公告\n\n食堂由甲公司供应。",
        ),
        (
            "What did the Fell Society buy?",
            "# Fell Society\n\nIt bought a mill.",
            "# Harbour Club\n\nIt bought a mill.",
        ),
    ],
)
def test_the_document_speaks_of_a_name_that_no_book_has(
    markdown: Callable[[str], Document], question: str, held: str, neighbour: str
) -> None:
    entity = next(r for r in requirements(ask(question)) if r.kind == "entity")
    assert entity.met_by(evidence_of(markdown(held))[-1])
    assert not entity.met_by(evidence_of(markdown(neighbour))[-1])


def test_a_name_in_the_other_language_may_be_spelled_in_a_way_nobody_knows(
    markdown: Callable[[str], Document],
) -> None:
    entity = next(r for r in requirements(ask("What did the Fell Society buy?")) if r.kind == "entity")
    assert entity.met_by(evidence_of(markdown("# 协会年报\n\n协会买下一座磨坊，并在第二年修好了它。"))[-1])


def test_a_part_of_a_market_is_not_the_whole(markdown: Callable[[str], Document]) -> None:
    part = next(r for r in requirements(ask("What is the R&D cloud worth in 2027?")) if r.kind == "term")
    assert part.met_by(evidence_of(markdown("研发云2027年达300亿元。"))[0])
    assert not part.met_by(evidence_of(markdown("汽车云2027年达800亿元。"))[0])


def test_a_report_of_a_year_speaks_of_that_year(markdown: Callable[[str], Document]) -> None:
    unit = evidence_of(markdown("# 2023年年报\n\n2022年水质较差。全年放流鱼苗60万尾。"))[-1]
    assert years_near(unit) == {2023}


def test_a_row_is_of_the_years_of_its_columns_too(markdown: Callable[[str], Document]) -> None:
    row = evidence_of(markdown("| 电源 | 2021年 | 2022年 |\n|---|---|---|\n| 光伏 | 12 | 18 |\n"))[-1]
    assert years_about(row) == {2021, 2022} and years_near(row) == set()


@pytest.mark.parametrize(
    ("head", "years"),
    [
        ("春茶简报（2024年第3期）\n\n", {2024}),
        ("春茶简报（2024年第3期）\n\n2022年至2024年\n\n本期共三页。\n\n", set()),  # two years date nothing
        ("2024年春茶开园很早。\n\n", set()),  # a sentence dates nothing but itself
    ],
)
def test_what_names_no_year_is_of_the_one_that_its_document_begins_with(
    markdown: Callable[[str], Document], head: str, years: set[int]
) -> None:
    last = evidence_of(markdown(f"{head}采茶工的日工资涨到185元。"))[-1]
    assert years_about(last) == years


def test_the_one_name_of_a_short_document_is_what_all_of_it_is_about(markdown: Callable[[str], Document]) -> None:
    need = next(r for r in requirements(ask("阿里云的搬迁花多少钱？")) if r.kind == "name")
    alone = "会议议定阿里云机房的搬迁。\n\n# 费用\n\n费用为53万元。"
    assert need.met_by(evidence_of(markdown(alone))[-1])
    assert not need.met_by(evidence_of(markdown(alone.replace("费用为", "腾讯云费用为")))[-1])


def test_a_name_that_is_mentioned_but_once_is_told_of_near_there(markdown: Callable[[str], Document]) -> None:
    need = next(r for r in requirements(ask("How many boats are kept at Vintervik?")) if r.kind == "entity")
    filler = "The harbour was quiet. " * 40
    text = f"{filler}\n\nVintervik is a small port. It keeps 40 boats.\n\n{filler}\n\nThe fleet has 900 boats."
    pieces = evidence_of(markdown(text))
    near = next(p for p in pieces if p.text == "It keeps 40 boats.")
    far = next(p for p in pieces if p.text == "The fleet has 900 boats.")
    assert need.met_by(near) and not need.met_by(far)
    assert need.met_by(next(p for p in evidence_of(markdown(text + " So says Vintervik.")) if p.text == far.text))


def test_a_short_line_above_dates_what_stands_below(markdown: Callable[[str], Document]) -> None:
    text = "Report for 2025\n\nIt was a good year.\n\nAims for 2026\n\nFirst, to buy three fours. Second, to train ten coxes."
    pieces = {p.text: years_about(p) for p in evidence_of(markdown(text))}
    assert pieces["Second, to train ten coxes."] == {2026}
    assert pieces["It was a good year."] == {2025}


def test_a_model_is_told_by_letters_and_a_number() -> None:
    assert is_model("NS-180") and is_model("X2000") and not is_model("XNGP") and not is_model("ModelArts")
