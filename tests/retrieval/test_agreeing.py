"""Questions that say that a figure is told more than once, and what is held to be an account of it."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from corpus.settings import Settings
from retrieval.agreeing import all_accounts, without_accounts
from retrieval.asked import read_asked
from retrieval.figures import find_told
from retrieval.pipeline import open_collection
from tests.retrieval.pieces import ask, evidence_of, near

READ = Callable[[str], Document]


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Do the sections agree on how common E5 kites are in 2031?", "how common E5 kites are in 2031?"),
        (
            "How many kites were sold in 2024? The report seems to give several different figures.",
            "How many kites were sold in 2024?",
        ),
        ("2031年台灯的普及率,前后两处说的是一个数吗?", "2031年台灯的普及率,"),
        ("台灯2031年占几成?我看到不止一种说法。", "台灯2031年占几成?"),
        ("2031年台灯市场多大?各章的数对不上。", "2031年台灯市场多大?"),
    ],
)
def test_what_is_said_of_the_documents_is_left_out(question: str, left: str) -> None:
    assert without_accounts(question) == left and ask(question).several


@pytest.mark.parametrize(
    "question",
    [
        "Do the two makers agree on a price?",
        "How do kites and tops differ?",
        "两种台灯的价格一样吗?",
        "前后两处说的是一个数吗?",
        "这两座桥的长度相同吗?",
        "Which figures contradict each other?",
        "2031年台灯市场规模的说法为什么不一样?",
        "文档里的数字有前后不一致的地方吗?",
        "2030年和2031年台灯市场多大?各章的数对不上。",
    ],
)
def test_other_questions_are_left_as_they_are(question: str) -> None:
    assert without_accounts(question) == question and not ask(question).several


def accounts(document: Document, question: str) -> list[str]:
    query = ask(question)
    asked = read_asked(query)
    told = find_told(query, asked, evidence_of(document), near)
    return sorted(t.statement.quantity.text for t in all_accounts(query, asked, told)[0])


LAMPS = (
    "# Lamps\n\nE5 lamps are expected to account for 40% of lamp sales in 2031.\n\n## Chances\n\nThe penetration rate of E5 lamps will "
    "reach 45% in 2031.\n\n## Plans\n\nUnder the plan the penetration rate of lamps of level E5 and above is to be 50% in 2031.\n\n"
    "E4 lamps will have a penetration rate of 70% in 2031. In 2025 the penetration rate of E5 lamps was 12%.\n\n"
    "E5 lamps bring 60% of the revenue of the makers in 2031."
)


def test_how_common_a_thing_is_in_whatever_words(markdown: READ) -> None:
    question = "Do the chapters agree on how common E5 lamps are in 2031?"
    assert accounts(markdown(LAMPS), question) == ["40%", "45%"]


def test_a_level_and_all_above_it_are_one_mark(markdown: READ) -> None:
    text = (
        "# 台灯\n\n2031年E5+台灯占台灯销量的40%。\n\n2031年E5级及以上台灯的渗透率为45%。\n\n2031年E5台灯的渗透率为52%。"
    )
    assert accounts(markdown(text), "2031年E5+台灯的普及率,前后两处说的是一个数吗?") == ["40%", "45%"]


@pytest.mark.parametrize(
    "text",
    [
        "# 台灯\n\n2031年E5+台灯的渗透率为45%。\n\n2031年吊灯的渗透率为52%。",
        "# 台灯\n\n2031年E5+台灯的渗透率为45%。\n\n2030年E5+台灯的渗透率为41%。",
        "# 台灯\n\n2031年E5+台灯的渗透率为45%。\n\n2031年E5+台灯的毛利率为30%。",
        "# 台灯\n\n2031年E5+台灯的渗透率为45%。\n\n2031年E5+台灯的渗透率将达45%。",
        "# 台灯\n\n2031年E5+台灯的渗透率为45%。\n\n2031年E5+台灯占厂家营收的60%。",
    ],
)
def test_other_things_years_and_measures_do_not_differ(markdown: READ, text: str) -> None:
    assert accounts(markdown(text), "2031年E5+台灯的普及率,前后两处说的是一个数吗?") == []


def test_without_a_mark_the_words_for_the_thing_must_be_there(markdown: READ) -> None:
    text = (
        "# 灯市\n\n2031年阅读台灯占灯具市场的40%。\n\n2031年吊灯占灯具市场的22%。\n\n2031年阅读类台灯占灯具市场的45%。"
    )
    assert accounts(markdown(text), "阅读台灯2031年要占几成?我看到不止一种说法。") == ["40%", "45%"]
    assert accounts(markdown(text), "风筝2031年要占几成?我看到不止一种说法。") == []


def test_an_answer_tells_all_of_them() -> None:
    body = LAMPS.removeprefix("# Lamps\n\n").replace("## Chances\n\n", "").replace("## Plans\n\n", "")
    pipeline = open_collection([("lamps.md", "Lamps", body)], Settings(), lambda line: None)
    answer = pipeline.ask("Do the chapters agree on how common E5 lamps are in 2031?").text
    assert "40%" in answer and "45%" in answer and "60%" not in answer and "70%" not in answer
