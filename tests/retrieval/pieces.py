"""Pieces that tests of retrieval are made of: hits and evidence out of documents, and a nearness that needs no model."""

from collections.abc import Sequence

from corpus.document import Document
from corpus.settings import PassageSettings
from index.passage import Passage
from index.split import split_document
from retrieval.answer import Turn
from retrieval.evidence import Evidence, evidence_in
from retrieval.names import default_names
from retrieval.query import Query
from retrieval.search import Hit
from retrieval.understand import understand


def ask(question: str, *before: str) -> Query:
    """A question understood, with the earlier questions of the user before it."""
    return understand(question, [Turn("user", turn) for turn in before], default_names())


def hit_on(document: Document, start: int = 0, end: int | None = None, score: float = 1.0) -> Hit:
    """A hit on a range of a document; on all of it unless told."""
    end = len(document.text) if end is None else end
    passage = Passage(document.doc_id, start, end, document.text[start:end], "", document.language)
    return Hit(passage, 0, score)


def evidence_of(document: Document) -> list[Evidence]:
    """All sentences and rows of a document, as its passages give them."""
    hits = [Hit(passage, row, 1.0) for row, passage in enumerate(split_document(document, PassageSettings()))]
    return evidence_in(hits, {document.doc_id: document})


def near(query: str, texts: Sequence[str]) -> list[float]:
    """How much of the letters of a text a query has, in [0, 1]."""
    asked = set(query.casefold()) - {" "}
    return [len(asked & (own := set(text.casefold()) - {" "})) / max(len(own), 1) for text in texts]
