"""Sums of files, and what they tell."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import IndexingError
from corpus.settings import ReadSettings
from index.manifest import FORMAT, Manifest, corpus_sums, folder_sums, program_sum, unchanged

MANIFEST = Manifest(FORMAT, "p", "s", "fake", "f", 16, "flat", "c", 1, 2, {"a.md": "12"}, {})


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    MANIFEST.save(tmp_path)
    assert Manifest.load(tmp_path) == MANIFEST


@pytest.mark.parametrize("content", ["", "{", "[]", "3", "null", "{}", '{"format": 4}', '{"format": "4"}'])
def test_what_is_no_manifest_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(IndexingError, match="build the index again"):
        Manifest.load(tmp_path)


def test_another_format_is_refused_with_both_numbers(tmp_path: Path) -> None:
    MANIFEST.save(tmp_path)
    path = tmp_path / "manifest.json"
    content = json.loads(path.read_text(encoding="utf-8")) | {"format": 1, "colour": "red"}
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(IndexingError, match=f"format 1, this program reads {FORMAT}"):
        Manifest.load(tmp_path)


def test_every_file_is_compared_with_its_sum(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "words" / "b").write_bytes(b"2")
    manifest = replace(MANIFEST, sums=folder_sums(tmp_path))
    assert set(manifest.sums) == {"a", "words/b"}
    manifest.check(tmp_path)
    (tmp_path / "words" / "b").write_bytes(b"3")
    with pytest.raises(IndexingError, match="words/b: is not what was written"):
        manifest.check(tmp_path)
    (tmp_path / "words" / "b").unlink()
    with pytest.raises(IndexingError, match=r"words/b: cannot be read \(No such file"):
        manifest.check(tmp_path)


def test_sums_of_a_corpus_follow_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("云", encoding="utf-8")
    (tmp_path / "b.md").write_text("云", encoding="utf-8")
    (tmp_path / "c.xlsx").write_text("云", encoding="utf-8")
    before = corpus_sums(tmp_path, ReadSettings())
    assert list(before) == ["a.md", "b.md"] and before["a.md"] == before["b.md"]
    os.utime(tmp_path / "a.md", (1, 1))
    assert corpus_sums(tmp_path, ReadSettings()) == before
    (tmp_path / "a.md").write_text("雲", encoding="utf-8")
    after = corpus_sums(tmp_path, ReadSettings())
    assert after["a.md"] != before["a.md"] and after["b.md"] == before["b.md"]


def test_files_that_cannot_be_read_have_a_sum_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    with (tmp_path / "large.md").open("wb") as file:
        file.truncate(3_000_000)
    assert corpus_sums(tmp_path, ReadSettings(max_file_mb=2)) == {"gone.md": "", "large.md": "3000000 bytes"}


def test_a_file_that_changed_meanwhile_never_matches() -> None:
    files = unchanged({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9"})
    assert files["a"] == "1"
    assert not {files["b"], files["c"]} & {"2", "3", "9", ""}


def test_the_sum_of_the_program_is_stable() -> None:
    first = program_sum()
    program_sum.cache_clear()
    assert program_sum() == first and len(first) == 16


def test_every_table_that_reading_uses_is_in_the_sum_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(__file__).parents[2] / "corpus"
    read: list[Path] = []
    monkeypatch.setattr("index.manifest.file_sum", lambda path: read.append(path) or "0")
    program_sum.__wrapped__()
    assert {path for path in folder.iterdir() if path.is_file()} <= set(read)
