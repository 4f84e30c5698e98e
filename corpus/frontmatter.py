"""The fields that stand before a text, between two lines of dashes."""

import datetime
import re
import tomllib
from collections.abc import Container, Mapping
from email.utils import parsedate_to_datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from corpus.document import Block
from corpus.origin import Edit, Traced

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_DATED = ("date", "updated")
_DATE_LINE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")
FIELD = "field:"
"""What the anchors of blocks begin with that are fields; the name of the field follows, `field:author`."""


def front_matter(raw: str) -> tuple[dict[str, str], int]:
    r"""The fields of YAML front matter as text, and where the text behind it begins.

    >>> front_matter("---\ntitle: Ferries\n---\nThey run.")
    ({'title': 'Ferries'}, 23)
    """
    found = _FRONT_MATTER.match(raw)
    if found is None:
        return {}, 0
    try:
        # The base loader leaves every value as it is written; others trip over dates such as 2022-13-45.
        data = yaml.load(found[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):  # the last two for escapes of no character
        return {}, 0
    if not isinstance(data, dict):
        return {}, 0
    return {_whole(str(key)): _whole(_as_text(value)) for key, value in data.items()}, found.end()


def field_blocks(raw: str, headings: Container[str] = ()) -> list[Block]:
    r"""The fields of front matter that say where a document comes from: a block each, to be cited like its text.

    Args:
        raw: a file with front matter that `front_matter` could read.
        headings: of the text; a title that is one of them can be cited there.

    >>> [(b.anchor, b.traced.text) for b in field_blocks("---\nAuthor: 'Ada Moor'\nlayout: post\n---\nThey run.")]
    [('field:author', 'Author: Ada Moor')]
    """
    found = _FRONT_MATTER.match(raw)
    mapping = yaml.compose(found[1], Loader=yaml.BaseLoader) if found else None
    if found is None or not isinstance(mapping, yaml.MappingNode):
        return []
    blocks: dict[str, Block] = {}
    for key, value in mapping.value:
        if value.start_mark.index < key.end_mark.index:
            continue  # an alias: its value stands elsewhere
        name = next((n for n, keys in _fields().items() if str(key.value).lower() in keys), None)
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        told = ", ".join(_whole(item.value) for item in items if isinstance(item, yaml.ScalarNode))
        text = " ".join(told.split())
        if name is not None and text and name not in blocks and not (name == "title" and text in headings):
            at = found.start(1)
            # A list ends with its last item: what follows may be a remark.
            end = (items or [value])[-1].end_mark.index
            traced = Traced.of(raw, at + key.start_mark.index, at + end).strip()
            begin = value.start_mark.index - key.start_mark.index
            gap = Edit(key.end_mark.index - key.start_mark.index, begin, ": ", whole=True)
            blocks[name] = Block(
                "field", traced.apply([gap, *_unquoted(traced.text, begin, text)]), anchor=FIELD + name
            )
    return list(blocks.values())


def _unquoted(line: str, begin: int, text: str) -> list[Edit]:
    """The edits that leave of a line from `begin` on the value that it tells; quotes go with their neighbours."""
    shown = line[begin:]
    if shown == text:
        return []
    if shown[1:-1] == text and len(text) > 1:
        return [Edit(begin, begin + 2, text[0]), Edit(len(line) - 2, len(line), text[-1])]
    return [Edit(begin, len(line), text, whole=True)]


@cache
def _fields() -> dict[str, list[str]]:
    """The keys of each field, from the file beside this one."""
    with Path(__file__).with_name("frontfields.toml").open("rb") as file:
        return tomllib.load(file)


def _as_text(value: Any) -> str:
    """A value, or the values of a flat list; deeper structure is not looked into (aliases can make it endless)."""
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""


def _whole(text: str) -> str:
    """A text in which the two halves of a character, as JSON escapes them, are one again; a lone half cannot be kept."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def date_of(metadata: Mapping[str, str]) -> str | None:
    """An ISO date out of the fields that may state it, in the forms that they have (ISO, 2022年1月6日, RFC 2822).

    >>> date_of({"updated": "2024年6月3日"}), date_of({"date": "Thu, 06 Jan 2022 05:26:25 GMT"}), date_of({})
    ('2024-06-03', '2022-01-06', None)
    """
    small = {key.lower(): value for key, value in metadata.items()}
    stated = (small.get(key, "") for name in _DATED for key in _fields()[name])
    for text in filter(None, stated):
        found = _DATE_LINE.search(text)
        try:
            return (
                datetime.date(*map(int, found.groups())).isoformat()
                if found
                else parsedate_to_datetime(text).date().isoformat()
            )
        except (ValueError, TypeError, OverflowError):
            continue
    return None
