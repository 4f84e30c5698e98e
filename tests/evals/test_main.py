import json
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.settings import Settings
from evals.__main__ import main
from evals.run import Asked
from tests.evals.example import Answerer, gold_lines, write_gold


@pytest.fixture
def opener(documents: tuple[Document, ...]) -> Callable[..., Asked]:
    def open_it(corpus: Path, home: Path, settings: Settings, progress: Callable[[str], None]) -> Asked:
        progress("opened")
        return Answerer(documents)

    return open_it


def test_run_score_compare_power(
    opener: Callable[..., Asked],
    gold_file: Path,
    corpus_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    common = ["--gold", str(gold_file), "--corpus", str(corpus_folder)]
    assert main(["run", *common, "--out", str(tmp_path / "a"), "--markdown", str(tmp_path / "s.md")], opener) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("example on editions: 35 questions")
    assert "opened" in shown.err and "opened" not in shown.out
    assert (tmp_path / "s.md").read_text(encoding="utf-8").startswith("### example on editions")
    answers = [json.loads(line) for line in (tmp_path / "a" / "answers.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [a["id"] for a in answers] == [line["id"] for line in gold_lines()]
    assert {"id", "language", "status", "answer", "citations", "hits", "seconds"} <= answers[0].keys()

    recorded = str(tmp_path / "a" / "answers.jsonl")
    assert main(["score", *common, "--answers", recorded, "--out", str(tmp_path / "b")], opener) == 0
    capsys.readouterr()
    assert main(["compare", str(tmp_path / "a"), str(tmp_path / "b" / "report.json")]) == 0
    table = capsys.readouterr().out
    assert "right" in table and "gained:" not in table
    assert main(["power", str(tmp_path / "a")]) == 0
    assert "smallest fall seen" in capsys.readouterr().out


def test_gold_that_no_longer_fits_is_one_line_and_exit_1(
    opener: Callable[..., Asked], corpus_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = gold_lines()
    lines[2]["evidence"]["edition-zh"][0][0]["start"] += 1
    gold = write_gold(tmp_path / "moved.jsonl", lines)
    assert main(["run", "--gold", str(gold), "--corpus", str(corpus_folder), "--out", str(tmp_path / "o")], opener) == 1
    error = capsys.readouterr().err.splitlines()[-1]
    assert error.startswith("moved.jsonl:3: evidence tea.zh.md:")
    assert "Mend: the key now stands at" in error


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--gold", "none.jsonl", "--out", "o"],
        ["compare", "none", "none"],
        ["power", "none"],
        ["beir", "none", "--out", "run.trec"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_1(
    arguments: list[str], opener: Callable[..., Asked], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments, opener) == 1
    shown = capsys.readouterr()
    assert not shown.out
    assert len(shown.err.splitlines()) == 1 and "none" in shown.err


@pytest.mark.parametrize("arguments", [[], ["run"], ["dance"], ["beir", "x"]])
def test_wrong_usage_is_exit_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    assert left.value.code == 2
    assert "usage:" in capsys.readouterr().err
