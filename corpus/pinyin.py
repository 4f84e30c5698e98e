"""Pinyin that a site left behind each hard character: 務(wù)市."""

import re
from collections.abc import Sequence

from corpus.document import Block, Mend
from corpus.origin import Edit

_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếềễ"
# One syllable with exactly one tone mark (or ü, ê) in brackets right behind a Han character. The closing bracket may be
# lost where the text was damaged.
_SYLLABLE = re.compile(
    rf"(?<=[㐀-鿿])[(（](?=[a-zêü]*[{_MARKED}])[a-zêü{_MARKED}]{{1,6}}(?:[)）]|(?![a-zêü{_MARKED}]))"
)
# Syllables in the neutral tone, believed only where marked ones are about.
_NEUTRAL = re.compile(r"(?<=[㐀-鿿])[(（](?:de|le|zhe|me|men|ne|ma|ba|zi|la|er|shang|xia|tou|lü|nü|lüè|ê)[)）]")
# A text that teaches pinyin has a few as well; only a text full of them was scraped from such a site.
_ENOUGH = 3


def mend_pinyin(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Drop single syllables in brackets behind Han characters, if the document has at least three.

    >>> from corpus.origin import Traced
    >>> line = Block("paragraph", Traced.of("服務(wù)商業(yè)模式發(fā)展"))
    >>> mend_pinyin([line])[0][0].traced.text
    '服務商業模式發展'
    """
    found = [list(_SYLLABLE.finditer(b.traced.text)) if b.grid is None else [] for b in blocks]
    if sum(map(len, found)) < _ENOUGH:
        return list(blocks), []
    out: list[Block] = []
    mends: list[Mend] = []
    for block, marked in zip(blocks, found, strict=True):
        spans = [m.span() for m in marked]
        if block.grid is None:
            spans += [m.span() for m in _NEUTRAL.finditer(block.traced.text)]
        if spans:
            for start, end in sorted(spans):
                raw = block.traced.span(start, end)
                mends.append(Mend("pinyin", block.traced.text[start:end], "", *raw))
            block = block.with_traced(block.traced.apply([Edit(start, end, "") for start, end in spans]))
        out.append(block)
    return out, mends
