"""Walks the bytes of a damaged run and lists what may have stood there.

A site that held text in GBK replaced *bytes*: full-width punctuation by ASCII, and a character by itself and its pinyin
in brackets. Where such a pair of bytes was the end of one character and the beginning of the next, the first lost
its end or the second its beginning. The decoder shows an orphaned byte as `?` (and drops a bracket behind it), and
goes on pairing bytes one off, until a byte below 0x80 brings it back into step.

The walk puts the bytes together again: `?` is an unknown byte, a reading behind it says which pair it was torn from,
ASCII punctuation stands for the two bytes it replaced, and every other character for its own two bytes.

Such a site puts a reading behind a pair of bytes wherever it stands, or nowhere. So what a document shows with a
reading elsewhere cannot stand in a run without one, and what it shows without a reading was never torn by one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.gbk import decode_pair, encode_char, unmapped_pairs
from corpus.readings import SYLLABLE, read_as
from corpus.script import is_traditional

# ASCII punctuation and the second byte of the full-width form it replaced; the first is A3.
REPLACED = {";": 0xBB, "?": 0xBF, "!": 0xA1, ",": 0xAC, ":": 0xBA, "(": 0xA8, ")": 0xA9}
_FULL_WIDTH = 0xA3
# A reading whose opening bracket was dropped, and one that stands whole.
_TORN = re.compile(rf"({SYLLABLE})\)")
_WHOLE = re.compile(rf"\({SYLLABLE}\)")
_LONGEST = 160
_MOST_WALKS = 24
_HIGH = tuple(range(0x81, 0xFF))


_READ = re.compile(rf"([^\x00-\x7f])\({SYLLABLE}\)")
_READING = re.compile(rf"\(?{SYLLABLE}\)")


@dataclass(frozen=True, slots=True)
class Habits:
    """Which pairs of bytes a site puts readings behind, as a document shows it.

    Attributes:
        read: characters that stand with a reading.
        plain: characters that stand without.
    """

    read: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Iterable[str]) -> "Habits":
        """What the texts of a document show.

        >>> habits = Habits.of(["服務(wù)和業務(wù)的規模"])
        >>> sorted(habits.read), "模" in habits.plain, "務" in habits.plain
        (['務'], True, False)
        """
        read: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for text in texts:
            read.update(_READ.findall(text))
            seen.update(_READING.sub("", text))
        known = frozenset(c for c, times in read.items() if 2 * times > seen[c])
        return cls(known, frozenset(seen) - known)

    def torn(self, chars: Iterable[str]) -> tuple[str, ...]:
        """Those of the characters that may have got a reading: sites choose characters that are only Traditional."""
        chars = tuple(chars)
        return tuple(c for c in chars if c in self.read or (is_traditional(c) and c not in self.plain)) or chars

    def whole(self, chars: Iterable[str]) -> tuple[str, ...]:
        """Those of the characters that may stand without a reading."""
        chars = tuple(chars)
        return tuple(c for c in chars if c not in self.read) or chars


@dataclass(frozen=True, slots=True)
class Walk:
    """One way to restore a run.

    Attributes:
        end: one past the last damaged character.
        slots: for each character that stood there, the characters it may have been.
    """

    end: int
    slots: tuple[tuple[str, ...], ...]


_ANY = Habits()


def walks(text: str, at: int, habits: Habits = _ANY, before: str = "") -> list[Walk]:
    """The ways to restore the run whose first `?` stands at `at`.

    Args:
        text: damaged.
        at: place of a `?`.
        habits: of the site.
        before: the character before the run, where it is no longer what stands in `text`.

    >>> [w for w in walks("走向規?;\ue1fe虡I業", 3) if len(w.slots) == 4][0].slots[1:]
    (('化',), ('商',), ('業',))
    """
    found: list[Walk] = []
    for walk in _Walker(text, habits).enter(at, before or text[max(0, at - 1) : at]):
        if all(walk.slots):
            found.append(walk)
        if len(found) >= _MOST_WALKS:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Walker:
    text: str
    habits: Habits

    def enter(self, at: int, before: str) -> Iterator[Walk]:
        """The beginnings of a run: the pairing of bytes is in step before `at`."""
        torn = _TORN.match(self.text, at + 1)
        first = encode_char(before)
        if torn and first:
            leads = self._bytes_read_as(first[1], torn.group(1))
            if leads:
                yield from self._go_on(torn.end(), leads, ())
            return
        mark = self.text[at + 1 : at + 2]
        if mark in REPLACED and mark != "(":
            yield from self._go_on(at + 2, (REPLACED[mark],), (self._lost(first),))
        elif mark and encode_char(mark):
            # The bracket that replaced two bytes was dropped with the byte before it.
            yield from self._go_on(at + 1, (REPLACED["("],), (self._lost(first),))

    def _lost(self, before: tuple[int, int] | None) -> tuple[str, ...]:
        """The characters whose second byte went with replaced punctuation, where no byte before is part of a reading."""
        leads = (x for x in _HIGH if not before or decode_pair(before[-1], x) not in self.habits.read)
        return self._pairs(tuple(leads), (_FULL_WIDTH,))

    def _go_on(self, at: int, leads: tuple[int, ...], slots: tuple[tuple[str, ...], ...]) -> Iterator[Walk]:
        """Goes on where the pairing is out of step and a lead byte, part of a replaced pair, waits for its second."""
        start, taken = at, True
        while at < len(self.text) and at - start <= _LONGEST:
            char = self.text[at]
            pair = encode_char(char)
            if pair is not None:
                slots = (*slots, self._pairs(leads, (pair[0],), taken))
                if not slots[-1]:
                    return
                if pair[1] < 0x80:
                    # A plain character that the byte before it drew into a pair.
                    yield Walk(at + 1, (*slots, (chr(pair[1]),)))
                    return
                leads, at = (pair[1],), at + 1
                whole = _WHOLE.match(self.text, at)
                at, taken = whole.end() if whole else at, bool(whole)
                continue
            if char == "€":
                yield Walk(at + 1, (*slots, self._pairs(leads, (0x80,), taken)))
            elif char == "?":
                yield from self._at_orphan(at, leads, slots, taken)
            elif 0x40 <= ord(char) <= 0x7E:
                yield Walk(at + 1, (*slots, self._pairs(leads, (ord(char),), taken)))
            elif char in REPLACED:
                # Punctuation stands for the end of one character and the beginning of the next.
                middle = self._pairs(leads, (_FULL_WIDTH,), taken)
                yield from self._go_on(at + 1, (REPLACED[char],), (*slots, middle))
            return

    def _at_orphan(
        self, at: int, leads: tuple[int, ...], slots: tuple[tuple[str, ...], ...], taken: bool
    ) -> Iterator[Walk]:
        """Goes on at a `?` inside a run: the byte that ends the run, a replaced question mark, or a pair nobody knows."""
        torn = _TORN.match(self.text, at + 1)
        if torn:
            read = (c for c in read_as(torn.group(1)) if (p := encode_char(c)) and p[0] in leads)
            yield Walk(torn.end(), (*slots, self.habits.torn(read)))
            return
        following = self.text[at + 1 : at + 2]
        last = self._pairs(leads, (0x80, *_HIGH), taken)
        # A bracket behind the orphaned byte was dropped with it.
        yield Walk(at + 1, (*slots, last, ("(",)))
        if not following or following.isascii():
            yield Walk(at + 1, (*slots, last))
            return
        # A byte that leads no pair.
        yield Walk(at + 1, (*slots, self._pairs(leads, (0x80,), taken)))
        yield from self._go_on(at + 1, (REPLACED["?"],), (*slots, self._pairs(leads, (_FULL_WIDTH,), taken)))
        for first in sorted({p[0] for p in unmapped_pairs()}):
            seconds = tuple(p[1] for p in unmapped_pairs() if p[0] == first and p[1] in _HIGH)
            yield from self._go_on(at + 1, seconds, (*slots, self._pairs(leads, (first,), taken)))

    def _pairs(self, leads: tuple[int, ...], trails: tuple[int, ...], taken: bool = False) -> tuple[str, ...]:
        """The characters of all pairs that texts use: Han, punctuation, full-width forms, Greek and Cyrillic letters.

        Where the site has not `taken` the lead for the pair before, a character without a reading never has one.
        """
        pairs = (decode_pair(lead, trail) for lead in leads for trail in trails)
        chars = tuple(c for c in pairs if c and not "\ue000" <= c <= "\uf8ff")
        return chars if taken else self.habits.whole(chars)

    def _bytes_read_as(self, lead: int, syllable: str) -> tuple[int, ...]:
        """Second bytes of the characters with a first byte and a reading."""
        chars = self.habits.torn(c for c in read_as(syllable) if (p := encode_char(c)) and p[0] == lead)
        return tuple(sorted({p[1] for c in chars if (p := encode_char(c))}))
