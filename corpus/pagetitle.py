"""What the head of a page states: its title without the name of the site, date, author."""

import html
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from corpus.space import collapse

_FIELDS = (
    ("og:title", "stated"), ("published_time", "date"), ("pubdate", "date"), ("publishdate", "date"), ("author", "author"),
    ("description", "description"),
)  # fmt: skip
_PARTING = re.compile(r"\s*[|｜_–—«»·]+\s*|\s+-+\s+|(?<=[㐀-鿿])-+(?=[㐀-鿿])")
_LEAST_TITLE, _LONGEST_NAME = 2, 60


@cache
def _sites() -> tuple[str, ...]:
    with Path(__file__).with_name("furniture.toml").open("rb") as file:
        return tuple(name.lower() for name in tomllib.load(file)["sites"])


class Head:
    """Gathers what `<title>`, `<meta>` and `<time>` state."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}
        self._title: list[str] = []
        self._in_title = False
        self._drawn = 0

    def tag(self, tag: str, named: Mapping[str, str]) -> None:
        """Take note of a tag."""
        if tag == "title":
            self._in_title = not self._drawn and not self._title
        elif tag == "svg":
            self._drawn += 1  # A drawing has titles of its own.
        elif tag == "time" and named.get("datetime"):
            self._found.setdefault("shown", named["datetime"])
        elif tag == "meta":
            key = (named.get("property") or named.get("name") or named.get("itemprop") or "").lower()
            content = html.unescape(named.get("content", ""))
            for wanted, field in _FIELDS:
                if key.endswith(wanted) and content:
                    self._found.setdefault(field, content)

    def end(self, tag: str) -> None:
        """Take note of a closing tag."""
        self._in_title = self._in_title and tag != "title"
        self._drawn -= tag == "svg" and self._drawn > 0

    def text(self, text: str) -> None:
        """Take note of text."""
        if self._in_title:
            self._title.append(text)

    def metadata(self, headings: Sequence[str]) -> dict[str, str]:
        """The fields: "title", "date", "author", "description", those that are stated.

        Args:
            headings: the outermost headings of the page; one that the title begins with is the title.
        """
        found = {k: v for k, v in self._found.items() if k not in ("stated", "shown")}
        if "shown" in self._found:
            found.setdefault("date", self._found["shown"])
        title = collapse("".join(self._title)) or collapse(self._found.get("stated", ""))
        if title:
            found["title"] = title_of(title, headings)
        return found


def title_of(stated: str, headings: Sequence[str]) -> str:
    """The title of a text out of the title of its page: as its heading has it, without the name of a news site.

    Who speaks stays in the title when that is no site by its name: often nothing else in the text tells.

    >>> title_of("Coffee in 2023 | Harbour News", ["Coffee, in 2023"]), title_of("灯塔修缮记_地方志网", [])
    ('Coffee, in 2023', '灯塔修缮记')
    >>> title_of("开放时间 - 白沙图书馆", ["开放时间"])
    '开放时间 - 白沙图书馆'
    """
    end = len(stated)
    for found in reversed(list(_PARTING.finditer(stated))):
        last = stated[found.end() : end].strip().lower()
        if found.start() < _LEAST_TITLE or not last.endswith(_sites()):
            break
        end = found.start()
    title = stated[:end].strip()
    for heading in headings:
        if len(heading) >= _LEAST_TITLE and _letters(heading) and _letters(title).startswith(_letters(heading)):
            behind = _behind(title, len(_letters(heading)))
            return heading + (behind if len(behind) <= _LONGEST_NAME else "")
    return title


def _behind(text: str, letters: int) -> str:
    """What stands behind so many letters of a text, closing marks aside."""
    at = 0
    for at, char in enumerate(text, 1):  # noqa: B007
        letters -= sum(c.isalnum() for c in char.lower())
        if letters <= 0:
            break
    return text[at:].lstrip("!?！？。.…)）”’\"'")


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
