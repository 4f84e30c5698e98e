"""Figures in a text of either language, as values with units, so that 480亿元 equals CNY 48 billion."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from evals.folding import normal
from evals.units import CURRENCY, MAGNITUDE, STRICT, UNIT, currency_name, magnitude, unit_name

_DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMBER: Final = re.compile(
    rf"(?:(?P<currency>{CURRENCY})\s?)?(?<![A-Za-z\d.])(?P<number>{_DIGITS})"
    rf"(?:[ -]?(?P<magnitude>{MAGNITUDE}))?"
    rf"(?:[ -]?(?P<unit>{UNIT}))?(?P<letter>[A-Za-z])?",
    re.IGNORECASE,
)
_RANGE: Final = re.compile(r"\s*(?:[-–—~至到]|to)\s*")
_COUNTED: Final = re.compile(r"[家个座项条款种处次台起位]")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH: Final = re.compile(rf"\b({'|'.join(_MONTHS)})\b|(?<!\d)(\d{{1,2}})月")
_HAN_NUMBER: Final = re.compile(rf"([一二两三四五六七八九十百千]+)(万亿|[万亿])?({UNIT}|成)?")
_HAN_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_WORDS: Final = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
    "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_WORD: Final = re.compile(rf"\b({'|'.join(_WORDS)})\b", re.IGNORECASE)
_MENTION: Final = re.compile(
    rf"(?P<currency>{CURRENCY})?\s?(?P<magnitude>10,000|100 million|{MAGNITUDE})?\s?(?P<unit>{UNIT})?", re.IGNORECASE
)
_SPOKEN: Final = {"10,000": Decimal(10**4), "100 million": Decimal(10**8)}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as a text states it.

    Attributes:
        value: with its magnitude multiplied in.
        unit: name of the unit ("CNY", "%", "year", "vehicle", …), or "" when it has none that is known.
        text: as it stands.
        bare: True when neither magnitude nor unit stood beside it, as in a table cell.
    """

    value: Decimal
    unit: str
    text: str
    bare: bool = False

    def same(self, other: "Figure") -> bool:
        """Whether both state one figure; only a counting unit may be missing on one side.

        >>> figures("480亿元")[0].same(figures("CNY 48 billion")[0])
        True
        """
        if self.value != other.value:
            return False
        return self.unit == other.unit or (not {self.unit, other.unit} & STRICT and (not self.unit or not other.unit))


def figures(text: str) -> list[Figure]:
    """The figures written in digits, and the months named, in a text.

    >>> [(str(f.value.normalize()), f.unit) for f in figures("2025年占26%，L3级车3.5万辆")]
    [('2025', 'year'), ('26', '%'), ('3.5E+4', 'vehicle')]
    """
    text = normal(text)
    found: list[tuple[re.Match[str], Figure]] = []
    for match in _NUMBER.finditer(text):
        if match["letter"]:
            continue  # 5G, 36Kr: a name
        if text.startswith("月", match.end()):
            continue
        found.append((match, _figure(match, text)))
    found = _one_currency(found)
    out = _ranges(found, text)
    for match in _MONTH.finditer(text):
        number = _MONTHS.index(match[1]) + 1 if match[1] else int(match[2])
        out.append(Figure(Decimal(number), "month", match[0]))
    return out


def spelt_figures(text: str) -> list[Figure]:
    """The figures written in words (三成, 两家, five), which a statement in digits may rest on.

    >>> [(int(f.value), f.unit) for f in spelt_figures("提高三成，覆盖十五家")]
    [(30, '%'), (15, '')]
    """
    text = normal(text)
    out: list[Figure] = []
    for match in _HAN_NUMBER.finditer(text):
        value = Decimal(_han_value(match[1])) * magnitude(match[2] or "")
        if match[3] == "成":
            out.append(Figure(value * 10, "%", match[0]))
        else:
            out.append(Figure(value, unit_name(match[3] or ""), match[0], not match[3]))
    out.extend(Figure(Decimal(_WORDS[m[0].lower()]), "", m[0], True) for m in _WORD.finditer(text))
    return out


def unit_mentions(text: str) -> list[tuple[Decimal, str]]:
    """The units that stand in a text without a number, as in a table's header: (multiplier, unit).

    >>> [(int(by), unit) for by, unit in unit_mentions("| 年份 | 市场规模（亿元） | 份额 (%) |")]
    [(100000000, 'CNY'), (1, '%')]
    """
    text = normal(text)
    blanked = _NUMBER.sub(lambda m: m[0] if re.match(r"(?:CNY )?(?:10,000|100 million)\b", m[0]) else " ", text)
    out: list[tuple[Decimal, str]] = []
    for match in _MENTION.finditer(blanked):
        unit = unit_name(match["unit"] or "") or (currency_name(match["currency"]) if match["currency"] else "")
        if unit and unit != "years":
            word = match["magnitude"] or ""
            out.append((_SPOKEN.get(word.lower()) or magnitude(word), unit))
    return list(dict.fromkeys(out))


def _figure(match: re.Match[str], text: str) -> Figure:
    number, word = Decimal(match["number"].replace(",", "")), match["magnitude"] or ""
    unit = unit_name(match["unit"] or "")
    if match["currency"] and unit in {"", "CNY", "USD"}:
        unit = currency_name(match["currency"])
    looks_like_year = re.fullmatch(r"(?:19|20)\d\d", match["number"]) is not None
    if looks_like_year and not word and unit in {"", "years"} and not _COUNTED.match(text, match.end()):
        return Figure(number, "year", match[0], not unit)
    return Figure(number * magnitude(word), unit, match[0], not (word or unit))


def _one_currency(found: list[tuple[re.Match[str], Figure]]) -> list[tuple[re.Match[str], Figure]]:
    """元 behind a figure such as 新台币184亿元 is the yuan of that country."""
    home, out = "", list[tuple[re.Match[str], Figure]]()
    for match, figure in found:
        if match["unit"] == "元" and match["currency"] and not match["currency"].isascii():
            home = figure.unit
        elif match["unit"] == "元" and not match["currency"] and home:
            figure = replace(figure, unit=home)
        out.append((match, figure))
    return out


def _ranges(found: list[tuple[re.Match[str], Figure]], text: str) -> list[Figure]:
    """The figures, the first of a range completed by what stands after the second (3–5%, 160 to 180 billion)."""
    out = [figure for _, figure in found]
    for k in range(len(found) - 2, -1, -1):
        (one, low), (two, _) = found[k], found[k + 1]
        high = out[k + 1]
        if not _RANGE.fullmatch(text, one.end(), two.start()) or "year" in {low.unit, high.unit}:
            continue
        if not one["magnitude"] and not one["unit"] and two["magnitude"]:
            low = replace(low, value=low.value * magnitude(two["magnitude"]), bare=False)
        if not low.unit:
            low = replace(low, unit=high.unit, bare=low.bare and not high.unit)
        elif not high.unit and one["currency"]:
            out[k + 1] = replace(high, unit=low.unit, bare=False)
        out[k] = low
    return out


def _han_value(digits: str) -> int:
    """The value of a Chinese numeral below ten thousand: 三百二十 is 320, 二五 is 25."""
    if not set(digits) & set("十百千"):
        return int("".join(str(_HAN_DIGITS[char]) for char in digits))
    total, digit = 0, None
    for char in digits:
        if char in "十百千":
            total += (1 if digit is None else digit) * int(magnitude(char))
            digit = None
        else:
            digit = _HAN_DIGITS[char]
    return total + (digit or 0)
