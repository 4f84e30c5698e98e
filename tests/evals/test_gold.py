import json
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import EvaluationError
from evals.gold import read_gold
from tests.evals.example import gold_lines, write_gold

LINE: dict[str, Any] = {
    "id": "q",
    "lang": "zh",
    "kind": "fact",
    "question": "谁？",
    "must": [["甲"]],
    "refuse": False,
    "evidence": {"originals": [[{"doc_id": "a.txt", "start": 0, "end": 2, "key": "甲乙"}]]},
}


def test_reads_every_field(tmp_path: Path) -> None:
    questions = {q.question_id: q for q in read_gold(write_gold(tmp_path / "g.jsonl"))}
    assert len(questions) == len(gold_lines())
    assert [turn.role for turn in questions["z6"].history] == ["user", "assistant"]
    assert questions["e3"].evidence["edition-en"][0][0].doc_id == "tea.en.md"
    assert questions["u1"].refuse and not questions["u1"].evidence
    assert questions["c1"].chat


@pytest.mark.parametrize(
    ("kind", "language", "limit"),
    [("fact", "zh", 500), ("reason", "en", 1000), ("table", "zh-hant", 1200), ("conflict", "en", 2400)],
)
def test_length_that_is_read(tmp_path: Path, kind: str, language: str, limit: int) -> None:
    (question,) = read_gold(write_gold(tmp_path / "g.jsonl", [LINE | {"kind": kind, "lang": language}]))
    assert question.limit == limit


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ({"lang": "fr"}, "lang is 'fr'"),
        ({"refuse": "no"}, "refuse is 'no'"),
        ({"must": [[]]}, "a group of must has no alternative"),
        ({"must": [[""]]}, "stands where a text is needed"),
        ({"refuse": True}, "to be refused has must strings"),
        ({"evidence": {"originals": [[]]}}, "an empty group of evidence"),
        ({"evidence": {"o": [[{"doc_id": "a", "start": 3, "end": 3, "key": "甲"}]]}}, "3:3 is no span"),
        ({"evidence": {"o": [[{"doc_id": "a", "start": 0, "end": 30, "key": "一" * 17}]]}}, "longer than 16"),
        ({"history": [{"role": "system", "content": "x"}]}, "role is 'system'"),
        ({"id": None}, "stands where a text is needed"),
    ],
)
def test_a_line_that_does_not_fit_is_named(tmp_path: Path, change: dict[str, Any], cause: str) -> None:
    path = write_gold(tmp_path / "g.jsonl", [LINE, LINE | {"id": "r"} | change])
    with pytest.raises(EvaluationError, match=cause) as caught:
        read_gold(path)
    assert caught.value.place == "g.jsonl:2"
    assert caught.value.mend


@pytest.mark.parametrize("missing", ["id", "lang", "kind", "question", "must", "refuse", "evidence"])
def test_a_missing_field_is_named(tmp_path: Path, missing: str) -> None:
    line = {name: value for name, value in LINE.items() if name != missing}
    with pytest.raises(EvaluationError, match=f"no '{missing}'"):
        read_gold(write_gold(tmp_path / "g.jsonl", [line]))


def test_an_id_may_not_stand_twice(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"g.jsonl:2: id 'q' stands at g.jsonl:1 already"):
        read_gold(write_gold(tmp_path / "g.jsonl", [LINE, LINE]))


@pytest.mark.parametrize("content", ["", "\n\n", "{", "[1]", "\x00"])
def test_no_gold_at_all(tmp_path: Path, content: str) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError):
        read_gold(path)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_gold(tmp_path / "none.jsonl")


def test_unknown_keys_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "g.jsonl"
    path.write_text("\ufeff" + json.dumps(LINE | {"note": "x"}) + "\n\n", encoding="utf-8")
    assert read_gold(path)[0].question_id == "q"
