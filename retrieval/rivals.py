"""What else the documents say to the same question: places that answer it with another value.

`retrieval.conflicts` compares figures by themselves and `retrieval.sameness` by what a question pins down. Here two
places are rivals because search and ranking hold both to answer one question and their clauses say the same, but for
the value. What either says beyond the question and the other must be next to nothing: a false conflict is worse than
a missed one.
"""

import re
from collections.abc import Sequence

from index.words import word_units
from retrieval.accounts import other_accounts
from retrieval.amounts import comparable, same_value
from retrieval.claims import Claim, content_words, dates_claimed, figures_claimed
from retrieval.clauses import is_chinese
from retrieval.conflicts import compare
from retrieval.evidence import Evidence
from retrieval.figures import statements_of
from retrieval.fitting import family
from retrieval.measures import measures
from retrieval.offices import office_of, other_holders
from retrieval.period import Period
from retrieval.periods import find_periods
from retrieval.query import Query, find_years
from retrieval.ranking import Scored
from retrieval.requirements import requirements, years_near
from retrieval.statement import Statement

Words = frozenset[str]
Rival = tuple[Evidence, Statement | None]

# A rival is among so many of the best pieces, and so many are told.
_REACH, _MOST = 8, 3
# What the clause of a rival, and that of the answer, may say beyond the question: characters of Chinese, words of English.
_BEYOND_ZH, _OWN_ZH = 0, 5
_BEYOND_EN, _OWN_EN = 0, 3
# For so many words of the question that both have, one may stand in one of them alone.
_PER_LOST = 3
# Figures that differ by less are one figure rounded.
_ROUNDED = 0.005
# What looks like a name or a number of something; the first word of a sentence tells nothing.
_MARKED = re.compile(r"[A-Za-z]*\d[A-Za-z0-9.]*|(?<=[a-z,] )[A-Z]\w+")


def rivals(
    query: Query,
    first: Evidence,
    ranked: Sequence[Scored],
    told: Statement | None = None,
    beside: Sequence[Evidence] = (),
) -> list[Rival]:
    """The other places that answer a question with another value, best first.

    Args:
        query: the question.
        first: where its answer stands.
        ranked: sentences and rows, best first.
        told: the figure that answers, where it is known.
        beside: places whose figures fit about as well.

    Returns:
        each with the figure that it gives, or None where it gives a date or a person.
    """
    if office_of(query):
        others = other_holders(query, first, [s.evidence for s in ranked[:_REACH]])
        return [(piece, None) for piece in others[:_MOST]]
    own = _answering(query, first, told)
    if own is None:
        return []
    pool = {e.key: e for e in (*(s.evidence for s in ranked[:_REACH]), *beside)}
    found: list[Rival] = []
    for other in pool.values():
        claims = _claims(query, other)
        against = [c for c in claims if _rival(query, first, own, other, c)]
        if len(against) == 1 and not _listed(against[0], claims):
            found.append((other, against[0].statement))
    if own.statement is not None and query.kind != "when":
        keys = {piece.key for piece, _ in found}
        found += [rival for rival in other_accounts(query, first, own.statement) if rival[0].key not in keys]
    return found[:_MOST]


def _claims(query: Query, evidence: Evidence) -> list[Claim]:
    return list(dates_claimed(evidence) if query.kind == "when" else figures_claimed(evidence))


def _answering(query: Query, evidence: Evidence, told: Statement | None) -> Claim | None:
    """The value of the answer: the one that is told, else the one whose clause holds most of the question."""
    claims = _claims(query, evidence)
    if told is not None and query.kind != "when":
        return next((c for c in claims if c.statement == told), None)
    asked, years = set(word_units(query.search)), set(query.years)
    return max(claims, key=lambda c: (bool(years & set(c.years)), len(asked & set(word_units(c.about)))), default=None)


def _listed(claim: Claim, beside: Sequence[Claim]) -> bool:
    """Whether a figure is one of several on the same measure and time, as the parts of a whole are."""
    own = claim.statement
    others = [c.statement for c in beside if c.statement is not None and c.years == claim.years]
    return own is not None and sum((s.measure, s.quantity.unit) == (own.measure, own.quantity.unit) for s in others) > 1


def _rival(query: Query, first: Evidence, own: Claim, other: Evidence, claim: Claim) -> bool:
    """Whether a value answers the question as another one does, and is not the same."""
    if other.key == first.key or (first.table is not None and other.table is first.table):
        return False
    if (first.document.language == "en") is not (other.document.language == "en"):
        return False
    if claim.part is not own.part or not _differ(own, claim) or _gives(other, own) or _gives(first, claim):
        return False
    if own.statement is not None and not _at_one_time(query, first, own, other, claim):
        return False
    if any(r.met_by(first) and not r.met_by(other) for r in requirements(query) if r.kind not in ("year", "name")):
        return False
    return _say_the_same(query, first, own, other, claim)


def _differ(own: Claim, claim: Claim) -> bool:
    """Whether two values are of one kind, and not the same."""
    if own.period is not None and claim.period is not None:
        return _dates_differ(own.period, claim.period)
    if own.statement is None or claim.statement is None:
        return False
    first, second = own.statement, claim.statement
    one, two = first.quantity, second.quantity
    if compare(first, second) == "agree" or same_value(one, two, _ROUNDED):
        return False
    named = [s.measure for s in (first, second) if s.measure in measures().measures and s.measure != s.quantity.kind]
    if len(named) == 2 and not family(named[0]) & family(named[1]):
        return False
    if not comparable(one, two) or (one.kind == "percent" and len(named) < 2):
        return False
    return one.unit == two.unit or one.kind == two.kind == "count"


def _dates_differ(one: Period, two: Period) -> bool:
    """Whether two dates differ as far as both go: 1987 and June 1987 do not."""
    if one.low != two.low:
        return True
    return one.detail != two.detail and bool(one.detail) and len(one.detail) == len(two.detail)


def _gives(evidence: Evidence, claim: Claim) -> bool:
    """Whether a place gives a value as well, among others."""
    if claim.period is not None:
        date = claim.period.low, claim.period.detail
        return any((p.low, p.detail) == date for p in find_periods(evidence.text))
    own = claim.statement
    return own is not None and any(same_value(s.quantity, own.quantity, _ROUNDED) for s in statements_of(evidence))


def _at_one_time(query: Query, first: Evidence, own: Claim, other: Evidence, claim: Claim) -> bool:
    one, two = set(own.years), set(claim.years)
    if one and two:
        return one == two
    if asked := set(query.years):
        known = (one or _years(first), two or _years(other))
        return all(not years or years & asked for years in known)
    return first.document is other.document or not (one or two)


def _years(evidence: Evidence) -> set[int]:
    """The years that a place may speak of: its own, or those nearest to it and of its title."""
    return set(find_years(evidence.text)[0]) or years_near(evidence) | set(find_years(evidence.document.title)[0])


def _say_the_same(query: Query, first: Evidence, own: Claim, other: Evidence, claim: Claim) -> bool:
    """Whether two clauses say the same of one thing, as far as their words go."""
    chinese = is_chinese(other.text)
    abroad = chinese is not (query.script == "zh")
    asked = content_words(f"{query.search} {query.other_forms}", chinese)
    one, two = content_words(own.about, chinese), content_words(claim.about, chinese)
    # What a row is of stands in its label, whatever the title says.
    here, there = (content_words(e.context if e.table is None else "", chinese) for e in (first, other))
    if first.document is not other.document:
        if not _of_one_thing(asked, here, there, two | content_words(other.before, chinese), abroad):
            return False
        here, there = here & (there | asked), there & (here | asked)
    known = f"{query.search} {query.other_forms} {other.context} {own.about}".casefold()
    if not one & two or any(mark.casefold() not in known for mark in _MARKED.findall(claim.about)):
        return False
    whole, its_whole = (content_words(_text(e), chinese) & asked for e in (first, other))
    named = content_words(" ".join(_MARKED.findall(other.before)), chinese)
    lost, more = whole - its_whole - there - named, (two & asked) - one - whole - here
    room = len(whole & its_whole) // _PER_LOST
    most, most_own = (_BEYOND_ZH, _OWN_ZH) if chinese else (_BEYOND_EN, _OWN_EN)
    return (
        len(two - one - asked - there) <= most
        and len(one - two - asked - here) <= (most if abroad else most_own)
        and len(lost) <= room
        and len(more) <= room + (first.table is not None)  # a cell leaves out what is counted
    )


def _text(evidence: Evidence) -> str:
    """The text of a place; of a row, with the heads of its columns."""
    heads = () if evidence.table is None else evidence.table.header
    return " ".join((evidence.text, *(cell.text for cell in heads)))


def _of_one_thing(asked: Words, here: Words, there: Words, said: Words, abroad: bool) -> bool:
    """Whether two documents speak of one thing: what the question shares with the title of one, the other says too."""
    if abroad:
        return 2 * len(here & there) >= min(len(here), len(there))
    return len((asked & here) - there - said) <= len(asked & here) // _PER_LOST
