"""Figures of one sentence held against each other by its grammar: `audit_sentence`.

`retrieval.audit` compares figures by what they are read to be of. Here the words between them say how they hang together:
from so much to so much, of which so many, so much in all. A sentence that says more than one thing of a kind is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from retrieval.amounts import Interval, comparable
from retrieval.arithmetic import compound_growth, growth, part_of, total
from retrieval.audit import Finding, overlap, quotient, room
from retrieval.pairs import changes_from, changes_up_from
from retrieval.statement import Statement

# A change in percent, up or down, where it stands right behind two figures or right before them.
_UP = r"增长|增加|上升|提高|提升|上涨|增幅|涨幅|increase|rise|growth|gain|up"
_DOWN = r"下降|减少|降低|下滑|下跌|降幅|decrease|decline|fall|drop|down"
_OF = r"(?:了|达到?|为|约|近|超过?| of| by| about| around| nearly| over|\s)*"
_BEHIND = re.compile(
    r"^(?:[个台辆人次元吨]| in (?:1|2)\d{3})?[，,（( ]*(?:即|也就是|同比|较上年|比上年|环比|年均|平均每年|年复合|年均复合)*"
    rf"(?:an? )?(?:(?:annual|yearly|average|compound) )*(?:(?P<up>{_UP})|(?P<down>{_DOWN})){_OF}$",
    re.IGNORECASE,
)
_LEAD = re.compile(rf"(?:(?P<up>{_UP}|rose|grew)|(?P<down>{_DOWN}|fell|dropped)){_OF}$", re.IGNORECASE)
_LEADS_TO = re.compile(r"^(?:,? to |[，,]?[至到达为])", re.IGNORECASE)
# That a change is one of each year is said in its words, right before them, or right behind it.
_YEARLY = re.compile(r"年均|每年|复合|\b(?:annual|yearly|compound)\b", re.IGNORECASE)
_YEARLY_BEFORE = re.compile(r"(?:年均|每年|复合)$")
_YEARLY_BEHIND = re.compile(r"^ (?:(?:a|each|every|per) year|annually|yearly|on average)\b|^每年", re.IGNORECASE)
# Between the later figure and the earlier one: 比2023年的7亿元, ", from £7 million".
_THAN = re.compile(
    r"^[^，,；;。\d]{0,8}[，,（(]?(?:(?:相)?较|比)(?:\d{4}年|上年|去年|上一年)?(?:同期)?的?$"
    r"|^(?: in (?:1|2)\d{3})?,? from (?:about |around |some )?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1|2)\d{3}年的?")
_PART = re.compile(r"其中|\bof which\b|\bof whom\b|^of the\b", re.IGNORECASE)
_SHARED = re.compile(r"(?:占[^，,；;。]{0,10}|比重[^，,；;。]{0,4}|, (?:or |which is |about )*)$", re.IGNORECASE)
_OF_ALL = re.compile(r"^ ?(?:of (?:the|its|their) (?:total|whole|sum)|of (?:all|them|it)\b)", re.IGNORECASE)
_TOTAL_ZH = re.compile(
    r"[，,、；;](?:三[者项家个]|两[者项家个]|四[者项家个])?(?:合计|共计|总计|一共|加起来)[为是达共]*$"
)
_TOTAL_EN = re.compile(r"^,? (?:in total|in all|altogether)\b|^ together\b", re.IGNORECASE)
_MORE = re.compile(r"其他|其它|其余|另有|等|\b(?:others?|the rest|including|among|such as)\b", re.IGNORECASE)
_LEAST_PARTS = 3


def audit_sentence(text: str, statements: Sequence[Statement]) -> list[Finding]:
    """What in a sentence does not follow from the figures beside it.

    Args:
        text: one sentence.
        statements: its figures, places counted in it.
    """
    figures = sorted((s for s in statements if s.quantity.kind not in ("ordinal", "duration")), key=_at)
    figures = [s for s in figures if s.cell is None]
    return [*_changes(text, figures), *_parts(text, figures), *_sums(text, figures)]


def _at(statement: Statement) -> int:
    return statement.quantity.start


def _changes(text: str, figures: Sequence[Statement]) -> Iterator[Finding]:
    """The one change in percent of a sentence against the figures that it says something rose or fell between."""
    rates = [s for s in figures if s.quantity.unit == "%"]
    pairs = [pair for pair in pairwise(s for s in figures if s.quantity.unit != "%") if _ends(text, *pair) is not None]
    if len(rates) != 1 or len(pairs) != 1:
        return
    rate, (one, two) = rates[0], pairs[0]
    said = text[: rate.quantity.outer_start]
    if rate.quantity.start > two.quantity.start:
        word = _BEHIND.match(said[two.quantity.end :])
    else:
        led = _LEADS_TO.match(text[rate.quantity.end : one.quantity.outer_start])
        word = _LEAD.search(said) if led else None
    first, last = _ends(text, *pairs[0]) or pairs[0]
    if word is None or not comparable(first.quantity, last.quantity) or first.quantity.value <= 0:
        return
    yearly = bool(
        _YEARLY.search(word[0])
        or _YEARLY_BEFORE.search(said[: len(said) - len(word[0])])
        or _YEARLY_BEHIND.match(text[rate.quantity.end :])
    )
    years = _span(first, last)
    if yearly and years < 2:
        return  # how many years it ran over is not said
    whole = quotient(last, first, 1.0)
    power = 1 / years if yearly else 1.0
    low, high = (100 * (max(end, 0.0) ** power - 1) for end in (whole.low, whole.high))
    fits = Interval(-high, -low) if word["down"] else Interval(low, high)
    if not overlap(room(rate.quantity), fits):
        worked = (
            compound_growth(first.quantity, last.quantity, years) if yearly else growth(first.quantity, last.quantity)
        )
        yield Finding("cagr" if yearly else "growth", rate, (first, last), worked)


def _ends(text: str, one: Statement, two: Statement) -> tuple[Statement, Statement] | None:
    """Two neighbouring figures as the earlier and the later one, where the words between say that they are."""
    before, between = text[: one.quantity.outer_start], text[one.quantity.end : two.quantity.outer_start]
    if changes_from(_YEAR.sub("", before), _YEAR.sub("", between)):
        return one, two
    if changes_up_from(between) or _THAN.match(between):
        return two, one
    return (one, two) if one.measure == two.measure and _span(one, two) == 1 else None


def _span(first: Statement, last: Statement) -> int:
    """How many years lie between two figures that are of one year each; 0 where that is not known."""
    periods = [s.period for s in (first, last)]
    years = [p.low for p in periods if p is not None and p.low is not None and p.low == p.high]
    return years[1] - years[0] if len(years) == 2 else 0


def _parts(text: str, figures: Sequence[Statement]) -> Iterator[Finding]:
    """The one share of a sentence against a whole and the part of it that stands right before the share."""
    shares = [n for n, s in enumerate(figures) if s.quantity.unit == "%"]
    others = [s for s in figures if s.quantity.unit != "%"]
    if len(shares) != 1 or len(others) != 2 or shares[0] != 2 or not _PART.search(text[: others[1].quantity.start]):
        return
    whole, part, share = figures
    before, behind = text[part.quantity.end : share.quantity.outer_start], text[share.quantity.end :]
    said = "占" in before or "比重" in before or (_SHARED.search(before) and _OF_ALL.match(behind))
    if not said or not comparable(whole.quantity, part.quantity) or whole.quantity.value <= part.quantity.value:
        return
    if not overlap(room(share.quantity), quotient(part, whole, 100.0)):
        yield Finding("share", share, (part, whole), part_of(part.quantity, whole.quantity))


def _sums(text: str, figures: Sequence[Statement]) -> Iterator[Finding]:
    """A total at the end of a list of three or more figures that names no others."""
    if len(figures) <= _LEAST_PARTS or _PART.search(text) or _MORE.search(text):
        return
    stated, parts = figures[-1], figures[:-1]
    before, behind = text[parts[-1].quantity.end : stated.quantity.outer_start], text[stated.quantity.end :]
    if not (_TOTAL_ZH.search(before) or (_TOTAL_EN.match(behind) and re.search(r",\s*$", before))):
        return
    alike = all(s.quantity.unit == stated.quantity.unit and s.quantity.kind != "percent" for s in parts)
    if not alike or len({s.period.years if s.period else () for s in figures}) > 1:
        return
    spans = [room(s.quantity) for s in parts]
    if not overlap(room(stated.quantity), Interval(sum(i.low for i in spans), sum(i.high for i in spans))):
        yield Finding("sum", stated, tuple(parts), total([s.quantity for s in parts]))
