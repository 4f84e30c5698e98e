from pathlib import Path

import pytest

from corpus.enumeration import heading_level, item_number
from corpus.plainheadings import may_be_title
from tests.reading import assert_faithful, blocks_of, read


def headings(folder: Path, text: str) -> list[tuple[int, str]]:
    document = read(folder, "a.txt", text)
    assert_faithful(document)
    return [(s.level, s.title) for s in document.sections[1:]]


def test_the_first_line_is_the_title_and_numbers_follow_it(tmp_path: Path) -> None:
    raw = "白沙灯塔志\n（内部资料）\n一、沿革\n灯塔建于1893年。\n（一）修缮\n2019年修缮。\n二、管理\n由航道部门管理。\n"
    assert headings(tmp_path, raw) == [(1, "白沙灯塔志"), (2, "一、沿革"), (3, "（一）修缮"), (2, "二、管理")]
    assert read(tmp_path, "a.txt", raw).title == "白沙灯塔志"


def test_a_title_below_lines_of_the_site_is_found(tmp_path: Path) -> None:
    raw = "首页 > 公告\n住房管理办法（试行）\n第一章 总则\n第一条 为规范工作，制定本办法。\n"
    assert headings(tmp_path, raw)[0] == (1, "住房管理办法（试行）")


def test_capitals_underlines_and_short_lines_before_prose(tmp_path: Path) -> None:
    raw = (
        "REPORT ON HARBOURS\n\nBACKGROUND\n\nThe harbour was built in 1893 by the town.\n\n"
        "2. Traffic\n----------\n\nTraffic grew by a third.\n\n2.1 Passengers\n\nThere were 300.\n"
    )
    assert headings(tmp_path, raw) == [
        (1, "REPORT ON HARBOURS"),
        (2, "BACKGROUND"),
        (2, "2. Traffic"),
        (3, "2.1 Passengers"),
    ]
    chinese = "公园调查\n\n调查背景\n近年来公园数量增加，居民对绿地的需求也在提高。\n调查方法\n本次调查采用问卷，共回收有效问卷1,203份。\n"
    assert headings(tmp_path, chinese) == [(1, "公园调查"), (2, "调查背景"), (2, "调查方法")]


def test_numbered_lines_that_count_on_are_items(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "How to start\n\n1. Open the valve\n2. Wait ten minutes\n3. Close it\n")
    assert [kind for kind, _ in blocks_of(document)] == ["heading", "item", "item", "item"]


@pytest.mark.parametrize("raw", ["问：几点开门？\n答：九点。\n", "灯塔建于1893年。\n后来修缮过。\n", "- 甲\n- 乙\n"])
def test_texts_without_a_title_get_none(tmp_path: Path, raw: str) -> None:
    assert headings(tmp_path, raw) == []


def test_a_contents_list_is_dropped_with_notice(tmp_path: Path) -> None:
    raw = "章程\n\n目  录\n第一章 总则……1\n第二章 附则……3\n\n第一章 总则\n第一条 制定本章程。\n第二章 附则\n第二条 即日施行。\n"
    assert headings(tmp_path, raw) == [(1, "章程"), (2, "第一章 总则"), (2, "第二章 附则")]
    assert next(m.before for m in read(tmp_path, "a.txt", raw).mends if m.kind == "contents") == "目 录"


@pytest.mark.parametrize(
    ("text", "level", "number"),
    [
        ("1.建立档案", 1, 1),
        ("(3) Close it", 0, 3),
        ("3.5 km", 0, None),
        ("5 May 2020", 0, None),
        ("IV. Results", 2, None),
    ],
)
def test_numbers_of_headings_and_items(text: str, level: int, number: int | None) -> None:
    assert (heading_level(text), item_number(text)) == (level, number)


@pytest.mark.parametrize(
    ("text", "may"), [("灯塔能否重生？", True), ("2021年5月6日", False), ("各位来宾：", False), ("* * *", False)]
)
def test_titles_by_their_form(text: str, may: bool) -> None:
    assert may_be_title(text) is may


def test_a_comma_behind_the_number_of_a_heading(tmp_path: Path) -> None:
    text = "港口报告\n\n一,概况\n港口建于1893年,有六个泊位,占地很广.\n\n二，展望\n明年再建一个,由市里出钱.\n\n三,四个人来了,都说好.\n"
    assert [s.title for s in read(tmp_path, "a.txt", text).sections if s.level > 1] == ["一，概况", "二，展望"]
