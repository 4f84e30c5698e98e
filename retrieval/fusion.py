"""Fusion of nearness in meaning with matches of words, fair to passages that no word of the query can match."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
# Of the word score beside the nearness, both in standard deviations. Chosen on the bench sets.
WORD_WEIGHT = 0.5
# Of the names and figures of a query found in a passage of the other language; chosen on retrieval/training.
NAME_WEIGHT = 0.2
# Candidates whose nearness differs by less, as a variance in standard deviations of all, say nothing of a slope.
_LEAST_SPREAD = 1e-3


def fuse(near: Scores, lexical: Scores, comparable: NDArray[np.bool_], named: Scores) -> Scores:
    """One score per candidate: z(near) + weight × z(lexical).

    The word score of a passage in another language than the query does not compare with the others: at most names can
    match. It is given the one that its nearness leads to expect: among the comparable candidates the two are
    correlated, and the regression of one on the other fills the gap. So neither language gains by the word index. What
    stands out by the names of the query in that language, or by its figures, gains by it.

    Args:
        near: nearness in meaning, shape (n,).
        lexical: word scores, 0 or more, shape (n,).
        comparable: which candidates are in the language of the query, shape (n,).
        named: word scores of its names in the other language and of its figures alone, 0 or more, shape (n,).

    Returns:
        float32, shape (n,); higher is better.

    >>> near = np.array([0.9, 0.5, 0.1], np.float32)
    >>> int(fuse(near, np.zeros(3, np.float32), np.zeros(3, bool), np.zeros(3, np.float32)).argmax())
    0
    """
    meaning = _standard(near)
    words = np.zeros_like(meaning)
    other = ~comparable
    if comparable.any():
        words[comparable] = WORD_WEIGHT * _standard(lexical[comparable])
        words[other] = _expected(meaning, words, comparable)
    if other.any():
        words[other] += NAME_WEIGHT * np.maximum(_standard(named)[other], 0.0)
    return (meaning + words).astype(np.float32)


def _expected(meaning: Scores, words: Scores, comparable: NDArray[np.bool_]) -> Scores:
    """The word scores that the nearness of the candidates that are not comparable leads to expect."""
    x, y = meaning[comparable].astype(np.float64), words[comparable].astype(np.float64)
    middle = float(x.mean())
    away = x - middle
    spread = float(away @ away)
    slope = float(away @ y) / spread if len(x) > 2 and spread > _LEAST_SPREAD * len(x) else 0.0
    return np.asarray(max(slope, 0.0) * (meaning[~comparable] - middle), np.float32)


def _standard(scores: Scores) -> Scores:
    """Scores in standard deviations from their mean; all zero when they do not differ."""
    scores = scores.astype(np.float64)  # sums must not depend on the order of the candidates
    spread = float(scores.std())
    return ((scores - scores.mean()) / spread if spread > 1e-9 else np.zeros_like(scores)).astype(np.float32)
