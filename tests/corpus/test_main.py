import json
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.__main__ import main

ROOT = Path(__file__).parents[2]


def run(*arguments: str | Path, binary: bool = False) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "corpus", *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, capture_output=True, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
    )


def test_text_prints_what_offsets_count_in_to_the_last_line_end(tmp_path: Path) -> None:
    raw = "# 车\r\n\r\n务(wù) <b>云</b>\r\n"
    path = tmp_path / "a.md"
    path.write_bytes(("\ufeff" + raw).encode())
    done = run("text", path)
    assert (done.returncode, done.stdout.decode("utf-8"), done.stderr) == (0, raw, b"")


def test_text_of_another_encoding_comes_out_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(("汽车云服务的市场规模。" * 5).encode("gb18030"))
    assert run("text", path).stdout.decode("utf-8") == "汽车云服务的市场规模。" * 5


def test_show_prints_the_report_and_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text("# 题\n\n正文。\n", encoding="utf-8")
    done = run("show", path, "--html", tmp_path / "out.html")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("a.md\n  title: 题\n")
    assert "正文。" in (tmp_path / "out.html").read_text(encoding="utf-8")


def test_figures_stand_under_their_sections_with_units_and_places(tmp_path: Path) -> None:
    raw = "# 市场\n\n2025年为480亿元。\n\n## 份额\n\n| 年份 | 份额(%) |\n|--|--|\n| 2026 | 25 |\n"
    path = tmp_path / "a.md"
    path.write_text(raw, encoding="utf-8")
    sections = [json.loads(line) for line in run("figures", path, "--json").stdout.decode("utf-8").splitlines()]
    assert [s["section"] for s in sections] == [["市场"], ["市场", "份额"]]
    found = [(f["text"], f["value"], f["unit"]) for s in sections for f in s["figures"]]
    assert found == [
        ("2025年", "2025", "calendar"),
        ("480亿元", "48000000000", "CNY"),
        ("2026", "2026", "calendar"),
        ("25", "25", "%"),
    ]
    assert all(raw[f["start"] : f["end"]] == f["text"] for s in sections for f in s["figures"])
    lines = run("figures", path).stdout.decode("utf-8").splitlines()
    assert lines[:3] == ["市场", "  2025年  =  2025  [6:11]", "  480亿元  =  48,000,000,000 CNY  [12:17]"]


@pytest.mark.parametrize("command", ["show", "text", "figures"])
def test_what_cannot_be_read_is_one_line_and_code_1(tmp_path: Path, command: str) -> None:
    done = run(command, tmp_path / "gone.txt")
    assert done.returncode == 1
    assert done.stdout == b""
    assert done.stderr.decode("utf-8").count("\n") == 1
    assert "No such file" in done.stderr.decode("utf-8")


def test_the_settings_hold_for_single_documents_as_well(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"a" * 1_000_001)
    (tmp_path / "s.toml").write_text("[read]\nmax_file_mb = 1", encoding="utf-8")
    done = run("text", tmp_path / "a.txt", "--settings", tmp_path / "s.toml")
    assert done.returncode == 1
    assert b"more than the 1 allowed. Mend: raise read.max_file_mb" in done.stderr
    assert run("text", tmp_path / "a.txt").returncode == 0


def test_a_page_that_cannot_be_written_is_code_1(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("正文", encoding="utf-8")
    done = run("show", tmp_path / "a.txt", "--html", tmp_path)
    assert done.returncode == 1
    assert b"Mend: name another file" in done.stderr


@pytest.mark.parametrize("arguments", [[], ["sing"], ["show"], ["text", "a", "b"]])
def test_wrong_usage_is_code_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("正文。\n" * 100_000, encoding="utf-8")
    command = f"'{sys.executable}' -m corpus text '{path}' | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert (done.stdout, done.stderr) == ("正文。\n0\n", "")
