"""Questions about tables: one cell, a row, the largest of a column, the first above a bound."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.document import Table
from index.words import word_units
from retrieval.cells import Column, cell_quantity, columns, is_year, is_year_column, parts
from retrieval.evidence import Evidence
from retrieval.measures import find_measures
from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity
from retrieval.query import Query

_MOST = re.compile(
    r"最(?:大|多|高|快|贵|长|强|重|猛)|居首|第一(?!次)|首位|峰值|\b(?:largest|biggest|highest|most|fastest|greatest|maximum|peaks?|top|longest|best)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"最(?:小|少|低|慢|便宜|短|弱)|垫底|谷底|\b(?:smallest|lowest|least|slowest|fewest|minimum|cheapest|shortest)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"(?:首次|第一次|最早|率先|哪一?年(?:开始|起)?).{0,12}(?:超过|突破|达到|高于|过)|(?:first|when does|which year).{0,40}(?:exceed|pass|above|over|reach|top|more than)",
    re.IGNORECASE,
)
_GROWS = re.compile(r"\bgr[oe]w|增长|增速|涨", re.IGNORECASE)
_GRAMMAR = re.compile(
    r"\b(what|which|who|how|much|many|is|are|was|were|will|be|the|of|in|by|for|to|a|an|does|do|did|year|table|show|shows|at|rate|according|and|its)\b"
    r"|多少|什么|哪一?年|哪个|几|是|的|在|年|表|中|里|吗|呢|有|为|和|各|请问",
    re.IGNORECASE,
)

Nearness = Callable[[str, Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Found:
    """What answers a table question.

    Attributes:
        rows: numbers of the rows, in the order in which to tell them.
        columns: the columns asked about.
        item: what to tell of a cell that lists several, or "".
        operation: "cell", "most", "least" or "first".
    """

    table: Table
    rows: tuple[int, ...]
    columns: tuple[Column, ...]
    item: str
    operation: str


def operation_of(query: Query) -> str:
    """What is to be done with a column: "first", "most", "least" or "cell"."""
    if _FIRST.search(query.search) and find_quantities(query.search):
        return "first"
    if _MOST.search(query.search):
        return "most"
    return "least" if _LEAST.search(query.search) else "cell"


def ask_table(query: Query, table: Table, near: Nearness, least: float) -> Found | None:
    """Answer from one table, or None when it cannot.

    Args:
        query: the question.
        table: the table.
        near: nearness of texts to a query, in [-1, 1].
        least: how near the name of a column must be to what is asked for.
    """
    listed = columns(table)
    asked = _GRAMMAR.sub(" ", re.sub(r"(?<!\d)(?:1|2)\d{3}(?!\d)", " ", query.search))
    rows = _labelled(query, table, listed)
    operation = operation_of(query)
    item = _item(query, table)
    wanted = _columns(asked, table, listed, item, near, least)
    if not wanted:
        return None
    if operation in ("most", "least", "first"):
        picked = _pick(query, table, wanted[0], operation, item)
        return Found(table, (picked,), wanted[:1], item, operation) if picked is not None else None
    if not rows:
        return None
    return Found(table, tuple(rows), wanted, item, "cell")


def _labelled(query: Query, table: Table, listed: Sequence[Column]) -> list[int]:
    """The rows whose label the question gives: a year, or words of the first cell."""
    out = []
    small = query.search.casefold()
    for number, row in enumerate(table.rows):
        label = row[0].text.strip()
        if is_year(label):
            if int(label[:4]) in query.years:
                out.append(number)
        elif any(len(form) >= 2 and form.casefold() in small for form in re.split(r"[（()）/\s]+", label) if form):
            out.append(number)
    return out


def _item(query: Query, table: Table) -> str:
    """The name in the question that the cells of the table list, in the form that they use."""
    text = " ".join(cell.text for row in table.rows for cell in row[1:])
    for mention in query.names:
        form = next((f for f in sorted(mention.name.forms, key=len, reverse=True) if f in text), "")
        if form:
            return form
    return ""


def _columns(
    asked: str, table: Table, listed: Sequence[Column], item: str, near: Nearness, least: float
) -> tuple[Column, ...]:
    """The columns that the question asks about, nearest first; the one that lists a named item comes before all."""
    if item:
        holding = [c for c in listed if sum(item in row[c.number].text for row in table.rows) * 2 >= len(table.rows)]
        if holding:
            return tuple(holding[:1])
    data = [c for c in listed if not is_year_column(c) and c.number]
    if not data:
        return ()
    keys = {m.key for m in find_measures(asked)} | ({"growth_rate"} if _GROWS.search(asked) else set())
    grows = "growth_rate" in keys
    named = tuple(c for c in data if keys & {m.key for m in find_measures(c.name)})
    if named and not (item and len(named) > 1):
        # "Market size" and "growth of market size" both name the size: which is meant, the question says.
        meant = tuple(c for c in named if ("growth_rate" in {m.key for m in find_measures(c.name)}) == grows)
        return (meant or named)[:2]
    scores = list(near(asked, [c.name for c in data]))
    ranked = sorted(zip(scores, data, strict=True), key=lambda pair: (-pair[0], pair[1].number))
    best = ranked[0][0]
    return tuple(c for s, c in ranked if s >= max(least, 0.9 * best))[:2] if best >= least else ()


def _pick(query: Query, table: Table, column: Column, operation: str, item: str) -> int | None:
    """The row that has the most, the least, or the first above a bound."""
    values = [(n, q.value) for n, row in enumerate(table.rows) if (q := _value(row[column.number].text, column, item))]
    in_range = [
        (n, v)
        for n, v in values
        if query.year_range is None
        or not is_year(table.rows[n][0].text)
        or query.year_range[0] <= int(table.rows[n][0].text[:4]) <= query.year_range[1]
    ]
    if not in_range:
        return None
    if operation == "first":
        bound = find_quantities(query.search)[0].value
        return next((n for n, v in in_range if v > bound), None)
    choose = max if operation == "most" else min
    return choose(in_range, key=lambda pair: pair[1])[0]


def _value(text: str, column: Column, item: str) -> Quantity | None:
    """The figure of a cell, or of the item that it lists."""
    if item:
        part = next((p for p in parts(text) if item in p), "")
        found = find_quantities(part.replace(item, " "))
        return found[0] if found else None
    return cell_quantity(text, column)


def rows_of(found: Found, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence that stands for the rows that were found."""
    return [e for n in found.rows for e in evidence if e.table is found.table and e.row == n]


def named_columns(query: Query, evidence: Evidence) -> tuple[Column, ...]:
    """The columns of a row's table that the question names; empty when it names none."""
    if evidence.table is None:
        return ()
    asked = set(word_units(query.search))
    found = []
    for column in columns(evidence.table)[1:]:
        words = set(word_units(column.name))
        if words and (words <= asked or column.name.casefold() in query.search.casefold()):
            found.append(column)
    return tuple(found)
