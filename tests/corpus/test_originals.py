"""The originals of the editions, read as they were scraped; skipped where they are not at hand."""

import json
import re

import pytest

from corpus.damage import mend_damage
from corpus.document import Document
from corpus.figures import Figure, find_figures
from corpus.pinyin import mend_pinyin
from corpus.plain import parse_plain
from corpus.script import is_traditional, to_simplified
from tests.conftest import GOLDEN
from tests.reading import assert_faithful

ARTICLE, REPORT = "000_d3886eee495e3232.txt", "004_fa92d472ef77eda5.txt"
EDITIONS = {ARTICLE: "carmakers-and-cloud.zh.md", REPORT: "automotive-cloud-report.zh.md"}
both = pytest.mark.parametrize("name", [ARTICLE, REPORT])


def prose(document: Document) -> list[str]:
    """Paragraphs, and the cells of tables that hold words."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row]
    paragraphs = [document.text[p.start : p.end] for p in document.paragraphs if p.kind in ("paragraph", "item")]
    return paragraphs + [cell for cell in cells if re.search(r"[\u4e00-\u9fff]{2}", cell)]


@both
def test_places_are_true(originals: dict[str, Document], name: str) -> None:
    assert_faithful(originals[name])


def test_titles_dates_and_scripts(originals: dict[str, Document], editions: dict[str, Document]) -> None:
    article, report = originals[ARTICLE], originals[REPORT]
    assert article.title.startswith("百度、华为、阿里、腾讯筑底云计算")
    assert article.date == "2022-01-06"
    assert report.title == editions[EDITIONS[REPORT]].title
    assert report.date is None
    assert (article.script, report.script) == ("hans", "hant")
    assert {d.encoding for d in originals.values()} == {"utf-8"}


def test_sections_are_those_of_the_edition(originals: dict[str, Document], editions: dict[str, Document]) -> None:
    """The report's headings, found by its contents list; two of them lie past the place where its text breaks off."""
    found = [s.title for s in originals[REPORT].sections]
    assert [t[:2] for t in found if re.match(r"[一二三四五]、", t)] == ["一、", "二、", "三、", "四、", "五、"]
    assert len(found) == 32
    noticed = [m.before for m in originals[REPORT].mends if m.kind == "heading" and not m.done]
    assert [title[:8] for title in noticed] == ["2、主要风险与投", "技术迭代风险、数"]
    marked = [s.title for s in originals[ARTICLE].sections if s.title]
    assert len(marked) == 7 and marked[-1] == "部分参考资料"


@both
def test_nothing_is_left_of_site_and_script(originals: dict[str, Document], name: str) -> None:
    text = originals[name].text
    assert not re.search(r"</?[a-zA-Z][^>]*>|&[a-z]+;|!\[|\]\(|https?://mp\.", text)
    assert not re.search(r"[\u4e00-\u9fff]\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}\)", text)
    assert not [c for c in text if is_traditional(c)]
    assert not re.search(r"下载本文档|版权说明|温馨提示|继续免费阅读|还剩\d+页|本站所有资源|提交评论|目录一、", text)
    assert not text.startswith("---")


def test_furniture_is_told_with_its_place(originals: dict[str, Document]) -> None:
    report = originals[REPORT]
    dropped = [m for m in report.mends if m.kind == "furniture"]
    assert len(dropped) == 20
    assert all(to_simplified(report.raw[m.start : m.end])[:2] == to_simplified(m.before)[:2] for m in dropped)
    first, last = (report.traced.span(0, 1)[0], report.traced.span(len(report.text) - 1, len(report.text))[1])
    assert all(m.end <= first or m.start >= last for m in dropped)


def test_the_damaged_runs_of_the_report_are_mended_and_nothing_else(originals: dict[str, Document]) -> None:
    """What stood in each run was read off its surroundings, not taken from what the code made of it."""
    runs = json.loads((GOLDEN / "damaged_runs.json").read_text(encoding="utf-8"))
    raw = originals[REPORT].raw
    assert len(runs) == 16 and [raw[r["start"] : r["end"]] for r in runs] == [r["before"] for r in runs]
    blocks, mends = mend_damage(parse_plain(raw))
    assert [(m.start, m.end, m.before, m.after, m.done) for m in mends] == [
        (r["start"], r["end"], r["before"], r["after"], True) for r in runs
    ]
    put = dict.fromkeys(((r["start"], r["end"]) for r in runs), "")
    for block in blocks:
        for at, char in enumerate(block.traced.text):
            start, end = block.traced.span(at, at + 1)
            if (start, end) in put:
                put[start, end] += char
            else:
                assert raw[start:end] == char
    assert list(put.values()) == [r["after"] for r in runs]
    told = [(m.start, m.end, m.after) for m in originals[REPORT].mends if m.kind == "damage"]
    assert told == [(r["start"], r["end"], r["after"]) for r in runs]


def test_words_that_a_link_cuts_are_whole(originals: dict[str, Document]) -> None:
    article = originals[ARTICLE]
    cut = re.findall(r"([\u4e00-\u9fff])(?:</?(?:a|span|strong|em|b)\b[^>]*>)+([\u4e00-\u9fff])", article.raw)
    assert len(cut) >= 10
    assert [a + b for a, b in cut if a + b not in article.text] == []


@both
def test_every_figure_of_the_prose_is_in_the_edition(
    originals: dict[str, Document], editions: dict[str, Document], name: str
) -> None:
    stated = {f.key for text in prose(editions[EDITIONS[name]]) for f in find_figures(text)}
    figures = [f for text in prose(originals[name]) for f in find_figures(text)]
    assert len(figures) > (100 if name == REPORT else 5)
    assert [f.text for f in figures if f.key not in stated and not _short_year(f, stated)] == []


def _short_year(figure: Figure, stated: set[tuple[object, str]]) -> bool:
    """Whether a figure is a year written short, `17年`, that the edition writes out."""
    return figure.unit == "year" and (figure.value + 2000, "calendar") in stated


def test_the_golden_tables_hold_the_characters_of_the_original(originals: dict[str, Document]) -> None:
    """The cells of each table, one after the other, are the run of characters that the flattened table is."""
    blocks, _ = mend_pinyin(parse_plain(originals[REPORT].raw))
    run = _plain(to_simplified("".join(b.traced.text for b in blocks)))
    tables = json.loads((GOLDEN / "tables.json").read_text(encoding="utf-8"))
    assert len(tables) == 5
    for name in ("t1", "t2", "t3", "t4"):
        assert _plain("".join(cell for row in tables[name] for cell in row)) in run, name
    for row in tables["t5"]:  # the edition words one cell of this table anew
        for cell in row[2:]:
            assert _plain(cell) in run


def test_all_five_tables_come_out_cell_for_cell(originals: dict[str, Document]) -> None:
    tables = json.loads((GOLDEN / "tables.json").read_text(encoding="utf-8"))
    found = [[[_plain(c.text) for c in row] for row in (t.header, *t.rows)] for t in originals[REPORT].tables]
    wanted = [[[_plain(cell) for cell in row] for row in tables[name]] for name in sorted(tables)]
    assert sorted(map(len, found)) == sorted(map(len, wanted))
    words = next(t for t in found if t[1][0].startswith("优势"))
    numbers = [t for t in found if t is not words]
    assert sorted(numbers) == sorted(wanted[:4])
    # The edition words one column anew; labels and figures stand in their columns.
    assert [[row[0], *row[2:]] for row in words] == [[row[0], *row[2:]] for row in wanted[4]]


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text).translate(str.maketrans("（），：；", "(),:;"))
