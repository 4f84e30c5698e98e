import gzip
import json
from pathlib import Path

import pytest

from corpus.errors import ModelError
from index.training.pairs import Pair, read_pairs

FILES: dict[str, list[dict[str, object]]] = {
    "parallel-general": [{"en": "car", "zh": "汽车"}, {"en": "Car", "zh": "汽车"}, {"en": "", "zh": "空"}],
    "parallel-ml": [{"en": "x" * 5000, "zh": "长" * 5000}],
    "tatoeba-en-zh": [{"en": "Hi.", "zh": "嗨。"}],
    "hf-course-sections": [{"heading_en": None, "heading_zh": None, "en": "Welcome", "zh": "欢迎"}],
    "cedict": [{"zh": "云", "en": ["cloud", "abbr. for Yunnan"]}],
    "pairs-zh-docs": [{"a": "标题", "b": "正文"}],
    "cmrc2018-train": [{"question": "谁？", "passage": "某人。"}],
    "drcd-test-nonoverlap": [{"question": "誰？", "passage": "某人。"}],
    "pubmedqa-l": [{"question": "Does it?", "passage": "It does.", "long_answer": None}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, rows in FILES.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    return tmp_path


def test_every_source_is_read_once_without_repeats_or_gaps(folder: Path) -> None:
    pairs = read_pairs(folder)
    assert [pair for pair in pairs if pair.source == "general"] == [Pair("car", "汽车", "general")]
    assert [pair.left for pair in pairs if pair.source == "cedict"] == ["cloud", "abbr. for Yunnan"]
    assert [pair.left for pair in pairs if pair.source == "questions"] == ["谁？", "誰？"]
    assert {pair.source for pair in pairs} == {
        "general", "ml", "tatoeba", "course", "cedict", "headings", "questions", "pubmed",
    }  # fmt: skip
    assert all(pair.left and pair.right for pair in pairs)
    long = next(pair for pair in pairs if pair.source == "ml")
    assert (len(long.left), len(long.right)) == (1200, 600)


def test_a_damaged_line_is_named(folder: Path) -> None:
    with gzip.open(folder / "parallel-general.jsonl.gz", "at", encoding="utf-8") as file:
        file.write("{half a row\n")
    with pytest.raises(ModelError, match=r"parallel-general\.jsonl\.gz:4: not JSON"):
        read_pairs(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "cedict.jsonl.gz").unlink()
    with pytest.raises(ModelError, match=r"cedict\.jsonl\.gz"):
        read_pairs(folder)


@pytest.mark.slow
def test_a_folder_without_pairs_ends_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from index.training.__main__ import main

    monkeypatch.setattr("sys.argv", ["training", str(tmp_path), str(tmp_path / "out")])
    assert main() == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert not (tmp_path / "out").exists()
