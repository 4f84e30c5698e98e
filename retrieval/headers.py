"""What the header and the caption of a table say about its cells: unit, measure, time, subject."""

import re
from dataclasses import dataclass, replace

from retrieval.chinese import noun_phrase as _chinese_phrase
from retrieval.clauses import is_chinese
from retrieval.english import noun_phrase as _english_phrase
from retrieval.measures import find_measures
from retrieval.period import Period
from retrieval.periods import find_periods
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity

_BRACKETS = re.compile(r"[（(](?P<inside>(?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
_PARTS = re.compile(r"[，,；;、]\s*(?!\d{3})")
_NUMBER = re.compile(r"\A\s?\d[\d,]*\s")
_TABLE = re.compile(r"\A\s*(?:(?:表|图表?|Table|Figure|Exhibit)\s*[\d一二三四五六七八九十.\-]*\s*[:：.、\s]\s*)?")
_UNIT_OF = re.compile(r"(?P<names>[^，,；;（(）)]*?)(?:的)?单位(?:均|依次)?(?:为|是|[:：])\s*(?P<unit>[^，,；;）)。]+)")
_SHARE_OF = re.compile(r"占(?P<of>[^占]{1,12}?)的?(?:比重|比例|份额|比)\Z")
_WORLD = re.compile(r"全球|世界|全国|\b(?:global|world|national)\b", re.IGNORECASE)
CURRENCY = re.compile(r"\A(?P<mark>[A-Z]{3}(?![A-Za-z])|(?:US|HK|NT|A|C)?[$€£¥￥])\s*")
_LIST = re.compile(r"[、，,]|以及|及|与|和|\sand\s")


@dataclass(frozen=True, slots=True)
class Head:
    """What a header cell, a row label or a caption says.

    Attributes:
        text: as written, without its unit and its times.
        measure: the measure it names, or None.
        subject: of what, where it says so, else "".
        of: of what whole, for shares, where it says so.
        unit: one of the unit as a figure (亿元: 100,000,000 CNY), or None.
        period: the time it names, or None.
    """

    text: str
    measure: str | None
    subject: str
    of: str
    unit: Quantity | None
    period: Period | None


# 渔港各年捕捞量, yearly landings: the rows have the years.
_EVERY_YEAR = re.compile(r"(?:近年来?|[各历逐分]年度?)的?|\b(?:by year|year by year|yearly|annual)\b\s*", re.IGNORECASE)


def read_head(text: str) -> Head:
    """Read a header cell or a row label.

    >>> head = read_head("平均单价（元/套）")
    >>> head.measure, head.unit.unit, head.subject
    ('price', 'CNY/set', '')
    """
    unit: Quantity | None = None
    for bracket in _BRACKETS.finditer(text):
        unit = unit or unit_of(bracket["inside"])
    bare = _BRACKETS.sub("", text)
    periods = find_periods(text)
    for period in find_periods(bare):
        bare = bare.replace(period.text, " ")
    bare = bare.strip(" 的：:")
    if unit is None and (slash := re.search(r"[/／:：]\s*([^/／:：]+)\Z", bare)):
        unit = unit_of(slash[1])
        bare = bare[: slash.start()] if unit else bare
    return _named(bare, unit, replace(periods[0], start=-1, end=-1) if periods else None)


def read_caption(caption: str) -> Head:
    """Read a caption: its subject is what all of the table is about, its measure the only one that it names.

    >>> read_caption("表3：2025至2030年中国汽车云服务的销量、市场规模与毛利率").subject
    '中国汽车云服务'
    """
    words = _TABLE.sub("", caption)
    periods = find_periods(words)
    bare = _BRACKETS.sub("", words)
    for period in periods:
        bare = bare.replace(period.text, "")
    bare = _EVERY_YEAR.sub("", bare).strip(" 的,，。.：:")
    mentions = find_measures(bare)
    if not mentions:
        subject = _clean(bare)
    elif is_chinese(bare):
        subject = _clean(bare[: mentions[0].start])
    else:
        behind = re.match(r"\s*of\s(?P<subject>[^,]+)", bare[mentions[-1].end :])
        subject = _clean(behind["subject"]) if behind else _clean(bare[: mentions[0].start])
    inside = " ".join(match["inside"] for match in _BRACKETS.finditer(words))
    declared = re.search(r"(?:\A|[，,；;\s])单位[:：为]\s*(?P<unit>[^，,；;）)。]+)", inside)
    declared = declared or re.search(r"[（(](?P<unit>[^（）()]+)[）)]\s*\Z", words)
    times = [p for p in periods if p.low is not None]
    return Head(
        text=bare,
        measure=mentions[0].key if len({m.key for m in mentions}) == 1 else None,
        subject=subject,
        of="",
        unit=unit_of(declared["unit"]) if declared else None,
        period=replace(times[0], start=-1, end=-1) if len(times) == 1 else None,
    )


def unit_in_caption(caption: str, column: str) -> Quantity | None:
    """The unit that a caption gives for a column: （销量单位为万套，市场规模单位为亿元）."""
    for match in _UNIT_OF.finditer(caption):
        names = [name.strip() for name in _LIST.split(match["names"])]
        if any(name and (name in column or column in name) for name in names):
            return unit_of(match["unit"])
    return None


def states_unit(caption: str) -> bool:
    """Whether a caption gives a unit for the cells below it.

    >>> states_unit("分产品收入（单位：万元）"), states_unit("表2 主要指标")
    (True, False)
    """
    return read_caption(caption).unit is not None or bool(_UNIT_OF.search(caption))


def unit_of(text: str) -> Quantity | None:
    """One of a unit as a figure: 亿元, 万套/年, "CNY 100 million, 亿元", %; None when it names no unit."""
    for part in (text, *_PARTS.split(text)):
        part = part.strip()
        for written in (part, f"1{part}", CURRENCY.sub(r"\g<mark> 1 ", part, count=1)):
            found = find_quantities(written) if any(c.isdigit() for c in written) else []
            if len(found) == 1 and found[0].start == 0 and found[0].end == len(written) and found[0].form is not None:
                return found[0]
    return None


def _named(bare: str, unit: Quantity | None, period: Period | None) -> Head:
    if of := _SHARE_OF.search(bare):
        return Head(bare, "share", _clean(bare[: of.start()]), _clean(of["of"]), unit, period)
    mentions = find_measures(bare)
    if not mentions:
        return Head(bare, None, "", "", unit, period)
    last = mentions[-1]
    rest = bare[: last.start]
    world = _WORLD.search(bare) if last.key == "share" else None
    if not is_chinese(bare) and (behind := re.match(r"\s*of\s(?P<subject>.+)\Z", bare[last.end :])):
        rest = behind["subject"]
    return Head(bare, last.key, _clean(rest), world[0].lower() if world else "", unit, period)


def _clean(words: str) -> str:
    return (_chinese_phrase if is_chinese(words) else _english_phrase)(words)
