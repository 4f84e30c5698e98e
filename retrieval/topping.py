"""So many of the largest that one cell of a table lists, taken together: the first two of 甲26%，乙22%，丙9%，其他43%."""

from collections.abc import Sequence

from corpus.errors import AnswerError
from retrieval.arithmetic import total
from retrieval.calculating import Work
from retrieval.conditions import read_wish
from retrieval.evidence import Evidence
from retrieval.extremes import is_rest
from retrieval.figures import Nearness, Told, statements_of
from retrieval.query import Query
from retrieval.statement import Statement

# So near the head of a table with all that stands above it must be to the question.
_NEAR = 0.25


def work_top(query: Query, evidence: Sequence[Evidence], near: Nearness) -> Work | None:
    """The sum of the largest figures of a cell that lists several, of the row that the question is about; else None.

    Args:
        query: the question.
        evidence: sentences and rows, best first.
        near: nearness of texts to a query, in [-1, 1].
    """
    wish = read_wish(query.search)
    if not wish.top:
        return None
    cells = [(e, cell) for e in evidence if _meant(query, e) for cell in _lists(e) if len(cell) >= wish.top]
    heads = [f"{piece.context} {_head(piece, cell[0])}" for piece, cell in cells]
    scores = near(query.search, heads) if cells else []
    best = max(range(len(cells)), key=lambda n: (scores[n], -n), default=None)
    if best is None or scores[best] < _NEAR:
        return None
    piece, cell = cells[best]
    chosen = sorted(cell, key=lambda s: -s.quantity.value if wish.most else s.quantity.value)[: wish.top]
    try:
        worked = total([s.quantity for s in chosen])
    except AnswerError:
        return None  # the figures have no common unit
    return Work(worked, tuple(Told(s, piece, float(scores[best]), ()) for s in chosen))


def _meant(query: Query, piece: Evidence) -> bool:
    """Whether a question is about a row: its year, its label, or its only one."""
    if piece.table is None:
        return False
    label = piece.table.rows[piece.row][0].text.strip().casefold()
    proper = [m.name.forms for m in query.names if m.name.proper]
    about = f"{piece.document.title} {piece.wide}".casefold()
    if any(not any(form.casefold() in about for form in forms) for forms in proper):
        return False
    if query.years:
        return len(query.years) == 1 and str(query.years[0]) in label
    return len(piece.table.rows) == 1 or (len(label) > 1 and label in query.search.casefold())


def _lists(piece: Evidence) -> list[list[Statement]]:
    """The figures of each cell of a row that lists several, without those of all that is not named."""
    cells: dict[int, list[Statement]] = {}
    for statement in statements_of(piece):
        if statement.cell is not None:
            cells.setdefault(statement.cell, []).append(statement)
    listed = [cell for cell in cells.values() if len(cell) > 2 and len({s.subject for s in cell}) == len(cell)]
    return [[s for s in cell if not is_rest(s.subject)] for cell in listed]


def _head(piece: Evidence, statement: Statement) -> str:
    return piece.table.header[statement.cell].text if piece.table is not None and statement.cell is not None else ""
