"""What the panel shows of a citation."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.panel import CONTEXT, NEAR, ROWS_AROUND, view
from corpus.document import Document, Mend
from corpus.errors import AnswerError
from retrieval.answer import cite
from tests.app.conftest import make_document
from tests.reading import read


def test_the_cited_words_in_their_paragraph(document: Document) -> None:
    start = document.text.index("车企")
    shown = view(document, cite(document, start, start + 4, 1))
    assert shown.words.cited == "车企带来"
    assert shown.words.before + shown.words.cited + shown.words.after == "云计算为车企带来变革，规模达到480亿元。"
    assert shown.before == ""
    assert shown.after.startswith("<img src=x")


def test_the_raw_span_holds_the_tags(document: Document) -> None:
    start = document.text.index("车企")
    shown = view(document, cite(document, start, start + 4, 1))
    whole = shown.raw.before + shown.raw.cited + shown.raw.after
    assert document.raw[shown.raw_start : shown.raw_start + len(whole)] == whole
    assert shown.raw.cited == shown.citation.source_quote


def test_of_a_long_block_only_what_is_near_is_shown() -> None:
    document = make_document("x.md", "题", ["甲" * 9000 + "规模480亿元" + "乙" * 9000])
    start = document.text.index("规模")
    shown = view(document, cite(document, start, start + 7, 1))
    assert shown.words.cited == shown.raw.cited == "规模480亿元"
    assert shown.words.before == "…" + "甲" * NEAR
    assert shown.words.after == "乙" * NEAR + "…"
    whole = shown.raw.before + shown.raw.cited + shown.raw.after
    assert len(whole) == 2 * NEAR + 7
    assert document.raw[shown.raw_start : shown.raw_start + len(whole)] == whole


def test_a_citation_over_two_paragraphs(document: Document) -> None:
    start = document.text.index("480")
    end = document.text.index("最后") + 2
    shown = view(document, cite(document, start, end, 1))
    assert shown.words.cited == document.text[start:end]
    assert shown.words.after == "一段。"
    assert shown.after == ""


@given(st.data())
def test_the_mark_is_the_quote_wherever_it_stands(data: st.DataObject) -> None:
    document = make_document("x.md", "题", ["甲乙丙，丁戊。己庚。", "辛壬癸", "子丑寅卯"])
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    if not document.text[start:end].strip():
        return
    citation = cite(document, start, end, 1)
    shown = view(document, citation)
    assert shown.words.cited == citation.quote
    assert shown.raw.cited == citation.source_quote
    assert shown.words.before + shown.words.cited + shown.words.after in document.text


def test_a_table_shows_the_cited_row(document: Document) -> None:
    row = document.tables[0].rows[1]
    shown = view(document, cite(document, row[0].start, row[-1].end, 1))
    assert shown.table is not None
    assert [c.before + c.cited + c.after for c in shown.table.header] == ["年份", "规模"]
    assert [[c.cited for c in cells] for cells in shown.table.rows] == [["", ""], ["2025", "480亿元"], ["", ""]]


def test_only_the_rows_around_are_shown() -> None:
    rows = "\n".join(f"|{n}|{n * 2}" for n in range(100))
    document = make_document("x.md", "题", [f"|甲|乙\n{rows}"])
    row = document.tables[0].rows[50]
    table = view(document, cite(document, row[1].start, row[1].end, 1)).table
    assert table is not None
    assert (table.above, table.below) == (50 - ROWS_AROUND, 49 - ROWS_AROUND)
    assert len(table.rows) == 2 * ROWS_AROUND + 1
    assert table.rows[ROWS_AROUND][1].cited == "100"
    assert table.rows[ROWS_AROUND][0].cited == ""


def test_neighbours_are_shortened_towards_the_citation() -> None:
    document = make_document("x.md", "题", ["始" + "前" * 900, "中间。", "后" * 900 + "终"])
    start = document.text.index("中间")
    shown = view(document, cite(document, start, start + 2, 1))
    assert shown.before == "…" + "前" * CONTEXT
    assert shown.after == "后" * CONTEXT + "…"


def test_a_remark_between_the_rows_of_a_table_is_text(tmp_path: Path) -> None:
    document = read(tmp_path, "a.csv", "港口,客流\n云岭,118\n注:丹河五月停航\n丹河,97\n")
    start = document.text.index("五月")
    shown = view(document, cite(document, start, start + 2, 1))
    assert shown.table is None and shown.words.cited == "五月"
    start = document.text.index("97")
    table = view(document, cite(document, start, start + 2, 1)).table
    assert table is not None and [row[0].before for row in table.rows] == ["云岭", "丹河"]


def test_who_wrote_it_and_when(document: Document) -> None:
    assert view(document, cite(document, 6, 9, 1)).origin == ("某作者", "某社", "2022-01-06")


def test_mends_of_the_paragraph(document: Document) -> None:
    citation = cite(document, 6, 9, 1)
    near = Mend("pinyin", "(yun)", "", citation.start, citation.end)
    others = (
        dataclasses.replace(near, kind="markup"),
        dataclasses.replace(near, done=False),
        dataclasses.replace(near, start=len(document.raw) - 2, end=len(document.raw)),
    )
    changed = dataclasses.replace(document, mends=(near, *others))
    assert view(changed, citation).mends == (near,)


def test_a_citation_that_is_not_its_span_is_not_shown(document: Document) -> None:
    citation = cite(document, 6, 9, 1)
    with pytest.raises(AnswerError, match="the quote is not what stands"):
        view(document, dataclasses.replace(citation, start=citation.start + 1))
    with pytest.raises(AnswerError, match=r"is of 'b\.md'"):
        view(document, dataclasses.replace(citation, doc_id="b.md"))
