"""Damages Traditional text as a site did that replaced bytes of GBK, and measures how it is mended.

    python evals/damage_text.py FOLDER [--texts 400] [--seed 1] [--share 0.4] [--lost 0.0] [--show 10]

FOLDER holds the gzipped JSON lines of reading comprehension: `drcd-test-nonoverlap` (Traditional) and
`cmrc2018-train`, which is converted to Traditional. Their articles are in five parts: one is for measuring, one for learning
weights (`evals.damage_weights`); three of `cmrc2018-train` are counted in the tables that ship (`evals.fluency`).

A text goes to GBK bytes. In one pass over the bytes, whatever the pairs of characters, full-width punctuation becomes
ASCII and a pinyin in brackets is put behind the bytes of each character of a list: a random part of the exclusively
Traditional characters, so that most straddles of both kinds occur. The bytes are decoded as such sites do: an orphaned byte
shows as `?` and swallows a bracket behind it. With `--lost`, bytes are also dropped at random at that rate.

A run reaches from the first damaged character to the last before text and bytes are in step again. It counts as right when
exactly the original stands in its place, as reported when it or a part of it was left as it is with a notice, as left when without one,
as wrong otherwise. Changes outside runs count as wrong too.
"""

import argparse
import gzip
import json
import random
import re
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.damage import mend_damage
from corpus.document import Block, Mend
from corpus.gbk import decode_pair, encode_char
from corpus.origin import Traced
from corpus.readings import readings_of
from corpus.script import is_traditional, to_simplified, to_traditional

# Replaced as pairs of bytes wherever they stand, and replaced as characters.
BYTEWISE = {"；": ";", "？": "?", "！": "!"}
# What the parts of the articles are for.
MEASURED, LEARNT, COUNTED = 0, 2, (1, 3, 4)
PUNCTUATION = {**BYTEWISE, "，": ",", "：": ":", "（": "(", "）": ")"}


@dataclass(frozen=True, slots=True)
class Run:
    """A damaged run: its range in the damaged text, and what stood there."""

    start: int
    end: int
    truth: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text and its runs."""

    text: str
    runs: tuple[Run, ...]


def damage(text: str, pinyin: Mapping[str, str], lost: frozenset[int] = frozenset(), wide: bool = False) -> Damaged:
    """Damage a text.

    Args:
        text: Traditional, every character in GBK.
        pinyin: the characters that get a reading, with it.
        lost: numbers of the bytes that are dropped.
        wide: whether commas, colons and brackets keep their full width, so that fewer runs end before a plain character.
    """
    if not wide:
        text = text.translate({ord(c): a for c, a in PUNCTUATION.items() if c not in BYTEWISE})
    data, chars = _bytes(text)
    rules = {_pair(c): a for c, a in BYTEWISE.items()}
    marks = {_pair(c): f"({syllable})" for c, syllable in pinyin.items()}
    out: list[_Byte] = []
    at = 0
    while at < len(data):
        pair = bytes(data[at : at + 2])
        first, last = chars[at], chars[min(at + 1, len(data) - 1)]
        if at in lost:
            at += 1
        elif len(pair) == 2 and pair in rules:
            out.append(_Byte(rules[pair], first, last, first == last))
            at += 2
        elif len(pair) == 2 and pair in marks:
            out += [_Byte(data[at], first, first, False), _Byte(data[at + 1], last, last, False)]
            out += [_Byte(c, last, last, first == last) for c in marks[pair]]
            at += 2
        else:
            out.append(_Byte(data[at], first, first, False))
            at += 1
    return _decode(text, out)


@dataclass(frozen=True, slots=True)
class _Byte:
    """A byte of the damaged text, or a character that was put in, with the characters it came from."""

    value: int | str
    first: int
    last: int
    fits: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    """A character of the damaged text, the characters it came from, and whether it stands for just one of them."""

    char: str
    first: int
    last: int
    whole: bool


def _decode(text: str, data: list[_Byte]) -> Damaged:
    """Decode leniently, following which characters of the text each damaged one came from."""
    shown: list[_Shown] = []
    at = 0
    while at < len(data):
        byte = data[at]
        following = data[at + 1] if at + 1 < len(data) else _Byte("", byte.last, byte.last, False)
        if isinstance(byte.value, str):
            shown.append(_Shown(byte.value, byte.first, byte.last, byte.fits))
        elif byte.value < 0x80:
            char = chr(byte.value)
            shown.append(
                _Shown(char, byte.first, byte.last, PUNCTUATION.get(text[byte.first], text[byte.first]) == char)
            )
        elif isinstance(following.value, int) and (char := decode_pair(byte.value, following.value)):
            fits = byte.first == following.last and char == text[byte.first]
            shown.append(_Shown(char, byte.first, following.last, fits))
            at += 1
        else:
            swallowed = following.value in ("(", ord("("))
            shown.append(_Shown("?", byte.first, following.last if swallowed else byte.last, False))
            at += swallowed
        at += 1
    return Damaged("".join(s.char for s in shown), tuple(_runs(text, shown)))


def _runs(text: str, shown: list[_Shown]) -> Iterator[Run]:
    """Groups of damaged characters that share source characters, readings inside and behind them included."""
    at = 0
    while at < len(shown):
        if shown[at].whole:
            at += 1
            continue
        start, first, last = at, shown[at].first, shown[at].last
        end = at + 1
        while end < len(shown) and (shown[end].first <= last or not shown[end].whole):
            last = max(last, shown[end].last)
            end += 1
        while start and shown[start - 1].last >= first:
            start -= 1
        yield Run(start, end, text[first : last + 1])
        at = end


def _bytes(text: str) -> tuple[bytearray, list[int]]:
    data, chars = bytearray(), []
    for number, char in enumerate(text):
        pair = _pair(char)
        data += pair
        chars += [number] * len(pair)
    return data, chars


def _pair(char: str) -> bytes:
    return char.encode() if char.isascii() else bytes(encode_char(char) or b"?")


def plain(text: str) -> str:
    """A text in Simplified, readings dropped, punctuation in its full-width form, for comparisons."""
    text = re.sub(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿêếềễ]{1,6}\)", "", text)
    return to_simplified(text.translate({ord(a): w for w, a in PUNCTUATION.items()}))


def texts(folder: Path, part: int = MEASURED) -> list[str]:
    """Paragraphs in Traditional characters that GBK can hold, of one part of the articles."""
    found: list[str] = []
    for name in ("drcd-test-nonoverlap", "cmrc2018-train"):
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        # No table counts the first file, so all of it that is not learnt from is for measuring.
        other = {LEARNT} if part == LEARNT else {MEASURED, *COUNTED} if name.startswith("drcd") else {part}
        for passage in dict.fromkeys(row["passage"] for row in rows if part_of(row["title"]) in other):
            passage = passage if name.startswith("drcd") else to_traditional(passage)
            if all(c.isascii() or encode_char(c) for c in passage) and "?" not in passage:
                found.append(passage.replace("\n", ""))
    return found


def part_of(title: str) -> int:
    """The part that an article belongs to, 0 to 4."""
    return zlib.crc32(title.encode()) % 5


def pinyin_list(rng: random.Random, share: float) -> dict[str, str]:
    """A part of the Traditional characters of GBK, each with its first reading."""
    chars = [chr(c) for c in range(0x4E00, 0x9FA6) if encode_char(chr(c)) and is_traditional(chr(c))]
    return {c: readings_of(c)[0] for c in chars if rng.random() < share and readings_of(c)}


def measure(passages: list[str], rng: random.Random, lost: float, share: float, wide: bool, show: int) -> Counter[str]:
    """Damage and mend every text; count the fates of runs."""
    tally: Counter[str] = Counter()
    for passage in passages:
        size = len(_bytes(passage)[0])
        gone = frozenset(i for i in range(size) if rng.random() < lost)
        damaged = damage(passage, pinyin_list(rng, share), gone, wide)
        blocks, mends = mend_damage([Block("paragraph", Traced.of(damaged.text))])
        clean = blocks[0].traced
        tally["characters"] += len(passage)
        done = [(m.start, m.end) for m in mends if m.done]
        noticed = [(m.start, m.end) for m in mends if not m.done]
        for run in damaged.runs:
            a, b = clean.clean_span(run.start, run.end)
            fate = _fate(plain(clean.text[a:b]), run, damaged.text, done, noticed)
            tally[fate] += 1
            if fate != "right" and tally[fate] <= show:
                sys.stderr.write(
                    f"{fate}: {damaged.text[max(0, run.start - 8) : run.end + 8]!r} "
                    f"wanted {run.truth!r} got {clean.text[a:b]!r} {notes_of(run, mends)}\n"
                )
        stray = [d for d in done if not any(r.start < d[1] and d[0] < r.end for r in damaged.runs)]
        tally["wrong"] += len(stray)
        for start, end in stray[:show]:
            sys.stderr.write(f"stray: {damaged.text[max(0, start - 8) : end + 8]!r}\n")
    return tally


def notes_of(run: Run, mends: list[Mend]) -> list[str]:
    """What the mends in a run say."""
    return [m.note for m in mends if m.start < run.end and run.start < m.end]


def _fate(got: str, run: Run, damaged: str, done: list[tuple[int, int]], noticed: list[tuple[int, int]]) -> str:
    if got == plain(run.truth):
        return "right"
    if any(a < run.end and run.start < b for a, b in noticed):
        return "reported"
    return "wrong" if any(a < run.end and run.start < b for a, b in done) else "left"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lost", type=float, default=0.0)
    parser.add_argument("--share", type=float, default=0.4, help="of the Traditional characters that get a reading")
    parser.add_argument("--wide", action="store_true", help="commas and brackets keep their full width")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    passages = texts(options.folder)
    rng.shuffle(passages)
    started = time.perf_counter()
    tally = measure(passages[: options.texts], rng, options.lost, options.share, options.wide, options.show)
    runs = sum(tally[k] for k in ("right", "reported", "left", "wrong"))
    seconds = time.perf_counter() - started
    sys.stdout.write(f"{options.texts} texts, {tally['characters']:,} characters, {runs} runs, {seconds:.0f} s\n")
    for fate in ("right", "reported", "left", "wrong"):
        sys.stdout.write(f"  {fate:9}{tally[fate]:6}  {tally[fate] / max(1, runs):7.2%}" + "\n")


if __name__ == "__main__":
    main()
