"""What a sentence or a row claims: each figure or date of it, with what its clause says beside the value."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from index.words import word_units
from retrieval.asked import CHANGES
from retrieval.attribution import find_attributions
from retrieval.cells import columns, is_year
from retrieval.clauses import clause_ranges, is_chinese
from retrieval.evidence import Evidence
from retrieval.figures import statements_of
from retrieval.period import Period
from retrieval.periods import find_periods
from retrieval.quantities import find_quantities
from retrieval.sameness import PART, general_left
from retrieval.statement import Statement

# Whose account it is, where `retrieval.attribution` leaves it: 族谱作1904年, "a plaque at the gate says".
_SAID = re.compile(
    r"[^，,；;。]{0,12}?(?:记作|写作|刻作|记载为?|记为|则[为作]|作|载)\Z"
    r"|[^,;]{2,60}?\b(?:says?|said|state[sd]?|note[sd]?|hear[sd]?|report(?:s|ed)?|show(?:s|ed|n)?|record(?:s|ed)?|claim(?:s|ed)?"
    r"|expects?|expected|forecasts?|estimate[sd]?|lists?|listed|gives?|gave|puts?)\b(?:\sthat\b)?"
    r"|according to (?:the|an?) [\w' -]{2,40}?(?=,|\s(?:the|it|its)\s)",
    re.IGNORECASE,
)
# What a figure of a part, or of a time before, stands behind.
_OTHER = re.compile(
    f"{PART.pattern}|原先|原来|原本|此前|过去|以前|\\b(?:formerly|previously|originally|once|used to)\\b", re.IGNORECASE
)
# Years of columns, and what stands in brackets.
_ASIDE = re.compile(r"(?:1|2)\d{3}年?|[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that a place gives, and the words of its clause.

    Attributes:
        statement: the figure, or None for a date.
        period: the date, or None for a figure.
        years: that it holds for.
        about: what its clause says beside it; whose account it is, times and other figures left out.
        part: whether it is said of a part of something, or of a time before.
    """

    statement: Statement | None
    period: Period | None
    years: tuple[int, ...]
    about: str
    part: bool


def figures_claimed(evidence: Evidence) -> Iterable[Claim]:
    """The figures of a sentence or row, without those that say how much something changed."""
    for statement in statements_of(evidence):
        if statement.measure in CHANGES:
            continue
        years = statement.period.years if statement.period else ()
        if evidence.table is not None:
            yield Claim(statement, None, years, _cell_words(evidence, statement.cell or 0), False)
            continue
        about = _clause(evidence.text, statement.quantity.start, statement.quantity.end)
        if statement.subject not in evidence.text[statement.start : statement.end]:
            about = f"{statement.subject} {about}"  # taken over from a clause before
        part = bool(_OTHER.search(evidence.text[: statement.quantity.start]))
        yield Claim(statement, None, years, about, part)


def dates_claimed(evidence: Evidence) -> Iterable[Claim]:
    """The dates of a sentence, or the years that are cells of a row."""
    if evidence.table is not None:
        for cell, column in zip(evidence.table.rows[evidence.row], columns(evidence.table), strict=False):
            written = cell.text.strip().rstrip("年")
            for period in find_periods(f"{written}年") if is_year(written) else ():  # 3120 is a number
                yield Claim(None, period, period.years, _cell_words(evidence, column.number), False)
        return
    for period in find_periods(evidence.text):
        if period.low is not None and period.edge in ("in", "about", "by") and period.low == period.high:
            # In English what follows a date adds to it, in Chinese the verb stands there.
            end = period.end if is_chinese(evidence.text) else len(evidence.text)
            yield Claim(None, period, period.years, _clause(evidence.text, period.start, end), False)


@lru_cache(maxsize=4096)
def content_words(text: str, chinese: bool) -> frozenset[str]:
    """The words of a text that say what it is about; Chinese by the character.

    >>> sorted(content_words("the total of visitors", False)), sorted(content_words("其游客数", True))
    (['visitor'], ['客', '游'])
    """
    left = general_left(text, chinese)
    return frozenset(u for u in word_units(left) if (len(u) == 1 and not u.isascii() if chinese else u.isascii()))


def _cell_words(evidence: Evidence, number: int) -> str:
    if evidence.table is None:
        return ""
    row, header = evidence.table.rows[evidence.row], evidence.table.header
    heads = header[number].text if number < len(header) else ""
    return _ASIDE.sub(" ", f"{row[0].text} {heads}")


def _clause(text: str, start: int, end: int) -> str:
    """The clause of a value, without it; with those before it where it says nothing."""
    chinese = is_chinese(text)
    ranges = clause_ranges(text, chinese)
    first, last = next((r for r in ranges if r[0] <= start < r[1]), (0, len(text)))
    spans = [(start, end), *((a.start, a.end) for a in find_attributions(text))]
    spans += [(p.start, p.end) for p in find_periods(text)]
    spans += [(q.start, q.end) for q in find_quantities(text) if q.unit]
    if said := _SAID.match(text[first:start]):
        spans.append((first, first + said.end()))
    blank = list(text)
    for a, b in spans:
        blank[a:b] = " " * (b - a)
    about = _ASIDE.sub(" ", "".join(blank[first:last]))
    return about if content_words(about, chinese) else _ASIDE.sub(" ", "".join(blank[:last]))
