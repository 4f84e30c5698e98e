"""The gate: levels that must be held, and a stored run that must not be fallen behind."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from corpus.errors import EvaluationError
from evals.compare import paired_scores
from evals.intervals import estimate
from evals.measures import MEASURES, Score
from evals.paired import compare_paired
from evals.report import Report, parse_score, score_json

_HERE: Final = Path(__file__).parent
GATE_FILE: Final = _HERE / "gate.toml"
BASELINES: Final = _HERE / "baseline"


@dataclass(frozen=True, slots=True)
class Gate:
    """What must hold.

    Attributes:
        alpha: probability of a false alarm over all measures together, for the comparison with the baseline.
        watched: measures whose fall behind the baseline stops a change.
        levels: name of gold file and corpus ("dev.editions") to measure to the level to be held, in [0, 1].
    """

    alpha: float
    watched: tuple[str, ...]
    levels: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Breach:
    """One reason not to let a change pass.

    Attributes:
        measure: which measure.
        what: what happened, in one line.
        questions: those that count against it.
    """

    measure: str
    what: str
    questions: tuple[str, ...]


def read_gate(path: Path) -> Gate:
    """Read a gate file.

    Raises:
        EvaluationError: it cannot be read, or names a measure or a level that there is not.
    """
    try:
        data: Any = tomllib.loads(path.read_text(encoding="utf-8"))
        levels = {str(n): {str(m): float(v) for m, v in table.items()} for n, table in data["levels"].items()}
        gate = Gate(float(data["alpha"]), tuple(map(str, data["watched"])), levels)
    except OSError as error:
        raise EvaluationError(str(path), error.strerror or "cannot be read", "check the path of --gate") from error
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvaluationError(str(path), f"no gate: {error!r}", "see evals/gate.toml") from error
    named = [m for table in levels.values() for m in table] + list(gate.watched)
    unknown = next((measure for measure in named if measure not in MEASURES), None)
    if unknown is not None:
        raise EvaluationError(str(path), f"no measure is called {unknown!r}", f"one of {', '.join(MEASURES)}")
    outside = [value for table in levels.values() for value in table.values() if not 0 <= value <= 1]
    if outside or not 0 < gate.alpha < 1:
        raise EvaluationError(str(path), f"{(outside or [gate.alpha])[0]} does not lie between 0 and 1", "correct it")
    return gate


def check(report: Report, gate: Gate, baseline: Sequence[Score]) -> list[Breach]:
    """Everything that stops a change: levels missed, falls behind the baseline, questions that failed.

    A level is missed when it lies above the upper end of the measure's 95% interval. A fall counts when the one-sided
    paired test is below alpha after Holm's correction over the watched measures.

    Raises:
        EvaluationError: the gate has no levels for this gold file and corpus.
    """
    if report.name not in gate.levels:
        raise EvaluationError("the gate", f"has no levels for {report.name!r}", "add them to evals/gate.toml")
    breaches = (
        [Breach("failed", f"{len(report.failed)} questions raised an error", report.failed)] if report.failed else []
    )
    breaches.extend(_missed(report.scores, gate.levels[report.name]))
    breaches.extend(_fallen(baseline, report.scores, gate))
    return breaches


def load_baseline(folder: Path, name: str) -> tuple[Score, ...]:
    """The stored scores of a gold file and corpus; none when there is no such file.

    Raises:
        EvaluationError: the file is there but is no baseline.
    """
    path = folder / f"{name}.json"
    if not path.exists():
        return ()
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        return tuple(parse_score({**question, "id": name}) for name, question in data.items())
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise EvaluationError(str(path), f"no baseline: {error!r}", "write it again: gate --write-baseline") from error


def save_baseline(folder: Path, report: Report) -> Path:
    """Store the scores of a run as what later runs must not fall behind; the folder is made when missing."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{report.name}.json"
    lines = [
        f" {json.dumps(name, ensure_ascii=False)}: {json.dumps(rest, ensure_ascii=False)}"
        for name, rest in ((s.question_id, score_json(replace(s, notes=(), error=""))) for s in report.scores)
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    return path


def _missed(scores: Sequence[Score], levels: Mapping[str, float]) -> list[Breach]:
    out = []
    for measure, level in levels.items():
        having = [s for s in scores if measure in s.values]
        if not having:
            out.append(Breach(measure, f"level {level:.2f}, but it applies to no question", ()))
            continue
        found = estimate([s.values[measure] for s in having], [s.cluster for s in having])
        if found.high < level:
            below = tuple(s.question_id for s in having if s.values[measure] < 1.0)
            what = f"{found.mean:.3f} ({found.low:.3f}–{found.high:.3f}) is below its level {level:.2f}"
            out.append(Breach(measure, what, below))
    return out


def _fallen(baseline: Sequence[Score], scores: Sequence[Score], gate: Gate) -> list[Breach]:
    pairs = paired_scores(baseline, scores)
    tested: list[tuple[float, Breach]] = []
    for measure in gate.watched:
        having = [(a, b) for a, b in pairs if measure in a.values and measure in b.values]
        if not having:
            continue
        before, after = ([s.values[measure] for s in side] for side in zip(*having, strict=True))
        d = compare_paired(before, after, [b.cluster for _, b in having], "less")
        lost = tuple(b.question_id for (_, b), x, y in zip(having, before, after, strict=True) if y < x - 1e-9)
        what = f"fell from {d.before:.3f} to {d.after:.3f} (p = {d.p:.4f}, {d.n} questions)"
        tested.append((d.p, Breach(measure, what, lost)))
    tested.sort(key=lambda pair: pair[0])
    out = []
    for rank, (p, breach) in enumerate(tested):
        if p * (len(tested) - rank) >= gate.alpha:
            break
        out.append(breach)
    return out
