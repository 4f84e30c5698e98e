"""Fusion of nearness in meaning with matches of words, fair to passages that no word of the query can match."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
# Of the word score beside the nearness, both in standard deviations. See docs/retrieval.md for how it was chosen.
WORD_WEIGHT = 0.5


def fuse(near: Scores, lexical: Scores, comparable: NDArray[np.bool_], weight: float = WORD_WEIGHT) -> Scores:
    """One score per candidate: z(near) + weight × z(lexical).

    A passage in another language than the query has no word score worth the name. It is given the one that its
    nearness leads to expect: among the comparable candidates the two are correlated, and the regression of one on
    the other fills the gap. So neither language gains by the word index.

    Args:
        near: nearness in meaning, shape (n,).
        lexical: word scores, 0 or more, shape (n,).
        comparable: which candidates the words of the query can match at all, shape (n,).
        weight: of the word score.

    Returns:
        float32, shape (n,); higher is better.

    >>> near = np.array([0.9, 0.5, 0.1], np.float32)
    >>> int(fuse(near, np.zeros(3, np.float32), np.zeros(3, bool)).argmax())
    0
    """
    meaning = _standard(near)
    if not comparable.any():
        return meaning
    words = np.zeros_like(meaning)
    words[comparable] = _standard(lexical[comparable])
    slope = 0.0
    if comparable.sum() > 2:
        x, y = meaning[comparable], words[comparable]
        spread = float(x @ x - x.mean() * x.sum())
        slope = float(x @ y - x.mean() * y.sum()) / spread if spread > 0 else 0.0
        words[~comparable] = max(slope, 0.0) * (meaning[~comparable] - float(x.mean()))
    return (meaning + weight * words).astype(np.float32)


def _standard(scores: Scores) -> Scores:
    """Scores in standard deviations from their mean; all zero when they do not differ."""
    spread = float(scores.std())
    return ((scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)).astype(np.float32)
