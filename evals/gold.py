"""Gold questions: what is asked, what a right answer must hold, and where the documents say so."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, cast

from corpus.errors import EvaluationError
from retrieval.answer import Turn

Language = Literal["zh", "zh-hant", "en"]
LONG_KINDS: Final = frozenset(("list", "conflict", "comparison", "table"))
"""Kinds of question whose answer may be longer."""
KEY_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Span:
    """A place that is evidence, in code points of the raw file.

    Attributes:
        doc_id: the document.
        start: first character.
        end: one past the last.
        key: the first characters of the span, at most 16, so that a moved text is noticed.
    """

    doc_id: str
    start: int
    end: int
    key: str


Group = tuple[Span, ...]
"""Spans that are needed together."""


@dataclass(frozen=True, slots=True)
class Question:
    """A gold question.

    Attributes:
        question_id: stable name.
        language: of the question, and so of its answer.
        kind: "figure", "fact", "list", "conflict", "unanswerable", "chat", …
        text: the question.
        history: the turns before it.
        must: groups of alternatives; each group needs one of its strings in the answer.
        refuse: True when the documents do not say.
        evidence: corpus name ("edition-zh", "edition-en", "originals", "second", "third") to groups of spans, each group sufficient.
        place: file and line, for messages.
    """

    question_id: str
    language: Language
    kind: str
    text: str
    history: tuple[Turn, ...]
    must: tuple[tuple[str, ...], ...]
    refuse: bool
    evidence: Mapping[str, tuple[Group, ...]]
    place: str

    @property
    def chat(self) -> bool:
        """Whether it asks nothing of the documents."""
        return self.kind == "chat"

    @property
    def limit(self) -> int:
        """How many characters of the answer are read: 500 (English 1,000), for long kinds 1,200 (2,400)."""
        return (1200 if self.kind in LONG_KINDS else 500) * (2 if self.language == "en" else 1)


def read_gold(path: Path) -> tuple[Question, ...]:
    """The questions of a gold file, in order. Keys that are not known are ignored, blank lines skipped.

    Raises:
        EvaluationError: the file cannot be read, a line does not fit, or an id stands twice.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(str(path), f"cannot be read: {error}", "check the path given to --gold") from error
    questions: dict[str, Question] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        question = _question(line, f"{path.name}:{number}")
        if question.question_id in questions:
            first = questions[question.question_id].place
            raise EvaluationError(
                question.place, f"id {question.question_id!r} stands at {first} already", "give it another id"
            )
        questions[question.question_id] = question
    if not questions:
        raise EvaluationError(str(path), "holds no question", "check the path given to --gold")
    return tuple(questions.values())


def _question(line: str, place: str) -> Question:
    try:
        data: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise EvaluationError(place, f"not valid JSON: {error}", "write one JSON object a line") from error
    try:
        return _parsed(data, place)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        cause = f"no {error.args[0]!r}" if isinstance(error, KeyError) else str(error)
        raise EvaluationError(place, cause, "see evals/gold/README.md for the form of a question") from error


def _parsed(data: Any, place: str) -> Question:
    language, refuse = data["lang"], data["refuse"]
    if language not in {"zh", "zh-hant", "en"}:
        raise ValueError(f"lang is {language!r}, not zh, zh-hant or en")
    if not isinstance(refuse, bool):
        raise ValueError(f"refuse is {refuse!r}, not true or false")
    must = tuple(tuple(map(_text, group)) for group in data["must"])
    if not all(must):
        raise ValueError("a group of must has no alternative")
    if refuse and must:
        raise ValueError("a question that is to be refused has must strings")
    history = tuple(Turn(_role(turn["role"]), _text(turn["content"])) for turn in data.get("history") or ())
    evidence = {
        _text(name): tuple(tuple(_span(span) for span in group) for group in groups)
        for name, groups in data["evidence"].items()
    }
    if not all(groups and all(groups) for groups in evidence.values()):
        raise ValueError("an empty group of evidence")
    return Question(
        question_id=_text(data["id"]),
        language=cast(Language, language),
        kind=_text(data["kind"]),
        text=_text(data["question"]),
        history=history,
        must=must,
        refuse=refuse,
        evidence=evidence,
        place=place,
    )


def _span(data: Any) -> Span:
    span = Span(_text(data["doc_id"]), int(data["start"]), int(data["end"]), _text(data["key"]))
    if not 0 <= span.start < span.end:
        raise ValueError(f"evidence {span.start}:{span.end} is no span")
    if len(span.key) > KEY_LENGTH:
        raise ValueError(f"the key {span.key!r} is longer than {KEY_LENGTH} characters")
    return span


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} stands where a text is needed")
    return value


def _role(value: Any) -> Literal["user", "assistant"]:
    if value not in {"user", "assistant"}:
        raise ValueError(f"role is {value!r}, not user or assistant")
    return cast(Literal["user", "assistant"], value)
