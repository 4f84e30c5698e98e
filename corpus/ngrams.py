"""How likely one Chinese character follows others, from a table of counts that ships beside this file.

The table knows pairs and triples of characters in Simplified text, so fold Traditional text first. Punctuation counts in its
full-width form; digits count as one symbol, letters as another, and what is left (white space, line ends, rare signs)
as a third. `evals/ngrams.py` makes the table.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OTHER, DIGIT, LATIN, UNKNOWN = "\n", "0", "a", "\ufffd"
SIGNS = "。，、；：？！“”‘’《》（）…—·"
_FORMS = dict(zip(",;:?!()「」『』", "，；：？！（）“”‘’", strict=True))
# Where a clause may end.
_ENDS = "\n，。"
_DISCOUNT, _LARGEST_SHARE, _UNSEEN = 0.75, 0.6, 0.2
# One unknown character out of many: the logarithm of how many.
_UNKNOWN_SHARE = math.log(15_000)
# A rare sign is far less likely than white space and line ends, which share its symbol.
_RARE_SIGN = 7.0
# Counts are stored as steps of a logarithm, one byte each.
_STEPS = 12.0

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def is_han(char: str) -> bool:
    """Whether a character is Han, rare ones and characters for private use included."""
    return "\u3400" <= char <= "\u9fff" or "\ue000" <= char <= "\ufaff" or char >= "\U00020000"


def symbol_of(char: str) -> str:
    """The symbol that stands for a character: a Han character and a common sign are their own.

    >>> symbol_of("车"), symbol_of("7"), symbol_of(","), symbol_of("$") == OTHER
    ('车', '0', '，', True)
    """
    char = _FORMS.get(char, char)
    if char in SIGNS or is_han(char):
        return char
    if char.isdigit():
        return DIGIT
    return LATIN if char.isalpha() and char.isascii() else OTHER


class Counts:
    """How often each of a rising list of keys was seen, and what each context has left for what was not seen.

    Args:
        keys: rising, shape (n,).
        counts: shape (n,), above 0.
        size: of the alphabet; a key's context is the key divided by it.
        discount: what a count loses to what was not seen, at most; a small count loses `_LARGEST_SHARE` of itself.
        unseen: how much of what was too rare to be kept each kind of symbol that was stands for.
    """

    def __init__(
        self, keys: Ints, counts: Floats, size: int, discount: float = _DISCOUNT, unseen: float = _UNSEEN
    ) -> None:
        self._keys, self._size = keys, size
        contexts = keys // size
        starts = np.flatnonzero(np.diff(contexts, prepend=-1))
        kinds = np.diff(np.append(starts, len(keys)))
        lost = np.minimum(discount, _LARGEST_SHARE * counts)
        totals = np.add.reduceat(counts, starts) + unseen * kinds
        self._contexts = contexts[starts]
        self._left = (np.add.reduceat(lost, starts) + unseen * kinds) / totals
        self._shares = (counts - lost) / np.repeat(totals, kinds)

    def probability(self, context: int, symbol: int, lower: float) -> float:
        """The discounted probability of a symbol in a context, backed off to `lower`."""
        at = int(np.searchsorted(self._contexts, context))
        if at == len(self._contexts) or self._contexts[at] != context:
            return lower
        left = float(self._left[at]) * lower
        key = context * self._size + symbol
        place = int(np.searchsorted(self._keys, key))
        found = place < len(self._keys) and self._keys[place] == key
        return float(self._shares[place]) + left if found else left


class Ngrams:
    """Probabilities of characters after the two before them."""

    def __init__(self, symbols: str, singles: Floats, pairs: Counts, triples: Counts) -> None:
        self._ids = {s: i for i, s in enumerate(symbols)}
        self._singles = (singles + 0.5) / (singles.sum() + 0.5 * len(singles))
        self._pairs, self._triples = pairs, triples
        self._size = len(symbols)
        self._known: dict[tuple[str, str, str], float] = {}

    def follows(self, first: str, second: str, third: str) -> float:
        """The natural logarithm of the probability of `third` after `first` and `second`; at most 0.

        With an empty `first` only `second` counts.
        """
        key = (first, second, third)
        known = self._known.get(key)
        if known is None:
            known = self._follows(*(symbol_of(c) if c else "" for c in key))
            known -= _RARE_SIGN if symbol_of(third) == OTHER and not third.isspace() else 0.0
            self._known[key] = known
        return known

    def _follows(self, first: str, second: str, third: str) -> float:
        unknown = self._ids[UNKNOWN]
        b, c = self._ids.get(second, unknown), self._ids.get(third, unknown)
        chance = self._pairs.probability(b, c, float(self._singles[c]))
        if first:
            chance = self._triples.probability(self._ids.get(first, unknown) * self._size + b, c, chance)
        return math.log(chance) - (_UNKNOWN_SHARE if c == unknown else 0.0)

    def score(self, text: str) -> float:
        """The logarithm of the probability of all but the first two characters of a text; the higher the likelier."""
        return sum(map(self.follows, text, text[1:], text[2:]))

    def boundary(self, left: str, right: str) -> float:
        """How much likelier a clause ends between two characters than goes on, as a logarithm."""
        parted = sum(math.exp(self.follows("", left, e) + self.follows("", e, right)) for e in _ENDS)
        return math.log(parted) - self.follows("", left, right)


@cache
def ngrams() -> Ngrams:
    """The table that ships with the project."""
    with np.load(Path(__file__).with_name("ngrams.npz")) as data:
        symbols = data["symbols"].tobytes().decode("utf-8")
        counts = [
            Counts(np.cumsum(data[f"{name}_steps"].astype(np.int64)), np.exp(data[name] / _STEPS), len(symbols))
            for name in ("pairs", "triples")
        ]
        return Ngrams(symbols, np.exp(data["singles"] / _STEPS), *counts)


def save(path: Path, symbols: str, singles: Ints, pairs: tuple[Ints, Ints], triples: tuple[Ints, Ints]) -> int:
    """Write the table; gives its size in bytes.

    Args:
        path: of the file.
        symbols: one character each; n of them.
        singles: counts of the symbols, shape (n,).
        pairs: keys first · n + second, rising, and their counts, shape (m,) each.
        triples: keys (first · n + second) · n + third, rising, and their counts.
    """
    parts: dict[str, NDArray[np.generic]] = {
        "symbols": np.frombuffer(symbols.encode("utf-8"), np.uint8),
        "singles": np.rint(np.log(np.maximum(singles, 1)) * _STEPS).astype(np.uint8),
    }
    for name, (keys, counts) in (("pairs", pairs), ("triples", triples)):
        steps = np.diff(keys, prepend=0)
        parts[f"{name}_steps"] = steps.astype(np.int32 if steps.max() < 2**31 else np.int64)
        parts[name] = np.minimum(np.rint(np.log(counts) * _STEPS), 255).astype(np.uint8)
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **parts)
    return path.stat().st_size
