"""What a question turns on beside names and years: birth, a fine, visitors, a fee per month."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.script import HAN


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something that may be asked of a thing, and how texts say it.

    Attributes:
        zh: what people call it in Chinese.
        en: the same in English.
        asked: matches questions that ask for it (Simplified, small letters).
        said: words of which evidence for it holds one.
    """

    zh: str
    en: str
    asked: re.Pattern[str]
    said: tuple[str, ...]


@cache
def _attributes() -> tuple[Attribute, ...]:
    with Path(__file__).with_name("attributes.toml").open("rb") as file:
        data = tomllib.load(file)
    return tuple(
        Attribute(a["zh"], a["en"], re.compile("|".join(a["asked"])), tuple(a["said"])) for a in data["attribute"]
    )


def attributes_asked(question: str) -> tuple[Attribute, ...]:
    """The attributes that a question (Simplified) asks for.

    >>> [a.en for a in attributes_asked("她是哪一年出生的？")], attributes_asked("谁是站长？")
    (['birth'], ())
    """
    small = question.casefold()
    return tuple(a for a in _attributes() if a.asked.search(small))


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text in small letters holds one of the words: Han anywhere, Latin as the beginning of a word.

    >>> says("a visitor came", ("visit",)), says("revisited", ("visit",))
    (True, False)
    """
    return any(
        word in text if HAN.search(word) or not word[0].isalnum() else re.search(rf"(?<![a-z]){re.escape(word)}", text)
        for word in words
    )
