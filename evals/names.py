"""Names in a text: those of the list, and those that Latin letters give away."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from evals.folding import fold, normal
from evals.units import CURRENCY, UNIT

_LIST: Final = Path(__file__).with_name("names.toml")
_LATIN: Final = re.compile(r"[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*\+?")
_AMOUNT: Final = re.compile(rf"(?:{CURRENCY}|bn|mn|tn|thousand|million|billion|trillion)", re.IGNORECASE)
_CAPITALISED: Final = re.compile(r"(?<=[a-z0-9,;’'] )[A-Z][A-Za-z]+")
_UNIT: Final = re.compile(UNIT, re.IGNORECASE)
# Words that a sentence around a quotation needs, and that name nothing.
_FRAME: Final = frozenset((
    "i", "china", "chinese", "english", "document", "documents", "report", "table", "cagr",
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip


@cache
def known_names() -> tuple[tuple[str, ...], ...]:
    """The listed names, each with its wordings, folded."""
    with _LIST.open("rb") as file:
        return tuple(tuple(map(fold, wordings)) for wordings in tomllib.load(file)["names"])


def listed(text: str) -> list[tuple[str, ...]]:
    """The listed names that a text holds, each as all of its wordings; not those inside a longer name.

    >>> [name[0] for name in listed("華為雲和 Tencent")]
    ['华为云', '腾讯']
    """
    folded, found = fold(text), set()
    wordings = [(wording, name) for name in known_names() for wording in name]
    for wording, name in sorted(wordings, key=lambda pair: -len(pair[0])):
        pattern = _whole(wording)
        if pattern.search(folded):
            found.add(name)
            folded = pattern.sub("\n", folded)
    return [name for name in known_names() if name in found]


def latin_names(text: str, *, english: bool) -> list[str]:
    """The words in Latin letters that name something: every word in Chinese, abbreviations in English.

    >>> latin_names("据IDC，5G与PaaS占26GB", english=False), latin_names("The IDC says OTA is CNY 5", english=True)
    (['IDC', '5G', 'PaaS'], ['IDC', 'OTA'])
    """
    out, folded = [], normal(text)
    for match in _LATIN.finditer(folded):
        word = match[0]
        if re.search(r"\d[.,]$", folded[: match.start()]):
            word = word.lstrip("0123456789")  # 100,000GPU: the last digits belong to the number
        bare = word.lstrip("0123456789")
        if _AMOUNT.fullmatch(bare) or len(word) < 2 or word.lower() in _FRAME:
            continue
        if bare != word and _UNIT.fullmatch(bare):
            continue
        if _UNIT.fullmatch(word) and re.search(r"\d\s?$", folded[: match.start()]):
            continue
        odd = any(char.isdigit() for char in word) or sum(char.isupper() for char in word) >= 2
        if odd or not english:
            out.append(word)
    return list(dict.fromkeys(out))


def capitalised(text: str) -> list[str]:
    """The words of an English text that begin with a capital where no sentence begins.

    >>> capitalised("According to the China Association, sales at Seres rose. They fell.")
    ['Association', 'Seres']
    """
    words = _CAPITALISED.findall(normal(text))
    return list(dict.fromkeys(word for word in words if word.lower() not in _FRAME and not _AMOUNT.fullmatch(word)))


def holds(quotes: str, wordings: tuple[str, ...]) -> bool:
    """Whether a text holds one of the wordings of a name, as whole words where they are Latin."""
    folded = fold(quotes)
    return any(_whole(fold(wording)).search(folded) for wording in wordings)


@cache
def _whole(folded: str) -> re.Pattern[str]:
    """The pattern of a folded name that stands by itself; a plural or a possessive is still the name."""
    before = after = ""
    if folded[:1].isascii() and folded[:1].isalnum():
        before = r"(?<!\d)" if folded[:1].isdigit() else r"(?<![a-z])"
    if folded[-1:].isascii() and folded[-1:].isalnum():
        after = r"(?!\d)" if folded[-1:].isdigit() else r"(?:(?![a-z])|(?=s(?![a-z])))"
    return re.compile(before + re.escape(folded) + after)
