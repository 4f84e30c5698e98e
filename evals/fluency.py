"""Counts which characters follow one another in Chinese prose, and writes the table that `corpus.fluency` reads.

    python -m evals.fluency FOLDER corpus/fluency.npz

FOLDER holds gzipped JSON lines with Chinese under `zh` (or `a` and `b`, `passage` and `question`). Documentation of software is
most of them, but says little about other texts and repeats itself: each kind of source has a weight, and a power that
brings its large counts down. Of `cmrc2018-train` only the articles of three parts in five are counted; the others
measure (`evals.damage_text`). The words of jieba count as short texts by the roots of their frequencies.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.fluency import save
from corpus.likelihood import word_counts
from corpus.ngrams import DIGIT, LATIN, OTHER, SIGNS, UNKNOWN, symbol_of
from corpus.script import to_simplified
from evals.damage_text import COUNTED, part_of


class Kind(NamedTuple):
    """Sources that count alike: what a count c of theirs adds is weight · c ** power."""

    weight: float
    power: float
    names: tuple[str, ...]


KINDS = (
    Kind(1.0, 1.0, ("cmrc2018-train",)),
    Kind(0.2, 0.7, (
        "parallel-wordnet", "tatoeba-en-zh", "pawsx-zh-dev-test", "cedict", "parallel-general", "hf-course-sections",
        "parallel-economics", "parallel-guides",
    )),
    Kind(0.08, 0.41, (
        "pairs-zh-docs", "parallel-automotive", "parallel-cloud-native", "parallel-cloud-native2",
        "parallel-iot-industry", "parallel-kubernetes", "parallel-ml", "parallel-ml2", "parallel-ms-business",
        "parallel-ms-cloud", "parallel-ms-platform", "parallel-software-l10n", "parallel-tidb",
        "parallel-vision-robotics", "parallel-web-dev",
    )),
)  # fmt: skip
WORDS = Kind(0.32, 0.35, ())
_LONGEST_WORD = 8
_CHARACTERS = 7500
# The least counts that are kept, of pairs, triples and quadruples.
_LEAST = (0.15, 0.3, 0.5)
# Where a text ends in a full stop, two in three are followed by the next without a line end, as in paragraphs.
_ENDS = ("。", "！", "？")

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def _texts(folder: Path, name: str) -> Iterator[str]:
    seen: set[str] = set()
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if "passage" in row and part_of(row["title"]) not in COUNTED:
                continue
            for key in ("zh", "a", "b", "passage", "question"):
                text = str(row.get(key, "")).replace("\n", "").strip()
                if text and text not in seen and any("\u4e00" <= c <= "\u9fff" for c in text):
                    seen.add(text)
                    yield text


def _joined(folder: Path, name: str) -> Ints:
    """The characters of a source, Simplified, as code points; shape (n,)."""
    parts: list[str] = []
    for number, text in enumerate(_texts(folder, name)):
        parts += (text, "" if text.endswith(_ENDS) and number % 3 else "\n")
    text = to_simplified("".join(parts) + "\n")
    return np.minimum(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32), 0xFFFF).astype(np.int64)


def main(folder: Path, out: Path) -> None:
    """Count, weigh, prune, save."""
    sources = [np.concatenate([_joined(folder, name) for name in kind.names]) for kind in KINDS]
    frequency = np.sum([np.bincount(s, minlength=0x10000) for s in sources], axis=0)
    han = sorted((c for c in range(0x3400, 0xA000) if frequency[c] >= 2), key=lambda c: -int(frequency[c]))
    symbols = OTHER + DIGIT + LATIN + UNKNOWN + SIGNS + "".join(sorted(map(chr, han[:_CHARACTERS])))
    ids = {s: i for i, s in enumerate(symbols)}
    table = np.array([ids.get(symbol_of(chr(c)), ids[UNKNOWN]) for c in range(0x10000)], dtype=np.int64)
    rows = []
    for source in sources:
        row = table[source]
        rows.append(row[~((row < ids[UNKNOWN]) & (np.roll(row, 1) == row))])
    counted = [_counted(rows, order, ids) for order in (1, 2, 3, 4)]
    singles = np.zeros(len(symbols))
    singles[counted[0][0]] = counted[0][1]
    kept = [(k[c >= least], c[c >= least]) for (k, c), least in zip(counted[1:], _LEAST, strict=True)]
    held = save(out, symbols, np.maximum(singles, 0.05), kept)
    sys.stderr.write(f"{len(symbols)} symbols, {held} pairs, triples, quadruples, {out.stat().st_size:,} bytes\n")


def _counted(rows: list[Ints], order: int, ids: dict[str, int]) -> tuple[Ints, Floats]:
    """The sequences of so many symbols as rising keys, and their weighted counts."""
    size = len(ids)
    keys, counts = [], []
    for kind, row in zip(KINDS, rows, strict=True):
        whole = row[: len(row) - order + 1]
        for step in range(1, order):
            whole = whole * size + row[step : len(row) - order + 1 + step]
        found, seen = np.unique(whole, return_counts=True)
        keys.append(found)
        counts.append(kind.weight * seen**kind.power)
    words: Counter[int] = Counter()
    for word, count in word_counts().items():
        numbers = [ids[c] for c in word if c in ids]
        if len(numbers) == len(word) <= _LONGEST_WORD:
            for at in range(len(word) - order + 1):
                words[int(sum(n * size ** (order - 1 - i) for i, n in enumerate(numbers[at : at + order])))] += (
                    count**0.5
                )
    found = np.array(sorted(words), dtype=np.int64)
    keys.append(found)
    counts.append(WORDS.weight * np.array([words[int(k)] for k in found]) ** (2 * WORDS.power))
    every, places = np.unique(np.concatenate(keys), return_inverse=True)
    return every, np.bincount(places, np.concatenate(counts)).astype(np.float64)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
