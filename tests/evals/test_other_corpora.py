"""The second, third and fourth corpus: their questions and their documents hold together, and keep clear of the first."""

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

EVALS = Path(__file__).resolve().parents[2] / "evals"
FILES = {"second": ("dev.jsonl", "test.jsonl"), "third": ("dev.jsonl", "test.jsonl"), "fourth": ("dev.jsonl",)}
each_file = pytest.mark.parametrize(("corpus", "name"), [(c, name) for c, names in FILES.items() for name in names])


@cache
def sources(corpus: str) -> Sources:
    return Sources.of(read_folder(EVALS / corpus / "documents", ReadSettings()).documents)


@cache
def chosen(corpus: str, name: str) -> tuple[Question, ...]:
    return select(read_gold(EVALS / corpus / name), sources(corpus))


@each_file
def test_every_piece_of_evidence_stands_where_it_is_said_to_stand(corpus: str, name: str) -> None:
    questions = chosen(corpus, name)
    assert len(questions) == len(read_gold(EVALS / corpus / name))
    assert corpus_name(corpora(questions, sources(corpus))) == corpus
    for question in questions:
        assert bool(question.evidence) == (not question.refuse and not question.chat), question.question_id


@each_file
def test_what_an_answer_must_hold_stands_in_its_evidence(corpus: str, name: str) -> None:
    for question in chosen(corpus, name):
        if question.kind == "calculation":
            continue  # worked figures stand nowhere
        for group in sources(corpus).evidence(question, cited=True):
            text = "\n".join(sources(corpus).documents[s.doc_id].raw[s.start : s.end] for s in group)
            # A flattened row, as these have them, has no borders between its cells: only its digits can be looked for.
            flat = text if corpus != "second" else ""
            lacking = [w for w in question.must if not any(stands_in(one, text) or one in flat for one in w)]
            assert not lacking, (question.question_id, lacking)


@pytest.mark.parametrize(
    ("corpus", "least", "refused", "tables"), [("second", 60, 14, 0), ("third", 160, 40, 16), ("fourth", 200, 40, 20)]
)
def test_the_mix_of_questions(corpus: str, least: int, refused: int, tables: int) -> None:
    both = [question for name in FILES[corpus] for question in chosen(corpus, name)]
    kinds, languages = Counter(q.kind for q in both), Counter(q.language for q in both)
    assert len(both) >= least and kinds["unanswerable"] >= refused and kinds["table"] >= tables
    assert languages["zh-hant"] >= max(10, len(both) // 10) and 0.35 <= languages["en"] / len(both) <= 0.5
    assert len({(q.text, q.history) for q in both}) == len({q.question_id for q in both}) == len(both)


def test_an_edition_of_the_second_has_the_anchors_and_the_table_of_its_parallel() -> None:
    zh, en = (sources("second").documents[f"tram-line-5.{language}.md"] for language in ("zh", "en"))
    assert [p.anchor for p in zh.paragraphs if p.anchor] == [p.anchor for p in en.paragraphs if p.anchor] != []
    assert [[c.text for c in row] for row in zh.tables[0].rows] == [[c.text for c in row] for row in en.tables[0].rows]


def test_every_document_of_the_third_is_read_and_says_that_it_is_invented() -> None:
    documents = sources("third").documents
    assert sorted(path.name for path in (EVALS / "third" / "documents").iterdir()) == sorted(documents)
    marks = ("为评测而虚构", "為評測而", "nvented for evaluation")
    assert not [name for name, document in documents.items() if not any(mark in document.raw for mark in marks)]
