"""Changes whose two ends stand in one sentence: of the two years of a question, or from a figure that it gives."""

from collections.abc import Sequence

from corpus.errors import AnswerError
from retrieval.amounts import same_value
from retrieval.arithmetic import difference, growth, ratio
from retrieval.asked import CHANGING, Asked, operation_in
from retrieval.calculating import Work, work_between
from retrieval.evidence import Evidence
from retrieval.figures import Told, statements_of
from retrieval.given import amounts_in
from retrieval.pairs import changed
from retrieval.query import Query


def work_within(query: Query, asked: Asked, piece: Evidence) -> Work | None:
    """The change between the two years of a question, where a sentence gives one figure of one thing for each of them."""
    if asked.operation not in CHANGING or asked.given or len(query.years) < 2 or piece.table is not None:
        return None
    told = [Told(s, piece, piece.score, ()) for s in statements_of(piece)]
    ends = [[t for t in told if t.years == (year,)] for year in (query.years[0], query.years[-1])]
    pairs = [(one, two) for one in ends[0] for two in ends[1] if one.statement.measure == two.statement.measure]
    if len(pairs) != 1:
        return None  # of several none is to be picked
    try:
        return work_between(query, asked, pairs[0])
    except AnswerError:
        return None  # the figures have no common unit


def work_from(query: Query, asked: Asked, evidence: Sequence[Evidence]) -> Work | None:
    """The change from a figure that a question gives, where one sentence says that something came from or to it."""
    operation, given = operation_in(query.search), amounts_in(query.search)
    if operation not in ("growth", "difference", "ratio") or asked.given or len(given) != 1 or not given[0].unit:
        return None
    pairs = []
    for piece in evidence:
        for statement in statements_of(piece) if piece.table is None else ():
            if statement.quantity.kind == given[0].kind and same_value(statement.quantity, given[0]):
                pair = changed(query, [Told(statement, piece, piece.score, ())])
                pairs += [pair] if pair is not None else []
    if not pairs or any(p[0].evidence.key != pairs[0][0].evidence.key for p in pairs[1:]):
        return None  # of several none is to be picked
    one, two = (t.statement.quantity for t in pairs[0])
    try:
        if operation == "growth" and one.unit != "%":
            return Work(growth(one, two), pairs[0])
        larger, smaller = (two, one) if two.value > one.value else (one, two)
        return Work((ratio if operation == "ratio" else difference)(larger, smaller), pairs[0])
    except AnswerError:
        return None  # one of them is zero
