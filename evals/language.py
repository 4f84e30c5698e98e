"""Whether an answer is written in the language it was asked in."""

import re
from typing import Final

from corpus.script import HAN, is_simplified, is_traditional

_QUOTED: Final = re.compile("“[^”]*”|「[^」]*」|『[^』]*』|《[^》]*》|\"[^\"]*\"|（[^（）]*）|\\([^()]*\\)")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+")


def language_right(text: str, recorded: str, wanted: str) -> bool:
    """Whether an answer says that it is in the wanted language, and is.

    What stands in quotation marks or brackets in the other language does not count against it: an English answer may
    quote a Chinese document, and a Chinese one may name IDC. For Chinese no character of the other script alone may
    stand anywhere, quotations included.

    Args:
        text: the answer.
        recorded: the language that it says it is in.
        wanted: "zh", "zh-hant" or "en".

    >>> language_right("The 2025 figure is CNY 48 billion: “规模约480亿元” [1]", "en", "en")
    True
    >>> language_right("約480億元。", "zh-hant", "zh-hant"), language_right("約480亿元。", "zh-hant", "zh-hant")
    (True, False)
    """
    if recorded != wanted:
        return False
    if wanted == "en":
        own = _QUOTED.sub(lambda m: " " if HAN.search(m[0]) else m[0], text)
        return len(_LATIN_WORD.findall(own)) > len(HAN.findall(own)) or not HAN.search(text)
    own = _QUOTED.sub(lambda m: m[0] if HAN.search(m[0]) else " ", text)
    if len(_LATIN_WORD.findall(own)) > len(HAN.findall(own)):
        return False
    return not any(map(is_simplified if wanted == "zh-hant" else is_traditional, HAN.findall(text)))
