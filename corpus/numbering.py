"""Headings of pages that are marked by nothing but their numbers, and contents lists of one line an entry."""

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.document import Block, Mend
from corpus.enumeration import heading_level, heading_rank, item_number

_CONTENTS = re.compile(
    r"(?:目\s*录|目\s*次|内容目录|(?:table of )?contents|on this page|in this (?:article|report))\s*[:：]?", re.I
)
# What stands behind the title of an entry: dots and a page.
_LEADER = re.compile(r"(?:\s*[.…·．・]{2,}\s*|\s+|\t)[-–]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–]?\s*$")
_LONGEST_ENTRY, _MOST_ENTRIES = 90, 400
# So many of the entries must stand in the text again.
_FOUND = 0.6
_LEAST = 2


def drop_contents(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Drop a contents list of one line an entry: its titles stand in the text again."""
    names = [_name(b.traced.text) if b.grid is None and len(b.traced) <= _LONGEST_ENTRY else "" for b in blocks]
    out: list[Block] = []
    mends: list[Mend] = []
    number = 0
    while number < len(blocks):
        end = _end(blocks, names, number)
        for block in blocks[number:end]:
            span = block.traced.span(0, len(block.traced))
            mends.append(Mend("contents", block.traced.text, "", *span, "a line of the contents list"))
        if end == number:
            out.append(blocks[number])
            end += 1
        number = end
    return (out, mends) if out else (list(blocks), [])


def _end(blocks: Sequence[Block], names: Sequence[str], start: int) -> int:
    """Where the contents list ends that begins with a block; `start` when none begins there."""
    if not _CONTENTS.fullmatch(blocks[start].traced.text):
        return start
    end = start + 1
    while end < len(blocks) and end - start <= _MOST_ENTRIES and names[end]:
        if end > start + 1 and names[end] in names[start + 1 : end] and not _LEADER.search(blocks[end].traced.text):
            break
        end += 1
    entries = names[start + 1 : end]
    rest = set(names[end:])
    if len(entries) < _LEAST or sum(name in rest for name in entries) < _FOUND * len(entries):
        return start
    # What follows the last entry that stands in the text again is text.
    while names[end - 1] not in rest and not _LEADER.search(blocks[end - 1].traced.text):
        end -= 1
    return end


def _name(text: str) -> str:
    """A title as it is compared: without page, space and marks."""
    return "".join(c for c in _LEADER.sub("", text).lower() if c.isalnum())


def number_headings(blocks: Sequence[Block]) -> list[Block]:
    """Make headings of short numbered paragraphs where a text marks none, or only its title, as such.

    A number that counts on in the next paragraph is that of an item.
    """
    marked = [b for b in blocks if b.kind == "heading" and b.level > 1 and not heading_rank(b.traced.text)]
    ranks = {
        number: heading_rank(block.traced.text)
        for number, block in enumerate(blocks)
        if (block.kind == "paragraph" or (block.kind == "heading" and block.level > 1))
        and heading_level(block.traced.text)
        and not _in_list(blocks, number)
    }
    if len(marked) > 1 or not any(blocks[number].kind == "paragraph" for number in ranks):
        return list(blocks)
    kinds = sorted(set(ranks.values()))
    out = list(blocks)
    for number, rank in ranks.items():
        out[number] = replace(blocks[number], kind="heading", level=min(6, 2 + kinds.index(rank)))
    return out


def _in_list(blocks: Sequence[Block], number: int) -> bool:
    own = item_number(blocks[number].traced.text)
    if own is None:
        return False
    near = ((number - 1, -1), (number + 1, 1))
    return any(0 <= n < len(blocks) and item_number(blocks[n].traced.text) == own + step for n, step in near)
