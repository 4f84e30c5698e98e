"""How the time to read and index a text grows with its size, for texts of fifteen shapes.

    python -m evals.growth [--size 40000]

Each shape is made at a size and at eight times the size: a ratio near 8 is in proportion, one near 64 is quadratic.
"""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.read import read_file
from corpus.settings import Settings
from index.build import make_index
from index.embedder import Embedder, load_embedder

CHANCE = random.Random(3)
HAN = "云计算服务市场规模车企数据平台增长年度智能网联合作厂商占比预计技术"
TIMES = 8


def sentence(length: int = 24) -> str:
    """So many characters, a figure and a full stop."""
    return "".join(CHANCE.choices(HAN, k=length)) + f"{CHANCE.randint(1, 9999)}亿元。"


def filled(piece: Callable[[], str]) -> Callable[[int], str]:
    """A maker of texts of about so many characters out of pieces."""

    def make(size: int) -> str:
        parts, length = [], 0
        while length < size:
            parts.append(piece())
            length += len(parts[-1])
        return "".join(parts)

    return make


SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "one line": ("a.txt", filled(sentence)),
    "one character": ("a.txt", lambda size: "云" * size),
    "one word": ("a.txt", lambda size: "a" * size),
    "blank lines": ("a.txt", lambda size: "云" + "\n" * size + "云"),
    "short lines": ("a.txt", filled(lambda: sentence(6) + "\n")),
    "numbered headings": ("a.txt", filled(lambda: f"{CHANCE.randint(1, 99)}、{sentence(8)}\n{sentence()}\n")),
    "contents": ("a.txt", filled(lambda: f"一、{sentence(5)[:-1]}........{CHANCE.randint(1, 99)}\n")),
    "pinyin": ("a.txt", filled(lambda: "務(wù)市場規(guī)模")),
    "headings": ("a.md", filled(lambda: f"{'#' * CHANCE.randint(1, 6)} {sentence(4)}\n\n文。\n\n")),
    "one table": ("a.md", lambda size: "| 年 | 值 |\n|--|--|\n" + filled(lambda: f"| 2025 | {sentence(5)} |\n")(size)),
    "many tables": ("a.md", filled(lambda: "表1 甲\n\n| 年 | 值 |\n|--|--|\n| 2025 | 480 |\n\n")),
    "markup": ("a.html", filled(lambda: f"<p>{sentence()}<br>{sentence()}</p>\n")),
    "open tags": ("a.html", lambda size: "<div>" * (size // 5) + "云"),
    "rows": ("a.csv", filled(lambda: f"{CHANCE.randint(1900, 2100)},{CHANCE.randint(1, 99999)}\n")),
    "columns": (
        "a.csv",
        lambda size: ",".join("列" * 3 for _ in range(size // 8)) + "\n" + ",".join("1" * (size // 8)),
    ),
}


def seconds(name: str, text: str, folder: Path, embedder: Embedder) -> float:
    """Processor time to read and index a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    make_index([read_file(path, name, Settings().read)], Settings(), embedder, lambda line: None)
    return time.process_time() - began


def main() -> None:
    """Measure and print a line for each shape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=40_000, help="characters of the smaller text")
    size = parser.parse_args().size
    embedder = load_embedder()
    with TemporaryDirectory() as folder:
        for shape, (name, make) in SHAPES.items():
            texts = make(size), make(TIMES * size)
            seconds(name, texts[0], Path(folder), embedder)  # the first of its kind also imports and compiles
            one, more = (min(seconds(name, text, Path(folder), embedder) for _ in range(2)) for text in texts)
            sys.stdout.write(f"{shape:18}{one:8.3f} s {more:8.3f} s   x {more / one:.1f}\n")


if __name__ == "__main__":
    main()
