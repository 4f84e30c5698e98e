"""Tables whose cells ran together without a space: what is cut, what is doubted, what is left alone."""

from itertools import pairwise

import pytest

from corpus.document import Block
from corpus.flattened import find_table, find_tables
from corpus.origin import Traced
from corpus.tableheader import cut_header

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
    ],
)
def test_what_may_have_been_lost_is_doubted(text: str, doubt: str) -> None:
    """An empty cell leaves no trace of itself, and prose none of where it begins: what they do to the rest is seen."""
    found = find_table(text)
    assert found is not None and doubt in found.flags


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
