"""The numbers that headings and list items begin with: 第一章, 一、, （一）, 2.1, Chapter 3, IV."""

import re

ENDS = re.compile(r"[。！？!?.：:；;，,、”』」）)…]\s*$")
"""How a line ends that is no heading."""

_HAN = "一二三四五六七八九十百"
# Sites that make marks narrow make a comma of the 、 behind it; then no other mark stands in the heading.
_COUNTED = rf"[{_HAN}]{{1,3}}(?:、|[,，](?=[^,，。；;]{{1,24}}$))"
_NUMBERED = (
    (1, re.compile(rf"第[{_HAN}零\d]{{1,4}}[章编篇部](?![一-鿿]*[，。])|附[录件表][{_HAN}\dA-Z]{{0,2}}(?:[ :：、]|$)")),
    (1, re.compile(r"(?:Part|PART|Appendix|APPENDIX|Annex|ANNEX) (?:\d{1,2}|[IVX]{1,5}|[A-Z])\b")),
    (2, re.compile(rf"第[{_HAN}\d]{{1,4}}节|{_COUNTED}|(?:Chapter|CHAPTER|Section|SECTION) (?:\d{{1,2}}|[IVX]{{1,5}})\b")),
    (2, re.compile(r"[IVX]{1,5}\. (?=[A-Z])")),
    (3, re.compile(rf"[（(][{_HAN}]{{1,3}}[)）]")),
)  # fmt: skip
# From the outermost on; decimal numbers follow them.
_RANKS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"第[{_HAN}零\d]{{1,4}}[编篇部]|(?:Part|PART) ",
        rf"第[{_HAN}零\d]{{1,4}}章|(?:Chapter|CHAPTER) ",
        rf"第[{_HAN}零\d]{{1,4}}节|(?:Section|SECTION) |[IVX]{{1,5}}\. ",
        _COUNTED,
        rf"[（(][{_HAN}]{{1,3}}[)）]",
    )
)
_BESIDE = re.compile(r"附[录件表]|(?:Appendix|APPENDIX|Annex|ANNEX) ")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,4})(?:[.、．]\s*(?=[㐀-鿿])|[.、]?\s+(?=\S))")
_NO_DECIMAL = re.compile(
    r"\d{1,2}\s+(?:[a-z]|(?:January|February|March|April|May|June|July|August|September|October)\b)"
)
_ITEM = re.compile(r"(?:(\d{1,2})[.、．)）]|[（(](\d{1,2})[)）])(?!\d)\s*(?=\S)")
_LONGEST = 50


def heading_level(text: str) -> int:
    """The level that the number of a line gives it, or 0 for a line that is no heading.

    >>> heading_level("一、市场概况"), heading_level("2.1 Method"), heading_level("2 apples a day keep him away.")
    (2, 2, 0)
    """
    if len(text) > _LONGEST and (len(text) > 2 * _LONGEST or not text.isascii()):
        return 0
    if ENDS.search(text) and not re.search(r"[A-Za-z㐀-鿿\d%]\s*[)）]$", text):
        return 0
    for level, pattern in _NUMBERED:
        if pattern.match(text):
            return level
    decimal = _DECIMAL.match(text)
    if decimal and not text[decimal.end()].islower() and not _NO_DECIMAL.match(text):
        return min(6, decimal.group(1).count(".") + 1)
    return 0


def item_number(text: str) -> int | None:
    """The number of a line that may be an item of a numbered list, `3.` or `(3)`, or None.

    >>> item_number("3. Wash"), item_number("(2)保护"), item_number("3.5 km")
    (3, 2, None)
    """
    found = _ITEM.match(text)
    return int(found.group(1) or found.group(2)) if found else None


def heading_rank(text: str) -> int:
    """Where the number of a heading stands among the kinds of numbers, from the outermost on; 0 without a number.

    An appendix has 1: it stands beside the outermost headings, whatever numbers those.

    >>> heading_rank("第一章 总论") < heading_rank("一、背景") < heading_rank("（一）现状") < heading_rank("1.2 方法")
    True
    """
    if _BESIDE.match(text):
        return 1
    for rank, pattern in enumerate(_RANKS, 2):
        if pattern.match(text):
            return rank
    decimal = _DECIMAL.match(text)
    if decimal:
        return 12 + decimal.group(1).count(".")
    return 20 if item_number(text) is not None else 0
