"""What stands around the answers: the head, the welcome of an empty conversation, the field to ask in."""

from collections.abc import Sequence
from typing import Final

from app.render import guessed_lang
from app.strings import attributes, both
from app.tags import Html, tag
from corpus.document import Document

SHOWN_DOCUMENTS: Final = 8


def header_html() -> Html:
    """The head of the page: name, language, new conversation."""
    language = tag(
        "button",
        both("switch"),
        type="button",
        class_="wj-tool",
        data_do="language",
        **attributes("title", "switch_hint"),
    )
    new = tag("button", both("new_chat"), type="button", class_="wj-tool", data_do="new")
    return tag(
        "header",
        tag("h1", tag("span", "问据", lang="zh-Hans"), " ", tag("span", "Wenju", lang="en")),
        tag("p", both("tagline")),
        tag("div", language, new, class_="wj-tools"),
        class_="wj-head",
    )


def composer_html() -> Html:
    """The field to ask in, with its buttons."""
    return tag(
        "form",
        tag(
            "textarea",
            rows=1,
            autocomplete="off",
            **attributes("placeholder", "placeholder"),
            **attributes("aria-label", "question"),
        ),
        tag("button", both("send"), type="submit", class_="wj-send"),
        tag("button", both("stop"), type="button", class_="wj-stop", data_do="stop", hidden=True),
        class_="wj-composer",
    )


def welcome_html(documents: Sequence[Document], examples: Sequence[str]) -> Html:
    """What stands in an empty conversation: questions to try, and what is loaded."""
    return tag(
        "div",
        tag("h2", both("welcome")),
        tag("p", both("welcome_more")),
        _examples(examples),
        tag("h3", both("loaded")),
        _documents(documents),
        class_="wj-welcome",
    )


def _examples(examples: Sequence[str]) -> Html:
    if not examples:
        return Html()
    buttons = (
        tag("button", example, type="button", class_="wj-example", data_ask=example, lang=guessed_lang(example))
        for example in examples
    )
    return tag("section", tag("h3", both("try")), tag("div", *buttons, class_="wj-examples"))


def _documents(documents: Sequence[Document]) -> Html:
    """The documents, a pair of editions as one entry with the Chinese title first."""
    if not documents:
        return tag("p", both("no_documents"), class_="wj-none")
    known = {document.doc_id: document for document in documents}
    leading = [d for d in documents if not (d.language == "en" and d.parallel in known)]
    items = [tag("li", *_document(d, known.get(d.parallel or ""))) for d in leading[:SHOWN_DOCUMENTS]]
    if len(leading) > SHOWN_DOCUMENTS:
        items.append(tag("li", both("more_documents", count=len(leading) - SHOWN_DOCUMENTS), class_="wj-more"))
    return tag("ul", *items, class_="wj-documents")


def _document(document: Document, pair: Document | None) -> list[Html]:
    titles = [
        tag("span", d.title, lang="en" if d.language == "en" else "zh-Hans") for d in (document, pair) if d is not None
    ]
    facts = (document.metadata.get("publisher"), document.date, document.doc_id if pair is None else None)
    return [*titles, tag("small", " · ".join(fact for fact in facts if fact))]
