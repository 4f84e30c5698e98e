"""The figures of several things set side by side: of one measure, and of one table or sentence where one gives them all."""

from collections.abc import Callable, Hashable, Sequence

from retrieval.asked import Asked
from retrieval.figures import Told
from retrieval.query import Query
from retrieval.sameness import same_thing

# How far below the figures that fit best those of one source may fit, all together.
_WORSE = 0.9


def about_target(told: Told, target: tuple[str, ...], targets: Sequence[tuple[str, ...]]) -> bool:
    """Whether a figure is about one of the things that are set side by side."""
    statement = told.statement
    about = f"{statement.subject} {statement.of}".casefold()
    if any(form.casefold() in about for form in target):
        return True
    # A sentence that names one of them alone speaks of it, whatever its grammar.
    near = f"{told.evidence.before} {told.evidence.text}".casefold() if told.evidence.table is None else ""
    named = [t for t in targets if any(form.casefold() in near for form in t)]
    return named == [target]


def side_by_side(query: Query, asked: Asked, told: Sequence[Told], least: float) -> list[list[Told]]:
    """For each of the things that are set side by side the figures that may serve, best first.

    Without those of other measures than all of the things share, where the question names none; and where one table or
    sentence gives a figure of each, only those and what is told of the same elsewhere.

    Args:
        query: the question.
        asked: what is asked for.
        told: figures, best first.
        least: how well one must fit.
    """
    every = [list(told) for _ in asked.targets]
    if len(asked.targets) < 2 or asked.operation == "tell":
        return every
    fit = [t for t in told if not t.lacks and t.score >= least]
    of_each = [_of(asked, target, fit) for target in asked.targets]
    if not all(of_each):
        return every
    if not asked.measures:
        key = _shared(of_each, _measure)
        if key is None:
            return every
        of_each = [[t for t in own if _measure(t) == key] for own in of_each]
        told = [t for t in told if _measure(t) == key]
    every = [_said_of(target, told) or list(told) for target in asked.targets]
    source = _shared(of_each, _source) if len(query.years) < 2 else None
    if source is None or _total(of_each, _source, source) < sum(own[0].score for own in of_each) - _WORSE:
        return every
    chosen = [next(t for t in own if _source(t) == source) for own in of_each]
    return [
        [one, *(t for t in own if t is not one and same_thing(query, one, t))]
        for one, own in zip(chosen, of_each, strict=True)
    ]


def _of(asked: Asked, target: tuple[str, ...], told: Sequence[Told]) -> list[Told]:
    """The figures on one of the things, in the fullest of its forms that any of them has."""
    own = _said_of(target, told) if asked.operation == "sum" else []
    return own or [t for t in told if about_target(t, target, asked.targets)]


def _said_of(target: tuple[str, ...], told: Sequence[Told]) -> list[Told]:
    """The figures whose own words name a thing, in the fullest of its forms that any of them has."""
    for form in target:
        if own := [t for t in told if form.casefold() in f"{t.statement.subject} {t.statement.of}".casefold()]:
            return own
    return []


def _measure(told: Told) -> Hashable:
    return told.statement.measure, told.statement.quantity.kind


def _source(told: Told) -> Hashable:
    where = told.evidence.key if told.evidence.table is None else id(told.evidence.table)
    return where, told.statement.measure, told.years


def _shared(of_each: Sequence[Sequence[Told]], key: Callable[[Told], Hashable]) -> Hashable | None:
    """What figures of all of the things have in common, the one with the figures that fit best; None for nothing."""
    shared = set.intersection(*({key(t) for t in own} for own in of_each))
    ordered = [key(t) for t in of_each[0] if key(t) in shared]
    return max(ordered, key=lambda one: _total(of_each, key, one), default=None)


def _total(of_each: Sequence[Sequence[Told]], key: Callable[[Told], Hashable], one: Hashable) -> float:
    return sum(next(t.score for t in own if key(t) == one) for own in of_each)
