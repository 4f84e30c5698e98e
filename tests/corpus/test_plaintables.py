import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.lines import lines_of
from corpus.plaintables import find_lined_tables
from tests.reading import assert_faithful, blocks_of, read


def tables(raw: str) -> list[list[list[str]]]:
    return [[[raw[a:b] for a, b in row] for row in t.rows] for t in find_lined_tables(lines_of(raw, 0, len(raw)))]


def test_cells_parted_by_tabs() -> None:
    assert tables("名称\t数量\n茶杯\t12\n") == [[["名称", "数量"], ["茶杯", "12"]]]


def test_cells_under_one_another_with_one_missing() -> None:
    raw = (
        "Sales by year:\n\n"
        "    Year    Bushels   Rent (pounds)\n"
        "    ------------------------------\n"
        "    1903      9,100        12\n"
        "    1905                   14\n"
        "    1906      8,750\n"
        "    Total    17,850        26\n"
    )
    assert tables(raw) == [
        [
            ["Year", "Bushels", "Rent (pounds)"],
            ["1903", "9,100", "12"],
            ["1905", "", "14"],
            ["1906", "8,750", ""],
            ["Total", "17,850", "26"],
        ]
    ]


def test_cells_parted_by_bars_and_drawn_lines() -> None:
    raw = "+---+----+\n| a | b  |\n+---+----+\n| 1 | 20 |\n| 2 |    |\n+---+----+\n"
    assert tables(raw) == [[["a", "b"], ["1", "20"], ["2", ""]]]


def test_chinese_rows_parted_by_single_spaces() -> None:
    raw = "名称 数量 单价\n茶杯 12 3.50\n茶壶 4 28.00\n"
    assert tables(raw) == [[["名称", "数量", "单价"], ["茶杯", "12", "3.50"], ["茶壶", "4", "28.00"]]]


@pytest.mark.parametrize(
    "raw",
    [
        "It rained.  We stayed in.  Nobody came.\nIt snowed.  We went out.  All came.\nThe sun.  It rose.  It set.\n",
        "姓名：张三\n职务：主任\n电话：12345\n",
        "one two three\nfour five six\nseven eight nine\n",
        "Dear Sir,\tyours\n",
    ],
)
def test_other_lines_are_no_table(raw: str) -> None:
    assert tables(raw) == []


def test_a_few_lines_glued_above_a_table_are_none_of_it() -> None:
    rows = "茶杯 12 3.50\n茶壶 4 28.00\n茶盘 3 40.00\n"
    assert tables("张三 李四 王五\n" * 5 + rows)[0][-3:] == [row.split(" ") for row in rows.split("\n")[:3]]


def test_thousands_of_lines_that_are_no_rows_are_looked_at_a_few_times_each() -> None:
    """Each was once the first of a table that was sought to the end of the text."""
    assert tables("The cat sat on the mat\n" * 4_000) == []


def cells(document: Document) -> list[list[list[str]]]:
    return [[[c.text for c in row] for row in (t.header, *t.rows)] for t in document.tables]


def padded(text: str, width: int, *, right: bool) -> str:
    """A text filled up with blanks to so many columns of the screen."""
    blanks = " " * (width - sum(2 if char > "\u2e80" else 1 for char in text))
    return blanks + text if right else text + blanks


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A table as its rows, some figures missing, never all of a row and none of the first."""
    rng = random.Random(draw(st.integers(0, 9999)))
    width = draw(st.integers(2, 5))
    names = rng.sample(["云岭", "丹河（新港）", "岚桥", "Hollin", "Brae Mell", "Tallow Wharf"], draw(st.integers(3, 6)))
    rows = [["线路", *(f"{2020 + n}年" for n in range(width - 1))]]
    for name in names:
        figures = [f"{rng.randint(1000, 99999):,}" for _ in range(width - 1)]
        if name != names[0] and width > 2 and rng.random() < 0.6:
            figures[rng.randrange(width - 1)] = ""
        rows.append([name, *figures])
    return rows


@given(grids(), st.booleans(), st.sampled_from(("", "表1  各线路客流\n", "Table 2. Calls\n")))
def test_tables_under_one_another_are_read_back(rows: list[list[str]], right: bool, caption: str) -> None:
    lines = [
        padded(row[0], 16, right=False) + "".join("   " + padded(cell, 8, right=right) for cell in row[1:])
        for row in rows
    ]
    assert tables(caption + "\n".join(line.rstrip() for line in lines) + "\n注：数据未经审计。\n") == [rows]


def test_full_width_blanks_part_cells() -> None:
    raw = "产品　　　2022年　　2023年\n灯具　　　118　　　 152\n开关面板　97　　　　101\n其他　　　29　　　　39\n"
    assert tables(raw) == [
        [["产品", "2022年", "2023年"], ["灯具", "118", "152"], ["开关面板", "97", "101"], ["其他", "29", "39"]]
    ]
    assert tables(raw.replace("　　　　", "　").replace("　　", "　"))[0][2] == ["开关面板", "97", "101"]


def test_most_rows_may_lack_a_cell() -> None:
    raw = (
        "Line          2021    2022    2023\nHollin         612     655     671\nOransay                388     401\n"
        "Mell           271             290\nOther          313     365\n"
    )
    assert tables(raw)[0][2:] == [
        ["Oransay", "", "388", "401"],
        ["Mell", "271", "", "290"],
        ["Other", "313", "365", ""],
    ]


def test_a_caption_above_and_a_note_below_are_no_rows(tmp_path: Path) -> None:
    raw = (
        "各线路的情况如下。\n\n表1  各线路客流（单位：人次）\n线路      2022年    2023年\n云岭      118,600   152,300\n"
        "丹河       97,450   101,800\n岚桥       29,800    39,200\n注：数据未经审计。\n"
    )
    document = read(tmp_path, "a.txt", raw)
    assert [len(rows) for rows in cells(document)] == [4]
    assert document.tables[0].caption == "表1 各线路客流（单位：人次）"
    assert blocks_of(document)[-1] == ("paragraph", "注：数据未经审计。")
    assert_faithful(document)


@pytest.mark.parametrize(
    ("raw", "row"),
    [
        (
            "Line               Calls    Share\nHollin and the     612      71%\n  outer islands\n",
            "Hollin and the outer islands",
        ),
        ("线路               客流     占比\n云岭至丹河的       612      71%\n夜间线路\n", "云岭至丹河的夜间线路"),
    ],
)
def test_a_label_that_goes_on_in_the_next_line_is_one(tmp_path: Path, raw: str, row: str) -> None:
    document = read(tmp_path, "a.txt", raw + "Oransay            88       4%\nMell               271      12%\n")
    assert [[r[0], r[1]] for r in cells(document)[0][1:]] == [[row, "612"], ["Oransay", "88"], ["Mell", "271"]]
    cell = document.tables[0].rows[0][1]
    assert document.raw[slice(*document.traced.span(cell.start, cell.end))] == "612"
    assert_faithful(document)


def test_words_that_go_on_below_themselves_are_one_cell(tmp_path: Path) -> None:
    raw = (
        "Line       Calls   Owner\nHollin     612     Moor and Hale\n                   Shipping\n"
        "Oransay    88      Gray\nMell       271     Gray\n"
    )
    document = read(tmp_path, "a.txt", raw)
    assert cells(document)[0][1] == ["Hollin", "612", "Moor and Hale Shipping"]
    assert_faithful(document)


def test_a_label_alone_that_opens_rows_is_not_taken_into_the_row_above(tmp_path: Path) -> None:
    raw = "Line       Calls\nHollin     612\nMell       271\nBrae       88\nNorth\nSkerra     45\nOransay    88\nHale       9\n"
    assert cells(read(tmp_path, "a.txt", raw))[0] == [
        ["Line", "Calls"],
        ["Hollin", "612"],
        ["Mell", "271"],
        ["Brae", "88"],
    ]


def test_two_lines_of_names_are_one_header(tmp_path: Path) -> None:
    raw = (
        "Line        Passengers      Fare\n            (thousands)   (pounds)\nHollin           612        4.50\n"
        "Oransay          388        6.20\nMell             271        2.10\n"
    )
    document = read(tmp_path, "a.txt", raw)
    assert cells(document)[0][:2] == [["Line", "Passengers (thousands)", "Fare (pounds)"], ["Hollin", "612", "4.50"]]
    assert_faithful(document)


@pytest.mark.parametrize(
    "label", ["Line      Calls    Ships      Calls   Ships", "线路      客流     船数       客流    船数"]
)
def test_a_name_that_spans_columns_stands_in_each(tmp_path: Path, label: str) -> None:
    raw = (
        f"              2022                2023\n{label}\nHollin      612       45        671      48\n"
        "Oransay     388       30        401      33\nMell        271       20        290      22\n"
    )
    document = read(tmp_path, "a.txt", raw)
    (table,) = document.tables
    lower = label.split()
    assert [c.text for c in table.header] == [
        lower[0],
        *(f"{y} {n}" for y, n in zip((2022, 2022, 2023, 2023), lower[1:], strict=True)),
    ]
    assert len(table.rows) == 3
    assert_faithful(document)


def test_a_first_row_of_figures_is_no_second_line_of_names() -> None:
    raw = "Line       2021    2022\nHollin     2021    2022\nMell       271     290\nBrae       88      91\n"
    assert tables(raw)[0][1] == ["Hollin", "2021", "2022"]
