"""What a passage in the other language lacks by being in it: the best match of a word of the query there is a translation.

A word matches itself with 1, its best translation with 0.6 or so. Without a correction the passages in the language of a
question come first for that alone, as soon as there are enough of them, however little they say on it.
"""

import numpy as np
from numpy.typing import NDArray

from corpus.script import HAN
from index.static import StaticEmbedder
from retrieval.late import POOLED_SHARE, LateScorer

# Of the lack that is made good; chosen on the questions of retrieval/training. More helps across languages and costs within one.
_MADE_GOOD = 0.25
# A translation is looked for among so many of the most frequent tokens of a language.
_FREQUENT = 8000


class Crossing:
    """How much nearer a query's translation could come to it, by what the vocabulary offers, whatever is indexed."""

    def __init__(self, embedder: StaticEmbedder, scorer: LateScorer) -> None:
        """Take the model, and what weighs the tokens of a query."""
        self._embedder, self._scorer = embedder, scorer
        self._offered: dict[str, NDArray[np.float32]] = {}
        self._lacks: dict[tuple[str, int], float] = {}

    def handicap(self, query: str, other: str) -> float:
        """What is added to the nearness of passages in another language than the query's, 0 or more.

        Args:
            query: the question.
            other: "zh" or "en": their language.
        """
        ids, weights = self._scorer.weighed(query)
        if not ids.size:
            return 0.0
        new = [int(i) for i in ids if (other, int(i)) not in self._lacks]
        if new:
            best = (self._scorer.unit(np.asarray(new)) @ self._frequent(other).T).max(axis=1, initial=0.0)
            self._lacks.update({(other, i): max(0.0, 1 - float(b)) for i, b in zip(new, best, strict=True)})
        lacks = np.asarray([self._lacks[other, int(i)] for i in ids], np.float32)
        return (1 - POOLED_SHARE) * _MADE_GOOD * float(weights @ lacks)

    def _frequent(self, language: str) -> NDArray[np.float32]:
        """Unit vectors of the most frequent tokens that texts in a language are made of, digits and signs among them."""
        if language not in self._offered:
            pieces = self._embedder.pieces()
            chinese = np.asarray([bool(HAN.search(piece)) for piece in pieces], bool)
            latin = np.asarray([any(c.isalpha() for c in piece) for piece in pieces], bool) & ~chinese
            ids = np.flatnonzero(~latin if language == "zh" else ~chinese)
            ids = ids[np.argsort(-self._embedder.frequencies[ids], kind="stable")[:_FREQUENT]]
            self._offered[language] = self._scorer.unit(ids)
        return self._offered[language]
