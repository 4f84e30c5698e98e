import pytest

from corpus.errors import EvaluationError
from evals.compare import change_rows, compare_reports, named_lines
from evals.measures import Score
from evals.report import Report


def report(values: dict[str, float], corpus: str = "editions", measure: str = "must") -> Report:
    scores = tuple(Score(name, "zh", "fact", name, {measure: value}, ()) for name, value in values.items())
    return Report("dev", corpus, scores, 0, (0.1, 0.2), {})


def test_gained_and_lost_are_named() -> None:
    (change,) = compare_reports(report({"a": 1, "b": 0, "c": 1, "x": 0}), report({"a": 0, "b": 1, "c": 1, "y": 1}))
    assert (change.gained, change.lost, change.difference.n) == (("b",), ("a",), 3)
    assert named_lines([change]) == ["must gained: b", "must lost: a"]
    assert change_rows([change])[1][:3] == ["must", "0.667", "0.667"]


def test_a_clear_rise_is_starred() -> None:
    names = [str(k) for k in range(10)]
    rows = change_rows(compare_reports(report(dict.fromkeys(names, 0.0)), report(dict.fromkeys(names, 1.0))))
    assert rows[1][4] == "0.002*"  # 2 / 2**10


def test_measures_of_one_side_only_are_left_out() -> None:
    assert compare_reports(report({"a": 1}), report({"a": 1}, measure="support")) == []


def test_runs_that_do_not_fit() -> None:
    with pytest.raises(EvaluationError, match="share no question"):
        compare_reports(report({"a": 1}), report({"b": 1}))
    with pytest.raises(EvaluationError, match="'editions' and of 'originals'"):
        compare_reports(report({"a": 1}), report({"a": 1}, "originals"))
