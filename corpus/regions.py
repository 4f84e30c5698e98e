"""Which parts of a page are not its text: what is hidden, and what the site puts on every page."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Region = Literal["", "hidden", "site"]

SILENT = frozenset((
    "script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "button", "textarea",
    "canvas", "audio", "video", "datalist", "rt", "rp",
))  # fmt: skip
"""Elements whose text is never shown, or no text of the page."""

_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu"))
# A site puts these around its texts; inside an article they are its own.
_OUTER = frozenset(("header", "footer", "aside"))
_OWNERS = frozenset(("article", "blockquote"))
# Elements that hold the whole page are named for what stands beside the text (`has-sidebar`).
_NEVER = frozenset(("html", "body", "main", "article", "table", "tbody", "tr", "td", "th", "h1", "h2", "a"))


@cache
def _names() -> frozenset[str]:
    with Path(__file__).with_name("furniture.toml").open("rb") as file:
        return frozenset(tomllib.load(file)["classes"])


def region_of(tag: str, named: Mapping[str, str], around: Mapping[str, int]) -> Region:
    """What an element is by its tag and attributes, if not simply text.

    Args:
        tag: its name.
        named: its attributes.
        around: how many elements of each name are open around it.

    >>> region_of("div", {"class": "site-footer"}, {}), region_of("p", {"style": "display: none"}, {})
    ('site', 'hidden')
    """
    if tag in SILENT or "hidden" in named or named.get("aria-hidden") == "true":
        return "hidden"
    if "style" in named and _HIDDEN_STYLE.search(named["style"]):
        return "hidden"
    if tag == "nav" or named.get("role", "").lower() in _ROLES:
        return "site"
    if tag in _OUTER and not any(around.get(owner) for owner in _OWNERS):
        return "site"
    if tag in _NEVER:
        return ""
    words = _WORD.findall(f"{named.get('class', '')} {named.get('id', '')}")
    return "site" if any(word.lower() in _names() for word in words) else ""
