"""The cells of a table that a question is about: `find_cells`.

A question gives labels of rows, of columns, or of both, and says what it wants of the cells that remain.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.amounts import comparable
from retrieval.asked import operation_in
from retrieval.asking import holds_times, read_asking, with_year_before
from retrieval.axes import Label, Match, Nearness, given
from retrieval.cells import is_year, parts
from retrieval.conditions import Wish, read_wish
from retrieval.extremes import flat, largest
from retrieval.grids import Grid
from retrieval.hints import growing, hinted
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.wholes import Cells, part_and_whole

_MOST_CELLS = 12
# All of the rows are meant.
_ALL = re.compile(r"[各每全]|所有|整个|\b(?:all|every|each|per|whole)\b", re.IGNORECASE)
_LITERAL = 0.85
_FEW = 4
# How surely a row is meant that only its unit tells.
_BY_UNIT = 0.6
_WHICH_TIME = re.compile(
    r"哪一?个?(?:年|季度|月|财年)|何时|什么时候|(?:which|what) (?:year|quarter|month|season)|\bwhen\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Found:
    """The cells that answer a question.

    Attributes:
        grid: their table.
        wish: what is wanted of them.
        cells: (row, column) of each; for a place in order or a bound those that are meant, for a sum all parts.
        by_column: whether the series runs over the columns of one row.
        strength: how surely labels were given, in (0, 1].
        item: what to tell of cells that list several (甲26%，乙22%), or "".
        whole: for a share the cells that are the whole together.
    """

    grid: Grid
    wish: Wish
    cells: Cells
    by_column: bool
    strength: float
    item: str = ""
    whole: Cells = ()


def find_cells(query: Query, grid: Grid, context: str, language: str, near: Nearness) -> Found | None:
    """The cells of a table that a question is about, or None when it is not about this table.

    Args:
        query: the question.
        grid: the table.
        context: titles and caption above it.
        language: of the document, "zh" or "en".
        near: nearness of texts to a query, in [-1, 1].
    """
    wish = read_wish(query.search)
    if wish.verb == "mean" and operation_in(query.search) == "cagr":
        wish = Wish("cell")  # a growth a year comes from both ends, not from what lies between
    asking = read_asking(query, wish.word if wish.verb not in ("sum", "mean") else "", language)
    asking = with_year_before(query, asking, grid)
    if not holds_times(asking, grid, context):
        return None
    rows = given(asking, grid.rows, near)
    if wish.verb in ("sum", "mean") and _ALL.search(query.search):
        rows = [m for m in rows if m.strength >= _LITERAL]
    if wish.top:
        rows = [m for m in rows if not m.label.is_total]  # 合计 of the question is no row: it asks for the sum of a few
    columns = (
        growing(query, wish, grid)
        or hinted(query, asking, grid, near, first=True)
        or given(asking, grid.columns, near)
        or hinted(query, asking, grid, near, first=False)
    )
    if wish.word and any(_named(wish.word, m.label) for m in (*rows, *columns)):
        wish = Wish("cell")
    if columns and not rows:
        rows = _rows_of_unit(asking.counted, grid, columns)
    if wish.verb in ("sum", "mean") and rows and columns and len(rows) * len(columns) == 1:
        wish = Wish("cell")
    listed = _listed(query, grid)
    if wish.verb == "share":
        told = _plain(wish, grid, rows, columns)
        shared = part_and_whole(grid, told.cells) if told is not None else None
        if told is not None and shared is not None:
            return replace(told, cells=(shared[0],), whole=shared[1])
        wish = Wish("cell")
    if wish.verb == "cell":
        return None if listed else _plain(wish, grid, rows, columns)
    if listed is not None and any(m.label.number == listed[1] for m in columns):
        item, column = listed
        cells = [(label.number, column) for label in grid.rows if _within(query, label)]
        return _wanted(wish, grid, cells, False, 1.0, item)
    return _series(query, wish, grid, rows, columns)


def _rows_of_unit(counted: str, grid: Grid, columns: Sequence[Match]) -> list[Match]:
    """The one row whose cells are in the unit that is asked for, of a table with a unit for each row."""
    units = [
        {q.unit for m in columns if (q := grid.quantity(label.number, m.label.number)) is not None}
        for label in grid.rows
    ]
    fitting = [label for label, held in zip(grid.rows, units, strict=True) if held == {counted}]
    return [Match(fitting[0], _BY_UNIT)] if counted and len(fitting) == 1 and len(grid.rows) > 1 else []


def _listed(query: Query, grid: Grid) -> tuple[str, int] | None:
    """The name in the question that most cells of a column list beside others, in their form, and the column."""
    for mention in query.names:
        for label in grid.columns:
            texts = [grid.text(row, label.number) for row in range(len(grid.rows))]
            for form in sorted(mention.name.forms, key=len, reverse=True):
                if sum(form in text and len(parts(text)) > 1 for text in texts) * 2 > len(texts):
                    return form, label.number
    return None


def _named(word: str, label: Label) -> bool:
    return bool(word.strip()) and word.strip().casefold() in label.name.casefold()


def _plain(wish: Wish, grid: Grid, rows: Sequence[Match], columns: Sequence[Match]) -> Found | None:
    """Cells by the labels of both axes."""
    if rows and not columns:
        values = [label for label in grid.columns if grid.numeric(label.number)]
        if len(values) == 1 or (values and all(label.is_time for label in values)):
            columns = [Match(label, 0.6) for label in values]
    elif columns and not rows:
        totals = [label for label in grid.rows if label.is_total]
        if len(grid.rows) == 1 or totals:
            rows = [Match(label, 0.6) for label in (totals or grid.rows)[:1]]
    cells = tuple(
        (row.label.number, column.label.number)
        for row in rows
        for column in columns
        if grid.text(row.label.number, column.label.number)
    )
    if not cells or len(cells) > _MOST_CELLS:
        return None
    strength = min(min(m.strength for m in rows), min(m.strength for m in columns))
    return Found(grid, wish, cells, len(rows) == 1 and len(columns) > 1, strength)


def _series(query: Query, wish: Wish, grid: Grid, rows: Sequence[Match], columns: Sequence[Match]) -> Found | None:
    """What is wanted of a column, or of a row of a table whose columns are alike."""
    across = [label for label in grid.columns if label.is_time]
    if _WHICH_TIME.search(query.search) and len(across) > 1:
        if len(rows) != 1:
            return None
        cells = [(rows[0].label.number, label.number) for label in across if _within(query, label)]
        return _wanted(wish, grid, cells, True, rows[0].strength)
    if not (rows or columns) and wish.verb != "rank":
        return None
    if columns:
        chosen = [m.label for m in rows] if len(rows) > 1 else list(_meant(query, grid))
        beside = 1 < len(rows) <= _FEW and not any(m.label.times for m in rows)
        cells = [(label.number, columns[0].label.number) for label in chosen if not label.is_total]
        return _wanted(wish, grid, cells, False, columns[0].strength, beside=beside)
    if len(rows) == 1:
        alike = [label for label in grid.columns if grid.numeric(label.number) and not label.is_total]
        if len({label.unit for label in alike}) == 1:
            return _wanted(wish, grid, [(rows[0].label.number, c.number) for c in alike], True, rows[0].strength)
        return None
    values = [label for label in grid.columns if grid.numeric(label.number)]
    if len(values) == 1:
        cells = [(label.number, values[0].number) for label in _meant(query, grid) if not label.is_total]
        return _wanted(wish, grid, cells, False, 0.3)
    return None


def _within(query: Query, label: Label) -> bool:
    span = query.year_range
    years = [y for y, _ in label.times if y is not None]
    return span is None or not years or any(span[0] <= y <= span[1] for y in years)


def _meant(query: Query, grid: Grid) -> Sequence[Label]:
    """The rows that a series runs over: all, or those whose other cells hold a word of the question."""
    small = f"{query.search} {query.other_forms}".casefold()
    rows = [label for label in grid.rows if _within(query, label)]
    for column in grid.columns:
        if grid.numeric(column.number):
            continue
        texts = {label.number: grid.text(label.number, column.number).casefold() for label in rows}
        kept = [label for label in rows if len(texts[label.number]) > 1 and texts[label.number] in small]
        if 0 < len(kept) < len(rows):
            return kept
    return rows


def _wanted(
    wish: Wish,
    grid: Grid,
    cells: Sequence[tuple[int, int]],
    by_column: bool,
    strength: float,
    item: str = "",
    *,
    beside: bool = False,
) -> Found | None:
    """The cells of a series that are wanted; of a few that the question names, all of them, the one it is after first."""
    values = [(cell, value) for cell in cells if (value := _value(grid, *cell, item)) is not None]
    if len(values) < 2:
        return None
    if wish.verb == "rank":
        ordered = sorted(values, key=lambda pair: -pair[1] if wish.most else pair[1])
        if wish.rank > len(ordered):
            return None
        wanted = ordered[wish.rank - 1][1]
        chosen = [cell for cell, value in (ordered if beside else values) if beside or value == wanted]
    elif wish.top or wish.verb == "flat":
        chosen = largest(wish, grid, values, by_column) if wish.top else flat(grid, values, by_column)
        if not chosen:
            return None
    elif wish.verb in ("sum", "mean"):
        chosen = [cell for cell, _ in values]
    else:
        chosen = [cell for cell, value in values if _beyond(wish, grid, cell, value)]
        if wish.verb in ("first", "last"):
            chosen = chosen[:1] if wish.verb == "first" else chosen[-1:]
        if not chosen and wish.verb != "count":
            return None
    limit = _MOST_CELLS * 2 if wish.verb in ("sum", "mean", "count") else _MOST_CELLS
    return Found(grid, wish, tuple(chosen), by_column, strength, item) if len(chosen) <= limit else None


def _value(grid: Grid, row: int, column: int, item: str) -> float | None:
    text = grid.text(row, column)
    if item:
        found = find_quantities(item_of(text, item).replace(item, " "))
        return found[0].value if found else None
    quantity = grid.quantity(row, column)
    if quantity is not None:
        return quantity.value
    return float(text[:4]) if is_year(text) else None


def item_of(text: str, item: str) -> str:
    """The part of a listing cell that names an item, or ""."""
    return next((part for part in parts(text) if item in part), "")


def _beyond(wish: Wish, grid: Grid, cell: tuple[int, int], value: float) -> bool:
    """Whether a cell is beyond the bound, which may leave out the unit of the column."""
    bound = wish.bound
    if bound is None:
        return False
    quantity = grid.quantity(*cell)
    if quantity is not None and not bound.unit and bound.text.replace(",", "").replace(".", "").isdigit():
        value = _bare(grid.text(*cell), value)
    elif quantity is not None and not comparable(quantity, bound):
        return False
    return value > bound.value if wish.most else value < bound.value


def _bare(text: str, value: float) -> float:
    """The number of a cell as it is written."""
    digits = text.replace(",", "").rstrip("%％").strip()
    return float(digits) if re.fullmatch(r"-?\d+(?:\.\d+)?", digits) else value
