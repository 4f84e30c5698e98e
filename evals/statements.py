"""Cutting an answer into statements, each with the citations that it leans on."""

import re
from dataclasses import dataclass
from typing import Final

_MARKERS: Final = re.compile(r"\s?(?:\[\d+\]\s?)+")
_NUMBER: Final = re.compile(r"\[(\d+)\]")
_LEADING: Final = re.compile(r"^[\s。．.，,；;、：:！!？?）)】」』”]+")
_BULLET: Final = re.compile(r"(?m)^\s*(?:[-–—•·*▪]|\(?\d{1,2}[.、)）](?!\d))\s*")
_SENTENCE: Final = re.compile(r"(?<=[。！？；\n])|(?<=[.!?;])\s")


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of an answer up to its citations.

    Attributes:
        text: without citation numbers, list marks and the punctuation of the statement before.
        numbers: the citations right after it; empty for one that has none.
        heading: True for a line that ends in a colon and cites nothing itself: it leans on all that follows.
    """

    text: str
    numbers: tuple[int, ...]
    heading: bool = False


def split_statements(answer: str) -> list[Statement]:
    r"""The statements of an answer in order, empty ones left out.

    >>> for s in split_statements("各处数字不同：\n1. 320亿元[1]\n2. 480亿元[2][3]。来源见下。"):
    ...     print(s.text, s.numbers, s.heading)
    各处数字不同： (1, 2, 3) True
    320亿元 (1,) False
    480亿元 (2, 3) False
    来源见下。 () False
    """
    out: list[Statement] = []
    kept: list[str] = []
    lines = answer.split("\n")
    for number, line in enumerate(lines):
        following = tuple(map(int, _NUMBER.findall("\n".join(lines[number + 1 :]))))
        if line.rstrip().endswith((":", "：")) and not _NUMBER.search(line) and following:
            out.append(Statement(_clean(line), tuple(dict.fromkeys(following)), heading=True))
        else:
            kept.append(line)
    at, body = 0, "\n".join(kept)
    for match in _MARKERS.finditer(body):
        out.append(Statement(_clean(body[at : match.start()]), tuple(map(int, _NUMBER.findall(match[0])))))
        at = match.end()
    out.append(Statement(_clean(body[at:]), ()))
    return [statement for statement in out if statement.text]


def sentences(text: str) -> list[str]:
    """The sentences of a statement.

    >>> sentences("It grew. By 2030 it may double; nobody knows 3.5.")
    ['It grew.', 'By 2030 it may double;', 'nobody knows 3.5.']
    """
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def _clean(text: str) -> str:
    return _BULLET.sub("", _LEADING.sub("", text)).strip()
