"""Plain text to blocks: paragraphs out of lines, headings by their numbers."""

import re
import unicodedata

from corpus.document import Block
from corpus.markup import squeeze
from corpus.origin import Traced

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_ENDS = re.compile(r"[。！？!?.：:；;”』」）)…]\s*$")
_NUMBERED = (
    (1, re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章编篇部]")),
    (
        2,
        re.compile(r"第[一二三四五六七八九十百\d]{1,4}节|[一二三四五六七八九十]{1,3}、|Chapter \d+|CHAPTER \d+"),
    ),
    (3, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})[.、]?\s+(?=\S)")
_LONGEST_HEADING = 50


def parse_plain(raw: str, start: int = 0, end: int | None = None) -> list[Block]:
    """The blocks of a plain text, or of the part `start:end` of a file.

    Lines that an editor broke at a fixed width are joined again; every other line is a block. A short line is a
    heading when it is numbered like one and does not end like a sentence.
    """
    end = len(raw) if end is None else end
    lines = [m.span() for m in _LINE.finditer(raw, start, end)]
    width = _wrap_width(raw, lines)
    blocks: list[Block] = []
    group: list[tuple[int, int]] = []
    for number, (a, b) in enumerate(lines):
        if not raw[a:b].strip():
            continue
        group.append((a, b))
        follows = number + 1 < len(lines) and raw.count("\n", b, lines[number + 1][0]) <= 1
        if follows and width and _wrapped(raw[a:b], raw[slice(*lines[number + 1])], width):
            continue
        blocks.append(_block(raw, group))
        group = []
    if group:
        blocks.append(_block(raw, group))
    return [b for b in blocks if b.traced.text]


def heading_level(text: str) -> int:
    """The level that the number of a line gives it, or 0 for a line that is no heading.

    >>> heading_level("一、市场概况"), heading_level("2.1 Method"), heading_level("2 apples a day keep him away.")
    (2, 2, 0)
    """
    if len(text) > _LONGEST_HEADING or _ENDS.search(text):
        return 0
    for level, pattern in _NUMBERED:
        if pattern.match(text):
            return level
    decimal = _DECIMAL.match(text)
    if decimal and not text[decimal.end()].islower():
        return min(6, decimal.group(1).count(".") + 1)
    return 0


def _block(raw: str, group: list[tuple[int, int]]) -> Block:
    traced = squeeze(Traced.of(raw, group[0][0], group[-1][1]))
    level = heading_level(traced.text) if len(group) == 1 else 0
    return Block("heading" if level else "paragraph", traced, level)


def _wrap_width(raw: str, lines: list[tuple[int, int]]) -> int:
    """The width at which lines were broken, in columns; 0 when they were not.

    They were when most lines that end inside a sentence are about as wide as the widest and none is wider than 130.
    """
    widths = [_columns(raw[a:b]) for a, b in lines[:2000] if raw[a:b].strip()]
    inside = [w for w, (a, b) in zip(widths, lines[:2000], strict=False) if not _ENDS.search(raw[a:b])]
    if len(inside) < 4 or max(widths) > 130 or max(widths) < 40:
        return 0
    widest = max(widths)
    return widest if sum(w >= 0.7 * widest for w in inside) >= 0.6 * len(inside) else 0


def _wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line goes on in the next one: its first word would not have fitted any more."""
    if not following.strip() or heading_level(following.strip()):
        return False
    first = following.split(maxsplit=1)[0]
    room = _columns(first) + 1 if first.isascii() else 2
    return _columns(line.rstrip()) + room > width * 0.9 and not (
        line.isascii() and following.startswith(("  ", "\t", "- ", "* "))
    )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
