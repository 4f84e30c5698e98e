import gzip
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import EvaluationError
from corpus.settings import Settings
from evals.__main__ import main
from evals.spans import SPAN_MEASURES, SpanQuestion, measure_spans, read_spans, span_rows
from retrieval.answer import Answer, Turn
from retrieval.pipeline import open_collection

PASSAGES = {"p1": "渡船票价五元。渡船由陈记造船厂建造。", "p2": "白茶产于福鼎。茶农在清明以前采摘白茶。"}


def row(name: str, question: str, passage: str, answer: str) -> dict[str, object]:
    text = PASSAGES[passage]
    return {
        "id": name,
        "title": "",
        "question": question,
        "passage_id": passage,
        "passage": text,
        "answers": [{"text": answer, "start": text.index(answer)}],
    }


ROWS = [row("q1", "渡船由谁建造？", "p1", "陈记造船厂"), row("q2", "白茶产于哪里？", "p2", "福鼎")]


class Fixed:
    """Gives the same answers as the real pipeline but for questions that it is told to refuse."""

    documents: tuple[Document, ...] = ()

    def __init__(self, refused: Sequence[str] = ()) -> None:
        data = [(name, "", text) for name, text in PASSAGES.items()]
        self.pipeline, self.refused = open_collection(data, Settings(), lambda line: None), refused

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        found = self.pipeline.ask(question)
        return Answer("zh", "refused", found.text, found.citations, ()) if question in self.refused else found


def asked(*answers: tuple[str, tuple[str, ...], tuple[int, ...]]) -> list[SpanQuestion]:
    return [SpanQuestion(f"q{n}", q, "p1", a, p) for n, (q, a, p) in enumerate(answers)]


def test_what_stands_in_the_answer_is_counted() -> None:
    questions = asked(
        ("渡船由谁建造？", ("陈记造船厂",), (10,)),
        ("渡船由谁建造？", ("别的", "陈记造船厂"), (0, 10)),
        ("渡船由谁建造？", ("清明",), (0,)),
        ("  ", ("五元",), (4,)),
    )
    found = measure_spans(Fixed(), questions)
    assert [v["holds"] for v in found.values()] == [1, 1, 0, 0]
    assert [v["answered"] for v in found.values()] == [1, 1, 1, 0]
    assert found["q0"]["place"] == found["q0"]["first"] == found["q0"]["brief"] == 1
    assert found["q2"]["place"] == found["q2"]["first"] == 0


def test_what_a_refusal_shows_does_not_count() -> None:
    found = measure_spans(Fixed(("渡船由谁建造？",)), asked(("渡船由谁建造？", ("陈记造船厂",), (10,))))["q0"]
    assert [found[name] for name in SPAN_MEASURES] == [0, 0, 0, 0, 1]


def test_a_citation_of_another_passage_is_none() -> None:
    found = measure_spans(Fixed(), [SpanQuestion("q", "渡船由谁建造？", "p2", ("陈记造船厂",), (10,))])["q"]
    assert found["holds"] == 1 and found["place"] == found["first"] == 0


@pytest.mark.parametrize("name", ["set.jsonl", "set.jsonl.gz"])
def test_the_command_reads_asks_and_writes(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in ROWS).encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert main(["spans", str(tmp_path / name), "--out", str(tmp_path / "out" / "o.jsonl")]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown[0] == f"{name}: 2 passages" and "all (2)" in shown[1]
    assert [line.split()[0] for line in shown[2:]] == list(SPAN_MEASURES)
    written = [json.loads(line) for line in (tmp_path / "out" / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in written] == ["q1", "q2"] and all(line["holds"] == 1 for line in written)


def test_one_answer_may_stand_in_fields_of_its_own(tmp_path: Path) -> None:
    line = {k: v for k, v in ROWS[0].items() if k not in ("answers", "title")} | {"answer": "五元", "answer_start": 4}
    (tmp_path / "s.jsonl").write_text(json.dumps(line), encoding="utf-8")
    data = read_spans(tmp_path / "s.jsonl")
    assert data.questions[0].answers == ("五元",) and data.questions[0].places == (4,)
    assert data.texts == (("p1", "", PASSAGES["p1"]),)


@pytest.mark.parametrize("content", ["{", "[]", '{"id": "a"}', '{"id": "a", "answers": [{}]}'])
def test_a_line_that_does_not_fit_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "s.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=r"s\.jsonl.*does not fit"):
        read_spans(tmp_path / "s.jsonl")


def test_a_file_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="none"):
        read_spans(tmp_path / "none.jsonl.gz")


def test_the_table_has_means() -> None:
    found = {f"q{n}": dict.fromkeys(SPAN_MEASURES, float(n)) for n in range(2)}
    rows = span_rows(found, asked(("a", ("b",), (0,)), ("c", ("d",), (0,))))
    assert all(line[1].startswith("0.500 (") for line in rows[1:])
