"""How likely it is that a text stood in a document: by its characters and words, its script and signs, and its document."""

import importlib.util
import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corpus.fluency import fluency
from corpus.ngrams import SIGNS, is_han, symbol_of
from corpus.script import is_simplified, is_traditional, to_simplified, to_traditional

_LONGEST_WORD = 8
# What each of `FEATURES` is worth, in natural logarithms, as `evals/damage_weights.py` learns it.
FEATURES = (
    "fluency", "own", "words", "pairs", "singles", "rare", "script", "variant", "odd", "sign", "doubled", "brackets",
    "quotes", "damage", "quoted",
)  # fmt: skip
WEIGHTS = (
    0.97,
    0.59,
    0.17,
    -0.30,
    0.67,
    -0.21,
    -2.68,
    -5.33,
    -7.43,
    -0.28,
    -3.29,
    -5.66,
    -5.04,
    -8.77,
    -4.03,
)
# How far the next character is taken from what the document itself says.
_OWN_SHARE = 0.2
_DOUBLED = re.compile(r"[。、，；：！？,;:!?](?=[。、，；：！？,;:!?])|[。、，；：,;:][”」』’》)](?=[。、，；：,;:])")
# A stop inside quotation marks that hold a word or two.
_QUOTED = re.compile(r"[“「『‘《][^“”「」『』‘’《》。，；！？,;!?]{1,10}[。，、；：,;:][”」』’》]")


@cache
def word_counts() -> dict[str, int]:
    """How often jieba's words were seen (Simplified). Read from its file: importing it is slow."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        return {}
    lines = Path(spec.origin).with_name("dict.txt").read_text(encoding="utf-8").splitlines()
    return {word: max(1, int(count)) for word, count, *_ in (line.split(" ") for line in lines)}


@cache
def word_costs() -> dict[str, float]:
    """Negative logarithms of the frequencies of jieba's words."""
    counts = word_counts()
    total = math.log(sum(counts.values()) or 1)
    return {word: total - math.log(count) for word, count in counts.items()}


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
def _is_rare(char: str) -> bool:
    """Whether GB 2312, the set of 6,763 common characters, lacks a Simplified one."""
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return is_han(char)
    return False


class Likelihood:
    """Scores texts of one document.

    Args:
        texts: the document, for its own words; readings in brackets taken out, Traditional or not.
        traditional: whether it is written in Traditional characters.
    """

    def __init__(self, texts: Iterable[str], traditional: bool) -> None:
        self._written: Counter[str] = Counter()
        self._own: tuple[Counter[str], ...] = tuple(Counter() for _ in range(4))
        self._traditional = traditional
        self._size = 0
        for text in texts:
            simple = "".join(map(symbol_of, to_simplified(text)))
            self._written.update(text)
            self._size += len(simple)
            for size, counts in enumerate(self._own, 1):
                counts.update(simple[at : at + size] for at in range(len(simple) - size + 1))

    def features(self, before: str, text: str, after: str, wide: tuple[str, str], damage: int) -> tuple[float, ...]:
        """What is known of a text in its place, one number for each of `FEATURES`.

        Args:
            before: some characters that stand before it.
            text: what may have stood there.
            after: some that stand behind it.
            wide: the rest of the sentences before and after.
            damage: how many signs of damage it leaves.
        """
        whole = to_simplified(before + text + after)
        start = len(before)
        end = len(whole) - len(after)
        own = "".join(map(symbol_of, whole))
        pairs = sum(
            math.log1p(self._own[1][own[at : at + 2]]) for at in range(max(0, start - 1), min(end, len(own) - 1))
        )
        singles = sum(math.log1p(self._own[0][symbol]) for symbol in own[start:end])
        chances = [fluency().follows(whole[max(0, at - 3) : at], whole[at]) for at in range(start, len(whole))]
        gained = sum(
            math.log1p(_OWN_SHARE * (self._chance(own[max(0, at - 3) : at], own[at]) / math.exp(chance) - 1))
            for at, chance in enumerate(chances, start)
        )
        wider = wide[0] + before + text + after + wide[1]
        return (
            sum(chances),
            gained,
            word_score(whole),
            pairs,
            singles,
            sum(map(_is_rare, whole[start:end])),
            sum(map(is_simplified if self._traditional else is_traditional, text)),
            self._variants(before, text, after),
            *self._signs(text),
            len(_DOUBLED.findall(before[-2:] + text + after[:2])),
            unbalanced(wider, "()（）【】[]"),
            unbalanced(wider, "“”‘’《》「」『』〖〗〈〉"),
            damage,
            len(_QUOTED.findall(wider)),
        )

    def _chance(self, before: str, symbol: str) -> float:
        """How likely a symbol follows others in the document itself."""
        chance = (self._own[0][symbol] + 0.05) / (self._size + 300)
        for size in range(1, len(before) + 1):
            context = before[-size:]
            seen = self._own[size - 1][context]
            if not seen:
                break
            chance = (self._own[size][context + symbol] + chance) / (seen + 1)
        return chance

    def _variants(self, before: str, text: str, after: str) -> int:
        """How many Han characters are forms that the document does not use and nobody writes in such a word."""
        whole = before + text + after
        usual = to_simplified(whole)
        if self._traditional:
            usual = to_traditional(usual)
        if len(usual) != len(whole):
            usual = "".join(to_traditional(to_simplified(c)) if self._traditional else to_simplified(c) for c in whole)
        pairs = zip(text, usual[len(before) :], strict=False)
        return sum(c != u and is_han(c) and not self._written[c] for c, u in pairs)

    def _signs(self, text: str) -> tuple[int, int]:
        """How many signs stand in a text that neither texts nor this document use, and how many that this document does not."""
        new = [c for c in text if not is_han(c) and not self._written[c]]
        known = sum(c in SIGNS or c.isascii() or c in "「」『』" for c in new)
        return len(new) - known, known

    def score(self, features: Iterable[float]) -> float:
        """How likely a text is, as a natural logarithm; comparable between texts that stand in the same place."""
        return sum(w * f for w, f in zip(WEIGHTS, features, strict=True))


def unbalanced(text: str, pairs: str) -> int:
    """How many of the marks of a text that come in pairs have no partner.

    Args:
        text: any.
        pairs: the marks, each opening one before its closing one.
    """
    open_: list[int] = []
    lone = 0
    for char in text:
        place = pairs.find(char)
        if place >= 0 and place % 2 == 0:
            open_.append(place)
        elif place >= 0:
            if open_ and open_[-1] == place - 1:
                open_.pop()
            else:
                lone += 1
    return lone + len(open_)
