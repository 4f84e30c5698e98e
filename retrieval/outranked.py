"""Whether what figures answer with is far less likely to answer than a sentence that the ranking prefers.

Figures are found by what they measure and by their year; the ranking reads all of a question. Where the two are far apart,
the figure is one of another thing.
"""

from collections.abc import Sequence

from retrieval.asked import Asked
from retrieval.cells import is_year
from retrieval.draft import Place
from retrieval.evidence import Evidence
from retrieval.figures import holds_kind, statements_of
from retrieval.query import Query
from retrieval.ranking import Scored, rank_evidence
from retrieval.search import Searcher

# In log-odds: about seven times less likely.
_FAR = 2.0


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
    cited = [e for e in wide if any(d is e.document and a < e.end and e.start < b for d, a, b in places)]
    keys, known = {e.key for e in cited}, {s.evidence.key for s in ranked}
    if not keys <= known:  # scores compare only among what was ranked together
        rest = [s.evidence for s in ranked if s.evidence.key not in keys]
        ranked = rank_evidence(query, [*rest, *cited], searcher)
    tables = {id(e.table) for e in cited if e.table is not None}
    others = [s for s in ranked if not (id(s.evidence.table) in tables and _of_time(s.evidence))]
    if asked.measures and not query.years and any(map(_of_time, cited)):
        # Which of the years it is says the column; only what measures the same can say otherwise.
        others = [s for s in others if any(t.measure in asked.measures for t in statements_of(s.evidence))]
    best = next((s.score for s in others if holds_kind(s.evidence, asked)), None)
    own = next((s.score for s in ranked if s.evidence.key in keys), None)
    return best is not None and own is not None and own < best - _FAR


def _of_time(piece: Evidence) -> bool:
    """Whether a row is on another time than its neighbours alone, and so on no other thing than they."""
    return piece.table is not None and is_year(piece.table.rows[piece.row][0].text)
