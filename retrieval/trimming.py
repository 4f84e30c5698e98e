"""A long sentence cut down to the clauses that answer."""

import re

from index.words import word_units
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.sentences import Span, clause_spans
from retrieval.sought import has_sought, sought_kind
from retrieval.wanted import wanted_noun

# A quote is at most about this long, in characters.
LONGEST = {"zh": 160, "en": 330}
_SOURCE = re.compile(r"^(?:据|根据|按照?|依据|according to|as |in the (?:view|estimate))", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:1|2)\d{3}(?!\d)")


def trim(query: Query, evidence: Evidence, longest: int | None = None) -> Span:
    """The part of a sentence to quote: whole when it is short, else the run of clauses nearest to the question.

    The clause that names the source of a figure stays where there is room, and a run is never cut inside brackets.
    """
    limit = longest or LONGEST[evidence.document.language]
    if evidence.end - evidence.start <= limit or evidence.table is not None:
        return evidence.start, evidence.end
    text = evidence.document.text
    clauses = clause_spans(text, evidence.start, evidence.end)
    worth = [_worth(query, text[a:b]) for a, b in clauses]
    first = last = max(range(len(clauses)), key=lambda i: (worth[i], -i))
    while True:
        left = worth[first - 1] if first else -1.0
        right = worth[last + 1] if last + 1 < len(clauses) else -1.0
        grown = (first - 1, last) if left > right else (first, last + 1)
        if max(left, right) < 0 or clauses[grown[1]][1] - clauses[grown[0]][0] > limit:
            break
        first, last = grown
    if first and _SOURCE.match(text[slice(*clauses[0])]) and clauses[last][1] - clauses[0][0] <= limit * 1.25:
        first = 0
    start, end = clauses[first][0], clauses[last][1]
    return start, start + len(text[start:end].rstrip("，,；;：: "))


def quoted_spans(query: Query, evidence: Evidence, limit: int | None = None) -> list[Span]:
    """What to quote of a sentence: one span, but of a long one that lists what is asked for all of it, piece by piece."""
    longest = limit or LONGEST[evidence.document.language]
    if query.kind != "list" or evidence.table is not None or evidence.end - evidence.start <= longest:
        return [trim(query, evidence, limit)]
    spans: list[Span] = []
    for start, end in clause_spans(evidence.document.text, evidence.start, evidence.end):
        if spans and end - spans[-1][0] <= longest:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _worth(query: Query, clause: str) -> float:
    """How much a clause has of the question: its words and years, what it names, and something of the kind asked for."""
    asked = set(word_units(query.search))
    inside = set(word_units(clause))
    share = len(asked & inside) / max(len(asked), 1)
    years = {int(y) for y in _YEAR.findall(clause)}
    share += 0.3 * len(years & set(query.years))
    if has_sought(query, sought_kind(query), _YEAR.sub("", clause) if query.kind == "figure" else clause):
        share += 0.3
    noun = wanted_noun(query.search)
    return share + (0.2 if noun and noun in clause.casefold() else 0.0)
