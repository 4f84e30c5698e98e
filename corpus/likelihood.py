"""How much a text looks like Chinese: by its words, by the characters that follow one another, and by its document."""

import importlib.util
import math
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

from corpus.ngrams import SIGNS, is_han, ngrams
from corpus.script import to_simplified, to_traditional

_LONGEST_WORD = 8
_OPENING, _CLOSING = "“‘《「『（(【〖〈", "”’》」』）)】〗〉"
_UNBALANCED = 2.5
_WORDS, _PAIRS, _OWN = 1.0, 0.4, 1.0
# So many characters of a document are enough to know its words.
_MOST_OWN = 400_000


@cache
def word_costs() -> dict[str, float]:
    """Negative logarithms of the frequencies of jieba's words (Simplified). Read from its file: importing it is slow."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    counts = {word: int(count) for word, count, *_ in (line.split(" ") for line in lines)}
    total = math.log(sum(counts.values()))
    return {word: total - math.log(count or 1) for word, count in counts.items()}


def word_score(text: str) -> float:
    """The logarithm of the probability of the likeliest cut of a Simplified text into words."""
    costs, unknown = word_costs(), 17.0
    best = [0.0] + [math.inf] * len(text)
    for at in range(len(text)):
        for end in range(at + 1, min(len(text), at + _LONGEST_WORD) + 1):
            cost = costs.get(text[at:end], unknown if end == at + 1 else math.inf)
            if end == at + 1 and not is_han(text[at]):
                cost = min(cost, 8.0 if text[at].isalnum() else 2.0)
            best[end] = min(best[end], best[at] + cost)
    return -best[-1]


@cache
def _rarity(char: str) -> float:
    """What a character loses that GB 2312, the set of 6,763 common ones, lacks."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return -4.0
    return 0.0


class Likelihood:
    """Scores texts of one document.

    Args:
        texts: the document, for its own words; may be Traditional.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._pairs: Counter[str] = Counter()
        self._singles: Counter[str] = Counter()
        self._written: Counter[str] = Counter()
        left = _MOST_OWN
        for text in texts:
            text = text[: max(0, left)]
            left -= len(text)
            simple = to_simplified(text)
            self._written.update(text)
            self._pairs.update(map("".join, pairwise(simple)))
            self._singles.update(simple)
        self._known: dict[str, float] = {}

    def char_cost(self, text: str) -> float:
        """What the characters of a text cost by themselves.

        Signs that neither texts nor this document use cost much, and so do forms of Han characters that are neither
        Simplified nor what Simplified is converted to.
        """
        cost = 0.0
        for char in text:
            if self._written[char]:
                continue
            simple = to_simplified(char)
            if is_han(char):
                cost += 0.0 if char in (simple, to_traditional(simple)) else 4.0
            else:
                cost += 1.0 if char in SIGNS or char.isascii() else 3.0 if char in "「」『』" else 8.0
        return cost

    @staticmethod
    def balance_cost(text: str) -> float:
        """What the brackets and quotation marks of a text cost that have no partner."""
        open_, cost = [], 0.0
        for char in text:
            if char in _OPENING:
                open_.append(_CLOSING[_OPENING.index(char)])
            elif char in _CLOSING:
                if open_ and open_[-1] == char:
                    open_.pop()
                else:
                    cost += _UNBALANCED
        return cost + _UNBALANCED * len(open_)

    def score(self, text: str) -> float:
        """How likely a text is; comparable between texts that stand in the same place.

        Args:
            text: with some characters of its surroundings on both sides.
        """
        known = self._known.get(text)
        if known is None:
            simple = to_simplified(text)
            own = sum(math.log1p(self._pairs[a + b]) for a, b in pairwise(simple))
            own += sum(_rarity(c) + 0.5 * math.log1p(self._singles[c]) for c in simple if is_han(c))
            known = _WORDS * word_score(simple) + _PAIRS * ngrams().score(simple) + _OWN * own
            self._known[text] = known
        return known
