"""Questions as JSON lines in, answers as JSON lines out."""

import json
import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.lines import BadLineError, BadQuestionError, answer_lines, parse_question
from retrieval.answer import Turn
from tests.app.conftest import FakePipeline

BAD = (b"{", b"\xff", b"[]", b"NaN", b'{"id": 1e999, "question": "x"}')


def answers(pipeline: FakePipeline, *lines: object) -> list[dict[str, Any]]:
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(answer_lines(pipeline, raw))


def test_one_object_a_line_in_input_order(pipeline: FakePipeline) -> None:
    found = answers(pipeline, {"id": "b", "question": "规模"}, {"id": 7, "question": "拒", "extra": [1]})
    assert [f["id"] for f in found] == ["b", 7]
    assert [f["status"] for f in found] == ["answered", "refused"]
    keys = {"id", "language", "status", "answer", "citations", "hits", "seconds"}
    assert set(found[0]) == keys
    assert set(answers(pipeline, {"id": 1, "question": "算"})[0]) == keys | {"computed"}


def test_bad_lines_name_their_number_and_the_rest_go_on(pipeline: FakePipeline) -> None:
    found = answers(pipeline, {"id": 1, "question": "规模"}, *BAD, {"id": 2, "question": "规模"})
    assert [f["id"] for f in found] == [1, *(None for _ in BAD), 2]
    assert [f.get("line") for f in found] == [None, *range(2, len(BAD) + 2), None]
    assert all(f["error"] for f in found[1:-1])
    assert set(found[1]) == {"id", "line", "error"}


def test_blank_lines_are_no_questions(pipeline: FakePipeline) -> None:
    found = answers(pipeline, b"\n", {"id": 1, "question": "规模"}, b"  \r\n", b"{")
    assert [(f["id"], f.get("line")) for f in found] == [(1, None), (None, 4)]


@pytest.mark.parametrize("question", ["", "  ", "长" * 4001])
def test_empty_and_too_long_questions(pipeline: FakePipeline, question: str) -> None:
    assert set(answers(pipeline, {"id": 5, "question": question})[0]) == {"id", "error"}


@pytest.mark.parametrize(
    "line",
    [
        {"id": 3},
        {"id": 3, "question": 5},
        {"id": 3, "question": "x", "history": "x"},
        {"id": 3, "question": "x", "history": ["x"]},
        {"id": 3, "question": "x", "history": [{"role": "system", "content": "x"}]},
        {"id": 3, "question": "x", "history": [{"role": "user", "content": None}]},
    ],
)
def test_objects_without_a_question_keep_their_id(pipeline: FakePipeline, line: dict[str, Any]) -> None:
    (found,) = answers(pipeline, line)
    assert found["id"] == 3
    assert set(found) == {"id", "error"}


def test_history_reaches_the_pipeline(pipeline: FakePipeline) -> None:
    history = [{"role": "user", "content": "甲", "more": 1}, {"role": "assistant", "content": "乙"}]
    answers(pipeline, {"id": 1, "question": "规模", "history": history}, {"id": 2, "question": "规模", "history": None})
    assert pipeline.histories == [(Turn("user", "甲"), Turn("assistant", "乙")), ()]


def test_a_fault_of_ours_costs_one_answer(pipeline: FakePipeline, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = answers(pipeline, {"id": 1, "question": "炸"}, {"id": 2, "question": "规模"})
    assert set(found[0]) == {"id", "error"}
    assert found[1]["status"] == "answered"
    assert "Traceback" in caplog.text


def test_answers_come_one_by_one(pipeline: FakePipeline) -> None:
    def lines() -> Any:
        yield b'{"id": 1, "question": "x"}'
        raise AssertionError("the second line was read before the first was answered")

    assert next(answer_lines(pipeline, lines()))["id"] == 1


def test_a_byte_order_mark_is_no_part_of_the_line() -> None:
    assert parse_question(b'\xef\xbb\xbf{"id": 1, "question": "x"}').text == "x"


def test_deep_nesting_is_a_bad_line() -> None:
    with pytest.raises(BadLineError):
        parse_question(b"[" * 100_000)


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(line: bytes) -> None:
    try:
        parse_question(line)
    except (BadLineError, BadQuestionError) as error:
        assert str(error)
