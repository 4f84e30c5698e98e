"""Whether what figures answer with is far less likely to answer than a sentence that the ranking or the reader prefers.

Figures are found by what they measure and by their year; ranking and reader take in all of a question. Where they are far
apart, the figure is one of another thing.
"""

from collections.abc import Callable, Sequence

from retrieval.asked import Asked
from retrieval.cells import is_year
from retrieval.draft import Place
from retrieval.evidence import Evidence
from retrieval.figures import holds_kind, statements_of
from retrieval.query import Query
from retrieval.ranking import Scored, rank_evidence
from retrieval.reader import Reader
from retrieval.rereading import both_scores, is_likely
from retrieval.search import Searcher

# In log-odds: about seven times less likely.
_FAR = 2.0
# The same by ranking and reader together, for a sentence that more likely answers than not: of answers with one figure, half of
# them on documents left out of all teaching, 2 of 180 right ones are so far behind, and 27 of 63 wrong ones.
_FAR_READ = 1.5
# So many others are read at most.
_OTHERS = 10


def outranked(
    query: Query,
    asked: Asked,
    places: Sequence[Place],
    ranked: Sequence[Scored],
    wide: Sequence[Evidence],
    searcher: Searcher,
) -> bool:
    """Whether a sentence or row with a figure of the kind asked for ranks far above all that is cited.

    Args:
        query: the question.
        asked: the figure it asks for.
        places: what is cited.
        ranked: evidence of the best passages, best first.
        wide: evidence of all passages that figures were looked for in.
        searcher: of the index.
    """
    cited = _cited(places, wide)
    keys, ranked = {e.key for e in cited}, _with(query, cited, ranked, searcher)
    tables = {id(e.table) for e in cited if e.table is not None}
    others = [s for s in ranked if not (id(s.evidence.table) in tables and _of_time(s.evidence))]
    if asked.measures and not query.years and any(map(_of_time, cited)):
        # Which of the years it is says the column; only what measures the same can say otherwise.
        others = [s for s in others if any(t.measure in asked.measures for t in statements_of(s.evidence))]
    best = next((s.score for s in others if holds_kind(s.evidence, asked)), None)
    own = next((s.score for s in ranked if s.evidence.key in keys), None)
    return best is not None and own is not None and own < best - _FAR


def outread(
    query: Query,
    asked: Asked,
    places: Sequence[Place],
    ranked: Callable[[], Sequence[Scored]],
    wide: Sequence[Evidence],
    searcher: Searcher,
    reader: Reader,
) -> bool:
    """Whether a sentence or row of another table reads far better than the one piece that is cited, and like an answer.

    Args:
        query: the question.
        asked: the figure it asks for; what holds no amount of money answers none that is asked for.
        places: what is cited.
        ranked: gives the evidence of the best passages, best first, of whatever documents.
        wide: evidence of all passages that figures were looked for in.
        searcher: of the index.
        reader: what reads.
    """
    cited = _cited(places, wide)
    if len(cited) != 1:
        return False  # what stands in several places is no slip of one
    told = _with(query, cited, ranked(), searcher)
    money = asked.kinds == {"money"}
    told = [s for s in told if not money or s.evidence.key == cited[0].key or holds_kind(s.evidence, asked)]
    own = next((s for s in told if s.evidence.key == cited[0].key), None)
    table = cited[0].table
    others = [s for s in told if s is not own and (table is None or s.evidence.table is not table)][:_OTHERS]
    if own is None or not others:  # titles and questions are in no ranking
        return False
    own, *others = both_scores(query, [own, *others], reader)
    best = max(others, key=lambda s: s.score)
    return is_likely(best) and best.score >= own.score + _FAR_READ


def _cited(places: Sequence[Place], wide: Sequence[Evidence]) -> list[Evidence]:
    return [e for e in wide if any(d is e.document and a < e.end and e.start < b for d, a, b in places)]


def _with(query: Query, cited: Sequence[Evidence], ranked: Sequence[Scored], searcher: Searcher) -> Sequence[Scored]:
    """The ranking with what is cited in it: scores compare only among what was ranked together."""
    keys = {e.key for e in cited}
    if keys <= {s.evidence.key for s in ranked}:
        return ranked
    rest = [s.evidence for s in ranked if s.evidence.key not in keys]
    return rank_evidence(query, [*rest, *cited], searcher)


def _of_time(piece: Evidence) -> bool:
    """Whether a row is on another time than its neighbours alone, and so on no other thing than they."""
    return piece.table is not None and is_year(piece.table.rows[piece.row][0].text)
