"""How names sound: one written in Latin letters and one in Han characters, compared sound by sound."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from corpus.readings import plain_readings

_DATA = Path(__file__).with_name("transcription.toml")
_BEGINS = re.compile(r"zh|ch|sh|[bpmfdtnlrgkhjqxzcsyw]?")
_VOWELS = frozenset("aeiou")
_VOICELESS = str.maketrans("BDGR", "PTKL")
# What it costs to leave out a consonant, an r that no vowel follows or what is often silent, and a vowel.
_LEFT_OUT, _FAINT, _VOWEL = 1.0, 0.12, 0.1
# What it costs to hear one vowel for another, b for p, m for n, and to hear something else altogether.
_OTHER_VOWEL, _VOICED, _NASAL, _OTHER = 0.25, 0.1, 0.25, 2.0
# The sounds of one place in a name, and what it costs to leave it out.
Sound = tuple[frozenset[str], float]


def unlike(one: Sequence[Sound], two: Sequence[Sound], limit: float) -> float:
    """What it costs to turn one row of sounds into another, a weighted edit distance; infinite where over a limit."""
    row = [0.0]
    for _, price in two:
        row.append(row[-1] + price)
    for sounds, price in one:
        above, row = row, [row[0] + price]
        for at, (others, other_price) in enumerate(two):
            change = above[at] + _change(sounds, others)
            row.append(min(change, above[at + 1] + price, row[at] + other_price))
        if min(row) > limit:
            return float("inf")
    return row[-1] if row[-1] <= limit else float("inf")


def sounds_of(name: str) -> tuple[Sound, ...]:
    """The sounds of a name in Latin letters."""
    small, out, at = name.lower(), list[Sound](), 0
    table = _letters()
    while at < len(small):
        piece = next((p for p in table if _fits(p, small, at)), None)
        letters = piece.strip("^$.") if piece else small[at]
        for sounds in table[piece].split() if piece else ():
            after = small[at + len(letters) :].lstrip(letters[-1])[:1]
            faint = sounds.startswith("?") or (piece == "r" and after not in (*_VOWELS, "y"))
            out.append(_sound(sounds.removeprefix("?"), faint))
        at += len(letters)
        while at < len(small) and small[at] == small[at - 1]:  # a double letter is one sound
            at += 1
    return tuple(out)


def heard(written: str) -> list[Sound]:
    """The sounds of Han characters: of each its beginning, its vowel, and an n at its end."""
    return [sound for char in written for sound in _heard(char)]


def consonants(sounds: Sequence[Sound]) -> int:
    """How many sounds are consonants that are hardly ever left out."""
    return sum(price == _LEFT_OUT for _, price in sounds)


def first_consonants(sounds: Sequence[Sound]) -> frozenset[str]:
    """What the first consonant may be, those that may be missing before it as well, b told as p; empty where there is none."""
    out = set[str]()
    for letters, price in sounds:
        if price != _VOWEL:
            out |= set("".join(letters).translate(_VOICELESS))
        if price == _LEFT_OUT:
            break
    return frozenset(out)


@cache
def transcribing() -> frozenset[str]:
    """The characters that names are written with by their sound."""
    return frozenset("".join(_data()["characters"].split()))


def _change(one: frozenset[str], two: frozenset[str]) -> float:
    if one & two:
        return 0.0
    if one | two <= _VOWELS:
        return _OTHER_VOWEL
    if set("".join(one).translate(_VOICELESS)) & set("".join(two).translate(_VOICELESS)):
        return _VOICED
    return _NASAL if one | two <= {"M", "N"} else _OTHER


def _sound(sounds: str, faint: bool) -> Sound:
    return frozenset(sounds), _VOWEL if _VOWELS.issuperset(sounds) else _FAINT if faint else _LEFT_OUT


def _fits(piece: str, word: str, at: int) -> bool:
    letters = piece.strip("^$.")
    end = at + len(letters)
    return (
        word.startswith(letters, at)
        and not (piece.startswith("^") and at)
        and not (piece.endswith("$") and end < len(word))
        and not (piece.endswith(".") and word[end : end + 1] not in ("e", "i", "y"))
    )


def _in_names(char: str) -> tuple[str, ...]:
    """How a character is read in names, without tones."""
    own = _data()["readings"].get(char)
    return tuple(own.split()) if own else plain_readings(char)


@lru_cache(maxsize=4096)
def _heard(char: str) -> tuple[Sound, ...]:
    beginnings, endings = _data()["syllables"], _data()["endings"]
    begins, vowels, nasal = set[str](), set[str](), False
    for reading in _in_names(char):
        first = next((reading[:n] for n in range(len(reading), 0, -1) if reading[:n] in beginnings), "")
        begins |= set(beginnings.get(first, ""))
        head = _BEGINS.match(reading)
        vowels |= set(endings.get(reading[head.end() if head else 0 :], ""))
        nasal = nasal or reading.endswith(("n", "ng"))
    faint = bool(begins & set("WY")) or char in "尔儿"
    out = [_sound("".join(sorted(begins)), faint)] if begins else []
    out += [_sound("".join(sorted(vowels)), False)] if vowels else []
    return tuple(out + ([(frozenset("N"), _NASAL)] if nasal else []))


@cache
def _letters() -> dict[str, str]:
    """Sounds by letters, the longest pieces first."""
    return dict(sorted(_data()["letters"].items(), key=lambda pair: -len(pair[0])))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(_DATA.read_text(encoding="utf-8"))
