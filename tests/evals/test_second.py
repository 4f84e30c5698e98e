"""The second corpus: its questions and its documents hold together, and keep clear of the first."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from corpus.read import read_folder
from corpus.settings import ReadSettings
from evals.folding import stands_in
from evals.gold import Question, read_gold
from evals.report import corpus_name
from evals.sources import Sources, corpora, select

SECOND = Path(__file__).resolve().parents[2] / "evals" / "second"
FILES = ("dev.jsonl", "test.jsonl")


@cache
def sources() -> Sources:
    return Sources.of(read_folder(SECOND / "documents", ReadSettings()).documents)


@cache
def chosen(name: str) -> tuple[Question, ...]:
    return select(read_gold(SECOND / name), sources())


@pytest.mark.parametrize("name", FILES)
def test_every_piece_of_evidence_stands_where_it_is_said_to_stand(name: str) -> None:
    assert len(chosen(name)) == len(read_gold(SECOND / name))
    assert corpus_name(corpora(chosen(name), sources())) == "second"
    for question in chosen(name):
        assert bool(question.evidence) == (not question.refuse and not question.chat), question.question_id


@pytest.mark.parametrize("name", FILES)
def test_what_an_answer_must_hold_stands_in_its_evidence(name: str) -> None:
    for question in chosen(name):
        if question.kind == "calculation":
            continue  # worked figures stand nowhere
        for group in sources().evidence(question, cited=True):
            text = "\n".join(sources().documents[s.doc_id].raw[s.start : s.end] for s in group)
            lacking = [wanted for wanted in question.must if not any(stands_in(one, text) for one in wanted)]
            assert not lacking, (question.question_id, lacking)


def test_the_mix_of_questions() -> None:
    both = [question for name in FILES for question in chosen(name)]
    kinds, languages = Counter(q.kind for q in both), Counter(q.language for q in both)
    assert len(both) >= 60 and kinds["unanswerable"] >= 14
    assert languages["zh-hant"] >= 10 and 0.4 <= languages["en"] / len(both) <= 0.5
    assert len({(q.text, q.history) for q in both}) == len({q.question_id for q in both}) == len(both)


def test_an_edition_has_the_anchors_and_the_table_of_its_parallel() -> None:
    zh, en = (sources().documents[f"tram-line-5.{language}.md"] for language in ("zh", "en"))
    assert [p.anchor for p in zh.paragraphs if p.anchor] == [p.anchor for p in en.paragraphs if p.anchor] != []
    assert [[c.text for c in row] for row in zh.tables[0].rows] == [[c.text for c in row] for row in en.tables[0].rows]
