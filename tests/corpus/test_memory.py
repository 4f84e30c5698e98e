"""What reading a large text takes in memory: its clean form and its map, not a heap of single characters."""

import tracemalloc
from pathlib import Path

from corpus.read import read_file
from corpus.settings import ReadSettings


def test_reading_holds_less_than_forty_bytes_a_character(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    text = "各地的云服务市场都在增长，2025年的规模达到480亿元。" * 4000
    path.write_text(text, encoding="utf-8")
    read_file(path, path.name, ReadSettings())  # tables that every reading shares are loaded now
    tracemalloc.start()
    try:
        document = read_file(path, path.name, ReadSettings())
        held = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert document.text == text
    assert held < 40 * len(text)
