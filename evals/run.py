"""Ask every gold question, record the answers, measure them."""

import hashlib
import json
import logging
import os
import platform
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, Protocol, TextIO

import numpy as np

from corpus.document import Document
from corpus.errors import WenjuError
from evals.gold import Question
from evals.measures import score
from evals.records import Record, answer_line, failure, parse_record
from evals.report import Report, corpus_name
from evals.sources import Sources, corpora
from retrieval.answer import Answer, Turn

ANSWERS: Final = "answers.jsonl"
_log = logging.getLogger(__name__)
_EVERY: Final = 20


class Asked(Protocol):
    """What is evaluated: `retrieval.pipeline.Pipeline` and anything that answers like it."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question."""
        ...

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that answers are made from."""
        ...


def answer_all(
    pipeline: Asked, questions: Iterable[Question], out: TextIO, progress: Callable[[str], None]
) -> Iterator[Record]:
    """Answer questions one by one, each written to `out` as a JSON line before the next is asked.

    A question that raises an error is recorded with it and the rest go on.
    """
    for number, question in enumerate(questions, start=1):
        line = _ask(pipeline, question)
        out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        out.flush()
        if number % _EVERY == 0:
            progress(f"{number} questions answered")
        yield parse_record(line)


def measure_all(
    questions: Sequence[Question],
    records: Iterable[Record],
    sources: Sources,
    gold: Path,
    skipped: int,
    facts: dict[str, str] | None = None,
) -> Report:
    """The report of recorded answers; a question without a record counts as failed.

    Args:
        questions: those that fit the corpus.
        records: the answers, in any order.
        sources: the documents.
        gold: the file that the questions are from.
        skipped: how many of its questions do not fit the corpus.
        facts: what else is to stand in the report.
    """
    by_id = {record.question_id: record for record in records}
    found = [by_id.get(q.question_id) or failure(q.question_id, "no answer was recorded") for q in questions]
    seconds = [record.seconds for record in found if not record.failed] or [0.0]
    return Report(
        gold=gold.stem,
        corpus=corpus_name(corpora(questions, sources)),
        scores=tuple(score(q, record, sources) for q, record in zip(questions, found, strict=True)),
        skipped=skipped,
        seconds=(round(float(np.median(seconds)), 4), round(float(np.quantile(seconds, 0.95)), 4)),
        facts={
            "gold_sha256": hashlib.sha256(gold.read_bytes()).hexdigest(),
            "documents_sha256": _documents_hash(sources),
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
            **(facts or {}),
        },
    )


def _ask(pipeline: Asked, question: Question) -> dict[str, Any]:
    began = time.perf_counter()
    try:
        answer = pipeline.ask(question.text, question.history)
    except WenjuError as error:
        return {"id": question.question_id, "error": str(error)}
    except Exception as error:
        # A fault with one question must show as that question's, not hide all the others.
        _log.exception("question %r failed", question.question_id)
        return {"id": question.question_id, "error": f"{type(error).__name__}: {error}"}
    return answer_line(question.question_id, answer, time.perf_counter() - began)


def _documents_hash(sources: Sources) -> str:
    total = hashlib.sha256()
    for doc_id, document in sorted(sources.documents.items()):
        total.update(f"{doc_id}\0{document.raw}\0".encode("utf-8", "surrogatepass"))
    return total.hexdigest()
