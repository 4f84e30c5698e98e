"""Numbers as people write them, in digits, Chinese numerals and English words.

`1,200` · `1.2万亿` · `三百二十亿` · `48 billion` · `三分之一` · `two thirds`. Whether a number is a figure at all (and
not a year, a version, a part of a name) is decided in `retrieval.quantities`.
"""

import re
from dataclasses import dataclass
from typing import Literal

Writing = Literal["digits", "han", "scale", "fraction", "word"]

HAN_YEAR = re.compile(r"[一二][〇零○一二三四五六七八九]{3}(?=年)")
_HAN_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_HAN_STEPS = {"十": 10, "百": 100, "千": 1000}
_HAN_MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "hundred": 1e2}
_SCALES |= {"lakh": 1e5, "crore": 1e7, "bn": 1e9, "tn": 1e12, "mn": 1e6, "mln": 1e6, "bln": 1e9, "k": 1e3}
_UNDER_TWENTY = (
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: value for value, word in enumerate(_UNDER_TWENTY.split(" "), start=2)}
_WORDS |= {word: 10 * value for value, word in enumerate(_TENS.split(" "), start=3)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_DIGITS = re.compile(
    r"""\d(?:\d{0,2}(?:,\d{3})+(?!\d)|\d*)(?:\.\d+)?
      (?:\s?(?P<han_scale>万亿|[百千]?[万亿]|[百千兆])
        |[ -]?(?P<scale>(?i:thousand|million|billion|trillion|hundred|lakh|crore|bn|tn|mn|mln|bln)|[kK])
         (?![A-Za-z]))?""",
    re.VERBOSE,
)
_HAN_START = re.compile("[一二两三四五六七八九十百千万亿半过]")
_HAN = re.compile(
    r"""
      (?P<share>[百千]分之)(?:(?P<share_digits>\d+(?:\.\d+)?)|(?P<share_han>[零一二两三四五六七八九十百点]+))
    | (?P<below>[一二两三四五六七八九十]+)分之(?P<above>[一二两三四五六七八九十]+)
    | (?P<half>一半|(?<=[过近超逾])半(?![年天月个小导岛径])|半数|过半)
    | (?<=[数几近约超逾上过破达])(?P<bare>[十百千万亿]+)(?=[余多]?[^\W\d_])
    | (?P<open>(?<![：:（(\d])[百千万]亿(?=元|美元)|[百千万亿]+(?=[余多级]))
    | (?P<han>[一二两三四五六七八九十][〇零一二两三四五六七八九十百千万亿兆]*(?:点[〇零一二三四五六七八九]+[万亿]*)?)
    """,
    re.VERBOSE,
)
_ENGLISH = re.compile(
    rf"""
      \b(?P<word>(?:{_WORD})(?:-(?:two|three|four|five|six|seven|eight|nine))?|a|one)[ ]
        (?P<word_scale>hundred|thousand|million|billion|trillion)\b
    | \b(?P<parts>one|a|two|three|four)[ -](?P<part>half|thirds?|quarters?|fifths?|tenths?)(?=[ ]of\b)
    | \b(?P<half>[Hh]alf)(?=[ ](?:of|the|all)\b)
    | \b(?P<count>(?i:{_WORD}))(?:-(?P<ones>two|three|four|five|six|seven|eight|nine))?(?=[ ][A-Za-z])
    """,
    re.VERBOSE,
)
_ENGLISH_HINTS = frozenset({*_WORDS, *_PARTS, *(part + "s" for part in _PARTS), *_SCALES})


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    Attributes:
        start: first character.
        end: one past the last, multiplier included.
        value: what it is worth; a share in percent when `writing` is "fraction".
        step: what one more in the last written place would add; trailing zeros of an integer count as written.
        decimals: digits written behind the point.
        multiplier: the 万, 亿, million … that was written behind the digits; 1 for none.
        writing: how it is written. "scale" is a bare 千亿 or 百 as in 近百.
    """

    start: int
    end: int
    value: float
    step: float
    decimals: int
    multiplier: float
    writing: Writing


def find_numbers(text: str) -> list[Number]:
    """Every number in a text, from left to right, whatever it may mean.

    >>> [(n.value, n.step) for n in find_numbers("约1.25亿元，三百二十万，两成")]
    [(125000000.0, 1000000.0), (3200000.0, 100000.0), (2.0, 1.0)]
    """
    found = [_read_digits(match) for match in _DIGITS.finditer(text) if text[match.start() - 1 : match.start()] != "."]
    if not text.isascii():
        found = _beside(found, _han_numbers(text))
    if not _ENGLISH_HINTS.isdisjoint(text.lower().replace("-", " ").split()):
        found = _beside(found, [_read_english(match) for match in _ENGLISH.finditer(text)])
    return found


def chinese_number(text: str) -> float:
    """The value of a Chinese numeral.

    Raises:
        ValueError: it holds something else than Chinese numerals.

    >>> chinese_number("三百二十亿"), chinese_number("十五"), chinese_number("两千零八"), chinese_number("二点五万")
    (32000000000.0, 15.0, 2008.0, 25000.0)
    """
    whole, point, rest = text.partition("点")
    if point:
        tail = rest.rstrip("万亿")
        places = "".join(str(_HAN_DIGITS[c]) for c in tail)
        return _round(float(f"{int(chinese_number(whole))}.{places}") * _myriads(rest[len(tail) :]))
    total = section = digit = 0
    for place, character in enumerate(text):
        if character in _HAN_DIGITS:
            # Digits in a row are read out one by one, as in 二零一五.
            read_out = place and text[place - 1] in _HAN_DIGITS
            digit = digit * (10 if read_out else 0) + _HAN_DIGITS[character]
        elif character in _HAN_STEPS:
            section, digit = section + (digit or 1) * _HAN_STEPS[character], 0
        elif character in _HAN_MYRIADS:
            step = _HAN_MYRIADS[character]
            section += digit
            # 万亿 multiplies what went before; 亿 … 万 adds to it.
            total = (total + section or 1) * step if step >= 10**8 or not total else total + section * step
            section = digit = 0
        else:
            raise ValueError(f"{text!r}: {character!r} is no Chinese numeral")
    return float(total + section + digit)


def _myriads(text: str) -> float:
    product = 1.0
    for character in text:
        product *= _HAN_MYRIADS.get(character) or _HAN_STEPS[character]
    return product


def _round(value: float) -> float:
    """Without the noise of binary fractions: twelve significant digits."""
    return float(f"{value:.12g}")


def _beside(found: list[Number], more: list[Number]) -> list[Number]:
    """Both, in order, without those of the second that overlap one of the first."""
    if not more:
        return found
    free = [n for n in more if not any(n.start < other.end and other.start < n.end for other in found)]
    return sorted(found + free, key=lambda number: number.start)


def _han_numbers(text: str) -> list[Number]:
    found: list[Number] = []
    at = 0
    while (first := _HAN_START.search(text, at)) is not None:
        at = first.end()
        if (match := _HAN.match(text, first.start())) is not None and (number := _read_han(match)) is not None:
            found.append(number)
            at = number.end
    return found


def _read_han(match: re.Match[str]) -> Number | None:
    group = match.groupdict()
    start, end = match.span()
    if group["share"]:
        value = float(group["share_digits"]) if group["share_digits"] else chinese_number(group["share_han"])
        value /= 10 if group["share"] == "千分之" else 1
        return Number(start, end, _round(value), 1.0, 0, 1, "fraction")
    if group["below"]:
        below, above = chinese_number(group["below"]), chinese_number(group["above"])
        return Number(start, end, _round(100 * above / below), 1.0, 0, 1, "fraction") if above < below else None
    if group["half"]:
        return Number(start, end, 50.0, 1.0, 0, 1, "fraction")
    if bare := group["bare"] or group["open"]:
        value = _myriads(bare)
        return Number(start, end, value, value, 0, value, "scale")
    value = chinese_number(match[0])
    digits = match[0].rstrip("十百千万亿兆")
    scale = _myriads(match[0][len(digits) :]) if digits else value  # the last written place
    return Number(start, end, value, scale, 0, scale, "han")


def _read_english(match: re.Match[str]) -> Number:
    group = match.groupdict()
    start, end = match.span()
    if group["part"] or group["half"]:
        whole = _PARTS[(group["part"] or "half").rstrip("s")]
        count = {"two": 2, "three": 3, "four": 4}.get(group["parts"] or "", 1)
        return Number(start, end, _round(100 * count / whole), 1.0, 0, 1, "fraction")
    word, _, ones = (group["word"] or group["count"]).lower().partition("-")
    value = _WORDS.get(word, 1) + _WORDS.get(ones or (group["ones"] or ""), 0)
    scale = _SCALES[group["word_scale"]] if group["word_scale"] else 1
    return Number(start, end, float(value * scale), float(scale), 0, scale, "word")


def _read_digits(match: re.Match[str]) -> Number:
    han, scale = match["han_scale"], match["scale"]
    first = match.start("han_scale") if han else match.start("scale") if scale else match.end()
    written = match[0][: first - match.start()].rstrip(" -").replace(",", "")
    multiplier = _myriads(han) if han else float(_SCALES[scale.lower()]) if scale else 1.0
    decimals = len(written.partition(".")[2])
    step = _round(multiplier * 10.0**-decimals)
    return Number(*match.span(), _round(float(written) * multiplier), step, decimals, multiplier, "digits")


def han_year(written: str) -> int:
    """A year in Chinese digits: 2025 for 二〇二五.

    >>> han_year("二零二五"), han_year("一九九八")
    (2025, 1998)
    """
    return int("".join(str(_HAN_DIGITS["〇" if c == "○" else c]) for c in written))
