from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.calculating import Work, set_beside, sets_beside
from retrieval.figures import find_told
from tests.retrieval.pieces import ask, evidence_of, near


def work(document: Document, question: str) -> Work | None:
    query = ask(question)
    asked, evidence = read_asked(query), evidence_of(document)
    if not sets_beside(query, asked):
        return None
    wider = find_told(query, asked.of_any_kind, evidence, near)
    return set_beside(query, asked, find_told(query, asked, evidence, near), wider)


@pytest.mark.parametrize(
    ("text", "question", "result"),
    [
        (
            "The rent of the mill rose from £800 to £1,000 in spring.",
            "By how much did the rent of the mill rise?",
            "£200",
        ),
        ("The mill paid a rent of £1,000, up from £800.", "By what percentage did the rent of the mill rise?", "25%"),
        (
            "The mill made 900 loaves, against 1,200 a year earlier.",
            "By how much did the loaves of the mill fall?",
            "300",
        ),
        (
            "The lake of the mill grew from 40 to 50 hectares.",
            "By what percentage did the lake of the mill grow?",
            "25%",
        ),
        ("磨坊的面粉产量由40吨增至50吨。", "磨坊的面粉产量增长了百分之几？", "25%"),
        ("磨坊的面粉产量为50吨，上年为40吨。", "磨坊的面粉产量增加了多少？", "10吨"),
        ("磨坊面粉产量为50吨，油坊为30吨，染坊为25吨。", "磨坊的产量是染坊的几倍？", "2倍"),
        ("磨坊面粉产量为50吨，油坊为30吨，染坊为25吨。", "磨坊的产量比油坊多多少？", "20吨"),
    ],
)
def test_two_figures_of_a_sentence(markdown: Callable[[str], Document], text: str, question: str, result: str) -> None:
    found = work(markdown(text), question)
    assert found is not None
    told = found.worked.result_zh if "吨" in text or "%" in result or "倍" in result else found.worked.result_en
    assert told.replace("GBP ", "£") == result
    assert len({t.evidence.key for t in found.inputs}) == 1 and len(found.inputs) == 2


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("磨坊的面粉产量为50吨，员工40人。", "磨坊的面粉产量增加了多少？"),  # no two figures of a kind
        (
            "磨坊的面粉产量为50吨，油坊为30吨。",
            "磨坊的面粉产量增加了多少？",
        ),  # nothing says that one grew into the other
        ("磨坊面粉产量为50吨，油坊为30吨。", "磨坊的产量是酒坊的几倍？"),  # of one side there is nothing
        ("磨坊的面粉产量由40吨增至50吨。", "磨坊的面粉产量是多少？"),  # nothing is to be worked out
        ("磨坊的面粉产量由40吨增至50吨。", "按40吨和50吨，增长百分之几？"),  # the question has both figures itself
    ],
)
def test_no_pair(markdown: Callable[[str], Document], text: str, question: str) -> None:
    assert work(markdown(text), question) is None


def test_a_growth_that_the_text_states_is_not_worked_out_of_other_figures(markdown: Callable[[str], Document]) -> None:
    text = "磨坊的面粉产量增长12%。\n\n磨坊的油产量由40吨增至50吨。"
    assert work(markdown(text), "磨坊的面粉产量增长了百分之几？") is None
