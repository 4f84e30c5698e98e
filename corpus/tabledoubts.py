"""What is uncertain about the best reading of a flattened table."""

from collections.abc import Iterator, Sequence
from statistics import median

from corpus.cells import CellCut
from corpus.cuts import Solution
from corpus.tableheader import HeaderCut, calls_for
from corpus.tablereading import Reading

# By so much the best cut must beat the next one; as natural logarithms.
_SURE = 4.0
_SURE_READING = 5.5
_SURE_HEADER = 1.5
# A row that is so much dearer than the others may be cut wrongly.
_ODD = 12.0


def doubts(score: float, header: HeaderCut, solution: Solution, found: Sequence[Reading]) -> Iterator[str]:
    """What is uncertain about the best reading."""
    unsure = [str(n) for n, margin in enumerate(solution.margins, 1) if margin < _SURE]
    odd = [str(n) for n, worth in enumerate(solution.worths, 1) if worth < median(solution.worths) - _ODD]
    if odd:
        yield f"row {', '.join(odd)}: does not look like the others"
    if unsure:
        yield f"row {', '.join(unsure)}: the cells could be cut otherwise"
    for other, reading, cut in found:
        if cut.rows != solution.rows and score - other < _SURE_READING:
            yield f"the whole table could be cut otherwise, into {len(reading.columns)} columns"
            break
    yield from _double_columns(header, solution)
    named = [f for f in found if f[2].rows == solution.rows and f[1].columns != header.columns]
    if named and score - named[0][0] < _SURE_HEADER:
        yield "the header could be cut otherwise"


def _double_columns(header: HeaderCut, solution: Solution) -> Iterator[str]:
    """Columns that may be two: the name begins with another, and words stand in it or in the column before."""
    kinds = [_kind_of(column) for column in zip(*solution.rows, strict=True)]
    for number, (column, kind) in enumerate(zip(header.columns, kinds, strict=True)):
        glued = kind in ("text", "list") or (kind == "number" and number and kinds[number - 1] == "text")
        if column.inside and glued and calls_for(column.inside) == "words":
            yield f"column {number + 1}: {column.inside} may be a column by itself"


def _kind_of(column: Sequence[CellCut]) -> str:
    """What most cells of a column are: "number", "text" (without figures), "list" or "label"."""
    kinds = ["list" if c.kind == "text" and c.marks[1] else c.kind for c in column if c.kind != "missing"]
    return max(set(kinds), key=kinds.count) if kinds else "missing"
