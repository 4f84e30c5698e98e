"""Two runs on the same questions: what changed, and whether it is more than luck."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import EvaluationError
from evals.measures import MEASURES, Score
from evals.paired import Difference, compare_paired
from evals.report import Report


@dataclass(frozen=True, slots=True)
class Change:
    """One measure in two runs.

    Attributes:
        measure: its name.
        difference: means, interval and p-value.
        gained: questions that score higher in the second run.
        lost: questions that score lower.
    """

    measure: str
    difference: Difference
    gained: tuple[str, ...]
    lost: tuple[str, ...]


def compare_reports(before: Report, after: Report) -> list[Change]:
    """Every measure that both runs have, over the questions where both have it.

    Raises:
        EvaluationError: the runs share no question, or are of different corpora.
    """
    if before.corpus != after.corpus:
        raise EvaluationError(
            "the two runs", f"are of {before.corpus!r} and of {after.corpus!r}", "compare runs of one corpus"
        )
    pairs = paired_scores(before.scores, after.scores)
    if not pairs:
        raise EvaluationError("the two runs", "share no question", "compare runs of one gold file")
    return [change for name in MEASURES if (change := change_of(name, pairs)) is not None]


def paired_scores(before: Sequence[Score], after: Sequence[Score]) -> list[tuple[Score, Score]]:
    """The scores of the questions that both runs have, in the order of the second."""
    earlier = {score.question_id: score for score in before}
    return [(earlier[score.question_id], score) for score in after if score.question_id in earlier]


def change_of(measure: str, pairs: Sequence[tuple[Score, Score]]) -> Change | None:
    """One measure over pairs of scores; None when no pair has it on both sides."""
    having = [(one, two) for one, two in pairs if measure in one.values and measure in two.values]
    if not having:
        return None
    before = [one.values[measure] for one, _ in having]
    after = [two.values[measure] for _, two in having]
    return Change(
        measure,
        compare_paired(before, after, [two.cluster for _, two in having]),
        tuple(two.question_id for (_, two), a, b in zip(having, before, after, strict=True) if b > a + 1e-9),
        tuple(two.question_id for (_, two), a, b in zip(having, before, after, strict=True) if b < a - 1e-9),
    )


def change_rows(changes: Sequence[Change]) -> list[list[str]]:
    """The changes as rows of a table, header first; a star marks p below 0.05."""
    rows = [["measure", "before", "after", "change (95%)", "p", "n", "gained", "lost"]]
    for change in changes:
        d = change.difference
        rows.append([
            change.measure,
            f"{d.before:.3f}",
            f"{d.after:.3f}",
            f"{d.after - d.before:+.3f} ({d.low:+.3f} to {d.high:+.3f})",
            f"{d.p:.3f}{'*' if d.p < 0.05 else ''}",
            str(d.n),
            str(len(change.gained)),
            str(len(change.lost)),
        ])
    return rows


def named_lines(changes: Sequence[Change]) -> list[str]:
    """The questions gained and lost, a line for each measure that has any."""
    lines = []
    for change in changes:
        for word, names in (("gained", change.gained), ("lost", change.lost)):
            if names:
                lines.append(f"{change.measure} {word}: {' '.join(names)}")
    return lines
