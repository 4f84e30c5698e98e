"""So much for each, worked out from two figures of a document where it does not say so itself."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.dividing import read_each, work_each
from tests.retrieval.pieces import ask, evidence_of, near

TUNNEL = "青崖隧道2021年贯通，全长12.5公里，总投资50亿元。"
FIRM = "2023年白榆纸业营业收入为6亿元。\n\n2023年白榆纸业共有员工1500人。"


def result(document: Document, question: str) -> str:
    work = work_each(ask(question), evidence_of(document), near)
    return work.worked.result_zh if work is not None else ""


@pytest.mark.parametrize(
    ("question", "unit", "rest"),
    [
        ("青崖隧道平均每公里花了多少钱？", "km", "青崖隧道花了多少钱?"),
        ("用总投资除以全长，青崖隧道平均每公里花了多少亿？", "km", "青崖隧道花了多少亿?"),
        ("What was the revenue per employee in 2023?", "person", "What was the revenue in 2023?"),
        ("2023年人均营业收入是多少？", "person", "2023年营业收入是多少?"),
    ],
)
def test_what_a_figure_is_asked_for_each_of(question: str, unit: str, rest: str) -> None:
    each = read_each(ask(question))
    assert each is not None and (each.unit, each.rest) == (unit, rest)


def test_money_that_is_not_said_to_be_for_it_is_not_divided(markdown: Callable[[str], Document]) -> None:
    text = "2023年白榆纸业共有员工1500人。\n\n2023年白榆纸业捐款6亿元。"
    assert result(markdown(text), "2023年白榆纸业给每名员工发了多少元奖金？") == ""


@pytest.mark.parametrize(
    "question",
    [
        "每一百人有几名医生？",
        "What does the Perm fair cost?",
        "船每月开几班？",
        "How much a year?",
        "每天多少钱？",
        "总投资是多少？",
    ],
)
def test_stretches_of_time_are_no_things(question: str) -> None:
    assert read_each(ask(question)) is None


def test_figures_of_one_sentence_and_of_one_document(markdown: Callable[[str], Document]) -> None:
    assert result(markdown(TUNNEL), "青崖隧道平均每公里花了多少亿元？") == "4亿元/公里"
    assert result(markdown(FIRM), "2023年白榆纸业平均每名员工创造多少营业收入？") == "40万元/人"
    assert result(markdown(FIRM), "2023年白榆纸业平均每人营业收入是多少？") == "40万元/人"


@pytest.mark.parametrize(
    "text",
    [
        f"{TUNNEL}\n\n青崖隧道每公里造价4.2亿元。",  # it is said
        "青崖隧道总投资50亿元。\n\n青崖隧道北洞长12公里。\n\n青崖隧道南洞长13公里。",  # of two lengths none is picked
        "青崖隧道总投资50亿元。",
        "2021年青崖隧道总投资50亿元。\n\n2019年青崖隧道全长10公里。",
    ],
)
def test_nothing_is_divided_that_is_said_or_not_sure(markdown: Callable[[str], Document], text: str) -> None:
    assert result(markdown(text), "青崖隧道平均每公里花了多少亿元？") == ""
