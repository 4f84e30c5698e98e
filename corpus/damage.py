"""Puts back characters that were damaged byte by byte, and reports damage that cannot be undone.

Two kinds of damage are undone: that of a site which replaced bytes of GBK text (see `corpus.restoring`), and text decoded
with the wrong encoding, which `ftfy` knows. A run is mended only when one restoration is clearly likelier than
all others and than the text as it stands.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from corpus.document import Block, Mend
from corpus.gbk import decode_pair, encode_char
from corpus.likelihood import Likelihood
from corpus.mojibake import mend_mojibake
from corpus.origin import Edit
from corpus.readings import SYLLABLE, read_as
from corpus.restoring import Walk, walks
from corpus.script import is_simplified, is_traditional, script_of, to_simplified

# By so much the best restoration must beat the next (natural logarithms): where readings tell the lost bytes, where the
# first byte of a run is unknown, and where its last one is as well.
SURE = {"reading": 3.0, "mark": 7.0, "orphan": 8.5}
# And by so much the text as it stands.
_SURE_DAMAGE = 6.0
# Where a document is full of readings in brackets it comes from such a site, and less is needed.
_KNOWN_DAMAGE, _MANY_READINGS = -6.0, 5
# Cheap signs of damage; most texts hold none.
_SIGNS = re.compile(rf"[\ue000-\ue765\ufffd]|\?[;?!,:)]|(?<=[㐀-鿿])\?(?=[㐀-鿿])|\?(?={SYLLABLE}\))")
_READING = re.compile(rf"[㐀-鿿]\({SYLLABLE}\)")
_BEHIND_LETTER = re.compile(rf"([^\x00-\x7f])([@-~])(\(({SYLLABLE})\))")
_SUSPECT = re.compile(r"[\ue000-\uf8ff\ufffd]")
_AROUND, _SENTENCE = 10, 80
_WIDEST = 400
_SLOT_BEAM = 12


@dataclass(frozen=True, slots=True)
class Restoration:
    """What a run was.

    Attributes:
        start: first damaged character of the run.
        end: one past the last.
        text: what stood there.
        kind: what is known of the lost bytes, a key of `SURE`.
        margin: how much likelier it is than the next, as a natural logarithm.
        gain: how much likelier it is than the run as it stands.
    """

    start: int
    end: int
    text: str
    kind: str
    margin: float
    gain: float


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
    likelihood = Likelihood(b.traced.text for b in blocks)
    traditional = any(script_of(b.traced.text) == "hant" for b, m in zip(blocks, marked, strict=True) if m)
    read = sum(1 for b in blocks for _ in islice(_READING.finditer(b.traced.text), _MANY_READINGS))
    least = _KNOWN_DAMAGE if read >= _MANY_READINGS else _SURE_DAMAGE
    out: list[Block] = []
    for block, damaged in zip(blocks, marked, strict=True):
        if damaged:
            block, done = _mend_block(block, likelihood, traditional, least)
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


def _mend_block(block: Block, likelihood: Likelihood, traditional: bool, least: float) -> tuple[Block, list[Mend]]:
    text = block.traced.text
    edits: list[Edit] = []
    mends: list[Mend] = []
    seen = 0
    for sign in _SIGNS.finditer(text):
        at = sign.start()
        if at < seen:
            continue
        found = _restore(text, at, likelihood, traditional) if text[at] == "?" else None
        if found is not None and found.margin >= SURE[found.kind] and found.gain >= least:
            edits.append(Edit(found.start, found.end, found.text, whole=True))
            mends.append(_mend(block, found, done=True))
            seen = found.end
        elif found is not None and found.gain >= least:
            mends.append(_mend(block, found, done=False))
            seen = found.end
        elif _SUSPECT.match(text, at):
            end = at + 1
            mends.append(
                Mend("damage", text[at:end], "", *block.traced.span(at, end), "a character nobody knows", done=False)
            )
            seen = end
    for edit in list(_readings_behind_letters(text, edits)):
        edits.append(edit)
        span = block.traced.span(edit.start, edit.end)
        mends.append(Mend("damage", text[edit.start : edit.end], "", *span, "reading of a torn character"))
    return (block.with_traced(block.traced.apply(edits)) if edits else block), mends


def _mend(block: Block, found: Restoration, done: bool) -> Mend:
    before = block.traced.text[found.start : found.end]
    note = "bytes replaced in GBK" if done else f"bytes replaced in GBK; perhaps {found.text}, not sure"
    span = block.traced.span(found.start, found.end)
    return Mend("damage", before, found.text if done else "", *span, note, done=done)


def _restore(text: str, at: int, likelihood: Likelihood, traditional: bool) -> Restoration | None:
    """The likeliest restoration of the run at a `?`, or None when there is none."""
    scored: list[Restoration] = []
    for walk in walks(text, at):
        wide = clean_context(text[max(0, at - _SENTENCE) : at]), clean_context(text[walk.end : walk.end + _SENTENCE])
        before, after = wide[0][-_AROUND:], wide[1][:_AROUND]
        stands = likelihood.score(before + text[at : walk.end] + after) - likelihood.balance_cost("".join(wide))
        for candidate in _candidates(walk, before, after, likelihood):
            score = likelihood.score(before + candidate + after)
            score -= _script_cost(candidate, traditional) + likelihood.char_cost(candidate)
            score -= likelihood.balance_cost(wide[0] + candidate + wide[1])
            scored.append(Restoration(at, walk.end, candidate, walk.kind, 0.0, score - stands))
    if not scored:
        return None
    scored.sort(key=lambda r: -r.gain)
    best = scored[0]
    same = to_simplified(best.text)
    rival = next((r.gain for r in scored[1:] if r.end != best.end or to_simplified(r.text) != same), 0.0)
    return replace(best, margin=best.gain - min(rival, best.gain))


def clean_context(text: str) -> str:
    """A text without readings in brackets."""
    return re.sub(rf"\(?{SYLLABLE}\)", "", text)


def _script_cost(candidate: str, traditional: bool) -> float:
    """Characters of the other script do not stand in a text."""
    return 5.0 * sum((is_simplified if traditional else is_traditional)(c) for c in candidate)


def _candidates(walk: Walk, before: str, after: str, likelihood: Likelihood) -> Iterator[str]:
    """The texts a walk allows, the likeliest choices of each open place only."""
    slots = [list(s) for s in walk.slots]
    for number, slot in enumerate(slots):
        if len(slot) > _SLOT_BEAM:
            left = before if not number else "".join(s[0] for s in slots[:number] if len(s) == 1)[-_AROUND:]
            right = "".join(s[0] for s in slots[number + 1 :] if len(s) == 1) + after
            slot.sort(key=lambda c: -likelihood.score(left[-_AROUND:] + c + right[:_AROUND]))
            del slot[_SLOT_BEAM:]
    return islice(("".join(chosen) for chosen in product(*slots)), _WIDEST)
