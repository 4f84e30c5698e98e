from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.answer import Answer
from retrieval.asked import compares_words, read_asked
from retrieval.calculating import Work, sets_beside, work_by_source, work_out, worked_line
from retrieval.draft import Documents, Draft
from retrieval.figures import find_told
from retrieval.telling import slots
from tests.retrieval.pieces import ask, evidence_of, near

YEARS = "2020年绿茶市场规模为50亿元。2025年绿茶市场规模为100亿元。"
SHARES = "2024年阿里云的市场份额为26%。2024年腾讯云的市场份额为22%。"
TONNES = "2024年杭州的绿茶产量为3万吨，武汉的绿茶产量为2万吨。"


def work(document: Document, question: str) -> Work | None:
    query = ask(question)
    asked = read_asked(query)
    told = find_told(query, asked, evidence_of(document), near)
    return work_out(query, asked, slots(query, asked, told), told)


@pytest.mark.parametrize(
    ("question", "text", "result"),
    [
        ("2020年到2025年绿茶市场规模年均增长多少？", YEARS, "14.9%"),
        ("绿茶市场规模从2020年到2025年，每年平均增长百分之几？", YEARS, "14.9%"),
        ("2020年到2025年绿茶市场规模增长了百分之几？", YEARS, "100%"),
        ("2025年绿茶市场规模是2020年的几倍？", YEARS, "2倍"),
        ("2025年绿茶市场规模比2020年多多少？", YEARS, "50亿元"),
        ("阿里云和腾讯云的市场份额相差多少？", SHARES, "4个百分点"),
        ("阿里云和腾讯云的市场份额合计多少？", SHARES, "48%"),
        ("杭州和武汉的绿茶产量相差多少？", TONNES, "1万吨"),
        ("杭州和武汉的绿茶产量合计多少？", TONNES, "5万吨"),
        ("按4.35亿辆车、83%的渗透率、每车600元计算，市场规模是多少？", YEARS, "2166亿元"),
    ],
)
def test_worked_figures(markdown: Callable[[str], Document], question: str, text: str, result: str) -> None:
    found = work(markdown(text), question)
    assert found is not None and found.worked.result_zh == result


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2020年绿茶市场规模是多少？", YEARS),  # nothing to work out
        ("2020年到2031年绿茶市场规模年均增长多少？", YEARS),  # one end is missing
        ("阿里云和特斯拉的市场份额相差多少？", SHARES),
        (
            "阿里云和腾讯云的市场份额相差多少？",
            "2024年阿里云的市场份额为26%。2023年腾讯云的市场份额为22%。",
        ),  # two years
        ("2020年到2025年绿茶市场规模增长了百分之几？", "这里没有数字。"),
    ],
)
def test_what_cannot_be_worked_out(markdown: Callable[[str], Document], question: str, text: str) -> None:
    assert work(markdown(text), question) is None


def line(document: Document, question: str) -> tuple[str, Answer]:
    query, found = ask(question), work(document, question)
    assert found is not None
    draft = Draft(query.language, Documents([document]))
    text = worked_line(query, found, draft)
    draft.line(text)
    return text, draft.finish("answered", ())


def test_a_worked_line_cites_what_went_in(markdown: Callable[[str], Document]) -> None:
    text, answer = line(markdown(YEARS), "2020年到2025年绿茶市场规模增长了百分之几？")
    assert text == "计算：100亿元 ÷ 50亿元 − 1 = 100%。[1][2]"
    (computed,) = answer.computed
    assert (computed.expression, computed.value, computed.inputs) == ("100亿元 ÷ 50亿元 − 1 = 100%", "100%", (1, 2))
    assert {c.quote for c in answer.citations} == {"2020年绿茶市场规模为50亿元。", "2025年绿茶市场规模为100亿元。"}


def test_english_works_in_english(markdown: Callable[[str], Document]) -> None:
    document = markdown(
        "In 2020 the market size of tea was CNY 5 billion. In 2025 the market size of tea was CNY 10 billion."
    )
    text, answer = line(document, "What was the percentage increase in the market size of tea from 2020 to 2025?")
    assert text == "Worked out: CNY 10 billion ÷ CNY 5 billion − 1 = 100%. [1][2]"
    assert answer.computed[0].value == "100%"


def test_traditional_works_in_traditional(markdown: Callable[[str], Document]) -> None:
    text, answer = line(markdown(YEARS), "2025年綠茶市場規模比2020年多多少？")
    assert text.startswith("計算：100億元 − 50億元 = 50億元") and answer.computed[0].value == "50億元"


def test_inputs_from_tables_bring_their_header(markdown: Callable[[str], Document]) -> None:
    table = "表1：绿茶市场规模\n\n| 年份 | 市场规模（亿元） |\n|---|---|\n| 2020 | 50 |\n| 2025 | 100 |"
    _, answer = line(markdown(table), "2025年绿茶市场规模比2020年多多少？")
    assert [c.quote for c in answer.citations] == ["2025 | 100", "年份 | 市场规模（亿元）", "2020 | 50"]
    assert answer.computed[0].inputs == (1, 2, 3)


def test_figures_that_the_question_gives_need_no_source(markdown: Callable[[str], Document]) -> None:
    text, answer = line(markdown(YEARS), "按4亿辆车、50%的渗透率、每车600元计算，市场规模是多少？")
    assert "1200亿元" in text and answer.citations == () and answer.computed[0].inputs == ()


def test_differences_are_told_in_the_language_of_the_answer(markdown: Callable[[str], Document]) -> None:
    document = markdown(
        "In 2020 the market size of tea was CNY 5 billion. In 2025 the market size of tea was CNY 9 billion."
    )
    text, answer = line(document, "What is the difference between the market size of tea in 2020 and in 2025?")
    assert "CNY 9 billion − CNY 5 billion" in text and answer.computed[0].value == "CNY 4 billion"


def test_figures_of_the_question_that_a_document_gives_are_cited(markdown: Callable[[str], Document]) -> None:
    text, answer = line(markdown(YEARS), "按2020年50亿元、2025年100亿元，绿茶市场规模年均增长多少？")
    assert text == "计算：(100亿元 ÷ 50亿元)^(1/5) − 1 = 14.9%。[1][2]"
    assert answer.computed[0].inputs == (1, 2)


@pytest.mark.parametrize(
    ("question", "text", "result"),
    [
        ("阿里云的市场份额折合多少亿元？", "阿里云的市场份额为26%，市场规模为200亿元。", "52亿元"),
        ("市场规模若为300亿元，阿里云的市场份额折合多少？", "阿里云的市场份额为26%。", "78亿元"),
        ("特斯拉的市场份额折合多少亿元？", "阿里云的市场份额为26%，市场规模为200亿元。", ""),
    ],
)
def test_a_share_of_a_total(markdown: Callable[[str], Document], question: str, text: str, result: str) -> None:
    found = work(markdown(text), question)
    assert (found.worked.result_zh if found else "") == result


APART = (
    "甲协会称，绿茶市场规模2020年为50亿元，2025年为100亿元。\n\n乙协会称，绿茶市场规模2020年为40亿元，2025年为100亿元。"
)


@pytest.mark.parametrize(
    ("question", "text", "results"),
    [
        ("2025年绿茶市场规模是2020年的几倍？", APART, ["2倍", "2.5倍"]),
        ("2025年绿茶市场规模是2020年的几倍？", YEARS, []),  # nothing differs: there is one answer
        (
            "2025年绿茶市场规模是2020年的几倍？",
            "甲协会称，2020年绿茶市场规模为50亿元。\n\n乙协会称，2020年绿茶市场规模为40亿元。\n\n2025年绿茶市场规模为100亿元。",
            [],
        ),  # no source has both ends
    ],
)
def test_each_source_that_has_both_ends_is_worked_out(
    markdown: Callable[[str], Document], question: str, text: str, results: list[str]
) -> None:
    query = ask(question)
    asked = read_asked(query)
    found = slots(query, asked, find_told(query, asked, evidence_of(markdown(text)), near))
    assert sorted(w.worked.result_zh for w in work_by_source(query, asked, found)) == sorted(results)


def test_figures_of_the_question_are_cited_where_a_document_states_them_with_their_unit(
    markdown: Callable[[str], Document],
) -> None:
    found = work(markdown(YEARS), "2020年50亿、2025年100亿，年均增长率是多少？")
    assert found is not None and found.worked.result_zh == "14.9%"
    assert [told.statement.quantity.text for told in found.inputs] == ["50亿元", "100亿元"]


UNLIKE = "云栈公司服务的车企超过30家。澜图公司的节点分布在20个园区。"


@pytest.mark.parametrize("question", ["比较云栈公司和澜图公司的优势", "云栈公司和澜图公司相差多少？"])
def test_counts_of_unlike_things_are_not_set_beside_each_other(
    markdown: Callable[[str], Document], question: str
) -> None:
    assert work(markdown(UNLIKE), question) is None


def test_strengths_are_no_figures() -> None:
    for question, words in (
        ("比较云栈公司和澜图公司的优势", True),
        ("Compare the strategies of Alder and Birch", True),
        ("比较云栈公司和澜图公司2023年的营业收入", False),
        ("云栈公司和澜图公司哪家更大？", False),
    ):
        query = ask(question)
        assert compares_words(query, read_asked(query)) is words
        assert not (words and sets_beside(query, read_asked(query)))
