"""Names and terms that have forms in both languages."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from corpus.errors import SettingsError
from corpus.script import HAN

_DATA = Path(__file__).with_name("names.toml")
_LATIN_WORD = re.compile(r"[A-Za-z0-9]")
# Abbreviations that are ordinary words unless they stand in capitals.
_CAPITALS_ONLY = frozenset(("us", "who", "un", "it"))
# What a place ends with, and a body of its own that goes by the short name of the national one.
_LOCAL, _BODIES = "省市县区州旗", "委部局厅办"


@dataclass(frozen=True, slots=True)
class Name:
    """One thing and what it is called.

    Attributes:
        forms: every form, the usual English and Chinese one first.
        proper: False for a term of trade, which says less about what a question is about.
        listed: False for a name that no book has, known by its spelling alone.
    """

    forms: tuple[str, ...]
    proper: bool = True
    listed: bool = True

    def form(self, language: str) -> str:
        """The usual form in a language ("zh" or "en"), or the first one."""
        chinese = language != "en"
        return next((f for f in self.forms if bool(HAN.search(f)) == chinese), self.forms[0])


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that stands in a text at `start:end`."""

    name: Name
    start: int
    end: int


class NameBook:
    """Finds the names of a data file in texts."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._by_form: dict[str, Name] = {}
        for name in names:
            for form in name.forms:
                self._by_form.setdefault(form.casefold(), name)
        lengths: dict[str, set[int]] = {}
        for form in self._by_form:
            lengths.setdefault(form[0], set()).add(len(form))
        # How long the names are that begin with a character, the longest first. A pattern of them all takes a tenth of
        # a second to make, and ten times as long to search with.
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        self._kept = lru_cache(maxsize=8192)(self._find)  # every question looks through the same sentences

    @cached_property
    def latin_words(self) -> dict[str, str]:
        """The forms of proper names that are one Latin word, by their lower case."""
        return {form.casefold(): form for form in self._proper() if form.isascii() and form.isalpha()}

    @cached_property
    def han_forms(self) -> dict[tuple[int, str], tuple[str, ...]]:
        """The forms of proper names in two or more Han characters, by the first (0) and by the second (1) of them."""
        found: dict[tuple[int, str], tuple[str, ...]] = {}
        for form in self._proper():
            if len(form) > 1 and all(map(HAN.match, form)):
                for place in ((0, form[0]), (1, form[1])):
                    found[place] = (*found.get(place, ()), form)
        return found

    def _proper(self) -> list[str]:
        names = dict.fromkeys(name for name in self._by_form.values() if name.proper)
        return list(dict.fromkeys(form for name in names for form in name.forms))

    def find(self, text: str) -> list[Mention]:
        """The names in a text (Simplified), longest form first where they overlap.

        >>> [m.name.form("en") for m in default_names().find("华为云和NIO")]
        ['Huawei Cloud', 'NIO']
        """
        return list(self._kept(text))

    def _find(self, text: str) -> tuple[Mention, ...]:
        small = "".join(c if len(low := c.casefold()) != 1 else low for c in text)
        found: list[Mention] = []
        end = 0
        for at, first in enumerate(small):
            if at < end or first not in self._lengths:
                continue
            for length in self._lengths[first]:
                form = small[at : at + length]
                if len(form) == length and form in self._by_form and _stands(text, at, at + length):
                    end = at + length
                    if form not in _CAPITALS_ONLY or text[at:end].isupper():
                        found.append(Mention(self._by_form[form], at, end))
                    break
        return tuple(found)


def _stands(text: str, start: int, end: int) -> bool:
    """Whether a form stands free: one that begins or ends in Latin letters or digits, at word bounds; 某市发改委 is no 发改委."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and before in _LOCAL and text[end - 1] in _BODIES and text[start] not in "国全":
        return False
    return not (_LATIN_WORD.match(before) and _LATIN_WORD.match(text[start])) and not (
        _LATIN_WORD.match(after) and _LATIN_WORD.match(text[end - 1])
    )


def load_names(path: Path) -> NameBook:
    """Read a data file of names.

    Raises:
        SettingsError: it is missing or not of the form that the shipped file shows.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        names = [Name(tuple(forms)) for forms in data.get("names", [])]
        names += [Name(tuple(forms), proper=False) for forms in data.get("terms", [])]
    except (OSError, tomllib.TOMLDecodeError, TypeError) as error:
        raise SettingsError(
            str(path), f"cannot be read as names ({error})", "give lists of forms, as shipped"
        ) from error
    return NameBook(names)


@cache
def default_names() -> NameBook:
    """The names that the project ships."""
    return load_names(_DATA)
