"""What a page was read as: its text without what stands beside it, and what was dropped to get there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Block, Mend
from corpus.regions import SILENT, Region

# A page with less text outside of what looks like furniture is read whole.
_LEAST_KEPT, _LEAST_SHARE = 30, 0.2


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


def part_furniture(found: Sequence[tuple[Block, Region]]) -> tuple[list[Block], list[Mend]]:
    """The blocks of a page that are its text, and the others as mends.

    A page that would lose nearly all of its text is kept whole, and so is its main heading wherever it stands.
    """
    kept = sum(len(b.traced) for b, region in found if region != "site")
    whole = kept < max(_LEAST_KEPT, _LEAST_SHARE * sum(len(b.traced) for b, _ in found))
    titled = any(b.level == 1 for b, region in found if region != "site")
    blocks: list[Block] = []
    mends: list[Mend] = []
    for block, region in found:
        if region != "site" or whole or (block.level == 1 and not titled):
            blocks.append(block)
        else:
            span = block.traced.span(0, len(block.traced))
            mends.append(Mend("furniture", block.traced.text, "", *span, "beside the text of the page"))
    return blocks, mends


def tag_mends(tags: Mapping[str, tuple[int, int, int]], raw: str) -> Iterator[Mend]:
    """One mend for each kind of tag that was dropped.

    Args:
        tags: how many there are of each, and the place of the first.
        raw: the file.
    """
    for tag, (count, start, end) in tags.items():
        what = "element that shows no text" if tag in SILENT else "tag"
        yield Mend("markup", raw[start:end], "", start, end, f"{count} × <{tag}>, {what}")
