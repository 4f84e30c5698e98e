"""A question and an answer as HTML, with the numbers of its citations as buttons."""

import re
from collections.abc import Mapping
from typing import Final

from app.reference import heading, place, section_path
from app.strings import both, reading
from app.tags import Html, joined, tag
from corpus.script import HAN, script_of
from retrieval.answer import Answer, AnswerTable, Citation

LANG: Final = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "en": "en"}
"""What a browser calls our languages; it picks the shapes of Chinese characters by that."""

MOST_SOURCES, FIRST_SOURCES = 6, 4
"""More sources than the one are folded up behind the other."""

_MARK = re.compile(r"\[(\d+)\]")
_MARKS = re.compile(r"(?:\[\d+\])+")
_BULLETS = ("- ", "• ", "· ")


def guessed_lang(text: str) -> str:
    """The `lang` of a short text: Chinese when it holds any Han character, in the script of most that tell."""
    if not HAN.search(text):
        return "en"
    return "zh-Hant" if script_of(text) == "hant" else "zh-Hans"


def question_html(question: str) -> Html:
    """What the user asked."""
    return tag(
        "div",
        tag("span", both("you"), class_="wj-unseen"),
        tag("p", question, lang=guessed_lang(question)),
        class_="wj-question",
    )


def pending_html() -> Html:
    """The line that stands in for an answer until it is there."""
    dots = joined(tag("i") for _ in range(3))
    return tag("div", dots, both("searching"), class_="wj-pending", role="status")


def notice_html(key: str, again: str = "", **values: object) -> Html:
    """One friendly line in place of an answer.

    Args:
        key: its words.
        again: a question to offer to ask once more.
        values: what the placeholders of its words become.
    """
    retry = tag("button", both("again"), type="button", class_="wj-tool", data_ask=again) if again.strip() else Html()
    return tag("div", both(key, **values), retry, class_="wj-notice", role="status")


def answer_html(answer: Answer, turn: int, seconds: float) -> Html:
    """An answer with its sources below it, and how the question was read.

    Args:
        answer: the answer.
        turn: its position in the conversation, from 0; its citations are asked for by it.
        seconds: how long it took.
    """
    refused = answer.status == "refused"
    return tag(
        "article",
        tag("p", both("refused"), class_="wj-badge") if refused else Html(),
        tag("div", *_lines(answer, turn), class_="wj-text", lang=LANG[answer.language]),
        _unseen_work(answer),
        _sources(answer, turn),
        _foot(answer, seconds),
        class_=f"wj-answer wj-{answer.status}",
        data_turn=turn,
    )


def copy_button(text: str, key: str) -> Html:
    """A button that copies a text and then says so."""
    return tag(
        "button",
        tag("span", both(key), class_="wj-before"),
        tag("span", both("copied"), class_="wj-after", role="status"),
        type="button",
        class_="wj-tool",
        data_copy=text,
    )


def copied_text(answer: Answer) -> str:
    """What the copy button of an answer copies: the text with its references."""
    references = [f"[{c.n}] {heading(c)} ({place(c)})" for c in answer.citations]
    return "\n".join([answer.text, "", *references]) if references else answer.text


def _lines(answer: Answer, turn: int) -> list[Html]:
    """The text of an answer, a table in place of the first line that it stands for."""
    citations = {citation.n: citation for citation in answer.citations}
    tables = {table.lines[0]: table for table in answer.tables}
    tabled = {n for table in answer.tables for n in table.lines}
    out: list[Html] = []
    for n, line in enumerate(answer.text.split("\n")):
        if n in tables:
            out.append(_table(tables[n], citations, turn))
        elif line.strip() and n not in tabled:
            out.append(tag("p", *_pieces(line, citations, turn), class_=_kind(answer, n, line)))
    return out


def _table(table: AnswerTable, citations: Mapping[int, Citation], turn: int) -> Html:
    """Figures side by side; it scrolls within itself where it is too wide."""
    caption = tag("caption", table.caption) if table.caption else Html()
    head = tag("thead", tag("tr", *(tag("th", name, scope="col") for name in table.columns)))
    rows = (tag("tr", *(tag("td", *_pieces(cell, citations, turn)) for cell in row)) for row in table.rows)
    return tag("div", tag("table", caption, head, tag("tbody", *rows)), class_="wj-scroll wj-figures", tabindex=0)


def _kind(answer: Answer, n: int, line: str) -> str:
    """The class of a line: what is worked out is set apart, a footnote stands small."""
    if n in answer.notes:
        return "wj-note"
    if any(computed.expression in line for computed in answer.computed):
        return "wj-worked"
    return "wj-item" if line.lstrip().startswith(_BULLETS) else "wj-line"


def _pieces(line: str, citations: Mapping[int, Citation], turn: int) -> list[str]:
    """A line with its marks as buttons."""
    parts: list[str] = []
    at = 0
    for run in _MARKS.finditer(line):
        numbers = [int(n) for n in _MARK.findall(run[0])]
        buttons = (_cite_button(n, turn) if n in citations else f"[{n}]" for n in numbers)
        # The character before goes along, so that no line begins with a lonely number.
        tail = max(at, run.start() - 1)
        parts += [line[at:tail], tag("span", line[tail : run.start()], *buttons, class_="wj-tail")]
        at = run.end()
    parts.append(line[at:])
    return parts


def _cite_button(n: int, turn: int) -> Html:
    unseen = tag("span", both("citation"), " ", class_="wj-unseen")
    return tag("button", unseen, str(n), type="button", class_="wj-cite", data_turn=turn, data_n=n)


def _unseen_work(answer: Answer) -> Html:
    """The worked figures that no line of the text shows."""
    left = [c for c in answer.computed if c.expression not in answer.text]
    if not left:
        return Html()
    lines = (tag("p", f"{c.expression} = {c.value}") for c in left)
    return tag("div", tag("h3", both("worked")), *lines, class_="wj-worked")


def _sources(answer: Answer, turn: int) -> Html:
    if not answer.citations:
        return Html()
    title = tag("h3", both("nearest" if answer.status == "refused" else "sources"))
    items = [tag("li", _source(c, turn, LANG[answer.language])) for c in answer.citations]
    if len(items) <= MOST_SOURCES:
        return tag("section", title, tag("ol", *items), class_="wj-sources")
    rest = tag("summary", both("more_sources", count=len(items) - FIRST_SOURCES))
    return tag(
        "section",
        title,
        tag("ol", *items[:FIRST_SOURCES]),
        tag("details", rest, tag("ol", *items[FIRST_SOURCES:], start=FIRST_SOURCES + 1), class_="wj-rest"),
        class_="wj-sources",
    )


def _source(citation: Citation, turn: int, lang: str) -> Html:
    # The innermost section tells most, and the line may be cut off at its end.
    *outer, inner = (citation.title, *section_path(citation))
    page = both("page", page=citation.page) if citation.page is not None else Html()
    return tag(
        "button",
        tag("span", str(citation.n), class_="wj-number"),
        tag("span", tag("b", inner), tag("span", " › ".join(outer), " " if page else "", page), class_="wj-where"),
        tag("q", citation.quote, lang=_quote_lang(citation.quote, lang)),
        type="button",
        class_="wj-source",
        data_turn=turn,
        data_n=citation.n,
    )


def _quote_lang(quote: str, lang: str) -> str:
    """The `lang` of a quote: that of its answer, save where a document has the other language only."""
    guessed = guessed_lang(quote)
    return lang if (guessed == "en") == (lang == "en") else guessed


def _foot(answer: Answer, seconds: float) -> Html:
    return tag(
        "footer",
        copy_button(copied_text(answer), "copy"),
        tag("span", both("seconds", seconds=f"{seconds:.2f}")),
        _understood(answer.understood or {}),
        class_="wj-foot",
    )


def _understood(fields: Mapping[str, str]) -> Html:
    if not fields:
        return Html()
    rows = (joined((tag("dt", reading(key)), tag("dd", reading(value)))) for key, value in fields.items())
    return tag("details", tag("summary", both("understood")), tag("dl", *rows))
