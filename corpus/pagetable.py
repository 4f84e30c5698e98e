"""Collects the tables of a page while its tags go by."""

from collections.abc import Mapping

from corpus.document import Block
from corpus.origin import Traced
from corpus.tableblock import SpanningCell, spread, table_block

# A cell with more text than this is no cell: pages are laid out with tables too.
_LONGEST_CELL = 600


class OpenTable:
    """A table whose end has not come.

    Attributes:
        layout: True once it shows that it only arranges parts of the page; its text then flows as if there were no
            table.
        captioned: whether the last block before it is its caption.
    """

    def __init__(self) -> None:
        self.layout = False
        self.captioned = False
        self._rows: list[list[SpanningCell]] = []
        self._cell: tuple[bool, int, int] | None = None
        self._head = False

    @property
    def in_cell(self) -> bool:
        """Whether text belongs into a cell."""
        return self._cell is not None and not self.layout

    def open_row(self) -> None:
        """Begin a row."""
        self._rows.append([])

    def open_head(self, is_head: bool) -> None:
        """Rows from now on are header rows, or not."""
        self._head = is_head

    def open_cell(self, tag: str, named: Mapping[str, str]) -> None:
        """Begin a cell, and a row where none is open."""
        if not self._rows:
            self._rows.append([])
        self._cell = (tag == "th" or self._head, _count(named.get("colspan")), _count(named.get("rowspan")))

    def close_cell(self, traced: Traced) -> None:
        """End the cell that is open, with its text."""
        if self._cell is not None:
            self._rows[-1].append(SpanningCell(traced, *self._cell))
            self._cell = None

    def add_line(self, traced: Traced) -> bool:
        """Take text that stands loose between cells as a line across the table; False before the first cell.

        Browsers show it above the table, but here all text keeps its order.
        """
        if self.layout or not any(self._rows):
            return False
        width = max(sum(cell.columns for cell in row) for row in self._rows)
        self._rows += [[SpanningCell(traced, False, width, 1)], []]
        return True

    def dissolve(self) -> list[Traced]:
        """Take it for layout from now on; gives the texts of the cells so far."""
        self.layout, self._cell = True, None
        texts = [cell.traced for row in self._rows for cell in row if len(cell.traced)]
        self._rows = []
        return texts

    def blocks(self, anchor: str | None) -> list[Block]:
        """What the table becomes: a table, lines for names with one value each, or paragraphs."""
        rows = [row for row in self._rows if any(len(cell.traced) for cell in row)]
        title: list[Block] = []
        if len(rows) > 1 and len(rows[0]) == 1 and any(len(row) > 1 for row in rows):
            # A line across all columns names the table.
            title = [Block("paragraph", rows[0][0].traced, anchor=anchor)]
            rows = rows[1:]
        notes: list[Block] = []
        while len(rows) > 2 and len(rows[-1]) == 1 and rows[-1][0].columns > 1 and any(len(row) > 1 for row in rows):
            notes.insert(0, Block("paragraph", rows.pop()[0].traced))
        if not rows:
            return title
        longest = max(len(cell.traced) for row in rows for cell in row)
        if max(map(len, rows)) == 1 or longest > _LONGEST_CELL:
            texts = [cell.traced for row in rows for cell in row if len(cell.traced)]
            parts = [Block("paragraph", text, anchor=None if n else anchor) for n, text in enumerate(texts)]
            return [*title, *parts, *notes]
        if all([cell.header for cell in row] == [True, False] and all(len(c.traced) for c in row) for row in rows):
            return [*title, *(Block("item", _named(*(cell.traced for cell in row))) for row in rows), *notes]
        return [*title, table_block(spread(rows), anchor, (), captioned=bool(title) or self.captioned), *notes]


def _named(name: Traced, value: Traced) -> Traced:
    return name if not len(value) else Traced.join([name, colon_behind(name), value])


def colon_behind(name: Traced) -> Traced:
    """What parts a name from its value when nothing does: `: `, or a full-width colon behind Han; a space after a question."""
    last = name.text[-1:]
    mark = " " if last in "?？!！.。" else "" if last in ":：" else "：" if last >= "\u2e80" else ": "
    return Traced.inserted(mark, int(name.ends[-1]))


def _count(stated: str | None) -> int:
    return max(1, int(stated)) if stated and stated.isdecimal() and len(stated) < 6 else 1
