"""One friendly line for small talk and for bare orders, with a question that the documents can answer."""

from collections.abc import Iterable

from corpus.document import Document
from corpus.script import to_traditional
from retrieval.answer import Answer
from retrieval.phrases import phrase
from retrieval.query import Query


def small_talk(query: Query, documents: Iterable[Document]) -> Answer:
    """What is said to what is no question; the example is on a document in the language of the asker where there is one."""
    english = query.language == "en"
    first = min(documents, key=lambda d: ((d.language == "en") is not english, d.doc_id), default=None)
    title = first.title if first is not None else ""
    if query.language == "zh-hant":
        title = to_traditional(title)
    example = phrase("example", query.language, title=title)
    return Answer(query.language, "chat", phrase(query.kind, query.language, example=example), (), ())
