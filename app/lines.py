"""Questions as JSON lines in, answers as JSON lines out."""

import json
import logging
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.conversation import Answering, record, timed
from corpus.errors import WenjuError
from retrieval.answer import Turn

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Question:
    """One line of questions.

    Attributes:
        name: its id, any JSON value.
        text: the question itself.
        history: the turns before it.
    """

    name: Any
    text: str
    history: tuple[Turn, ...]


class BadLineError(ValueError):
    """A line that is no JSON object."""


class BadQuestionError(ValueError):
    """A JSON object that holds no question; `name` is its id."""

    def __init__(self, name: Any, cause: str) -> None:
        self.name = name
        super().__init__(cause)


def parse_question(line: bytes) -> Question:
    """One line as a question; keys that it does not know are ignored.

    Raises:
        BadLineError: not UTF-8, not JSON, or not an object.
        BadQuestionError: `question` or `history` is missing or of the wrong kind.
    """
    try:
        data = json.loads(line.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_finite)
    except UnicodeDecodeError as error:
        raise BadLineError(f"not valid UTF-8 at byte {error.start}; save the questions as UTF-8") from error
    except RecursionError as error:
        raise BadLineError("nested too deeply; a question is one flat JSON object") from error
    except ValueError as error:
        raise BadLineError(f"not valid JSON: {error}; write one JSON object a line") from error
    if not isinstance(data, dict):
        raise BadLineError('not a JSON object; write {"id": …, "question": …}')
    name = data.get("id")
    text = data.get("question")
    if not isinstance(text, str):
        raise BadQuestionError(name, 'no "question", or not a text; give it as a JSON string')
    return Question(name, text, parse_history(name, data.get("history")))


def parse_history(name: Any, history: Any) -> tuple[Turn, ...]:
    """The turns before a question, from JSON.

    Raises:
        BadQuestionError: not a list of objects with a role and a content.
    """
    found: list[Turn] = []
    for turn in _listed(name, history):
        match turn:
            case {"role": ("user" | "assistant") as role, "content": str(content)}:
                found.append(Turn(role, content))
            case _:
                raise BadQuestionError(name, _HISTORY)
    return tuple(found)


def answer_lines(pipeline: Answering, lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """One object for every line that is not blank, in the order of the lines.

    A line that cannot be taken gives an object with an `error`, and the rest go on.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _answered(pipeline, parse_question(line))
            except BadLineError as error:
                yield {"id": None, "line": number, "error": str(error)}
            except BadQuestionError as error:
                yield {"id": error.name, "error": str(error)}


def _answered(pipeline: Answering, question: Question) -> dict[str, Any]:
    try:
        answer, seconds = timed(pipeline, question.text, question.history)
    except WenjuError as error:
        return {"id": question.name, "error": str(error)}
    except Exception as error:
        # A fault of ours with one question must not cost the answers to all that follow.
        _log.exception("question %r failed", question.name)
        return {"id": question.name, "error": f"internal error: {type(error).__name__}: {error}"}
    return record(answer, seconds, question.name)


_HISTORY = 'no list of {"role": "user" or "assistant", "content": TEXT} under "history"; correct it or leave it out'


def _listed(name: Any, history: Any) -> list[Any]:
    if history is None:
        return []
    if not isinstance(history, list):
        raise BadQuestionError(name, _HISTORY)
    return history


def _no_constant(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _finite(number: str) -> float:
    """A number; one beyond all floats would leave as Infinity, which is not JSON."""
    if math.isinf(value := float(number)):
        raise ValueError(f"{number} is too large a number")
    return value
