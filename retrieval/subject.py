"""Which of the documents found a question is about, so that another's figure on the same thing does not answer it.

Asked how many people work for one firm, the row "employees" of another's report fits but for the name. Names that no book
lists are told by where they stand: the documents that a question is about match more of its words than the others do.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from retrieval.late import weighted_mean
from retrieval.query import Query
from retrieval.search import Hit, Searcher

# Cosines of static vectors between unlike words, which match nothing.
_UNLIKE = 0.3
# How much less of a question's weight than the best document one may match, in its language and across languages,
# where names match less surely.
_BEHIND, _BEHIND_ABROAD = 0.12, 0.18
# A passage that search puts so far before theirs speaks for its document, whatever names match.
_AHEAD = 1.0
# A document that holds so much of the question which the best one lacks is another part of a comparison.
_OWN = 0.2


def by_subject(query: Query, hits: Sequence[Hit], searcher: Searcher) -> tuple[list[Hit], list[Hit]]:
    """The hits of the documents that a question is about, and of those that it is perhaps about, in their order.

    A name that was known by its spelling in the documents tells them apart by itself. Otherwise a document that matches
    less may be meant all the same: it says the same in other words, or in the other language. Where nothing tells documents
    apart, a question is about all of them.
    """
    names = list(dict.fromkeys(hit.passage.doc_id for hit in hits))
    spelt = [form.casefold() for m in query.mentions if not m.name.listed for form in m.name.forms]
    named = [name for name in names if searcher.names_any(name, spelt)]
    kept = _near(query, hits, named or names, searcher) if len(named or names) > 1 else set(named or names)
    best_kept = max((hit.score for hit in hits if hit.passage.doc_id in kept), default=0.0)
    kept |= {hit.passage.doc_id for hit in hits if hit.score >= best_kept + _AHEAD}
    about = [hit for hit in hits if hit.passage.doc_id in kept]
    return about, [] if named else [hit for hit in hits if hit.passage.doc_id not in kept]


def _near(query: Query, hits: Sequence[Hit], names: Sequence[str], searcher: Searcher) -> set[str]:
    """The documents that match about as much of a question as the best one, or a part of their own."""
    weights, best = searcher.matched_in(query.as_written, f"{query.other_forms} {query.spelt}", names)
    matched = np.clip((best - _UNLIKE) / (1 - _UNLIKE), 0, 1) ** 2
    abroad = {hit.passage.doc_id: hit.passage.language != query.script for hit in hits}
    limits = np.asarray([_BEHIND_ABROAD if abroad[name] else _BEHIND for name in names])
    return {name for name, keep in zip(names, _kept(weights, matched, limits), strict=True) if keep}


def _kept(weights: NDArray[np.float32], matched: NDArray[np.float32], limits: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which documents stay, from weights of shape (tokens,), matches of shape (documents, tokens) and their limits."""
    shares = weighted_mean(matched, weights)
    top = matched[int(np.argmax(shares))]
    own = weighted_mean(np.maximum(matched - top, 0), weights)
    return np.asarray((shares >= shares.max() - limits) | (own >= _OWN))
