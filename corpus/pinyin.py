"""Pinyin that a site left behind each hard character: 務(wù)市."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpus.document import Block, Mend
from corpus.origin import Edit
from corpus.readings import plain_readings

_MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿếềễ"
# One syllable with exactly one tone mark (or ü, ê) in brackets right behind a Han character. The closing bracket may be
# lost where the text was damaged.
_SYLLABLE = re.compile(
    rf"(?<=[㐀-鿿])[(（](?=[a-zêü]*[{_MARKED}])[a-zêü{_MARKED}]{{1,6}}(?:[)）]|(?![ ']?[a-zêü{_MARKED}]))"
)
# Syllables in the neutral tone, believed only where marked ones are about.
_NEUTRAL = re.compile(r"(?<=[㐀-鿿])[(（](?:de|le|zhe|me|men|ne|ma|ba|zi|la|er|shang|xia|tou|lü|nü|lüè|ê)[)）]")
# The syllables of a whole word in brackets behind it, at least one of them with its tone: 助行器(zhù xíng qì).
_WORD = re.compile(
    rf"(?<=[㐀-鿿])[(（](?=[a-zêü ']*[{_MARKED}])([a-zêü{_MARKED}]{{1,6}}(?:[ '][a-zêü{_MARKED}]{{1,6}})+)[)）]"
)
# A text that teaches pinyin has a few as well; only a text full of them was scraped from such a site.
_ENOUGH = 3
# So far the word that a reading is of may stand before its bracket.
_BETWEEN = 3


def mend_pinyin(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Drop the readings in brackets behind Han characters, if the document has at least three.

    >>> from corpus.origin import Traced
    >>> line = Block("paragraph", Traced.of("服務(wù)商業(yè)模式發(fā)展"))
    >>> mend_pinyin([line])[0][0].traced.text
    '服務商業模式發展'
    """
    found = [list(_readings(b.traced.text)) if b.grid is None else [] for b in blocks]
    if sum(map(len, found)) < _ENOUGH:
        return list(blocks), []
    out: list[Block] = []
    mends: list[Mend] = []
    for block, marked in zip(blocks, found, strict=True):
        spans = list(marked)
        if block.grid is None:
            spans += [m.span() for m in _NEUTRAL.finditer(block.traced.text)]
        if spans:
            for start, end in sorted(spans):
                raw = block.traced.span(start, end)
                mends.append(Mend("pinyin", block.traced.text[start:end], "", *raw))
            block = block.with_traced(block.traced.apply([Edit(start, end, "") for start, end in spans]))
        out.append(block)
    return out, mends


def _readings(text: str) -> Iterator[tuple[int, int]]:
    """Where readings stand: of one character, and of words whose characters are read so."""
    yield from (found.span() for found in _SYLLABLE.finditer(text))
    for found in _WORD.finditer(text):
        syllables = re.split("[ ']", found.group(1))
        size = len(syllables)
        # The word may stand a little before the bracket: 認證費時太長(rèn zhèng fèi shí).
        ends = range(found.start(), max(size, found.start() - _BETWEEN) - 1, -1)
        if any(all(map(_may_read, text[end - size : end], syllables)) for end in ends):
            yield found.span()


def _may_read(char: str, syllable: str) -> bool:
    """Whether a character has a reading, whatever tone it is in here: 不 and 一 change theirs."""
    bare = (c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c))
    return "".join(bare) in plain_readings(char)
