"""Figures of a table row as data: `row_statements`.

A plain number takes its measure and unit from the header of its column, its year from the row's label, its subject from
the caption; a cell with a list (甲26%，乙22%) gives a statement each; a cell of prose is read as a sentence.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.bounds import bound_after, bound_before
from retrieval.headers import Head, read_caption, read_head, unit_in_caption
from retrieval.measures import fits
from retrieval.period import Period
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity, tidy
from retrieval.statement import Statement
from retrieval.statements import find_statements

_PLAIN = re.compile(
    r"\s*(?P<before>[约近超>≥＞<≤＜~～]|超过|不足|逾)?\s*(?P<number>[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d+(?:\.\d+)?)(?P<after>以上|以下|左右|\+)?\s*\Z"
)
_SIGNS = {
    ">": "over",
    "＞": "over",
    "≥": "at_least",
    "<": "under",
    "＜": "under",
    "≤": "at_most",
    "~": "about",
    "～": "about",
}
_ITEM = re.compile(
    r"\s*(?P<name>[^\d，,、；;:：]*[^\d\s，,、；;:：约近超])\s*[:：]?\s*(?P<figure>[约近超]?\d[\d,.]*\s?[%％]?[^\d，,、；;]{0,6})\s*\Z"
)
_ITEM_CUT = re.compile(r"[，,、；;](?!\d{3}(?!\d))")
_NAME = re.compile(r"\s*[^\W\d][^\d，,、；;。:：]{0,20}")
_FORECAST = re.compile(
    r"预估|预测|预计|预期|有望|目标|20\d\dE|\b(?:forecast|expected|estimate|projected)", re.IGNORECASE
)
_YEAR_CELL = re.compile(
    r"\s*(?:FY)?(?P<year>(?:19|20|21)\d\d)\s*年?\s*(?:[EFAP]|\((?:E|F)\)|（[^）]*）|预计|预测)?\s*\Z", re.IGNORECASE
)


def row_statements(header: Sequence[str], row: Sequence[str], caption: str = "") -> list[Statement]:
    """Every figure of a table row with what it says.

    Args:
        header: the cells of the header row.
        row: the cells of the row; places in the statements count in the cell that `Statement.cell` names.
        caption: the text that names the table, or "".

    >>> [(s.measure, s.subject, s.period.low, s.quantity.low) for s in row_statements(
    ...     ["年份", "市场规模（亿元）"], ["2026", "242.3"], "中国汽车云服务市场规模")]
    [('market_size', '中国汽车云服务', 2026, 24230000000.0)]
    """
    if not row:
        return []
    about, label = read_caption(caption), _label(row[0])
    if not label.text and label.period is not None and len(row) > 1 and _NAME.fullmatch(row[1]):
        label = replace(label, subject=row[1].strip())  # behind a year stands what the row is on
    found: list[Statement] = []
    before = ""
    for number, cell in enumerate(row):
        if number == 0 or not any(c.isdigit() for c in cell) or number >= len(header):
            before = cell if number else before
            continue
        head = read_head(header[number])
        if head.unit is None:
            head = replace(head, unit=label.unit or unit_in_caption(caption, head.text) or about.unit)
        made = _cell(cell, head, label, about, before, number)
        found += [replace(s, forecast=s.forecast or bool(_FORECAST.search(header[number] + row[0]))) for s in made]
        before = cell
    return found


def _label(cell: str) -> Head:
    """The first cell of a row: a year, a measure, or the name of what the row is about."""
    year = _YEAR_CELL.match(cell)
    if year:
        return Head("", None, "", "", None, Period(-1, -1, cell.strip(), int(year["year"]), int(year["year"])))
    head = read_head(cell)
    if head.measure is None and head.period is not None and len(head.text) <= 2:
        return replace(head, text="")
    return head if head.measure else replace(head, subject=head.text)


def _cell(cell: str, head: Head, label: Head, about: Head, before: str, number: int) -> list[Statement]:
    period = head.period or label.period or about.period
    if plain := _PLAIN.match(cell):
        quantity = _plain(cell, plain, head.unit)
        return [_statement(cell, quantity, head, label, about, period, number)]
    items = [_ITEM.match(cell, start, end) for start, end in _items(cell)]
    if len(items) > 1 and all(items):
        return [s for item in items if item for s in _item(cell, item, head, about, period, number)]
    quantities = find_quantities(cell)
    if len(quantities) == 1 and len(cell.strip()) - (quantities[0].outer_end - quantities[0].outer_start) <= 2:
        return [_statement(cell, quantities[0], head, label, about, period, number)]
    found = find_statements(cell, before)
    return [
        replace(s, period=s.period if s.period and s.period.low else period or s.period, cell=number) for s in found
    ]


def _statement(
    cell: str, quantity: Quantity, head: Head, label: Head, about: Head, period: Period | None, number: int
) -> Statement:
    measure = next(
        (h.measure for h in (head, label, about) if h.measure and fits(h.measure, quantity.kind)),
        head.text or quantity.kind,
    )
    subject, of = label.subject, head.of
    table_is_on = about.subject.removesuffix(head.text).rstrip(" 的") or about.subject
    own = head.subject if head.subject and head.subject.lower() not in table_is_on.lower() else ""
    if not subject:
        subject = own or table_is_on
    elif measure == "share":
        of = of or own or table_is_on
    elif own and own != subject:
        subject = f"{subject}{own}"
    return Statement(measure, subject, of, quantity, period, "", "", False, 0, len(cell), number)


def _plain(cell: str, match: re.Match[str], unit: Quantity | None) -> Quantity:
    """A number of a cell with the unit of its column."""
    start, end = match.span("number")
    written = match["number"].replace(",", "").replace("−", "-")
    decimals = len(written.partition(".")[2])
    scale = unit.low if unit else 1.0
    value = tidy(float(written) * scale)
    before, outer_start = bound_before(cell, start)
    after, outer_end = bound_after(cell, end)
    bound = _SIGNS.get(match["before"] or "", before if before != "exact" else after)
    return Quantity(
        start=start,
        end=end,
        text=cell[start:end],
        low=value,
        high=value,
        unit=unit.unit if unit else "",
        kind=unit.kind if unit else "count",
        bound=bound,  # type: ignore[arg-type]
        step=tidy(scale * 10.0**-decimals),
        decimals=decimals,
        form=unit.form if unit else None,
        outer_start=outer_start,
        outer_end=outer_end,
    )


def _items(cell: str) -> list[tuple[int, int]]:
    cuts = [m.start() for m in _ITEM_CUT.finditer(cell)]
    return list(zip([0, *(c + 1 for c in cuts)], [*cuts, len(cell)], strict=True))


def _item(
    cell: str, match: re.Match[str], head: Head, about: Head, period: Period | None, number: int
) -> list[Statement]:
    """A statement from one item of a list: 华为云26%."""
    start = match.start("figure")
    found = find_quantities(cell[: match.end()])
    quantity = next((q for q in found if q.outer_start >= start), None)
    if quantity is None:
        return []
    measure = head.measure if head.measure and fits(head.measure, quantity.kind) else quantity.kind
    name = match["name"].strip()
    of = head.of or about.subject if measure == "share" else ""
    return [Statement(measure, name, of, quantity, period, "", "", False, *match.span(), number)]
