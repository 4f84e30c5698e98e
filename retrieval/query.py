"""A question, understood: language, kind, names and years, and the text to search by."""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from corpus.errors import AnswerError
from corpus.script import HAN, is_simplified, is_traditional, to_simplified
from retrieval.answer import AnswerLanguage, Turn
from retrieval.names import Mention, NameBook
from retrieval.numerals import HAN_YEAR, han_year

Kind = Literal[
    "chat", "order", "reason", "when", "who", "where", "list", "comparison", "figure", "definition", "how", "open"
]
LONGEST_QUESTION = 4000
# Turns before a question that are looked at, both sides together.
_RECENT_TURNS = 40
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_YEAR = re.compile(r"(?<!\d)(1[0-9]{3}|20[0-9]{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)([0-4]\d)年(?!代|级|龄)")
_YEAR_RANGE = re.compile(
    r"(?<!\d)((?:1|2)\d{3})\s*年?\s*(?:-|–|—|~|～|至|到|to|until|and)\s*((?:1|2)\d{3})(?!\d)", re.IGNORECASE
)
_ASKED = (
    (
        "zh-hant",
        re.compile(
            r"(用|以)繁[體体]|繁[體体](中文|字)?(回答|答|作答|說|说)|^\W*繁[體体](中文|字)?\W*$|in traditional chinese",
            re.IGNORECASE,
        ),
    ),
    (
        "en",
        re.compile(
            r"(用|以)英[文语語](再)?(回答|答|说|說|解释|解釋|作答)?|\b(answer|reply|respond|say it|again)?,? ?in english\b",
            re.IGNORECASE,
        ),
    ),
    (
        "zh",
        re.compile(
            r"(用|以)(简体)?(中文|汉语|漢語)(再)?(回答|答|说|說|解释|作答)|\b(answer|reply|respond)?,? ?in (simplified )?chinese\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Query:
    """A question as it was understood.

    Attributes:
        text: as it was asked, white space at the ends removed.
        folded: the same in Simplified characters and half width.
        language: that the answer is to be in.
        kind: what is asked for.
        search: the text to search by: `folded`, misspelt names put right, with what a follow-up leaves out taken
            from the turns before.
        mentions: the names and terms in `search`.
        years: every year in `search`, ranges written out, in order.
        year_range: first and last year of a range that is asked about, or None.
        resolved: True when `search` took something from the turns before.
        several: whether it says, or asks whether, what it asks for is told more than once.
    """

    text: str
    folded: str
    language: AnswerLanguage
    kind: Kind
    search: str
    mentions: tuple[Mention, ...]
    years: tuple[int, ...]
    year_range: tuple[int, int] | None
    resolved: bool
    several: bool = False

    @property
    def for_people(self) -> dict[str, str]:
        """How the question was read, as it is shown on demand."""
        out: dict[str, str] = {"kind": self.kind, "language": self.language}
        if self.resolved:
            out["question"] = self.search
        if self.names:
            out["names"] = ", ".join(dict.fromkeys(m.name.forms[0] for m in self.names))
        if self.years:
            out["years"] = ", ".join(map(str, self.years))
        return out

    @property
    def script(self) -> Literal["zh", "en"]:
        """The language of the question itself, which may be asked to be answered in another."""
        return "zh" if HAN.search(self.search) else "en"

    @property
    def other_forms(self) -> str:
        """The other-language forms of its names and terms, to search by beside the question."""
        wanted = "en" if self.script == "zh" else "zh"
        return " ".join(dict.fromkeys(m.name.form(wanted) for m in self.mentions if m.name.listed))

    @property
    def spelt(self) -> str:
        """Its names that no book has, as the documents write them."""
        return " ".join(dict.fromkeys(form for m in self.mentions if not m.name.listed for form in m.name.forms[1:]))

    @property
    def as_written(self) -> str:
        """A Chinese `search` with the names that no book has as the documents write them, where they do so in Latin letters alone."""
        out, at = [], 0
        for mention in self.mentions:
            asked, *written = mention.name.forms
            if HAN.search(asked) and not mention.name.listed and asked not in written:
                out += [self.search[at : mention.start], " ", " ".join(written), " "]
                at = mention.end
        return "".join([*out, self.search[at:]]).strip()

    @property
    def names(self) -> tuple[Mention, ...]:
        """The proper names of the book alone."""
        return tuple(m for m in self.mentions if m.name.proper and m.name.listed)


def fold_question(text: str) -> str:
    """Half width and Simplified, white space squeezed.

    >>> fold_question("２０２５年　市場？")
    '2025年 市场?'
    """
    folded = unicodedata.normalize("NFKC", text)
    if any(map(is_traditional, set(folded))):
        folded = to_simplified(folded)
    return re.sub(r"\s+", " ", folded).strip()


def check_question(question: str) -> str:
    """The question without white space at its ends; half a character (a lone surrogate) becomes U+FFFD.

    Raises:
        AnswerError: it is empty or over 4,000 characters long.
    """
    stripped = whole_characters(question).strip()
    if not stripped:
        raise AnswerError("question", "is empty", "ask something")
    if len(stripped) > LONGEST_QUESTION:
        raise AnswerError(
            "question", f"has {len(stripped):,} characters, more than {LONGEST_QUESTION:,}", "ask in fewer words"
        )
    return stripped


def recent_turns(history: Sequence[Turn]) -> tuple[Turn, ...]:
    r"""The last turns, as much of them as a follow-up can lean on: a long conversation costs no more than a short one.

    >>> [turn.content for turn in recent_turns([Turn("user", "a"), Turn("assistant", "b\ud800")])]
    ['a', 'b\ufffd']
    """
    return tuple(
        Turn(turn.role, whole_characters(turn.content[:LONGEST_QUESTION])) for turn in history[-_RECENT_TURNS:]
    )


def whole_characters(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which JSON can hold and no encoding can write."""
    return _LONE_SURROGATE.sub("\ufffd", text)


def question_language(question: str, history: Sequence[Turn], names: NameBook) -> AnswerLanguage:
    """The language to answer in.

    What is asked for by name wins; then the script: no Han is English; a character that only Traditional texts use
    and none that only Simplified ones use is Traditional. A bare year or name takes the language of the turn before.
    """
    for language, pattern in _ASKED:
        if pattern.search(question):
            return cast(AnswerLanguage, language)
    if _is_bare(question, names):
        for turn in reversed(history):
            if turn.role == "user" and not _is_bare(turn.content, names):
                return question_language(turn.content, (), names)
    return _script(question)


def _script(text: str) -> AnswerLanguage:
    han = HAN.findall(text)
    if not han:
        return "en"
    if any(map(is_traditional, han)) and not any(map(is_simplified, han)):
        return "zh-hant"
    return "zh"


def _is_bare(question: str, names: NameBook) -> bool:
    """Whether a question is nothing but years and names."""
    rest = question
    for mention in reversed(names.find(question)):
        rest = rest[: mention.start] + rest[mention.end :]
    rest = re.sub(r"[\d\W年]+", "", rest)
    return not rest or (rest.isascii() and rest.isalpha() and rest[0].isupper() and " " not in question.strip())


@cache
def _kinds() -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    with Path(__file__).with_name("kinds.toml").open("rb") as file:
        data = tomllib.load(file)
    return tuple(
        (cast(Kind, kind), re.compile("|".join(f"(?:{p})" for p in patterns))) for kind, patterns in data.items()
    )


def question_kind(folded: str) -> Kind:
    """What a question asks for, by its wording.

    >>> question_kind("为什么要上云?"), question_kind("How many cars are connected?"), question_kind("谢谢!")
    ('reason', 'figure', 'chat')
    """
    small = folded.lower()
    return next((kind for kind, pattern in _kinds() if pattern.search(small)), "open")


def find_years(text: str) -> tuple[tuple[int, ...], tuple[int, int] | None]:
    """The years in a text, and the range if one is asked about.

    >>> find_years("2025至2027年"), find_years("早在17年"), find_years("二零二五年")
    (((2025, 2026, 2027), (2025, 2027)), ((2017,), None), ((2025,), None))
    """
    found = _YEAR_RANGE.search(text)
    span = (int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) <= int(found[1]) + 60 else None
    years = {int(y) for y in _YEAR.findall(text)} | {2000 + int(y) for y in _SHORT_YEAR.findall(text)}
    years |= set(map(han_year, HAN_YEAR.findall(text)))
    if span:
        years |= set(range(span[0], span[1] + 1))
    return tuple(sorted(years)), span
