import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Block
from corpus.headings import Entry, read_contents, section_tree, split_headings
from corpus.origin import Traced

RUN_IN = (
    "市场报告目录一、现状分析 31、发展概况 3历年规模回顾 3主要应用场景 52、产业链结构 6二、竞争格局 101、国内外布局 10"
)
BODY = (
    "摘要先说结论。一、现状分析1、发展概况历年规模回顾规模很大。主要应用场景场景很多。"
    "2、产业链结构链条很长。二、竞争格局1、国内外布局布局很广。"
)


def test_a_contents_list_run_into_one_line_is_read() -> None:
    entries, end = read_contents(RUN_IN, RUN_IN.index("目录") + 2)
    assert [(e.title, e.page) for e in entries] == [
        ("一、现状分析", 3),
        ("1、发展概况", 3),
        ("历年规模回顾", 3),
        ("主要应用场景", 5),
        ("2、产业链结构", 6),
        ("二、竞争格局", 10),
        ("1、国内外布局", 10),
    ]
    assert [e.level for e in entries] == [1, 2, 3, 3, 2, 1, 2]
    assert end == len(RUN_IN)


def test_dots_without_a_title_end_a_contents_list() -> None:
    assert read_contents("概况 3 ........ 4 前景 5", 0)[0] == [Entry("概况", 3, 3)]


def test_headings_are_cut_out_of_the_running_text() -> None:
    raw = RUN_IN + BODY
    blocks, mends = split_headings([Block("paragraph", Traced.of(raw))])
    assert [(b.kind, b.level, b.traced.text) for b in blocks] == [
        ("heading", 1, "市场报告"),
        ("heading", 2, "摘要"),
        ("paragraph", 0, "先说结论。"),
        ("heading", 2, "一、现状分析"),
        ("heading", 3, "1、发展概况"),
        ("heading", 4, "历年规模回顾"),
        ("paragraph", 0, "规模很大。"),
        ("heading", 4, "主要应用场景"),
        ("paragraph", 0, "场景很多。"),
        ("heading", 3, "2、产业链结构"),
        ("paragraph", 0, "链条很长。"),
        ("heading", 2, "二、竞争格局"),
        ("heading", 3, "1、国内外布局"),
        ("paragraph", 0, "布局很广。"),
    ]
    assert [(m.kind, m.note, m.done) for m in mends] == [("contents", "7 titles", True)]
    for block in blocks:
        start, end = block.traced.span(0, len(block.traced))
        assert raw[start:end] == block.traced.text


def test_a_title_that_the_text_lacks_is_noticed() -> None:
    without = BODY.replace("2、产业链结构", "")
    _, mends = split_headings([Block("paragraph", Traced.of(RUN_IN + without[: without.index("二、")]))])
    missing = [m.before for m in mends if not m.done]
    assert "二、竞争格局" in missing and "1、国内外布局" in missing


@pytest.mark.parametrize("text", ["目录", "没有清单的正文。", "本目录收录三种产品 12 项。"])
def test_a_text_without_a_contents_list_is_left_alone(text: str) -> None:
    blocks = [Block("paragraph", Traced.of(text))]
    assert split_headings(blocks) == (blocks, [])


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 6)), max_size=30))
def test_sections_nest_and_cover_the_text(gaps: list[tuple[int, int]]) -> None:
    heads, at = [], 0
    for gap, level in gaps:
        heads.append((at, level, f"h{at}"))
        at += gap
    sections = section_tree(heads, at)
    assert (sections[0].start, sections[0].end) == (0, at)
    for section, (start, level, _) in zip(sections[1:], heads, strict=True):
        parent = sections[section.parent]
        assert (section.start, section.level) == (start, level)
        assert parent.level < level and parent.start <= start < section.end <= parent.end
        # It ends where the next heading of its level or a higher one begins, and nowhere else.
        ends = [s for s, other, _ in heads if s > start and other <= level]
        assert section.end == min(ends, default=at)
