"""Marks that a site made narrow or dropped: half-width punctuation in Chinese prose, opening brackets, dashes of years."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from corpus.document import Block, Mend
from corpus.origin import Edit
from corpus.script import language_of

_HAN = "㐀-鿿"
_NARROW = re.compile(rf"(?<=[{_HAN}”》）)%％])[,;:?!]|[,;?!](?=[{_HAN}“《（])")
# A full stop: behind Han or a figure's sign, before Han or at the end of the paragraph.
_STOP = re.compile(rf"(?<=[{_HAN}”》）)%％])\.(?=[{_HAN}“《（\d]|$)")
_INSIDE = re.compile(rf"[{_HAN}][,;:?!][{_HAN}]")
_WIDE_MARKS = re.compile(rf"(?<=[{_HAN}])[，；：？！]")
_BRACKETED = re.compile(rf"\(([^()\n]{{0,60}}[{_HAN}][^()\n]{{0,60}})\)")
_FORMS = dict(zip(",;:?!", "，；：？！", strict=True))
_NARROWED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
# A text is in half-width marks when it has so many, and so many times more than others.
_LEAST, _TIMES = 5, 5
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)((?:19|20)\d\d)(?=年)")
_TITLE = re.compile("^([^《》]{2,40})》")
_PAIRS = (("《", "》"), ("“", "”"), ("（", "）"), ("「", "」"))
_MOST_TOLD = 40


def mend_width(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Digits, Latin letters and percent signs of full width become narrow ones, as they stand in other texts."""
    return _replaced(blocks, "width", "full-width letters and digits", _full_width, True)


def mend_punctuation(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Half-width marks in the prose of a text that has hardly any others become full-width ones."""
    prose = [b.traced.text for b in blocks if b.grid is None and b.kind != "code"]
    if language_of("\n".join(prose)) != "zh":
        return list(blocks), []
    narrow = sum(len(_NARROW.findall(text)) for text in prose)
    if narrow < _LEAST or narrow < _TIMES * sum(len(_WIDE_MARKS.findall(text)) for text in prose):
        return list(blocks), []
    return _replaced(blocks, "punctuation", "half-width marks", _marks, False)


def mend_lost(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Put back a lost bracket before a heading, and the dash between two years; tell of other brackets without partner."""
    whole = "\n".join(block.traced.text for block in blocks)
    out: list[Block] = []
    mends: list[Mend] = []
    for block in blocks:
        if block.grid is not None or block.kind == "code" or not len(block.traced):
            out.append(block)
            continue
        text = block.traced.text
        edits = [Edit(m.start(2), m.start(2), "-") for m in _YEARS.finditer(text) if m.group(1) < m.group(2)]
        named = _TITLE.match(text) if block.kind == "heading" else None
        if named and f"《{named.group(1)}》" in whole:
            edits.append(Edit(0, 0, "《"))
        for edit in edits:
            place = block.traced.span(edit.start, edit.start + 1)[0]
            mends.append(Mend("lost mark", "", edit.replacement, place, place, f"before {text[edit.start :][:12]!r}"))
        mended = block.traced.apply(edits)
        mends += _alone(block, mended.text)
        out.append(block.with_traced(mended))
    return out, mends


def _alone(block: Block, text: str) -> Iterator[Mend]:
    """Notices of marks without their partner."""
    span = block.traced.span(0, len(block.traced))
    for left, right in _PAIRS:
        count = text.count(left), text.count(right)
        if count[0] != count[1]:
            note = f"{count[0]} × {left} and {count[1]} × {right}"
            yield Mend("lost mark", block.traced.text[:_MOST_TOLD], "", *span, note, done=False)
    if block.kind == "heading" and re.match("[年月日]", text):
        yield Mend("lost mark", text, "", *span, "begins behind a figure that is lost", done=False)


def _marks(text: str) -> list[Edit]:
    edits = [Edit(m.start(), m.end(), _FORMS[m.group()]) for m in _NARROW.finditer(text)]
    edits += [Edit(m.start(), m.end(), "。") for m in _STOP.finditer(text)]
    for found in _BRACKETED.finditer(text):
        edits += [Edit(found.start(), found.start() + 1, "（"), Edit(found.end() - 1, found.end(), "）")]
    return edits


def _full_width(text: str) -> list[Edit]:
    return [Edit(m.start(), m.end(), m.group().translate(_NARROWED)) for m in _FULL.finditer(text)]


def _replaced(
    blocks: Sequence[Block], kind: str, what: str, edits_of: Callable[[str], list[Edit]], tables: bool
) -> tuple[list[Block], list[Mend]]:
    """Replace characters one by one, also within tables or not; one mend tells of all."""
    out: list[Block] = []
    count, touched = 0, 0
    first: tuple[int, int] | None = None
    for block in blocks:
        edits = edits_of(block.traced.text) if block.kind != "code" else []
        if block.grid is not None and not tables:
            # In cells only within a clause: marks beside figures part the entries of lists.
            edits = [e for e in edits if _INSIDE.fullmatch(block.traced.text, max(0, e.start - 1), e.end + 1)]
        if edits:
            count, touched = count + sum(e.end - e.start for e in edits), touched + 1
            first = first or block.traced.span(edits[0].start, edits[0].end)
            block = replace(block, traced=block.traced.apply(edits))
        out.append(block)
    note = f"{count} {what} in {touched} blocks"
    return out, [Mend(kind, "", "", *first, note)] if first else []
