"""Page furniture: what a site puts before and after a text."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus.document import Block, Mend
from corpus.origin import Edit
from corpus.script import to_simplified

_LONGEST = 200
# Where a page stands among the others, run into the line of its title; only the first blocks may have it.
_TRAIL = re.compile(r"\s+(?:首页|首頁|主页|主頁|Home)(?:\s*[>›»]\s*[^>›»。，]{1,20})+$")
_NEAR_HEAD = 3
# So many lines that differ in their numbers alone are counters of pages or pictures.
_REPEATED = 2
# An opened tail is at most this share of the text.
_TAIL_SHARE = 0.15


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    with Path(__file__).with_name("furniture.toml").open("rb") as file:
        data = tomllib.load(file)
    return {
        place: re.compile("|".join(f"(?:{p})" for p in data[place]), re.IGNORECASE)
        for place in ("head", "opens_tail", "tail")
    }


def opens_text(line: str) -> bool:
    """Whether a line is one that sites put before a text.

    >>> opens_text("當前位置：首頁 > 通告"), opens_text("灯塔建于1893年。")
    (True, False)
    """
    return len(line) <= _LONGEST and bool(_patterns()["head"].fullmatch(to_simplified(line.strip())))


def closes_text(line: str) -> bool:
    """Whether a line is one that sites put behind a text.

    >>> closes_text("星河日報 版權所有"), closes_text("灯塔建于1893年。")
    (True, False)
    """
    return len(line) <= _LONGEST and bool(_patterns()["tail"].fullmatch(to_simplified(line.strip())))


def drop_furniture(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Drop the page furniture at head and tail, and lines that only count pages."""
    texts = [to_simplified(b.traced.text.strip()) if len(b.traced) <= _LONGEST else "" for b in blocks]
    head, tail = _head(texts), _tail(texts, [len(b.traced) for b in blocks])
    counters = _counters(blocks, texts)
    out: list[Block] = []
    mends: list[Mend] = []
    for number, block in enumerate(blocks):
        if number < head or number >= tail or number in counters:
            if len(block.traced):
                span = block.traced.span(0, len(block.traced))
                mends.append(Mend("furniture", block.traced.text, "", *span))
        else:
            out.append(block)
    if not out:
        return list(blocks), []
    return _without_trails(out, mends), mends


def _without_trails(blocks: Sequence[Block], mends: list[Mend]) -> list[Block]:
    """Blocks whose first lines lose the trail behind them; what is dropped is added to the mends."""
    out = list(blocks)
    for number, block in enumerate(out[:_NEAR_HEAD]):
        found = _TRAIL.search(block.traced.text) if block.grid is None else None
        if found and found.start():
            span = block.traced.span(found.start(), found.end())
            mends.append(Mend("furniture", found.group().strip(), "", *span))
            out[number] = block.with_traced(block.traced.apply([Edit(found.start(), found.end(), "")]))
    return out


def _head(texts: Sequence[str]) -> int:
    """How many blocks at the head are furniture."""
    at = 0
    while at < len(texts) and texts[at] and _patterns()["head"].fullmatch(texts[at]):
        at += 1
    return at


def _tail(texts: Sequence[str], lengths: Sequence[int]) -> int:
    """Position of the first block of the furniture at the tail."""
    room, at = _TAIL_SHARE * sum(lengths), len(texts)
    for start in range(len(texts) - 1, -1, -1):
        room -= lengths[start]
        if not texts[start] or room < 0:
            break
        if _patterns()["opens_tail"].fullmatch(texts[start]):
            at = start
    while at > 0 and texts[at - 1] and _patterns()["tail"].fullmatch(texts[at - 1]):
        at -= 1
    return at


def _counters(blocks: Sequence[Block], texts: Sequence[str]) -> set[int]:
    """Short lines that stand several times in a row, but for their numbers."""
    shapes = [
        re.sub(r"\d+", "#", t) if 0 < len(t) <= 120 and b.kind == "paragraph" else ""
        for t, b in zip(texts, blocks, strict=True)
    ]
    common = {
        s
        for s, n in Counter(shapes).items()
        if n >= _REPEATED and s and re.search(r"(第 ?# ?页|[Pp]age #|^- ?# ?-$|^#/#$)", s)
    }
    return {i for i, s in enumerate(shapes) if s in common}
