"""What `ask` gives back: an answer, and citations that cannot be anything but the span they name."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.document import Document
from corpus.errors import AnswerError

AnswerLanguage = Literal["zh", "zh-hant", "en"]
Status = Literal["answered", "refused", "chat"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Parallel:
    """The same paragraph in the edition in the other language."""

    doc_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a document that a statement rests on. Made by `cite`, which takes the quote from the span itself.

    Attributes:
        n: number in the answer, from 1.
        doc_id: the document.
        title: its title.
        section: the titles of the enclosing sections, outermost first.
        start: first character in the raw text.
        end: one past the last.
        source_quote: `raw[start:end]`, always.
        quote: the same cleaned, Simplified or English; Traditional where the question was.
        clean_start: first character in the clean text.
        clean_end: one past the last.
        parallel: the same paragraph in the other language, if the document has an edition in it.
        page: page number, for formats that have pages.
    """

    n: int
    doc_id: str
    title: str
    section: tuple[str, ...]
    start: int
    end: int
    source_quote: str
    quote: str
    clean_start: int
    clean_end: int
    parallel: Parallel | None = None
    page: int | None = None

    def verify(self, document: Document) -> None:
        """Check the citation against its document.

        Raises:
            AnswerError: it names another document, or its quote is not the text of its span.
        """
        if document.doc_id != self.doc_id:
            raise AnswerError(f"citation [{self.n}]", f"is of {self.doc_id!r}, not {document.doc_id!r}")
        whole = 0 <= self.start < self.end <= len(document.raw)
        if not whole or document.raw[self.start : self.end] != self.source_quote:
            raise AnswerError(
                f"citation [{self.n}] of {self.doc_id}",
                f"the quote is not what stands at {self.start}:{self.end}",
                "rebuild the index: python -m index build DIR",
            )


@dataclass(frozen=True, slots=True)
class Computed:
    """A worked figure.

    Attributes:
        expression: the arithmetic as shown, e.g. "(1800 ÷ 480)^(1/5) − 1".
        value: its result, as shown, with unit.
        inputs: the numbers of the citations that hold what went in.
    """

    expression: str
    value: str
    inputs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HitSpan:
    """A passage that was found, in raw offsets; scores fall along a list of them."""

    doc_id: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """Lines of an answer put side by side, for whoever can show a table.

    Attributes:
        caption: what all its rows share; empty where the line before says it.
        lines: the lines of the text that it stands for, counted from 0.
        columns: a name for each column.
        rows: one cell for each column; cells hold marks `[n]` as lines do.
    """

    caption: str
    lines: tuple[int, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        language: of the answer.
        status: "answered", "refused" (citations point to the nearest evidence) or "chat".
        text: Markdown-free prose with `[n]` after each statement; lines parted by a line feed.
        citations: numbered from 1 without gaps, each used in the text.
        hits: up to ten passages, best first.
        computed: worked figures.
        understood: how the question was read, for people: field name to words.
        tables: the disagreements and comparisons of the text as tables.
        notes: the lines of the text that are footnotes, counted from 0.
    """

    language: AnswerLanguage
    status: Status
    text: str
    citations: tuple[Citation, ...]
    hits: tuple[HitSpan, ...]
    computed: tuple[Computed, ...] = ()
    understood: Mapping[str, str] | None = None
    tables: tuple[AnswerTable, ...] = ()
    notes: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The answer as the object that `python -m app answer` prints, without `id` and `seconds`."""
        out: dict[str, Any] = {
            "language": self.language,
            "status": self.status,
            "answer": self.text,
            "citations": [_citation_json(c) for c in self.citations],
        }
        if self.computed:
            out["computed"] = [
                {"expression": c.expression, "value": c.value, "inputs": list(c.inputs)} for c in self.computed
            ]
        out["hits"] = [
            {"doc_id": h.doc_id, "start": h.start, "end": h.end, "score": round(h.score, 6)} for h in self.hits
        ]
        return out


def cite(document: Document, start: int, end: int, n: int = 0, *, parallel: Parallel | None = None) -> Citation:
    """The citation of the characters `start:end` of the clean text, white space at the ends left out.

    Raises:
        AnswerError: the range holds nothing.
    """
    text = document.text[start:end]
    if not text.strip():
        raise AnswerError(document.doc_id, f"nothing to cite at {start}:{end} of the clean text")
    start += len(text) - len(text.lstrip())
    end = start + len(text.strip())
    raw_start, raw_end = document.traced.span(start, end)
    return Citation(
        n=n,
        doc_id=document.doc_id,
        title=document.title,
        section=document.section_path(section_at(document, start)),
        start=raw_start,
        end=raw_end,
        source_quote=document.raw[raw_start:raw_end],
        quote=document.text[start:end],
        clean_start=start,
        clean_end=end,
        parallel=parallel,
    )


def section_at(document: Document, position: int) -> int:
    """The innermost section that holds a position of the clean text."""
    found = 0
    for number, section in enumerate(document.sections):
        if section.start <= position < section.end and section.level >= document.sections[found].level:
            found = number
    return found


def used_numbers(text: str) -> Sequence[int]:
    """The citation numbers in an answer's text, by first appearance.

    >>> used_numbers("甲[2]，乙[1][2]。")
    [2, 1]
    """
    return list(dict.fromkeys(int(n) for n in re.findall(r"\[(\d+)\]", text)))


def _citation_json(c: Citation) -> dict[str, Any]:
    out: dict[str, Any] = {
        "n": c.n,
        "doc_id": c.doc_id,
        "title": c.title,
        "section": " › ".join(c.section),
        "start": c.start,
        "end": c.end,
        "source_quote": c.source_quote,
        "quote": c.quote,
    }
    if c.parallel is not None:
        out["parallel"] = {
            "doc_id": c.parallel.doc_id,
            "start": c.parallel.start,
            "end": c.parallel.end,
            "quote": c.parallel.quote,
        }
    if c.page is not None:
        out["page"] = c.page
    return out
