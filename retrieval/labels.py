"""Rows of another thing of the same kind: the price of a field maple does not answer for a Japanese maple."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.document import Document, Table
from corpus.script import HAN, to_simplified
from index.words import word_units
from retrieval.draft import Place
from retrieval.query import Query
from retrieval.requirements import whole_text

# Characters that part words rather than make them.
_PARTS = frozenset("的了是在有和与及于由被把对从到为以这那每各个只些几多少哪谁何什么怎做要去买卖坐乘用吃")
_WORD = re.compile(r"[a-z]+(?:['’-][a-z]+)*")


def other_things(query: Query, told: Sequence[Place]) -> list[str]:
    """What a question names where all the rows told are of other things of that kind, as the question writes it.

    That is a head which question and label share, behind a word that stands nowhere in the document.

    Args:
        query: the question.
        told: the spans that an answer cites.
    """
    found = []
    for document, start, _ in told:
        label = _label(document, start)
        if label and (document.language == "en") is (query.script == "en"):
            found.append(_other(query.search.casefold(), label, document))
    return list(dict.fromkeys(found)) if found and all(found) else []


def _other(question: str, label: str, document: Document) -> str:
    if label in question:
        return ""
    return _han(question, label, document) if HAN.search(label) else _latin(question, label, document)


def _label(document: Document, start: int) -> str:
    """The label of the row that begins at a place, small letters and Simplified; "" where no row does."""
    table: Table | None = next((t for t in document.tables if t.start <= start < t.end), None)
    row = next((r for r in table.rows if r[0].start <= start < r[-1].end), None) if table is not None else None
    return to_simplified(row[0].text).strip().casefold() if row is not None else ""


def _han(question: str, label: str, document: Document) -> str:
    head = re.sub(r"[^㐀-鿿].*$", "", label)[-2:]
    if len(head) < 2:
        return ""
    for found in re.finditer(f"(?<=([㐀-鿿]{{2}})){head}", question):
        word = found[1]
        if not _PARTS & set(word) and word not in whole_text(document):
            return word + head
    return ""


def _latin(question: str, label: str, document: Document) -> str:
    heads = set(word_units(label.split()[-1]))
    held = set(word_units(whole_text(document)))
    words = _WORD.findall(question)
    for word, after in pairwise(words):
        own = word_units(word)
        if own and set(word_units(after)) & heads and not set(own) & held:
            return f"{word} {after}"
    return ""
