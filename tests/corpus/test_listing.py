import os
import sys
from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.listing import list_files
from corpus.read import read_folder
from corpus.settings import ReadSettings


def reasons(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): reason for path, reason in list_files(folder)}


def test_documents_have_no_reason_and_come_in_order(tmp_path: Path) -> None:
    for name in ("b.TXT", "a.md", "sub/c.html", "sub/deep/d.csv", ".hidden.md", ".git/e.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("云", encoding="utf-8")
    assert list(reasons(tmp_path).items()) == [("a.md", ""), ("b.TXT", ""), ("sub/c.html", ""), ("sub/deep/d.csv", "")]


def test_rings_of_links_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert all("link" in reason for name, reason in reasons(tmp_path).items() if name != "self")
    assert len(reasons(tmp_path)) == 3


def test_a_link_to_the_folder_itself_does_not_run_for_ever(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("云", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path)
    assert "a.txt" in reasons(tmp_path)
    assert not any(name.startswith("again/") for name in reasons(tmp_path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "neither a file nor a folder" in reasons(tmp_path)["pipe.txt"]
    with pytest.raises(CorpusError, match=r"pipe\.txt: neither a file"):
        read_folder(tmp_path, ReadSettings())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is Unicode")
@pytest.mark.parametrize("name", [b"\xff.txt", b"\xd4\xc6/a.txt"])
def test_a_name_that_is_not_utf8_is_left_out(name: bytes, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"text")
    assert ["not UTF-8" in reason for reason in reasons(tmp_path).values()] == [True]


def test_a_folder_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("云", encoding="utf-8")
    (tmp_path / "shut").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert reasons(tmp_path) == {
        "a.txt": "",
        "shut": "cannot be opened (Permission denied). Mend: check the permissions of the folder",
    }
