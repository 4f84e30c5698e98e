from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.grids import read_grid
from retrieval.lookup import Found, find_cells
from tests.retrieval.pieces import ask, near

YEARS = """| 年份 | 出口量（万吨） | 均价（元/公斤） | 主要厂商份额 |
|---|---|---|---|
| 2022 | 4.1 | 36 | 阿里云26%，腾讯云22% |
| 2023 | 4.6 | 35 | 阿里云24%，腾讯云25% |
| 2024 | 5.2 | 41 | 阿里云20%，腾讯云21% |
| 2025 | 5.0 | 44 | 阿里云22%，腾讯云19% |
"""
SOURCES = """| 电源 | 2021年 | 2022年 | 2023年 |
|---|---|---|---|
| 光伏 | 12 | 18 | 25 |
| 风电 | 20 | 21 | 19 |
| 水电 | 15 | 11 | 14 |
"""
PLANTS = """| 电站 | 类型 | 装机（兆瓦） | 造价（万元） | 启用 | 站长 |
|---|---|---|---|---|---|
| 白石 | 光伏 | 85 | 960 | 2019 | 何听 |
| 海角 | 风电 | 120 | 2100 | 2016 | 周远 |
| 上湖 | 水电 | 46 | 740 | 1988 | 沈桂 |
| 盐田 | 光伏 | 60 | 580 | 2022 | 陆景 |
| 合计 |  | 311 | 4380 |  |  |
"""


def found_in(document: Document, question: str) -> Found | None:
    grid = read_grid(document.tables[-1])
    assert grid is not None
    return find_cells(ask(question), grid, "", "zh", near)


def told(found: Found | None) -> list[str]:
    return [] if found is None else [f"{found.grid.rows[r].name} {found.grid.text(r, c)}" for r, c in found.cells]


@pytest.mark.parametrize(
    ("text", "question", "cells"),
    [
        (YEARS, "2023年的出口量是多少？", ["2023 4.6"]),
        (YEARS, "2023年和2025年的均价是多少？", ["2023 35", "2025 44"]),
        (YEARS, "2024年的出口量和均价各是多少？", ["2024 5.2", "2024 41"]),
        (YEARS, "出口量从2022年到2025年平均每年增长百分之几？", ["2022 4.1", "2023 4.6", "2024 5.2", "2025 5.0"]),
        (YEARS, "哪一年出口量最大？", ["2024 5.2"]),
        (YEARS, "哪一年出口量第二大？", ["2025 5.0"]),
        (YEARS, "哪一年均价最低？", ["2023 35"]),
        (YEARS, "2022至2023年哪一年均价最高？", ["2022 36"]),
        (YEARS, "出口量首次超过4.5万吨是哪一年？", ["2023 4.6"]),
        (YEARS, "哪些年份出口量低于5万吨？", ["2022 4.1", "2023 4.6"]),
        (SOURCES, "2022年风电是多少？", ["风电 21"]),
        (SOURCES, "风电哪一年最高？", ["风电 21"]),
        (SOURCES, "2023年哪种电源最多？", ["光伏 25"]),
        (SOURCES, "光伏哪一年首次超过15？", ["光伏 18"]),
        (PLANTS, "上湖的站长是谁？", ["上湖 沈桂"]),
        (PLANTS, "哪座电站最老？", ["上湖 1988"]),
        (PLANTS, "哪座电站最贵？", ["海角 2100"]),
        (PLANTS, "哪座光伏电站装机最大？", ["白石 85"]),
        (PLANTS, "有几座电站装机超过50兆瓦？", ["白石 85", "海角 120", "盐田 60"]),
        (PLANTS, "装机合计多少？", ["合计 311"]),
    ],
)
def test_cells(markdown: Callable[[str], Document], text: str, question: str, cells: list[str]) -> None:
    assert told(found_in(markdown(text), question)) == cells


@pytest.mark.parametrize(("name", "row"), [("阿里云的份额最低", "2024"), ("腾讯云的份额最高", "2023")])
def test_an_item_of_listing_cells(markdown: Callable[[str], Document], name: str, row: str) -> None:
    found = found_in(markdown(YEARS), f"哪一年{name}？")
    assert found is not None and found.item and told(found)[0].startswith(row)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (YEARS, "2031年的出口量是多少？"),  # no such row
        (YEARS, "出口量首次超过9万吨是哪一年？"),  # no row is above
        (YEARS, "2023年的雨水如何？"),  # no such column
        (YEARS, "2030至2035年哪一年均价最高？"),  # out of range
        (SOURCES, "2022年核能是多少？"),
        (SOURCES, "第二季度风电是多少？"),  # only whole years
    ],
)
def test_what_a_table_does_not_say(markdown: Callable[[str], Document], text: str, question: str) -> None:
    assert found_in(markdown(text), question) is None


def test_growth_is_looked_for_in_the_column_of_growth(markdown: Callable[[str], Document]) -> None:
    text = "| 年份 | 市场规模（亿元） | 市场规模增长率（%） |\n|---|---|---|\n| 2023 | 45 | 9 |\n| 2024 | 48 | 7 |"
    assert told(found_in(markdown(text), "哪一年市场规模增长最快？")) == ["2023 9"]
    assert told(found_in(markdown(text), "哪一年市场规模最大？")) == ["2024 48"]


FLAT = "| 年份 | 良率（%） | 产能（吨） |\n|---|---|---|\n| 2026 | 95 | 12 |\n| 2025 | 95 | 11 |\n| 2024 | 95 | 10 |\n| 2023 | 91 | 9 |\n"
TOWNS = "| 镇 | 2021年（吨） | 2022年（吨） |\n|---|---|---|\n| 柳塘镇 | 820 | 861 |\n| 石桥镇 | 500 | 450 |\n| 河口镇 | 900 | 990 |\n| 其他 | 1200 | 1300 |\n| 合计 | 3420 | 3601 |\n"


@pytest.mark.parametrize(
    ("text", "question", "cells"),
    [
        (FLAT, "良率从哪年起不再上升？", ["2024 95", "2025 95", "2026 95"]),  # the latest year stands first
        (FLAT, "产能从哪年起不再上升？", []),
        (SOURCES.replace("14", "11"), "水电从哪年起不再变？", ["水电 11", "水电 11"]),  # years in columns
        (TOWNS, "2022年产量最高的两个镇合计多少吨？", ["河口镇 990", "柳塘镇 861"]),  # neither the rest nor the total
        (TOWNS, "2022年产量最低的两个镇合计多少吨？", ["石桥镇 450", "柳塘镇 861"]),
        (TOWNS, "2022年产量最高的四个镇合计多少吨？", []),  # there are three
    ],
)
def test_where_a_series_stays_and_its_largest_few(
    markdown: Callable[[str], Document], text: str, question: str, cells: list[str]
) -> None:
    assert told(found_in(markdown(text), question)) == cells


DEVICE = """| 项目 | R36 | R58 |
|---|---|---|
| 日除湿量 | 36 L | 58 L |
| 噪声（低档） | 37 dB | 42 dB |
| 净重 | 17 kg | 23 kg |
"""
CLUBS = """| Place | Club | Won | Lost |
|---|---|---|---|
| 1 | Rooks | 9 | 2 |
| 2 | Knights | 8 | 3 |
| 3 | Lantern | 1 | 11 |
"""


def test_the_row_in_the_unit_that_is_asked_for(markdown: Callable[[str], Document]) -> None:
    assert told(found_in(markdown(DEVICE), "R58开着吵不吵，多少分贝？")) == ["噪声 42 dB"]


def test_who_lost_most_often_has_the_largest_number_of_losses(markdown: Callable[[str], Document]) -> None:
    found = found_in(markdown(CLUBS), "Which club lost most often?")
    assert told(found) == ["Lantern 11"]


def test_the_hours_of_a_question_are_those_of_a_label_in_another_language(markdown: Callable[[str], Document]) -> None:
    text = "| Item | Unit | 2021 | 2022 |\n|---|---|---|---|\n| Price of power | cents | 26 | 33 |\n| Without supply | hours | 4.8 | 7.9 |\n"
    grid = read_grid(markdown(text).tables[-1])
    assert grid is not None
    assert told(find_cells(ask("2022年停电几个小时？"), grid, "", "en", near)) == ["Without supply 7.9"]
