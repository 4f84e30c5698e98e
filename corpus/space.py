"""White space in texts, and the lines of a file."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from corpus.origin import Edit, Traced

# Characters without a width: a place to break a line or a word, or not to; marks of byte order and of direction.
_NO_WIDTH = "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\xad"
_SPACES = re.compile(rf"[ \t\r\n\f\xa0\u2000-\u200a\u202f\u205f\u3000{_NO_WIDTH}]+")
_INVISIBLE = re.compile(rf"[{_NO_WIDTH}]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")


def squeeze(traced: Traced) -> Traced:
    r"""Runs of white space become one space, or none between two wide characters when they hold a line end.

    Characters without a width go without a trace, and no space stays at the ends.

    >>> squeeze(Traced.of(" Mon\xadday,\n 1 May ")).text, squeeze(Traced.of("汽车\n云")).text
    ('Monday, 1 May', '汽车云')
    """
    traced = traced.strip()
    edits = []
    for m in _SPACES.finditer(traced.text):
        new = " "
        if _INVISIBLE.fullmatch(m.group()):
            new = ""
        elif "\n" in m.group() or "\r" in m.group():
            around = traced.text[max(0, m.start() - 1) : m.start()], traced.text[m.end() : m.end() + 1]
            wide = [bool(_WIDE.match(char)) for char in around]
            new = "" if any(wide) and all(w or c in "()[]%" for w, c in zip(wide, around, strict=True)) else " "
        if m.group() != new:
            edits.append(Edit(m.start(), m.end(), new, whole=True))
    return traced.apply(edits).strip()


def collapse(text: str) -> str:
    """A text without places, its white space made single spaces."""
    return _SPACES.sub(" ", text).strip()


def line_starts(raw: str) -> list[int]:
    """Where each line begins, the first at 0."""
    return [0] + [m.end() for m in re.finditer(r"\n", raw)]


def line_of(starts: Sequence[int], position: int) -> int:
    """The line that holds a position, counted from 1."""
    return bisect_right(starts, position)
