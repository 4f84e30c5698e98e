"""The best of the ranking, read once more by the reader, which sees question and sentence together."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from retrieval.asked import Asked
from retrieval.evidence import Evidence
from retrieval.figures import holds_kind
from retrieval.listing import list_blocks
from retrieval.query import Query
from retrieval.ranking import Scored, with_lists
from retrieval.reader import Reader

READ: Final = 20
"""How many pieces are read at most."""
READ_BESIDE: Final = 8
"""How many of documents that a question is perhaps about: of them only the best matters."""
BEHIND: Final = 5.5
"""How far behind the best a piece may rank, in log-odds, to be read: of 325 answers one or two come from farther behind.

Half of the twenty best are so near, in the mean.
"""
# What the reader gives to evidence that more likely answers than not, in log-odds.
_LIKELY = 1.0
# How far behind the best by both scores a figure of the kind asked for still answers rather than the best.
_KIND_BEHIND = 2.0
# So many lists are read as one piece each.
_MOST_LISTS = 2
# By how much what a question is perhaps about must score above what it is about, where they are in different languages and
# in one, in which words match more surely. Chosen on documents left out of all teaching, where .5 to 2 do much alike.
_ABOVE_ABROAD, _ABOVE = 1.0, 2.0
# What both scores count, so that their sum is log-odds: fitted on 1,093 questions of documents left out of the teaching.
_RANKED, _READ = 0.55, 0.63


def reread(query: Query, ranked: Sequence[Scored], reader: Reader, most: int = READ) -> list[Scored]:
    """The same evidence, best first by both scores, still log-odds; what was not read stays behind what was.

    Args:
        query: the question.
        ranked: best first.
        reader: what reads the best of them.
        most: how many it reads, lists that they are of aside.
    """
    best = [s for s in ranked[:most] if s.score >= ranked[0].score - BEHIND]
    if not best:
        return []
    lists = _lists(best, ranked) if query.kind == "list" else []
    pieces = [s.evidence for s in best] + [whole for whole, _ in lists]
    scores = with_lists(reader.scores(query.as_written, pieces), [items for _, items in lists])
    read = [round(float(score), 3) for score in scores]
    again = [_with_read(s, score) for s, score in zip(best, read, strict=True)]
    rest = [replace(s, score=_RANKED * s.score + _READ * min(read)) for s in ranked[len(best) :]]
    return sorted(again, key=lambda s: (-s.score, s.evidence.key)) + rest


def is_likely(scored: Scored) -> bool:
    """Whether the reader takes a piece to answer rather than not."""
    return scored.read is not None and scored.read >= _LIKELY


def both_scores(query: Query, ranked: Sequence[Scored], reader: Reader) -> list[Scored]:
    """The same evidence in the same order, each read by itself and with the score of both, in log-odds."""
    read = reader.scores(query.as_written, [s.evidence for s in ranked])
    return [_with_read(s, round(float(score), 3)) for s, score in zip(ranked, read, strict=True)]


def of_kind(ranked: list[Scored], asked: Asked) -> list[Scored]:
    """What holds a figure of the kind asked for, where any does: but all where the best reads like an answer and they far worse.

    "Three made a profit" tells how many makers did, though no pattern sees a figure in it. Amounts of money are always seen.
    """
    fitting = [s for s in ranked if holds_kind(s.evidence, asked)]
    if (
        asked.kinds != {"money"}
        and fitting
        and is_likely(ranked[0])
        and fitting[0].score < ranked[0].score - _KIND_BEHIND
    ):
        return ranked
    return fitting or ranked


def better(own: list[Scored], others: Sequence[Scored]) -> list[Scored]:
    """What was read of the documents that a question is about, or of the one other document whose best piece scores far above.

    Never of both: what the one lacks of a question, such as a name, the other does not make up for.
    """
    if not others:
        return own
    other = others[0].evidence.document
    if own:
        abroad = other.language != own[0].evidence.document.language
        if others[0].score < own[0].score + (_ABOVE_ABROAD if abroad else _ABOVE):
            return own
    return [s for s in others if s.evidence.document is other]


def _with_read(scored: Scored, read: float) -> Scored:
    return replace(scored, score=_RANKED * scored.score + _READ * read, read=read)


def _lists(best: Sequence[Scored], ranked: Sequence[Scored]) -> list[tuple[Evidence, list[int]]]:
    """The lists of the best pieces, each as one piece with the numbers of its items among the best."""
    numbers = {scored.evidence.key: number for number, scored in enumerate(best)}
    units = [scored.evidence for scored in ranked]
    found = [
        (whole, [numbers[units[item].key] for item in items if units[item].key in numbers])
        for whole, items in list_blocks(units)
    ]
    return sorted((pair for pair in found if pair[1]), key=lambda pair: min(pair[1]))[:_MOST_LISTS]
