"""What a line may be as the cell of a table that was laid out one cell a line: a figure, a time, words.

A column of such a table is known by its cells being alike: figures written alike, times, short words.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Literal

from corpus.cells import words
from corpus.lines import columns

FIGURE, TIME, WORDS = 1, 2, 4
"""What a line may be, as bits; a mark for nothing may be any of them, and 0 is no cell at all."""
ColumnKind = Literal["figure", "count", "time", "words"]

# In columns of a terminal, two for a Han character.
_LONGEST = 60
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|0|[1-9]\d{0,9})(?:\.\d+)?"
_FIGURE = re.compile(
    rf"[<>≤≥≈~约近超逾]?\s?[+\-−–±↑↓▲▼]?\s?(?:US|HK|NT|A|C)?[¥$€£]?\s?(?P<number>{_NUMBER})(?:\s?[-–—~]\s?{_NUMBER})?"
    r"\s?(?P<unit>[A-Za-z%‰°/²³]{1,8}|[㐀-鿿℃/]{1,5})?[*†]?"
    rf"|\((?P<negative>{_NUMBER})\)|\d{{1,2}}:\d\d(?P<clock>(?::\d\d)?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = re.compile(
    r"(?:FY\s?)?(?:19|20)\d\d(?:\s?[EFAPef]|\s?年?(?:[EFAP]|末|底|初|度|[上下]半年|第?[一二三四1-4]季度)|\s?年)?(?:\s?\([^()]{1,6}\))?"
    r"|(?:19|20)\d\d\s?[-/–—]\s?(?:(?:19|20)\d\d|\d\d)年?|(?:19|20)\d\d[-/.年](?:0?[1-9]|1[0-2])(?:月|[-/.月]\d{1,2}日?)?"
    r"|(?:0?[1-9]|1[0-2])月(?:\d{1,2}日)?|(?:(?:19|20)?\d\d年?\s?)?[QqHh][1-4](?:\s?(?:19|20)?\d\d)?|第?[一二三四]季度|[1-4]Q\d\d"
)
# A sentence, a field with its value, a caption, an item, what was typed at a prompt: none of them stands in a cell.
_NO_CELL = re.compile(
    r".*[。！？!?；;:：…]|.*[a-z㐀-鿿]{3}[.]\s+[A-Z㐀-鿿]|.*[,，、]$|.*(?<!Inc)(?<!Ltd)(?<!Co)(?<!Corp)(?<!No)[.]$"
    r"|(?:表|图|图表|附表|附图)\s?[\d一二三四五六七八九十]|(?:Table|Figure|Fig|Chart|Exhibit)\b\W{0,2}\d|[•·●○■□▪▫◆◇▶►➢※]\s?\S|>>?>?\s|\$\s",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
_TICKS = frozenset("√✓✔×✗○●")
_BRACKET = re.compile(r"\([^()]{1,24}\)$")
# So many of the cells of a column hold something; so many of those with the commonest unit.
_LEAST_HELD, _LEAST_ALIKE = 0.5, 0.6
_MOST_UNITS = 2


def bits_of(line: str) -> int:
    """What a line may be.

    >>> [bits_of(t) for t in ("12.3%", "2021", "2021年", "营业收入", "—", "它在上涨。", "1号线")]
    [1, 3, 2, 4, 7, 0, 5]
    """
    text = _plain(line)
    if not text or columns(text) > _LONGEST:
        return 0
    if text in words()["missing"]:
        return FIGURE | TIME | WORDS
    if _TIME.fullmatch(text):
        return TIME | (FIGURE if _YEAR.fullmatch(text) else 0)
    found = _FIGURE.fullmatch(text)
    if found:
        unit = found["unit"] or ""
        # A number before a noun may name something: the lines of a railway, the parts of a work.
        return FIGURE | (WORDS if unit and not unit.isascii() and unit not in words()["units"] else 0)
    if _NO_CELL.match(text):
        return 0
    return WORDS if _LETTER.search(text) or text in _TICKS else 0


def column_kind(cells: Sequence[str], bits: int, *, first: bool) -> ColumnKind | None:
    """What a column holds, or None where its cells are not alike.

    Args:
        cells: of the rows.
        bits: what all of them may be.
        first: whether it is the first column, where numbers before a noun name something.
    """
    held = [text for text in map(_plain, cells) if text not in words()["missing"]]
    if not bits or not held or len(held) < _LEAST_HELD * len(cells):
        return None
    if bits & TIME:
        return "time"
    if bits & FIGURE:
        if held == [str(n) for n in range(1, len(cells) + 1)]:
            return "count"
        units = [_unit(text) for text in held]
        alike = max(map(units.count, units)) >= _LEAST_ALIKE * len(units) and len(set(units)) <= _MOST_UNITS
        if alike and not (first and bits & WORDS):
            return "figure"
    return "words" if bits & WORDS else None


def may_name(text: str, kind: ColumnKind) -> bool:
    """Whether a line may be the name of such a column: words, and over figures also a time."""
    bits = bits_of(text)
    return bool(bits & WORDS and not bits & FIGURE) or (kind == "figure" and bool(bits & TIME) and bits & WORDS == 0)


def is_told_apart(cells: Sequence[str]) -> bool:
    """Whether most cells of a column of labels differ."""
    return len(set(map(_plain, cells))) >= _LEAST_ALIKE * len(cells)


def is_same(name: str, cells: Sequence[str]) -> bool:
    """Whether the same words stand in every cell of a column: a button of a page, save where they are a unit or what its name calls for."""
    held = set(map(_plain, cells))
    return (
        len(held) == 1
        and not held & set(words()["units"])
        and not _is_known(_plain(name), ("words", "either", "first"))
    )


def are_pages(name: str, cells: Sequence[str]) -> bool:
    """Whether figures may be the pages of a table of contents: small whole numbers that never fall, under no name of a measure."""
    held = list(map(_plain, cells))
    if not all(re.fullmatch(r"\d{1,4}", text) for text in held):
        return False
    pages = list(map(int, held))
    return pages == sorted(pages) and not is_measure(name)


def is_first_name(text: str) -> bool:
    """Whether a line is what the first column of a table is usually called."""
    return _BRACKET.sub("", _plain(text)) in words()["first"]


def is_measure(name: str) -> bool:
    """Whether a line is a time, ends with a unit in brackets, or with a noun for figures.

    >>> is_measure("2023年"), is_measure("客流（万人）"), is_measure("毛利率"), is_measure("登录")
    (True, True, True, False)
    """
    plain = _plain(name)
    return bool(bits_of(name) & TIME or _BRACKET.search(plain)) or _is_known(plain, ("figures",))


def _is_known(name: str, kinds: Sequence[str]) -> bool:
    return any(name.endswith(noun) for kind in kinds for noun in words()[kind] if len(noun) > 1)


def _unit(text: str) -> str:
    found = _FIGURE.fullmatch(text)
    if found is None:
        return ""
    return ":" if found["clock"] is not None else found["unit"] or ""


@cache
def _plain(text: str) -> str:
    """A text as it is compared: widths folded."""
    return unicodedata.normalize("NFKC", text).strip()
