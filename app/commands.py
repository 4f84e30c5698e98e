"""The three commands: ask one question, answer many, serve the chat."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TextIO

from app.conversation import Answering, record, timed
from app.lines import answer_lines
from app.reference import heading, place
from corpus.errors import CorpusError
from corpus.settings import Settings, load_settings
from retrieval.answer import Answer, Citation

ROOT: Final = Path(__file__).resolve().parent.parent
"""The checkout."""

Opener = Callable[[Path, Path, Settings, Callable[[str], None]], Answering]
"""Builds or refreshes an index and loads it: `retrieval.pipeline.open_pipeline`."""


def settings_of(path: Path | None) -> Settings:
    """The settings of a file, or of the checkout's `settings.toml` where none is named.

    Raises:
        SettingsError: the file cannot be read or does not fit.
    """
    default = ROOT / "settings.toml"
    return load_settings(path or (default if default.exists() else None))


def corpus_folder(named: Path | None) -> Path:
    """The folder of documents: the one that was named, or the editions of the checkout.

    Raises:
        CorpusError: there is no such folder.
    """
    folder = named or ROOT / "corpus" / "documents"
    if not folder.is_dir():
        cause = "is a file, not a folder" if folder.exists() else "no such folder"
        raise CorpusError(str(folder), cause, "give --corpus the folder that holds the documents")
    return folder


def home_folder(named: str | None) -> Path:
    """Where indexes are kept: the folder named by the environment, or `.wenju` in the checkout."""
    return Path(named) if named else ROOT / ".wenju"


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
