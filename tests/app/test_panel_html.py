"""The source panel as HTML."""

import dataclasses

from app.panel import view
from app.panel_html import SHOWN_MENDS, empty_panel_html, lost_panel_html, panel_html
from app.reference import reference
from corpus.document import Document, Mend
from retrieval.answer import cite
from tests.app.conftest import HOSTILE, FakePipeline
from tests.app.seen import Seen


def shown(pipeline: FakePipeline, question: str, n: int = 1) -> Seen:
    answer = pipeline.ask(question)
    citation = answer.citations[n - 1]
    return Seen(panel_html(view(pipeline.document(citation.doc_id), citation), 2, len(answer.citations)))


def test_exactly_the_quote_is_marked(pipeline: FakePipeline) -> None:
    quote = pipeline.ask("规模").citations[0].quote
    assert shown(pipeline, "规模").texts("mark")[0] == quote


def test_the_raw_characters_are_there_on_demand(pipeline: FakePipeline) -> None:
    seen = shown(pipeline, "规模")
    assert [a.get("open", "closed") for a in seen.all("details")] == ["closed"]
    assert seen.texts("mark")[1] == pipeline.ask("规模").citations[0].source_quote


def test_a_hostile_document_stays_text(document: Document) -> None:
    start = document.text.index("[点这里]")
    seen = Seen(panel_html(view(document, cite(document, start, start + 5, 1)), 0, 1))
    assert not seen.tags & {"img", "script", "a"}
    assert HOSTILE in seen.text_of("wj-cited")


def test_place_and_reference(pipeline: FakePipeline) -> None:
    citation = pipeline.ask("规模").citations[0]
    seen = shown(pipeline, "规模")
    assert seen.text_of("wj-place") == f"a.md:{citation.start}-{citation.end}"
    assert seen.all("button", "wj-tool")[-1]["data-copy"] == reference(citation)


def test_the_parallel_paragraph(pipeline: FakePipeline) -> None:
    assert "the <same>b.en.md:3-9" in shown(pipeline, "规模").text_of("wj-parallel")


def test_steps_lead_to_the_other_sources(pipeline: FakePipeline) -> None:
    first = shown(pipeline, "规模", 1).all("button", "wj-step")
    last = shown(pipeline, "规模", 2).all("button", "wj-step")
    assert [("disabled" in step, step["data-turn"], step["data-n"]) for step in first] == [
        (True, "2", "0"),
        (False, "2", "2"),
    ]
    assert ["disabled" in step for step in last] == [False, True]


def test_a_table_is_a_table(pipeline: FakePipeline) -> None:
    seen = shown(pipeline, "表")
    assert seen.texts("th") == ["年份", "规模"]
    assert seen.texts("mark")[:2] == ["2025", "480亿元"]
    assert len(seen.all("tr", "wj-row")) == 1


def test_a_long_list_of_mends_is_cut(document: Document) -> None:
    citation = cite(document, 6, 9, 1)
    mend = Mend("pinyin", "(<yun>)" * 9, "云", citation.start, citation.end, "why")
    changed = dataclasses.replace(document, mends=(mend,) * (SHOWN_MENDS + 3))
    seen = Seen(panel_html(view(changed, citation), 0, 1))
    assert len(seen.texts("li")) == SHOWN_MENDS + 1
    assert seen.texts("li")[-1] == "… +3"
    assert seen.texts("del")[0].endswith("…")


def test_bare_panels_say_what_to_do() -> None:
    assert "点击回答里的编号" in Seen(empty_panel_html()).text
    assert "请重新提问" in Seen(lost_panel_html()).text
