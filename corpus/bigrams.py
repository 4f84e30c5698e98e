"""How likely one Chinese character follows another, from a table of counts that ships beside this file.

The table is small and knows Simplified text only, so fold Traditional text first. Everything that is not Han counts
as one of three classes: a digit, a letter, or a boundary (punctuation, white space, both ends of a text). So
the table also knows which characters begin and end clauses. `evals/bigrams.py` makes it.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BOUNDARY, DIGIT, LATIN, UNKNOWN = "\n", "0", "a", "\ufffd"
_DISCOUNT = 0.75
# Counts are stored as steps of a logarithm, one byte each.
_STEPS = 12.0


def class_of(char: str) -> str:
    """The symbol that stands for a character: a Han character is its own.

    >>> class_of("车"), class_of("7"), class_of("，") == BOUNDARY
    ('车', '0', True)
    """
    if "\u4e00" <= char <= "\u9fff":
        return char
    if char.isdigit():
        return DIGIT
    return LATIN if char.isalpha() and char.isascii() else BOUNDARY


class Bigrams:
    """Probabilities of pairs, discounted and backed off to single characters."""

    def __init__(self, symbols: str, singles: NDArray[np.float64], pairs: dict[int, float]) -> None:
        self._ids = {s: i for i, s in enumerate(symbols)}
        self._size = len(symbols)
        self._single = np.log((singles + 0.5) / (singles.sum() + 0.5 * len(singles)))
        self._pairs = pairs
        totals, kinds = np.zeros(self._size), np.zeros(self._size)
        for key, count in pairs.items():
            totals[key // self._size] += count
            kinds[key // self._size] += 1
        self._totals = np.maximum(singles, totals) + 1.0
        self._left = np.log((self._totals - totals + _DISCOUNT * kinds) / self._totals)
        self._scores: dict[tuple[str, str], float] = {}

    def follows(self, first: str, second: str) -> float:
        """The natural logarithm of the probability of `second` after `first`; always below 0."""
        known = self._scores.get((first, second))
        if known is None:
            known = self._scores[first, second] = self._follows(class_of(first), class_of(second))
        return known

    def _follows(self, first: str, second: str) -> float:
        unknown = self._ids[UNKNOWN]
        a, b = self._ids.get(first, unknown), self._ids.get(second, unknown)
        spread = float(self._left[a] + self._single[b])
        count = self._pairs.get(a * self._size + b)
        if count is None:
            return spread
        return math.log((count - _DISCOUNT) / float(self._totals[a]) + math.exp(spread))

    def score(self, text: str, before: str = BOUNDARY, after: str = BOUNDARY) -> float:
        """The logarithm of the probability of a text between two characters; the higher the likelier."""
        chain = before + text + after
        return sum(map(self.follows, chain, chain[1:]))

    def boundary(self, left: str, right: str) -> float:
        """How much likelier a clause ends between two characters than goes on, as a logarithm."""
        parted = self.follows(left, BOUNDARY) + self.follows(BOUNDARY, right)
        return parted - self.follows(left, right)


@cache
def bigrams() -> Bigrams:
    """The table that ships with the project."""
    with np.load(Path(__file__).with_name("bigrams.npz")) as data:
        symbols = data["symbols"].tobytes().decode("utf-8")
        keys = np.cumsum(data["steps"].astype(np.int64))
        singles, counts = np.exp(data["singles"] / _STEPS), np.exp(data["counts"] / _STEPS)
    return Bigrams(symbols, singles, dict(zip(keys.tolist(), counts.tolist(), strict=True)))


def save(
    path: Path, symbols: str, singles: NDArray[np.int64], keys: NDArray[np.int64], counts: NDArray[np.int64]
) -> int:
    """Write the table; gives its size in bytes.

    Args:
        path: of the file.
        symbols: one character each; n of them.
        singles: counts of the symbols, shape (n,).
        keys: pairs as first * n + second, rising, shape (m,).
        counts: of the pairs, shape (m,).
    """
    np.savez_compressed(
        path,
        symbols=np.frombuffer(symbols.encode("utf-8"), np.uint8),
        singles=np.rint(np.log(np.maximum(singles, 1)) * _STEPS).astype(np.uint8),
        steps=np.diff(keys, prepend=0).astype(np.int32),
        counts=np.minimum(np.rint(np.log(counts) * _STEPS), 255).astype(np.uint8),
    )
    return path.stat().st_size
