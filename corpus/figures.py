"""The figures of a text, with their units, so that two statements of the same figure compare equal.

`480亿元` and `CNY 48 billion` are both 48000000000 CNY. Used to list what a document says in numbers and to hold the
two languages of an edition to each other.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path

from corpus.document import Document, Table

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# Full-width forms, and the letters that a pattern takes for ASCII ones when it does not look at their case.
_TO_ASCII = str.maketrans("０１２３４５６７８９．，％／ſıİK", "0123456789.,%/siIK")
# What may stand between the two ends of a range.
_RANGE = re.compile(r"\s*(?:[-–—~～至到]|to|and)\s*")
_BRACKETED = re.compile(r"[（(]([^（）()]*)[）)]\s*$")
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a text states.

    Attributes:
        text: as it stands, with factor and unit.
        start: first character of the text it was found in.
        end: one past the last.
        value: the number times its factor.
        unit: name of the unit in units.toml; "calendar" for a year such as 2025; empty when there is none.
        counted: True for a unit that only says what is counted.
    """

    text: str
    start: int
    end: int
    value: Decimal
    unit: str
    counted: bool = False

    @property
    def key(self) -> tuple[Decimal, str]:
        """What two statements of one figure share, whatever their language."""
        return self.value.normalize(), "" if self.counted else self.unit


@dataclass(frozen=True, slots=True)
class _Notation:
    pattern: re.Pattern[str]
    factors: dict[str, Decimal]
    units: dict[str, tuple[str, bool]]


@cache
def _notation() -> _Notation:
    with Path(__file__).with_name("units.toml").open("rb") as file:
        data = tomllib.load(file)
    units = {
        spelling: (name, table == "counted")
        for table in ("measures", "counted")
        for name, spellings in data[table].items()
        for spelling in spellings
    }
    factors = {name: Decimal(value) for name, value in data["factors"].items()}
    names = data["names"]
    before = "|".join(rf"(?<![A-Za-z]){re.escape(n)}\s*" if _LATIN.match(n) else re.escape(n) for n in names["before"])
    pattern = re.compile(
        rf"(?P<name>{_any(names['whole'])}|(?:{before})[\d.]+|[\[【]\d+[\]】]|\d+(?:st|nd|rd|th)\b)"
        rf"|(?P<lead>(?:{_any(w for w in units if _LATIN.match(w) or not w.isalnum())})\s*)?"
        rf"(?<![A-Za-z\d.])(?<![A-Za-z]-)(?P<number>{_NUMBER})"
        rf"(?:[余多]?(?P<zh>{_any(f for f in factors if not _LATIN.match(f))})"
        rf"|[ -]?(?P<en>{_any(f for f in factors if _LATIN.match(f))})\b)?"
        rf"(?:[余多]?(?P<after>{_any(w for w in units if not _LATIN.match(w))})"
        rf"|[ -]?(?P<word>{_any(w for w in units if _LATIN.match(w))})s?(?![A-Za-z]))?",
        re.IGNORECASE,
    )
    return _Notation(pattern, factors, units)


def _any(words: Iterator[str] | list[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def find_figures(text: str) -> list[Figure]:
    """The figures of a text, in order of their place.

    Digits inside names (5G, L3, V2X, Tier 1) are none. The first end of a range gets the unit of the second.

    >>> [(f.text, str(f.value), f.unit) for f in find_figures("2025年达480亿元，增长15–25%，5G")]
    [('2025年', '2025', 'calendar'), ('480亿元', '48000000000', 'CNY'), ('15', '15', '%'), ('25%', '25', '%')]
    >>> find_figures("480亿元")[0].key == find_figures("CNY 48 billion")[0].key
    True
    """
    plain = text.translate(_TO_ASCII)
    notation = _notation()
    found: list[Figure] = []
    factors: list[str] = []
    for m in notation.pattern.finditer(plain):
        if m["number"] is None or _is_label(plain, m):
            continue
        factor = m["zh"] or (m["en"] or "").lower()
        unit, counted = _unit(notation, m)
        value = Decimal(m["number"].replace(",", "")) * notation.factors.get(factor, Decimal(1))
        end = m.end()
        if _is_calendar(m, value, unit, counted):
            unit, counted, end = "calendar", False, end if m["after"] else m.end("number")
        figure = Figure(text[m.start() : end].rstrip(), m.start(), end, value, unit, counted)
        if found and _is_range(plain, found[-1], figure):
            scale = notation.factors[factor] if factor and not factors[-1] else Decimal(1)
            found[-1], figure = _as_range(found[-1], figure, scale)
        found.append(figure)
        factors.append(factor)
    return found


def _is_label(text: str, m: re.Match[str]) -> bool:
    """Whether Latin letters that are no unit follow the digits right away: 5G, 2X."""
    following = text[m.end("number") : m.end("number") + 1]
    return not (m["en"] or m["word"]) and bool(_LATIN.match(following))


def _is_calendar(m: re.Match[str], value: Decimal, unit: str, counted: bool) -> bool:
    """Whether a number is a year: "2025年", "in 2025", and "2025 car sales", where a count would have a comma."""
    if m["zh"] or m["en"] or m["lead"] or len(m["number"]) != 4 or not 1900 <= value <= 2100:
        return False
    return unit in ("", "year") or (counted and m["word"] is not None)


def _unit(notation: _Notation, m: re.Match[str]) -> tuple[str, bool]:
    for written in (m["after"], m["lead"], m["word"]):
        if written:
            written = written.strip()
            for spelling in (written, written.lower(), written.upper()):
                if spelling in notation.units:
                    return notation.units[spelling]
            return next(u for s, u in notation.units.items() if s.lower() == written.lower())
    return "", False


def _is_range(text: str, first: Figure, second: Figure) -> bool:
    """Whether two figures are the ends of a range; "and" says so only after "between"."""
    joint = _RANGE.fullmatch(text, first.end, second.start)
    return joint is not None and ("and" not in joint.group() or text[: first.start].rstrip().endswith("between"))


def _as_range(first: Figure, second: Figure, scale: Decimal) -> tuple[Figure, Figure]:
    """Both ends with what either says for both: 8–10亿元, 1.2亿至1.5亿辆, CNY 5–8 billion."""
    if first.unit == "calendar" or (first.unit and second.unit and first.unit != second.unit):
        return first, second
    if second.unit == "calendar":
        return first, second
    named = second if second.unit else first
    first = replace(first, value=first.value * scale, unit=named.unit, counted=named.counted)
    return first, replace(second, unit=named.unit, counted=named.counted)


def table_figures(table: Table) -> Iterator[Figure]:
    """The figures of a table's cells; a bare number takes the unit that the header states in brackets."""
    for row in table.rows:
        for head, cell in zip(table.header, row, strict=True):
            for figure in find_figures(cell.text):
                moved = replace(figure, start=cell.start + figure.start, end=cell.start + figure.end)
                alone = figure.text == cell.text.strip() and figure.unit == ""
                yield _with_header_unit(moved, head.text) if alone else moved


def _with_header_unit(figure: Figure, header: str) -> Figure:
    bracket = _BRACKETED.search(header)
    if bracket is None:
        return figure
    stated = find_figures(bracket[1]) or find_figures("1" + bracket[1])
    if not stated:
        return figure
    return replace(figure, value=figure.value * stated[0].value, unit=stated[0].unit, counted=stated[0].counted)


def document_figures(document: Document) -> Iterator[tuple[int, Figure]]:
    """Every figure of a document with its section, places counted in the clean text; headings and fields left out."""
    tables = {table.start: table for table in document.tables}
    for paragraph in document.paragraphs:
        if paragraph.kind in ("heading", "field"):
            continue
        if paragraph.kind == "table":  # one that goes on behind a remark has been told with its beginning
            found = list(table_figures(tables[paragraph.start])) if paragraph.start in tables else []
        else:
            found = [
                replace(f, start=f.start + paragraph.start, end=f.end + paragraph.start)
                for f in find_figures(document.text[paragraph.start : paragraph.end])
            ]
        for figure in found:
            yield paragraph.section, figure
