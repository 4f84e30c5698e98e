"""Words that a site ran together: `DirecttoConsumer`, `5GA/6G`."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.document import Block, Mend
from corpus.origin import Edit

_GLUED = re.compile(r"[A-Z][a-z’']{3,}(?:[A-Z][a-z]{3,})+")
_ACRONYM = re.compile(
    r"(?<![A-Za-z])([A-Z]{2,6})[(（]([A-Z][A-Za-z’']{5,40})[)）]|([A-Z][A-Za-z’']{5,40})[(（]([A-Z]{2,6})[)）]"
)
_PART = re.compile(r"[A-Z][a-z’']*|[A-Z]+(?![a-z])")
_SMALL = ("to", "as", "of", "and", "for", "in", "on", "the", "with")
_SPACED = re.compile(r"[A-Za-z] [A-Za-z]")
_MANY = 5


@cache
def _forms() -> dict[str, str]:
    with Path(__file__).with_name("written.toml").open("rb") as file:
        return dict(tomllib.load(file)["forms"])


@cache
def _form_pattern() -> re.Pattern[str]:
    longest = sorted(_forms(), key=len, reverse=True)
    return re.compile(rf"(?<![A-Za-z\d])(?:{'|'.join(map(re.escape, longest))})(?![A-Za-z\d])")


def mend_joined(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Part words that were run together, where a list of forms or an abbreviation beside them tells how.

    Only a text without a space between Latin words has lost them. Other words with capitals inside are told of there,
    and left alone.

    >>> from corpus.origin import Traced
    >>> mend_joined([Block("paragraph", Traced.of("构建BEV(BirdEyeView)感知,随着5GA/6G成熟"))])[0][0].traced.text
    '构建BEV(Bird Eye View)感知,随着5G-A/6G成熟'
    """
    out: list[Block] = []
    mends: list[Mend] = []
    doubtful: list[Mend] = []
    if any(_SPACED.search(block.traced.text) for block in blocks if block.kind != "code"):
        return list(blocks), []
    for block in blocks:
        if block.grid is not None or block.kind == "code":
            out.append(block)
            continue
        text = block.traced.text
        edits = list(_edits(text))
        for edit in edits:
            span = block.traced.span(edit.start, edit.end)
            mends.append(Mend("joined words", text[edit.start : edit.end], edit.replacement, *span))
        for found in _GLUED.finditer(text):
            if not any(e.start < found.end() and found.start() < e.end for e in edits):
                span = block.traced.span(*found.span())
                doubtful.append(Mend("joined words", found.group(), "", *span, "perhaps run together", done=False))
        out.append(block.with_traced(block.traced.apply(edits)))
    return out, mends + (doubtful if len(doubtful) + len(mends) >= _MANY else [])


def _edits(text: str) -> Iterator[Edit]:
    end = 0
    for found in _form_pattern().finditer(text):
        yield Edit(found.start(), found.end(), _forms()[found.group()])
    for found in _ACRONYM.finditer(text):
        short, word = (1, 2) if found.group(1) else (4, 3)
        parted = _parted(found.group(word), found.group(short))
        if parted and found.start() >= end and found.group(word) not in _forms():
            end = found.end()
            yield Edit(*found.span(word), parted)


def _parted(word: str, short: str) -> str:
    """The words whose first letters an abbreviation is made of, or "" when they are not run together in `word`."""
    parts: list[str] = []
    for part in _PART.findall(word):
        small = next((s for s in _SMALL if part.endswith(s) and len(part) > len(s) + 3), "")
        parts += [part[: -len(small)], small] if small else [part]
    if "".join(parts) != word or len(parts) < 2:
        return ""
    initials = "".join(p[0] for p in parts)
    capitals = "".join(p[0] for p in parts if p[0].isupper())
    return " ".join(parts) if short in (initials.upper(), capitals) else ""
