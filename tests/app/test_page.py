"""The handlers of the page's events, and what is public of them."""

import asyncio
import logging
from typing import Any

import gradio as gr
import pytest

from app.conversation import Exchange
from app.page import Page, build
from corpus.errors import CorpusError
from retrieval.answer import Turn
from tests.app.conftest import FakePipeline
from tests.app.seen import Seen


def event(**data: Any) -> gr.EventData:
    return gr.EventData(None, data)


def html_of(messages: list[Any]) -> list[str]:
    return [message["content"].value for message in messages]


@pytest.fixture
def page(pipeline: FakePipeline) -> Page:
    return Page(pipeline, ["多少？"])


def asked(page: Page, question: str, talk: tuple[Exchange, ...] = ()) -> tuple[list[Any], tuple[Exchange, ...], str]:
    return changes(page, question, talk)[-1]


def changes(page: Page, question: str, talk: tuple[Exchange, ...]) -> list[Any]:
    async def collected() -> list[Any]:
        return [change async for change in page.submitted(event(question=question), talk)]

    return asyncio.run(collected())


def test_a_question_is_shown_before_its_answer(page: Page) -> None:
    first, last = changes(page, "规模", ())
    assert "wj-pending" in html_of(first[0])[1]
    assert [m["role"] for m in last[0]] == ["user", "assistant"]
    assert "wj-answer" in html_of(last[0])[1]
    assert last[1][0].question == "规模"


def test_the_first_source_opens_by_itself(page: Page, pipeline: FakePipeline) -> None:
    panel = asked(page, "规模")[2]
    assert Seen(panel).texts("mark")[0] == pipeline.ask("规模").citations[0].quote


def test_an_answer_without_sources_empties_the_panel(page: Page) -> None:
    assert "wj-panel-empty" in asked(page, "hello")[2]


def test_a_citation_is_found_by_turn_and_number(page: Page, pipeline: FakePipeline) -> None:
    talk = asked(page, "规模", asked(page, "hello")[1])[1]
    panel = page.selected(event(turn=1, n=2), talk)
    assert Seen(panel).texts("mark")[0] == pipeline.ask("规模").citations[1].quote


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"turn": 0},
        {"turn": 0, "n": 99},
        {"turn": 5, "n": 1},
        {"turn": -1, "n": 1},
        {"turn": "0", "n": "1"},
        {"turn": 0.0, "n": [1]},
        {"turn": 0, "n": "../../etc/passwd"},
    ],
)
def test_nothing_but_citations_of_the_conversation_can_be_opened(page: Page, data: dict[str, Any]) -> None:
    talk = asked(page, "规模")[1]
    assert "wj-panel-empty" in page.selected(event(**data), talk)
    assert "wj-panel-empty" in page.selected(gr.EventData(None, "x"), talk)


def test_another_conversation_sees_nothing(page: Page) -> None:
    asked(page, "规模")
    assert "wj-panel-empty" in page.selected(event(turn=0, n=1), ())


def test_a_document_that_is_gone_is_said(page: Page, pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = asked(page, "规模")[1]

    def gone(doc_id: str) -> None:
        raise CorpusError(doc_id, "is gone")

    monkeypatch.setattr(pipeline, "document", gone)
    assert "wj-panel-empty" in page.selected(event(turn=0, n=1), talk)


def test_the_turns_before_are_history(page: Page, pipeline: FakePipeline) -> None:
    talk = asked(page, "炸", asked(page, "hello")[1])[1]
    asked(page, "规模", talk)
    assert pipeline.histories[-1] == (
        Turn("user", "hello"),
        Turn("assistant", "Hello. Ask me about the documents."),
    )


@pytest.mark.parametrize(("question", "said"), [(" ", "请先输入问题"), ("长" * 4001, "4000"), ("炸", "没能回答")])
def test_what_cannot_be_answered_is_one_friendly_line(
    page: Page, question: str, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        messages, talk, _ = asked(page, question)
    assert said in html_of(messages)[1]
    assert "passwd" not in "".join(html_of(messages))
    assert talk[0].answer is None
    assert ("passwd" in caplog.text) == (question == "炸")


def test_stopping_keeps_the_question(page: Page) -> None:
    messages, talk, _ = page.stopped(event(question="规模"), ())
    assert "规模" in html_of(messages)[0]
    assert "已停止" in html_of(messages)[1]
    assert talk[0].answer is None


def test_a_new_chat_forgets(page: Page) -> None:
    messages, talk, panel = page.cleared()
    assert talk == ()
    assert "wj-welcome" in html_of(messages)[0]
    assert "wj-panel-empty" in panel


def test_the_endpoint_answers_as_the_command_does(page: Page) -> None:
    found = page.ask("规模", [{"role": "user", "content": "x"}])
    assert found["status"] == "answered"
    assert found["citations"][0]["n"] == 1
    assert set(page.ask("")) == {"id", "error"}
    assert set(page.ask("x", [{"role": "system", "content": "x"}])) == {"id", "error"}


@pytest.fixture
def blocks(pipeline: FakePipeline) -> gr.Blocks:
    async def built() -> gr.Blocks:
        return build(pipeline, ["多少？"])

    return asyncio.run(built())  # Gradio takes locks of the running loop, and leaves one of its own where none runs.


def test_only_ask_is_public(blocks: gr.Blocks) -> None:
    public = [fn.api_name for fn in blocks.fns.values() if fn.api_visibility != "private"]
    assert public == ["ask"]
    assert list(blocks.get_api_info()["named_endpoints"]) == ["/ask"]


def test_messages_are_ours_and_not_markdown(blocks: gr.Blocks, pipeline: FakePipeline) -> None:
    (chat,) = [block for block in blocks.blocks.values() if isinstance(block, gr.Chatbot)]
    assert chat.allow_tags is False
    assert chat.render_markdown is False
    assert all(message["content"].__class__ is gr.HTML for message in Page(pipeline, []).welcome())
