import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.errors import AnswerError
from evals.gold import Question
from evals.records import failure, read_records
from evals.report import corpus_name, load_report, save_report, summarise
from evals.run import answer_all, measure_all
from evals.sources import Sources
from evals.tables import markdown_text, terminal_text
from retrieval.answer import Answer, Turn
from tests.evals.example import HISTORY, Answerer


class Failing(Answerer):
    """Raises an error of ours for one question, and a fault for another."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        if question == "Hello!":
            raise AnswerError("the question", "is impolite")
        if question == "2025年出口额是多少？":
            raise ZeroDivisionError("oh")
        return super().ask(question, history)


def test_the_history_is_told(questions: tuple[Question, ...], answerer: Answerer) -> None:
    list(answer_all(answerer, questions, io.StringIO(), lambda line: None))
    told = answerer.histories["那2025年呢，海关口径？"]
    assert [(turn.role, turn.content) for turn in told] == HISTORY["z6"]
    assert answerer.histories["Hello!"] == ()


def test_what_fails_is_named_and_scores_nothing(
    questions: tuple[Question, ...], documents: tuple, sources: Sources, gold_file: Path
) -> None:
    out = io.StringIO()
    records = list(answer_all(Failing(documents), questions, out, lambda line: None))
    assert len(out.getvalue().splitlines()) == len(questions)
    report = measure_all(questions, records, sources, gold_file, 0)
    assert report.failed == ("z4", "c1")
    by_id = {s.question_id: s for s in report.scores}
    assert set(by_id["z4"].values) >= {"right", "must", "support", "exact", "answered", "language", "hits@5"}
    assert set(by_id["z4"].values.values()) == set(by_id["c1"].values.values()) == {0.0}
    assert "ZeroDivisionError: oh" in by_id["z4"].error
    text = terminal_text(report)
    assert "failed: c1: the question: is impolite." in text
    assert "failed: z4: ZeroDivisionError: oh" in text


def test_a_failed_question_counts_in_every_mean_that_it_would_have_counted_in(
    questions: tuple[Question, ...], documents: tuple, sources: Sources, gold_file: Path
) -> None:
    good = summarise(measure_all(questions, answer_every(documents, questions), sources, gold_file, 0).scores)
    bad = [failure(q.question_id, "down") for q in questions]
    none = summarise(measure_all(questions, bad, sources, gold_file, 0).scores)
    assert none.keys() == good.keys()
    assert all(found.mean == 0 for found in none.values())
    # Refusals claim nothing and cite nothing, so nothing of them counts in these.
    assert {m for m in good if none[m].n != good[m].n} <= {"support", "exact"}


def answer_every(documents: tuple, questions: tuple[Question, ...]) -> list:
    return list(answer_all(Answerer(documents), questions, io.StringIO(), lambda line: None))


def test_a_question_without_a_record_has_failed(
    questions: tuple[Question, ...], documents: tuple, sources: Sources, gold_file: Path
) -> None:
    records = answer_every(documents, questions)[1:]
    assert measure_all(questions, records, sources, gold_file, 0).failed == ("z1",)


def test_recorded_answers_come_back_as_they_were(
    questions: tuple[Question, ...], documents: tuple, tmp_path: Path
) -> None:
    path = tmp_path / "answers.jsonl"
    with path.open("w", encoding="utf-8") as file:
        records = list(answer_all(Failing(documents), questions, file, lambda line: None))
    assert list(read_records(path).values()) == records


def test_a_saved_report_is_the_report(
    questions: tuple[Question, ...], documents: tuple, sources: Sources, gold_file: Path, tmp_path: Path
) -> None:
    report = measure_all(questions, answer_every(documents, questions), sources, gold_file, 3, {"settings": "x"})
    save_report(report, tmp_path)
    loaded = load_report(tmp_path)
    assert loaded == load_report(tmp_path / "report.json")
    assert summarise(loaded.scores) == summarise(report.scores)
    assert (loaded.name, loaded.skipped, loaded.facts["settings"]) == ("example.editions", 3, "x")
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert data["summary"]["zh-hant"]["language"]["mean"] == 1.0
    assert str(tmp_path) not in json.dumps(data)


def test_tables_show_languages_and_kinds(
    questions: tuple[Question, ...], documents: tuple, sources: Sources, gold_file: Path
) -> None:
    report = measure_all(questions, answer_every(documents, questions), sources, gold_file, 3)
    plain, markdown = terminal_text(report), markdown_text(report)
    assert plain.startswith("example on editions: 35 questions")
    assert "3 skipped" in plain
    assert "zh-hant (2)" in plain and "| zh-hant (2) |" in markdown
    assert any(line.startswith("conflict") for line in plain.splitlines())
    assert all(line.startswith(("|", "#", "-")) for line in markdown.splitlines() if line)


@pytest.mark.parametrize(
    ("names", "wanted"), [(["originals"], "originals"), (["second", "edition-zh", "edition-en"], "editions+second")]
)
def test_corpus_names(names: list[str], wanted: str) -> None:
    assert corpus_name(names) == wanted
