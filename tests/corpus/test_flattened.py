"""Tables whose cells ran together without a space: what is cut, what is doubted, what is left alone."""

import math
from itertools import pairwise

import pytest

from corpus.cells import CellCut
from corpus.cuts import Solution
from corpus.document import Block
from corpus.flattened import find_table, find_tables
from corpus.origin import Traced
from corpus.tabledoubts import doubts
from corpus.tableheader import Column, HeaderCut, cut_header

YEARS = [["2021", "960", "80.0"], ["2022", "1,190", "85.0"], ["2023", "1,188", "85.5"], ["2024", "1,240", "88.1"]]
HEADER = ["年份", "产量(万套)", "占比(%)"]


def tables_of(text: str) -> list[list[list[str]]]:
    blocks, _ = find_tables([Block("paragraph", Traced.of(text))])
    found = [(b.traced.text, b.grid.rows) for b in blocks if b.grid is not None]
    return [[[text[a:b] for a, b in row] for row in rows] for text, rows in found]


def run_together(rows: list[list[str]]) -> str:
    return "".join("".join(row) for row in rows)


def test_rows_that_count_years_are_cut() -> None:
    assert tables_of(run_together([HEADER, *YEARS])) == [[HEADER, *YEARS]]


@pytest.mark.parametrize("before", ["", "各年情况如下。", "二、行业产量"])
@pytest.mark.parametrize("after", ["", "注:初步统计。", "三、结论", "从结果看,增长放缓。"])
def test_what_stands_around_stays_text(before: str, after: str) -> None:
    text = before + run_together([HEADER, *YEARS]) + after
    assert tables_of(text) == [[HEADER, *YEARS]]
    blocks, _ = find_tables([Block("paragraph", Traced.of(text))])
    assert "".join(b.traced.text for b in blocks if b.grid is None) == before + after


def test_a_note_below_is_a_paragraph_of_its_own() -> None:
    text = run_together([HEADER, *YEARS]) + "注:2024年为快报数。下文另述。"
    blocks, _ = find_tables([Block("paragraph", Traced.of(text))])
    assert [b.traced.text for b in blocks[1:]] == ["注:2024年为快报数。", "下文另述。"]


def test_two_tables_of_one_paragraph() -> None:
    other = [
        ["年份", "销量(万辆)", "均价(元)"],
        *([str(2021 + n), str(310 + 7 * n), f"{15200 + 90 * n:,}"] for n in range(4)),
    ]
    assert tables_of(run_together([HEADER, *YEARS]) + "。另一组数据如下。" + run_together(other) + "。") == [
        [HEADER, *YEARS],
        other,
    ]


def test_places_and_mend_tell_the_truth() -> None:
    text = "情况如下。" + run_together([HEADER, *YEARS])
    blocks, (mend,) = find_tables([Block("paragraph", Traced.of(text))])
    table = blocks[-1]
    assert table.grid is not None
    for row in table.grid.rows:
        for start, end in row:
            assert text[slice(*table.traced.span(start, end))] == table.traced.text[start:end]
    assert (mend.kind, mend.before, mend.done) == ("table", text[mend.start : mend.end], True)


def test_figures_that_could_be_cut_in_several_ways_are_flagged() -> None:
    text = "年份甲(个)乙(个)" + "".join(
        f"{year}{a}{b}" for year, a, b in [(2021, 12, 345), (2022, 123, 45), (2023, 11, 211)]
    )
    found = find_table(text)
    assert found is None or found.flags


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        (
            "国家支出(百万元)费用率(%)利润(万元)韩国7,28957.044,158德国7,48270.525,276中国7,23344.963,252日本7,54534.52法国5,92455.323,277",
            "a row may follow",
        ),
        (
            "年份覆盖率(%)总部所在地2027年40.20北京2032年40.25成都2037年55.41苏州2042年76.01武汉2047年46.12杭州从结果看,优势仍在扩大。",
            "the last cell may hold what follows the table",
        ),
        (
            "国家国产化率(%)申请数(件)占比(%)库存(吨)渗透率(%)巴西58.7116.931.5108韩国56.2145.836.898-4.3印度49.6176.943.592-11.7墨西哥46.9214.949.085-5.4",
            "row 1: does not look like the others",
        ),
        (
            "产品类型占比(%)容量(MW)入门型4932加强型5037专业型4942定制型4833标准型49轻量型5040",
            "row 5: does not look like the others",
        ),
        (
            "国家订单量(万单)渗透率(%)印度10220.499.0韩国11888.540.7德国12485.837.9中国13916.6从结果看,优势仍在扩大。",
            "the last cell may hold what follows the table",
        ),
        ("年份产量情况2014120吨弱5亿元2015131吨中等6亿元2016140吨弱7亿元2017155吨弱9亿元", "column 3: may be two"),
    ],
)
def test_what_may_have_been_lost_is_doubted(text: str, doubt: str) -> None:
    """An empty cell leaves no trace of itself, and prose none of where it begins: what they do to the rest is seen."""
    found = find_table(text)
    assert found is not None and doubt in found.flags


def test_the_same_cells_found_in_two_ways_are_no_doubt() -> None:
    """With words that end where others begin looked for, and without."""
    table = [
        ["年份", "营业收入(亿元)", "总部所在地"],
        ["2021", "6,417", "苏州"],
        ["2022", "5,096", "北京"],
        ["2023", "5,076", "武汉"],
        ["2024", "5,421", "北京"],
    ]
    found = find_table(run_together(table))
    assert found is not None and not found.flags
    assert tables_of(run_together(table)) == [table]


def test_a_name_that_the_rows_tore_is_doubted() -> None:
    """Figures beyond a hundred are unlikely shares; parting a name makes two columns of them that look better."""
    found = find_table(
        "年份评分毛利率(%)出口占比(%)20231068%680.020241291%758.320251499%707.120261699%618.820271999%521.120282399%430.420292699%380.8"
    )
    assert found is not None and "the header could be cut otherwise" in found.flags


def test_units_alone_make_no_table_whose_years_stand_under_another_name() -> None:
    text = "表1 2022—2023年各项指标年份库存营业收入力度2014166吨191亿元弱2015163吨190亿元中2016171吨193亿元弱2017177吨208亿元弱"
    assert tables_of(text) == []


def test_a_noun_is_not_torn_for_the_first_label() -> None:
    """客户数量 is no 客户数 before 量质量检测."""
    found = find_table("应用场景费用率(%)客户数量质量检测66%93.6远程诊断47%17.2无人配送60%26.1智能仓储42%22.6")
    assert found is not None and not found.flags


def test_labels_that_a_series_leaves_out_begin_rows() -> None:
    """2013, 2015, 2017 count as well, but then 2014, 2016 and 2018 stand in a column of their own."""
    text = (
        "年份政策支持力度发展阶段2013强成熟期2014弱导入期2015弱成长期2016中等导入期2017弱成长期2018弱成熟期二、竞争格局"
    )
    (table,) = tables_of(text)
    assert [row[0] for row in table] == ["年份", *map(str, range(2013, 2019))]


def test_words_before_a_list_that_always_begins_alike_may_be_a_column() -> None:
    rows = [("治城", 25), ("物流", 31), ("远程医疗", 18)]
    text = "".join(f"{name}甲集团{share}%,乙控股11%" for name, share in rows)
    cells, at = [], 0
    for name, share in rows:
        end = at + len(f"{name}甲集团{share}%,乙控股11%")
        label = CellCut(at, at, "label")
        cells.append((label, CellCut(at, end, "text", marks=(1, 2))))
        at = end
    header = HeaderCut((Column(0, 0, "either"), Column(0, 0, "words")), 0.0)

    def flags(rows: list[tuple[CellCut, ...]]) -> list[str]:
        reading = (0.0, header, Solution(tuple(rows), (math.inf,) * 3, (40.0,) * 3, 0.0))
        return [f for f in doubts(text, reading, [reading]) if "may be two" in f]

    assert flags(cells) == ["column 2: may be two"]
    alike = [
        (label, CellCut(c.start + len(name), c.end, "text", marks=(1, 2)))
        for (label, c), (name, _) in zip(cells, rows, strict=True)
    ]
    assert flags(alike) == []


def test_prose_behind_a_space_is_no_cell() -> None:
    """The line below a table joins its last one with a space."""
    text = run_together([HEADER, *YEARS]) + " 改造后产量在2024年首次回升,升幅为4.4%。"
    assert tables_of(text) == [[HEADER, *YEARS]]


@pytest.mark.parametrize(
    ("before", "table", "after"),
    [
        (
            "表1 2022—2023年各城市产量",
            [
                ["城市", "2022年", "2023年"],
                ["青州", "41.0万吨", "46.5万吨"],
                ["临江", "12.3万吨", "15.0万吨"],
                ["白沙", "8.4万吨", "9.1万吨"],
            ],
            "数据来源：年鉴",
        ),
        (
            "",
            [
                ["年份", "产量", "销售额"],
                ["2019年", "41.0万吨", "3.2亿元"],
                ["2020年", "46.5万吨", "3.9亿元"],
                ["2021年", "52.3万吨", "4.4亿元"],
            ],
            "",
        ),
        (
            "表3 各省装机",
            [
                ["省份", "装机容量", "发电量"],
                ["青海省", "4500万千瓦", "980亿千瓦时"],
                ["甘肃省", "6200万千瓦", "1900亿千瓦时"],
                ["宁夏", "5100万千瓦", "2100亿千瓦时"],
            ],
            "",
        ),
    ],
)
def test_figures_with_their_units_are_cells(before: str, table: list[list[str]], after: str) -> None:
    text = before + run_together(table) + after
    assert tables_of(text) == [table]
    blocks, (mend,) = find_tables([Block("paragraph", Traced.of(text))])
    assert mend.done
    assert [b.traced.text for b in blocks if b.grid is None] == [t for t in (before, after) if t]


@pytest.mark.parametrize("tail", ["万吨", "%", ""])
def test_years_are_names_of_columns(tail: str) -> None:
    table = [
        ["城市", "2022年", "2023年"],
        *(
            [name, f"{a}{tail}", f"{b}{tail}"]
            for name, a, b in [("青州", 41.0, 46.5), ("临江", 12.3, 15.1), ("安陵", 22.6, 20.9)]
        ),
    ]
    assert tables_of(run_together(table)) == [table]


@pytest.mark.parametrize(
    "header",
    [
        ["产品类型", "投入(亿元)", "订单量(万单)"],
        ["企业名称", "代表产品", "票房(亿元)"],
        ["年份", "案例数量", "库存(吨)"],
    ],
)
def test_no_name_ends_inside_of_a_noun(header: list[str]) -> None:
    text = "".join(header)
    (best, *_) = cut_header(text, 0, len(text))
    assert [text[c.start : c.end] for c in best.columns] == header


@pytest.mark.parametrize(
    "text",
    [
        "2021年产量960万套,占比80%;2022年产量1,190万套,占比85%。",
        "港口始建于1893年(光绪十九年)2001年扩建,2012年再次扩建。",
        "联系电话(总机)01088990011,传真(办公室)01088990012。",
        "公司产品销量由12万辆增至20万辆收入由38亿元增至61亿元员工由2,400人增至3,150人",
        "该企业2023年产能达到12万辆投资38亿元员工2400人,2024年产能达到15万辆投资41亿元员工2600人。",
        "",
    ],
)
def test_prose_with_figures_is_no_table(text: str) -> None:
    assert tables_of(text) == []


def test_other_blocks_pass_as_they_are() -> None:
    blocks = [
        Block("heading", Traced.of(run_together([HEADER, *YEARS])), 1),
        Block("code", Traced.of("年份(年)20211,200")),
    ]
    assert find_tables(blocks) == (blocks, [])
    assert all(a is not b for a, b in pairwise(blocks))
