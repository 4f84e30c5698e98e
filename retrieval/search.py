"""Passages for a question: by vectors and by words, then compared token by token."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.settings import RetrievalSettings
from index.build import Index
from index.bylanguage import LANGUAGES
from index.embedder import Embedder
from index.passage import Passage
from index.static import StaticEmbedder
from index.words import word_units
from retrieval.crossing import Crossing
from retrieval.fusion import fuse
from retrieval.late import PASSAGE_BLOCK, PASSAGE_WINDOW_SHARE, LateScorer, distinct_ids, token_idf
from retrieval.rerank import Reranker

Scores = NDArray[np.float32]
# So many sentences are remembered as tokens and vector; a question brings a few hundred.
_REMEMBERED = 20_000
# A cross-encoder reads the best so many passages.
_RERANKED = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found.

    Attributes:
        passage: the passage.
        row: its number in the index.
        score: higher is nearer; comparable within one search only.
    """

    passage: Passage
    row: int
    score: float


def in_order(hits: Iterable[Hit]) -> list[Hit]:
    """Hits of one search, best first."""
    return sorted(hits, key=lambda hit: (-hit.score, hit.row))


class Searcher:
    """Finds passages in one index."""

    def __init__(
        self, index: Index, embedder: Embedder, settings: RetrievalSettings, reranker: Reranker | None = None
    ) -> None:
        self._index, self._embedder, self._settings, self._reranker = index, embedder, settings, reranker
        self._languages = np.asarray([p.language for p in index.passages])
        self._texts: dict[str, tuple[NDArray[np.int32], Scores]] = {}
        self._heads: dict[str, int] = {}
        self._late: LateScorer | None = None
        self._crossing: Crossing | None = None
        self._among: LateScorer | None = None
        if isinstance(embedder, StaticEmbedder) and index.tokens:
            size = len(embedder.vectors)
            idf = token_idf(index.tokens, size, embedder.frequencies)
            self._late = LateScorer(embedder, idf, window_share=PASSAGE_WINDOW_SHARE, block=PASSAGE_BLOCK)
            self._crossing = Crossing(embedder, self._late)
            # Sentences of passages that were found are told apart by what is rare among these documents.
            self._among = LateScorer(embedder, token_idf(index.tokens, size))
        paired = np.asarray([index.documents[p.doc_id].parallel is not None for p in index.passages])
        self._written_in = {language: self._languages == language for language in LANGUAGES}
        # Of a document in two languages only the one that is preferred is searched, so that it counts as one source.
        self._open = {language: ~paired | own for language, own in self._written_in.items()}

    def search(self, query: str, language: str, k: int, words: str = "", edition: str = "") -> list[Hit]:
        """The best passages, best first, scores falling.

        Args:
            query: the text to search by, in Simplified characters or English.
            language: "zh" or "en": of the query.
            k: how many; fewer come back when fewer there are.
            words: more words to look for, such as the names of the query in the other language.
            edition: which of a document's two editions to search; that of the query's language if not given.
        """
        allowed = self._open[edition or language]
        word_scores = self._index.words.scores(f"{query} {words}") * allowed
        rows = self._candidates(query, word_scores, allowed)
        if not len(rows):
            return []
        near, comparable = self._nearness(query, rows), self._languages[rows] == language
        if self._crossing is not None and comparable.any() and not comparable.all():
            near[~comparable] += self._crossing.handicap(query, "en" if language == "zh" else "zh")
        # Figures are written alike in both languages.
        shared = [words, *(unit for unit in word_units(query) if unit[0].isdigit())]
        scores = fuse(near, word_scores[rows], comparable, self._index.words.scores(" ".join(shared))[rows])
        order = np.lexsort((rows, -scores))
        copies = self._copies(rows[order])
        if copies.any():
            # Below all others, so that what is said once more takes no other's place.
            scores[order[copies]] -= float(np.ptp(scores)) + 1
            order = np.lexsort((rows, -scores))
        if self._reranker is not None:
            order = self._rerank(query, rows, order)
            # A cross-encoder's judgements do not compare with fused scores: ranks do.
            scores[order] = -np.arange(len(order), dtype=np.float32)
        return [Hit(self._index.passages[rows[i]], int(rows[i]), float(scores[i])) for i in order[:k]]

    def _candidates(self, query: str, word_scores: Scores, allowed: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Rows worth a closer look: the nearest by vector of each language and the best by words, in order of row."""
        wanted = self._settings.candidates
        vector = self._embedder.embed_queries([query])
        near = [row for language in LANGUAGES for row in self._nearest(vector, language, allowed)]
        found = np.flatnonzero(word_scores > 0)
        if len(found) > wanted:
            found = found[np.argpartition(-word_scores[found], wanted - 1)[:wanted]]
        # The masked arrays that numpy's own union brings along would slow every start.
        return np.asarray(sorted({*near, *found.tolist()}), np.int64)

    def _nearest(self, vector: Scores, language: str, allowed: NDArray[np.bool_]) -> list[int]:
        """The rows in one language that are nearest to a vector of shape (1, dim)."""
        wanted, own = self._settings.candidates, allowed[self._written_in[language]]
        if not own.any():
            return []
        _, rows = self._index.store.search(vector, wanted + int((~own).sum()), language)
        near = rows[0][rows[0] >= 0]
        return list(map(int, near[allowed[near]][:wanted]))

    def _nearness(self, query: str, rows: NDArray[np.int64]) -> Scores:
        """How near each candidate is in meaning, in [-1, 1]."""
        vectors = self._index.store.rows(rows.tolist())
        if self._late is not None:
            return self._late.score(query, [self._index.tokens[r] for r in rows], vectors, self._title_tokens(rows))
        return np.asarray(vectors @ self._embedder.embed_queries([query])[0], np.float32)

    def _title_tokens(self, rows: NDArray[np.int64]) -> list[int]:
        """How many tokens at the start of each passage are the titles above it."""
        assert isinstance(self._embedder, StaticEmbedder)
        contexts = [self._index.passages[row].context for row in rows]
        new = list(dict.fromkeys(context for context in contexts if context not in self._heads))
        self._heads.update(zip(new, (ids.size for ids in self._embedder.tokens(new)), strict=True))
        return [self._heads[context] for context in contexts]

    def _copies(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which passages repeat an earlier one under the same titles, white space aside; what differs in a figure is no copy."""
        seen: set[str] = set()
        copies = np.zeros(len(rows), bool)
        for number, row in enumerate(rows):
            text = "".join(self._index.passages[row].searched.split())
            copies[number] = text in seen
            seen.add(text)
        return copies

    def _rerank(self, query: str, rows: NDArray[np.int64], order: NDArray[np.int64]) -> NDArray[np.int64]:
        """The order with its head put right by the cross-encoder."""
        assert self._reranker is not None
        head = order[:_RERANKED]
        judged = self._reranker.score(query, [self._index.passages[rows[i]].searched for i in head])
        return np.concatenate([head[np.argsort(-judged, kind="stable")], order[_RERANKED:]])

    def sentence_scores(self, query: str, texts: Sequence[str]) -> Scores:
        """How near texts shorter than passages are to a query, in [-1, 1]."""
        if self._among is not None and isinstance(self._embedder, StaticEmbedder):
            read = self._read(self._embedder, texts)
            ids, vectors = [i for i, _ in read], np.array([v for _, v in read], np.float32)
            return self._among.score(query, ids, vectors.reshape(len(read), self._embedder.dim))
        vectors = self._embedder.embed_passages(texts)
        return np.asarray(vectors @ self._embedder.embed_queries([query])[0], np.float32)

    def aligned(self, query: str, texts: Sequence[str]) -> tuple[Scores, Scores]:
        """Weights of the parts of a query, of sum 1, and how near each text has each part: shapes (q,) and (n, q).

        A model without token vectors has the whole query for its one part.
        """
        if self._late is not None and isinstance(self._embedder, StaticEmbedder):
            return self._late.align(query, [ids for ids, _ in self._read(self._embedder, texts)])
        return np.ones(1, np.float32), self.sentence_scores(query, texts)[:, None]

    def matched_in(self, query: str, words: str, names: Sequence[str]) -> tuple[Scores, Scores]:
        """Weights of the parts of a query, of sum 1, and how near whole documents have each: shapes (q,) and (n, q).

        Args:
            query: as for `search`.
            words: as for `search`.
            names: doc_ids of the n documents.
        """
        if self._late is None:
            return np.ones(1, np.float32), np.ones((len(names), 1), np.float32)
        return self._late.align(f"{query} {words}", [self._document_tokens[name] for name in names])

    def names_any(self, doc_id: str, forms: Sequence[str]) -> bool:
        """Whether the text or the title of a document holds one of some forms, given in small letters."""
        document = self._index.documents[doc_id]
        text = f"{document.title}\n{document.text}".casefold()
        return any(form in text for form in forms)

    @cached_property
    def _document_tokens(self) -> dict[str, NDArray[np.int32]]:
        """The different tokens of each document, titles included."""
        held: dict[str, list[NDArray[np.int32]]] = {}
        for passage, ids in zip(self._index.passages, self._index.tokens, strict=True):
            held.setdefault(passage.doc_id, []).append(ids)
        return {name: distinct_ids(np.concatenate(ids)) for name, ids in held.items()}

    def rarity(self, word: str) -> float:
        """How rare a word is among the passages of the index, from 0 (in all) to 1 (in none)."""
        total = len(self._index.passages) + 1
        return float(np.log(total / (self._index.words.held(word) + 0.5)) / np.log(total / 0.5))

    def knows(self, word: str) -> bool:
        """Whether any passage holds a word."""
        return self._index.words.held(word) > 0

    def _read(self, embedder: StaticEmbedder, texts: Sequence[str]) -> list[tuple[NDArray[np.int32], Scores]]:
        """Token ids and vector of each text, those met before out of memory."""
        known = {text: self._texts.get(text) for text in texts}
        new = [text for text, read in known.items() if read is None]
        if new:
            tokens = embedder.tokens(new)
            known.update(zip(new, zip(tokens, embedder.embed_tokens(tokens), strict=True), strict=True))
            if len(self._texts) > _REMEMBERED:
                self._texts = {}  # another thread may still read the old one
            self._texts.update({text: read for text in new if (read := known[text]) is not None})
        return [read for text in texts if (read := known[text]) is not None]
