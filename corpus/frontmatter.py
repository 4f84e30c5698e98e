"""The fields that stand before a text, between two lines of dashes."""

import datetime
import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import yaml

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_DATED = ("date", "published", "日期", "发布日期", "發布日期", "发布时间", "發布時間", "updated")
_DATE_LINE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")


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
    for text in filter(None, (metadata.get(field, "") for field in _DATED)):
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
