import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.spacedtables import find_spaced_table
from tests.reading import assert_faithful, read

GOODS = ("灯具", "开关面板", "变流器", "充电桩", "其他", "电表")


def cells(text: str) -> list[list[str]]:
    found = find_spaced_table(text)
    return [[text[a:b] for a, b in row] for row in found.rows] if found else []


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Rows of a table, the header first: years or measures over figures, the last column a percentage."""
    width = draw(st.integers(2, 5))
    rng = random.Random(draw(st.integers(0, 9999)))
    names = draw(st.permutations(GOODS))[: draw(st.integers(3, 6))]
    measures = [f"{y}年收入" for y in range(2021, 2021 + width - 1)] + ["毛利率(2023)"]
    header = ["产品", *(map(str, range(2021, 2021 + width)) if draw(st.booleans()) else measures)]
    return [
        header,
        *([n, *(f"{rng.randint(10, 90000):,}" for _ in range(width - 1)), f"{rng.randint(1, 99)}%"] for n in names),
    ]


@given(
    tables(),
    st.sampled_from(("", "各项如下。", "分产品构成（单位：万元）。")),
    st.sampled_from(("", "。", " 数据来源：公司。")),
)
def test_rows_that_ran_together_are_cut_again(rows: list[list[str]], before: str, after: str) -> None:
    assert cells(before + "".join(" ".join(row) for row in rows) + after) == rows


@given(tables())
def test_rows_with_spaces_between_them_are_cut_again(rows: list[list[str]]) -> None:
    assert cells(" ".join(" ".join(row) for row in rows)) == rows


@pytest.mark.parametrize(
    "text",
    [
        "The firm sold 12 cars in 2020 and 13 in 2021, while 45 people were employed in 2022 and 46 in 2023.",
        "公司 2021 年卖出 12 台，2022 年卖出 13 台，2023 年卖出 14 台，2024 年卖出 15 台。",
        "Route Foot passengers Load factor Hollin 612 71% Oransay 388 64% Mell 271 58%",
        "甲 12 乙 13",
        "2汽 2汽 2汽 2",
        "",
    ],
)
def test_prose_and_headers_that_could_be_anything_are_left_alone(text: str) -> None:
    assert cells(text) == []


def test_a_dash_between_words_is_no_missing_figure() -> None:
    text = "Route 2021 2022 2023 Hollin – Skerra 612 655 671 Brae Mell 271 – 290 Other routes 313 365 370"
    assert cells(text)[1:3] == [["Hollin – Skerra", "612", "655", "671"], ["Brae Mell", "271", "–", "290"]]


@given(tables(), st.sampled_from(("\u3000", "\u3000\u3000", " \u3000")))
def test_full_width_blanks_part_cells_as_well(rows: list[list[str]], blank: str) -> None:
    assert cells("".join(blank.join(row) for row in rows)) == rows


def test_a_caption_with_its_unit_and_a_note_are_none_of_it() -> None:
    table = "产品 2022年 2023年 毛利率(2023)灯具 118,600 152,300 27.4%开关 97,450 101,800 19.2%其他 — 39,200 14.5%"
    found = cells(f"表3 分产品构成（单位：万元）{table}注：数据未经审计。")
    assert found[0] == ["产品", "2022年", "2023年", "毛利率(2023)"]
    assert found[-1] == ["其他", "—", "39,200", "14.5%"]


def test_a_document_with_such_a_table(tmp_path: Path) -> None:
    raw = (
        "一、收入\n分产品构成如下（单位：万元）\n产品 2022年 2023年 毛利率(2023)灯具 118,600 152,300 27.4%"
        "开关 97,450 101,800 19.2%其他 29,800 39,200 14.5%\n全年员工4,126人，其中研发人员708人，比上年多了六十人。\n"
    )
    document = read(tmp_path, "a.txt", raw)
    (table,) = document.tables
    assert [[c.text for c in row] for row in (table.header, *table.rows)][1] == ["灯具", "118,600", "152,300", "27.4%"]
    assert table.caption == "分产品构成如下（单位：万元）" and not table.flags
    assert [m.kind for m in document.mends] == ["table"]
    assert_faithful(document)
