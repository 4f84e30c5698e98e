"""What an answer must hold beside names and years: the day, the quarter and the number that a question gives.

Line 10 is not line 9, the second quarter not the third, and no document speaks of today.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.document import Document
from corpus.script import to_simplified
from retrieval.answer import section_at
from retrieval.requirements import whole_text

# How much of the paragraph before a span is read with it, in characters.
_REACH = 240

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(r"(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:[日号]|(?!\d))"),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH}\b"),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)"),
    re.compile(r"(?<!\d)\d{4}[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)"),
)
_QUARTER = re.compile(
    r"第?(?P<zh>[一二三四1-4])季度?(?![节刊])|\bq(?P<q>[1-4])\b|\b(?P<en>first|second|third|fourth)[ -]quarter\b"
)
_DIGITS = "一二三四五六七八九十"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "first": 1, "second": 2, "third": 3, "fourth": 4}
# Phases, sessions, rounds and lots by their number; a document tells of all of them.
_PART = re.compile(
    r"(?P<n>[一二三四五六七八九十])期(?![货间末待盼])|第(?P<nth>[一二三四五六七八九十])(?P<what>[届轮批])"
)
# Marks of which a document has several: which of them a sentence tells of stands near it.
_SEVERAL = frozenset(("quarter", "期", "届", "轮", "批"))
# A number that names a thing: line 10, 10号线, model 9.
_NUMBERED = re.compile(
    r"(?<![\d.])(?P<zh>\d{1,4})(?P<zh_what>号线|号楼|号馆|号厅|号机|号井|号站|号桥|路公|路车|期工程)"
    r"|\b(?P<en_what>line|route|chapter|room|flight|phase|platform|stage|gate|grade|exhibit|unit) (?P<en>\d{1,4})(?![\d.])"
)
# Days that only whoever asks knows; "today" may also mean these times.
_DAY = re.compile(r"今天|明天|后天|昨天|今晚|现在几点|\b(?:what (?:time|day) is it|tomorrow|tonight|yesterday)\b")
_TODAY = re.compile(
    r"\b(?:weather|stock market|stocks|news|date|temperature)\b[^,;?]{0,20}\btoday\b"
    r"|\btoday'?s?\b.{0,20}\b(?:weather|news|date|temperature)\b"
)


@dataclass(frozen=True, slots=True)
class Held:
    """What is told: a span with what bears on it, and all of its document; both in small letters, Simplified.

    Attributes:
        near: the span, the text before it, its headings, and the header of its table.
        whole: the text of the document.
    """

    near: str
    whole: str


def not_held(question: str, told: Sequence[Held]) -> list[str]:
    """The days, quarters and numbers of a question that what is told sets another in place of, as the question writes them.

    Args:
        question: Simplified, half width.
        told: what an answer cites.

    >>> told = [Held("9号线长32公里", "9号线长32公里，2023年11月4日通车，第三季度客流最高")]
    >>> not_held("10号线有多长?", told), not_held("9号线有多长?", told), not_held("11月18日的客流?", told)
    (['10号线'], [], ['11月18日'])
    """
    small = question.casefold()
    lacking = [found[0] for found in _DAY.finditer(small) if not any(found[0] in held.near for held in told)]
    if (today := _TODAY.search(small)) is not None and not any("today" in held.near for held in told):
        lacking.append(today[0])
    for shown, kind, value in _marks(small):
        named = [_valued(held.whole, kind) for held in told]
        near = [_valued(held.near, kind) for held in told]
        another = any(named) and not any(value in own for own in named)
        if another or (kind in _SEVERAL and told and all(near) and not any(value in own for own in near)):
            lacking.append(shown)
    return list(dict.fromkeys(lacking))


def _valued(text: str, kind: str) -> set[tuple[int, ...]]:
    return {value for _, other, value in _marks(text) if other == kind}


def _marks(text: str) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Dates, quarters and numbers that name things: as written, of which kind, and their value."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            groups = found.groupdict()
            month = int(groups["month"]) if groups.get("month") else _MONTHS.index(groups["name"][:3]) + 1
            yield found[0], "date", (month, int(groups["day"]))
    for found in _QUARTER.finditer(text):
        written = found["zh"] or found["q"] or found["en"]
        yield found[0], "quarter", (_QUARTERS.get(written) or int(written),)
    for found in _PART.finditer(text):
        yield found[0], found["what"] or "期", (_DIGITS.index(found["n"] or found["nth"]) + 1,)
    for found in _NUMBERED.finditer(text):
        yield found[0], found["zh_what"] or found["en_what"], (int(found["zh"] or found["en"]),)


def held_at(document: Document, start: int, end: int) -> Held:
    """What a span of a document holds with what bears on it."""
    paragraph = next((p for p in document.paragraphs if p.start <= start < p.end), None)
    before = document.text[max(paragraph.start, start - _REACH) : start] if paragraph is not None else ""
    table = next((t for t in document.tables if t.start <= start < t.end), None)
    above = " ".join((table.caption, *(cell.text for cell in table.header))) if table is not None else ""
    headings = " ".join(document.section_path(section_at(document, start)))
    near = " ".join((document.title, headings, above, before, document.text[start:end]))
    return Held(to_simplified(near).casefold(), whole_text(document))
