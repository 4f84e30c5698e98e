import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import EvaluationError
from corpus.settings import Settings
from evals.__main__ import main
from evals.gate import BASELINES, GATE_FILE, Breach, Gate, check, load_baseline, read_gate, save_baseline
from evals.gold import Question
from evals.measures import Score
from evals.power import power_of
from evals.report import Report
from evals.run import Asked
from evals.sources import Sources
from tests.evals.example import Answerer, Broken

GATE = """
alpha = 0.05
watched = ["right", "hits@5"]
[levels."example.editions"]
exact = 1.0
"hits@5" = 0.9
"""


def opener(kind: type[Answerer], documents: tuple[Document, ...]) -> Callable[..., Asked]:
    def open_it(corpus: Path, home: Path, settings: Settings, progress: Callable[[str], None]) -> Asked:
        return kind(documents)

    return open_it


def gate_arguments(gold: Path, folder: Path, levels: str = GATE) -> list[str]:
    (folder / "gate.toml").write_text(levels, encoding="utf-8")
    return [
        "gate", "--gold", str(gold), "--corpus", str(folder), "--out", str(folder / "out"),
        "--gate", str(folder / "gate.toml"), "--baseline", str(folder / "baseline"),
    ]  # fmt: skip


def test_a_broken_retriever_is_stopped_and_the_questions_named(
    documents: tuple[Document, ...], gold_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = gate_arguments(gold_file, tmp_path)
    assert main(arguments, opener(Answerer, documents)) == 0
    assert "gate example.editions: passed" in capsys.readouterr().out
    assert main(arguments, opener(Broken, documents)) == 1
    out = capsys.readouterr().out
    assert "BREACH hits@5: 0.000" in out
    named = out.split("BREACH hits@5")[1].splitlines()[1].split(": ")[1].split()
    assert {"z1", "e3", "tz0", "te9"} <= set(named) and len(named) == 31


def test_a_fall_behind_the_stored_run_is_stopped_without_any_level(
    documents: tuple[Document, ...], gold_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = gate_arguments(gold_file, tmp_path, GATE.replace('"hits@5" = 0.9', ""))
    assert main(arguments, opener(Broken, documents)) == 0  # nothing to fall behind yet
    assert main([*arguments, "--write-baseline"], opener(Answerer, documents)) == 0
    assert main(arguments, opener(Answerer, documents)) == 0
    capsys.readouterr()
    summary = tmp_path / "summary.md"
    assert main([*arguments, "--markdown", str(summary)], opener(Broken, documents)) == 1
    assert "BREACH hits@5: fell from 1.000 to 0.000" in capsys.readouterr().out
    assert "BREACH hits@5: fell from 1.000 to 0.000" in summary.read_text(encoding="utf-8")


def scores_of(values: list[float], measure: str = "right") -> tuple[Score, ...]:
    return tuple(Score(f"q{k}", "zh", "fact", f"c{k}", {measure: v}, ()) for k, v in enumerate(values))


def report_of(scores: tuple[Score, ...]) -> Report:
    return Report("example", "editions", scores, 0, (0.1, 0.1), {})


def found(baseline: list[float], values: list[float], level: float | None = None) -> list[Breach]:
    levels = {"example.editions": {"right": level} if level is not None else {}}
    return check(report_of(scores_of(values)), Gate(0.05, ("right",), levels), scores_of(baseline))


def test_a_fall_that_luck_explains_passes() -> None:
    assert not found([1.0] * 40, [1.0] * 37 + [0.0] * 3)
    assert found([1.0] * 40, [1.0] * 34 + [0.0] * 6)


def test_a_level_inside_the_interval_passes() -> None:
    assert not found([], [1.0] * 34 + [0.0] * 6, 0.9)
    (breach,) = found([], [1.0] * 34 + [0.0] * 6, 0.97)
    assert breach.questions == tuple(f"q{k}" for k in range(34, 40))


def test_a_rise_is_no_breach() -> None:
    assert not found([0.0] * 40, [1.0] * 40)


def test_a_level_for_a_measure_that_applies_to_nothing_is_a_breach() -> None:
    gate = Gate(0.05, (), {"example.editions": {"refused": 0.5}})
    (breach,) = check(report_of(scores_of([1.0])), gate, ())
    assert "applies to no question" in breach.what


def test_more_watched_measures_ask_for_more_evidence() -> None:
    # Six of six lost: p = 1/64, below 0.05 alone, above 0.05 / 6 as the best of six.
    before, after = scores_of([1.0] * 6), scores_of([0.0] * 6)
    names = ("right", "must", "support", "exact", "answered", "language")

    def all_of(scores: tuple[Score, ...]) -> tuple[Score, ...]:
        return tuple(replace(s, values=dict.fromkeys(names, 1.0) | s.values) for s in scores)

    levels: dict[str, dict[str, float]] = {"example.editions": {}}
    assert check(report_of(all_of(after)), Gate(0.05, ("right",), levels), all_of(before))
    assert not check(report_of(all_of(after)), Gate(0.05, names, levels), all_of(before))


def test_failed_questions_stop_a_change() -> None:
    bad = Score("q0", "zh", "fact", "c0", {"right": 0.0}, (), "down")
    (breach,) = check(report_of((bad,)), Gate(0.05, (), {"example.editions": {}}), ())
    assert breach.questions == ("q0",)


def test_no_levels_for_a_corpus() -> None:
    with pytest.raises(EvaluationError, match=r"no levels for 'example.editions'"):
        check(report_of(scores_of([1.0])), Gate(0.05, (), {}), ())


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("alpha = 0.05", "no gate"),
        ('alpha = 2\nwatched = []\n[levels."a"]', "2.0 does not lie"),
        ('alpha = 0.1\nwatched = ["righteous"]\n[levels."a"]', "no measure is called 'righteous'"),
        ('alpha = 0.1\nwatched = []\n[levels."a"]\nmust = 1.5', "1.5 does not lie"),
        ("alpha =", "no gate"),
    ],
)
def test_a_gate_that_does_not_fit(tmp_path: Path, text: str, cause: str) -> None:
    (tmp_path / "gate.toml").write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError, match=cause):
        read_gate(tmp_path / "gate.toml")


def test_the_gate_of_the_project_is_one_and_covers_both_gold_files() -> None:
    gate = read_gate(GATE_FILE)
    own = {file.stem for file in GATE_FILE.parent.glob("gold/*.jsonl")}
    strange = {f"{file.stem}.{file.parent.name}" for file in GATE_FILE.parent.glob("*/*.jsonl")}
    strange = {name for name in strange if not name.endswith(".gold")}
    assert set(gate.levels) == {f"{name}.{corpus}" for name in own for corpus in ("editions", "originals")} | strange
    assert all(load_baseline(BASELINES, name) for name in gate.levels)
    assert all(levels.get("exact") == 1.0 for levels in gate.levels.values())


def test_a_stored_run_comes_back(tmp_path: Path) -> None:
    path = save_baseline(tmp_path / "b", report_of(scores_of([1.0, 0.5])))
    assert load_baseline(tmp_path / "b", "example.editions") == scores_of([1.0, 0.5])
    assert len(path.read_text(encoding="utf-8").splitlines()) == 4  # a line a question, so that a change reads well
    assert load_baseline(tmp_path, "other") == ()
    path.write_text(json.dumps({"q": 1}), encoding="utf-8")
    with pytest.raises(EvaluationError, match="no baseline"):
        load_baseline(tmp_path / "b", "example.editions")


def test_power_grows_with_the_number_of_questions() -> None:
    few = power_of(scores_of([1.0] * 36 + [0.0] * 4), "right", 0.05)
    many = power_of(scores_of([1.0] * 180 + [0.0] * 20), "right", 0.05)
    assert few is not None and many is not None and few.paired is not None and many.paired is not None
    # Five lost and none gained give p = 1/32: the fewest of 40 that can be seen.
    assert 5 / 40 - 0.005 <= few.paired <= 0.25
    assert many.paired < few.paired
    assert many.half_width < few.half_width
    assert power_of(scores_of([1.0]), "must", 0.05) is None


def test_what_cannot_be_seen_is_said(sources: Sources, questions: tuple[Question, ...]) -> None:
    power = power_of(scores_of([1.0] * 3), "right", 0.05)
    assert power is not None and power.paired is None
