import re
from pathlib import Path

from corpus.document import Document
from corpus.report import change, mends_by_kind, outcome, report_lines, shorten
from corpus.report_html import report_html
from tests.reading import read

RAW = (
    "---\ntitle: 車雲\nauthor: <b>作者</b>\n---\n# 服務(wù)商業(yè)\n\n"
    "模式發(fā)展<img src=x onerror=alert(1)>，規(guī)模。\n\n"
    "表1：規模\n\n| 年份 | 規模(億元) |\n| --- | --- |\n| 2025 | 480 |\n"
)


def document(folder: Path) -> Document:
    return read(folder, "a.md", RAW)


def test_the_report_states_what_reading_did(tmp_path: Path) -> None:
    lines = list(report_lines(document(tmp_path)))
    text = "\n".join(lines)
    assert "  title: 车云" in lines
    assert "  language: Chinese, Traditional" in lines
    assert "  encoding: utf-8, confidence 1.00" in lines
    assert "Sections (1)" in lines and "Tables (1)" in lines
    assert "    2025 | 480" in lines
    assert "  pinyin: 4 dropped" in lines
    at = RAW.index("(wù)")
    assert f"    line 5, {at}:{at + 4}  '(wù)' → dropped" in lines
    assert "Traditional characters" in text


def test_every_mend_is_in_one_group(tmp_path: Path) -> None:
    read_document = document(tmp_path)
    groups = mends_by_kind(read_document)
    assert sum(len(mends) for _, _, mends in groups) == len(read_document.mends)
    assert {(kind, became) for kind, became, _ in groups} == {("pinyin", "dropped"), ("script", "mended")}
    assert all(outcome(m) == became for _, became, mends in groups for m in mends)
    assert all(change(m) for _, _, mends in groups for m in mends)


def test_long_texts_are_shortened_in_the_middle() -> None:
    assert shorten("短") == "短"
    long = "开头" + "中" * 100 + "结尾"
    assert len(shorten(long)) == 60
    assert shorten(long).startswith("开头") and shorten(long).endswith("结尾")


def test_the_page_escapes_all_it_shows_and_needs_nothing_else(tmp_path: Path) -> None:
    page = report_html(document(tmp_path))
    assert "<b>作者" not in page and "&lt;b&gt;作者&lt;/b&gt;" in page
    assert not re.search(r"<(script|img|link|iframe)\b|<[^>]*(\son\w+=|https?:)", page)
    assert "(wù)" in page and "<td>480</td>" in page
    assert page.startswith("<!doctype html>")


def test_original_and_clean_text_stand_side_by_side_with_mends_marked(tmp_path: Path) -> None:
    page = report_html(read(tmp_path, "a.txt", "服務(wù)商業(yè)模式發(fā)展,技術(shù)成熟。\n"))
    assert "<td>服務<del>(wù)</del>商業<del>(yè)</del>模式發<del>(fā)</del>展,技術<del>(shù)</del>成熟。</td>" in page
    assert "<td>服务商业模式发展,技术成熟。</td>" in page
