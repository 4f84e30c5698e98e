"""Whether an answer is written in the language it was asked in."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from corpus.script import HAN, is_simplified, is_traditional

_QUOTED: Final = re.compile('“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|"[^"]*"|（[^（）]*）|\\([^()]*\\)')
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+")


def language_right(text: str, recorded: str, wanted: str, quotes: Sequence[str] = ()) -> bool:
    """Whether an answer says that it is in the wanted language, and is.

    What is quoted or stands in brackets in the other language does not count against it: an English answer may quote
    a Chinese document, and a Chinese one may name IDC; but some words of its own there must be. For Chinese no
    character of the other script alone may stand anywhere, quotations included.

    Args:
        text: the answer.
        recorded: the language that it says it is in.
        wanted: "zh", "zh-hant" or "en".
        quotes: what it quotes, as it stands in it.

    >>> language_right("The 2025 figure is CNY 48 billion: “规模约480亿元” [1]", "en", "en")
    True
    >>> language_right("約480億元。", "zh-hant", "zh-hant"), language_right("約480亿元。", "zh-hant", "zh-hant")
    (True, False)
    """
    if recorded != wanted:
        return False
    if wanted == "en":
        own = _own(text, quotes, lambda piece: HAN.search(piece) is not None)
        return len(_LATIN_WORD.findall(own)) > len(HAN.findall(own)) or not HAN.search(text)
    own = _own(text, quotes, lambda piece: HAN.search(piece) is None and _LATIN_WORD.search(piece) is not None)
    if len(_LATIN_WORD.findall(own)) > len(HAN.findall(own)) or (own != text and not HAN.search(own)):
        return False
    return not any(map(is_simplified if wanted == "zh-hant" else is_traditional, HAN.findall(text)))


def _own(text: str, quotes: Sequence[str], foreign: Callable[[str], bool]) -> str:
    """An answer without what is foreign in it: quotes, and what stands in quotation marks and brackets."""
    for quote in quotes:
        # Names in brackets do not make a quote foreign: Huawei Cloud (华为云).
        if foreign(_QUOTED.sub(" ", quote)):
            text = text.replace(quote, " ")
    return _QUOTED.sub(lambda match: " " if foreign(match[0]) else match[0], text)
