"""From hits to an answer: which units answer, how they are put, and when nothing does."""

from collections.abc import Sequence

from corpus.document import Document
from corpus.script import to_traditional
from index.build import Index
from retrieval.answer import Answer, Citation, HitSpan, cite
from retrieval.phrases import phrase
from retrieval.query import Query
from retrieval.ranking import rank_units
from retrieval.search import Hit, Searcher
from retrieval.evidence import evidence_in


class Answering:
    """Writes answers from the passages of one index."""

    def __init__(self, index: Index, searcher: Searcher) -> None:
        self._index, self._searcher = index, searcher

    def talk(self, query: Query) -> Answer:
        """One friendly line for small talk and for bare orders."""
        example = phrase("example", query.language)
        return Answer(query.language, "chat", phrase(query.kind, query.language, example=example), (), ())

    def answer(self, query: Query, hits: Sequence[Hit]) -> Answer:
        """The answer that the hits hold."""
        ranked = rank_units(query, evidence_in(hits, self._index.documents), self._searcher)
        spans = tuple(self._span(hit) for hit in hits)
        if not ranked:
            return Answer(query.language, "refused", phrase("refused", query.language), (), spans)
        best = ranked[0].unit
        citation = cite(best.document, best.start, best.end, 1)
        quote = to_traditional(citation.quote) if query.language == "zh-hant" else citation.quote
        text = phrase("quote", query.language, quote=quote, marks="[1]")
        return Answer(query.language, "answered", text, (_as_traditional(citation, query),), spans)

    def _span(self, hit: Hit) -> HitSpan:
        document = self._index.documents[hit.passage.doc_id]
        start, end = document.traced.span(hit.passage.start, hit.passage.end)
        return HitSpan(hit.passage.doc_id, start, end, hit.score)


def _as_traditional(citation: Citation, query: Query) -> Citation:
    from dataclasses import replace

    return replace(citation, quote=to_traditional(citation.quote)) if query.language == "zh-hant" else citation


def _unused(document: Document) -> None: ...
