"""The times that labels and questions name: years, quarters, halves, months and days."""

import re

from retrieval.periods import find_periods

# A year, or None, and what is finer than years ("Q2", "03", "11-04", "H1"), or "".
Time = tuple[int | None, str]

_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
_HAN_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "首": 1, "末": 4}
_QUARTER = re.compile(
    r"(?<![A-Za-z0-9])(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?![A-Za-z])|(?:第(?P<zh>[一二三四1-4])个?|(?<!第)(?P<zh2>[一二三四首末1-4]))季度?(?!节)"
    r"|\b(?P<en>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<![A-Za-z0-9])H(?P<h>[12])(?![0-9])|(?P<zh>[上下])半年|\b(?P<en>first|second|1st|2nd) half\b", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(?P<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b|(?P<zh>十[一二]?|[一二三四五六七八九]|(?<!\d年)(?<![\d.])(?:1[0-2]|[1-9]))月(?!份?额|\d)",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"(?<![A-Za-z])FY\s?'?(?P<year>\d\d)(?!\d)", re.IGNORECASE)
_MONTH_HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


def times_in(text: str) -> frozenset[Time]:
    """The years, quarters, halves and months that a text names.

    >>> sorted(times_in("second quarter of 2023")), sorted(times_in("2025E")), sorted(times_in("三月")), times_in("历年1月")
    ([(2023, 'Q2')], [(2025, '')], [(None, '03')], frozenset({(None, '01')}))
    """
    years: list[int] = []
    details: list[str] = []
    for period in find_periods(text):
        years += [y for y in (period.low, period.high) if y is not None and y not in years]
        if re.fullmatch(r"Q\d|H\d|\d\d(?:-\d\d)?", period.detail):
            details.append(period.detail)
    years += [2000 + int(m["year"]) for m in _FISCAL.finditer(text)]
    for m in _QUARTER.finditer(text):
        written = (m["q"] or m["q2"] or m["zh"] or m["zh2"] or m["en"]).lower()
        details.append(f"Q{_ORDINALS.get(written) or _HAN_DIGITS.get(written) or written}")
    for m in _HALF.finditer(text):
        written = (m["h"] or m["zh"] or m["en"]).lower()
        details.append(f"H{_ORDINALS.get(written) or _HAN_DIGITS.get(written) or written}")
    for m in _MONTH.finditer(text):
        at = _MONTHS.index(m["en"][:3].lower()) if m["en"] else _month(m["zh"])
        details.append(f"{at + 1:02d}")
    details = [d for d in details if not any(other.startswith(f"{d}-") for other in details)]
    if not details:
        return frozenset((year, "") for year in years)
    whole: list[int | None] = [*years] or [None]
    return frozenset((year, detail) for year in whole for detail in details)


def _month(written: str) -> int:
    """The number of a month from 0, of digits or Chinese numerals."""
    return int(written) - 1 if written.isdecimal() else _MONTH_HAN.index(written)


def without_times(text: str) -> str:
    """A label without the times that it names.

    >>> without_times("2023年产量"), without_times("Share 2023")
    ('产量', 'Share')
    """
    for period in reversed(find_periods(text)):
        text = text[: period.start] + " " + text[period.end :]
    return re.sub(r"^[\s年度的()（）-]+|[\s()（）-]+$", "", _FISCAL.sub(" ", text))
