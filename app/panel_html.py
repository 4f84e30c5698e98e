"""The source panel as HTML."""

from typing import Final

from app.panel import SourceView, TableView, Words
from app.reference import place, reference, section_path
from app.render import copy_button, notice_html
from app.strings import both
from app.tags import Html, joined, tag
from corpus.document import Mend
from retrieval.answer import Parallel

SHOWN_MENDS: Final = 8
SHOWN_CHARACTERS: Final = 24
"""Of what a mend took away or put in."""


def empty_panel_html() -> Html:
    """The panel before any citation was opened."""
    return _bare_panel(tag("p", both("panel_empty")))


def lost_panel_html() -> Html:
    """The panel when a citation was asked for that the conversation does not hold."""
    return _bare_panel(notice_html("gone"))


def panel_html(view: SourceView, turn: int, total: int) -> Html:
    """The panel for one citation.

    Args:
        view: what to show.
        turn: position of its answer in the conversation.
        total: how many citations that answer has.
    """
    lang = "en" if view.language == "en" else "zh-Hans"
    return tag(
        "section",
        _bar(view, turn, total),
        _head(view, lang),
        tag("div", _near(view.before), _cited(view), _near(view.after), class_="wj-body", lang=lang),
        _parallel(view.parallel, "zh-Hans" if view.language == "en" else "en"),
        _raw(view),
        tag(
            "footer",
            tag("code", place(view.citation), class_="wj-place"),
            copy_button(reference(view.citation), "copy_reference"),
            class_="wj-foot",
        ),
        class_="wj-panel",
        data_turn=turn,
        data_n=view.citation.n,
        aria_labelledby="wj-panel-title",
    )


def _bare_panel(content: Html) -> Html:
    return tag("section", tag("h2", both("panel"), tabindex=-1), content, class_="wj-panel wj-panel-empty")


def _bar(view: SourceView, turn: int, total: int) -> Html:
    n = view.citation.n
    return tag(
        "div",
        tag("span", both("source_of", n=n, total=total)),
        tag("button", both("back"), type="button", class_="wj-tool wj-back", data_do="back"),
        _step("previous", "‹", turn, n - 1, total),
        _step("next", "›", turn, n + 1, total),
        class_="wj-panel-bar",
    )


def _step(key: str, sign: str, turn: int, n: int, total: int) -> Html:
    return tag(
        "button",
        tag("span", sign, aria_hidden="true"),
        tag("span", both(key), class_="wj-unseen"),
        type="button",
        class_="wj-step",
        data_turn=turn,
        data_n=n,
        disabled=not 1 <= n <= total,
    )


def _head(view: SourceView, lang: str) -> Html:
    path = section_path(view.citation)
    page = view.citation.page
    return tag(
        "div",
        tag("h2", view.citation.title, id="wj-panel-title", tabindex=-1),
        tag("p", " › ".join(path), class_="wj-path") if path else Html(),
        tag("p", " · ".join(view.origin), class_="wj-origin") if view.origin else Html(),
        tag("p", both("page", page=page), class_="wj-origin") if page is not None else Html(),
        lang=lang,
    )


def _near(text: str) -> Html:
    return tag("p", text, class_="wj-near") if text else Html()


def _cited(view: SourceView) -> Html:
    if view.table is not None:
        block = _table(view.table)
    else:
        block = tag("pre" if view.kind == "code" else "p", _words(view.words))
    return tag("div", block, class_="wj-cited")


def _words(words: Words) -> Html:
    return joined((words.before, tag("mark", words.cited) if words.cited else Html(), words.after))


def _table(table: TableView) -> Html:
    head = tag("tr", *(tag("th", _words(cell), scope="col") for cell in table.header))
    rows = (
        tag(
            "tr",
            *(tag("td", _words(cell)) for cell in row),
            class_="wj-row" if any(cell.cited for cell in row) else None,
        )
        for row in table.rows
    )
    width = len(table.header)
    body = tag("tbody", _left_out(table.above, width), *rows, _left_out(table.below, width))
    return tag("div", tag("table", tag("thead", head), body), class_="wj-scroll", tabindex=0)


def _left_out(count: int, width: int) -> Html:
    if not count:
        return Html()
    return tag("tr", tag("td", both("rows_left_out", count=count), class_="wj-more", colspan=width))


def _parallel(parallel: Parallel | None, lang: str) -> Html:
    if parallel is None:
        return Html()
    return tag(
        "section",
        tag("h3", both("parallel")),
        tag("p", parallel.quote, lang=lang),
        tag("code", f"{parallel.doc_id}:{parallel.start}-{parallel.end}"),
        class_="wj-parallel",
    )


def _raw(view: SourceView) -> Html:
    end = view.raw_start + len(view.raw.before) + len(view.raw.cited) + len(view.raw.after)
    lang = "en" if view.language == "en" else "zh-Hant" if view.script == "hant" else "zh-Hans"
    return tag(
        "details",
        tag("summary", both("raw")),
        tag("small", both("raw_place", start=view.raw_start, end=end)),
        tag("pre", _words(view.raw), lang=lang),
        _mends(view.mends),
        class_="wj-raw",
    )


def _mends(mends: tuple[Mend, ...]) -> Html:
    if not mends:
        return Html()
    items = [
        tag("li", tag("b", m.kind), " ", tag("del", _short(m.before)), " → ", tag("ins", _short(m.after)), f" {m.note}")
        for m in mends[:SHOWN_MENDS]
    ]
    if len(mends) > SHOWN_MENDS:
        items.append(tag("li", f"… +{len(mends) - SHOWN_MENDS}"))
    return joined((tag("h4", both("mends")), tag("ul", *items, class_="wj-mends")))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"
