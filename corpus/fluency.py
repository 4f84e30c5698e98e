"""How likely a Chinese text is, character by character, from a table of counts that ships beside this file.

The table knows pairs, triples and quadruples of characters in Simplified text, of prose and of technical documents, and the
words of jieba, so fold Traditional text first. Its counts are weighted and may lie below one; `evals/fluency.py`
makes it. `corpus.ngrams` has a table of other weights, for where clauses and cells end.
"""

import math
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.ngrams import OTHER, UNKNOWN, Counts, Floats, Ints, symbol_of

_ORDERS = ("pairs", "triples", "quadruples")
_DISCOUNT, _UNSEEN = 0.5, 1.0
# One unknown character out of many: the logarithm of how many.
_UNKNOWN_SHARE = math.log(15_000)
# A rare sign is far less likely than white space and line ends, which share its symbol.
_RARE_SIGN = 7.0
# Counts are stored as steps of a logarithm above the least one, one byte each.
_STEPS, _LEAST = 5.0, math.log(0.05)


class Fluency:
    """Probabilities of characters after those before them.

    Args:
        symbols: the alphabet.
        singles: counts of the symbols.
        orders: counts of pairs, of triples, and so on.
    """

    def __init__(self, symbols: str, singles: Floats, orders: Sequence[Counts]) -> None:
        self._ids = {s: i for i, s in enumerate(symbols)}
        self._singles = singles / singles.sum()
        self._orders = orders
        self._size = len(symbols)
        self._known: dict[str, float] = {}

    def follows(self, before: str, char: str) -> float:
        """The natural logarithm of the probability of a character after those before it, of which the last three count."""
        text = before[-len(self._orders) :] + char
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._follows(text)
        return known

    def _follows(self, text: str) -> float:
        unknown = self._ids[UNKNOWN]
        *before, last = (self._ids.get(symbol_of(c), unknown) for c in text)
        chance = float(self._singles[last])
        context, scale = 0, 1
        for symbol, counts in zip(reversed(before), self._orders, strict=False):
            context += symbol * scale
            scale *= self._size
            chance = counts.probability(context, last, chance)
        rare = symbol_of(text[-1]) == OTHER and not text[-1].isspace()
        return math.log(chance) - (_UNKNOWN_SHARE if last == unknown else 0.0) - (_RARE_SIGN if rare else 0.0)

    def score(self, text: str, start: int = 0) -> float:
        """The logarithm of the probability of a text from `start` on; the higher the likelier."""
        reach = len(self._orders)
        return sum(self.follows(text[max(0, at - reach) : at], text[at]) for at in range(start, len(text)))


@cache
def fluency() -> Fluency:
    """The table that ships with the project."""
    return load(Path(__file__).with_name("fluency.npz"))


def load(path: Path) -> Fluency:
    """A table that `save` wrote."""
    with np.load(path) as data:
        symbols = data["symbols"].tobytes().decode("utf-8")
        size = len(symbols)
        keys, orders = np.arange(size), []
        for name in _ORDERS:
            numbers, steps = _joined(data[f"{name}_kinds"]), _joined(data[f"{name}_symbols"])
            # Symbols rise within a context: what was summed up before it is taken away.
            sums = np.cumsum(steps)
            before = (sums - steps)[np.minimum(np.cumsum(numbers) - numbers, len(steps) - 1)]
            keys = np.repeat(keys, numbers) * size + sums - np.repeat(before, numbers)
            orders.append(Counts(keys, _counts(data[name]), size, _DISCOUNT, _UNSEEN))
        return Fluency(symbols, _counts(data["singles"]), orders)


def save(path: Path, symbols: str, singles: Floats, orders: Sequence[tuple[Ints, Floats]]) -> list[int]:
    """Write the table; gives how many pairs, triples and quadruples it holds. Those are left out whose context is.

    Args:
        path: of the file.
        symbols: one character each; n of them.
        singles: counts of the symbols, shape (n,).
        orders: keys first · n + second of pairs, rising, and their counts, shape (m,) each; then (first · n + second) · n
            + third of triples, then quadruples.
    """
    parts: dict[str, NDArray[np.generic]] = {
        "symbols": np.frombuffer(symbols.encode("utf-8"), np.uint8),
        "singles": _steps(singles),
    }
    size = len(symbols)
    contexts, held = np.arange(size), []
    for name, (keys, counts) in zip(_ORDERS, orders, strict=True):
        known = np.isin(keys // size, contexts)
        keys, counts = keys[known], counts[known]
        numbers = np.bincount(np.searchsorted(contexts, keys // size), minlength=len(contexts))
        first = np.diff(keys // size, prepend=-1) > 0
        parts[f"{name}_kinds"] = _split(numbers)
        parts[f"{name}_symbols"] = _split(np.where(first, keys % size, np.diff(keys, prepend=0)))
        parts[name] = _steps(counts)
        contexts = keys
        held.append(len(keys))
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **parts)
    return held


def _split(numbers: Ints) -> NDArray[np.uint8]:
    """Numbers below 65,536 as their low and high bytes, shape (2, n), which pack well."""
    return np.stack([numbers & 0xFF, numbers >> 8]).astype(np.uint8)


def _joined(planes: NDArray[np.uint8]) -> Ints:
    low, high = planes.astype(np.int64)
    return np.asarray(low + 256 * high)


def _counts(steps: NDArray[np.uint8]) -> Floats:
    return np.asarray(np.exp(steps / _STEPS + _LEAST))


def _steps(counts: Floats) -> NDArray[np.uint8]:
    return np.clip(np.rint((np.log(np.maximum(counts, 1e-9)) - _LEAST) * _STEPS), 0, 255).astype(np.uint8)
