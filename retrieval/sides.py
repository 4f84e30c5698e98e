"""The two things that a question sets beside each other, so that an answer speaks of both or says which it lacks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.words import word_units
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.ranking import Scored
from retrieval.requirements import years_near

_THING = r"(?:the |a |an |that of the |that of )?([\w&'-]+(?: [\w&'-]+){0,3}?)"
_TWO = (
    re.compile(rf"\bbetween {_THING} and {_THING}(?: of\b| in\b| for\b| when\b|[,?.]|$)", re.IGNORECASE),
    re.compile(rf"\b(?:do|does|did|are|is) {_THING} and {_THING}(?: of [^?]*?)? (?:differ|compare)", re.IGNORECASE),
    re.compile(rf"\bcompare (?:[^,?]*? of )?{_THING} (?:with|to|and|against) {_THING}(?: in\b| for\b|[,?.]|$)", re.IGNORECASE),
    re.compile(rf", {_THING} or {_THING}\?*$", re.IGNORECASE),
    re.compile(rf"^{_THING} (?:and|or|versus|vs\.?) {_THING}(?: (?:for|in|on) [^:?]*)?[:;]", re.IGNORECASE),
    re.compile(r": ?([^:?]{3,80}?),? or ([^:?]{3,80}?)\?*$", re.IGNORECASE),
    re.compile(
        r"(?:^|[，,的在]|比较|对比)(?:(?:1|2)\d{3}年)?([\u4e00-\u9fffA-Za-z0-9-]{2,10}?)(?:和|与|跟|同)([\u4e00-\u9fffA-Za-z0-9-]{2,10}?)"
        r"(?=(?:1|2)\d{3}年|到|在|的|差|[，,]|有什么|有何|哪|谁|相比|相差|比|各|分别|放|这两)"
    ),
)  # fmt: skip
_LEAD = re.compile(r"^(?:.*的|比较|对比)")
_MARK = re.compile(r"\b[A-Za-z]*-?\d[\w.-]*\w|\b[A-Za-z]+\d\b|\b\d\b")
_COMPARES = re.compile(
    r"不同|区别|差[别异在多]|比较|对比|相比|哪[个家边间种一座]|谁|更|各[有自是]?|分别|\beach\b|\bdiffer|\bcompar|\bwhich\b|\bwho\b|\b\w+er\b|\bmore\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things.

    Attributes:
        shown: as the question has it.
        own: the words that tell it from the other, Chinese as it is written.
        shared: the words beside those, where they are no names: the kiln of "the east kiln".
    """

    shown: str
    own: tuple[str, ...]
    shared: tuple[str, ...] = ()

    def stands_in(self, text: str) -> bool:
        """Whether a line of a text names it."""
        return any(
            all(word in _words(line) if word.isascii() else word in line for word in (*self.own, *self.shared))
            for line in text.split("\n")
        )

    def unheard_of(self, text: str, other: "Side") -> bool:
        """Whether a text has none of the words that tell it from the other.

        What is no name and of another kind than the other side may stand there in other words, and is never unheard of.
        """
        kin = (
            bool(self.shared) or not self.shown.islower() if self.shown.isascii() else self.shown[-1] == other.shown[-1]
        )
        words = _words(text)
        return kin and not any(word in words if word.isascii() else word in text for word in self.own)


def sides_of(query: Query) -> tuple[Side, ...]:
    """The two things that a question compares, or none.

    >>> from retrieval.names import default_names
    >>> from retrieval.understand import understand
    >>> [side.own for side in sides_of(understand("绿茶和红茶在制作上有什么不同？", (), default_names()))]
    [('绿',), ('红',)]
    """
    if not _COMPARES.search(query.search):
        return ()
    for pattern in _TWO:
        if found := pattern.search(query.search):
            first, second = (_own(query, found[a].strip(), found[b].strip()) for a, b in ((1, 2), (2, 1)))
            if first.own and second.own:
                return first, second
    return ()


def _own(query: Query, side: str, other: str) -> Side:
    """A side with the words of it that the other has not; 云帐 of 云帐北坡和南坡 is of both."""
    if side.isascii():
        own, shared = _words(side) - _words(other), _words(side) & _words(other)
        return Side(side, tuple(sorted(own)), tuple(sorted(shared)) if side.islower() else ())
    side, other = (_LEAD.sub("", part) for part in (side, other))
    named = any(form in side for m in query.names for form in m.name.forms)
    if len(side) > len(other) and side[-1] == other[-1] and not named:
        side = side[-len(other) :]
    tail = next((n for n, (a, b) in enumerate(zip(side[::-1], other[::-1], strict=False)) if a != b), 0)
    core = side[: len(side) - tail]
    return Side(side, (core,) if core else ())


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    """The stems of a text in Latin letters; marks such as E5 and QA-350 stay whole."""
    marks = {m.casefold() for m in _MARK.findall(text)}
    return frozenset(marks | {unit for unit in word_units(_MARK.sub(" ", text)) if unit.isascii()})


def left_out(query: Query, said: str, evidence: Sequence[Evidence]) -> tuple[Side, Side] | None:
    """The one of two sides that an answer does not name and the other, which it names; None where it has both or none.

    Across languages nothing is told by words.
    """
    sides = sides_of(query)
    named = [side.stands_in(said) for side in sides]
    if sorted(named) != [False, True] or (evidence[0].document.language == "en") is not (query.script == "en"):
        return None
    return sides[named.index(False)], sides[named.index(True)]


def evidence_for(query: Query, side: Side, other: Side, ranked: Sequence[Scored]) -> Evidence | None:
    """The best piece on one side alone, of the years that the question names."""
    years = set(query.years)
    for scored in ranked:
        piece = scored.evidence
        text = piece.text if piece.table is None else piece.table.rows[piece.row][0].text
        of_time = piece.table is not None or not years or bool(years & years_near(piece)) or not years_near(piece)
        if side.stands_in(text) and not other.stands_in(text) and of_time:
            return piece
    return None
