"""Walks the bytes of a damaged run and lists what may have stood there.

A site that held text in GBK replaced *bytes*: full-width punctuation by ASCII, and a character by itself and its pinyin
in brackets. Where such a pair of bytes was the end of one character and the beginning of the next, the first lost
its end or the second its beginning. The decoder shows an orphaned byte as `?` (and drops a bracket behind it), and
goes on pairing bytes one off, until a byte below 0x80 brings it back into step.

The walk puts the bytes together again: `?` is an unknown byte, a reading behind it says which pair it was torn from,
ASCII punctuation stands for the two bytes it replaced, and every other character for its own two bytes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.gbk import decode_pair, encode_char, unmapped_pairs
from corpus.readings import SYLLABLE, read_as

# ASCII punctuation and the second byte of the full-width form it replaced; the first is A3.
REPLACED = {";": 0xBB, "?": 0xBF, "!": 0xA1, ",": 0xAC, ":": 0xBA, "(": 0xA8, ")": 0xA9}
_FULL_WIDTH = 0xA3
# A reading whose opening bracket was dropped, and one that stands whole.
_TORN = re.compile(rf"({SYLLABLE})\)")
_WHOLE = re.compile(rf"\({SYLLABLE}\)")
_LONGEST = 160
_MOST_WALKS = 24
_FEW = 20
_HIGH = tuple(range(0x81, 0xFF))


@dataclass(frozen=True, slots=True)
class Walk:
    """One way to restore a run.

    Attributes:
        end: one past the last damaged character.
        slots: for each character that stood there, the characters it may have been.
        strength: how much of the run's marks the way explains: 2 with a reading, 1 with the end of the run in step.
    """

    end: int
    slots: tuple[tuple[str, ...], ...]
    strength: int

    @property
    def kind(self) -> str:
        """What is known of the lost bytes: "reading", "mark" (an unknown first byte), "orphan" (an unknown last one)."""
        open_ = [number for number, slot in enumerate(self.slots) if len(slot) > _FEW]
        return "reading" if not open_ else "mark" if open_ == [0] else "orphan"


def walks(text: str, at: int) -> list[Walk]:
    """The ways to restore the run whose first `?` stands at `at`.

    >>> [w for w in walks("走向規?;\ue1fe虡I業", 3) if len(w.slots) == 4][0].slots[1:]
    (('化',), ('商',), ('業',))
    """
    found: list[Walk] = []
    for walk in _enter(text, at):
        if all(walk.slots):
            found.append(walk)
        if len(found) >= _MOST_WALKS:
            break
    return found


def _enter(text: str, at: int) -> Iterator[Walk]:
    """The beginnings of a run: the pairing of bytes is in step before `at`."""
    torn = _TORN.match(text, at + 1)
    before = encode_char(text[at - 1]) if at else None
    if torn and before:
        leads = _bytes_read_as(before[1], torn.group(1))
        if leads:
            yield from _go_on(text, torn.end(), leads, (), 2)
        return
    mark = text[at + 1 : at + 2]
    if mark in REPLACED and mark != "(":
        lost = _paired_with(_FULL_WIDTH)
        yield from _go_on(text, at + 2, (REPLACED[mark],), (lost,), 0)
    elif mark and encode_char(mark):
        # The bracket that replaced two bytes was dropped with the byte before it.
        lost = _paired_with(_FULL_WIDTH)
        yield from _go_on(text, at + 1, (REPLACED["("],), (lost,), 0)


def _go_on(
    text: str, at: int, leads: tuple[int, ...], slots: tuple[tuple[str, ...], ...], strength: int
) -> Iterator[Walk]:
    """Goes on where the pairing is out of step and a lead byte waits for its second."""
    start = at
    while at < len(text) and at - start <= _LONGEST:
        char = text[at]
        pair = encode_char(char)
        if pair is not None:
            slots = (*slots, _pairs(leads, (pair[0],)))
            if not slots[-1]:
                return
            if pair[1] < 0x80:
                # A plain character that the byte before it drew into a pair.
                yield Walk(at + 1, (*slots, (chr(pair[1]),)), strength + 1)
                return
            leads, at = (pair[1],), at + 1
            whole = _WHOLE.match(text, at)
            at = whole.end() if whole else at
            continue
        if char == "€":
            yield Walk(at + 1, (*slots, _pairs(leads, (0x80,))), strength)
            return
        if char == "?":
            yield from _at_orphan(text, at, leads, slots, strength)
            return
        if 0x40 <= ord(char) <= 0x7E:
            last = _pairs(leads, (ord(char),))
            if last:
                yield Walk(at + 1, (*slots, last), strength + 1)
        elif char in REPLACED:
            yield from _at_mark(text, at, leads, slots, strength)
        return


def _at_orphan(
    text: str, at: int, leads: tuple[int, ...], slots: tuple[tuple[str, ...], ...], strength: int
) -> Iterator[Walk]:
    """Goes on at a `?` inside a run: the byte that ends the run, a replaced question mark, or a pair nobody knows."""
    torn = _TORN.match(text, at + 1)
    if torn:
        last = tuple(c for c in read_as(torn.group(1)) if (p := encode_char(c)) and p[0] in leads)
        if last:
            yield Walk(torn.end(), (*slots, last), strength + 2)
        return
    following = text[at + 1 : at + 2]
    last = _pairs(leads, (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    # A bracket behind the orphaned byte was dropped with it.
    if not following or following not in REPLACED:
        yield Walk(at + 1, (*slots, last, ("(",)), strength)
    if not following or following.isascii():
        yield Walk(at + 1, (*slots, last), strength)
        return
    # A byte that leads no pair.
    yield Walk(at + 1, (*slots, _pairs(leads, (0x80,))), strength)
    middle = _pairs(leads, (_FULL_WIDTH,))
    if middle:
        yield from _go_on(text, at + 1, (REPLACED["?"],), (*slots, middle), strength)
    for first in sorted({p[0] for p in unmapped_pairs()}):
        middle = _pairs(leads, (first,))
        if middle:
            seconds = tuple(p[1] for p in unmapped_pairs() if p[0] == first and p[1] in _HIGH)
            yield from _go_on(text, at + 1, seconds, (*slots, middle), strength)


def _at_mark(
    text: str, at: int, leads: tuple[int, ...], slots: tuple[tuple[str, ...], ...], strength: int
) -> Iterator[Walk]:
    """Goes on at punctuation inside a run: it stands for the end of one character and the beginning of the next."""
    middle = _pairs(leads, (_FULL_WIDTH,))
    if middle:
        yield from _go_on(text, at + 1, (REPLACED[text[at]],), (*slots, middle), strength)


def _pairs(leads: tuple[int, ...], trails: tuple[int, ...]) -> tuple[str, ...]:
    """The characters of all pairs that texts use: Han, punctuation, full-width forms, Greek and Cyrillic letters."""
    chars = (decode_pair(lead, trail) for lead in leads for trail in trails)
    return tuple(c for c in chars if c and not "\ue000" <= c <= "\uf8ff")


def _paired_with(trail: int) -> tuple[str, ...]:
    return _pairs(_HIGH, (trail,))


def _bytes_read_as(lead: int, syllable: str) -> tuple[int, ...]:
    """Second bytes of the characters with a first byte and a reading."""
    pairs = (encode_char(c) for c in read_as(syllable))
    return tuple(sorted({p[1] for p in pairs if p and p[0] == lead}))
