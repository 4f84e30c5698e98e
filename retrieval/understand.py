"""A question and the turns before it become a `Query`."""

from collections.abc import Sequence

from retrieval.answer import Turn
from retrieval.followup import resolve
from retrieval.names import NameBook
from retrieval.query import Query, find_years, fold_question, question_kind, question_language
from retrieval.typos import mend_typos


def understand(question: str, history: Sequence[Turn], names: NameBook) -> Query:
    """Read a question, with the turns before it."""
    folded = fold_question(question)
    resolved = resolve(question, history, names)
    search = mend_typos(resolved, names)
    kind = question_kind(folded)
    if kind == "open" and search != folded:
        kind = question_kind(search)
    years, span = find_years(search)
    return Query(
        text=question,
        folded=folded,
        language=question_language(question, history, names),
        kind=kind,
        search=search,
        mentions=tuple(names.find(search)),
        years=years,
        year_range=span,
        resolved=resolved != folded,
    )
