"""A question and the turns before it become a `Query`."""

from collections.abc import Callable, Sequence
from functools import partial

from corpus.script import HAN
from index.words import word_units
from retrieval.agreeing import without_accounts
from retrieval.answer import Turn
from retrieval.followup import resolve
from retrieval.measures import find_measures
from retrieval.names import Mention, NameBook
from retrieval.query import Query, find_years, fold_question, question_kind, question_language
from retrieval.romanised import Held, spelt_names
from retrieval.transcribed import LatinNames, transcribed_names
from retrieval.typos import mend_typos


def understand(
    question: str,
    history: Sequence[Turn],
    names: NameBook,
    held: Held | None = None,
    latin: Callable[[], LatinNames] | None = None,
) -> Query:
    """Read a question, with the turns before it.

    Args:
        question: as it was asked.
        history: the turns before it, oldest first.
        names: those that a book has.
        held: how many passages of the documents hold a unit, to know others by; without it none are.
        latin: the names in Latin letters that they hold, to know those by that a Chinese question writes otherwise.
    """
    folded = fold_question(question)
    resolved = resolve(question, history, names)
    search = mend_typos(resolved, names, partial(_told, names=names, held=held) if held is not None else bool)
    kind = question_kind(folded)
    bare = without_accounts(search)
    if several := bare != search:
        search, kind = bare, "figure" if find_measures(bare) else question_kind(bare)
    elif kind == "open" and search != folded:
        kind = question_kind(search)
    years, span = find_years(search)
    return Query(
        text=question,
        folded=folded,
        language=question_language(question, history, names),
        kind=kind,
        search=search,
        mentions=_mentions(search, names, held, latin),
        years=years,
        year_range=span,
        resolved=resolved != folded,
        several=several,
    )


def _told(name: str, names: NameBook, held: Held) -> bool:
    """Whether the documents hold a name, in any of its forms."""
    forms = {name, *(form for m in names.find(name) for form in m.name.forms)}
    return any(all(held(unit) for unit in word_units(form)) for form in forms)


def _mentions(
    text: str, names: NameBook, held: Held | None, latin: Callable[[], LatinNames] | None
) -> tuple[Mention, ...]:
    """The names in a text, those of the book first where they overlap with others."""
    found = names.find(text)
    if held is not None:
        spelt = spelt_names(text, held)
        found += [m for m in spelt if not any(a.start < m.end and m.start < a.end for a in found)]
        if latin is not None and HAN.search(text):
            found += transcribed_names(text, found, latin(), held)
    return tuple(sorted(found, key=lambda m: m.start))
