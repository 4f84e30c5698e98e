"""The commands that write to a terminal or a pipe: ask one question, answer many."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO

from app.conversation import Answering, record, timed
from app.lines import answer_lines
from app.reference import heading, place
from corpus.settings import Settings
from retrieval.answer import Answer, Citation

Opener = Callable[[Path, Path, Settings, Callable[[str], None]], Answering]
"""Builds or refreshes an index and loads it: `retrieval.pipeline.open_pipeline`."""


def ask(pipeline: Answering, question: str, as_json: bool, out: TextIO) -> None:
    """Answer one question.

    Raises:
        AnswerError: it is empty or too long.
    """
    answer, seconds = timed(pipeline, question, ())
    if as_json:
        _write_json(record(answer, seconds), out)
    else:
        out.write(readable(answer) + "\n")
    out.flush()


def answer(pipeline: Answering, lines: Iterable[bytes], out: TextIO) -> None:
    """Answer questions given as JSON lines, one object a line, each written as soon as it is there."""
    for result in answer_lines(pipeline, lines):
        _write_json(result, out)
        out.flush()


def readable(answer: Answer) -> str:
    """An answer for people: the text, then each citation with its quote and its place."""
    return "\n\n".join([answer.text, *map(_readable_citation, answer.citations)])


def _readable_citation(citation: Citation) -> str:
    return f"[{citation.n}] {heading(citation)}\n{citation.quote}\n{place(citation)}"


def _write_json(value: dict[str, Any], out: TextIO) -> None:
    out.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def utf8_argument(argument: str) -> str:
    """A command-line argument as UTF-8, whatever the locale decoded it as."""
    try:
        return os.fsencode(argument).decode("utf-8")
    except UnicodeError:
        return argument
