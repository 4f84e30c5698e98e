"""The chat page: a conversation, the source panel beside it, and one public endpoint.

The browser sends three things through one component of ours (`page.js`): a question, the number of a citation,
and the wish to stop or to begin anew. The conversation lives in the state of its session and nowhere else.
"""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import gradio as gr
from anyio import to_thread
from gradio.events import api

from app.conversation import Answering, Exchange, record, timed, turns
from app.frame import composer_html, header_html, welcome_html
from app.lines import BadQuestionError, parse_history
from app.panel import view
from app.panel_html import empty_panel_html, lost_panel_html, panel_html
from app.render import answer_html, notice_html, pending_html, question_html
from corpus.errors import WenjuError
from retrieval.query import LONGEST_QUESTION

_log = logging.getLogger(__name__)

STATIC: Final = Path(__file__).with_name("static")
TITLE: Final = "问据 Wenju"
ONE_AT_A_TIME: Final = "ask"
"""Questions share one queue: the pipeline answers them one after the other."""

WAITING: Final = 64
"""Questions of all visitors that may wait; more are turned away."""

Talk = tuple[Exchange, ...]
Message = Any
"""A message as Gradio takes it: role and content."""
Changes = tuple[Any, Any, Any]
"""New values of the chat, the conversation and the panel."""


class Page:
    """The handlers of the page's events.

    Args:
        pipeline: what answers.
        examples: questions to try, shown in an empty conversation.
    """

    def __init__(self, pipeline: Answering, examples: Sequence[str]) -> None:
        self._pipeline = pipeline
        self._welcome = welcome_html(pipeline.documents, examples)

    def welcome(self) -> list[Message]:
        """The messages of an empty conversation."""
        return [_message("assistant", self._welcome)]

    async def submitted(self, event: gr.EventData, talk: Talk) -> AsyncIterator[Changes]:
        """A question was sent: show it at once, then its answer with the first source opened."""
        question = _text(event, "question")
        waiting = Exchange(question, notice=pending_html())
        yield _messages((*talk, waiting)), gr.skip(), gr.skip()
        # A thread cannot be stopped; who stops waiting leaves it to itself, and the next question may come.
        talk = (*talk, await to_thread.run_sync(self._exchange, question, talk, abandon_on_cancel=True))
        first = self.source(talk, len(talk) - 1, 1) if _cites(talk[-1]) else empty_panel_html()
        yield _messages(talk), talk, first

    def stopped(self, event: gr.EventData, talk: Talk) -> Changes:
        """The user did not want to wait for the answer."""
        question = _text(event, "question")
        talk = (*talk, Exchange(question, notice=notice_html("stopped", question)))
        return _messages(talk), talk, gr.skip()

    def cleared(self) -> Changes:
        """A new conversation."""
        return self.welcome(), (), empty_panel_html()

    def selected(self, event: gr.EventData, talk: Talk) -> str:
        """A citation was clicked."""
        return self.source(talk, _number(event, "turn"), _number(event, "n"))

    def source(self, talk: Talk, turn: int, n: int) -> str:
        """The panel for one citation of an answer of this conversation, as HTML."""
        answer = talk[turn].answer if 0 <= turn < len(talk) else None
        citation = next((c for c in answer.citations if c.n == n), None) if answer is not None else None
        if answer is None or citation is None:
            return lost_panel_html()
        try:
            shown = view(self._pipeline.document(citation.doc_id), citation)
        except WenjuError as error:
            _log.error("%s", error)
            return lost_panel_html()
        return panel_html(shown, turn, len(answer.citations))

    def ask(self, question: str, history: list[dict[str, str]] | None = None) -> dict[str, Any]:
        """Answer one question; the same object as `python -m app answer` prints.

        Args:
            question: at most 4,000 characters, in Chinese or English.
            history: the turns before it, each with a role ("user" or "assistant") and a content.
        """
        try:
            answer, seconds = timed(self._pipeline, question, parse_history(None, history))
        except (WenjuError, BadQuestionError) as error:
            return {"id": None, "error": str(error)}
        return record(answer, seconds)

    def _exchange(self, question: str, talk: Talk) -> Exchange:
        if not question.strip():
            return Exchange(question, notice=notice_html("empty_question"))
        if len(question) > LONGEST_QUESTION:
            notice = notice_html("long_question", limit=LONGEST_QUESTION, length=len(question))
            return Exchange(question[:200] + "…", notice=notice)
        try:
            answer, seconds = timed(self._pipeline, question, turns(talk))
        except Exception:
            # Whatever went wrong, the user gets one friendly line and the terminal the whole of it.
            _log.exception("a question could not be answered")
            return Exchange(question, notice=notice_html("failed", question))
        return Exchange(question, answer, seconds)


def build(pipeline: Answering, examples: Sequence[str]) -> gr.Blocks:
    """The page, ready to be launched."""
    page = Page(pipeline, examples)
    blocks = gr.Blocks(title=TITLE, fill_width=True, fill_height=True, analytics_enabled=False)
    with blocks:
        talk = gr.State(())
        gr.HTML(header_html(), elem_id="wj-header", apply_default_css=False, js_on_load=None)
        with gr.Row(elem_id="wj-main", equal_height=False):
            with gr.Column(elem_id="wj-left", min_width=0, scale=1):
                # Messages are HTML components of ours: the text messages of a Chatbot are read as HTML.
                chat = gr.Chatbot(
                    page.welcome(),
                    elem_id="wj-chat",
                    show_label=False,
                    container=False,
                    height="100%",
                    buttons=[],
                    layout="panel",
                    autoscroll=False,
                    allow_tags=False,
                    sanitize_html=True,
                    render_markdown=False,
                    latex_delimiters=[],
                    feedback_options=None,
                )
                composer = gr.HTML(
                    composer_html(),
                    elem_id="wj-composer",
                    apply_default_css=False,
                    js_on_load=(STATIC / "page.js").read_text(encoding="utf-8"),
                )
            with gr.Column(elem_id="wj-right", min_width=0, scale=1):
                panel = gr.HTML(empty_panel_html(), elem_id="wj-source", apply_default_css=False, js_on_load=None)
        _wire(page, composer, chat, talk, panel)
    blocks.queue(max_size=WAITING)
    return blocks


def _wire(page: Page, composer: gr.HTML, chat: gr.Chatbot, talk: gr.State, panel: gr.HTML) -> None:
    private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
    asking = composer.submit(
        page.submitted,
        [talk],
        [chat, talk, panel],
        concurrency_id=ONE_AT_A_TIME,
        concurrency_limit=1,
        trigger_mode="once",
        **private,
    )
    composer.stop(page.stopped, [talk], [chat, talk, panel], cancels=[asking], **private)
    composer.clear(page.cleared, None, [chat, talk, panel], cancels=[asking], **private)
    private["trigger_mode"] = "always_last"
    composer.select(page.selected, [talk], [panel], concurrency_limit=8, **private)
    api(page.ask, api_name="ask", concurrency_id=ONE_AT_A_TIME, concurrency_limit=1)


def _messages(talk: Talk) -> list[Message]:
    found: list[Message] = []
    for turn, exchange in enumerate(talk):
        found.append(_message("user", question_html(exchange.question)))
        answer = exchange.answer
        reply = exchange.notice if answer is None else answer_html(answer, turn, exchange.seconds)
        found.append(_message("assistant", reply))
    return found


def _message(role: str, html: str) -> Message:
    return {"role": role, "content": gr.HTML(html, apply_default_css=False, js_on_load=None, render=False)}


def _cites(exchange: Exchange) -> bool:
    return exchange.answer is not None and bool(exchange.answer.citations)


def _data(event: gr.EventData) -> Mapping[str, Any]:
    """What the browser sent; it may be anything."""
    data = event._data  # The public attributes raise for what is missing and cannot tell a wrong kind.
    return data if isinstance(data, Mapping) else {}


def _text(event: gr.EventData, name: str) -> str:
    value = _data(event).get(name)
    return value if isinstance(value, str) else ""


def _number(event: gr.EventData, name: str) -> int:
    value = _data(event).get(name)
    return value if isinstance(value, int) else -1
