"""Cells of tables are counted right where they stand, and named where they do not."""

import json
from pathlib import Path

import pytest

from evals.cells import cells_of, main
from tests.reading import read

TEXT = "# 产量\n\n|年份|产量|说明|\n|---|---|---|\n|2021|960|试产|\n|2022|1190|量产|\n"
ROWS = [["年份", "产量", "说明"], ["2021", "960", "试产"], ["2022", "1190", "量产"]]


def test_every_cell_in_its_place_is_right(tmp_path: Path) -> None:
    (counted,) = cells_of(read(tmp_path, "a.md", TEXT), {"t": ROWS})
    assert (counted.right, counted.wrong, counted.anew, counted.flagged) == (9, (), 0, False)


def test_a_cell_elsewhere_is_wrong_and_one_of_other_words_is_apart(tmp_path: Path) -> None:
    swapped = [ROWS[0], ["2021", "1190", "试产"], ["2022", "1190", "大批生产"]]
    (counted,) = cells_of(read(tmp_path, "a.md", TEXT), {"t": swapped})
    assert (counted.right, counted.wrong, counted.anew) == (7, ("1190",), 1)


def test_a_document_without_tables_has_none_right(tmp_path: Path) -> None:
    (counted,) = cells_of(read(tmp_path, "a.md", "年份 产量 说明 2021 960"), {"t": ROWS[:2]})
    assert (counted.right, len(counted.wrong), counted.anew) == (0, 5, 1)


def test_the_command_prints_each_table_and_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "t.json").write_text(json.dumps({"t": ROWS}), encoding="utf-8")
    assert main([str(tmp_path / "a.md"), str(tmp_path / "t.json")]) == 0
    assert capsys.readouterr().out == "t: 9 of 9 cells right\nall: 9 of 9 cells right\n"
    (tmp_path / "t.json").write_text("[", encoding="utf-8")
    assert main([str(tmp_path / "a.md"), str(tmp_path / "t.json")]) == 1
