"""The header line of a flattened table, cut into the names of columns.

A unit in brackets ends a name: 产能(万套/年). A name without a unit ends with a noun that names columns (企业名称, 备注), which
may as well stand inside a longer name, so several cuts are offered and the rows below decide.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from corpus.cells import words
from corpus.ngrams import ngrams

_STOP = re.compile(r"[。；;！？!?，,、：:\n“”]")
_BRACKET = re.compile(r"[（(][^()（）]{1,24}[)）]")
_UNIT = re.compile(
    r"[%％‰‱℃°]|[元万亿千百]|[辆套台个家人年月日天次条件吨米升克瓦里吋项款部座倍分秒度户张份种级点位]$"
    r"|\d{4}年?|^(?:[kKMGTPEmμ]?(?:W|Wh|V|A|B|Hz|m|g|L|t|Pa|bps|b/s|s)|(?:US|HK)?[$¥€]|CNY|RMB|USD|EUR|pct|bp|TOPS|pcs)"
)
_LONGEST_NAME = 18
_LONGEST_HEADER = 240
_FIGURE = re.compile(r"\d")
_MOST_COST = 10.0
# What a name costs for each place inside where a name could well end, and where a noun stands that closes names.
_NOUN_INSIDE, _HEAD_INSIDE, _LIKELY_END = 1.0, 9.0, 2.0
# What it costs that a name ends behind such a noun.
_HEAD = 0.3
# What it costs that a name ends inside of a noun: 产品 of 产品类型, 案例数 of 案例数量.
_TORN = 6.0
# A name of one character is hardly one.
_ONE_CHARACTER = 5.0
# The same name stands twice in a header only below names of another line.
_SAME = 4.0
# A name that begins with a name for first columns is that and another.
_HIDDEN_FIRST = 8.0
# Where characters cling to each other more than this no unknown name ends.
_MOST_JOINED = 0.5
# What no name of a column holds outside brackets: a percentage, a number that is no year, no grade and no 5G.
_NO_NAME = re.compile(r"[%％]|(?<![A-Za-z\d.])(?!(?:19|20)\d\d)\d+(?![A-Za-z\d])|\d{5}| \d")
# Years that stand one behind another are names of columns: 城市2022年2023年.
YEAR_NAMES = re.compile(r"(?:(?:19|20)\d\d年(?:度|末|底)?){2,}")
_YEAR_NAME = re.compile(r"(?:19|20)\d\d年(?:度|末|底)?")
_BEFORE_YEARS = 1.0
_MOST_COLUMNS = 12
_MOST_CUTS = 40
Holds = Literal["figures", "percentages", "numbers", "words", "either"]
_PERCENT = re.compile(r"[%％]|率|占比|比重|份额")


@dataclass(frozen=True, slots=True)
class Column:
    """The name of a column.

    Attributes:
        start: first character in the text.
        end: one past the last.
        holds: what the name calls for: with a unit "figures" or "percentages", else by its noun "numbers", "words"
            or, when that says nothing, "either".
        inside: a beginning of the name that could well be a name by itself, or "".
    """

    start: int
    end: int
    holds: Holds
    inside: str = ""

    @property
    def unit(self) -> bool:
        """Whether the name has a unit."""
        return self.holds in ("figures", "percentages")


@dataclass(frozen=True, slots=True)
class HeaderCut:
    """One way to read a header.

    Attributes:
        columns: the names, in order.
        cost: how unlikely the reading is by itself; at least 0.
    """

    columns: tuple[Column, ...]
    cost: float

    @property
    def start(self) -> int:
        """First character of the header."""
        return self.columns[0].start

    @property
    def end(self) -> int:
        """One past its last."""
        return self.columns[-1].end


def header_starts(text: str, end: int) -> list[int]:
    """Where a header that ends at `end` may begin: behind the sentence before, or at a name for first columns."""
    low = max(0, end - _LONGEST_HEADER)
    depth, start = 0, low
    for at in range(end - 1, low - 1, -1):
        depth += (text[at] in ")）") - (text[at] in "(（")
        if depth <= 0 and _STOP.match(text, at):
            start = at + 1
            break
    starts = {start + len(text[start:end]) - len(text[start:end].lstrip())}
    names = "|".join(map(re.escape, sorted(words()["first"], key=len, reverse=True)))
    torn = _inside_of_nouns(text, start, end)
    starts.update(m.start() for m in re.compile(names).finditer(text, start, end) if m.start() not in torn)
    return sorted(starts)


def stop_of_header(text: str, at: int) -> int:
    """Where a header that holds place `at` must have ended: at the next mark of a sentence outside brackets."""
    depth = 0
    for place in range(at, min(len(text), at + _LONGEST_HEADER)):
        depth += (text[place] in "(（") - (text[place] in ")）")
        if depth <= 0 and _STOP.match(text, place):
            return place
    return min(len(text), at + _LONGEST_HEADER)


def is_unit(name: str) -> bool:
    """Whether the bracket at the end of a name holds a unit or a year: 产能(万套/年), not 软件(SaaS平台)."""
    bracket = _BRACKET.search(name)
    return bool(bracket and name.endswith(bracket.group()) and _UNIT.search(bracket.group()[1:-1]))


def header_ends(text: str, at: int) -> list[int]:
    """Where a header may end that goes on behind `at` with names that have no unit."""
    stop = _STOP.search(text, at)
    limit = min(at + 3 * _LONGEST_NAME, stop.start() if stop else len(text))
    nouns = tuple(_nouns())
    figure = _FIGURE.search(text, at)
    limit = min(limit, figure.start() if figure else limit)
    parted = [e for e in range(at + 2, min(limit + 1, len(text))) if ngrams().boundary(text[e - 1], text[e]) > 0]
    return sorted({*parted, *(e for e in range(at + 2, limit + 1) if text.endswith(nouns, at, e))})


def cut_header(text: str, start: int, end: int) -> list[HeaderCut]:
    """The readings of the header `start:end`, the likeliest first; empty when it cannot be one.

    >>> text = "年份产量(万套)占比(%)"
    >>> [text[c.start : c.end] for c in cut_header(text, 0, len(text))[0].columns]
    ['年份', '产量(万套)', '占比(%)']
    """
    if not 4 <= end - start <= _LONGEST_HEADER:
        return []
    ends = _name_ends(text, start, end)
    if ends.get(end) is None:
        return []
    found: list[HeaderCut] = []
    for chain, cost in _chains(text, start, end, ends):
        columns = tuple(Column(a, b, calls_for(text[a:b]), _inside(text, a, b, ends)) for a, b in chain)
        found.append(HeaderCut(columns, cost))
        if len(found) >= 500:
            break
    return sorted(found, key=lambda c: c.cost)[:_MOST_CUTS]


@lru_cache(4096)
def calls_for(name: str) -> Holds:
    """What a name calls for."""
    if name.endswith((")", "）")):
        return "percentages" if _PERCENT.search(name) else "figures"
    kind = next((k for n, k in _kinds_of_nouns() if name.endswith(n)), "either")
    return "numbers" if kind == "figures" else "words" if kind == "words" else "either"


@cache
def _kinds_of_nouns() -> tuple[tuple[str, str], ...]:
    """The nouns that end names and what they call for, the longest first."""
    return tuple(sorted(((n, k) for k in ("figures", "words") for n in words()[k]), key=lambda n: -len(n[0])))


def _inside(text: str, start: int, end: int, ends: dict[int, float]) -> str:
    """The longest likely name that a name begins with."""
    return next((text[start:e] for e in range(end - 1, start + 1, -1) if ends.get(e, 9.0) <= _LIKELY_END), "")


def _nouns() -> list[str]:
    return [w for key in ("figures", "words", "either", "first", "heads") for w in words()[key]]


def _name_ends(text: str, start: int, end: int) -> dict[int, float]:
    """Where a name may end, with its cost. A bracket must end one, save when a name in brackets goes on."""
    ends: dict[int, float] = {}
    brackets = [m.span() for m in _BRACKET.finditer(text, start, end)]
    for a, b in brackets:
        if a > start:
            ends[b] = 0.0
    last = sorted(_nouns(), key=len, reverse=True)
    heads = set(words()["heads"])
    torn = _inside_of_nouns(text, start, end)
    for at in range(start + 2, end + 1):
        if any(a < at < b for a, b in brackets) or any(at == a for a, b in brackets):
            continue
        if at in ends:
            continue
        noun = next((w for w in last if text.endswith(w, start, at)), "")
        joined = -ngrams().boundary(text[at - 1], text[at]) if at < end else 0.0
        if noun in heads and at < end:
            ends[at] = _HEAD
        elif noun:
            ends[at] = 0.0 if at == end else min(6.0, max(0.5, 1.5 + 0.5 * joined)) + (2.0 if len(noun) < 2 else 0.0)
        elif joined <= _MOST_JOINED:
            ends[at] = 3.0 if at == end else 5.0 + 0.5 * joined
        if at in ends and at in torn:
            ends[at] += _TORN
    for run in YEAR_NAMES.finditer(text, start, end):
        if run.start() > start:
            ends[run.start()] = min(ends.get(run.start(), math.inf), _BEFORE_YEARS)
        for at in range(run.start() + 1, run.end()):
            ends.pop(at, None)
        ends.update((m.end(), 0.0) for m in _YEAR_NAME.finditer(text, *run.span()))
    return ends


def _inside_of_nouns(text: str, start: int, end: int) -> set[int]:
    """The places in a header and at its end that part a noun which names columns."""
    found = (m.span(1) for m in _known_nouns().finditer(text, start, min(len(text), end + 4)))
    return {at for a, b in found for at in range(a + 1, b) if at <= end}


@cache
def _known_nouns() -> re.Pattern[str]:
    """Matches at each place the longest noun that begins there."""
    nouns = sorted({n for n in _nouns() if len(n) > 1}, key=len, reverse=True)
    return re.compile(f"(?=({'|'.join(map(re.escape, nouns))}))")


def _chains(
    text: str, start: int, end: int, ends: dict[int, float]
) -> Iterator[tuple[tuple[tuple[int, int], ...], float]]:
    """All ways to go from start to end over the ends of names; every unit ends a name."""
    units = {e for e in ends if text[e - 1] in ")）"}
    for run in YEAR_NAMES.finditer(text, start, end):
        units.update({run.start(), *(m.end() for m in _YEAR_NAME.finditer(text, *run.span()))} - {start})
    names = tuple(first := set(words()["first"]))
    torn = _inside_of_nouns(text, start, end)
    ordered = sorted(ends)
    stack: list[tuple[int, tuple[tuple[int, int], ...], float]] = [(start, (), 0.0)]
    while stack:
        at, chain, cost = stack.pop()
        if at == end:
            if len(chain) >= 2:
                yield chain, cost + _SAME * (len(chain) - len({text[a:b] for a, b in chain}))
            continue
        if len(chain) >= _MOST_COLUMNS:
            continue
        unit = min((u for u in units if u > at), default=end)
        for stop in (e for e in ordered if at < e <= unit):
            name = text[at:stop]
            step = ends[stop]
            if not chain:
                known = name in first and stop not in torn
                step = 0.0 if known else step + (_HIDDEN_FIRST if name.startswith(names) else 0.0)
            step += sum(_inside_cost(text, at, e, ends[e]) for e in ordered if at < e < stop and e not in units)
            length = len(_BRACKET.sub("", name))
            step += 0.8 * max(0, length - _LONGEST_NAME) + (max(0.0, 3.0 - length) if length > 1 else _ONE_CHARACTER)
            if cost + step > _MOST_COST or _NO_NAME.search(_BRACKET.sub("", name)):
                continue
            stack.append((stop, (*chain, (at, stop)), cost + step))


def _inside_cost(text: str, start: int, at: int, cost: float) -> float:
    """What it costs that a name goes on behind a place where ending would have cost so much."""
    if cost > _LIKELY_END:
        return 0.0
    of_figures = calls_for(text[start:at]) != "words"
    relative = of_figures and text.startswith(tuple(words()["relative"]), at)
    return _HEAD_INSIDE if cost == _HEAD and not relative else _NOUN_INSIDE
