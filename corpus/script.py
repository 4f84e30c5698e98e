"""Traditional and Simplified characters: telling them apart, and folding the first into the second."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import Literal

from opencc import OpenCC

from corpus.document import Block, Mend
from corpus.origin import Edit, Traced

HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿𠀀-𲎯]")
_LATIN = re.compile(r"[A-Za-z]")


@cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


@cache
def is_traditional(char: str) -> bool:
    """Whether a character is written in Traditional texts only.

    It is when folding changes it into a character that fonts have (鮟 stays) and GB 2312, the Simplified standard,
    lacks it: 務, not 后 or 著.
    """
    folded = _converter("t2s").convert(char)
    return folded != char and folded <= "\uffff" and not _in_charset(char, "gb2312")


@cache
def is_simplified(char: str) -> bool:
    """Whether a character is written in Simplified texts only.

    It is when it has a Traditional form and is not among the common characters of Big5 (lead bytes up to C6),
    the Traditional standard: 务, not 后 or 云.
    """
    if _converter("s2t").convert(char) == char:
        return False
    try:
        return char.encode("big5")[0] > 0xC6
    except UnicodeEncodeError:
        return True


def script_of(text: str) -> Literal["hans", "hant"]:
    """The script of a text: "hant" when more of its characters are Traditional only than Simplified only.

    >>> script_of("汽車云服務"), script_of("汽车云服务"), script_of("后台")
    ('hant', 'hans', 'hans')
    """
    han = _times(HAN, text)
    traditional, simplified = (sum(n for c, n in han.items() if only(c)) for only in (is_traditional, is_simplified))
    return "hant" if traditional > simplified else "hans"


def language_of(text: str) -> Literal["zh", "en"]:
    """The language of a document: "zh" when at least every tenth of its letters is Han."""
    han = _times(HAN, text).total()
    return "zh" if han and han * 9 >= _times(_LATIN, text).total() else "en"


def _times(kind: re.Pattern[str], text: str) -> Counter[str]:
    """How often each character of a kind stands in a text; a list of them would take a hundred times the text's room."""
    return Counter({char: times for char, times in Counter(text).items() if kind.match(char)})


def to_simplified(text: str) -> str:
    """A text with its Traditional characters folded into Simplified ones (著 as 着 where it stands for that)."""
    folded = str(_converter("tw2s").convert(text))
    if len(folded) == len(text) and folded > "" and max(folded) > "\uffff":
        # Characters that most fonts lack are no help to readers: 鮟鱇 stays.
        folded = "".join(new if new <= "\uffff" else old for old, new in zip(text, folded, strict=True))
    return folded


def to_traditional(text: str) -> str:
    """A text in Traditional characters, words taken into account (头发 → 頭髮, 发展 → 發展)."""
    return str(_converter("s2tw").convert(text))


def fold(traced: Traced) -> Traced:
    """The text in Simplified characters, every character still knowing its place."""
    folded = to_simplified(traced.text)
    if folded == traced.text:
        return traced
    if len(folded) == len(traced.text):
        return Traced(folded, traced.starts, traced.ends)
    edits = [
        Edit(a, b, folded[c:d])
        for tag, a, b, c, d in SequenceMatcher(None, traced.text, folded, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
    return traced.apply(edits)


def mend_script(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Fold blocks in Traditional characters; the report has one entry for the whole document.

    A block of a Simplified document is left alone even when it quotes a Traditional word: folding could only change
    characters that both scripts use.
    """
    out: list[Block] = []
    changed: list[Traced] = []
    for block in blocks:
        traced = block.traced
        if any(map(is_traditional, set(traced.text))):
            folded = fold(traced)
            if block.grid is None or len(folded) == len(traced):
                changed.append(traced)
                block = Block(block.kind, folded, block.level, block.anchor, block.grid)
        out.append(block)
    if not changed:
        return out, []
    count = sum(is_traditional(c) for t in changed for c in t.text)
    start, end = int(changed[0].starts[0]), int(changed[-1].ends[-1])
    note = f"{count} Traditional characters in {len(changed)} blocks read as Simplified"
    return out, [Mend("script", "", "", start, end, note)]


def _in_charset(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
