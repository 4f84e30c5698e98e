"""Questions about tables, answered: the table that is asked about, its cells, and what is worked out from them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Document
from corpus.script import HAN
from retrieval.answer import Computed
from retrieval.asked import CHANGES, Asked, operation_in
from retrieval.axes import Label, Nearness
from retrieval.cells import is_year
from retrieval.draft import Draft, Place, head_places
from retrieval.evidence import Evidence
from retrieval.figures import CellPlace
from retrieval.grids import Grid, read_grid
from retrieval.lookup import Found, find_cells, item_of
from retrieval.measures import find_measures, measures
from retrieval.names import NameBook
from retrieval.phrases import cell_phrase, phrase
from retrieval.query import Query
from retrieval.rendering import cell_told, row_told, worded
from retrieval.tables import asks_several
from retrieval.tablework import SETS_BESIDE, cell_year, table_works
from retrieval.times import times_in

_MOST_TABLES = 16
# So near a table with all that stands above it must be to the question; less where its labels are given in full.
_NEAR, _NEAR_GIVEN = 0.4, 0.25
_FULL, _FULL_ABROAD = 0.85, 0.7
# What labels that are given in full add to the nearness of a table.
_WORTH = 0.5
_TABLE = re.compile(r"表[中里格\d]|\btables?\b", re.IGNORECASE)
# Words in capitals, but for the one that opens a sentence.
_CAPITAL = re.compile(r"(?<!^)(?<![.?!] )(?<![A-Za-z])[A-Z][a-zA-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Tabled:
    """The cells that answer, and the document that their table stands in.

    Attributes:
        document: where the table stands.
        found: the cells.
        score: how well the table fits the question; higher is better.
        alone: whether the cells answer by themselves; otherwise they are weighed with the figures of the text, as
            those of a row that only a year names.
    """

    document: Document
    found: Found
    score: float
    alone: bool

    @property
    def places(self) -> tuple[CellPlace, ...]:
        """The cells as `find_told` takes them."""
        return tuple((id(self.found.grid.table), row, column) for row, column in self.found.cells)


def ask_tables(query: Query, asked: Asked, evidence: Sequence[Evidence], near: Nearness) -> Tabled | None:
    """The cells that a question is about, of the table among the evidence that it is most about.

    Args:
        query: the question.
        asked: the figure it asks for.
        evidence: sentences and rows, best passage first.
        near: nearness of texts to a query, in [-1, 1].
    """
    if asked.given or asked.operation == "part":
        return None  # the question computes with figures of its own
    seen: dict[int, Evidence] = {}
    for piece in evidence:
        if piece.table is not None and len(seen) < _MOST_TABLES:
            seen.setdefault(id(piece.table), piece)
    best: Tabled | None = None
    for piece in _named(query, list(seen.values()), evidence):
        grid = read_grid(piece.table) if piece.table is not None else None
        found = find_cells(query, grid, piece.context, piece.document.language, near) if grid is not None else None
        if grid is None or found is None or not _fitting(query, asked, found, piece):
            continue
        labels = " ".join(label.name for label in _labels(found))
        nearness = float(near(query.search, [f"{piece.context} {labels}"])[0])
        surely = found.strength >= (_FULL if piece.document.language == query.script else _FULL_ABROAD)
        surely = surely or (found.wish.verb == "rank" and _of_measure(asked, _labels(found)))
        if nearness < (_NEAR_GIVEN if surely else _NEAR):
            continue
        score = nearness + _WORTH * found.strength
        if best is None or score > best.score:
            best = Tabled(piece.document, found, score, _alone(query, asked, found))
    return best


def _named(query: Query, tables: Sequence[Evidence], evidence: Sequence[Evidence]) -> list[Evidence]:
    """Without the tables of documents that lack a name of the question which another document has."""
    proper = [m.name.forms for m in query.names if m.name.proper]
    tables = [t for t in tables if all(_holds(t, forms) for forms in proper)]
    names = [word.casefold() for word in _CAPITAL.findall(query.search) if not times_in(word)]
    texts = {id(e.document): e.document for e in evidence}
    small = {key: document.text.casefold() for key, document in texts.items()} if names else {}
    held = [name for name in names if any(name in text for text in small.values())]
    return [t for t in tables if all(name in small[id(t.document)] for name in held)]


def _holds(piece: Evidence, forms: Sequence[str]) -> bool:
    """Whether a name stands in a table, above it, or in the title of its document."""
    rows = piece.table.rows if piece.table is not None else ()
    cells = " ".join(cell.text for row in rows for cell in row)
    text = f"{piece.document.title} {piece.context} {cells}".casefold()
    return any(form.casefold() in text for form in forms)


def _alone(query: Query, asked: Asked, found: Found) -> bool:
    """Whether the cells answer by themselves: not where a year alone names the row of a measure that texts give too."""
    if asked.by_year:
        return set(query.years) <= {cell_year(found, cell) for cell in found.cells}
    if found.wish.verb != "cell" or (_TABLE.search(query.search) and len(found.cells) > 1):
        return True
    yearly = any(year is not None for row, _ in found.cells for year, _ in found.grid.rows[row].times)
    columns = found.grid.columns_by_number
    return not (yearly and any(find_measures(columns[column].name) for _, column in found.cells))


def _fitting(query: Query, asked: Asked, found: Found, piece: Evidence) -> bool:
    """Whether cells can answer a question of its kind: words for who and what, figures of its measure for how many."""
    if found.wish.verb == "cell":
        numeric = all(found.grid.numeric(column) for column in {column for _, column in found.cells})
        if query.kind in ("who", "where"):
            return not numeric and found.strength >= _FULL
        if not numeric or query.kind == "definition":
            return query.kind != "figure" and found.strength >= _FULL
    if (
        asked.operation in ("cagr", "ratio")
        and {m.key for c in _labels(found) for m in find_measures(c.name)} & CHANGES
    ):
        return False  # a growth is no end that something grew from or to
    quantities = [found.grid.quantity(*cell) for cell in found.cells]
    told = found.wish.verb in ("cell", "sum", "mean") and not _sets_beside(query, found)
    worked = found.wish.verb in ("sum", "mean")
    shares = any(q is not None and q.unit == "%" for q in quantities)
    if found.wish.verb == "sum" and shares and asked.kinds and "percent" not in asked.kinds:
        return False  # shares that come to a hundred are no number of things
    if (
        told
        and asked.kinds
        and any(q is not None and (q.unit or worked) and q.kind not in asked.kinds for q in quantities)
    ):
        return False
    if not asked.measures or asked.operation != "tell" or found.strength >= _FULL:
        return True
    if found.wish.verb == "rank" and _of_measure(asked, _labels(found)):
        return True
    named = " ".join([piece.context, *(label.name for label in _labels(found))])
    return bool({m.key for m in find_measures(named)} & set(asked.measures)) or piece.document.language != query.script


def _of_measure(asked: Asked, labels: Sequence[Label]) -> bool:
    """Whether labels name a measure that is asked for, or its rate: the fattest profit is that with the best margin."""
    wanted = {r.result for r in measures().relations if r.ratio and r.ratio[0] in asked.measures} | {*asked.measures}
    return any(m.key in wanted for label in labels for m in find_measures(label.name))


def _sets_beside(query: Query, found: Found) -> bool:
    """Whether cells are set against each other, so that what is asked for is of another kind than they."""
    return len(found.cells) > 1 and operation_in(query.search) in SETS_BESIDE


def _labels(found: Found) -> list[Label]:
    """The labels of the rows and columns of the cells, each once."""
    columns = found.grid.columns_by_number
    rows = [found.grid.rows[row] for row in dict.fromkeys(row for row, _ in found.cells)]
    return rows + [columns[column] for column in dict.fromkeys(column for _, column in found.cells)]


def tabled_lines(query: Query, tabled: Tabled, draft: Draft, names: NameBook) -> list[str]:
    """The lines that answer from cells: a worked line first where something is worked out, then the rows."""
    found = tabled.found
    lines = _worked(query, tabled, draft)
    if found.wish.verb in ("sum", "mean") and not (found.wish.top and lines):
        return lines  # all of the cells stand in the worked line; which are the largest is to be seen
    if found.wish.verb == "share" and not lines:
        return []
    if found.wish.verb == "count":
        return [_count_line(query, tabled, draft, names)]
    return lines + row_lines(query, tabled, draft, names)


def row_lines(query: Query, tabled: Tabled, draft: Draft, names: NameBook) -> list[str]:
    """A line for each row, or for each column where the series runs over the columns of one row."""
    grid, lines = tabled.found.grid, []
    by_row: dict[int, list[int]] = {}
    for row, column in tabled.found.cells:
        by_row.setdefault(row, []).append(column)
    for row, columns in by_row.items():
        if len(tabled.found.cells) == 1 and not tabled.found.item and asks_several(query.search):
            columns = [label.number for label in grid.columns if grid.text(row, label.number)]
        pieces = []
        for column in columns:
            if tabled.found.item:
                pieces.append(item_of(grid.text(row, column), tabled.found.item))
                continue
            name = _label(grid.columns_by_number[column], query, names)
            pieces.append(cell_phrase(query.language, name, _shown(query, grid, row, column, names)))
        label = grid.rows[row].name
        shown = draft.words(label if is_year(label) else _label(grid.rows[row], query, names))
        cells = draft.words(phrase("semicolon", query.language).join(pieces))
        lines.append(row_told(query, shown, cells, draft.mark(*_places(tabled, [row]))))
    return lines


def _label(label: Label, query: Query, names: NameBook) -> str:
    """A label in the language of the answer, the original with it; a year as people say it."""
    if is_year(label.name):
        return label.name if query.language == "en" or not label.name[-1].isdigit() else f"{label.name}年"
    if label.times and not HAN.search(label.name):
        return label.name
    return worded(label.name, "en" if query.language == "en" else "zh", names)


def _shown(query: Query, grid: Grid, row: int, column: int, names: NameBook) -> str:
    language = "en" if query.language == "en" else "zh"
    return cell_told(grid.text(row, column), grid.column(row, column), language, names)


def _places(tabled: Tabled, rows: Sequence[int]) -> list[Place]:
    """The spans to cite for rows: each whole, the header, and the caption that gives their unit."""
    table, document = tabled.found.grid.table, tabled.document
    spans: list[Place] = [(document, table.rows[row][0].start, table.rows[row][-1].end) for row in rows]
    return [*spans, *head_places(document, table)]


def _count_line(query: Query, tabled: Tabled, draft: Draft, names: NameBook) -> str:
    found = tabled.found
    items = []
    for row, column in found.cells:
        label = found.grid.columns_by_number[column] if found.by_column else found.grid.rows[row]
        value = _shown(query, found.grid, row, column, names)
        items.append(phrase("labelled", query.language, label=_label(label, query, names), value=value))
    joined = (", " if query.language == "en" else "、").join(items)
    shown = phrase("items", query.language, items=joined) if items else ""
    numbers = draft.numbers(*_places(tabled, list(dict.fromkeys(row for row, _ in found.cells))))
    draft.compute(Computed(draft.words(joined), str(len(items)), numbers))
    marks = "".join(f"[{n}]" for n in numbers)
    return phrase("count", query.language, count=str(len(items)), items=draft.words(shown), marks=marks)


def _worked(query: Query, tabled: Tabled, draft: Draft) -> list[str]:
    """The worked lines of a sum, a mean, a share, or a change between two cells, their rows cited."""
    lines = []
    for work in table_works(query.search, tabled.found, english=query.language == "en"):
        cells = (*tabled.found.cells, *tabled.found.whole)
        numbers = draft.numbers(*_places(tabled, list(dict.fromkeys(row for row, _ in cells))))
        expression, value = (work.en, work.result_en) if query.language == "en" else (work.zh, work.result_zh)
        draft.compute(Computed(draft.words(expression), draft.words(value), numbers))
        marks = "".join(f"[{n}]" for n in numbers)
        lines.append(phrase("worked", query.language, line=draft.words(expression), marks=marks))
    return lines
