"""Puts back characters that were damaged byte by byte, and reports damage that cannot be undone.

Two kinds of damage are undone: that of a site which replaced bytes of GBK text (see `corpus.restoring`), and text decoded
with the wrong encoding, which `ftfy` knows. All that a run may have been is weighed together with the run as it stands, and
the likeliest takes its place when hardly anything speaks for another.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.document import Block, Mend
from corpus.gbk import decode_pair, encode_char
from corpus.likelihood import Likelihood
from corpus.mojibake import mend_mojibake
from corpus.origin import Edit
from corpus.readings import SYLLABLE, read_as
from corpus.restoring import Habits, walks
from corpus.script import script_of, to_simplified
from corpus.searching import likeliest

# A restoration takes the place of a run when it is so likely.
CONFIDENT = 0.9
# What speaks for a run as it stands, in natural logarithms: in a document full of readings in brackets, which comes from such
# a site, and in any other.
INTACT, _SOUND = -8.8, 4.1
_MANY_READINGS = 5
# Cheap signs of damage; most texts hold none.
_SIGNS = re.compile(rf"[\ue000-\ue765\ufffd]|\?[;?!,:)]|(?<=[㐀-鿿])\?(?=[㐀-鿿])|\?(?={SYLLABLE}\))")
# Those that stand in no sound text.
_DAMAGE = re.compile(rf"[\ue000-\ue765\ufffd]|\?[;?!,:)]|\?(?={SYLLABLE}\))")
_READING = re.compile(rf"[㐀-鿿]\({SYLLABLE}\)")
_ANY_READING = re.compile(rf"\({SYLLABLE}\)|(?<![A-Za-z ]){SYLLABLE}\)")
_BEHIND_LETTER = re.compile(rf"([^\x00-\x7f])([@-~])(\(({SYLLABLE})\))")
_SUSPECT = re.compile(r"[\ue000-\uf8ff\ufffd]")
_AROUND, _SENTENCE = 10, 80
# So many characters of a document are enough to know its words and its site.
_ENOUGH = 400_000


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a run.

    Attributes:
        end: one past the last damaged character.
        text: what stood there; None for the run as it stands.
        features: of the text in its place, see `corpus.likelihood`.
    """

    end: int
    text: str | None
    features: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a run was.

    Attributes:
        start: first damaged character of the run.
        end: one past the last.
        text: what stood there.
        chance: how likely that is, from 0 to 1.
    """

    start: int
    end: int
    text: str
    chance: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a document tells about its damage.

    Attributes:
        likelihood: how likely texts are in it.
        habits: of the site it comes from.
        known: whether it comes from a site that puts readings behind characters.
    """

    likelihood: Likelihood
    habits: Habits
    known: bool

    @classmethod
    def of(cls, texts: Sequence[str], traditional: bool) -> "Surroundings":
        """Learn from the texts of a document; the first of many characters are enough."""
        left, known = _ENOUGH, []
        for text in texts:
            known.append(text[:left])
            left -= len(known[-1])
        return cls(Likelihood(map(clean_context, known), traditional), Habits.of(known), has_readings(known))


def has_readings(texts: Iterable[str]) -> bool:
    """Whether texts come from a site that puts readings in brackets behind characters."""
    found = (reading for text in texts for reading in _READING.finditer(text))
    return len(list(islice(found, _MANY_READINGS))) == _MANY_READINGS


def mend_damage(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Put damaged characters back; every character of a mended run comes from the whole run.

    >>> from corpus.origin import Traced
    >>> block = Block("paragraph", Traced.of("服務(wù)走向規(guī)?;\ue1fe虡I(yè)落地"))
    >>> mend_damage([block])[0][0].traced.text
    '服務(wù)走向規(guī)模化商業(yè)落地'
    """
    blocks, mends = mend_mojibake(blocks)
    marked = [b.grid is None and _is_marked(b.traced.text) for b in blocks]
    if not any(marked):
        return list(blocks), mends
    traditional = any(script_of(b.traced.text) == "hant" for b, m in zip(blocks, marked, strict=True) if m)
    surroundings = Surroundings.of([b.traced.text for b in blocks], traditional)
    out: list[Block] = []
    for block, damaged in zip(blocks, marked, strict=True):
        if damaged:
            block, done = _mend_block(block, surroundings)
            mends += done
        out.append(block)
    return out, mends


def _is_marked(text: str) -> bool:
    return bool(_SIGNS.search(text) or _BEHIND_LETTER.search(text))


def _readings_behind_letters(text: str, taken: Sequence[Edit]) -> Iterator[Edit]:
    """Readings that stand behind a letter, because the letter and the byte before it looked like a character."""
    for found in _BEHIND_LETTER.finditer(text):
        pair = encode_char(found.group(1))
        torn = decode_pair(pair[1], ord(found.group(2))) if pair else ""
        start, end = found.span(3)
        if (
            torn
            and torn in read_as(found.group(4))
            and not any(e.start < end and found.start(2) < e.end for e in taken)
        ):
            yield Edit(start, end, "")


def _mend_block(block: Block, surroundings: Surroundings) -> tuple[Block, list[Mend]]:
    text = block.traced.text
    edits: list[Edit] = []
    mends: list[Mend] = []
    left, seen = "", 0
    for sign in signs(text):
        if sign < seen:
            continue
        left, seen = (left + text[seen:sign])[-_SENTENCE:], sign
        found = _restore(text, sign, left, surroundings) if text[sign] == "?" else None
        if found is not None:
            done = found.chance >= CONFIDENT
            if done:
                edits.append(Edit(found.start, found.end, found.text, whole=True))
            mends.append(_mend(block, found, done))
            left, seen = left + (found.text if done else text[sign : found.end]), found.end
        elif _SUSPECT.match(text, sign):
            span = block.traced.span(sign, sign + 1)
            mends.append(Mend("damage", text[sign], "", *span, "a character nobody knows", done=False))
    for edit in list(_readings_behind_letters(text, edits)):
        edits.append(edit)
        span = block.traced.span(edit.start, edit.end)
        mends.append(Mend("damage", text[edit.start : edit.end], "", *span, "reading of a torn character"))
    return (block.with_traced(block.traced.apply(edits)) if edits else block), mends


def signs(text: str) -> Iterator[int]:
    """Places where a text may be damaged."""
    return (sign.start() for sign in _SIGNS.finditer(text))


def _mend(block: Block, found: Restoration, done: bool) -> Mend:
    before = block.traced.text[found.start : found.end]
    note = "bytes replaced in GBK" if done else f"bytes replaced in GBK; perhaps {found.text}, not sure"
    span = block.traced.span(found.start, found.end)
    return Mend("damage", before, found.text if done else "", *span, note, done=done)


def _restore(text: str, at: int, left: str, surroundings: Surroundings) -> Restoration | None:
    """The likeliest restoration of the run at a `?`, or None when it is likelier that nothing is damaged."""
    found = options(text, at, left, surroundings)
    if not found:
        return None
    sound = INTACT if surroundings.known else _SOUND
    scores = [surroundings.likelihood.score(o.features) + (sound if o.text is None else 0.0) for o in found]
    best = max(range(len(found)), key=scores.__getitem__)
    likeliest_end, likeliest_text = found[best].end, found[best].text
    if likeliest_text is None:
        return None
    # What differs in its script only is the same.
    plain = to_simplified(likeliest_text)
    shares = [math.exp(score - scores[best]) for score in scores]
    same = sum(
        share
        for option, share in zip(found, shares, strict=True)
        if option.end == likeliest_end and option.text is not None and to_simplified(option.text) == plain
    )
    return Restoration(at, likeliest_end, likeliest_text, same / sum(shares))


def options(text: str, at: int, left: str, surroundings: Surroundings) -> list[Option]:
    """What the run at a `?` may have been, the text as it stands included; empty when no walk leads through it.

    Args:
        text: of the block.
        at: place of the `?`.
        left: the text before it, mended as far as it was.
        surroundings: what the document tells.
    """
    found = walks(text, at, surroundings.habits, left[-1:])
    if not found:
        return []
    limit = max(walk.end for walk in found)
    left = clean_context(left[-_SENTENCE:])
    right = clean_context(text[limit : limit + _SENTENCE])
    near = right[: min((_AROUND, *islice(signs(right), 1)))]
    if len(right) == len(near) < _AROUND:
        near += "\n"
    before, wide = left[-_AROUND:], (left[:-_AROUND], right[len(near) :])

    def option(end: int, restored: str | None) -> Option:
        rest = text[at if restored is None else end : limit]
        whole = (restored or "") + clean_context(rest)
        damage = len(_DAMAGE.findall(rest))
        return Option(end, restored, surroundings.likelihood.features(before, whole, near, wide, damage))

    out = [option(limit, None)]
    for walk in found:
        ahead = clean_context(text[walk.end : limit]) + near
        out += [option(walk.end, chosen) for chosen in likeliest(walk.slots, before, ahead)]
    return out


def clean_context(text: str) -> str:
    """A text without readings in brackets, torn ones included.

    >>> clean_context("服務(wù)?zhān)的(Model Parliament)")
    '服務?的(Model Parliament)'
    """
    return _ANY_READING.sub("", text)
