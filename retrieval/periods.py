"""Years, ranges of years, quarters and dates in a text, Chinese and English.

A year is found first; what stands around it (`年底`, `上半年`, `end of`, `June`, `Q3`) is read from there. Spans that
only relate to now (`未来五年`, `last year`) are found too and carry no year.
"""

import re
from typing import Protocol

from retrieval.numerals import HAN_YEAR, chinese_number, han_year
from retrieval.period import Edge, Period
from retrieval.units import match_unit

_YEAR = r"(?:1[0-9]|20|21)\d\d"
_FIND_YEAR = re.compile(r"[12]\d{3}(?!\d|,\d{3}|\.\d)")
_BEFORE_YEAR = re.compile(r"(?<![\dA-Za-z/])(?<!\d[.,])(?:(?:FY|CY)\s?)?\Z")
_DASH = r"[-–—~～－]{1,2}"
_RANGE_TAIL = re.compile(
    rf"\s?(?P<first>年)?(?P<join>\s?(?:至|到|{_DASH})\s?|\sto\s|\sthrough\s|\sand\s)(?P<last>{_YEAR})(?![\d,.]\d|\d)(?P<after>\s?年)?"
)
_SHORT_TAIL = re.compile(rf"(?:{_DASH}|/)(?P<last>\d\d)(?![\d.%-])(?P<after>\s?年)?")
_NTH = {"fir": 1, "sec": 2, "thi": 3, "fou": 4}
_HAN_QUARTER = {"一": 1, "二": 2, "三": 3, "四": 4}
_ZH_TAIL = re.compile(
    r"\s?年(?P<span>度)?\s?(?:"
    r"(?P<month>1[0-2]|0?[1-9])\s?(?:[-–—~～至]\s?(?P<month2>1[0-2]|[1-9])\s?)?月(?:份)?(?:\s?(?P<day>[12]\d|3[01]|0?[1-9])\s?[日号])?"
    r"|(?P<half>[上下])半年|前(?P<first>[二三四])(?:个)?季度|第?(?P<quarter>[一二三四1-4])季度?|[Qq](?P<q>[1-4])"
    r"|(?P<end>年?[底末])|(?P<start>年?初)(?!步|级|创|始|代|期|心|衷|见|学|中)|(?P<mid>年?中)(?=[，。、的期旬]|$)"
    r"|(?P<about>前后|左右)|(?P<since>以来|起)|(?P<after>以后|之后|后)(?!期|续|端|台|市|半)"
    r"|(?P<before>以前|之前|前)(?![一二三四五六\d期后往]|端|装|沿)|(?P<whole>全年|一年|期间)|(?!内|来|限|龄|期)"
    r")"
)
_ISO_TAIL = re.compile(r"([-/.])(?P<month>1[0-2]|0?[1-9])(?:\1(?P<day>[12]\d|3[01]|0?[1-9]))?(?![\d-])")
_EN_Q_TAIL = re.compile(r"\s?(?:[Qq](?P<q>[1-4])|[Hh](?P<half>[12]))(?!\w)|(?P<decade>0s|s)\b|[EeFfPpAa](?![\w年])")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)"
)
_EN_HEAD = re.compile(
    rf"(?:(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?)?(?P<month>{_MONTH})\.?,?\s"
    r"(?:(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s)?(?:of\s)?"
    r"|(?P<q>[Qq][1-4]|(?:first|second|third|fourth)[ -]quarter)\s(?:of\s)?(?:the\s)?"
    r"|(?P<half>[Hh][12]|(?:first|second)\shalf)\s(?:of\s)?"
    r"|(?P<end>(?:year[ -])?end\s(?:of\s)?|year-?end\s|late[ -])"
    r"|(?P<start>(?:the\s)?(?:beginning|start)\sof\s|early[ -])|(?P<mid>mid[ -]|the\smiddle\sof\s)"
    r"|(?P<fiscal>(?:fiscal|financial)(?:\syear)?\s))\Z"
)
_EDGES: tuple[Edge, ...] = ("by", "since", "before", "after", "about")
_EDGE_HEAD = re.compile(
    r"(?:(?P<by>截至|截止到?|截止至|(?<![达得受])到|至|\b(?:by|up to|as of|as at|until)\s(?:the\s)?)"
    r"|(?P<since>自从?|从|由|起于|\b(?:since|from)\s(?:the\s)?)|(?P<before>\bbefore\s(?:the\s)?)"
    r"|(?P<after>\bafter\s(?:the\s)?)|(?P<about>\b(?:around|about|circa|c\.)\s(?:the\s)?))\s?\Z",
    re.IGNORECASE,
)
_EN_PREPOSITION = re.compile(
    r"\b(?:in|by|of|since|from|until|to|before|after|during|around|for|and|between|the|year)\s\Z", re.IGNORECASE
)
_OLD_YEAR = re.compile(
    r"公元(?P<bc>前)?\s?(?P<year>\d{1,4})\s?年|(?:^|(?<=[，。；（(于至]))(?P<short>[1-9]\d\d)年(?=[，,（(初末底春夏秋冬]|\d{1,2}月)"
    r"|(?<!\d)(?P<en>\d{1,4})\s(?:BCE?|AD|CE)\b"
)
_DECADE = r"\d0|[二三四五六七八九]十"
_AGE = re.compile(
    rf"(?P<c>\d\d?|[一二]?十?[一二三四五六七八九]|二十)世纪(?:(?P<d>{_DECADE})年代)?"
    rf"|(?P<last>上世纪|本世纪)(?:(?P<d2>{_DECADE})年代)?"
    r"|(?P<en>1\d|2[01]|\d)(?:st|nd|rd|th)[ -]centur(?:y|ies)"
)
_NOW_START = re.compile("[未今此接近过最去前明后次翌同当本目现如眼]")
_NOW_ZH = re.compile(
    r"(?:未来|今后|此后|接下来)(?:的)?[一二两三四五六七八九十\d]+(?:[-–—~～至到][一二三四五六七八九十\d]+)?(?:个)?年(?:内|间|里)?"
    r"|(?:近|过去|最近|此前)(?:的)?[一二两三四五六七八九十\d]+(?:个)?年(?:来|间|里)?|近些?年来?"
    r"|今年(?:以来|底|初)?|去年|前年|明年|后年|次年|翌年|同年|当年|本年度?|当前|目前|现阶段|如今|现在|眼下"
)
_WITHIN = re.compile(r"[一二两三四五六七八九十\d]+(?:[-–—~～至到][一二三四五六七八九十\d]+)?年之?内")
_NOW_HINTS: tuple[str, ...] = (
    "next",
    "coming",
    "past",
    "last year",
    "this year",
    "present",
    "currently",
    "today",
    "nowadays",
    "recent",
)
_NOW_HINTS += ("now ", "within", " years", "previous")
_NOW_EN = re.compile(
    r"\b(?:within|in)\s(?:\d+|two|three|four|five|six|seven|eight|ten|twenty)\syears\b"
    r"|(?:\b(?:over|in|within|during|for)\s)?\bthe\s(?:next|coming|past|last|previous)\s(?:\w+\s)?(?:years?|decades?)\b"
    r"|\b(?:last|this|next)\syear\b|\b(?:at\spresent|currently|today|nowadays|in\srecent\syears|recently|now)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile("[a-z]")
_LOOSE = re.compile(
    r"(?<![\d年./-])(?:\d{1,2}[-–—~～至])?(?P<month>1[0-2]|[1-9])\s?月(?:份)?(?:\s?(?P<day>[12]\d|3[01]|[1-9])\s?[日号])?"
    r"|(?<![年度])第?(?P<q>[一二三四])季度|(?<!年)(?P<half>[上下])半年"
)


def find_periods(text: str) -> list[Period]:
    """Every year, range of years, quarter, date and relative span, from left to right, none overlapping another.

    >>> [(p.text, p.low, p.high, p.edge) for p in find_periods("截至2024年底；2025至2030年")]
    [('2024年底', 2024, 2024, 'by'), ('2025至2030年', 2025, 2030, 'in')]
    >>> [(p.text, p.low, p.edge, p.detail) for p in find_periods("by the end of 2027")]
    [('end of 2027', 2027, 'by', 'end')]
    """
    found: list[Period] = []
    at = 0
    for match in _FIND_YEAR.finditer(text):
        if match.start() < at or match[0] > "2199":
            continue
        before = _BEFORE_YEAR.search(text, max(0, match.start() - 4), match.start())
        if before is not None and (period := _around(text, match, before.start())) is not None:
            found.append(period)
            at = period.end
    if text.isascii():
        hints = text.lower()
        if "centur" in hints or " bc" in hints or " ad" in hints or " ce" in hints:
            found += _free(found, _AGE, text, _age) + _free(found, _OLD_YEAR, text, _old_year)
    else:
        hints = text.lower() if _LETTERS.search(text) else ""
        if "年" in text:
            found += _free(found, HAN_YEAR, text, _han_year)
            found += _free(found, _OLD_YEAR, text, _old_year)
        if "世纪" in text:
            found += _free(found, _AGE, text, _age)
        if "月" in text or "季度" in text or "半年" in text:
            found += _free(found, _LOOSE, text, _loose)
        for first in _NOW_START.finditer(text):
            if (now := _NOW_ZH.match(text, first.start())) and not _overlaps(found, *now.span()):
                found.append(Period(*now.span(), now[0], None, None, "", "relative"))
        if "年内" in text or "年之内" in text:
            found += _free(found, _WITHIN, text, _relative)
    if any(hint in hints for hint in _NOW_HINTS):
        found += _free(found, _NOW_EN, text, _relative)
    return sorted(found, key=lambda period: period.start)


def _around(text: str, match: re.Match[str], start: int) -> Period | None:
    """The period that the year of `match` belongs to, from `start` on, or None when the digits are no year."""
    low = high = int(match[0])
    end, detail = match.end(), ""
    edge: Edge = "in"
    if (tail := _RANGE_TAIL.match(text, end)) and int(tail["last"]) > low and _years_joined(text, start, tail):
        high, end = int(tail["last"]), tail.end()
        if tail["first"] and not tail["after"]:
            return None if match_unit(text, tail.end("last")) else Period(start, end, text[start:end], low, high)
        if tail["after"] and (more := re.compile("期间|间").match(text, end)):
            end = more.end()
        return Period(start, end, text[start:end], low, high)
    if (tail := _SHORT_TAIL.match(text, end)) and _follows(low, tail):
        high = low // 100 * 100 + int(tail["last"])
        return Period(start, tail.end(), text[start : tail.end()], low, high)
    if text.startswith("年代", end):
        return Period(start, end + 2, text[start : end + 2], low, low + 9)
    if tail := _ZH_TAIL.match(text, end):
        end, detail, edge = end + len(tail[0].rstrip()), _zh_detail(tail), _zh_edge(tail)
    elif text[end : end + 2].lstrip().startswith("年"):
        return None  # 2000年内, 1500年来: a span of years
    elif tail := _ISO_TAIL.match(text, end):
        end, detail = tail.end(), f"{int(tail['month']):02d}" + (f"-{int(tail['day']):02d}" if tail["day"] else "")
    elif tail := _EN_Q_TAIL.match(text, end):
        end = tail.end()
        if tail["decade"]:
            return Period(start, end, text[start:end], low, low + 9)
        detail = f"Q{tail['q']}" if tail["q"] else f"H{tail['half']}" if tail["half"] else ""
    elif not _plain_year(text, start, end, low):
        return None
    head = _EN_HEAD.search(text, max(0, start - 28), start)
    if head is not None:
        start, detail = head.start(), _en_detail(head) or detail
    before = _EDGE_HEAD.search(text, max(0, start - 12), start)
    if edge == "in" and before is not None:
        edge = next(name for name in _EDGES if before[name])
    return Period(start, end, text[start:end], low, high, detail, edge)


def _years_joined(text: str, start: int, tail: re.Match[str]) -> bool:
    """Whether two numbers with a dash or a word between them are a range of years."""
    if tail["after"]:
        return True
    if "and" in tail["join"]:
        return re.search(r"\bbetween\s\Z", text[:start], re.IGNORECASE) is not None
    return 1900 <= int(tail["last"]) <= 2100 and match_unit(text, tail.end()) is None


def _follows(low: int, tail: re.Match[str]) -> bool:
    """Whether the two digits behind a dash end a range such as 2025-30 (2024-06 is a month)."""
    return low >= 1900 and int(tail["last"]) > max(low % 100, 0 if tail["after"] else 12)


def _plain_year(text: str, start: int, end: int, year: int) -> bool:
    unit = match_unit(text, end)
    # "a 2030 car stock": an English noun in the singular is not what is counted.
    counted = unit is not None and re.search(r"[A-Za-rt-z]\Z", text[: unit[1]]) is None
    if counted or text[end : end + 1] in {"%", "％", "万", "亿", "千", "百", "余", "多"}:
        # "In 2024 companies …" names a year all the same.
        return bool(_EN_PREPOSITION.search(text, max(0, start - 9), start)) and text[end : end + 1] == " "
    if text[max(0, start - 1) : start] in {"$", "¥", "￥", "€", "£", "-", "−", "第"}:
        return False
    return 1900 <= year <= 2100 or bool(_EN_PREPOSITION.search(text, max(0, start - 9), start))


def _zh_detail(tail: re.Match[str]) -> str:
    group = tail.groupdict()
    if group["month2"]:
        first, last = int(group["month"]), int(group["month2"])
        return f"{last}M" if first == 1 else f"{first:02d}..{last:02d}"
    if group["month"]:
        return f"{int(group['month']):02d}" + (f"-{int(group['day']):02d}" if group["day"] else "")
    if group["half"]:
        return "H1" if group["half"] == "上" else "H2"
    if group["first"]:
        return f"{3 * _HAN_QUARTER[group['first']]}M"
    if quarter := group["quarter"] or group["q"]:
        return f"Q{_HAN_QUARTER.get(quarter) or quarter}"
    return next((name for name in ("end", "start", "mid") if group[name]), "")


def _zh_edge(tail: re.Match[str]) -> Edge:
    return next((name for name in _EDGES[1:] if tail[name]), "in")


def _en_detail(head: re.Match[str]) -> str:
    group = head.groupdict()
    if group["month"]:
        day = group["day"] or group["day2"]
        return f"{_MONTHS.index(group['month'][:3].lower()) // 4 + 1:02d}" + (f"-{int(day):02d}" if day else "")
    if group["q"]:
        return f"Q{_NTH.get(group['q'][:3].lower()) or group['q'][1]}"
    if group["half"]:
        return f"H{_NTH.get(group['half'][:3].lower()) or group['half'][1]}"
    return next((name for name in ("end", "start", "mid") if group[name]), "")


def _free(taken: list[Period], pattern: re.Pattern[str], text: str, read: "_Reader") -> list[Period]:
    return [read(match, text) for match in pattern.finditer(text) if not _overlaps(taken, *match.span())]


def _overlaps(taken: list[Period], start: int, end: int) -> bool:
    return any(p.start < end and start < p.end for p in taken)


def _han_year(match: re.Match[str], text: str) -> Period:
    year = han_year(match[0])
    return Period(match.start(), match.end() + 1, text[match.start() : match.end() + 1], year, year)


def _old_year(match: re.Match[str], text: str) -> Period:
    year = int(match["year"] or match["short"] or match["en"])
    year = -year if match["bc"] or "BC" in match[0] else year
    return Period(*match.span(), match[0], year, year)


def _age(match: re.Match[str], text: str) -> Period:
    if match["last"]:
        first = 1900 if match["last"] == "上世纪" else 2000
        decade = match["d2"]
    else:
        number = match["c"] or match["en"]
        first = 100 * (int(number if number.isdigit() else chinese_number(number)) - 1)
        decade = match["d"]
    if not decade:
        return Period(*match.span(), match[0], first + 1, first + 100)
    low = first + int(decade if decade.isdigit() else chinese_number(decade))
    return Period(*match.span(), match[0], low, low + 9)


def _relative(match: re.Match[str], text: str) -> Period:
    return Period(*match.span(), match[0], None, None, "", "relative")


def _loose(match: re.Match[str], text: str) -> Period:
    if match["month"]:
        detail = f"{int(match['month']):02d}" + (f"-{int(match['day']):02d}" if match["day"] else "")
    else:
        detail = f"Q{_HAN_QUARTER[match['q']]}" if match["q"] else ("H1" if match["half"] == "上" else "H2")
    return Period(*match.span(), match[0], None, None, detail)


class _Reader(Protocol):
    """Reads a match into a period; a name for the type of the functions above."""

    def __call__(self, match: re.Match[str], text: str) -> Period: ...
