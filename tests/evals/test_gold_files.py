"""The gold files that ship with the project, held against the documents that ship with it."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from corpus.places import DOCUMENTS
from corpus.read import read_folder
from corpus.script import to_traditional
from corpus.settings import ReadSettings
from evals.gold import Question, read_gold
from evals.measures import Score, score
from evals.records import answer_line, parse_record
from evals.sources import Sources, corpora, select
from retrieval.answer import Answer, HitSpan, cite

GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold"
FILES = ("dev.jsonl", "more.jsonl", "test.jsonl")


@cache
def editions() -> Sources:
    return Sources.of(read_folder(DOCUMENTS, ReadSettings()).documents)


@cache
def chosen(name: str) -> tuple[Question, ...]:
    return select(read_gold(GOLD / name), editions())


def by_evidence(question: Question) -> Score:
    """The score of an answer that quotes the evidence and says nothing else."""
    citations, lines = [], []
    for n, span in enumerate(editions().evidence(question, cited=True)[0], start=1):
        document = editions().documents[span.doc_id]
        citation = cite(document, *document.traced.clean_span(span.start, span.end), n)
        quote = to_traditional(citation.quote) if question.language == "zh-hant" else citation.quote
        citations.append(replace(citation, quote=quote))
        lines.append(f"{quote} [{n}]")
    hits = tuple(HitSpan(c.doc_id, c.start, c.end, 1 - c.n / 100) for c in citations)
    answer = Answer(question.language, "answered", "\n".join(lines), tuple(citations), hits)
    return score(question, parse_record(answer_line(question.question_id, answer, 0.0)), editions())


@pytest.mark.parametrize("name", FILES)
def test_every_piece_of_evidence_stands_where_it_is_said_to_stand(name: str) -> None:
    assert corpora(chosen(name), editions()) == ("edition-en", "edition-zh")
    for question in chosen(name):
        assert bool(question.evidence) == (not question.refuse and not question.chat), question.question_id
        assert {"edition-zh", "edition-en"} <= set(editions().at_hand(question)) or not question.evidence


@pytest.mark.parametrize("name", FILES)
def test_an_answer_that_quotes_its_evidence_is_found_in_order(name: str) -> None:
    for question in chosen(name):
        if not question.evidence:
            continue
        found = by_evidence(question)
        wanted = ["support", "exact", "precision", "evidence", "language", "hits@10"]
        # A cell needs the unit of its column, and worked figures stand nowhere: their strings are not in the evidence.
        group = editions().evidence(question, cited=True)[0]
        rows = any(editions().documents[span.doc_id].raw[span.start] == "|" for span in group)
        wanted += ["must"] if not rows and question.kind != "calculation" else []
        assert {name: found.values[name] for name in wanted} == dict.fromkeys(wanted, 1.0), found


def test_no_question_stands_in_two_files() -> None:
    asked = [(q.text, q.history) for name in FILES for q in chosen(name)]
    assert len(asked) == len(set(asked))
