"""Headings: those a contents list names, wherever they stand in the text, and the section tree."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Block, Mend, Section

_CONTENTS = re.compile(r"目录|目 录|Table of Contents|Contents\b")
# One entry: a title, a space or dots, a page number. What follows the page may be glued to it.
_ENTRY = re.compile(r"\s*(?P<title>[^\n]{2,80}?)(?:\s|[.…·]{2,})\s*(?P<digits>\d{1,7})(?=\D|$)")
_ENUMERATOR = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}(?:\.\d{1,2})*[、.]|第[一二三四五六七八九十\d]+[章节])"
)
_FRONT = re.compile(r"(?:摘要|前言|引言|导言|导读|序言|绪论|Abstract|Summary|Introduction|Preface)")
_MOST_ENTRIES = 400


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a contents list.

    Attributes:
        title: with its number, as printed.
        page: page number.
        level: 1 for the outermost.
    """

    title: str
    page: int
    level: int


def read_contents(text: str, at: int) -> tuple[list[Entry], int]:
    """The entries of a contents list that begins at `at`, and where it ends.

    Its lines may have been run into one, so that `…服务类型 52、产业链结构 6` is a title on page 5, then title 2 on
    page 6. A run of digits is cut where the page does not fall, and what is left over is the number of the next
    title: the one after the last, or 1.
    """
    entries: list[Entry] = []
    number = 0
    while len(entries) < _MOST_ENTRIES and (found := _ENTRY.match(text, at)):
        digits = found["digits"]
        after = text[found.end() : found.end() + 1]
        last = entries[-1].page if entries else 0
        cut = _cut(digits, last, number) if after in ("、", ".") else len(digits)
        page = int(digits[:cut]) if cut else -1
        if page < last or page > last + 200:
            break
        title = found["title"].strip(" .…·")
        if not title:
            break
        level = _level(title)
        if title[0].isdigit():
            leading = re.match(r"\d+", title)
            number = int(leading.group()) if leading else number
        elif level == 1:
            number = 0
        entries.append(Entry(title, page, level))
        at = found.start("digits") + cut
    return entries, at


def _cut(digits: str, last: int, number: int) -> int:
    """How many of the digits are the page; the others number the next title."""
    for cut in range(len(digits) - 1, 0, -1):
        if int(digits[cut:]) in (number + 1, 1) and digits[cut] != "0" and last <= int(digits[:cut]) <= last + 60:
            return cut
    return len(digits)


def _level(title: str) -> int:
    if re.match(r"[一二三四五六七八九十]{1,3}、|第.{1,3}章", title):
        return 1
    return 2 if _ENUMERATOR.match(title) else 3


def split_headings(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Find a contents list, drop it, and cut the headings that it names out of the text behind it.

    Only titles that stand in the order of the list, behind the end of a sentence, a heading or a table, are taken.
    """
    for number, block in enumerate(blocks):
        if block.grid is not None or block.kind == "code":
            continue
        found = _CONTENTS.search(block.traced.text)
        if found is None or found.start() > 120:
            continue
        entries, end = read_contents(block.traced.text, found.end())
        if len(entries) >= 3:
            return _cut_out(list(blocks), number, found.start(), end, entries)
    return list(blocks), []


def _cut_out(
    blocks: list[Block], number: int, start: int, end: int, entries: list[Entry]
) -> tuple[list[Block], list[Mend]]:
    block = blocks[number]
    listed = block.traced.slice(start, end)
    mends = [Mend("contents", listed.text, "", *listed.span(0, len(listed)), f"{len(entries)} titles")]
    out = blocks[:number]
    if block.traced.text[:start].strip():
        out.append(Block("heading", block.traced.slice(0, start).strip(), 1))
    rest = block.traced.slice(end).strip()
    front = _FRONT.match(rest.text)
    todo = [Block("paragraph", rest)] if rest.text else []
    if front:
        out.append(Block("heading", rest.slice(0, front.end()), 2))
        todo = [Block("paragraph", rest.slice(front.end()).strip())]
    waiting = entries
    for part in todo + blocks[number + 1 :]:
        pieces, waiting = _split(part, waiting)
        out.extend(pieces)
    for entry in waiting:
        mends.append(
            Mend("heading", entry.title, "", mends[0].start, mends[0].end, "not found in the text", done=False)
        )
    return [b for b in out if b.traced.text], mends


def _split(block: Block, waiting: list[Entry]) -> tuple[list[Block], list[Entry]]:
    """Cut one block at the titles that are still waited for."""
    if block.grid is not None or block.kind == "code":
        return [block], waiting
    out: list[Block] = []
    traced, at = block.traced, 0
    waiting = list(waiting)
    while waiting:
        entry = waiting[0]
        found = _place(traced.text, entry.title, at)
        later = next((e for e in waiting[1:4] if found < 0 and _place(traced.text, e.title, at) >= 0), None)
        if found < 0 and later is None:
            break
        if found < 0:
            waiting.pop(0)
            continue
        before = traced.slice(at, found).strip()
        if before.text:
            out.append(Block(block.kind, before, block.level, None))
        out.append(Block("heading", traced.slice(found, found + len(entry.title)), entry.level + 1))
        at = found + len(entry.title)
        waiting.pop(0)
    rest = traced.slice(at).strip()
    if rest.text:
        out.append(Block(block.kind, rest, block.level, block.anchor) if at else block)
    return out, waiting


def _place(text: str, title: str, at: int) -> int:
    """Where a title stands as a heading, or -1."""
    while (found := text.find(title, at)) >= 0:
        before = text[at:found].rstrip()[-1:]
        if not before or before in "。！？；!?;.:：》」）)%" or before.isdigit() or _ENUMERATOR.match(title):
            return found
        at = found + 1
    return -1


def section_tree(headings: Sequence[tuple[int, int, str]], length: int) -> tuple[Section, ...]:
    """The sections of a text.

    Args:
        headings: (start, level, title) of each heading, in order of their place.
        length: characters in the text.

    Returns:
        The sections in order; the first has level 0 and spans the whole text.

    >>> [(s.title, s.start, s.end, s.parent) for s in section_tree([(0, 1, "a"), (5, 2, "b"), (9, 1, "c")], 12)]
    [('', 0, 12, -1), ('a', 0, 9, 0), ('b', 5, 9, 1), ('c', 9, 12, 0)]
    """
    ends = [length] * len(headings)
    parents: list[int] = []
    above: list[int] = []  # the headings whose sections are still open, the innermost last
    for number, (start, level, _) in enumerate(headings):
        while above and headings[above[-1]][1] >= level:
            ends[above.pop()] = start
        parents.append(above[-1] + 1 if above else 0)
        above.append(number)
    sections = [Section("", 0, 0, length, -1)]
    for (start, level, title), end, parent in zip(headings, ends, parents, strict=True):
        sections.append(Section(title.strip().rstrip("：:"), level, start, end, parent))
    return tuple(sections)
