"""Recorded answers: the JSON lines that answers are kept in, read back without trusting them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import EvaluationError
from retrieval.answer import Answer

_NUMBERS: Final = re.compile(r"\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """A citation as it was recorded; nothing in it is known to be true."""

    n: int
    doc_id: str
    title: str
    start: int
    end: int
    source_quote: str
    quote: str


@dataclass(frozen=True, slots=True)
class ComputedRecord:
    """A worked figure as it was recorded."""

    expression: str
    value: str
    inputs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HitRecord:
    """A hit as it was recorded."""

    doc_id: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Record:
    """One recorded answer.

    Attributes:
        question_id: which question it answers.
        language: of the answer, as it says itself.
        status: "answered", "refused", "chat", or "failed" for a question that raised an error.
        text: the answer.
        citations: in the order recorded.
        computed: worked figures.
        hits: best first.
        seconds: time taken; 0 when it was not recorded.
        error: what went wrong, for status "failed", else "".
    """

    question_id: str
    language: str
    status: str
    text: str
    citations: tuple[CitationRecord, ...]
    computed: tuple[ComputedRecord, ...]
    hits: tuple[HitRecord, ...]
    seconds: float = 0.0
    error: str = ""

    @property
    def failed(self) -> bool:
        """Whether there is no answer at all."""
        return self.status == "failed"

    @property
    def numbers(self) -> list[int]:
        """The citation numbers in the text, by first appearance."""
        return list(dict.fromkeys(int(n) for n in _NUMBERS.findall(self.text)))


def failure(question_id: str, error: str) -> Record:
    """The record of a question that could not be answered."""
    return Record(question_id, "", "failed", "", (), (), (), 0.0, error)


def answer_line(question_id: str, answer: Answer, seconds: float) -> dict[str, Any]:
    """An answer as the object that is recorded for it."""
    return {"id": question_id, **answer.as_json(), "seconds": round(seconds, 4)}


def parse_record(data: Any) -> Record:
    """A record from its JSON object.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or of the wrong kind.
    """
    if "error" in data:
        return failure(str(data["id"]), str(data["error"]))
    citations = tuple(
        CitationRecord(
            int(c["n"]),
            str(c["doc_id"]),
            str(c.get("title", "")),
            int(c["start"]),
            int(c["end"]),
            str(c["source_quote"]),
            str(c["quote"]),
        )
        for c in data["citations"]
    )
    computed = tuple(
        ComputedRecord(str(c["expression"]), str(c["value"]), tuple(map(int, c["inputs"])))
        for c in data.get("computed", ())
    )
    hits = tuple(HitRecord(str(h["doc_id"]), int(h["start"]), int(h["end"]), float(h["score"])) for h in data["hits"])
    return Record(
        question_id=str(data["id"]),
        language=str(data["language"]),
        status=str(data["status"]),
        text=str(data["answer"]),
        citations=citations,
        computed=computed,
        hits=hits,
        seconds=float(data.get("seconds", 0.0)),
    )


def read_records(path: Path) -> dict[str, Record]:
    """Recorded answers by question id.

    Raises:
        EvaluationError: the file cannot be read, or a line is no answer.
    """
    try:
        lines: Iterable[str] = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(str(path), f"cannot be read: {error}", "give the answers of a run") from error
    records: dict[str, Record] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = parse_record(json.loads(line))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EvaluationError(f"{path.name}:{number}", f"no answer: {error!r}", "run the answers again") from error
        records[record.question_id] = record
    return records
