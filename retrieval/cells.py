"""Table rows read: what a column measures, and a cell as a figure with its unit."""

import re
from dataclasses import dataclass

from corpus.document import Table
from corpus.script import HAN
from retrieval.amounts import in_chinese, in_english
from retrieval.headers import unit_of
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity
from retrieval.rows import row_statements
from retrieval.units import Form, match_mark

_HEADER = re.compile(r"^(?P<name>.*?)\s*[（(\[](?P<unit>[^（）()\[\]]*)[)）\]]\s*$")
_NUMBER = re.compile(r"^[-−–+]?[\d,.]+$")
_YEAR_NAME = re.compile(r"^(?:年份|年度|年|时间|日期|year|period|date)$", re.IGNORECASE)
_YEAR = re.compile(r"^(?:1|2)\d{3}(?:年|E|e|F)?$")
_SCALED = re.compile(
    r"(?P<mark>[A-Z]{3}|(?:US|HK|NT|A|C)?[$€£¥￥])\s?(?:thousands?|millions?|billions?|trillions?|)\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]{4,}")
_PART = re.compile(r"[,，;；、]\s*(?=\D)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        number: its place in the row, from 0.
        name: of what it holds, without the unit.
        unit: as the header gives it, e.g. "亿元" or "%"; the Chinese one where it gives it in both languages.
    """

    number: int
    name: str
    unit: str


def columns(table: Table) -> list[Column]:
    """The columns of a table.

    >>> from corpus.document import Cell
    >>> columns(Table((Cell("年份", 0, 2), Cell("规模（亿元）", 3, 9)), (), 0, 9))[1]
    Column(number=1, name='规模', unit='亿元')
    """
    out = []
    for number, cell in enumerate(table.header):
        found = _HEADER.match(cell.text)
        if found is None or not found["name"]:
            out.append(Column(number, cell.text, ""))
            continue
        units = [part.strip() for part in re.split(r"[,，;；](?!\d{3})", found["unit"])]
        out.append(Column(number, found["name"], next((u for u in units if HAN.search(u)), units[0])))
    return out


def is_year(text: str) -> bool:
    """Whether a cell holds a year."""
    return bool(_YEAR.match(text.strip()))


def is_year_column(column: Column) -> bool:
    """Whether a column's name says that it holds years."""
    return bool(_YEAR_NAME.match(column.name))


def cell_quantity(text: str, column: Column) -> Quantity | None:
    """The figure in a cell that holds nothing else, with the unit of its column."""
    text = text.strip()
    if _NUMBER.match(text) and not (is_year_column(column) and is_year(text)):
        # "10,000 tonnes" may not run together with the digits before it.
        if unit_of(column.unit) is None:
            written = f"{text}{_apart(column.unit)}"
            found = find_quantities(written)
            return found[0] if found and found[0].end == len(written) else plain_quantity(text, column.unit)
        read = row_statements(("", f"{column.name}（{column.unit}）"), ("", text))
        return read[0].quantity if read else None
    found = find_quantities(text)
    return found[0] if len(found) == 1 and found[0].outer_end - found[0].outer_start >= len(text) - 1 else None


def plain_quantity(text: str, unit: str) -> Quantity | None:
    """The number of a cell, counted in a unit that no table of units has, as it is written.

    >>> plain_quantity("1,204", "册").value, plain_quantity("-", "册")
    (1204.0, None)
    """
    digits = text.strip().replace(",", "").replace("−", "-").replace("–", "-").replace("+", "")
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", digits):
        return None
    decimals = len(digits.partition(".")[2])
    form = Form(unit, "count", 1.0, unit, unit)
    value, step = float(digits), 10.0**-decimals
    return Quantity(0, len(text), text, value, value, unit, "count", "exact", step, decimals, form, 0, len(text))


def _apart(unit: str) -> str:
    """A unit as it stands behind a number: words in Latin letters apart."""
    return f" {unit}" if unit[:1].isascii() and unit[:1].isalpha() else unit


def cell_shown(text: str, column: Column, language: str) -> str:
    """A cell with its unit as people write it: `415.2` under 亿元 is 415.2亿元, or CNY 41.52 billion (415.2亿元).

    A cell of text is shown as it stands; a figure with its own unit in the words of the language, as written in brackets.
    """
    text = text.strip()
    if not _NUMBER.match(text):
        return _converted(text, cell_quantity(text, column), language)
    quantity = cell_quantity(text, column)
    written = _written(text, column.unit)
    if quantity is None or unit_of(column.unit) is None:
        return written
    if language == "en":
        english = in_english(quantity)
        if HAN.search(written):
            return f"{english} ({written})"
        return written if is_scaled(column.unit) else english
    if HAN.search(written) or column.unit == "%" or not column.unit:
        return written
    return written if is_scaled(column.unit) else in_chinese(quantity)


def _converted(text: str, quantity: Quantity | None, language: str) -> str:
    """A figure written with its unit, in the words of a language where it is in those of the other."""
    if quantity is None or not quantity.unit or (language == "en") is not bool(HAN.search(text)):
        return text
    if language == "en":
        return f"{in_english(quantity)} ({text})"
    return f"{in_chinese(quantity)}（{text}）" if _WORD.search(text) else text


def is_scaled(unit: str) -> bool:
    """Whether a unit is a currency mark with a scale behind it ("US$ million"), which would part around a number."""
    found = _SCALED.match(unit)
    return found is not None and match_mark(found["mark"], len(found["mark"])) is not None


def _written(text: str, unit: str) -> str:
    """A number with the unit of its column, as it would stand in a sentence: 415.2亿元, 85 MW, 96 (US$ million)."""
    if is_scaled(unit):
        return f"{text} ({unit})"
    if unit[:1].isdecimal():
        return (
            f"{text}（{unit}）" if HAN.search(unit) else f"{text} ({unit})"
        )  # 10分制 would run together with the number
    return f"{text}{unit}" if unit == "%" or HAN.search(unit) else f"{text} {unit}".strip()


def parts(text: str) -> list[str]:
    """The items of a cell that lists several: `甲26%，乙22%` gives two."""
    return [part.strip() for part in _PART.split(text) if part.strip()]
