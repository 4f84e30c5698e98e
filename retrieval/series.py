"""A figure asked for without a year that a table gives for several: all of its years in one line."""

import re
from collections.abc import Sequence

from retrieval.cells import columns
from retrieval.draft import Draft, head_places
from retrieval.figures import Told
from retrieval.names import NameBook
from retrieval.phrases import cell_phrase, phrase
from retrieval.query import Query
from retrieval.rendering import cell_told, row_told, worded
from retrieval.telling import item_of_cell
from retrieval.wording import shown

# Words for a time that is no year: one of the years is meant.
_ONE_TIME = re.compile(
    r"现在|目前|当前|如今|眼下|最新|最近|今年|去年|当年|那年|最[大高多]|最[小低少]|\b(?:now|current\w*|today|latest|recent\w*|this|last|present\w*)\b",
    re.IGNORECASE,
)
_LEAST, _MOST = 3, 12


def series_line(query: Query, best: Told, told: Sequence[Told], draft: Draft, names: NameBook) -> str:
    """The years of the column that a figure stands in, each with its figure; "" where one of them is meant.

    Args:
        query: the question.
        best: the figure that fits best.
        told: all figures that may serve.
        draft: takes the citations.
        names: the book of names.
    """
    table = best.evidence.table
    if table is None or query.years or _ONE_TIME.search(query.search):
        return ""
    item, cell = item_of_cell(best), best.statement.cell or 0
    alike = [t for t in told if t.evidence.table is table and t.statement.cell == cell and item_of_cell(t) == item]
    by_year = {t.years[0]: t for t in alike if len(t.years) == 1}
    things = {_labels([c.text for c in table.rows[t.evidence.row]]) for t in alike}
    if not _LEAST <= len(by_year) <= _MOST or len(by_year) != len(alike) or len(things) > 1:
        return ""
    language = "en" if query.language == "en" else "zh"
    column = columns(table)[cell]
    pieces = []
    for year, figure in sorted(by_year.items()):
        text = table.rows[figure.evidence.row][cell].text
        value = shown(figure, language) if item else cell_told(text, column, language, names)
        pieces.append(cell_phrase(query.language, f"{year}年" if language == "zh" else str(year), value))
    rows = [(t.evidence.document, t.evidence.start, t.evidence.end) for _, t in sorted(by_year.items())]
    marks = draft.mark(*rows, *head_places(best.evidence.document, table))
    name = worded(column.name, language, names)
    if item:
        item = worded(item, language, names)
        name = f"{item}, {name}" if language == "en" else f"{item}{name}"
    return row_told(query, draft.words(name), draft.words(phrase("semicolon", query.language).join(pieces)), marks)


def _labels(row: Sequence[str]) -> tuple[str, ...]:
    """The cells of a row that name what it is on: a region, a product, not figures."""
    return tuple(cell.strip() for cell in row if not any(c.isdigit() for c in cell))
