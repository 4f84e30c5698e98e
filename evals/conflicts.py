"""Conflicts found against conflicts that there are: in what is read, and in what is answered."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.document import Document
from corpus.errors import EvaluationError
from evals.figures import Figure, figures
from evals.run import Asked
from retrieval.amounts import in_chinese
from retrieval.conflicts import Conflict
from retrieval.contradictions import find_contradictions

_MEND = "write measure, unit, years, values, zh and en for each [[conflict]]"


@dataclass(frozen=True, slots=True)
class Label:
    """A conflict that stands in the documents, as a reader counted it.

    Attributes:
        measure: key of `retrieval/measures.toml`.
        low: first year.
        high: last year.
        values: the figures given; of a range only its ends, both of which must be there.
        questions: language to a question that asks for the figures.
    """

    measure: str
    low: int
    high: int
    values: tuple[tuple[Figure, ...], ...]
    questions: dict[str, str]

    def held(self, text: str) -> int:
        """How many of the values stand in a text."""
        found = figures(text)
        return sum(all(any(f.same(part) for f in found) for part in value) for value in self.values)

    def is_of(self, conflict: Conflict) -> bool:
        """Whether a conflict that was found is this one: measure, years, and at least two of its values."""
        years = (self.low, self.high) == (conflict.low, conflict.high)
        return conflict.measure == self.measure and years and self.held(_written(conflict)) > 1


def read_labels(file: Path) -> list[Label]:
    """Read labelled conflicts.

    Raises:
        EvaluationError: the file cannot be read or an entry does not fit.
    """
    try:
        entries = tomllib.loads(file.read_text(encoding="utf-8"))["conflict"]
        return [_label(entry) for entry in entries]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, IndexError) as error:
        raise EvaluationError(str(file), f"cannot be read: {error}", _MEND) from error


def conflict_rows(labels: Sequence[Label], documents: Sequence[Document], pipeline: Asked) -> list[list[str]]:
    """A table: each labelled conflict with its values found / there are, when read and when asked; then false ones.

    Args:
        labels: what there is.
        documents: the corpus; of an edition pair each language is read apart, and the fuller reading of the two is
            not mixed: both have a column.
        pipeline: what is asked.
    """
    read = {language: find_contradictions(_of(documents, language)) for language in ("zh", "en")}
    rows = [["conflict", "values", "read zh", "read en", "asked zh", "asked en"]]
    for label in labels:
        years = "–".join(dict.fromkeys((str(label.low), str(label.high))))
        cells = [max((label.held(_written(c)) for c in read[n] if label.is_of(c)), default=0) for n in ("zh", "en")]
        cells += [label.held(pipeline.ask(label.questions[n]).text) for n in ("zh", "en")]
        rows.append([f"{label.measure} {years}", str(len(label.values)), *map(str, cells)])
    total = [str(sum(int(row[n]) for row in rows[1:])) for n in range(1, 6)]
    rows.append(["all", *total])
    false = [str(sum(not any(label.is_of(c) for label in labels) for c in read[n])) for n in ("zh", "en")]
    rows.append(["false conflicts", "", *false, "", ""])
    return rows


def _of(documents: Iterable[Document], language: str) -> list[Document]:
    return [d for d in documents if d.parallel is None or (d.language == "en") == (language == "en")]


def _written(conflict: Conflict) -> str:
    return "、".join(in_chinese(said[0].statement.quantity) for said in conflict.values)


def _label(entry: dict[str, Any]) -> Label:
    values = tuple(
        tuple(figures(f"{part}{entry['unit']}")[0] for part in (value if isinstance(value, list) else [value]))
        for value in entry["values"]
    )
    low, high = entry["years"]
    return Label(entry["measure"], int(low), int(high), values, {"zh": entry["zh"], "en": entry["en"]})
