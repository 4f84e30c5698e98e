"""Large and odd documents: reading and indexing take time in proportion to their size, whatever their shape.

`python -m pytest -m slow tests/index/test_large.py -s` prints the seconds.
"""

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.read import read_file
from corpus.settings import Settings
from index.build import make_index, open_index
from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.slow
CHANCE = random.Random(3)
HAN = "云计算服务市场规模车企数据平台增长年度智能网联合作厂商占比预计技术"
SIZE = 40_000


def sentence(length: int = 24) -> str:
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


def seconds(name: str, text: str, folder: Path) -> float:
    """Processor time to read and index a text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    began = time.process_time()
    document = read_file(path, name, Settings().read)
    make_index([document], Settings(), FakeEmbedder())
    return time.process_time() - began


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_size_and_no_faster(shape: str, tmp_path: Path) -> None:
    name, make = SHAPES[shape]
    small, large = make(SIZE), make(8 * SIZE)
    seconds(name, small, tmp_path)  # the first of its kind also imports and compiles
    one, eight = (min(seconds(name, text, tmp_path) for _ in range(2)) for text in (small, large))
    print(f"\n{shape}: {one:.3f} s, eight times as much {eight:.3f} s")
    # Eight for a linear way, 64 for a quadratic one; the tenth of a second is for what is too quick to measure.
    assert eight < 20 * one + 0.1


def test_a_thousand_files(tmp_path: Path) -> None:
    corpus, home = tmp_path / "documents", tmp_path / "home"
    for number in range(1000):
        path = corpus / f"{number % 20}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# 第{number}篇\n\n{filled(sentence)(600)}\n", encoding="utf-8")
    told: list[str] = []
    open_index(corpus, home, Settings(), FakeEmbedder(), told.append)
    assert sum(line.startswith("read ") for line in told) == 1000
    embedder = FakeEmbedder()
    (corpus / "7" / "7.md").write_text("# 新的\n\n内容。\n", encoding="utf-8")
    index = open_index(corpus, home, Settings(), embedder, told.append)
    assert (len(index.documents), len(embedder.embedded)) == (1000, 1)
