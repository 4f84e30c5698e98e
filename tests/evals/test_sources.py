from dataclasses import replace

import pytest

from corpus.errors import EvaluationError
from evals.gold import Question, Span
from evals.sources import Sources, corpora, select
from tests.evals.example import ZH


def by_id(questions: tuple[Question, ...], name: str) -> Question:
    return next(q for q in questions if q.question_id == name)


def moved(question: Question, by: int) -> Question:
    spans = {
        name: tuple(tuple(replace(s, start=s.start + by, end=s.end + by) for s in group) for group in groups)
        for name, groups in question.evidence.items()
    }
    return replace(question, evidence=spans)


def test_which_corpora_are_at_hand(questions: tuple[Question, ...], sources: Sources) -> None:
    assert corpora(questions, sources) == ("edition-en", "edition-zh")
    only_zh = Sources({"tea.zh.md": sources.documents["tea.zh.md"]})
    assert corpora(questions, only_zh) == ("edition-zh",)


def test_questions_without_evidence_at_hand_are_skipped(questions: tuple[Question, ...], sources: Sources) -> None:
    other = replace(by_id(questions, "z1"), question_id="o", evidence={"originals": ((Span("x.txt", 0, 2, "ab"),),)})
    kept = select((*questions, other), sources)
    assert [q.question_id for q in kept] == [q.question_id for q in questions]


def test_no_question_fits(questions: tuple[Question, ...]) -> None:
    with pytest.raises(EvaluationError, match=r"holds none of tea\.en\.md, tea\.zh\.md"):
        select(questions, Sources())


def test_a_moved_text_stops_the_run_and_says_where_it_is_now(questions: tuple[Question, ...], sources: Sources) -> None:
    wrong = moved(by_id(questions, "e1"), 3)
    with pytest.raises(EvaluationError) as caught:
        select((wrong,), sources)
    right = by_id(questions, "e1").evidence["edition-zh"][0][0].start
    assert caught.value.place == wrong.place
    assert f"tea.zh.md:{right + 3}" in caught.value.cause
    assert f"now stands at {right} " in caught.value.mend


def test_a_span_beyond_the_end_stops_the_run(questions: tuple[Question, ...], sources: Sources) -> None:
    question = by_id(questions, "z1")
    span = replace(question.evidence["edition-zh"][0][0], end=len(ZH) + 1)
    with pytest.raises(EvaluationError, match="characters in all"):
        select((replace(question, evidence={"edition-zh": ((span,),)}),), sources)


def test_an_answer_cites_the_edition_of_its_language(questions: tuple[Question, ...], sources: Sources) -> None:
    for name, doc_id in (("e1", "tea.en.md"), ("z1", "tea.zh.md"), ("h1", "tea.zh.md")):
        groups = sources.evidence(by_id(questions, name), cited=True)
        assert {span.doc_id for group in groups for span in group} == {doc_id}
        assert len(sources.evidence(by_id(questions, name))) == 2


def test_a_document_in_one_language_is_cited_in_it(questions: tuple[Question, ...], sources: Sources) -> None:
    only_zh = Sources({"tea.zh.md": sources.documents["tea.zh.md"]})
    ((span,),) = only_zh.evidence(by_id(questions, "e1"), cited=True)
    assert span.doc_id == "tea.zh.md"


def test_questions_of_one_section_are_one_cluster(questions: tuple[Question, ...], sources: Sources) -> None:
    cluster = {q.question_id: sources.cluster(q) for q in questions}
    assert cluster["z1"] == cluster["e1"] == cluster["h1"] == cluster["z4"]  # the first evidence of z4 is in 规模 too
    assert cluster["z2"] != cluster["z1"]
    assert cluster["u1"] == "u1"
    assert len({cluster[f"tz{k}"] for k in range(10)}) == 10


def test_header_rows(sources: Sources) -> None:
    header, row = ZH.index("| 年份"), ZH.index("| 2025 |")
    table = sources.header_of("tea.zh.md", header + 2, header + 20)
    assert table is not None
    assert table[0] <= header + 2 and row < table[1]
    assert sources.header_of("tea.zh.md", row, row + 20) is None
    assert sources.header_of("tea.zh.md", 100, 110) is None
