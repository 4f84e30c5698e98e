"""Late interaction over static token vectors: every token of the query looks for its best match in the passage.

The idea is ColBERT's (Khattab and Zaharia 2020), with vectors that do not depend on context; so a passage is kept as
token ids alone, and all token pairs of a search cost one small matrix product.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.static import StaticEmbedder

POOLED_SHARE = 0.2
"""How much of the score is the cosine of the pooled vectors; 0.1 to 0.3 do about as well on the bench."""
WINDOW_SHARE = 0.4
"""How much of the score is the late interaction of the best window, so that words that answer stand close together."""
BLOCK = 20
"""A window is two neighbouring blocks of so many tokens."""
PASSAGE_WINDOW_SHARE, PASSAGE_BLOCK = 0.6, 16
"""The same for passages, chosen on the questions of retrieval/training; the ranking of sentences was learnt with the others."""
NORM_POWER = 1.0
"""Weight of a token is its vector's length to this power, times its idf: training lengthens what tells texts apart."""
_IDF_SMOOTHING = 0.5
_IDF_FLOOR = 0.02
# Passages of text at large that count beside those of the index, and the tokens of each.
_IMAGINED = 3000
_IMAGINED_TOKENS = 150


def token_idf(
    passages: Sequence[NDArray[np.int32]], vocabulary: int, frequencies: NDArray[np.float64] | None = None
) -> NDArray[np.float32]:
    """How rare each token is, from 0.02 (in nearly all passages) to 1 (in none).

    `ln((n + 1) / (df + 0.5)) / ln((n + 1) / 0.5)` with n passages, df of them holding the token. With frequencies, 3,000
    imagined passages of text at large are counted beside the given ones, so that a handful of documents does not decide
    alone which words are common: in two reports on one market everything that is asked is "common", and the small words
    of a question in the other language are "rare".

    Args:
        passages: token ids of each.
        vocabulary: number of tokens there are.
        frequencies: of each token in text at large, shape (vocabulary,), from `StaticEmbedder.frequencies`.

    Returns:
        float32, shape (vocabulary,).

    >>> token_idf([np.array([1, 1, 2]), np.array([1])], 4).round(2).tolist()
    [1.0, 0.10000000149011612, 0.38999998569488525, 1.0]
    """
    held = np.zeros(vocabulary, dtype=np.float64)
    for ids in passages:
        held[ids] += 1  # once for each id, however often it occurs
    total = len(passages) + 1
    if frequencies is not None and frequencies.any():
        held += _IMAGINED * (1 - np.exp(-_IMAGINED_TOKENS * frequencies))
        total += _IMAGINED
    idf = np.log(total / (held + _IDF_SMOOTHING)) / np.log(total / _IDF_SMOOTHING)
    return np.asarray(np.maximum(idf, _IDF_FLOOR), dtype=np.float32)


class LateScorer:
    """Scores passages by the best match of each token of the query, mixed with the cosine of the pooled vectors."""

    def __init__(
        self,
        embedder: StaticEmbedder,
        idf: NDArray[np.float32],
        *,
        window_share: float = WINDOW_SHARE,
        block: int = BLOCK,
    ) -> None:
        """Take the vectors of a model and the idf of the indexed passages, shape (vocabulary,), by token id.

        Args:
            embedder: whose token vectors are compared.
            idf: from `token_idf`.
            window_share: of the best window in the score; with that of the pooled vectors at most 1.
            block: half a window, in tokens.

        Raises:
            ValueError: the idf is not one number per token of the model.
        """
        if idf.shape != (len(embedder.vectors),):
            raise ValueError(f"idf has shape {idf.shape}, the model {len(embedder.vectors)} tokens")
        self._embedder = embedder
        self._idf = idf
        self._window_share, self._block = window_share, block
        # Rows are filled when first asked for; pages never touched take no memory.
        self._units: NDArray[np.float32] = np.zeros(embedder.vectors.shape, dtype=np.float32)
        self._norms: NDArray[np.float32] = np.full(len(embedder.vectors), -1.0, dtype=np.float32)

    def score(
        self,
        query: str,
        passages: Sequence[NDArray[np.int32]],
        pooled: NDArray[np.float32] | None = None,
        heads: Sequence[int] | None = None,
    ) -> NDArray[np.float32]:
        """How near each passage is to the query.

        Args:
            query: the question.
            passages: token ids of each, from `StaticEmbedder.tokens`.
            pooled: the passages' vectors, float32, shape (len(passages), dim), rows of unit length, where they are at
                hand (a vector store has them); pooling long passages anew takes longer than all the rest.
            heads: how many tokens at the start of each passage are its titles: they bear on all of it, and so are
                read with every window.

        Returns:
            float32, shape (len(passages),), in [-1, 1], higher is nearer; 0 for a passage without tokens, and for all
            when the query has none.
        """
        scores = np.zeros(len(passages), dtype=np.float32)
        asked = self._embedder.tokens([query])[0]
        filled = [row for row, ids in enumerate(passages) if ids.size]
        if not asked.size or not filled:
            return scores
        texts = [passages[row] for row in filled]
        if pooled is None:
            vectors = self._embedder.embed_tokens(texts)
        else:
            vectors = pooled if len(filled) == len(passages) else pooled[filled]
        near = vectors @ self._embedder.embed_tokens([asked])[0]
        whole, window = self._late(
            *self._weighed(asked), texts, [heads[row] for row in filled] if heads is not None else None
        )
        late_share = 1 - POOLED_SHARE - self._window_share
        scores[filled] = late_share * whole + self._window_share * window + POOLED_SHARE * near
        return scores

    def weighed(self, query: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """The different tokens of a query, ascending, and their weights, of sum 1; both empty for a query without any."""
        return self._weighed(self._embedder.tokens([query])[0])

    def _weighed(self, asked: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        wanted, times = _counted(asked)
        weights = times * self._norms_of(wanted) ** NORM_POWER * self._idf[wanted]
        return wanted, (weights / max(float(weights.sum()), 1e-9)).astype(np.float32)

    def align(
        self, query: str, passages: Sequence[NDArray[np.int32]]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The best match of each token of a query in each passage.

        Returns:
            The weights of the query's different tokens, shape (tokens,), of sum 1; and the cosines, shape
            (len(passages), tokens), 0 for a passage without tokens. A query without tokens has one of cosine 0.
        """
        wanted, weights = self.weighed(query)
        if not wanted.size:
            return np.ones(1, np.float32), np.zeros((len(passages), 1), np.float32)
        best = np.zeros((len(passages), len(wanted)), np.float32)
        filled = [row for row, ids in enumerate(passages) if ids.size]
        if filled:
            ids, places = _distinct(np.concatenate([passages[row] for row in filled]), len(self._idf))
            matches = (self.unit(ids) @ self.unit(wanted).T)[places]
            ends = np.cumsum([passages[row].size for row in filled])
            best[filled] = np.maximum.reduceat(matches, np.concatenate(([0], ends[:-1])), axis=0)
        return weights, best

    def _late(
        self,
        wanted: NDArray[np.int32],
        weights: NDArray[np.float32],
        passages: Sequence[NDArray[np.int32]],
        heads: Sequence[int] | None,
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Weighted mean over the query's tokens of the best cosine in each passage, and in the best window of each."""
        ids, places = _distinct(np.concatenate(passages), len(self._idf))
        # One row per token of a passage, so that the maximum runs along contiguous memory.
        matches = (self.unit(ids) @ self.unit(wanted).T)[places]
        blocks, first, last = _blocks([text.size for text in passages], self._block)
        best = np.maximum.reduceat(matches, blocks, axis=0)
        pairs = np.maximum(best, np.where(last[:, None], best, np.roll(best, -1, axis=0)))
        if heads is not None:
            counts = np.diff(first, append=len(blocks))
            pairs = np.maximum(pairs, np.repeat(_head_matches(matches, blocks[first], heads, passages), counts, axis=0))
        whole = weighted_mean(np.maximum.reduceat(best, first, axis=0), weights)
        window = np.maximum.reduceat(weighted_mean(pairs, weights), first)
        return whole, window

    def _norms_of(self, ids: NDArray[np.int32] | NDArray[np.intp]) -> NDArray[np.float32]:
        """Lengths of the vectors of tokens, shape (len(ids),)."""
        self.unit(ids)
        return self._norms[ids]

    def unit(self, ids: NDArray[np.int32] | NDArray[np.intp]) -> NDArray[np.float32]:
        """The vectors of tokens scaled to length one, shape (len(ids), dim); a zero row stays."""
        new = ids[self._norms[ids] < 0]
        if new.size:
            vectors = self._embedder.vectors[new].astype(np.float32)
            norms = np.linalg.norm(vectors, axis=1)
            self._units[new] = vectors / np.maximum(norms, 1e-9)[:, None]
            self._norms[new] = norms  # last, since another thread takes it as the sign that the row is there
        return self._units[ids]


def weighted_mean(matches: NDArray[Any], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The weighted mean of each row, float32, shape (rows,), of matches of shape (rows, tokens) and weights of sum 1.

    Not `matches @ weights`: for five columns OpenBLAS 0.3.31 multiplies what lies uninitialised on the stack on processors
    with AVX-512 and throws it away, and where that is no number numpy warns of an invalid value.

    >>> weighted_mean(np.array([[0.2, 0.6], [1.0, 0.0]], np.float32), np.array([0.25, 0.75], np.float32)).tolist()
    [0.5, 0.25]
    """
    return np.asarray(np.einsum("ij,j->i", matches, weights), np.float32)


def _head_matches(
    matches: NDArray[np.float32], starts: NDArray[np.intp], heads: Sequence[int], passages: Sequence[NDArray[np.int32]]
) -> NDArray[np.float32]:
    """The best match of each token of the query among the titles of each passage, -1 where it has none."""
    lengths = np.minimum(heads, [text.size - 1 for text in passages])  # a reduction must end before the last token
    bounds = np.stack([starts, starts + lengths], axis=1).ravel()
    best = np.maximum.reduceat(matches, bounds, axis=0)[::2]
    return np.where(lengths[:, None] > 0, best, np.float32(-1))


def _blocks(lengths: Sequence[int], block: int = BLOCK) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.bool_]]:
    """Where blocks start among all tokens, which block is each passage's first, and which blocks are the last of one.

    >>> starts, first, last = _blocks([45, 20])
    >>> starts.tolist(), first.tolist(), last.tolist()
    ([0, 20, 40, 45], [0, 3], [False, False, True, True])
    """
    sizes = np.asarray(lengths)
    counts = -(-sizes // block)
    first = np.concatenate(([0], np.cumsum(counts)[:-1]))
    within = np.arange(counts.sum()) - np.repeat(first, counts)
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    last = np.zeros(int(counts.sum()), dtype=bool)
    last[first + counts - 1] = True
    return np.repeat(begins, counts) + block * within, first, last


def _counted(ids: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
    """The ids that occur, ascending, and how often; `numpy.unique` would bring the masked arrays to every start.

    >>> _counted(np.array([3, 1, 3], np.int32))
    (array([1, 3], dtype=int32), array([1, 2]))
    """
    ordered = np.sort(ids)
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: ids.size])
    return ordered[starts], np.diff(starts, append=ids.size)


def distinct_ids(ids: NDArray[np.int32]) -> NDArray[np.int32]:
    """The ids that occur, ascending.

    >>> distinct_ids(np.array([3, 1, 3], np.int32))
    array([1, 3], dtype=int32)
    """
    return _counted(ids)[0]


def _distinct(ids: NDArray[np.int32], vocabulary: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The ids that occur, ascending, and where each of the given ones stands among them; without sorting."""
    occurs = np.zeros(vocabulary, dtype=bool)
    occurs[ids] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[ids]
