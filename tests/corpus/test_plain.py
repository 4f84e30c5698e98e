from pathlib import Path

import pytest
from hypothesis import given

from corpus.plain import heading_level, parse_plain
from tests.reading import assert_faithful, blocks_of, read
from tests.strategies import texts


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_blocks_whatever_ends_them(tmp_path: Path, end: str) -> None:
    document = read(tmp_path, "a.txt", f"一、市场概况{end}{end}2025年约为480亿元。{end}明年更多。{end}")
    assert blocks_of(document) == [
        ("heading", "一、市场概况"),
        ("paragraph", "2025年约为480亿元。"),
        ("paragraph", "明年更多。"),
    ]
    assert document.title == "一、市场概况"
    assert_faithful(document)


def test_offsets_count_line_ends_as_they_stand(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "\ufeff甲\r\n乙\r\n丙在此")
    at = document.text.index("丙")
    assert document.traced.span(at, at + 3) == (6, 9)
    assert document.raw[6:9] == "丙在此"


def test_lines_broken_at_a_fixed_width_are_joined(tmp_path: Path) -> None:
    english = (
        "The market for automotive cloud services in the country grew by about a\n"
        "quarter in each of the last five years and it is expected to grow on at\n"
        "the same pace, which would bring it to a volume that nobody had thought\n"
        "possible when the first of these services were offered to the public in\n"
        "the middle of the last decade.\n"
    )
    document = read(tmp_path, "a.txt", english)
    assert [kind for kind, _ in blocks_of(document)] == ["paragraph"]
    assert "about a quarter in each" in document.text
    assert_faithful(document)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("第一章 总论", 1),
        ("一、市场概况", 2),
        ("（二）竞争格局", 3),
        ("2 Method", 1),
        ("2.1 Method", 2),
        ("2.1.3 Results of the survey", 3),
        ("一、市场很大。", 0),
        ("2025 was a good year for carmakers", 0),
        ("3 apples a day", 0),
        ("市场概况", 0),
    ],
)
def test_numbers_make_headings(line: str, level: int) -> None:
    assert heading_level(line) == level


@given(texts(max_size=80))
def test_any_text_gives_blocks_that_keep_its_order(raw: str) -> None:
    blocks = parse_plain(raw)
    starts = [int(s) for b in blocks for s in b.traced.starts]
    assert starts == sorted(starts)
    assert all(b.traced.text.strip() for b in blocks)
    # Nothing is lost but white space, bullets, drawn lines, and what parts the cells of tables.
    assert letters("".join(b.traced.text for b in blocks)) == letters(raw)


def letters(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def test_items_over_several_lines_and_lists_that_are_only_set_in(tmp_path: Path) -> None:
    raw = (
        "Rye bread\n\nFor the sour (the evening before)\n  250 g rye flour\n  250 g water\n  50 g starter\n\nMethod\n"
        "1. Stir the sour and cover it well. It should smell of apples and have deep\n   cracks on top.\n"
        "2. Mix everything with a wet hand for eight minutes; do not knead it at all.\n"
        "3. Bake at 250 degrees for a quarter of an hour, then at 190 degrees for the\n   rest of an hour.\n"
    )
    document = read(tmp_path, "a.txt", raw)
    assert blocks_of(document)[1:6] == [
        ("heading", "For the sour (the evening before)"),
        ("item", "250 g rye flour"),
        ("item", "250 g water"),
        ("item", "50 g starter"),
        ("heading", "Method"),
    ]
    items = [text for kind, text in blocks_of(document)[6:] if kind == "item"]
    assert len(items) == 3 and items[0].endswith("have deep cracks on top.") and items[2].startswith("3. Bake")
    assert_faithful(document)


def test_numbered_headings_with_text_between_them_stay_headings(tmp_path: Path) -> None:
    raw = "渡口报告\n\n1. 客流\n客流比去年多一成，周末最多，冬天最少，全年一百万人次。\n2. 票价\n票价两元，月票四十元，老人免费，学生半价，节日不涨价。\n"
    assert [t for k, t in blocks_of(read(tmp_path, "a.txt", raw)) if k == "heading"] == [
        "渡口报告",
        "1. 客流",
        "2. 票价",
    ]
