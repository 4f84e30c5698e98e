"""The third corpus: many small documents whose questions and evidence hold together."""

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

THIRD = Path(__file__).resolve().parents[2] / "evals" / "third"
FILES = ("dev.jsonl", "test.jsonl")


@cache
def sources() -> Sources:
    return Sources.of(read_folder(THIRD / "documents", ReadSettings()).documents)


@cache
def chosen(name: str) -> tuple[Question, ...]:
    return select(read_gold(THIRD / name), sources())


def test_every_document_is_read_and_says_that_it_is_invented() -> None:
    files = sorted(path.name for path in (THIRD / "documents").iterdir())
    assert files == sorted(sources().documents)
    marks = ("为评测而虚构", "為評測而", "nvented for evaluation")
    silent = [d for d, document in sources().documents.items() if not any(mark in document.raw for mark in marks)]
    assert not silent


@pytest.mark.parametrize("name", FILES)
def test_every_piece_of_evidence_stands_where_it_is_said_to_stand(name: str) -> None:
    assert len(chosen(name)) == len(read_gold(THIRD / name))
    assert corpus_name(corpora(chosen(name), sources())) == "third"
    for question in chosen(name):
        assert bool(question.evidence) == (not question.refuse and not question.chat), question.question_id


@pytest.mark.parametrize("name", FILES)
def test_what_an_answer_must_hold_stands_in_its_evidence(name: str) -> None:
    for question in chosen(name):
        if question.kind == "calculation":
            continue  # worked figures stand nowhere
        for group in sources().evidence(question):
            text = "\n".join(sources().documents[s.doc_id].raw[s.start : s.end] for s in group)
            # A flattened row has no borders between its cells: only its digits can be looked for.
            lacking = [w for w in question.must if not any(stands_in(one, text) or one in text for one in w)]
            assert not lacking, (question.question_id, lacking)


def test_the_mix_of_questions() -> None:
    both = [question for name in FILES for question in chosen(name)]
    kinds, languages = Counter(q.kind for q in both), Counter(q.language for q in both)
    assert len(both) >= 160 and kinds["unanswerable"] >= 40 and kinds["table"] >= len(both) // 10
    assert languages["zh-hant"] >= len(both) // 10 and 0.35 <= languages["en"] / len(both) <= 0.5
    assert len({(q.text, q.history) for q in both}) == len({q.question_id for q in both}) == len(both)
