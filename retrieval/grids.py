"""A table read as a grid of labelled cells with their units."""

import re
from dataclasses import dataclass

from corpus.document import Table
from retrieval.axes import Label, read_label
from retrieval.cells import Column, cell_quantity, columns
from retrieval.headers import read_caption, read_head, unit_in_caption
from retrieval.quantity import Quantity

_NUMBER = re.compile(r"^[-−–+]?[\d,.]+%?$")
_UNITS = re.compile(r"^(?:计量)?单位$|^units?(?: of measure(?:ment)?)?$", re.IGNORECASE)
# Notes below a table may be read as rows of it.
_MOSTLY = 0.75
_CODE = re.compile(r"^[A-Z]{1,3}-?\d{1,4}$")
_SERIAL = re.compile(r"^(?:no\.?|#|序号|编号|排名|名次|rank|ranking|pos\.?|position|place)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with the labels of both axes.

    Attributes:
        table: what was read.
        rows: label of each row.
        columns: label of each column but that of the row labels.
        name: column that holds the row labels.
    """

    table: Table
    rows: tuple[Label, ...]
    columns: tuple[Label, ...]
    name: int

    def text(self, row: int, column: int) -> str:
        """The text of a cell."""
        return self.table.rows[row][column].text.strip()

    def column(self, row: int, column: int) -> Column:
        """The column with the unit that holds for a cell: its header's, its row label's, or the caption's."""
        label = self.columns_by_number[column]
        return Column(column, label.name, label.unit or self.rows[row].unit)

    @property
    def columns_by_number(self) -> dict[int, Label]:
        """Label of each column by its number."""
        return {label.number: label for label in self.columns}

    def quantity(self, row: int, column: int) -> Quantity | None:
        """The figure of a cell, if it holds one and nothing else."""
        return cell_quantity(self.text(row, column), self.column(row, column))

    def numeric(self, column: int) -> bool:
        """Whether most cells of a column are figures."""
        texts = [self.text(row, column) for row in range(len(self.rows))]
        return sum(bool(_NUMBER.match(t)) or self.quantity(n, column) is not None for n, t in enumerate(texts)) * 2 > (
            len(texts)
        )


def read_grid(table: Table) -> Grid | None:
    """Read a table; None when it has no rows or but one column."""
    listed = columns(table)
    if len(listed) < 2 or not table.rows:
        return None
    name = 1 if is_coded(table) else 0
    about = read_caption(table.caption)
    shared = _written(about.unit, table.caption)
    units = next((c.number for c in listed if c.number != name and _UNITS.match(c.name)), None)
    rows = tuple(
        read_label(n, row[name].text, _unit(row[name].text) or (row[units].text.strip() if units is not None else ""))
        for n, row in enumerate(table.rows)
    )
    heads = []
    for column in listed:
        if column.number in (name, units):
            continue
        unit = column.unit if read_head(table.header[column.number].text).unit or not _time_only(column) else ""
        unit = unit or _written(unit_in_caption(table.caption, column.name), table.caption)
        if not unit and not any(row.unit for row in rows):
            unit = shared
        heads.append(read_label(column.number, table.header[column.number].text, unit))
    return Grid(table, rows, tuple(heads), name)


def is_coded(table: Table) -> bool:
    """Whether the first column only numbers the rows: 1, 2, 3, or F11, B02, while the second names them."""
    listed = columns(table)
    if len(listed) < 3:
        return False
    if _SERIAL.match(listed[0].name.strip()):
        return True
    coded = [row for row in table.rows if _CODE.match(row[0].text.strip())]
    names = [row[1].text.strip() for row in coded]
    if len(coded) < max(2, _MOSTLY * len(table.rows)) or any(name[:1].isdigit() for name in names):
        return False
    return len({row[0].text for row in coded}) == len(coded) == len(set(names))


def _time_only(column: Column) -> bool:
    return bool(re.search(r"\d{4}", column.name)) and bool(
        re.search(r"预|估|实际|forecast|estimate", column.unit, re.I)
    )


def _unit(label: str) -> str:
    """The unit that a row label gives in brackets, or ""."""
    found = re.search(r"[（(\[]([^（）()\[\]]+)[）)\]]\s*$", label)
    return found[1].strip() if found and read_head(label).unit is not None else ""


def _written(unit: Quantity | None, caption: str) -> str:
    """A unit as the caption writes it."""
    if unit is None or unit.form is None:
        return ""
    found = re.search(r"单位(?:均|依次)?(?:为|是|[:：])\s*([^，,；;）)。]+)", caption)
    return found[1].strip() if found else (unit.text.lstrip("1 ") or unit.form.zh)
