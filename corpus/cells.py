"""What may be a cell of a flattened table: figures, words, marks for nothing.

In a flattened table nothing parts the cells, so at each place several cells may begin, with several ends each. This
module lists them with what each costs; `corpus.cuts` chooses among them.
"""

import math
import re
import tomllib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from corpus.ngrams import ngrams

CellKind = Literal["label", "number", "text", "missing"]

_NUMBER_HEAD = re.compile(r"(?:[<>≤≥±]|约|近|超)?[+\-−]?(?=\d)")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")
_DIGITS = re.compile(r"\d+")
_FRACTION = re.compile(r"\.(\d{1,4})")
_RANGE = re.compile(r"[~～—–-](?=\d)")
_TEXT_START = re.compile(r"[A-Za-z㐀-鿿“‘\"《「（(【]")
_STOPS = frozenset("。；;！？!?\n")
# No text cell ends behind one of these or begins with one.
_GLUE = frozenset(",，、:：·的和与及或/&+.~～-—–")
_OPENING, _CLOSING = "（(【《“「", "）)】》”」"
_FIGURE_ENDS = frozenset("0123456789%％‰")
_LONGEST_TEXT = 160
_LONGEST_INTEGER = 8
_LONGEST_REPEATED, _REACH = 12, 800
_DIGIT = math.log(10)
# What it costs that a text goes on where a note or a heading seems to begin.
_SWALLOWED_PART = 6.0
# What a figure inside a text costs.
_FIGURE = 1.8
# By the number of digits: of an integer without groups, and behind the point.
_DIGITS_COST = (0.0, 0.8, 0.0, 0.0, 0.1, 0.6, 1.5, 2.5, 3.5)
_ZERO = 2.5
_PLACES_COST = (0.0, 0.0, 0.2, 2.5, 4.5)
# A text that could only end at a dearer place goes on, save when the same words stand elsewhere as a cell.
_MOST_EDGE, _MOST_KNOWN_EDGE = 4.0, 8.0
# What ends a table at the latest: a note, a heading.
NEXT_PART = re.compile(
    r"(?:备?注|附注|说明|表注|(?:数据|资料)?来源|数据说明|单位)[:：]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]"
    r"|\d{1,2}(?:\.\d)*、|第[一二三四五六七八九十\d]{1,3}[章节]"
)


@dataclass(frozen=True, slots=True)
class CellCut:
    """A possible cell.

    Attributes:
        start: first character in the text of the table.
        end: one past the last.
        kind: what it holds; "label" for a row label that a series of them foretells.
        cost: how unlikely such a cell is by itself, as a natural logarithm, against as many random digits.
        value: of a number, else NaN.
        decimals: digits behind the point; 0 for the rest.
        suffix: the unit in a number's cell, or "".
        grouped: whether a number has its thousands grouped by commas.
        rarity: the part of the cost that its number of digits makes up: what a figure below the like of it is spared.
        marks: how many commas and figures a text holds.
        number: its place among the cells of its finder.
    """

    start: int
    end: int
    kind: CellKind
    cost: float = 0.0
    value: float = math.nan
    decimals: int = 0
    suffix: str = ""
    grouped: bool = False
    rarity: float = 0.0
    marks: tuple[int, int] = (0, 0)
    number: int = field(default=-1, compare=False)


@cache
def words() -> dict[str, list[str]]:
    """The words about tables, from the file beside this one."""
    with Path(__file__).with_name("tablewords.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _alternatives(key: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words()[key], key=len, reverse=True))))


@cache
def unit_pattern() -> re.Pattern[str]:
    """Matches the unit behind a figure, with the word for its thousands or millions: 亿千瓦时."""
    units = "|".join(map(re.escape, sorted(words()["units"] + words()["measures"], key=len, reverse=True)))
    return re.compile(rf"[十百千]?(?:万亿|[万亿])?(?:{units})|[十百千]?(?:万亿|[万亿])")


class CellFinder:
    """Finds the cells that may begin at a place of a text.

    Attributes:
        cells: all that were found so far, each at its number.

    Args:
        text: the flattened table, and what follows it.
        grouped: whether its thousands are grouped, so that 1200 would be written 1,200.
        joined: whether a text may end where other words follow, or inside a number; else only where a figure, a
            bracket or a mark parts it from what follows.
    """

    def __init__(self, text: str, grouped: bool, joined: bool = False) -> None:
        self.cells: list[CellCut] = []
        self._text, self._grouped, self._joined = text, grouped, joined
        self._labels: dict[tuple[int, int], CellCut] = {}
        self._found: dict[int, tuple[CellCut, ...]] = {}
        self._cuts: dict[int, float] = {}

    def at(self, place: int) -> tuple[CellCut, ...]:
        """All cells that may begin at a place, in order of their ends."""
        known = self._found.get(place)
        if known is None:
            cells = [*self._missing(place), *self._numbers(place), *self._texts(place)]
            known = self._found[place] = tuple(map(self._numbered, sorted(cells, key=lambda c: c.end)))
        return known

    def label(self, start: int, end: int) -> CellCut:
        """The row label that stands there."""
        known = self._labels.get((start, end))
        if known is None:
            known = self._labels[start, end] = self._numbered(CellCut(start, end, "label"))
        return known

    def _numbered(self, cell: CellCut) -> CellCut:
        self.cells.append(replace(cell, number=len(self.cells)))
        return self.cells[-1]

    def _missing(self, place: int) -> list[CellCut]:
        marks = [m for m in words()["missing"] if self._text.startswith(m, place)]
        return [CellCut(place, place + len(m), "missing", 1.5) for m in marks]

    def _numbers(self, place: int) -> list[CellCut]:
        head = _NUMBER_HEAD.match(self._text, place)
        if head is None:
            return []
        negative = head.group().endswith(("-", "−"))
        found = []
        for end, value, decimals, grouped, cost in self._magnitudes(head.end()):
            value, cost = (-value, cost + 1.0) if negative else (value, cost)
            rarity = _PLACES_COST[decimals] + (0.0 if grouped else _DIGITS_COST[len(str(int(abs(value))))])
            for stop, suffix in self._suffixes(end):
                found.append(CellCut(place, stop, "number", cost, value, decimals, suffix, grouped, rarity))
                spread = _RANGE.match(self._text, stop)
                if spread and suffix == "%":
                    found.extend(
                        CellCut(place, last, "number", cost + 0.5, (value + other) / 2, places, "%~%")
                        for end2, other, places, _, _ in self._magnitudes(spread.end())
                        for last, unit in self._suffixes(end2)
                        if unit == "%"
                    )
        return found

    def _magnitudes(self, place: int) -> list[tuple[int, float, int, bool, float]]:
        """Ends of unsigned numbers: end, value, decimals, grouped, cost."""
        whole: list[tuple[int, bool]] = []
        grouped = _GROUPED.match(self._text, place)
        if grouped:
            first = self._text.index(",", place)
            whole += [(end, True) for end in range(first + 4, grouped.end() + 1, 4)]
        run = _DIGITS.match(self._text, place)
        if run is None:
            return []
        last = min(run.end(), place + _LONGEST_INTEGER)
        whole += [(end, False) for end in range(place + 1, last + 1) if not self._text.startswith(",", end)]
        found: list[tuple[int, float, int, bool, float]] = []
        for end, has_groups in whole:
            digits = self._text[place:end].replace(",", "")
            if digits[0] == "0" and len(digits) > 1:
                continue
            cost = self._integer_cost(digits, has_groups)
            found.append((end, float(digits), 0, has_groups, cost + (_ZERO if digits == "0" else 0.0)))
            fraction = _FRACTION.match(self._text, end)
            for places in range(1, len(fraction.group(1)) + 1) if fraction else ():
                stop = end + 1 + places
                value = float(digits + self._text[end:stop])
                found.append((stop, value, places, has_groups, cost + _PLACES_COST[places] + (0.0 if value else _ZERO)))
        kept = [f for f in found if not self._text.startswith(".", f[0])]
        many = [sum(c.isdigit() for c in self._text[place : k[0]]) for k in kept]
        return [
            (end, v, d, g, cost + digits_cost(v, d) - _DIGIT * n)
            for (end, v, d, g, cost), n in zip(kept, many, strict=True)
        ]

    def _integer_cost(self, digits: str, has_groups: bool) -> float:
        if has_groups:
            return 0.0
        cost = _DIGITS_COST[len(digits)]
        return cost + (5.0 if self._grouped and len(digits) > 3 else 0.0)

    def _suffixes(self, end: int) -> list[tuple[int, str]]:
        unit = unit_pattern().match(self._text, end)
        if unit is None:
            return [(end, "")]
        suffix = unit.group().replace("％", "%")
        # A unit of one character may as well begin a word (个人), a longer one belongs to the figure.
        return [(unit.end(), suffix)] if suffix in "%‰" or len(suffix) > 1 else [(end, ""), (unit.end(), suffix)]

    def _texts(self, place: int) -> list[CellCut]:
        text = self._text
        if not _TEXT_START.match(text, place):
            return []
        found, depth, cost = [], 0, 0.3
        items, figures, figured = 0, 0, 0
        for at in range(place, min(len(text), place + _LONGEST_TEXT)):
            char = text[at]
            if char in _STOPS and not depth:
                break
            if at > place and not depth and NEXT_PART.match(text, at):
                cost += _SWALLOWED_PART
            depth += (char in _OPENING) - (char in _CLOSING)
            if depth < 0:
                break
            if char in ",，、" and not depth:
                items, figured = items + 1, figured + (text[at - 1] in _FIGURE_ENDS)
            if char.isdigit() and not text[at - 1].isdigit() and text[at - 1] not in ".,":
                figures, cost = figures + 1, cost + (0.5 if depth else _FIGURE)
            end = at + 1
            edge = math.inf if depth else self._edge(end)
            if text[place:end] in words()["missing"]:
                continue
            known = self._repeats(place, end) if self._joined and edge <= _MOST_KNOWN_EDGE else 0.0
            if edge <= (_MOST_KNOWN_EDGE if known > 0 else _MOST_EDGE):
                even = _list_cost(items, figured, figures, char in _FIGURE_ENDS)
                found.append(CellCut(place, end, "text", cost + edge + even - known, marks=(items, figures)))
        return found

    def _repeats(self, start: int, end: int) -> float:
        """What words gain that stand behind other figures as well and before different things, as the few words of a
        column of ratings do; below 0 when the same thing always follows them, since then they go on.
        """
        if end - start > _LONGEST_REPEATED or not (start and self._text[start - 1] in _FIGURE_ENDS):
            return 0.0
        low = max(0, start - _REACH)
        found = re.compile(rf"(?<=[\d%％‰]){re.escape(self._text[start:end])}(.?)", re.DOTALL)
        following = found.findall(self._text, low, start + _REACH)
        kinds = len(set(following))
        if kinds == 1:
            return -3.0 if len(following) > 2 else 0.0
        return min(kinds - 1, 3) * (0.8 if end - start == 1 else 1.3)

    def _edge(self, at: int) -> float:
        """What it costs to end a text before a place; infinite where none can end."""
        cost = self._cuts.get(at)
        if cost is None:
            cost = self._cuts[at] = self._edge_cost(at)
        return cost

    def _edge_cost(self, at: int) -> float:
        text = self._text
        if at >= len(text):
            return 0.0
        left, right = text[at - 1], text[at]
        if right in _STOPS or NEXT_PART.match(text, at):
            return 0.0
        if left in _GLUE or (right in _GLUE and not _alternatives("missing").match(text, at)) or right in _CLOSING:
            return math.inf
        if left.isdigit() and right.isdigit():
            return 3.0 if self._joined else math.inf
        if right.isdigit() or right in "+-−—–/":
            return 1.2 if left.isascii() and left.isalpha() else 0.0
        if left in "%％" + _CLOSING:
            return 0.6
        if left.isdigit():
            return 2.0
        return self._joint_cost(left, right) if self._joined else math.inf

    def _joint_cost(self, left: str, right: str) -> float:
        """What it costs that words end and others begin between two characters."""
        if left.isascii() and left.isalnum() and right.isascii() and right.isalnum():
            return 4.0 if right.isupper() and left.islower() else math.inf
        return max(-1.0, 0.7 - ngrams().boundary(left, right))


def digits_cost(value: float, decimals: int) -> float:
    """What the digits of a number cost when nothing is known but its magnitude to a decade."""
    return math.log(_DIGIT * abs(value) * 10**decimals + 4)


def _list_cost(commas: int, figured: int, figures: int, last: bool) -> float:
    """What it costs that the last item of a list does not look like the others; cheaper when all hold a figure."""
    if not commas:
        return 0.0
    if figured == commas and last:
        return -(_FIGURE - 0.1) * min(figures, commas + 1)
    return 5.0 if figured > commas / 2 and not last else 0.0
