"""The gate on the real pipeline over the editions: it lets it pass as it is, and stops it when its retriever is broken."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpus.places import DOCUMENTS
from evals.__main__ import main
from retrieval.search import Hit, Searcher

pytestmark = pytest.mark.slow
GOLD = Path(__file__).resolve().parents[2] / "evals" / "gold" / "dev.jsonl"


def gate(home: Path) -> int:
    return main(["gate", "--gold", str(GOLD), "--corpus", str(DOCUMENTS), "--out", str(home / "out")])


def test_a_search_that_finds_the_farthest_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WENJU_HOME", str(tmp_path / "home"))
    assert gate(tmp_path) == 0, capsys.readouterr().out
    whole = Searcher.search

    def farthest(self: Searcher, query: str, language: str, k: int, *more: str) -> list[Hit]:
        found = whole(self, query, language, 1000, *more)[::-1][:k]
        return [replace(hit, score=-float(rank)) for rank, hit in enumerate(found)]

    monkeypatch.setattr(Searcher, "search", farthest)
    capsys.readouterr()
    assert gate(tmp_path) == 1
    out = capsys.readouterr().out
    fallen = out.split("BREACH hits@5: fell")[1].splitlines()[1]
    assert "BREACH right: fell" in out
    assert "failed: " not in out and "BREACH failed" not in out  # the answers are worse; nothing broke
    assert len(fallen.split()) > 40  # the questions, by name
