"""Cues that one unit answers and another does not: what it replies to, the figure or cause asked for, and what is no sentence."""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from retrieval.asked import read_asked
from retrieval.evidence import Evidence
from retrieval.late import weighted_mean
from retrieval.patterns import CAUSE, NOTE
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.search import Searcher
from retrieval.sought import has_sought, sought_kind

NAMES = (
    "replies",  # how near the question that the unit replies to is to the one asked, less the farther on the unit stands
    "cause",  # asks for a reason, and the unit says outright that it gives one
    "amount",  # asks for a figure of some kind, and the unit has one that the question does not give
    "no_amount",  # …and it has none
    "no_sought",  # the wording says what kind of thing is asked for, and none is there that the question does not have
    "bare",  # a line that is no sentence, item or row: a heading that was not marked as one
    "note",  # a remark about the text: an editor's note, a page foot, a menu
)
# A question less near than this is another question.
_OTHER_QUESTION = 0.4
_LATER = 0.8
_CLOSED = re.compile(r"[。！？；…!?;.：:，,][”’」』）)\"']*\s*\Z")
_OPENING = 120
_LONGEST_LINE = 50


def cue_rows(query: Query, units: Sequence[Evidence], searcher: Searcher) -> NDArray[np.float32]:
    """One row of cues a unit, float32, shape (n, len(NAMES)), in the order of `NAMES`."""
    rows = np.zeros((len(units), len(NAMES)), np.float32)
    if not units:
        return rows
    questions = [unit.replies_to for unit in units]
    weights, best = searcher.aligned(query.as_written, questions)
    near = weighted_mean(best, weights)
    kinds, kind = read_asked(query).kinds, sought_kind(query)
    given = {q.text for q in find_quantities(query.search)}
    for number, unit in enumerate(units):
        text = unit.text
        replies = 0.0
        if questions[number] and near[number] > _OTHER_QUESTION:
            later = unit.before.rpartition(questions[number])[2].count("。") if unit.before else 0
            replies = float(near[number] - _OTHER_QUESTION) * _LATER**later
        amount = bool(kinds) and any(k in kinds and written not in given for k, written in _figures(text))
        rows[number] = (
            replies,
            query.kind == "reason" and bool(CAUSE.search(text)),
            amount,
            bool(kinds) and not amount,
            bool(kind) and not has_sought(query, kind, text),
            unit.table is None and not unit.is_item and _bare(unit),
            unit.table is None and bool(NOTE.search(text)),
        )
    return rows


@lru_cache(maxsize=16384)
def _figures(text: str) -> tuple[tuple[str, str], ...]:
    """Kind and wording of each figure of a text."""
    return tuple((q.kind, q.text) for q in find_quantities(text))


def _bare(unit: Evidence) -> bool:
    """Whether a unit is a line without a full stop: a title, or further down one without a colon either."""
    longest = _LONGEST_LINE if unit.document.language == "zh" else 2 * _LONGEST_LINE
    open_end = len(unit.text) <= longest and not _CLOSED.search(unit.text)
    return open_end and (unit.start < _OPENING or not re.search("[：:]", unit.text))
