"""Tables that were laid out one cell a line are read back; other short lines stay what they are."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block
from corpus.lines import lines_of
from corpus.origin import Traced
from corpus.stackedtables import find_stacked_tables, mend_stacked
from tests.reading import assert_faithful, blocks_of, read
from tests.strategies import texts

NAMES = (
    ("云岭", "丹河", "岚桥", "石渡", "白沙", "青湾", "1号线", "南山（新区）", "营业收入", "一、营业利润"),
    ("Hollin", "Brae Mell", "Oransay", "Skerra", "Tallow Wharf", "Apple Inc.", "North & East", "St. Ives"),
)
WORDS = (("高", "中", "低", "国有", "民营"), ("steady", "rising", "falling", "private"))
HEADS = (
    ("收入（万元）", "客运量(万人次)", "占比", "增长率", "均价", "指数"),
    ("Passengers", "Load factor", "Fare (pounds)", "Share"),
)
BEFORE = ("", "各线路的客流如下，单位见表头。\n", "表1 各线路客流\n", "第一章 客流\n\nThe lines differ a good deal.\n")
AFTER = ("", "注：数据未经审计。\n", "其中云岭增长最快，比上年多了两成。\n", "Source: annual report.\n")


def tables(raw: str) -> list[list[list[str]]]:
    """The tables of a text that are sure, by their lines."""
    lines = lines_of(raw, 0, len(raw))
    return [
        [["" if n is None else lines[n].text for n in row] for row in table.rows]
        for table in find_stacked_tables([line.text for line in lines], [line.gap for line in lines])
        if table.sure
    ]


def _figures(kind: str, rng: random.Random, rows: int) -> list[str]:
    make = {
        "grouped": lambda: f"{rng.randint(1000, 900000):,}",
        "share": lambda: f"{rng.uniform(-9, 99):.1f}%",
        "decimal": lambda: f"{rng.uniform(0, 40):.2f}",
        "money": lambda: f"{rng.uniform(0, 900):.1f}亿元",
        "whole": lambda: str(rng.randint(100, 1800)),
    }[kind]
    cells = [make() for _ in range(rows)]
    if rows > 3 and rng.random() < 0.3:
        cells[rng.randrange(1, rows)] = rng.choice(("—", "-", "N/A", "/"))
    return cells


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    """A table as its rows, the names of the columns first: labels, figures, and words between them."""
    rng = random.Random(draw(st.integers(0, 99999)))
    english = draw(st.booleans())
    rows = draw(st.integers(3, 7))
    kinds = draw(
        st.lists(st.sampled_from(("grouped", "share", "decimal", "money", "whole", "words")), min_size=1, max_size=5)
    )
    kinds = kinds if set(kinds) - {"words", "whole"} else [*kinds, "share"]
    labels = draw(st.sampled_from(("names", "years", "counted")))
    if labels == "years":
        first = draw(st.integers(1998, 2019))
        columns = [["Year" if english else "年份", *(str(first + n) for n in range(rows))]]
    else:
        columns = [["Line" if english else "线路", *rng.sample(NAMES[english], rows)]]
        if labels == "counted":
            columns.insert(0, ["No" if english else "序号", *(str(n + 1) for n in range(rows))])
    years = len(kinds) > 1 and "words" not in kinds and draw(st.booleans())
    heads = [f"{2020 + n}年" for n in range(len(kinds))] if years else None
    for number, kind in enumerate(kinds):
        head = heads[number] if heads else f"{rng.choice(HEADS[english])} {'ABCDEF'[number]}"
        if kind == "words":
            columns.append([f"Kind {number}" if english else f"类型{number}", *rng.sample(WORDS[english] * rows, rows)])
            columns[-1][1:4] = [WORDS[english][n] for n in (0, 0, 1)]  # some alike, not all
        else:
            columns.append([head, *_figures(kind, rng, rows)])
    return [list(row) for row in zip(*columns, strict=True)]


def stacked(rows: list[list[str]], parting: str) -> str:
    """One cell a line, with blank lines nowhere, after every cell, or after every row."""
    cell, row = {"none": ("\n", ""), "cells": ("\n\n", ""), "rows": ("\n", "\n")}[parting]
    return "".join("".join(text + cell for text in line) + row for line in rows)


@given(grids(), st.sampled_from(("none", "cells", "rows")), st.sampled_from(BEFORE), st.sampled_from(AFTER))
def test_random_tables_are_read_back(rows: list[list[str]], parting: str, before: str, after: str) -> None:
    assert tables(before + stacked(rows, parting) + after) == [rows]


@given(grids(), st.sampled_from(("none", "rows")))
def test_a_blank_line_parts_lines_of_text_from_a_table_that_has_none_inside(
    rows: list[list[str]], parting: str
) -> None:
    raw = f"Harbour lines\nAda Moor\n\n{stacked(rows, parting)}\nFerries\nTrams\n"
    assert tables(raw) == [rows]


@given(grids(), grids())
def test_two_tables_with_a_sentence_between_are_two(one: list[list[str]], two: list[list[str]]) -> None:
    assert tables(f"{stacked(one, 'none')}下表为另一年的情况。\n{stacked(two, 'none')}") == [one, two]


@given(grids())
def test_paragraphs_are_cells_as_well(rows: list[list[str]]) -> None:
    raw = stacked(rows, "none")
    blocks = [Block("paragraph", Traced.of(raw, line.start, line.end)) for line in lines_of(raw, 0, len(raw))]
    out, (mend,) = mend_stacked(blocks)
    (table,) = out
    assert table.grid is not None and mend.done
    assert [[table.traced.text[a:b] for a, b in row] for row in table.grid.rows] == rows
    for (a, b), line in zip((span for row in table.grid.rows for span in row), blocks, strict=True):
        assert table.traced.span(a, b) == line.traced.span(0, len(line.traced))


_line = st.one_of(
    st.sampled_from([*NAMES[0], *NAMES[1], *WORDS[0], *HEADS[0], *HEADS[1]]),
    st.sampled_from([
        "It rained all day.",
        "灯塔建于1893年，高二十三米。",
        "Unter den Linden 5",
        "电话：020-8123",
        "10117 Berlin",
    ]),
    texts(1, 30),
)


@given(st.lists(_line.filter(lambda t: not t.strip()[:1].isdigit()), max_size=40))
def test_lines_without_figures_are_no_table(lines: list[str]) -> None:
    found = tables("\n".join(lines))
    for table in found:  # what random characters make still holds a column of figures under a name that is none
        assert any(any(c.isdigit() for c in cell) for row in table[1:] for cell in row)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES[1]), st.integers(1, 9), st.sampled_from(["", "\n"])), min_size=3, max_size=12
    )
)
def test_tables_of_contents_are_left_alone(entries: list[tuple[str, int, str]]) -> None:
    page, lines = 1, ["The harbour lines", "Contents"]
    for title, pages, _ in entries:
        lines += [title, str(page)]
        page += pages
    assert tables("\n".join(lines)) == []


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES[1]), st.integers(1, 99), st.integers(10000, 99999), st.integers(100000, 999999)
        ),
        min_size=3,
        max_size=8,
    ),
    st.sampled_from(["\n", "\n\n"]),
)
def test_addresses_are_left_alone(places: list[tuple[str, int, int, int]], parting: str) -> None:
    blocks = [f"{name}\nLinden Road {house}\n{code} Moorby\n030-{phone}" for name, house, code, phone in places]
    assert tables("Our offices\nin the north\n" + parting.join(blocks)) == []


@pytest.mark.parametrize(
    "raw",
    [
        "床前明月光\n疑是地上霜\n举头望明月\n低头思故乡\n",
        "员工\n12,000\n门店\n350家\n城市\n48\n",
        "Ann\n34\nBen\n29\nCora\n41\n",
        "热榜\n第一条新闻\n1234567\n第二条新闻\n998877\n第三条新闻\n556677\n",
        "留言\n全部\n张三\n好\n12\n回复\n李四\n赞\n8\n回复\n王五\n来过\n3\n回复\n",
        "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n",
        "2021\n2022\n2023\n2024\n2025\n2026\n2027\n2028\n2029\n",
        "数据\n规模\n人口\n12万\n面积\n350平方公里\n道路\n80公里\n",
        "港口\n林远\n线路\n客流\n云岭\n118\n丹河\n97\n岚桥\n29\n石渡\n51\n白沙\n88\n青湾\n18\n",
        ">>> import numpy\n>>> size = 4\n>>> one(1)\n1.5\n>>> two(2)\n2.5\n>>> three(3)\n1.1\n",
        "",
    ],
)
def test_other_short_lines_are_left_alone(raw: str) -> None:
    assert tables(raw) == tables(raw.replace("\n", "\n\n")) == []


def test_where_rows_may_begin_at_two_places_the_lines_stay_and_it_is_said() -> None:
    """A line above that may be a name, and words in the last column: the names may begin with it, or below it."""
    lines = [
        "Ferries",
        "Line",
        "Kind",
        "Share",
        "Owner",
        "Hollin",
        "A",
        "3.1%",
        "Moor",
        "Skerra",
        "B",
        "4.2%",
        "Hale",
        "Mell",
        "A",
        "5.3%",
        "Gray",
    ]
    (table,) = find_stacked_tables(lines, [True] * len(lines))
    assert not table.sure
    blocks = [Block("paragraph", Traced.of(line)) for line in lines]
    out, (mend,) = mend_stacked(blocks)
    assert out == blocks and not mend.done and "otherwise" in mend.note


def test_the_name_of_a_first_column_that_tables_have_decides() -> None:
    lines = [
        "主要线路",
        "线路",
        "归属",
        "占比",
        "定位",
        "城市",
        "云岭",
        "3.1%",
        "高端",
        "丹河",
        "国有",
        "4.2%",
        "低端",
        "岚桥",
        "民营",
        "5.3%",
        "中端",
    ]
    lines[1] = "企业"
    (table,) = find_stacked_tables(lines, [True] * len(lines))
    assert table.sure and lines[table.first] == "企业"


def test_lines_of_a_page_head_no_list_but_years_do() -> None:
    above, rows = "首页\n新闻\n登录\n注册\n关于\n更多\n", "云岭\n118\n3.1%\n丹河\n97\n4.2%\n岚桥\n29\n5.3%\n"
    assert tables(f"{above}全部\n{rows}") == []
    assert tables(f"{above}线路\n2022年\n占比\n{rows}")[0][0] == ["线路", "2022年", "占比"]


def test_a_row_that_lacks_a_cell_ends_the_table_with_a_flag() -> None:
    raw = "线路\n收入\n占比\n云岭\n118\n3.1%\n丹河\n97\n4.2%\n岚桥\n29\n5.3%\n石渡\n6.1%\n白沙\n12\n7.0%\n"
    lines = lines_of(raw, 0, len(raw))
    (table,) = find_stacked_tables([line.text for line in lines], [line.gap for line in lines])
    assert (table.first, table.last, table.width) == (0, 12, 3)
    assert table.flags == ("lines below it may be rows as well",)


def test_a_first_column_without_a_name(tmp_path: Path) -> None:
    raw = "客流如下。\n2021年\n2022年\n云岭\n118\n152\n丹河\n97\n101\n岚桥\n29\n39\n"
    document = read(tmp_path, "a.txt", raw)
    (table,) = document.tables
    assert [c.text for c in table.header] == ["", "2021年", "2022年"]
    assert table.flags == ("the first column has no name",)
    assert_faithful(document)


@pytest.mark.parametrize(
    ("name", "line"), [("a.txt", "{}\n"), ("a.txt", "{}\n\n"), ("a.md", "{}\n\n"), ("a.html", "<div>{}</div>\n")]
)
def test_documents_with_such_a_table(tmp_path: Path, name: str, line: str) -> None:
    rows = [
        ["线路", "２０２２年", "2023年"],
        ["云岭", "118,600", "152,300"],
        ["丹河", "97,450", "—"],
        ["岚桥", "29,800", "39,200"],
    ]
    prose = ("港口的线路去年都有了新的船，票价没有变。", "明年还会有两条线路开通，其中一条经过云岭。")
    texts_ = [prose[0], "表1 各线路客流（人次）", *(cell for row in rows for cell in row), prose[1]]
    document = read(tmp_path, name, "<html><body>" * (name == "a.html") + "".join(line.format(t) for t in texts_))
    (table,) = document.tables
    found = [[c.text.translate({0xFF10: "0", 0xFF12: "2"}) for c in row] for row in (table.header, *table.rows)]
    assert found == [["线路", "2022年", "2023年"], *rows[1:]]
    assert table.caption == "表1 各线路客流（人次）" and not table.flags
    cell = table.rows[1][1]
    assert document.raw[slice(*document.traced.span(cell.start, cell.end))] == "97,450"
    assert [t for k, t in blocks_of(document) if k == "paragraph" and t in prose] == list(prose)
    assert_faithful(document)


@pytest.mark.parametrize("line", ["12\n", "云岭\n12\n", "云岭\n", "12\n云岭\n丹河\n"])
def test_thousands_of_short_lines_are_read_in_time(line: str) -> None:
    """Each stretch of lines that are alike is looked at only where names stand above it."""
    assert tables(line * 20_000) == []
