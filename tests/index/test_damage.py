"""Disks that are full, folders that are closed, files that are not what was written: noticed, told, mended."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import IndexingError
from corpus.settings import PassageSettings
from index import build
from index.build import index_folder, load_index, open_index
from index.store import new_store
from index.versions import current_version
from tests.fakes import FakeEmbedder
from tests.index.states import SETTINGS, opened, same


def test_a_home_that_cannot_be_written_is_one_clear_error(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(IndexingError, match=r"Not a directory.*WENJU_HOME"):
        opened(corpus, tmp_path / "file")


def test_a_full_disk_leaves_the_old_index(corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = opened(corpus, home)
    (corpus / "d.md").write_text("新的文件。", encoding="utf-8")

    def full(folder: Path, tokens: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build, "save_tokens", full)
    with pytest.raises(IndexingError, match="No space left on device"):
        opened(corpus, home)
    folder = index_folder(corpus, home, SETTINGS)
    same(load_index(folder, SETTINGS), first)
    assert sorted(p.name[:2] for p in folder.iterdir()) == ["CU", "lo", "v-"]


def test_a_file_of_the_store_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="the vectors cannot be written"):
        new_store(SETTINGS.store, 4, "x").save(tmp_path / "gone")


DAMAGES: dict[str, Callable[[bytes], bytes | None]] = {
    "removed": lambda content: None,
    "emptied": lambda content: b"",
    "cut short": lambda content: content[: len(content) // 2],
    "one bit flipped": lambda content: (
        content[: len(content) // 2] + bytes([content[len(content) // 2] ^ 16]) + content[len(content) // 2 + 1 :]
    ),
    "longer": lambda content: content + b"\n",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_to_any_file_is_noticed_and_mended(damage: str, corpus: Path, home: Path) -> None:
    first = opened(corpus, home)
    folder = index_folder(corpus, home, SETTINGS)
    version = current_version(folder)
    assert version is not None
    paths = [folder / "CURRENT", *sorted(p for p in version.rglob("*") if p.is_file())]
    assert len(paths) > 8
    for path in paths:
        content = DAMAGES[damage](path.read_bytes())
        path.unlink() if content is None else path.write_bytes(content)
        if path.name == "CURRENT" and damage == "longer":
            continue  # a blank line at its end is no damage
        with pytest.raises(IndexingError, match=r"build the index again|python -m index build"):
            load_index(folder, SETTINGS)
        told: list[str] = []
        same(opened(corpus, home, told=told), first)
        assert told[-1].startswith("indexed"), path
        assert (path.name, damage) == ("CURRENT", "removed") or told[0].startswith("the index is built again"), path
        same(load_index(folder, SETTINGS), first)


def test_an_index_of_other_settings_is_refused(corpus: Path, home: Path) -> None:
    wide = SETTINGS.model_copy(update={"passages": PassageSettings(size_zh=60)})
    open_index(corpus, home, wide, FakeEmbedder(), lambda line: None)
    index_folder(corpus, home, wide).rename(index_folder(corpus, home, SETTINGS))
    with pytest.raises(IndexingError, match="made with other settings"):
        load_index(index_folder(corpus, home, SETTINGS), SETTINGS)
    assert max(len(p.text) for p in opened(corpus, home).passages if p.language == "zh") <= 50


def test_an_index_of_another_format_is_built_again(corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(build, "FORMAT", 1)
        with pytest.raises(IndexingError, match="format 1, this program reads 5"):
            opened(corpus, home)
    told: list[str] = []
    opened(corpus, home, told=told)
    assert "format 1, this program reads 5" in told[0]


def test_no_index_yet_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match=r"holds no index. Mend: python -m index build DIR"):
        load_index(tmp_path, SETTINGS)
