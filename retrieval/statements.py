"""Figures as data: every statement with a figure that a sentence makes.

A clause is read by the grammar of its language (`retrieval.chinese`, `retrieval.english`); what it leaves out (subject,
measure, year) is taken over from the clause before it, and from the context before the sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from retrieval import chinese, english
from retrieval.attribution import Attribution, find_attributions
from retrieval.binding import period_of
from retrieval.chinese import joins_topic
from retrieval.clauses import clause_ranges, is_chinese
from retrieval.measures import find_measures, fits, measures, name_of
from retrieval.period import Period
from retrieval.periods import find_periods
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity
from retrieval.reading import MASK, Reading
from retrieval.retold import asides
from retrieval.sourcing import arrives, is_source, put_at, without_method
from retrieval.spans import with_times
from retrieval.statement import Account, Statement

NOT_STATED: Final = frozenset({"duration", "ordinal", "scale", "score", "angle"})
"""Kinds of figures that are found in texts and make no statement."""
_SMALLEST_COUNT = 10  # 三股力量, two providers: counts in words up to here are no data
_LEAD_ZH = re.compile(r"(?:截至|截止到?|早在|仅|(?<!达)到|至|在|于|自|从|由|(?<![占同环])比|较|与|同|以)\Z")
_LEAD_EN = re.compile(
    r"\b(?:by|in|at|of|from|since|until|before|after|around|during|over|for|as of|than|to|the|early"
    r"|late)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
# "sales in 10,000 sets", 单位：1亿元: a unit is named, no figure given.
_UNIT_DECLARED = re.compile(r"(?:\bin\s|,\s|\band\s|单位[：:为]?)\Z")
_FORECAST = re.compile(
    r"预计|预期|预测|有望|将|料|目标|计划|规划|力争|或达|届时|展望|\bwill\b|\bexpect(?:s|ed)\b|\bforecast"
    r"|\bcould\b|\bproject(?:ed|s)\b|\bmay\b|\bplans?\b|\btarget|\blikely\b"
)
_PAST = re.compile(r"已|曾|了(?!解)|\b(?:was|were|had|reached|grew|rose|fell|exceeded|accounted|made up|stood)\b")
_CAGR = "cagr"
# Measures that can be of another measure: the growth of sales, the share of revenue.
_OF_FIGURES = frozenset({"share", "growth_rate", "cagr", "increase", "decrease", "quarterly_growth"})
_UNNAMED = frozenset({"money", "count", "percent"})
_DEFAULTS = {"data": "data_volume", "compute": "computing_power", "compute rate": "computing_power"}
# What goods that were shipped are worth is what was sold.
_SHIPPED = ("shipments", "money")
_SAME_TIME = re.compile("当年|同年|本年度?|该年度?")
_RELATIVE = re.compile(r"(?:whose|which|who)\b", re.IGNORECASE)
_SAID = re.compile(r"(?:it (?:is|was)|looking)\b[\w ]{0,24}\Z", re.IGNORECASE)
# A market is not that of those who were counted before it: 茶饮门店已达51万家，市场规模2,368亿元.
_SELLERS = re.compile(r"(?<=..)(?:门店|店铺|企业|商家|厂商|网点)\Z")
_LITTLE = 6  # a clause with at most so many characters beside its time is about the time


@dataclass(slots=True)
class _State:
    """What the clauses so far leave to the next one."""

    subject: str = ""
    of: str = ""
    noun: str = ""
    counted: str = ""
    fresh: bool = False
    measures: dict[str, str] = field(default_factory=dict)
    period: Period | None = None
    span: Period | None = None
    forecast: bool = False
    attribution: str = ""
    account: Account = ""


def find_statements(sentence: str, context: str = "") -> list[Statement]:
    """Every figure of a sentence with what it says.

    Args:
        sentence: in Chinese or English; places in the statements count in it.
        context: what stands before it: the sentence before, or the title of the section.

    >>> [(s.measure, s.subject, s.period.low, s.quantity.text) for s in find_statements(
    ...     "研发云的市场规模2025年预计为135亿元，到2030年将攀升至520亿元。")]
    [('market_size', '研发云', 2025, '135亿元'), ('market_size', '研发云', 2030, '520亿元')]
    """
    state = _State()
    before = _read(context, state) if context else []
    if context:
        state = replace(state, noun="", fresh=False, period=None, span=None, forecast=False, attribution="", account="")
    return with_times(_read(sentence, state), sentence, before)


def _read(sentence: str, state: _State) -> list[Statement]:
    periods = find_periods(sentence)
    quantities = find_quantities(sentence, periods)
    if not quantities:
        return []
    zh = is_chinese(sentence)
    attributions = find_attributions(sentence)
    masked = _masked(sentence, periods, attributions, zh)
    found: list[Statement] = []
    for start, end in _whole(clause_ranges(sentence, zh), quantities):
        _account(state, attributions, start, end)
        inside = [q for q in quantities if start <= q.start < end]
        times = [p for p in periods if start <= p.start < end and not _in(p, attributions)]
        clause = sentence[start:end]
        told = [q for q in inside if _tells(q, sentence)]
        if told and state.subject and arrives(clause, zh):
            state.attribution, state.subject, state.of = state.attribution or without_method(state.subject), "", ""
        state.forecast = bool(_FORECAST.search(clause)) or (state.forecast and not _PAST.search(clause))
        if not told:
            _topic(state, masked[start:end], zh, times)
            continue
        left = start
        for number, quantity in enumerate(told):
            right = told[number + 1].outer_start if number + 1 < len(told) else end
            grammar = chinese if zh else english
            reading = grammar.read(masked[left : quantity.outer_start], masked[quantity.outer_end : right], quantity)
            period = period_of(sentence, times, quantity, left, right, zh)
            found.append(_statement(state, reading, quantity, period, start, end))
            left = quantity.outer_end + reading.used
    return _with_bases(sentence, found)


def _with_bases(sentence: str, found: list[Statement]) -> list[Statement]:
    """Statements, those that the next one builds on of the same as that one: 在2025年5.2万台的基础上，2027年出货量将达10万台."""
    out = list(found)
    for number, (one, other) in enumerate(pairwise(found)):
        if sentence.startswith("的基础上", one.quantity.outer_end) and one.quantity.unit == other.quantity.unit:
            out[number] = replace(one, measure=other.measure, subject=other.subject, of=other.of)
    return out


def _whole(ranges: Sequence[tuple[int, int]], quantities: Sequence[Quantity]) -> list[tuple[int, int]]:
    """Clauses, those joined that part a figure (between CNY 4 billion and CNY 5 billion)."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and any(q.start < start < q.end for q in quantities):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined


def _in(period: Period, attributions: Sequence[Attribution]) -> bool:
    return any(a.start <= period.start < a.end for a in attributions)


def _tells(quantity: Quantity, sentence: str) -> bool:
    """Whether a figure is data: not a length of time, a rank, a scale or a small number in words."""
    if quantity.kind in NOT_STATED or sentence[max(0, quantity.start - 1) : quantity.start] in {"×", "*", "÷", "="}:
        return False
    written = sentence[quantity.start : quantity.end]
    if _UNIT_DECLARED.search(sentence, max(0, quantity.start - 8), quantity.start) and _is_scale(quantity.value):
        return False
    return quantity.kind != "count" or quantity.value > _SMALLEST_COUNT or any(c.isdigit() for c in written)


def _is_scale(value: float) -> bool:
    return value in {1e3, 1e4, 1e6, 1e8, 1e9}


def _masked(sentence: str, periods: Sequence[Period], attributions: Sequence[Attribution], zh: bool) -> str:
    """The sentence with MASK for attributions and times, and for the prepositions before times."""
    characters = list(sentence)
    spans = [(a.start, a.end) for a in attributions]
    for period in periods:
        lead = (_LEAD_ZH if zh else _LEAD_EN).search(sentence, max(0, period.start - 12), period.start)
        spans.append((lead.start() if lead else period.start, period.end))
    spans += put_at(sentence) if zh else asides(sentence)
    for start, end in spans:
        characters[start:end] = MASK * (end - start)
    return "".join(characters)


def _account(state: _State, attributions: Sequence[Attribution], start: int, end: int) -> None:
    for attribution in attributions:
        if start <= attribution.start < end:
            state.attribution, state.account = attribution.who, attribution.account
            state.forecast = attribution.account in {"forecast", "plan"}
            if attribution.topic:
                state.subject, state.of = attribution.topic, ""


def _topic(state: _State, clause: str, zh: bool, times: Sequence[Period]) -> None:
    """Take over what a clause without a figure is about, and its time where it names little else."""
    rest = clause.replace(MASK, "").strip()
    if len(rest) <= _LITTLE or _SAID.match(rest) or _RELATIVE.match(rest):
        for period in times:
            _remember(state, period)
        return
    topic = (chinese if zh else english).topic_of(clause)
    if topic is not None and is_source(topic.subject):
        state.attribution = state.attribution or without_method(topic.subject)
        state.subject, state.of = "", ""
    elif topic is not None and topic.subject:
        state.subject, state.of, state.noun, state.fresh = topic.subject, topic.of, topic.noun, zh
        if topic.measure:
            state.measures |= dict.fromkeys(("percent", "money", "count"), topic.measure)
    elif not zh and topic is not None and (known := measures().measures.get(topic.measure or "")):
        # Turnover rose all the same, to £4 million.
        state.subject, state.of, state.measures = "", "", state.measures | dict.fromkeys(known.kinds, known.key)


def _remember(state: _State, period: Period) -> None:
    if period.low is not None and period.low != period.high:
        state.span = period
    state.period = period


def _statement(
    state: _State, reading: Reading, quantity: Quantity, period: Period | None, start: int, end: int
) -> Statement:
    """A statement from what the clause says, filled up from the clauses before it, and remembered for the next."""
    inherited = state.measures.get(quantity.kind)
    subject, of = reading.subject, reading.of
    taken = not subject and bool(state.noun) and reading.measure in _OF_FIGURES and not reading.itself
    if reading.part:
        subject, of = (subject, of or state.counted or state.subject) if subject else (state.subject, state.of)
    elif reading.beside and reading.measure is None and inherited:
        subject, of = _in_place_of(state, subject, inherited)
    elif not subject:
        subject = state.noun if taken else (state.of if reading.whole and state.of else state.subject)
        of = "" if reading.whole else of or state.of
    elif reading.measure == "share" and not of and inherited == "share":
        of = state.of
    elif state.subject and (joins_topic(subject) or (reading.measure == "count" and state.fresh)):
        subject = state.subject + subject
    own = "sales" if (reading.measure, quantity.kind) == _SHIPPED else reading.measure
    measure = own or inherited or _DEFAULTS.get(quantity.kind, quantity.kind)
    if measure == "market_size" and not reading.subject:
        subject = _SELLERS.sub("", subject)
    if measure == "money" and (chinese if is_chinese(subject) else english).is_market(subject):
        measure = "market_size"
    elif measure in _UNNAMED:
        measure, subject = _named(measure, subject, quantity)
    if period is not None and _SAME_TIME.fullmatch(period.text) and state.period is not None:
        period = state.period
    if period is not None:
        _remember(state, period)
    else:
        period = state.period
    if measure == _CAGR:
        period = state.span
    if not taken:
        state.subject = subject
        state.noun = (
            subject
            if quantity.kind == "percent" or measure in {"market_size", "count"}
            else subject + _name(measure, subject)
        )
    state.counted = ""
    if measure in {"count", "stock"} and of and not is_chinese(subject):
        state.subject, state.counted, of_next = of, subject, ""
    else:
        of_next = of
    state.of, state.fresh = of_next, False
    state.measures[quantity.kind] = measure
    return Statement(
        measure=measure,
        subject=subject,
        of=of,
        quantity=quantity,
        period=period,
        attribution=state.attribution,
        account=state.account,
        forecast=state.forecast,
        start=start,
        end=end,
        direct=bool(reading.measure and reading.subject),
    )


def _named(measure: str, subject: str, quantity: Quantity) -> tuple[str, str]:
    """Measure and subject of a figure whose subject names the measure at its end: "company revenue rose 12% to …"."""
    mentions = [m for m in find_measures(subject) if fits(m.key, quantity.kind)]
    if not mentions or mentions[-1].end != len(subject) or not mentions[-1].start:
        return measure, subject
    before = subject[: mentions[-1].start].rstrip(" 的")
    return mentions[-1].key, before.removesuffix("'s").removesuffix("’s")


def _name(measure: str, beside: str) -> str:
    if measure in _UNNAMED:
        return ""
    return name_of(measure, "zh") if is_chinese(beside) else " " + name_of(measure, "en")


def _in_place_of(state: _State, subject: str, measure: str) -> tuple[str, str]:
    """Subject and whole when a clause names only the part that differs: 而燃油车只有31%."""
    if measure == "share" or not state.subject:
        return subject, state.of
    if state.of:
        return state.subject, subject
    _, joint, rest = state.subject.partition("的")
    return (f"{subject}的{rest}", "") if joint and rest else (subject, "")
