"""What a page was read as: its text without what stands beside it, and what was dropped to get there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.document import Block, Mend
from corpus.furniture import closes_text, opens_text
from corpus.regions import SILENT, Region

# A page with less text outside of what looks like furniture is read whole.
_LEAST_KEPT, _LEAST_SHARE = 30, 0.2
# A row of links or of names between bars is at most so long; so much of it is links, or so many bars part it.
_LONGEST_ROW, _LINKED, _PARTED = 160, 0.4, 2
_BARS = re.compile(r"[|｜│›»→‹«·•‧]|\s[/>]\s|[\]】]\s*[\[【]")
# Where a title stands, and how long it is at least.
_TITLE_AMONG, _LEAST_TITLE = 4, 4
# A line with a date, a number to call, or an address tells something; sources are part of the text.
_TELLS = re.compile(
    r"(?:19|20)\d\d\s*[-/.年]\s*\d\d?(?!\d)|\d{1,2} [A-Z][a-z]{2,8} (?:19|20)\d\d|[A-Z][a-z]{2,8} \d{1,2}, (?:19|20)\d\d|\d{5}|@"
    r"|来源|來源|参考|參考|引用|(?i:\bsources?|references?|further reading|bibliography)\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A block of a page before its furniture went.

    Attributes:
        block: the block.
        region: what the elements around it say of it.
        links: characters of each link in it.
    """

    block: Block
    region: Region
    links: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        blocks: its text.
        metadata: what its head states: title, date, author, description.
        mends: what was dropped, and why.
    """

    blocks: list[Block]
    metadata: dict[str, str]
    mends: list[Mend]


def part_furniture(found: Sequence[Found]) -> tuple[list[Block], list[Mend]]:
    """The blocks of a page that are its text, and the others as mends.

    Furniture is what the elements of the page say is such, and rows of links before its first heading and at its end.
    A page that would lose nearly all of its text is kept whole, and so is its main heading wherever it stands.
    """
    beside = {number for number, f in enumerate(found) if f.region == "site"}
    rows = _rows_at_the_edges(found, beside)
    kept = sum(len(f.block.traced) for number, f in enumerate(found) if number not in beside | rows)
    whole = kept < max(_LEAST_KEPT, _LEAST_SHARE * sum(len(f.block.traced) for f in found))
    titled = any(f.block.level == 1 for number, f in enumerate(found) if number not in beside)
    blocks: list[Block] = []
    mends: list[Mend] = []
    for number, f in enumerate(found):
        block = f.block
        if whole or number not in beside | rows or (block.level == 1 and not titled):
            blocks.append(block)
        else:
            span = block.traced.span(0, len(block.traced))
            note = "beside the text of the page" if number in beside else "a row of links at the edge of the page"
            mends.append(Mend("furniture", block.traced.text, "", *span, note))
    return blocks, mends


def with_heading(blocks: Sequence[Block], stated: str) -> list[Block]:
    """The blocks, the first lines of which may be the title that the page states without being marked as a heading."""
    if any(block.level == 1 for block in blocks):
        return list(blocks)
    for number, block in enumerate(blocks[:_TITLE_AMONG]):
        text = block.traced.text
        if block.kind == "paragraph" and len(text) >= _LEAST_TITLE and stated.startswith(text):
            return [*blocks[:number], replace(block, kind="heading", level=1), *blocks[number + 1 :]]
    return list(blocks)


def _rows_at_the_edges(found: Sequence[Found], beside: set[int]) -> set[int]:
    """The blocks before the first heading that are rows of links, and those at the end of the page."""
    inside = [number for number in range(len(found)) if number not in beside]
    first = next((n for n in inside if found[n].block.kind == "heading"), -1)
    rows = {n for n in inside if n < first and (_is_row(found[n]) or opens_text(found[n].block.traced.text))}
    for number in reversed(inside):
        if number <= first or not (_is_row(found[number]) or closes_text(found[number].block.traced.text)):
            break
        rows.add(number)
    return rows


def _is_row(found: Found) -> bool:
    """Whether a block is a row of links, or of names with bars between them."""
    block = found.block
    text = block.traced.text
    if block.grid is not None or block.kind in ("heading", "code") or len(text) > _LONGEST_ROW or _TELLS.search(text):
        return False
    linked = len(found.links) >= _PARTED and sum(found.links) >= _LINKED * len(text)
    return linked or (len(_BARS.findall(text)) >= _PARTED and not text.endswith(("。", ".", "！", "!", "？", "?")))


def tag_mends(tags: Mapping[str, tuple[int, int, int]], raw: str) -> Iterator[Mend]:
    """One mend for each kind of tag that was dropped.

    Args:
        tags: how many there are of each, and the place of the first.
        raw: the file.
    """
    for tag, (count, start, end) in tags.items():
        what = "element that shows no text" if tag in SILENT else "tag"
        yield Mend("markup", raw[start:end], "", start, end, f"{count} × <{tag}>, {what}")
