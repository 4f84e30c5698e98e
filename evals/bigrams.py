"""Counts which characters follow one another in Chinese, and writes the table that `corpus.bigrams` reads.

    python evals/bigrams.py FOLDER corpus/bigrams.npz

FOLDER holds gzipped JSON lines with Simplified Chinese under `zh`. Only sources under permissive licences are taken
(see `SOURCES`); every fiftieth row is left out, so that measurements can use it.
"""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpus.bigrams import BOUNDARY, DIGIT, LATIN, UNKNOWN, class_of, save

SOURCES = (
    "ms-business", "ms-cloud", "ms-platform", "iot-industry", "automotive", "kubernetes", "software-l10n", "ml",
    "ml2", "cloud-native", "vision-robotics", "general", "guides", "web-dev", "wordnet",
)  # fmt: skip
HELD_OUT = 50
CHARACTERS = 5500
FEWEST = 3


def sentences(folder: Path) -> Iterator[str]:
    """The Chinese sides of the training rows, held-out ones left out."""
    names = [f"parallel-{name}.jsonl.gz" for name in SOURCES] + ["tatoeba-en-zh.jsonl.gz"]
    for name in names:
        with gzip.open(folder / name, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number % HELD_OUT:
                    yield json.loads(line)["zh"]


def main(folder: Path, out: Path) -> None:
    """Count, prune, save."""
    text = "\n".join(sentences(folder)) + "\n"
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    frequency = np.bincount(np.minimum(codes, 0xFFFF), minlength=0x10000)
    han = [c for c in range(0x4E00, 0x9FFF) if frequency[c] >= FEWEST]
    han = sorted(sorted(han, key=lambda c: -int(frequency[c]))[:CHARACTERS])
    symbols = BOUNDARY + DIGIT + LATIN + UNKNOWN + "".join(map(chr, han))
    ids = {s: i for i, s in enumerate(symbols)}
    table = np.array([ids.get(class_of(chr(c)), ids[UNKNOWN]) for c in range(0xD800)], dtype=np.uint16)
    row = table[np.minimum(codes, 0xD7FF)]
    row = row[~((row < 3) & (np.roll(row, 1) == row))]
    pairs = row[:-1].astype(np.int64) * len(symbols) + row[1:]
    keys, counts = np.unique(pairs, return_counts=True)
    singles = np.bincount(row, minlength=len(symbols))
    kept = counts >= FEWEST
    size = save(out, symbols, singles, keys[kept], counts[kept])
    sys.stderr.write(f"{len(row):,} characters, {kept.sum():,} of {len(keys):,} pairs, {size:,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
