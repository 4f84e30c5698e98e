from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.grids import Grid, read_grid


def grid_of(document: Document) -> Grid:
    found = read_grid(document.tables[-1])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("| 镇 | 产量（吨） |\n|---|---|\n| 甲 | 5 |", 5, "t"),
        ("| 指标 | 2020 |\n|---|---|\n| 产量（万吨） | 5 |", 50_000, "t"),
        ("表1：各镇产量（单位：亿元）\n\n| 镇 | 2020 |\n|---|---|\n| 甲 | 5 |", 5e8, "CNY"),
        ("Table 1: Output (GWh)\n\n| Source | 2020 |\n|---|---|\n| Solar | 5 |", 5e6, "kWh"),
        ("| Plant | Cost (US$ million) |\n|---|---|\n| A | 5 |", 5e6, "USD"),
        ("| 序号 | 镇 | 产量（吨） |\n|---|---|---|\n| 1 | 甲 | 5 |", 5, "t"),
    ],
)
def test_units_of_cells(markdown: Callable[[str], Document], text: str, value: float, unit: str) -> None:
    grid = grid_of(markdown(text))
    quantity = grid.quantity(0, grid.columns[-1].number)
    assert quantity is not None
    assert (quantity.low, quantity.unit) == (value, unit)


def test_rows_are_labelled_by_names_not_by_serial_numbers(markdown: Callable[[str], Document]) -> None:
    grid = grid_of(markdown("| 排名 | 镇 | 产量 |\n|---|---|---|\n| 1 | 甲镇 | 5 |\n| 2 | 乙镇 | 3 |"))
    assert [label.name for label in grid.rows] == ["甲镇", "乙镇"]
    assert grid.numeric(2)


def test_no_grid_of_one_column(markdown: Callable[[str], Document]) -> None:
    tables = markdown("| 镇 |\n|---|\n| 甲 |").tables
    assert all(read_grid(table) is None for table in tables)
