"""The folder of an index: one version is current, whole, and replaced in one step."""

import multiprocessing
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import IndexingError
from index import versions
from index.manifest import FORMAT, Manifest
from index.versions import current_version, kept_manifests, write_version, writing


def content(text: str) -> Callable[[Path], None]:
    """Writes a version that holds one file beside its manifest."""

    def write(folder: Path) -> None:
        (folder / "words").mkdir()
        (folder / "words" / "file").write_text(text, encoding="utf-8")
        Manifest(FORMAT, "p", "s", "m", "f", 1, "flat", text, 1, 1, {}, {}).save(folder)

    return write


def held(folder: Path) -> str:
    version = current_version(folder)
    assert version is not None
    return (version / "words" / "file").read_text(encoding="utf-8")


def test_nothing_was_ever_built(tmp_path: Path) -> None:
    assert current_version(tmp_path) is None
    assert current_version(tmp_path / "gone") is None


def test_the_newest_is_current_and_the_one_before_stays(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        version = write_version(tmp_path, content(text))
        assert version == current_version(tmp_path)
        assert held(tmp_path) == text
    assert sorted(m.collection for m in kept_manifests(tmp_path)) == ["three", "two"]
    assert {p.name for p in tmp_path.iterdir() if not p.name.startswith("v-")} == {"CURRENT"}


def test_the_same_again_and_an_older_one_again(tmp_path: Path) -> None:
    for text in ("one", "one", "two", "one", "three", "one"):
        write_version(tmp_path, content(text))
        assert held(tmp_path) == text


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_writer_that_fails_changes_nothing(error: BaseException, tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        content("two")(folder)
        raise error

    with pytest.raises(type(error)):
        write_version(tmp_path, fail)
    assert list(tmp_path.iterdir()) == []
    write_version(tmp_path, content("one"))
    with pytest.raises(type(error)):
        write_version(tmp_path, fail)
    assert held(tmp_path) == "one"
    assert len(list(tmp_path.iterdir())) == 2


def test_what_dead_writers_left_is_cleared_away(tmp_path: Path) -> None:
    write_version(tmp_path, content("one"))
    (tmp_path / "tmp-99").mkdir()
    (tmp_path / "tmp-99" / "half").write_text("x", encoding="utf-8")
    (tmp_path / "CURRENT.99").write_text("v-", encoding="utf-8")
    (tmp_path / "v-of-a-writer-that-died-before-naming-it").mkdir()
    assert held(tmp_path) == "one"
    write_version(tmp_path, content("two"))
    assert sorted(p.name[:2] for p in tmp_path.iterdir()) == ["CU", "v-", "v-"]


@pytest.mark.parametrize("name", ["", "v-0123456789abcdef", "..", "../other", "words", "\0", "x" * 5000])
def test_a_pointer_that_names_nothing_is_refused(name: str, tmp_path: Path) -> None:
    write_version(tmp_path, content("one"))
    (tmp_path / "CURRENT").write_text(name, encoding="utf-8")
    with pytest.raises(IndexingError, match=r"not there as it was written.* Mend: build the index again"):
        current_version(tmp_path)
    write_version(tmp_path, content("two"))
    assert held(tmp_path) == "two"


def test_a_pointer_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_bytes(b"\xff\xff")
    with pytest.raises(IndexingError, match="cannot be read"):
        current_version(tmp_path)
    write_version(tmp_path, content("one"))
    assert held(tmp_path) == "one"


def test_a_manifest_that_was_changed_is_refused(tmp_path: Path) -> None:
    version = write_version(tmp_path, content("one"))
    manifest = version / "manifest.json"
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"m"', '"n"'), encoding="utf-8")
    with pytest.raises(IndexingError, match="not there as it was written"):
        current_version(tmp_path)
    write_version(tmp_path, content("one"))
    assert held(tmp_path) == "one"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    told: list[str] = []
    failing = pytest.raises(IndexingError, match=r"Not a directory.*or set WENJU_HOME")
    with failing, writing(tmp_path / "file" / "x", told.append):
        raise AssertionError("never reached")
    assert told == []


def test_an_error_while_writing_is_named_and_frees_the_lock(tmp_path: Path) -> None:
    failing = pytest.raises(IndexingError, match=r"place: No space left on device\. Mend: check the disk")
    with failing, writing(tmp_path, lambda line: None):
        raise OSError(28, "No space left on device", "place")
    with writing(tmp_path, lambda line: pytest.fail("the lock is still held")):
        pass


def _hold(folder: Path, ready: "multiprocessing.synchronize.Event", done: "multiprocessing.synchronize.Event") -> None:
    with writing(folder, lambda line: None):
        ready.set()
        done.wait(60)


def test_there_is_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    context = multiprocessing.get_context("forkserver")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, ready, done))
    other.start()
    assert ready.wait(60)
    told: list[str] = []
    monkeypatch.setattr(versions, "_LOCK_SECONDS", 0.2)
    with pytest.raises(IndexingError, match="another process is building this index"), writing(tmp_path, told.append):
        raise AssertionError("never reached")
    assert told == ["another process is building this index; waiting for it"]
    done.set()
    other.join(60)
    with writing(tmp_path, told.append):
        pass
    assert other.exitcode == 0 and len(told) == 1


def test_the_lock_of_a_dead_writer_is_free(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(tmp_path, ready, done))
    other.start()
    assert ready.wait(60)
    other.kill()
    other.join(60)
    with writing(tmp_path, lambda line: pytest.fail("the lock is still held")):
        pass
