"""Writes the readings of the Han characters of GBK, which `corpus.readings` reads.

    PYTHONPATH=. python evals/readings.py corpus/readings.txt

One line a syllable with its tone mark, then the characters that are read so. The readings are those of pinyin-data (MIT),
as pypinyin carries them.
"""

import sys
from pathlib import Path

from pypinyin.constants import PINYIN_DICT

from corpus.gbk import decode_pair


def main(out: Path) -> None:
    """Collect and write."""
    characters = {
        char
        for lead in range(0x81, 0xFF)
        for trail in range(0x40, 0xFF)
        if (char := decode_pair(lead, trail)) and "\u4e00" <= char <= "\u9fff"
    }
    by_syllable: dict[str, list[str]] = {}
    for char in sorted(characters):
        for syllable in PINYIN_DICT.get(ord(char), "").split(","):
            by_syllable.setdefault(syllable, []).append(char)
    by_syllable.pop("", None)
    lines = [f"{syllable} {''.join(chars)}\n" for syllable, chars in sorted(by_syllable.items())]
    out.write_text("".join(lines), encoding="utf-8")
    sys.stderr.write(f"{len(characters)} characters, {len(lines)} syllables, {out.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
