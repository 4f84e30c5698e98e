"""Many files in one folder, and one of them changed."""

from pathlib import Path

import pytest

from corpus.settings import Settings
from index.build import open_index
from tests.fakes import FakeEmbedder

pytestmark = pytest.mark.slow


def test_a_thousand_files(tmp_path: Path) -> None:
    corpus, home = tmp_path / "documents", tmp_path / "home"
    for number in range(1000):
        path = corpus / f"{number % 20}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# 第{number}篇\n\n{f'车云服务市场的规模为{number}亿元。' * 40}\n", encoding="utf-8")
    told: list[str] = []
    open_index(corpus, home, Settings(), FakeEmbedder(), told.append)
    assert sum(line.startswith("read ") for line in told) == 1000
    embedder = FakeEmbedder()
    (corpus / "7" / "7.md").write_text("# 新的\n\n内容。\n", encoding="utf-8")
    index = open_index(corpus, home, Settings(), embedder, told.append)
    assert (len(index.documents), len(embedder.embedded)) == (1000, 1)
