"""`python -m index`: results, progress, exit codes, and one clear line for every error."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from index.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WENJU_HOME", str(tmp_path / "home"))
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("# 报告\n\n市場規模達到480億元。\n", encoding="utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    out, err = capsys.readouterr()
    return code, out, err


# Root may read and write anything, unless it gives that up.
DROPPED = "-dac_override,-dac_read_search"
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
BOUND = ["setpriv", f"--bounding-set={DROPPED}", f"--inh-caps={DROPPED}", "--"] if AS_ROOT else []
needs_permissions = pytest.mark.skipif(
    bool(BOUND) and not shutil.which("setpriv"), reason="root without setpriv, for whom nothing is forbidden"
)


def process(*arguments: object, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [*BOUND, sys.executable, "-m", "index", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_build_tells_what_was_built_and_read(corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "build", corpus)
    assert code == 0
    assert f"index: {tmp_path / 'home' / 'indexes' / 'documents-'}" in out
    assert "documents: 1; passages: 1; format" in out
    assert "a.md: utf-8 (1.00), 16 characters, 1 section, 0 tables; 1 script mended" in out
    assert err.splitlines() == [
        "read a.md",
        "embedded 1 of 1 passages (0 unchanged)",
        "indexing words",
        *err.splitlines()[3:],
    ]
    assert err.splitlines()[-1] == "indexed 1 documents, 1 passages"


def test_building_again_does_nothing_and_says_the_same(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, first, _ = run(capsys, "build", corpus)
    assert run(capsys, "build", corpus) == (0, first, "")


def test_info_names_the_files_and_those_left_out(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "picture.txt").write_bytes(bytes(100))
    code, out, err = run(capsys, "build", corpus)
    assert code == 0 and "left out picture.txt: " in err
    assert "picture.txt: left out; " in out and "Mend:" in out
    assert run(capsys, "build", corpus) == (0, out, "")
    code, out, err = run(capsys, "info", corpus)
    assert (code, err) == (0, "")
    lines = [line for line in out.splitlines() if line.startswith("file: ")]
    assert [line.split()[1] for line in lines] == ["a.md", "picture.txt"]
    assert lines[1].endswith("(left out)") and not lines[0].endswith("(left out)")


def test_info_without_an_index_says_how_to_build_one(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "info", corpus)
    assert (code, out) == (1, "")
    assert err.count("\n") == 1 and "python -m index build" in err


def test_folders_that_will_not_do(corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder, cause in [
        (tmp_path / "gone", "no such folder"),
        (corpus / "a.md", "is a file, not a folder"),
        (tmp_path / "empty", "no document that can be read"),
    ]:
        code, out, err = run(capsys, "build", folder)
        assert (code, out, err.count("\n")) == (1, "", 1), err
        assert cause in err and "Mend:" in err


def test_only_files_that_cannot_be_read(corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (corpus / "a.md").unlink()
    (corpus / "picture.txt").write_bytes(b"\x89PNG\r\n" + bytes(200))
    (tmp_path / "outside.md").write_text("秘密", encoding="utf-8")
    (corpus / "link.md").symlink_to(tmp_path / "outside.md")
    code, out, err = run(capsys, "build", corpus)
    assert (code, out) == (1, "")
    assert [line.partition(":")[0] for line in err.splitlines()[:2]] == ["left out link.md", "left out picture.txt"]
    assert len(err.splitlines()) == 3 and "no document that can be read" in err.splitlines()[2]
    assert not (tmp_path / "home" / "indexes").exists() or not list((tmp_path / "home" / "indexes").glob("*/CURRENT"))


def test_a_home_that_cannot_be_written(
    corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    monkeypatch.setenv("WENJU_HOME", str(tmp_path / "file"))
    code, out, err = run(capsys, "build", corpus)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Not a directory" in err and "WENJU_HOME" in err


@needs_permissions
def test_what_is_forbidden_is_named_and_the_rest_is_read(corpus: Path, tmp_path: Path) -> None:
    (corpus / "locked.md").write_text("秘密", encoding="utf-8")
    (corpus / "locked.md").chmod(0)
    (corpus / "shut").mkdir()
    (corpus / "shut").chmod(0)
    try:
        done = process("build", corpus, WENJU_HOME=str(tmp_path / "home"))
    finally:
        (corpus / "shut").chmod(0o755)
    assert done.returncode == 0, done.stderr
    assert "documents: 1;" in done.stdout
    left_out = [line for line in done.stderr.splitlines() if line.startswith("left out")]
    assert ["Permission denied" in line and "Mend:" in line for line in left_out] == [True, True]


@needs_permissions
def test_a_folder_that_cannot_be_written_is_only_read(corpus: Path, tmp_path: Path) -> None:
    corpus.chmod(0o555)
    done = process("build", corpus, WENJU_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert [p.name for p in corpus.iterdir()] == ["a.md"]


@needs_permissions
def test_a_home_without_permission(corpus: Path, tmp_path: Path) -> None:
    home = tmp_path / "closed"
    home.mkdir(mode=0o555)
    done = process("build", corpus, WENJU_HOME=str(home))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.stderr
    assert "Permission denied" in done.stderr and "WENJU_HOME" in done.stderr
    home.chmod(0o755)
    assert process("build", corpus, WENJU_HOME=str(home)).returncode == 0
    for path in (home, home / "indexes", *(home / "indexes").iterdir()):
        path.chmod(0o555)
    again = process("build", corpus, WENJU_HOME=str(home))  # an index that is fresh needs no writing
    assert (again.returncode, again.stderr) == (0, "")
    for command in ("build", "info"):
        home.chmod(0)
        refused = process(command, corpus, WENJU_HOME=str(home))
        home.chmod(0o755)
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "Permission denied" in refused.stderr.splitlines()[-1]
        assert "Mend:" in refused.stderr.splitlines()[-1] and "Traceback" not in refused.stderr


def test_an_interrupt_is_quiet(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.__main__.open_index", interrupted)
    assert run(capsys, "build", corpus) == (130, "", "")


def test_settings_are_taken(corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('[store]\nkind = "hnsw"\n', encoding="utf-8")
    code, out, _ = run(capsys, "build", corpus, "--settings", tmp_path / "s.toml")
    assert code == 0 and "vectors: hnsw" in out
    (tmp_path / "s.toml").write_text("[store]\ncolour = 1\n", encoding="utf-8")
    code, _, err = run(capsys, "build", corpus, "--settings", tmp_path / "s.toml")
    assert code == 1 and "unknown key" in err and err.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["build"], ["speak"], ["build", "a", "b"]])
def test_wrong_usage_leaves_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_utf8_whatever_the_locale(corpus: Path, tmp_path: Path) -> None:
    (corpus / "报告.md").write_text("云。", encoding="utf-8")
    done = process(
        "build",
        corpus,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
        PYTHONIOENCODING="ascii",
        WENJU_HOME=str(tmp_path / "home"),
    )
    assert done.returncode == 0, done.stderr
    assert "file: 报告.md" in done.stdout and "read 报告.md" in done.stderr


def test_every_process_writes_the_same_bytes(corpus: Path, tmp_path: Path) -> None:
    """The name of a version is the sum of its manifest, which holds the sums of all its files."""
    names = []
    for seed in ("1", "2"):
        home = tmp_path / f"home{seed}"
        done = process("build", corpus, PYTHONHASHSEED=seed, WENJU_HOME=str(home))
        assert done.returncode == 0, done.stderr
        names.append(next(home.glob("indexes/*/CURRENT")).read_text(encoding="utf-8"))
    assert names[0] == names[1]


def test_a_full_disk_is_one_clear_line(corpus: Path, tmp_path: Path) -> None:
    """A limit on the size of files stands in for the end of the disk."""
    (corpus / "long.md").write_text("".join(f"第{n}件事。" for n in range(20_000)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "index", "build", str(corpus)],
        cwd=ROOT,
        env={**os.environ, "WENJU_HOME": str(tmp_path / "home"), "OMP_NUM_THREADS": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    last = done.stderr.splitlines()[-1]
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    assert "File too large" in last and "WENJU_HOME" in last
    assert "Traceback" not in done.stderr
    assert not list((tmp_path / "home").rglob("tmp-*"))
