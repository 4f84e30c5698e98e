"""Names that a Chinese question writes by their sound or whose pinyin the documents write: 加罗黑德 for Garrowhead, 渠阳 for Quyang.

No list has the people, places and firms of documents that nobody has seen. But the documents hold few names in Latin letters that
sound like what the question writes, and hardly ever two.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import product

from corpus.document import Document
from corpus.readings import plain_readings
from index.lexicon import is_word
from index.words import word_units
from retrieval.names import Mention, Name
from retrieval.romanised import Held
from retrieval.sounds import Sound, consonants, first_consonants, heard, sounds_of, transcribing, unlike

_CAPITALISED = re.compile(r"(?<!\w)[A-Z][a-z]{2,}(?!\w)")
_SMALL = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")
# A capital that no beginning of a sentence or heading explains.
_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?!\w)")
_RUN = re.compile("[㐀-鿿]{2,}")
# How many characters a name is written with at most: one read by its sound, and one whose pinyin stands in the documents.
_SOUNDED, _ROMANISED = 8, 4
_LONGEST_WORD = 4
# Consonants that a name must have before it is known by its sound, and how unlike two names may be, of each sound of the longer
# one: of the names in CC-CEDICT of three characters or more seven in ten are found, and of a thousand others one is taken for it.
_CONSONANTS, _UNLIKE = 3, 0.06
# The same of two characters, which many a piece of a sentence sounds like: one in three is found.
_UNLIKE_SHORT = 0.04
# Characters of grammar, which names in pinyin do without.
_GRAMMAR = frozenset("的了是在有和与及于由被把对从到为以这那每各个只些几多少哪谁何什么怎吗呢吧啊呀请问我你他她它们您")


class LatinNames:
    """The names that documents write in Latin letters."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letters: dict[str, list[str]] = {}
        self._by_consonant: dict[str, list[tuple[str, tuple[Sound, ...]]]] = {}
        for name in sorted(set(names)):
            self._by_letters.setdefault(name.lower(), []).append(name)
            sounds = sounds_of(name)
            if consonants(sounds) >= _CONSONANTS:
                for first in first_consonants(sounds):
                    self._by_consonant.setdefault(first, []).append((name, sounds))

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "LatinNames":
        """Capitalised words that no vocabulary has, and of the others those that the documents never write otherwise."""
        capitals, inside, small = set[str](), set[str](), set[str]()
        for document in documents:
            text = f"{document.title}\n{document.text}"
            capitals.update(_CAPITALISED.findall(text))
            inside.update(_INSIDE.findall(text))
            small.update(_SMALL.findall(text))
        return cls(n for n in capitals if n.lower() not in small and (n in inside or not is_word(n.lower())))

    def spelt(self, written: str) -> list[str]:
        """The names that are the pinyin of Han characters."""
        ways = product(*map(plain_readings, written))
        return [name for parts in dict.fromkeys(map("".join, ways)) for name in self._by_letters.get(parts, ())]

    def sounding(self, written: str) -> tuple[float, list[str]]:
        """The names that sound most like Han characters, and how unlike they are."""
        sounds = heard(written)
        near = {name: own for first in first_consonants(sounds) for name, own in self._by_consonant.get(first, ())}
        limit = _UNLIKE if len(written) > 2 else _UNLIKE_SHORT
        costs = {n: unlike(own, sounds, limit * max(len(own), len(sounds))) for n, own in near.items()}
        least = min(costs.values(), default=float("inf"))
        return least, sorted(n for n, cost in costs.items() if cost == least < float("inf"))


def transcribed_names(text: str, taken: Sequence[Mention], latin: LatinNames, held: Held) -> list[Mention]:
    """The names in a Chinese question that the documents write in Latin letters, in order.

    Args:
        text: a question, Simplified.
        taken: the names in it that are known otherwise.
        latin: the names of the documents in Latin letters.
        held: how many passages hold a unit of `word_units`.

    Returns:
        each with the forms that the documents write: what the question writes only where they may hold it as well.

    >>> holds = {"渠", "阳", "渠阳"}
    >>> latin = LatinNames(["Garrowhead", "Brindle", "Quyang"])
    >>> found = transcribed_names("加罗黑德在渠阳做什么?", [], latin, lambda unit: int(unit in holds))
    >>> [m.name.forms for m in found]
    [('加罗黑德', 'Garrowhead'), ('渠阳', '渠阳', 'Quyang')]
    """
    found: list[tuple[float, int, int, list[str]]] = []
    for run in _RUN.finditer(text):
        words = _words(run[0])
        for at in range(len(run[0]) - 1):
            for stop in range(at + 2, min(len(run[0]), at + _SOUNDED) + 1):
                written = run[0][at:stop]
                # A word is no name, and half a word is no part of one.
                if is_word(written) or any(a < at < b or a < stop < b for a, b in words):
                    continue
                cost, names = _alike(written, latin)
                if names:
                    found.append((cost, run.start() + at, run.start() + stop, names))
    free = list(taken)
    for _, at, stop, names in sorted(
        found, key=lambda f: (-(f[2] - f[1]), f[0], f[1])
    ):  # the longest, then the most alike
        if not any(at < m.end and m.start < stop for m in free):
            forms = (text[at:stop], *([text[at:stop]] if all(map(held, word_units(text[at:stop]))) else []), *names)
            free.append(Mention(Name(forms, listed=False), at, stop))
    return sorted(free[len(taken) :], key=lambda m: m.start)


def _words(run: str) -> list[tuple[int, int]]:
    """Where words of two characters or more stand in a run, overlapping ones too."""
    return [
        (at, stop)
        for at in range(len(run) - 1)
        for stop in range(at + 2, min(len(run), at + _LONGEST_WORD) + 1)
        if is_word(run[at:stop])
    ]


def _alike(written: str, latin: LatinNames) -> tuple[float, list[str]]:
    if len(written) <= _ROMANISED and _GRAMMAR.isdisjoint(written) and (same := latin.spelt(written)):
        return 0.0, same
    return latin.sounding(written) if transcribing().issuperset(written) else (float("inf"), [])
