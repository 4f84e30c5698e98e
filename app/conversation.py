"""What the page and the commands ask of the pipeline, and the conversation that they keep."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from corpus.document import Document
from retrieval.answer import Answer, Turn


class Answering(Protocol):
    """What answers: `retrieval.pipeline.Pipeline`, or a stand-in for it in tests."""

    @property
    def documents(self) -> Sequence[Document]:
        """The documents that answers come from."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to a question, read with the turns before it.

        Raises:
            AnswerError: the question is empty or too long.
        """

    def document(self, doc_id: str) -> Document:
        """The document of that name."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what came of it.

    Attributes:
        question: as it was typed.
        answer: what was answered, or None when nothing was.
        seconds: how long that took.
        notice: HTML of the line that stands in for the answer when there is none.
    """

    question: str
    answer: Answer | None = None
    seconds: float = 0.0
    notice: str = ""


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The conversation as history for the next question; what was not answered is left out."""
    found: list[Turn] = []
    for exchange in exchanges:
        if exchange.answer is not None:
            found += [Turn("user", exchange.question), Turn("assistant", exchange.answer.text)]
    return tuple(found)


def timed(pipeline: Answering, question: str, history: Sequence[Turn]) -> tuple[Answer, float]:
    """The answer and the seconds it took.

    Raises:
        AnswerError: the question is empty or too long.
    """
    begun = time.perf_counter()
    answer = pipeline.ask(question, history)
    return answer, time.perf_counter() - begun


def record(answer: Answer, seconds: float, name: Any = None) -> dict[str, Any]:
    """The answer as one JSON object, under the id that the question came with."""
    return {"id": name, **answer.as_json(), "seconds": round(seconds, 4)}
