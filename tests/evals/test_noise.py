from pathlib import Path

import pytest

from corpus.read import read_file
from corpus.settings import ReadSettings
from evals.noise import main, noise_of

RAW = (
    "年報_第1頁\n年報_第2頁\n下載本文檔\n服務(wù)業(yè)規(guī)模擴(kuò)大,價格(gé平穩,企業(yè)增多;客流(liú)回升,票價不變;船多,人多。"
    "其中<a href=x>渡</a>口最忙,貨(huò)船次之,客船又次之。DirecttoConsumer模式漸多。æ±½è½¦入城。他說“可以。\n"
)


def test_noise_is_counted_in_the_file_and_named_where_it_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RAW, encoding="utf-8")
    found = {n.kind: n for n in noise_of(read_file(tmp_path / "a.txt", "a.txt", ReadSettings()))}
    assert found["pinyin"].before == 7 and not found["pinyin"].left
    assert found["furniture"].before == 3 and not found["furniture"].left
    assert found["tags and links"].before == 2
    # A plain text stays one for a single link.
    assert found["links inside words"].before == len(found["links inside words"].left) == 2
    assert found["letters of another encoding"].before == 2 and not found["letters of another encoding"].left
    assert found["words run together"].before == 1
    assert found["Traditional characters"].before > 10 and not found["Traditional characters"].left
    ((place, words, why),) = found["brackets without partner"].left
    assert RAW[place[0]] == "“" and "可以" in words and why == "1 × “ and 0 × ”"


def test_the_command_prints_a_line_for_each_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(RAW, encoding="utf-8")
    assert main([str(tmp_path)]) == 0
    out = capsys.readouterr().out.splitlines()
    assert "pinyin: 7 before, 0 after" in out
    assert any(line.startswith("    a.txt:4 at ") and line.endswith("1 × “ and 0 × ”") for line in out)
    assert main([str(tmp_path / "gone")]) == 1
