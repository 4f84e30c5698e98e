"""Things that a document tells of elsewhere than where an answer was found."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from corpus.settings import Settings
from retrieval.elsewhere import told_elsewhere
from retrieval.evidence import Evidence
from retrieval.pipeline import open_collection
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]
FILL = "The weather was mild and the quay was quiet. " * 20
PORTS = f"# Landings\n\nBoats landed 148 tonnes in all.\n\n{FILL}\n\nThe cannery at Vintervik was sold, and Oxby kept its own.\n"
LANES = "# Speeds\n\nA mean of 37 mph was recorded in Back Lane. The hedge in Church Lane was cut.\n"
NOTES = f"# Harbour Notes 7.2\n\nReleased in March.\n\n{FILL}\n\n- Scripts follow in 7.4.\n- A bridge from 2.9 stays.\n"
RECALL = f"# Recall of the seat KX2\n\nIts price is 1,680 yuan.\n\n{FILL}\n\nThe KX2 Pro is not affected.\n"
DRYERS = "# Dryers\n\n## Oak Works\n\nIt has 12 service points.\n\n## Elm Works\n\nIt has 168 service points.\n"
FIRMS = (
    "# 行业\n\n全年出口23.6亿元，翎谷航空受冲击最大。\n\n禾巡智能专攻果园，网点有90个。\n" + "天气平稳，码头安静。" * 20
)
LONG = (
    "# 行业\n\n"
    + "天气平稳，码头安静。" * 20
    + "\n\n禾巡智能专攻果园。网点有90个。\n\n全年出口23.6亿元，翎谷航空受冲击最大。\n"
)


def piece(document: Document, part: str) -> Evidence:
    return next(e for e in evidence_of(document) if part in e.text)


@pytest.mark.parametrize(
    ("text", "part", "question", "elsewhere"),
    [
        (PORTS, "148 tonnes", "How much was landed at Vintervik?", ["Vintervik"]),
        (PORTS, "Vintervik", "What became of the cannery at Vintervik?", []),
        (PORTS, "148 tonnes", "How much was landed in all?", []),
        (PORTS, "148 tonnes", "How much was landed at Marl?", []),  # stands nowhere: other rules know
        (PORTS, "148 tonnes", "Vintervik一共上岸多少吨?", ["Vintervik"]),
        (LANES, "Back Lane", "What speed was recorded in Church Lane?", ["Church Lane"]),
        (LANES, "Back Lane", "What speed was recorded in Back Lane?", []),
        (LANES, "Church Lane", "What was done in Church Lane?", []),
        (NOTES, "Released", "When was Harbour Notes 7.4 released?", ["7.4"]),
        (NOTES, "Released", "When was Harbour Notes 7.2 released?", []),
        (NOTES, "Scripts", "What does Harbour Notes 7.4 support?", []),
        (NOTES, "Released", "Which costs 7.4 million?", []),  # no version
        (RECALL, "1,680", "What does the KX2 Pro cost?", ["KX2 Pro"]),
        (RECALL, "1,680", "What does the KX2 cost?", []),
        (DRYERS, "168", "How many service points has Oak Works?", ["Oak Works"]),
        (DRYERS, "168", "How many service points has Elm Works?", []),
        (DRYERS, "12 service", "How many service points has Oak Works?", []),
        (LONG, "23.6", "禾巡智能出口了多少?", ["禾巡智能"]),
        (LONG, "90", "禾巡智能有多少网点?", []),
        (LONG, "23.6", "全年出口多少?", []),
        (FIRMS, "23.6", "禾巡智能出口了多少?", []),  # begins with it: all of the document may be on it
    ],
)
def test_what_is_told_elsewhere(markdown: READ, text: str, part: str, question: str, elsewhere: list[str]) -> None:
    assert told_elsewhere(ask(question), [piece(markdown(text), part)]) == elsewhere


def test_one_name_at_hand_is_enough(markdown: READ) -> None:
    told = piece(markdown(PORTS), "Vintervik")
    assert told_elsewhere(ask("Did the cannery of Vintervik go to Oxby?"), [told]) == []
    assert told_elsewhere(ask("What did Mr Landing say of Oxby?"), [told]) == []


@pytest.mark.parametrize(
    ("text", "part", "question"),
    [
        (DRYERS, "12 service", "Has Oak Works or Elm Works more service points?"),
        (NOTES, "Released", "What is new in Harbour Notes 7.2 as against Harbour Notes 7.4?"),
    ],
)
def test_of_two_things_one_is_enough(markdown: READ, text: str, part: str, question: str) -> None:
    assert told_elsewhere(ask(question), [piece(markdown(text), part)]) == []


def test_who_says_we_is_whoever_was_named_before(markdown: READ) -> None:
    text = f"# Talk\n\n{FILL}\n\nThe head of Oxby Coats takes part.\n\n{FILL}\n\nWe killed eight designs.\n"
    assert told_elsewhere(ask("How many designs did Oxby Coats drop?"), [piece(markdown(text), "We killed")]) == []
    other = text.replace("We killed", "Marl killed")
    lacking = told_elsewhere(ask("How many designs did Oxby Coats drop?"), [piece(markdown(other), "Marl killed")])
    assert lacking == ["Oxby Coats"]


def test_nothing_is_told_elsewhere_of_nothing() -> None:
    assert told_elsewhere(ask("What does the KX2 Pro cost at Vintervik?"), []) == []


def test_the_answer_is_withdrawn_and_shown_as_the_nearest() -> None:
    text = f"Harbour Notes 7.2 was released on 4 March 2026. It reads maps.\n\n{FILL}\n\nScripts follow in 7.4.\n"
    notes = open_collection([("notes", "Harbour Notes 7.2", text)], Settings(), lambda line: None)
    assert notes.ask("When was Harbour Notes 7.2 released?").status == "answered"
    refused = notes.ask("When was Harbour Notes 7.4 released?")
    assert refused.status == "refused" and "7.4" in refused.text


def test_a_heading_of_plain_words_is_no_thing(markdown: READ) -> None:
    text = "# 岚县茶业报告\n\n## 市场规模\n\n2024年产值为12亿元。\n\n## 行业展望\n\n预计2027年将达到28亿元。\n"
    assert told_elsewhere(ask("岚县茶业的市场规模2027年预计有多大？"), [piece(markdown(text), "28亿元")]) == []
