"""Passages: exact spans that cover a document, keep to their section and are cut between sentences."""

import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.settings import PassageSettings
from index.passage import Passage
from index.split import split_document
from index.texts import text_documents
from tests.reading import read
from tests.strategies import texts

SMALL = PassageSettings(size_zh=50, size_en=100)

_line = st.one_of(texts(1, 80), st.sampled_from(["市场规模达到480亿元。", "The market grew by 12%. ", "云，" * 30]))
_paragraph = st.lists(_line, min_size=1, max_size=5).map("".join)
_title = st.sampled_from(["市场", "Growth", "一、趋势"])
_heading = st.tuples(st.integers(1, 4), _title).map(lambda h: f"{'#' * h[0]} {h[1]}")
_cell = st.sampled_from(["2025", "480亿元", "华为云", "Huawei Cloud's share of the market", "", "云" * 40])
_table = st.lists(st.tuples(_cell, _cell), min_size=1, max_size=8).map(
    lambda rows: "\n".join(["表1 规模", "", "| 年 | 值 |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
)
sources = st.lists(st.one_of(_paragraph, _paragraph, _heading, _table), max_size=8).map("\n\n".join)


def document_of(source: str, name: str = "a.md") -> Document:
    with TemporaryDirectory() as folder:
        return read(Path(folder), name, source.encode("utf-8", "replace"))


def limit(document: Document, settings: PassageSettings) -> int:
    return settings.size_zh if document.language == "zh" else settings.size_en


def covered(document: Document, passages: Sequence[Passage]) -> set[int]:
    return {at for p in passages for at in range(p.start, p.end)}


_front = st.lists(
    st.sampled_from(["title: 市场报告", 'author: "Ada Moor"', "date: 2021-05-04", "layout: post"]), unique=True
)
_fronted = st.tuples(_front, sources).map(lambda t: "\n".join(["---", *t[0], "---", t[1]]))


@given(st.one_of(sources, _fronted), st.sampled_from([0.0, 0.2, 0.49]))
def test_laws(source: str, overlap: float) -> None:
    document = document_of(source)
    settings = SMALL.model_copy(update={"overlap": overlap})
    passages = split_document(document, settings)
    headings = [p for p in document.paragraphs if p.kind in ("heading", "field")]
    head = max((p.end for p in document.paragraphs if p.kind == "field"), default=0)
    for passage in passages:
        assert passage.start >= head
        assert passage.text == document.text[passage.start : passage.end]
        assert passage.text.strip()
        assert len(passage.text) <= limit(document, settings)
        assert passage.doc_id == document.doc_id and passage.language == document.language
        touched = [p for p in document.paragraphs if p.start < passage.end and p.end > passage.start]
        assert len({p.section for p in touched}) == 1, "a passage crosses a section"
    bare = {at for h in headings for at in range(h.start, h.end)}
    text = {at for at, char in enumerate(document.text) if char.strip()}
    assert text - bare <= covered(document, passages)
    assert [p.start for p in passages] == sorted({p.start for p in passages})
    assert_overlaps(passages, allowed=overlap > 0)


def assert_overlaps(passages: Sequence[Passage], *, allowed: bool) -> None:
    for one, other in pairwise(passages):
        shared = max(0, one.end - other.start)
        assert one.end <= other.end
        assert shared == 0 or (allowed and shared * 2 < min(len(one.text), len(other.text)))


@given(st.lists(st.integers(2, 25), min_size=1, max_size=40), st.sampled_from([0.1, 0.3, 0.49]))
def test_passages_that_overlap_share_whole_sentences_and_less_than_half(lengths: list[int], overlap: float) -> None:
    (document,) = text_documents([("d", "标题", "".join("云" * (n - 1) + "。" for n in lengths))])
    settings = SMALL.model_copy(update={"overlap": overlap})
    passages = split_document(document, settings)
    assert_overlaps(passages, allowed=True)
    assert max(len(p.text) for p in passages) <= 50
    for passage in passages:
        assert passage.start == 0 or document.text[passage.start - 1] == "。"


def test_there_is_an_overlap_when_it_is_asked_for() -> None:
    (document,) = text_documents([("d", "标题", "云服务很多。" * 40)])
    passages = split_document(document, SMALL.model_copy(update={"overlap": 0.3}))
    assert all(one.end - other.start == 12 for one, other in pairwise(passages))


@given(sources)
def test_a_section_without_a_text_is_found_by_its_heading(source: str) -> None:
    document = document_of(source)
    found = covered(document, split_document(document, SMALL))
    for number, section in enumerate(document.sections[1:], 1):
        own = [p for p in document.paragraphs if section.start <= p.start < section.end]
        if all(p.kind == "heading" for p in own) and not any(s.parent == number for s in document.sections):
            assert section.start in found


@given(texts(0, 400))
def test_text_without_structure_joins_back(text: str) -> None:
    (document,) = text_documents([("d", "标题", text)])
    passages = split_document(document, SMALL)
    assert "".join(p.text for p in passages).split() == document.text.split() or (
        "".join("".join(p.text for p in passages).split()) == "".join(document.text.split())
    )


@given(st.lists(st.integers(5, 48), min_size=1, max_size=30))
def test_chinese_is_cut_between_sentences(lengths: list[int]) -> None:
    text = "".join("云计算让车企" * 8)[: max(lengths)]
    (document,) = text_documents([("d", "标题", "".join(text[: n - 1] + "。" for n in lengths))])
    for passage in split_document(document, SMALL):
        assert passage.text.endswith("。")


@given(st.lists(st.integers(2, 14), min_size=1, max_size=30))
def test_english_is_cut_between_sentences(lengths: list[int]) -> None:
    text = " ".join("Sales rose" + " by 3.5%" * (n - 1) + "." for n in lengths)
    (document,) = text_documents([("d", "Title", text)])
    for passage in split_document(document, PassageSettings(size_en=130)):
        assert re.fullmatch(r"Sales.*%?\.", passage.text)


def test_a_sentence_longer_than_a_passage_is_cut_at_its_commas() -> None:
    (document,) = text_documents([("d", "标题", "华为云服务车企，" * 20)])
    passages = split_document(document, SMALL)
    assert len(passages) > 3
    assert all(p.text.endswith("，") and len(p.text) <= 50 for p in passages)


def test_nothing_to_cut_at() -> None:
    (document,) = text_documents([("d", "标题", "云" * 1000)])
    passages = split_document(document, SMALL)
    assert "".join(p.text for p in passages) == "云" * 1000
    assert max(len(p.text) for p in passages) <= 50


def test_a_little_too_long_gives_two_halves_not_a_scrap() -> None:
    (document,) = text_documents([("d", "标题", "云计算服务车企。" * 7)])
    lengths = [len(p.text) for p in split_document(document, SMALL)]
    assert len(lengths) == 2 and min(lengths) >= 20


def test_title_and_sections_are_the_context() -> None:
    document = document_of("# 报告\n\n## 一、现状\n\n市场很大。\n\n### 1、规模\n\n480亿元。\n")
    assert [(p.text, p.context) for p in split_document(document, PassageSettings())] == [
        ("市场很大。", "报告 › 一、现状"),
        ("480亿元。", "报告 › 一、现状 › 1、规模"),
    ]


def test_a_table_is_cut_between_rows_and_every_passage_knows_caption_and_header() -> None:
    rows = "\n".join(f"| {year} | {year - 1900}亿元，同比增长百分之十 |" for year in range(2020, 2030))
    document = document_of(f"# 报告\n\n前文。\n\n表1 规模\n\n| 年份 | 市场规模 |\n|---|---|\n{rows}\n\n后文。\n")
    before, *inside, after = split_document(document, SMALL)
    assert (before.text, after.text) == ("前文。", "后文。")
    assert len(inside) > 3
    for passage in inside:
        assert passage.context == "报告\n表1 规模\n年份 | 市场规模"
        assert passage.text.endswith("十") and passage.text.startswith(("20", "表1"))
    assert inside[0].text.startswith("表1 规模\n\n年份 | 市场规模\n2020")


def test_two_tables_one_after_the_other_do_not_mix() -> None:
    table = "| 表1 | 值 |\n|---|---|\n| a | 1 |\n"
    document = document_of(f"# 报告\n\n前文。\n\n{table}\n\n{table}\n")
    passages = split_document(document, SMALL)
    assert_overlaps(passages, allowed=False)
    assert len(document.tables) == 2


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("The ferry runs hourly.", "The ferry runs hourly."),
        ("# Crossings\n\nThe ferry runs hourly.", "The ferry runs hourly."),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a | b\n1 | 2"),
    ],
)
def test_front_matter_is_in_no_passage(body: str, text: str) -> None:
    document = document_of(f"---\nauthor: Ada Moor\ndate: 2021-05-04\n---\n{body}\n")
    assert [p.kind for p in document.paragraphs][:2] == ["field", "field"]
    (passage,) = split_document(document, PassageSettings())
    assert passage.text == text


def test_a_title_alone_below_front_matter_is_a_passage() -> None:
    (passage,) = split_document(document_of("---\nauthor: Ada Moor\n---\n# Crossings\n"), PassageSettings())
    assert passage.text == "Crossings"


def test_remarks_between_rows_are_in_the_passages_of_the_table(tmp_path: Path) -> None:
    rows = "".join(f"注:第{n}个港口的数据未经审计。\n港{n},{n + 100},{n}\n" for n in range(9))
    passages = split_document(read(tmp_path, "a.csv", f"港口,客流,等级\n{rows}"), SMALL)
    assert len(passages) > 3 and all("港口 | 客流 | 等级" in p.context for p in passages)
    assert sum(p.text.count("未经审计") for p in passages) == 9


@pytest.mark.parametrize("source", ["", "\n\n \n", "# \n"])
def test_nothing_gives_nothing(source: str) -> None:
    assert split_document(document_of(source), SMALL) == []


def test_ids_and_what_is_searched() -> None:
    passage = Passage("a/b.md", 3, 9, "市场规模很大", "报告", "zh")
    assert passage.passage_id == "a/b.md:3-9"
    assert passage.searched == "报告\n市场规模很大"
    assert Passage("a", 0, 1, "云", "", "zh").searched == "云"


def test_a_list_that_fits_is_not_cut() -> None:
    settings = PassageSettings(size_zh=90, size_en=200)
    listed = "亏损的原因有三个。一是油价上涨，比上年贵了两成。二是船员难招，缺了十几个人。三是游客减少。"
    for before in range(1, 9):
        source = "渡口每天都开八班船，风大时停航。" * before + listed + "明年要换两条新船，票价不变。" * 4
        passages = split_document(document_of(source), settings)
        assert any(listed in p.text for p in passages), before
        assert "".join(p.text for p in passages) == source
        assert all(len(p.text) <= 90 for p in passages)
