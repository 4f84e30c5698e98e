"""The passages shown with an answer, in the order of the search and of the reader together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrieval.ranking import Scored
from retrieval.search import Hit

# The smaller, the more the first ranks weigh. Of 5, 10 and the reader's order alone, on gold `dev` and `more`, none is
# better throughout; all of them are better than the order of the search.
_SMOOTH: Final = 5


def in_read_order(hits: Sequence[Hit], read: Sequence[Scored]) -> list[Hit]:
    """Hits by reciprocal rank fusion (Cormack et al. 2009) of their order and of that of the best piece in each.

    Args:
        hits: as the search has them, best first.
        read: evidence, some of it in the hits, best first.

    Returns:
        The same hits, each with the fused score.
    """
    first: dict[int, int] = {}
    for place, scored in enumerate(read):
        number = next((n for n, hit in enumerate(hits) if _holds(hit, scored)), None)
        if number is not None:
            first.setdefault(number, place)
    by_reader = sorted(range(len(hits)), key=lambda n: (first.get(n, len(read)), n))
    ranks = {number: rank for rank, number in enumerate(by_reader)}
    scores = [1 / (_SMOOTH + n) + 1 / (_SMOOTH + ranks[n]) for n in range(len(hits))]
    order = sorted(range(len(hits)), key=lambda n: (-scores[n], n))
    return [replace(hits[n], score=scores[n]) for n in order]


def _holds(hit: Hit, scored: Scored) -> bool:
    passage, piece = hit.passage, scored.evidence
    return passage.doc_id == piece.document.doc_id and passage.start <= piece.start and piece.end <= passage.end
