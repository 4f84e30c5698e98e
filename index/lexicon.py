"""The words that the shipped model knows: what stands here is hardly a slip of the pen."""

import json
from collections import Counter
from functools import cache

from index.static import MODEL_FOLDER

_START = "▁"
_FEW = 15
# Regular English endings, which the vocabulary does not spell out, and what stands in their place without them.
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


@cache
def _words() -> frozenset[str]:
    pieces = json.loads((MODEL_FOLDER / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(piece.removeprefix(_START) for piece, _ in pieces if len(piece) > 1)


def is_word(text: str) -> bool:
    """Whether a text in lower case, Simplified, is a word of the vocabulary, or one with a regular English ending.

    >>> is_word("apply"), is_word("pairs"), is_word("市场"), is_word("tencnet")
    (True, True, True, False)
    """
    words = _words()
    return text in words or any(
        text.endswith(ending) and text.removesuffix(ending) + instead in words for ending, instead in _ENDINGS
    )


@cache
def _held() -> Counter[str]:
    return Counter(char for word in _words() if not word.isascii() for char in set(word))


def is_distinctive(char: str) -> bool:
    """Whether few words of the vocabulary are written with a character.

    >>> is_distinctive("腾"), is_distinctive("大")
    (True, False)
    """
    return _held()[char] <= _FEW
