"""Which of the documents found a question is about, so that another's figure on the same thing does not answer it.

Asked how many people work for one firm, the row "employees" of another's report fits but for the name. Names that no book
lists are told by where they stand: the documents that a question is about match more of its words than the others do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Subject:
    """Documents by whether a question is about them; those that are in neither set are about something else.

    Attributes:
        on: doc_ids of the documents that it is about; all where nothing tells documents apart.
        perhaps: of those in the other language that match less of it, where it can be the names that are written otherwise.
    """

    on: frozenset[str]
    perhaps: frozenset[str]


def subject_of(query: Query, hits: Sequence[Hit], searcher: Searcher) -> Subject:
    """Which of the documents found a question is about.

    A name that was known by its spelling in the documents tells them apart by itself.
    """
    names = list(dict.fromkeys(hit.passage.doc_id for hit in hits))
    spelt = [form.casefold() for m in query.mentions if not m.name.listed for form in m.name.forms]
    named = [name for name in names if searcher.names_any(name, spelt)]
    on = set(named or names)
    if len(on) > 1:
        on = _near(query, hits, named or names, searcher)
    best = max((hit.score for hit in hits if hit.passage.doc_id in on), default=0.0)
    on |= {hit.passage.doc_id for hit in hits if hit.score >= best + _AHEAD}
    abroad = {hit.passage.doc_id for hit in hits if hit.passage.language != query.script}
    return Subject(frozenset(on), frozenset(abroad - on) if not named else frozenset())


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
