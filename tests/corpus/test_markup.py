from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markup import parse_html
from corpus.origin import Traced
from corpus.recognising import looks_like_html
from corpus.space import squeeze
from tests.reading import assert_faithful, blocks_of, read
from tests.strategies import texts


def test_a_link_inside_a_word_leaves_the_word_whole(tmp_path: Path) -> None:
    raw = '<p>华<a href="https://example.org/a?b=(c)">为</a>云与<b>阿里</b>云</p>'
    document = read(tmp_path, "a.html", raw)
    assert blocks_of(document) == [("paragraph", "华为云与阿里云")]
    assert document.traced.span(0, 3) == (raw.index("华"), raw.index("云") + 1)
    assert_faithful(document)


def test_entities_become_characters_that_know_their_place(tmp_path: Path) -> None:
    raw = "<p>R&amp;D &#x4E91;&#24180; 5&nbsp;&lt; 6&copy;</p>"
    document = read(tmp_path, "a.html", raw)
    assert document.text == "R&D 云年 5 < 6©"
    at = document.text.index("&")
    assert raw[slice(*document.traced.span(at, at + 1))] == "&amp;"
    at = document.text.index("年")
    assert raw[slice(*document.traced.span(at, at + 1))] == "&#24180;"
    assert_faithful(document)


@pytest.mark.parametrize("piece", ["R&#D", "R&#;D", "&#x", "&#12a"])
def test_what_is_no_reference_is_text_and_tags_behind_it_are_tags(tmp_path: Path, piece: str) -> None:
    document = read(tmp_path, "a.html", f"<head><title>{piece}</title></head><p>甲{piece}</p><p>乙{piece};丙</p><p>丁")
    assert blocks_of(document) == [("paragraph", f"甲{piece}"), ("paragraph", f"乙{piece};丙"), ("paragraph", "丁")]
    assert document.title == piece
    assert_faithful(document)


@pytest.mark.parametrize("unit", ["<a ", "<a href='", "</a", "<!--"])
def test_many_tags_that_nothing_ends_are_text(tmp_path: Path, unit: str) -> None:
    """Each was once sought an end for, to the end of the file: 200 kB took more than a minute."""
    document = read(tmp_path, "a.html", "<p>文</p>" + unit * 20_000)
    assert len(document.text) > 20_000
    assert document.text.startswith("文\n\n<")


def test_unclosed_and_wrongly_nested_tags_lose_no_text(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", "<div><p>第一段<p>第二<b>段</i><ul><li>甲<li>乙</div>尾<")
    assert "".join(text for _, text in blocks_of(document)) == "第一段第二段甲乙尾<"
    assert [text for kind, text in blocks_of(document) if kind == "item"] == ["甲", "乙"]
    assert_faithful(document)


def test_scripts_styles_and_comments_are_silent(tmp_path: Path) -> None:
    raw = "<style>p{}</style><script>if (a<b) alert('不要')</script><!-- 注释 --><p>正文</p><noscript>无</noscript>"
    assert read(tmp_path, "a.html", raw).text == "正文"


def test_the_head_gives_title_and_date(tmp_path: Path) -> None:
    raw = (
        "<!doctype html><html><head><title>车与云 &amp; 数据</title>"
        '<meta property="article:published_time" content="2022-01-06T08:00:00Z"></head><body><p>正文</p></body></html>'
    )
    document = read(tmp_path, "a.html", raw)
    assert (document.title, document.date, document.text) == ("车与云 & 数据", "2022-01-06", "正文")


def test_headings_make_sections(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", "<h1>题</h1><p>前言</p><h2>甲</h2><p>一</p><h3>乙</h3><p>二</p><h2>丙</h2>")
    assert [(s.title, s.level, s.parent) for s in document.sections[1:]] == [
        ("题", 1, 0),
        ("甲", 2, 1),
        ("乙", 3, 2),
        ("丙", 2, 1),
    ]
    assert document.section_path(3) == ("题", "甲", "乙")
    assert_faithful(document)


def test_a_table_keeps_its_cells(tmp_path: Path) -> None:
    raw = (
        "<p>表1 规模</p><table><thead><tr><th>年份</th><th>规模<br>(亿元)</th></tr></thead>"
        "<tbody><tr><td>2025</td><td>4<b>8</b>0</td></tr><tr><td>2026</td></tr></tbody></table><p>完</p>"
    )
    document = read(tmp_path, "a.html", raw)
    (table,) = document.tables
    assert table.caption == "表1 规模"
    assert [[c.text for c in row] for row in (table.header, *table.rows)] == [
        ["年份", "规模(亿元)"],
        ["2025", "480"],
        ["2026", ""],
    ]
    cell = table.rows[0][1]
    assert raw[slice(*document.traced.span(cell.start, cell.end))] == "4<b>8</b>0"
    assert_faithful(document)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  <!DOCTYPE html><p>a", True),
        ("<?xml version='1.0'?>\n<html>", True),
        ("<p>一</p><p>二</p><a href=x>三</a>", True),
        ("a < b and b > c, see <https://example.org>", False),
        ("正文只有一个标签</p>", False),
    ],
)
def test_pages_in_text_files_are_told(raw: str, expected: bool) -> None:
    assert looks_like_html(raw) is expected


def test_a_page_named_txt_is_read_as_a_page(tmp_path: Path) -> None:
    raw = "---\ntitle: 车与云\ndate: 2022-01-06\n---\n<p>华<a href=x>为</a></p><p>阿里</p><p>腾讯</p>"
    document = read(tmp_path, "a.txt", raw)
    assert (document.title, document.date) == ("车与云", "2022-01-06")
    assert [text for kind, text in blocks_of(document) if kind != "field"] == ["华为", "阿里", "腾讯"]
    at = document.text.index("华为")
    assert document.raw[slice(*document.traced.span(at, at + 2))] == "华<a href=x>为"


_TAGS = st.sampled_from([
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<br>", "<li>", "</ul>", "<table>", "<tr>", "<td>", "</td>",
    "</tr>", "</table>", "<a href='x'>", "</a>", "<script>", "</script>", "<!--", "-->", "&amp;", "&#20013;", "&",
    "<![CDATA[", "]]>", "<h2>", "</h2>", "<", ">", "<?", "<p", "&nbsp", "<title>", "</title>", "\r\n",
])  # fmt: skip


@given(st.lists(st.one_of(_TAGS, texts(max_size=6)), max_size=25).map("".join), st.integers(0, 5))
def test_any_markup_gives_blocks_with_true_places(page: str, shift: int) -> None:
    raw = "x" * shift + page
    for block in parse_html(raw, shift).blocks:
        places = zip(block.traced.text, block.traced.starts.tolist(), block.traced.ends.tolist(), strict=True)
        for char, start, end in places:
            assert shift <= start <= end <= len(raw)
            if end == start + 1 and char.isalnum():
                assert raw[start] == char


@pytest.mark.parametrize("raw", ["汽\n\u200b", "\u200b\n汽", "\u200b", "a\u200b\n"])
def test_characters_without_width_at_the_ends_do_no_harm(raw: str) -> None:
    assert squeeze(Traced.of(raw)).text == raw.strip("\u200b\n")


@given(texts())
def test_squeezing_twice_is_squeezing_once(raw: str) -> None:
    once = squeeze(Traced.of(raw))
    assert squeeze(once).text == once.text
    assert once.text == once.text.strip()
    assert "  " not in once.text


PAGE = """<html lang="en"><head><title>Coffee exports | Harbour News</title><script>var x = "<p>no</p>";</script></head><body>
<div class="cookie-banner"><p>We use cookies on this site.</p></div><header><nav><a href="/">World</a></nav></header>
<main><article><h1>Coffee exports</h1><p>Exports rose on Mon&shy;day.<br>Prices fell.</p><p style="display:none">secret</p>
<dl><dt>Bag</dt><dd>60 kg of coffee.</dd></dl><pre>line 1
  line 2</pre><p>Unclosed <i>words <b>in</i> bold</b></article>
<aside><h3>Most read</h3><ul><li><a href="1">Ten tips</a></ul></aside></main><footer>All rights reserved</footer></body></html>"""


def test_only_the_text_of_a_page_is_read_and_the_rest_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, "a.html", PAGE)
    assert document.title == "Coffee exports"
    assert blocks_of(document) == [
        ("heading", "Coffee exports"),
        ("paragraph", "Exports rose on Monday."),
        ("paragraph", "Prices fell."),
        ("item", "Bag: 60 kg of coffee."),
        ("code", "line 1\n  line 2"),
        ("paragraph", "Unclosed words in bold"),
    ]
    beside = [m.before for m in document.mends if m.kind == "furniture"]
    assert beside == ["We use cookies on this site.", "World", "Most read", "Ten tips", "All rights reserved"]
    assert any(m.note == "1 × <script>, element that shows no text" for m in document.mends)
    assert_faithful(document)


def test_a_page_that_is_all_furniture_is_read_whole(tmp_path: Path) -> None:
    assert read(tmp_path, "a.html", "<nav><p>港口的历史从1893年开始，至今没有中断。</p></nav>").text != ""


def test_cells_without_end_tags_spans_captions_and_layout(tmp_path: Path) -> None:
    raw = (
        "<table><caption>Bags by region</caption><tr><th rowspan=2>Region<th colspan=2>Bags<tr><th>2022<th>2023"
        "<tr><td>North<td>4<td>5</table>"
        "<table><tr><th>Founded</th><td>1998</td></tr><tr><th>Staff</th><td>210</td></tr></table>"
        "<table><tr><td><h2>News</h2>left<td><table><tr><td>a<td>b<tr><td>1<td>2</table></table>"
    )
    document = read(tmp_path, "a.html", raw)
    first, second = document.tables
    assert first.caption == "Bags by region"
    assert [[c.text for c in row] for row in (first.header, *first.rows)] == [
        ["Region", "Bags 2022", "Bags 2023"],
        ["North", "4", "5"],
    ]
    assert [[c.text for c in row] for row in (second.header, *second.rows)] == [["a", "b"], ["1", "2"]]
    assert ("item", "Founded: 1998") in blocks_of(document)
    assert ("heading", "News") in blocks_of(document)
    assert_faithful(document)


def test_numbered_paragraphs_of_a_page_without_marked_headings_are_headings(tmp_path: Path) -> None:
    raw = "<h1>报告</h1><p>一、概况</p><p>成交3.2万套。</p><p>1. 住宅</p><p>占八成。</p><p>二、展望</p><p>1. 利率</p><p>2. 人口</p>"
    assert [(s.level, s.title) for s in read(tmp_path, "a.html", raw).sections[1:]] == [
        (1, "报告"),
        (2, "一、概况"),
        (3, "1. 住宅"),
        (2, "二、展望"),
    ]


def rows_of(folder: Path, raw: str) -> list[list[str]]:
    (table,) = read(folder, "a.html", raw).tables
    return [[c.text for c in row] for row in (table.header, *table.rows)]


def test_a_header_over_two_lines_that_nothing_marks_and_a_note_across_the_table(tmp_path: Path) -> None:
    raw = (
        "<table><tr><td rowspan=2>类别<td colspan=2>单价（元）<tr><td>水费<td>污水费<tr><td colspan=3>城区"
        "<tr><td>居民<td>2.15<td>0.95<tr><td colspan=3>注：按年度计。</table>"
    )
    assert rows_of(tmp_path, raw) == [
        ["类别", "单价（元） 水费", "单价（元） 污水费"],
        ["城区", "", ""],
        ["居民", "2.15", "0.95"],
    ]
    assert blocks_of(read(tmp_path, "a.html", raw))[-1] == ("paragraph", "注：按年度计。")
    assert_faithful(read(tmp_path, "a.html", raw))


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<p>14 km<sup>2</sup>, 10<sup>-6</sup></p>", "14 km², 10⁻⁶"),
        ("<p>建于1436年。<sup>[2]</sup><sup><a href=#n>3</a></sup></p>", "建于1436年。"),
        ("<p>第1<sup>er</sup>号，CO<sub>2</sub></p>", "第1er号，CO2"),
        ("<p><ruby>渡<rp>(</rp><rt>dù</rt><rp>)</rp></ruby>口</p>", "渡口"),
        ("<p>wi\u200bdth\u200f of\u202f3\u2009m</p>", "width of 3 m"),
    ],
)
def test_raised_characters_ruby_and_invisible_ones(tmp_path: Path, raw: str, text: str) -> None:
    document = read(tmp_path, "a.html", raw)
    assert document.text == text
    assert_faithful(document)


def test_descriptions_in_paragraphs_stay_with_their_term(tmp_path: Path) -> None:
    raw = "<dl><dt>Power</dt><dd><p>7.2 kW</p></dd><dt>Colours</dt><dd>grey</dd><dd>blue</dd></dl>"
    assert blocks_of(read(tmp_path, "a.html", raw)) == [
        ("item", "Power: 7.2 kW"),
        ("item", "Colours: grey | blue"),
    ]


@pytest.mark.parametrize(
    ("raw", "items"),
    [
        ("<dl><dt>颜色</dt><dd>灰</dd><dd></dd><dd>蓝</dd><dt>又</dt><dd>一</dd></dl>", ["颜色：灰 | 蓝", "又：一"]),
        ("<dl><dt>A</dt><dd><p>1</p></dd><dd><p>2</p><p>3</p></dd></dl>", ["A: 1 | 2", "3"]),
        ("<dl><dt>A</dt><dd>1</dd>loose<dd>2</dd></dl>", ["A: 1", "loose: 2"]),
        (f"<dl><dt>A</dt><dd>{'b' * 300}</dd><dd>2</dd></dl>", [f"A: {'b' * 300}", "2"]),
        ("<dl><div><dt>A</dt><dd>1</dd><dd>2</dd></div><dt>B</dt></dl>", ["A: 1 | 2", "B"]),
    ],
)
def test_all_descriptions_of_a_term_stay_with_it(tmp_path: Path, raw: str, items: list[str]) -> None:
    document = read(tmp_path, "a.html", raw)
    assert [text for _, text in blocks_of(document)] == items
    assert_faithful(document)


def test_a_title_that_no_heading_states_is_the_heading(tmp_path: Path) -> None:
    raw = "<head><title>关于水费的公告-苇洲市水务局</title></head><div>关于水费的公告</div><p>每吨两元。</p>"
    document = read(tmp_path, "a.html", raw)
    assert blocks_of(document)[0] == ("heading", "关于水费的公告")
    assert document.title == "关于水费的公告-苇洲市水务局"


@pytest.mark.parametrize("loose", ["以上为实际值", "<p>以上为实际值</p>", "以上为<!-- x -->实际值"])
def test_text_loose_between_the_rows_of_a_table_keeps_its_place(tmp_path: Path, loose: str) -> None:
    rows = "<tr><td>2025</td><td>480</td></tr>"
    raw = f"<p>前</p><table>{rows}{loose}<tr><td>2026</td><td>510</td></tr>{loose}</table><p>后</p>"
    document = read(tmp_path, "a.html", raw)
    assert document.text.index("480") < document.text.index("以上") < document.text.index("510")
    assert document.text.count("以上为实际值") == 2
    assert_faithful(document)


def test_a_header_of_two_lines_keeps_the_order_of_the_file(tmp_path: Path) -> None:
    page = (
        "<table><tr><th rowspan=2>Pier<th colspan=2>Traffic<th rowspan=2>Quay (m)</tr><tr><th>2022<th>2023</tr>"
        "<tr><td>North<td>24<td>26<td>1400</tr><tr><td>South<td>12<td>13<td>900</tr></table>"
    )
    document = read(tmp_path, "page.html", page)
    (table,) = document.tables
    assert [cell.text for cell in table.header] == ["Pier", "Traffic 2022", "Traffic 2023", "Quay (m)"]
    start, end = document.traced.span(table.header[0].start, table.header[-1].end)
    assert document.raw[start:end].startswith("Pier") and document.raw[start:end].endswith("Quay (m)")
