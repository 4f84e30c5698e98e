"""HTML that cannot be made of unescaped text.

`tag` escapes every child and every attribute, save what is `Html` already; and only `tag` and `joined` make `Html`.
So a piece of a document becomes text on the page however it is passed about, and a slip shows markup instead of
running it.
"""

from collections.abc import Iterable
from html import escape


class Html(str):
    """Markup that is ready to be shown. Adding plain text to it gives plain text, which is escaped again."""

    __slots__ = ()


def tag(name: str, *children: str, **attributes: str | int | bool | None) -> Html:
    """One element.

    Args:
        name: of the element; it gets an end tag, so not one of those that have none.
        children: what stands in it; whatever is not `Html` is escaped.
        attributes: their values are escaped. `class_` means class, an underscore inside a name a hyphen; True gives an
            attribute without a value, False and None leave it out.

    >>> tag("p", "a < b", tag("b", "!"), class_="x", data_n=1, hidden=True, title=None)
    '<p class="x" data-n="1" hidden>a &lt; b<b>!</b></p>'
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    return Html(f"<{name}{written}>{joined(children)}</{name}>")


def joined(children: Iterable[str]) -> Html:
    """Pieces one after the other; whatever is not `Html` is escaped."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))


def _attribute(key: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
