"""The outcome of a run: a value that can be saved, loaded, summed up and compared."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from corpus.errors import EvaluationError
from evals.intervals import Estimate, estimate
from evals.measures import MEASURES, Score

_FORMAT: Final = 1
FILE: Final = "report.json"


@dataclass(frozen=True, slots=True)
class Report:
    """A run over the questions of one gold file on one corpus.

    Attributes:
        gold: name of the gold file without its ending.
        corpus: "editions", "originals", …: which evidence was at hand, parted by "+" when there was more.
        scores: one a question, in order.
        skipped: how many questions have no evidence in this corpus.
        seconds: median and 95th percentile of the time that a question took.
        facts: what else tells this run from others: settings, hashes, machine.
    """

    gold: str
    corpus: str
    scores: tuple[Score, ...]
    skipped: int
    seconds: tuple[float, float]
    facts: Mapping[str, str]

    @property
    def name(self) -> str:
        """What levels and baselines go by: `gold.corpus`."""
        return f"{self.gold}.{self.corpus}"

    @property
    def failed(self) -> tuple[str, ...]:
        """The questions that raised an error."""
        return tuple(score.question_id for score in self.scores if score.error)

    def groups(self) -> dict[str, list[Score]]:
        """The scores of all questions, of each language and of each kind, in this order."""
        out: dict[str, list[Score]] = {"all": list(self.scores)}
        for language in ("en", "zh", "zh-hant"):
            out[language] = [score for score in self.scores if score.language == language]
        for kind in dict.fromkeys(score.kind for score in self.scores):
            out[f"kind:{kind}"] = [score for score in self.scores if score.kind == kind]
        return {name: scores for name, scores in out.items() if scores}


def corpus_name(corpora: Iterable[str]) -> str:
    """One name for the corpora at hand.

    >>> corpus_name(["edition-en", "edition-zh"]), corpus_name(["edition-zh", "originals"])
    ('editions', 'editions+originals')
    """
    names = ["editions" if name.startswith("edition-") else name for name in sorted(corpora)]
    return "+".join(dict.fromkeys(names))


def summarise(scores: Sequence[Score]) -> dict[str, Estimate]:
    """The mean of each measure over the questions that it applies to; measures that apply to none are missing."""
    out = {}
    for measure in MEASURES:
        having = [score for score in scores if measure in score.values]
        if having:
            out[measure] = estimate([s.values[measure] for s in having], [s.cluster for s in having])
    return out


def save_report(report: Report, folder: Path) -> None:
    """Write `report.json` into a folder that exists."""
    data = {
        "format": _FORMAT,
        "gold": report.gold,
        "corpus": report.corpus,
        "skipped": report.skipped,
        "failed": list(report.failed),
        "seconds": {"median": report.seconds[0], "p95": report.seconds[1]},
        "facts": dict(report.facts),
        "summary": {
            name: {measure: _estimate_json(e) for measure, e in summarise(scores).items()}
            for name, scores in report.groups().items()
        },
        "questions": [score_json(score) for score in report.scores],
    }
    text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    (folder / FILE).write_text(text, encoding="utf-8")


def load_report(path: Path) -> Report:
    """A report from its file or from the folder of its run.

    Raises:
        EvaluationError: it cannot be read, or is none.
    """
    file = path / FILE if path.is_dir() else path
    try:
        data: Any = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise ValueError(f"format {data['format']!r}, not {_FORMAT}")
        return Report(
            gold=data["gold"],
            corpus=data["corpus"],
            scores=tuple(parse_score(one) for one in data["questions"]),
            skipped=int(data["skipped"]),
            seconds=(float(data["seconds"]["median"]), float(data["seconds"]["p95"])),
            facts=data["facts"],
        )
    except OSError as error:
        raise EvaluationError(str(file), error.strerror or "cannot be read", "give the folder of a run") from error
    except (KeyError, TypeError, ValueError) as error:
        raise EvaluationError(str(file), f"no report: {error!r}", "run `python -m evals run` again") from error


def _estimate_json(e: Estimate) -> dict[str, float | int]:
    ends = {"mean": round(e.mean, 4), "low": round(e.low, 4), "high": round(e.high, 4)}
    return {**ends, "n": e.n, "clusters": e.clusters}


def score_json(score: Score) -> dict[str, Any]:
    """A score as a JSON object."""
    out: dict[str, Any] = {
        "id": score.question_id,
        "lang": score.language,
        "kind": score.kind,
        "cluster": score.cluster,
        "scores": {name: round(value, 6) for name, value in score.values.items()},
    }
    if score.notes:
        out["notes"] = list(score.notes)
    if score.error:
        out["error"] = score.error
    return out


def parse_score(data: Any) -> Score:
    """A score from its JSON object.

    Raises:
        KeyError, TypeError, ValueError: a part is missing or of the wrong kind.
    """
    return Score(
        question_id=str(data["id"]),
        language=str(data["lang"]),
        kind=str(data["kind"]),
        cluster=str(data["cluster"]),
        values={str(name): float(value) for name, value in data["scores"].items()},
        notes=tuple(data.get("notes", ())),
        error=str(data.get("error", "")),
    )
