"""Counts which characters follow one another in Chinese, and writes the table that `corpus.ngrams` reads.

    python evals/ngrams.py FOLDER corpus/ngrams.npz

FOLDER holds gzipped JSON lines with Simplified Chinese under `zh` (or `a` and `b`). Only sources under permissive
licences are taken (see `SOURCES`); every fiftieth row is left out, so that measurements can use it.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.ngrams import DIGIT, LATIN, OTHER, SIGNS, UNKNOWN, save, symbol_of
from corpus.script import to_simplified

SOURCES = (
    "parallel-ms-business", "parallel-ms-cloud", "parallel-ms-platform", "parallel-iot-industry",
    "parallel-automotive", "parallel-kubernetes", "parallel-software-l10n", "parallel-ml", "parallel-ml2",
    "parallel-cloud-native", "parallel-vision-robotics", "parallel-general", "parallel-guides", "parallel-web-dev",
    "parallel-wordnet", "tatoeba-en-zh", "pawsx-zh-dev-test",
)  # fmt: skip
HELD_OUT = 50
CHARACTERS = 5500
FEWEST_PAIRS, FEWEST_TRIPLES = 3, 5


def sentences(folder: Path) -> Iterator[str]:
    """The Chinese sides of the training rows, held-out ones left out."""
    for name in SOURCES:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                if number % HELD_OUT:
                    yield from (row[key] for key in ("zh", "a", "b") if key in row)


def main(folder: Path, out: Path) -> None:
    """Count, prune, save."""
    text = to_simplified("\n".join(sentences(folder)) + "\n")
    codes = np.minimum(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32), 0xFFFF)
    frequency = np.bincount(codes, minlength=0x10000)
    han = sorted((c for c in range(0x4E00, 0xA000) if frequency[c] >= FEWEST_PAIRS), key=lambda c: -int(frequency[c]))
    symbols = OTHER + DIGIT + LATIN + UNKNOWN + SIGNS + "".join(sorted(map(chr, han[:CHARACTERS])))
    ids = {s: i for i, s in enumerate(symbols)}
    table = np.array([ids.get(symbol_of(chr(c)), ids[UNKNOWN]) for c in range(0x10000)], dtype=np.int64)
    row = table[codes]
    row = row[~((row < ids[UNKNOWN]) & (np.roll(row, 1) == row))]
    size = len(symbols)
    pairs, triples = row[:-1] * size + row[1:], (row[:-2] * size + row[1:-1]) * size + row[2:]
    kept = [_frequent(keys, least) for keys, least in ((pairs, FEWEST_PAIRS), (triples, FEWEST_TRIPLES))]
    written = save(out, symbols, np.bincount(row, minlength=size), *kept)
    told = f"{len(row):,} characters, {len(kept[0][0]):,} pairs, {len(kept[1][0]):,} triples, {written:,} bytes"
    sys.stderr.write(told + "\n")


def _frequent(keys: np.ndarray, least: int) -> tuple[np.ndarray, np.ndarray]:
    found, counts = np.unique(keys, return_counts=True)
    return found[counts >= least], counts[counts >= least]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
