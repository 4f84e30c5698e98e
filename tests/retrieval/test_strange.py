"""Names that nobody listed, and documents that do not hold them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import Settings
from index.texts import text_documents
from retrieval.pipeline import open_collection
from retrieval.strange import called_names, strange_names, unknown_runs

MUSEUM = text_documents([("museum", "", "许蕴章1921年创办了博物馆。馆内有四百件瓷器。")])
ENGLISH = text_documents([("museum", "", "Xu Yunzhang founded the museum in 1921.")])


@pytest.mark.parametrize(
    ("question", "strange"),
    [
        ("许蕴章创办了什么?", []),
        ("骆庆笙创办了什么?", ["骆庆笙"]),
        ("蕴章先生创办了什么?", []),
        ("这家博物馆的盘子有多少件?", []),  # a word of everyday life is no name
        ("When was the museum founded?", []),
    ],
)
def test_a_name_that_a_document_does_not_hold(question: str, strange: list[str]) -> None:
    assert strange_names(question, MUSEUM) == strange


def test_nothing_is_strange_to_what_may_spell_it_otherwise_or_to_nothing() -> None:
    assert strange_names("骆庆笙创办了什么?", ENGLISH) == []
    assert strange_names("骆庆笙创办了什么?", []) == []


@given(st.text("许蕴章市场规模的是多少骆庆笙，?a1", max_size=20))
def test_runs_stand_in_the_text_in_order(text: str) -> None:
    at = 0
    for run in unknown_runs(text):
        at = text.index(run, at) + len(run)
        assert len(run) >= 3 and run not in ("市场规模",)


@given(st.text("禾巡智能市场规模的在是多少飞廉出行，?a1", max_size=20))
def test_called_names_stand_in_the_text_with_what_follows(text: str) -> None:
    for name, whole in called_names(text):
        assert whole in text and whole.startswith(name) and len(whole) == len(name) + 2 >= 4


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("飞廉出行的月卡多少钱?", ["飞廉出行"]),
        ("在禾巡智能上班的有几人?", ["禾巡智能"]),
        ("今年禾巡智能如何?", []),  # what stands before it may be part of it
        ("禾巡", []),
        ("月卡多少钱一张?", []),
    ],
)
def test_what_is_called_by_a_name_and_a_word(text: str, names: list[str]) -> None:
    assert [whole for _, whole in called_names(text)] == names


def test_the_strange_name_is_said_to_be_missing() -> None:
    museum = open_collection(
        [("museum", "", "许蕴章1921年创办了博物馆。馆内有四百件瓷器。")], Settings(), lambda line: None
    )
    assert museum.ask("许蕴章哪一年创办了博物馆？").status == "answered"
    refused = museum.ask("骆庆笙哪一年创办了博物馆？")
    assert refused.status == "refused" and "骆庆笙" in refused.text
