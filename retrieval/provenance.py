"""Questions about a document itself: who wrote it, when and where it was published. Its front matter answers them.

Only a question that calls a document one (this article, the report on …) is read so, and only when what else it says
stands in the title of the document: what a text tells of other articles is not its own origin.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.document import Document, Paragraph
from corpus.frontmatter import FIELD, date_of
from index.words import word_units
from retrieval.answer import Answer, HitSpan
from retrieval.draft import Documents, Draft
from retrieval.phrases import phrase
from retrieval.query import Query

# Words that say nothing of what a document is about.
_EMPTY = re.compile(
    r"关于|有关|题为|名为|标题为|请问|一下|那|这|该|的|是|呢|吗|了|在|\b(?:about|on|titled|called|entitled|please|tell|me|of|and|the|a|an|is|was|it|in|by|what|which|who|whom|where|when|how)\b|[^\w\s]"
)
# So much of what a question says besides must stand in the title.
_LEAST_NAMED = 0.6
# A question that names no document is about all of them, when they are no more than this.
_MOST_DOCUMENTS = 4
# A whole value that says there is none; Na may be a name, and a press be called Unknown.
_UNTOLD = re.compile(
    r"\W*(?:(?:未(?:予)?(?:注明|说明|披露|公布|署名|提供)|没有(?:注明|说明)|不详|佚名)[^，。]{0,6}|(?:not|un)[ -]?(?:stated|known|given|named|dated|signed)|n/a)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked of a document: the fields that answer, and how they are called."""

    names: tuple[str, ...]
    labels: tuple[str, str]


def origin_answer(
    query: Query, documents: Sequence[Document], books: Documents, spans: Sequence[HitSpan]
) -> Answer | None:
    """The answer that front matter gives, or None where the question is no such question or no head answers it.

    Args:
        query: the question.
        documents: of each pair of editions the one in the language of the answer.
        books: all documents.
        spans: the hits of the answer.
    """
    asked, rest = _read(query.search.lower())
    if asked is None:
        return None
    few = len(documents) <= _MOST_DOCUMENTS
    named = [d for d in documents if (_is_named(rest, d, books) if rest else few)]
    found = [(d, field) for d in named if (field := _field(d, asked)) is not None]
    if not found:
        return None
    draft = Draft(query.language, books)
    told = [(d, field) for d, field in found if not _UNTOLD.fullmatch(_value(d, field))]
    for document, field in told or found[:1]:
        line = _line(query, asked, document, field, draft)
        if not told:
            draft.line(phrase("refused", query.language))
            line = phrase("nearest", query.language, line=line)
        draft.line(line)
    return draft.finish("answered" if told else "refused", spans)


@cache
def _book() -> tuple[re.Pattern[str], re.Pattern[str], tuple[tuple[_Asked, tuple[re.Pattern[str], ...]], ...]]:
    with Path(__file__).with_name("provenance.toml").open("rb") as file:
        data = tomllib.load(file)
    fields = tuple(
        (_Asked(tuple(f["names"]), (f["zh"], f["en"])), tuple(map(re.compile, f["asked"]))) for f in data["field"]
    )
    return re.compile(data["document"]), re.compile(data["inside"]), fields


def _read(text: str) -> tuple[_Asked | None, frozenset[str]]:
    """What a question asks of a document, and the words that name the document."""
    called, inside, fields = _book()
    if not called.search(text) or inside.search(text):
        return None, frozenset()
    for asked, patterns in fields:
        for found in filter(None, (pattern.search(text) for pattern in patterns)):
            # The document may be named around what asks, and between its two ends.
            between = found.groupdict().get("between") or ""
            return asked, _units(called.sub(" ", f"{text[: found.start()]} {between} {text[found.end() :]}"))
    return None, frozenset()


def _units(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, Han ones in pairs."""
    return frozenset(u for u in word_units(_EMPTY.sub(" ", text)) if len(u) > 1)


def _is_named(rest: frozenset[str], document: Document, books: Documents) -> bool:
    """Whether words name a document by its title, in either language."""
    titles = [document.title, *([books[document.parallel].title] if document.parallel else [])]
    return max(len(rest & _title_units(title)) for title in titles) >= _LEAST_NAMED * len(rest)


@cache
def _title_units(title: str) -> frozenset[str]:
    # Marks part the words of a title that a question may run together.
    return frozenset(word_units(title)) | frozenset(word_units(re.sub(r"[^\w\s]", "", title)))


def _field(document: Document, asked: _Asked) -> Paragraph | None:
    """The first of the fields that answer which the head of a document has."""
    fields = {p.anchor: p for p in document.paragraphs if p.kind == "field"}
    return next((fields[FIELD + name] for name in asked.names if FIELD + name in fields), None)


def _value(document: Document, field: Paragraph) -> str:
    return document.text[field.start : field.end].partition(": ")[2]


def _line(query: Query, asked: _Asked, document: Document, field: Paragraph, draft: Draft) -> str:
    """What the head of a document states, with its mark."""
    english = query.language == "en"
    value = draft.words(_value(document, field))
    date = date_of({"date": _value(document, field)}) if field.anchor == f"{FIELD}date" else None
    if date and date not in value:
        value = f"{date} ({value})" if english else f"{date}（{value}）"
    marks = draft.mark((document, field.start, field.end))
    return phrase(
        "origin",
        query.language,
        title=draft.words(document.title),
        label=asked.labels[english] if english else draft.words(asked.labels[0]),
        value=value,
        marks=marks,
    )
