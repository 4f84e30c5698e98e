"""Reading-comprehension sets: does the answer that `ask` gives hold the span that people marked?"""

import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import EvaluationError
from evals.folding import letters, without_markers
from evals.intervals import estimate
from evals.run import Asked

READ: Final = {"zh": 500, "zh-hant": 500, "en": 1000}
"""How many characters of an answer are read."""
BRIEF: Final = {"zh": 150, "zh-hant": 150, "en": 540}
"""How long an answer should be: 150 characters, or 90 words of English."""
SPAN_MEASURES: Final = ("answered", "holds", "place", "first", "brief")
_EVERY: Final = 200


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """A question on one passage with the spans that answer it.

    Attributes:
        question_id: its name in the set.
        text: the question.
        passage_id: the passage that it was asked of.
        answers: what people marked, each enough.
        places: where each begins in the passage, in characters.
    """

    question_id: str
    text: str
    passage_id: str
    answers: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpanSet:
    """Passages and questions on them.

    Attributes:
        texts: (passage_id, title, text) of each passage.
        questions: all questions, in order.
    """

    texts: tuple[tuple[str, str, str], ...]
    questions: tuple[SpanQuestion, ...]


def read_spans(path: Path) -> SpanSet:
    """Read JSON lines, gzipped or not: id, question, passage_id, passage, and answers [{text, start}] or answer and answer_start.

    Raises:
        EvaluationError: the file cannot be read, or a line does not fit.
    """
    texts: dict[str, tuple[str, str, str]] = {}
    questions: list[SpanQuestion] = []
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                row: Mapping[str, Any] = json.loads(line)
                marked = row.get("answers") or [{"text": row["answer"], "start": row["answer_start"]}]
                texts.setdefault(
                    row["passage_id"], (row["passage_id"], str(row.get("title") or ""), str(row["passage"]))
                )
                answers, places = tuple(str(a["text"]) for a in marked), tuple(int(a["start"]) for a in marked)
                questions.append(SpanQuestion(row["id"], row["question"], row["passage_id"], answers, places))
    except OSError as error:
        raise EvaluationError(str(path), error.strerror or "cannot be read", "check the path") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        cause = f"a line does not fit: {error!r}"
        raise EvaluationError(str(path), cause, "one JSON object a line, as in the docstring") from error
    return SpanSet(tuple(texts.values()), tuple(questions))


def measure_spans(
    asked: Asked, questions: Sequence[SpanQuestion], progress: Callable[[str], None] = lambda line: None
) -> dict[str, dict[str, float]]:
    """Ask every question; for each, measures in [0, 1] by name.

    `holds`: the answer was given and a marked span stands in what is read of it. `place`: a citation covers the
    beginning of a marked span. `first`: the first citation does. `answered`, and `brief`: it is at
    most about 150 characters or 90 words long.
    """
    found: dict[str, dict[str, float]] = {}
    for number, question in enumerate(questions, start=1):
        if not question.text.strip():
            found[question.question_id] = dict.fromkeys(SPAN_MEASURES, 0.0)  # the sets have some without a question
            continue
        answer = asked.ask(question.text)
        given = answer.status == "answered"
        read = letters(without_markers(answer.text[: READ[answer.language]]))
        cited = [c for c in answer.citations if given and c.doc_id == question.passage_id]
        covers = [any(c.start <= place < c.end for place in question.places) for c in cited]
        values = (
            given,
            given and any(letters(a) in read for a in question.answers),
            any(covers),
            bool(covers) and covers[0] and cited[0].n == 1,
            len(without_markers(answer.text)) <= BRIEF[answer.language],
        )
        found[question.question_id] = dict(zip(SPAN_MEASURES, map(float, values), strict=True))
        if number % _EVERY == 0:
            progress(f"{number} of {len(questions)} questions")
    return found


def span_rows(found: Mapping[str, Mapping[str, float]], questions: Sequence[SpanQuestion]) -> list[list[str]]:
    """A table of the measures with intervals, questions of one passage drawn together."""
    clusters = [q.passage_id for q in questions]
    rows = [["measure", f"all ({len(questions)})"]]
    for name in SPAN_MEASURES:
        e = estimate([found[q.question_id][name] for q in questions], clusters)
        rows.append([name, f"{e.mean:.3f} ({e.low:.3f}–{e.high:.3f})"])
    return rows
