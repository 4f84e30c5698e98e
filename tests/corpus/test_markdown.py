from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.markdown import parse_markdown
from tests.reading import assert_faithful, blocks_of, read
from tests.strategies import texts


def test_marks_go_and_words_stay(tmp_path: Path) -> None:
    raw = "# 车与*云*\n\n华[为](https://example.org/(x))云与**阿里**`云`。\n第二行 &amp; \\*星\\*\n\n> 引文\n> 续行\n"
    document = read(tmp_path, "a.md", raw)
    assert blocks_of(document) == [
        ("heading", "车与云"),
        ("paragraph", "华为云与阿里云。第二行 & *星*"),
        ("paragraph", "引文续行"),
    ]
    assert document.title == "车与云"
    assert_faithful(document)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_hold_with_any_line_end(tmp_path: Path, end: str) -> None:
    raw = end.join([
        "# 题",
        "",
        "- 甲",
        "- 乙 **重点**",
        "",
        "| 年 | 值 |",
        "| --- | --- |",
        "| 2025 | 480 |",
        "",
        "尾",
    ])
    document = read(tmp_path, "a.md", raw)
    for word in ("题", "甲", "重点", "2025", "480", "尾"):
        at = document.text.index(word)
        assert document.traced.span(at, at + len(word)) == (raw.index(word), raw.index(word) + len(word))
    assert_faithful(document)


def test_nested_lists_are_items_in_order(tmp_path: Path) -> None:
    raw = "1. 甲\n   - 乙\n     - 丙\n       续\n2. 丁\n\n   戊\n\n段"
    document = read(tmp_path, "a.md", raw)
    assert blocks_of(document) == [
        ("item", "甲"),
        ("item", "乙"),
        ("item", "丙续"),
        ("item", "丁"),
        ("item", "戊"),
        ("paragraph", "段"),
    ]
    assert_faithful(document)


def test_anchors_name_the_paragraph_they_open(tmp_path: Path) -> None:
    raw = '<a id="s1-p1"></a>第一段。\n\n没有名字。\n\n<a id="t1"></a>表1：规模\n\n| 年 |\n| --- |\n| 2025 |\n'
    document = read(tmp_path, "a.md", raw)
    assert [p.anchor for p in document.paragraphs] == ["s1-p1", None, "t1", None]
    assert document.tables[0].caption == "表1：规模"


def test_a_table_keeps_marks_of_its_cells_out_and_places_in(tmp_path: Path) -> None:
    raw = "| 年份 | 份额 |\n|:--|--:|\n| **2025** | 华为云26%\\|阿里云22% |\n| 2026 |  |\n"
    document = read(tmp_path, "a.md", raw)
    (table,) = document.tables
    assert [[c.text for c in row] for row in (table.header, *table.rows)] == [
        ["年份", "份额"],
        ["2025", "华为云26%|阿里云22%"],
        ["2026", ""],
    ]
    cell = table.rows[0][0]
    assert document.traced.span(cell.start, cell.end) == (raw.index("2025"), raw.index("2025") + 4)


def test_html_inside_markdown_is_read_as_html(tmp_path: Path) -> None:
    table = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    raw = f"前\n\n{table}\n\n<script>alert(1)</script>\n\n后 <img src=x onerror=y> 尾"
    document = read(tmp_path, "a.md", raw)
    assert [text for _, text in blocks_of(document)] == ["前", "甲 | 乙", "后 尾"]


def test_a_backslash_that_escapes_nothing_is_a_character_of_its_own(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", "\\車\\*")
    assert document.text == "\\车*"
    assert [document.traced.span(i, i + 1) for i in range(3)] == [(0, 1), (1, 2), (2, 4)]


def test_code_keeps_its_lines(tmp_path: Path) -> None:
    raw = "段\n\n```python\nx = 1\ny = '值'\n```\n\n    缩进\n"
    document = read(tmp_path, "a.md", raw)
    assert [text for kind, text in blocks_of(document) if kind == "code"] == ["x = 1\ny = '值'", "缩进"]
    assert_faithful(document)


def test_the_same_word_twice_is_found_at_its_own_place(tmp_path: Path) -> None:
    raw = "[云](云.html) 云 **云** `云` 云"
    document = read(tmp_path, "a.md", raw)
    places = [document.traced.span(i, i + 1)[0] for i, c in enumerate(document.text) if c == "云"]
    assert places == [1, raw.index(") 云") + 2, raw.index("**云") + 2, raw.index("`云") + 1, len(raw) - 1]


_MARKS = st.sampled_from([
    *("# ", "- ", "1. ", "> ", "\n", "\n\n", "\r\n", "  \n", "    ", "\t", "---\n", "*", "**", "_", "`", "```\n", "~~"),
    *("[", "](", ")", "![", "](x)", "[x]: y", "https://a.b", "| a | b |", "\n| --- | --- |\n", "&amp;", "\\"),
    *("<a id='x'></a>", "<b>", "</b>", "<div>", "<!-- ", " -->"),
])


@given(st.lists(st.one_of(_MARKS, texts(max_size=6)), max_size=25).map("".join), st.integers(0, 5))
def test_any_marks_give_blocks_with_true_places(page: str, shift: int) -> None:
    raw = "x" * shift + page
    for block in parse_markdown(raw, shift):
        places = zip(block.traced.text, block.traced.starts.tolist(), block.traced.ends.tolist(), strict=True)
        for char, start, end in places:
            assert shift <= start <= end <= len(raw)
            if end == start + 1 and char.isalnum():
                assert raw[start] == char
        starts = block.traced.starts.tolist()
        assert starts == sorted(starts)


def _words(tokens: list[Token]) -> str:
    """All text of inline tokens, as markdown-it has it."""
    return "".join(_words(t.children) if t.children else t.content for t in tokens if t.type in _TEXT)


_TEXT = ("inline", "text", "code_inline", "text_special")


@given(st.lists(st.one_of(_MARKS, texts(max_size=6)), max_size=25).map("".join))
def test_no_word_is_lost_or_made_up(raw: str) -> None:
    """Oracle: the text that markdown-it itself gives, white space, pictures and the bars between cells aside."""
    tokens = MarkdownIt("commonmark").enable("table").parse(raw)
    if any(t.type in ("html_block", "fence", "code_block") for t in tokens):
        return
    found = "".join(
        c
        for b in parse_markdown(raw)
        for c, s, e in zip(b.traced.text, b.traced.starts, b.traced.ends, strict=True)
        if s < e or c not in " |\n"
    )
    expected = _words([t for t in tokens if t.type == "inline" and t.children])
    assert "".join(found.replace("\u200b", "").split()) == "".join(expected.replace("\u200b", "").split())


def test_footnotes_tasks_struck_words_and_headings_in_bold(tmp_path: Path) -> None:
    raw = "# 题\n\n正文[^1]有~~旧~~新。\n\n**一、概况**\n\n- [x] 已完成\n- [ ] 未完成\n\n##小节\n\n完。\n\n[^1]: 出处在此。\n"
    document = read(tmp_path, "a.md", raw)
    assert blocks_of(document) == [
        ("heading", "题"),
        ("paragraph", "正文有旧新。"),
        ("heading", "一、概况"),
        ("item", "已完成"),
        ("item", "未完成"),
        ("heading", "小节"),
        ("paragraph", "完。"),
        ("paragraph", "出处在此。"),
    ]
    assert_faithful(document)


def test_markdown_in_a_text_file_is_read_as_such(tmp_path: Path) -> None:
    document = read(tmp_path, "a.txt", "# Notes\n\nText.\n\n## Changes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")
    assert [s.title for s in document.sections[1:]] == ["Notes", "Changes"]
    assert len(document.tables) == 1


def test_lines_of_fields_are_blocks_of_their_own(tmp_path: Path) -> None:
    raw = "# M\n\n**Held:** Tuesday, Corn Hall\n**Present:** *Lee*, Okonjo\n\nQ: Why?\nA: It is old.\n\nOne line: of two\nthat go on.\n"
    document = read(tmp_path, "a.md", raw)
    assert [text for _, text in blocks_of(document)[1:]] == [
        "Held: Tuesday, Corn Hall",
        "Present: Lee, Okonjo",
        "Q: Why?",
        "A: It is old.",
        "One line: of two that go on.",
    ]
    assert_faithful(document)


def test_notes_that_follow_each_other_are_blocks_of_their_own(tmp_path: Path) -> None:
    raw = "# M\n\nBegun in 1893[^age].\n\n[^1]: A boat.\n[^age]: By the book;\n    the board says 1895.\n"
    assert [t for _, t in blocks_of(read(tmp_path, "a.md", raw))[2:]] == [
        "A boat.",
        "By the book; the board says 1895.",
    ]
