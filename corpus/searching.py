"""Finds the likeliest texts that a damaged run allows: a beam over all its open places at once."""

from collections.abc import Sequence
from functools import cache

from corpus.fluency import fluency
from corpus.script import to_simplified

# So many beginnings are kept on the way, so many whole texts at the end.
_BEAM, _KEPT = 64, 40
_REACH = 3


def likeliest(slots: Sequence[Sequence[str]], before: str, after: str) -> list[str]:
    """The likeliest texts with one character of each slot, best first.

    Args:
        slots: for each character, the characters it may be.
        before: what stands before the text.
        after: what stands behind it.
    """
    follows = fluency().follows
    beam = [(0.0, "", "".join(map(_simple, before[-_REACH:])))]
    for number, slot in enumerate(slots):
        last = number == len(slots) - 1
        grown = [
            (score + follows(context[-_REACH:], _simple(char)), text + char, context + _simple(char))
            for score, text, context in beam
            for char in slot
        ]
        grown.sort(key=lambda g: -g[0])
        beam = grown if last else grown[:_BEAM]
    ahead = "".join(map(_simple, after[:_REACH]))
    rated = []
    for score, text, context in beam[: _BEAM * 8]:
        whole = context[-_REACH:] + ahead
        for at in range(len(whole) - len(ahead), len(whole)):
            score += follows(whole[:at][-_REACH:], whole[at])
        rated.append((score, text))
    rated.sort(key=lambda r: -r[0])
    return [text for _, text in rated[:_KEPT]]


@cache
def _simple(char: str) -> str:
    return to_simplified(char)
