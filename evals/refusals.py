"""Right and wrong refusals by kind, over collections made from a reading-comprehension set."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from evals.intervals import estimate
from evals.nearmisses import KINDS, Collection, Kind
from evals.run import Asked

Opener = Callable[[Collection], Asked]
Refused = Mapping[Kind, list[tuple[bool, str]]]
_SAID: Final[Mapping[Kind, str]] = {
    "answered": "wrong: the texts answer",
    "sentence gone": "right: the sentence that answers is gone",
    "other name": "right: asked of what another text is about",
    "other year": "right: asked of another year",
    "other topic": "right: asked of a text that is not there",
}


def count_refusals(given: Iterable[Collection], opener: Opener, progress: Callable[[str], None]) -> Refused:
    """Ask the questions of every collection of that collection.

    Args:
        given: texts and questions.
        opener: makes what answers from the texts.
        progress: told what goes on, a line each.

    Returns:
        For each kind, whether each question was refused, and the passage that it came from.
    """
    found: dict[Kind, list[tuple[bool, str]]] = {kind: [] for kind in KINDS}
    for number, collection in enumerate(given, start=1):
        asked = opener(collection)
        for case in collection.cases:
            found[case.kind].append((asked.ask(case.question).status == "refused", case.passage_id))
        progress(f"{number} collections")
    return found


def refusal_rows(found: Refused) -> list[list[str]]:
    """A table of the shares refused with intervals, questions of one passage drawn together."""
    rows = [["refusals", "questions", "refused"]]
    for kind in KINDS:
        if found[kind]:
            e = estimate([float(refused) for refused, _ in found[kind]], [name for _, name in found[kind]])
            rows.append([_SAID[kind], str(e.n), f"{e.mean:.3f} ({e.low:.3f}–{e.high:.3f})"])
    return rows
