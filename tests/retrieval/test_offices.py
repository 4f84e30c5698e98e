"""Persons that places name for one office."""

import pytest

from corpus.settings import Settings
from retrieval.offices import holders, office_of
from retrieval.pipeline import open_collection
from tests.retrieval.pieces import ask


@pytest.mark.parametrize(
    ("text", "office", "who"),
    [
        ("水文站站长林予说，水位稳定。", "站长", {"林予"}),
        ("站长：何川", "站长", {"何川"}),
        ("何川担任白鹭湖水文站站长。", "站长", {"何川"}),
        ("副站长何川在场。", "站长", set()),
        ("原站长何川在场。", "站长", set()),
        ("站长介绍说，水位稳定。", "站长", set()),
        ("站长办公室在二楼。", "站长", set()),
        ("The director, Jane Roe, opened the show.", "director", {"Jane Roe"}),
        ("The director of the mill is Anna van Dale.", "director", {"Anna van Dale"}),
        ("Jane Roe, director of the mill, spoke.", "director", {"Jane Roe"}),
        ("Deputy director Jane Roe spoke.", "director", set()),
        ("The director spoke.", "director", set()),
    ],
)
def test_who_holds_an_office(text: str, office: str, who: set[str]) -> None:
    assert holders(text, office) == who


DIFFER = [
    ("a", "白鹭湖水文站简介", "白鹭湖水文站的站长是林予。\n\n测船停在码头。"),
    ("b", "白鹭湖水文站通讯", "白鹭湖水文站本月完成巡测。\n\n水文站站长何川表示，水位平稳。"),
    ("c", "青石渡水文站简介", "青石渡水文站站长贺岩负责日常观测。"),
    ("d", "Harl Mill: a guide", "The director of Harl Mill is Jane Roe. Tea is served at noon."),
    ("f", "Oxby Mill: a guide", "The director of Oxby Mill is Jane Roe. The wheel turns at noon."),
    ("g", "Oxby Mill: news", "The director of Oxby Mill, Jane Smith, opened the new weir."),
    ("e", "Harl Mill: news", "The director of Harl Mill, Peter Dunn, opened the new wheel."),
]


@pytest.mark.parametrize(
    ("question", "differ", "names"),
    [
        ("白鹭湖水文站的站长是谁？", "文档对此说法不一：", ["林予", "何川"]),
        ("Who is the director of Oxby Mill?", "The documents differ on this:", ["Jane Roe", "Jane Smith"]),
        ("Who is the director of Harl Mill?", "The documents differ on this:", ["Jane Roe", "Peter Dunn"]),
    ],
)
def test_two_documents_that_name_two_persons_are_both_told(question: str, differ: str, names: list[str]) -> None:
    text = open_collection(DIFFER, Settings(), lambda line: None).ask(question).text
    assert text.startswith(differ) and all(name in text for name in names) and "贺岩" not in text


@pytest.mark.parametrize(
    "second",
    [
        "白鹭湖水文站站长何川2019年到站。白鹭湖水文站前任站长林予已退休。",  # somebody went
        "白鹭湖水文站副站长何川表示，水位平稳。",
        "青石渡水文站站长何川表示，水位平稳。",
    ],
)
def test_another_time_office_or_body_is_no_other_holder(second: str) -> None:
    texts = [("a", "白鹭湖水文站简介", "2024年白鹭湖水文站站长为林予。"), ("b", "水文简讯", second)]
    text = open_collection(texts, Settings(), lambda line: None).ask("白鹭湖水文站的站长是谁？").text
    assert "说法不一" not in text


@pytest.mark.parametrize(
    "question", ["白鹭湖水文站的副站长是谁？", "白鹭湖水文站前任站长是谁？", "Who is the deputy director of Harl Mill?"]
)
def test_a_deputy_or_one_of_an_earlier_time_is_another_office(question: str) -> None:
    assert office_of(ask(question)) == ""
