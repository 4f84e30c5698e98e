"""How Han characters are read, as syllables with tone marks."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

# One syllable with tone marks, as sites put them behind hard characters; also ü, ê and the nasal syllables.
SYLLABLE = r"[a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêếềễɑɡ]{1,6}"


@cache
def _table() -> dict[str, str]:
    lines = Path(__file__).with_name("readings.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def read_as(syllable: str) -> str:
    """The characters of GBK that are read so; empty for what is no syllable.

    >>> "優" in read_as("yōu"), read_as("xyz")
    (True, '')
    """
    plain = unicodedata.normalize("NFC", syllable).replace("ɑ", "a").replace("ɡ", "g")
    return _table().get(plain, "")


def toned_syllables() -> Mapping[str, str]:
    """The characters of GBK that are read as each syllable."""
    return _table()


@cache
def _by_char() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for syllable, chars in _table().items():
        for char in chars:
            found.setdefault(char, []).append(syllable)
    return {char: tuple(syllables) for char, syllables in found.items()}


def readings_of(char: str) -> tuple[str, ...]:
    """The readings of a character, in the order of the alphabet; empty for what GBK lacks."""
    return _by_char().get(char, ())


@cache
def plain_readings(char: str) -> tuple[str, ...]:
    """The readings of a character without tones, each once; ü as u.

    >>> plain_readings("阳"), plain_readings("x")
    (('yang',), ())
    """
    bare = (
        "".join(c for c in unicodedata.normalize("NFD", r) if not unicodedata.combining(c)) for r in readings_of(char)
    )
    return tuple(dict.fromkeys(bare))
