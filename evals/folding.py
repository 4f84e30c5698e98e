"""Comparing what an answer says with what it must say, whatever its script, case, width and spacing."""

import re
import unicodedata
from functools import cache
from typing import Final

from corpus.script import to_simplified, to_traditional

_THOUSANDS: Final = re.compile(r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)")
# A full-width comma belongs to a number only between full-width digits; NFKC would make it one between all digits.
_LIST_COMMA: Final = re.compile("(?<![０-９])，|，(?![０-９])")
_SPACE: Final = re.compile(r"(.?)\s+(?=(.?))", re.DOTALL)
_MARKER: Final = re.compile(r"\s?\[\d+\]")


def without_markers(text: str) -> str:
    """An answer without its citation numbers, which no requirement may be met by.

    >>> without_markers("2025年为480亿元[1][12]。")
    '2025年为480亿元。'
    """
    return _MARKER.sub("", text)


def letters(text: str) -> str:
    """The letters and digits of a folded text.

    >>> letters("「L2+ 車型」")
    'l2车型'
    """
    return "".join(char for char in fold(text) if char.isalnum())


def both_forms(text: str) -> tuple[str, str]:
    """The letters of a text as it stands and as it stands in Traditional characters, both folded.

    They mostly are the same; folding does not undo every choice that writing in Traditional characters makes.
    """
    return letters(text), letters(to_traditional(text))


def normal(text: str) -> str:
    """A text in NFKC and Simplified characters; spaces, case and thousands commas stay.

    >>> normal("２，０００　萬，IDC")
    '2,000 万、IDC'
    """
    # 著 is a word of its own in Simplified text too, and folding cannot tell: both sides become 着.
    return to_simplified(unicodedata.normalize("NFKC", _LIST_COMMA.sub("、", text))).replace("著", "着")


@cache
def fold(text: str) -> str:
    """A text as it is compared: NFKC, lower case, Simplified, no thousands commas, no idle spaces.

    A space stays, as one, only where dropping it would make one word or one number out of two: between Latin letters,
    between digits, and between a full stop or comma and a digit.

    >>> fold("ＣＮＹ 1,200 億元，Huawei  Cloud")
    'cny1200亿元、huawei cloud'
    """
    text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), normal(text).casefold())
    return _SPACE.sub(_space, text).strip()


def stands_in(wanted: str, text: str) -> bool:
    """Whether a required string stands in a text, both folded.

    A number must stand there whole, and a Latin word must begin where the string begins (`edge` does not stand in
    `knowledge`, but `polic` does in `policies`).

    >>> [stands_in("48亿", text) for text in ("約 48 億元", "480亿", "1.48亿", "148亿", "48亿[1]")]
    [True, False, False, False, True]
    """
    return _pattern(wanted).search(fold(text)) is not None


@cache
def _pattern(wanted: str) -> re.Pattern[str]:
    folded = fold(wanted)
    before = after = ""
    if folded[:1].isdigit():
        before = r"(?<!\d)(?<!\d\.)"
    elif folded[:1].isascii() and folded[:1].isalpha():
        before = r"(?<![a-z])"
    if folded[-1:].isdigit():
        after = r"(?!\d|\.\d)"
    elif re.search(r"\d万$", folded):
        after = "(?!亿)"
    return re.compile(before + re.escape(folded) + after)


def _space(match: re.Match[str]) -> str:
    before, after = match[1], match[2]
    both_latin = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    # "1. 520" is no decimal.
    keep = both_latin or (after.isdigit() and (before.isdigit() or before in {".", ","}))
    return before + (" " if keep else "")
