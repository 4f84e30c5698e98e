"""The lines of a plain text, and which of them a fixed width broke."""

import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n?|[\n\v\f\x85\u2028\u2029]")
_STOPS = re.compile(r"[。！？!?.：:；;”』」…][\"'”’)）\]】]*\s*$")
_RULE = re.compile(r"([-=_*~#─━—•.])\1{2,}\s*$|(?:[-=_*~] ){2,}[-=_*~]\s*$")
_BULLET = re.compile(r"(?:[-*+–]\s+|[•·●○■□▪▫◆◇▶►➢✓√※]\s*)(?=\S)")
# Lines are broken at a width between these, in columns.
_NARROW, _WIDE = 36, 130
_SAMPLE = 4000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    Attributes:
        start: its first character in the file that is no white space.
        end: one past its last one.
        text: what stands between.
        indent: columns of white space before it.
        width: columns from the margin to its end.
        gap: whether a blank line, or the start of the text, stands before it.
    """

    start: int
    end: int
    text: str
    indent: int
    width: int
    gap: bool

    @property
    def stops(self) -> bool:
        """Whether it ends like a sentence."""
        return bool(_STOPS.search(self.text))

    @property
    def is_rule(self) -> bool:
        """Whether it only draws a line."""
        return bool(_RULE.match(self.text))

    @property
    def bullet(self) -> int:
        """How many characters of a bullet, and of white space behind it, it begins with."""
        found = _BULLET.match(self.text)
        return found.end() if found else 0


def lines_of(raw: str, start: int, end: int) -> list[Line]:
    """The lines of `start:end` that are not blank."""
    lines: list[Line] = []
    last = start
    for found in _LINE.finditer(raw, start, end):
        text = found.group()
        body = text.strip()
        if not body:
            continue
        lead = len(text) - len(text.lstrip())
        at = found.start() + lead
        indent = columns(text[:lead].expandtabs(4))
        gap = not lines or len(_LINE_END.findall(raw, last, at)) > 1
        lines.append(Line(at, at + len(body), body, indent, indent + columns(body), gap))
        last = at + len(body)
    return lines


def columns(text: str) -> int:
    """How many columns a text takes: two for each wide character."""
    return len(text) if text.isascii() else sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def wrap_width(lines: Sequence[Line]) -> int:
    """The width at which lines were broken, in columns; 0 when they were not.

    They were when most lines that end inside a sentence, with another line right below, are about equally wide.
    """
    open_ = [
        line.width for line, below in itertools.pairwise(lines) if not below.gap and not line.stops and not line.is_rule
    ]
    if len(open_) < 2:
        return 0
    wide = sorted(open_)[int(0.95 * (len(open_) - 1))]
    if not _NARROW <= wide <= _WIDE or max(line.width for line in lines[:_SAMPLE]) > 1.6 * _WIDE:
        return 0
    # Short lines say nothing: names, addresses, fields of forms.
    long = [w for w in open_ if w >= 0.5 * wide]
    return wide if sum(w >= 0.8 * wide for w in long) >= 0.6 * len(long) else 0


def goes_on(line: Line, below: Line, width: int, margin: int) -> bool:
    """Whether a line goes on in the one below it: its first word would not have fitted any more, or a clause is open.

    Args:
        line: the line.
        below: the line below.
        width: at which lines are broken; 0 for nowhere.
        margin: columns of white space before the first line of the paragraph.
    """
    if below.gap or below.is_rule or below.bullet:
        return False
    if line.text[-1] in "，、" or (below.text[0].islower() and line.width > _NARROW and not line.stops):
        return True
    if not width:
        return False
    first = below.text.split(maxsplit=1)[0]
    room = columns(first) + 1 if first.isascii() else 2
    if line.width + room <= 0.88 * width:
        return False
    # A paragraph begins further in than the line before it.
    return below.indent <= max(margin, line.indent) + (0 if line.stops else 1)
