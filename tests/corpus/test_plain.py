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
