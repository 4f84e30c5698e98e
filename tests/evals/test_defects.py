"""Defects put into right answers on purpose, and which measure catches each."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from evals.gold import Question
from evals.measures import score
from evals.records import answer_line, parse_record
from evals.report import summarise
from evals.sources import Sources
from tests.evals.example import Answerer

Line = dict[str, Any]
Means = dict[str, float]


@pytest.fixture
def lines(questions: tuple[Question, ...], answerer: Answerer) -> list[Line]:
    answers = [answer_line(q.question_id, answerer.ask(q.text, q.history), 0.01) for q in questions]
    recorded: list[Line] = json.loads(json.dumps(answers, ensure_ascii=False))
    return recorded


def means(questions: tuple[Question, ...], lines: list[Line], sources: Sources) -> Means:
    scores = [score(q, parse_record(line), sources) for q, line in zip(questions, lines, strict=True)]
    return {name: found.mean for name, found in summarise(scores).items()}


def test_right_answers_score_one_on_everything(
    questions: tuple[Question, ...], lines: list[Line], sources: Sources
) -> None:
    found = [score(q, parse_record(line), sources) for q, line in zip(questions, lines, strict=True)]
    below = [(s.question_id, s.notes) for s in found if min(v for m, v in s.values.items() if m != "hits@1") < 1]
    assert not below
    values = means(questions, lines, sources)
    # Of 31 questions with evidence three need two spans, and one hit holds one of them.
    assert {name: value for name, value in values.items() if value < 1} == {"hits@1": pytest.approx(29.5 / 31)}
    assert len(values) == 15


def swap_citations(line: Line) -> None:
    """Numbers stay in order, but each statement now cites what bears out the other."""
    if line["id"] in {"z4", "e4"}:
        one, two = line["citations"]
        one["n"], two["n"] = 2, 1


def drop_year_check(line: Line) -> None:
    line["answer"] = line["answer"].replace("2024", "2023")


def answer_near_miss(line: Line) -> None:
    """The figure of another year, for a question about a year that no document has."""
    if line["id"] == "u1":
        line.update(status="answered", answer="2031年茶港的茶叶出口额为480亿元[1]。")
        line.update(citations=deepcopy(EXAMPLES["z1"]))


def offsets_off_by_one(line: Line) -> None:
    for citation in line["citations"]:
        citation["start"] += 1
        citation["end"] += 1


def offsets_off_by_one_with_quotes(line: Line) -> None:
    """The quote follows the wrong offsets, so the span is its quote, but the cleaned quote is not."""
    for citation in line["citations"]:
        citation["start"] += 1
        citation["source_quote"] = citation["source_quote"][1:]


def wrong_language(line: Line) -> None:
    if line["language"] == "en":
        line["answer"] = "见原文" + "".join(f"[{c['n']}]" for c in line["citations"])


def simplified_in_traditional(line: Line) -> None:
    if line["language"] == "zh-hant":
        line["answer"] = line["answer"].replace("額", "额").replace("數", "数")


def refuse_all(line: Line) -> None:
    line.update(status="refused", answer="The documents do not say." if line["language"] == "en" else "未见记载。")
    line.update(citations=[], computed=[])


def answer_all(line: Line) -> None:
    if line["status"] == "refused":
        line.update(status="answered", citations=deepcopy(EXAMPLES["z1"]))
        line["answer"] = "There is this [1]." if line["language"] == "en" else "原文[1]"


def figure_without_unit(line: Line) -> None:
    for unit in ("亿元", "億元", " billion", "%"):
        line["answer"] = line["answer"].replace(unit, "")


def ten_times_too_much(line: Line) -> None:
    line["answer"] = line["answer"].replace("CNY 48", "CNY 480").replace(" (480亿元)", "")


def other_name(line: Line) -> None:
    line["answer"] = line["answer"].replace("QL", "SF").replace("Qinglan", "Shunfeng")


def quote_altered(line: Line) -> None:
    for citation in line["citations"]:
        citation["source_quote"] = citation["source_quote"].replace("480", "840")


def shown_quote_altered(line: Line) -> None:
    for citation in line["citations"]:
        citation["quote"] = citation["quote"].replace("480", "840")


def too_long(line: Line) -> None:
    lead = "Let us look at what is written. " if line["language"] == "en" else "先来看看原文是怎么说的。"
    line["answer"] = lead * 120 + line["answer"]


def hits_reversed(line: Line) -> None:
    scores = [hit["score"] for hit in line["hits"]]
    line["hits"] = [hit | {"score": s} for hit, s in zip(reversed(line["hits"]), scores, strict=True)]


def hits_out_of_order(line: Line) -> None:
    line["hits"].reverse()


def value_left_out(line: Line) -> None:
    if line["id"] in {"z4", "e4"}:
        line["answer"] = line["answer"].rsplit("\n", 1)[0]
        line["citations"].pop()


def citation_unused(line: Line) -> None:
    if line["id"] == "z1":
        line["citations"].append(deepcopy(line["citations"][0]) | {"n": 2})


def neighbour_cited(line: Line) -> None:
    """Every citation moves to the paragraph on transport, quote and all."""
    wanted = EXAMPLES["e2" if line["language"] == "en" else "z2"][0]
    line["citations"] = [deepcopy(wanted) | {"n": c["n"]} for c in line["citations"]]


def worked_wrongly(line: Line) -> None:
    for worked in line.get("computed", []):
        worked["value"] = "9.3%"


def citations_dropped(line: Line) -> None:
    line["citations"] = []
    line["answer"] = line["answer"].replace("[1]", "").replace("[2]", "")


EXAMPLES: dict[str, list[Line]] = {}
DEFECTS: list[tuple[Callable[[Line], None], set[str]]] = [
    (swap_citations, {"support"}),
    (drop_year_check, {"support"}),
    (answer_near_miss, {"refused", "support"}),
    (offsets_off_by_one, {"exact"}),
    (offsets_off_by_one_with_quotes, {"exact"}),
    (wrong_language, {"language", "must"}),
    (simplified_in_traditional, {"language"}),
    (refuse_all, {"answered", "must", "evidence", "chat", "computed"}),
    (answer_all, {"refused"}),
    (figure_without_unit, {"support", "must"}),
    (ten_times_too_much, {"support", "must"}),
    (other_name, {"support", "must"}),
    (quote_altered, {"exact"}),
    (shown_quote_altered, {"exact"}),
    (too_long, {"must", "brief"}),
    (hits_reversed, {"hits@1"}),
    (hits_out_of_order, {"hits@1", "hits@5", "hits@10"}),
    (value_left_out, {"must", "evidence"}),
    (citation_unused, {"exact"}),
    (neighbour_cited, {"support", "precision", "evidence", "computed"}),
    (worked_wrongly, {"computed"}),
    (citations_dropped, {"exact", "precision", "evidence", "support", "computed"}),
]


@pytest.mark.parametrize(("defect", "caught"), DEFECTS, ids=[defect.__name__ for defect, _ in DEFECTS])
def test_each_defect_is_caught_by_its_measure(
    defect: Callable[[Line], None],
    caught: set[str],
    questions: tuple[Question, ...],
    lines: list[Line],
    sources: Sources,
) -> None:
    EXAMPLES.update({line["id"]: deepcopy(line["citations"]) for line in lines})
    before = means(questions, lines, sources)
    for line in lines:
        defect(line)
    after = means(questions, lines, sources)
    fallen = {name for name, value in after.items() if value < before[name]}
    assert caught <= fallen
    # Where the defect is of one kind it shows as one: `right`, and what depends on it, besides.
    if caught in ({"support"}, {"exact"}, {"language"}, {"computed"}, {"refused"}, {"hits@1"}):
        assert fallen <= caught | {"right", "support", "exact", "hits@5"}
    if not caught <= {"hits@1", "hits@5", "hits@10", "precision", "evidence"}:
        assert "right" in fallen
