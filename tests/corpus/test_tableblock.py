from hypothesis import given
from hypothesis import strategies as st

from corpus.origin import Traced
from corpus.tableblock import SpanningCell, spread, table_block


def cells(rows: list[list[Traced]]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in rows]


def page(text: str, *spec: tuple[int, int, bool]) -> list[SpanningCell]:
    """Cells of one row out of the words of a text, each with columns, rows, header."""
    found, at = [], 0
    for word, (columns, rows, header) in zip(text.split(), spec, strict=True):
        at = text.index(word, at)
        found.append(SpanningCell(Traced.of(text, at, at + len(word)), header, columns, rows))
        at += len(word)
    return found


def test_cells_that_span_stand_wherever_they_reach() -> None:
    rows = [
        page("a b", (1, 2, False), (2, 1, False)),
        page("c d", (1, 1, False), (1, 1, False)),
    ]
    assert cells(spread(rows)) == [["a", "b", "b"], ["a", "c", "d"]]


def test_many_wide_cells_do_not_make_a_table_without_end() -> None:
    row = [SpanningCell(Traced.of("x"), columns=100_000)] * 2000
    assert len(spread([row])[0]) <= 3000


def test_header_lines_become_one() -> None:
    rows = [
        page("Region Bags Share", (1, 2, True), (2, 1, True), (1, 2, True)),
        page("2022 2023", (1, 1, True), (1, 1, True)),
        page("North 4 5 6", *[(1, 1, False)] * 4),
    ]
    assert cells(spread(rows)) == [["Region", "Bags 2022", "Bags 2023", "Share"], ["North", "4", "5", "6"]]


@given(st.lists(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), min_size=1, max_size=4), min_size=1))
def test_places_never_fall_whatever_the_order_of_the_cells(rows: list[list[tuple[int, int]]]) -> None:
    raw = "x" * 50
    traced = [[Traced.of(raw, a, a + size) for a, size in row] for row in rows]
    block = table_block(traced)
    starts = block.traced.starts.tolist()
    assert starts == sorted(starts)
    assert block.grid is not None
    for row, ranges in zip(traced, block.grid.rows, strict=True):
        assert [len(c) for c in row] == [b - a for a, b in ranges[: len(row)]]
