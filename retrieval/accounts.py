"""Other accounts of a figure: places of its document that say of another value that it is told of the same.

A second estimate, a restatement, whoever counts otherwise: what such a sentence leaves out is what was told before. Its own
words may add nothing to that, and where the document gives more than one figure that it could be an account of, it is of
none that is known.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.amounts import comparable, same_value
from retrieval.attribution import find_attributions
from retrieval.claims import content_words
from retrieval.clauses import clause_ranges, is_chinese
from retrieval.englishverbs import FINITE
from retrieval.evidence import Evidence, evidence_at
from retrieval.figures import statements_of
from retrieval.fitting import family
from retrieval.measures import find_measures
from retrieval.periods import find_periods
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.retold import retelling_spans, retells
from retrieval.sameness import PART
from retrieval.statement import Statement

Words = frozenset[str]
# Figures that differ by less are one figure rounded.
_ROUNDED = 0.005
_MOST = 3
# Another account is looked for so many characters before and behind a figure: a long report, not all of a book.
_REACH = 15_000
# What is said of the figure behind it: "sales of 5 million in 2024 show that the fall is over".
_COMMENT = re.compile(
    rf"\b(?:that|which|who|shows?|confirms?|suggests?|means?|mark(?:s|ed)?|{FINITE})\b", re.IGNORECASE
)
# A subject that only points to what was named before.
_REFERS = re.compile(
    r"(?:^|[.;] )(?:The |Total |Overall )?(regional|national|local|countrywide|industry) (?=\w+)",
    re.IGNORECASE | re.MULTILINE,
)
# Kinds of figures that may be of anything; gigawatt hours and tonnes are of one thing where a text says nothing else.
_ANYTHING = frozenset(("money", "count", "percent"))
# What a clause says of how its figure was come by, and of nothing that the figure is on.
_HOW = frozenset([
    "forecast",
    "estim",
    "expect",
    "predict",
    "project",
    "reckon",
    "put",
    "arriv",
    "figur",
    "number",
    "count",
    "come",
])


def other_accounts(query: Query, first: Evidence, told: Statement) -> list[tuple[Evidence, Statement]]:
    """The places around a figure that give another account of it, in their order.

    Args:
        query: the question.
        first: the sentence or row that answers.
        told: its figure.
    """
    chinese = is_chinese(first.text if first.table is None else first.document.text[:400])
    document, start, end = first.document, max(0, first.start - _REACH), first.end + _REACH
    around = document.text[start:end]
    if not (retells(around, chinese) or _REFERS.search(around)):
        return []
    pieces = evidence_at([(document, start, min(end, len(document.text)))])
    anew = first.table is None and retells(first.text, chinese)
    if anew and (query.script == "zh") is not chinese:
        return []  # what it is an account of can only be told by the words of the question
    found = []
    for piece in pieces:
        again = piece.table is None and (retells(piece.text, chinese) or (not anew and _refers(piece, told)))
        if piece.key == first.key or again is anew:
            continue
        said = list(_alike(piece, told, told if anew else None))
        if len(said) != 1 or (said[0].quantity.kind == "percent" and said[0].measure != told.measure):
            continue
        plain, other = ((piece, said[0]), (first, told)) if anew else ((first, told), (piece, said[0]))
        if same_value(told.quantity, said[0].quantity, _ROUNDED) or not _of_same(query, plain, other, chinese):
            continue
        if _one_antecedent(pieces, plain, other, chinese):
            found.append((piece, said[0]))
    return found[:_MOST]


def _refers(piece: Evidence, told: Statement) -> bool:
    """Whether a sentence speaks of "regional sales" where the sales of a region are what the document is about."""
    found = _REFERS.search(piece.text)
    if found is None:
        return False
    about = content_words(told.subject, False)
    head = content_words(re.split(r" (?:in|of|across|within) ", told.subject)[0], False)
    return bool(head & content_words(piece.document.title, False)) and content_words(found[1], False) <= about


def _alike(piece: Evidence, told: Statement, anew: Statement | None) -> Iterator[Statement]:
    """The figures of a piece in the unit of another one and for its time, on what it measures where both say so."""
    for statement in statements_of(piece):
        if not comparable(statement.quantity, told.quantity) or _years(statement) != _years(told):
            continue
        if statement.quantity.kind == "count" and statement.quantity.unit != told.quantity.unit:
            continue
        again, text = (told, "") if anew else (statement, piece.text[statement.start : statement.end])
        named = anew is not None or piece.table is not None or _names_measure(text, again)
        unnamed = told.measure == told.quantity.kind not in _ANYTHING
        if family(statement.measure) & family(told.measure) or unnamed or not named:
            yield statement


def _names_measure(clause: str, statement: Statement) -> bool:
    return statement.direct or any(m.key == statement.measure for m in find_measures(clause))


def _years(statement: Statement) -> tuple[int, ...]:
    return statement.period.years if statement.period else ()


def _of_same(query: Query, plain: tuple[Evidence, Statement], again: tuple[Evidence, Statement], chinese: bool) -> bool:
    """Whether the words of another account add nothing to what the first is on."""
    (first, told), (piece, said) = plain, again
    if any(e.table is None and PART.search(e.text[: s.quantity.start]) for e, s in (plain, again)):
        return False
    clause = first.text[told.start : told.end] if first.table is None else ""
    known = content_words(
        f"{query.search} {query.other_forms} {piece.document.title} {told.of} {told.subject} {clause}", chinese
    )
    own = _words(piece.text, said, chinese)
    measured = content_words(" ".join(piece.text[m.start : m.end] for m in find_measures(piece.text)), chinese)
    return not own - known - measured - _HOW


def _words(text: str, statement: Statement, chinese: bool) -> Words:
    """The words of the clause of a figure, or of the one before it where it has none; how it was come by left out."""
    spans = [(a.start, a.end) for a in find_attributions(text)] + [(p.start, p.end) for p in find_periods(text)]
    spans += [(q.start, q.end) for q in find_quantities(text)] + retelling_spans(text, chinese)
    blank = list(text)
    for start, end in spans:
        blank[start:end] = " " * (end - start)
    at = statement.quantity.end
    if not chinese and (comment := _COMMENT.search(text, at)):
        blank[comment.start() :] = " " * (len(text) - comment.start())
    bare = re.sub(r"[（(][^（）()]*[）)]", lambda m: " " * len(m[0]), "".join(blank))
    ranges = [r for r in clause_ranges(text, chinese) if r[0] <= statement.quantity.start]
    for number, (start, end) in enumerate(reversed(ranges)):
        if number and retells(text[start:end], chinese):
            continue  # whoever tells it, and how
        if (words := content_words(bare[start:end], chinese)) and not (words <= _HOW):
            return words
    return frozenset()


def _one_antecedent(
    pieces: Sequence[Evidence], plain: tuple[Evidence, Statement], again: tuple[Evidence, Statement], chinese: bool
) -> bool:
    """Whether nothing else among the pieces could be what the other account is of."""
    (first, told), (piece, said) = plain, again
    own = _words(piece.text, said, chinese) & content_words(f"{told.subject} {told.of}", chinese)
    for other in pieces:
        if other.key in (first.key, piece.key) or (other.table is None and retells(other.text, chinese)):
            continue
        for statement in _alike(other, told, None):
            if (
                family(statement.measure) & family(told.measure)
                and not same_value(statement.quantity, told.quantity, _ROUNDED)
                and not (own and not own <= content_words(f"{other.text}", chinese))
            ):
                return False
    return True
