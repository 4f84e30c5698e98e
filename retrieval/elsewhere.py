"""Things that a document tells of elsewhere than where an answer was found: another firm, another version, a section of its own.

That a document holds a name is not enough where it tells of several things. What is told of a thing stands where its name does:
in the sentence, before it, in a heading, or as what all of the document is about.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from corpus.document import Document
from corpus.script import HAN, to_simplified
from index.lexicon import is_word
from retrieval.answer import section_at
from retrieval.evidence import Evidence
from retrieval.query import Query
from retrieval.requirements import PLAIN, whole_text
from retrieval.strange import called_names, names_something

# Where a document begins, in characters: what is named there all of it is about.
_HEAD = 120
# How far behind its last mention a thing is still told of, in characters; a version is named right where it is told of.
_FAR, _FAR_MARK = 600, 240
_PHRASE = re.compile(
    r"(?<![.!?] )(?<!^)(?<![A-Za-z])[A-Z][A-Za-z0-9’-]*[a-z][A-Za-z0-9’-]*(?: (?:of |the )?[A-Z][A-Za-z0-9’-]*[a-z][A-Za-z0-9’-]*)*"
)
_PHRASE_ZH = re.compile(_PHRASE.pattern.removeprefix("(?<![.!?] )(?<!^)"))
# A version behind a name; and a model with a word that tells it from its plain sister.
_NO_UNIT = r"(?![\d%]|\.\d| ?(?:per ?cent|percent|points?|million|billion|trillion|[kcm]?m|[kM]?[gbW]|[kMG]Wh?|litres?|tonnes?|miles?|hours?|years?|crowns?|pounds?|dollars?|euros?|yuan|times)\b)"
_MARKS = (
    re.compile(
        rf"\b[A-Z][A-Za-z]+ (?:[Vv]ersion |v)?(?P<mark>\d{{1,2}}\.\d{{1,2}}(?:\.\d{{1,2}})*){_NO_UNIT}(?![㐀-鿿])"
    ),
    re.compile(
        r"(?<=[A-Za-z㐀-鿿])(?: |版本?|v)*(?P<mark>\d{1,2}\.\d{1,2}(?:\.\d{1,2})*)(?![\d%]|\.\d)(?=\W*$|[里中版发何]|什么|能|支持|可以)"
    ),
    re.compile(
        r"(?<![A-Za-z0-9])(?P<mark>[A-Za-z]{1,3}-?\d{1,4}[A-Za-z]? (?:Pro|Plus|Max|Mini|Lite|Air|Ultra))(?![A-Za-z0-9])"
    ),
)
# Whoever is asked in an interview, or has written a letter, is named once and then says we.
_OF_US = re.compile(r"\b(?:[Ww]e|[Oo]ur|us|I|[Mm]y)\b|我")
# A heading of so many characters may be a name.
_TITLE = range(3, 25)


def told_elsewhere(query: Query, pieces: Sequence[Evidence]) -> list[str]:
    """The things of a question that the documents of some pieces tell of, but not where the pieces stand.

    Args:
        query: the question.
        pieces: the sentences and rows that an answer cites.
    """
    marks = [m["mark"] for pattern in _MARKS for m in pattern.finditer(query.search)]
    found = marks if all(_away(mark, pieces, _FAR_MARK) for mark in marks) else []
    if pieces and all(piece.document.language == "en" for piece in pieces):
        names = [name for name in _names(query) if not any(name in mark for mark in marks)]
        if names and all(_away(name, pieces, _FAR) for name in names):
            found += names
        found += [name for name in names if _sister(name, pieces)]
    if pieces and all(piece.document.language == query.script for piece in pieces):
        found += _headed(query, pieces)
        found += _called(query, pieces)
    return list(dict.fromkeys(found))


def _names(query: Query) -> list[str]:
    """The names in Latin letters that no book has; those that a turn before brought are looked for already."""
    known = [(m.start, m.end) for m in query.mentions if m.name.listed]
    out = []
    for found in (_PHRASE if query.script == "en" else _PHRASE_ZH).finditer(query.search):
        words = [w for w in re.sub(r"['’]s\b", "", found[0]).split() if w not in PLAIN]
        if words and found[0] in query.folded and not any(a < found.end() and b > found.start() for a, b in known):
            out.append(" ".join(words))
    return out


def _away(name: str, pieces: Sequence[Evidence], far: int) -> bool:
    """Whether the documents hold a name, and none of the pieces stands where it is told of."""
    form = name.casefold()
    held = [piece for piece in pieces if _places(form, piece.document)]
    return bool(held) and not any(_at_hand(form, piece, far) for piece in held)


def _at_hand(form: str, piece: Evidence, far: int) -> bool:
    if _OF_US.search(piece.text) or form in to_simplified(piece.wide).casefold():
        return True
    return any(at < _HEAD or piece.start - far < at < piece.end for at in _places(form, piece.document))


@lru_cache(maxsize=1024)
def _places(form: str, document: Document) -> tuple[int, ...]:
    """Where a form stands in the text of a document, or in its title, which lies before it."""
    pattern = re.escape(form) if HAN.search(form) else rf"(?<![a-z0-9.]){re.escape(form)}(?![a-z0-9]|\.\d)"
    return tuple(m.start() - len(document.title) - 1 for m in re.finditer(pattern, whole_text(document)))


def _sister(name: str, pieces: Sequence[Evidence]) -> bool:
    """Whether the pieces tell of another thing that is called alike: of Back Lane for Church Lane."""
    *first, last = name.split()
    if not first or any(name.casefold() in piece.wide.casefold() for piece in pieces):
        return False
    text = " ".join(piece.text for piece in pieces)
    others = re.finditer(rf"(?<![.!?] )(?<!^)\b([A-Z][\w’-]+) {re.escape(last)}\b", text)
    return any(other[1] not in (*first, "The") for other in others)


def _headed(query: Query, pieces: Sequence[Evidence]) -> list[str]:
    """The headings in a question, if each piece stands in a section beside one of them and in or on none of them."""
    found: list[str] = []
    for piece in pieces:
        sections = [(n, s.level, to_simplified(s.title).strip()) for n, s in enumerate(piece.document.sections)]
        asked = [s for s in sections[1:] if len(s[2]) in _TITLE and s[2] in query.search and names_something(s[2])]
        beside = [title for number, level, title in asked if _beside(piece, number, level, title)]
        if not asked or len(beside) < len(asked):
            return []
        found += beside
    return found


def _beside(piece: Evidence, number: int, level: int, title: str) -> bool:
    """Whether a piece stands in another section of the same level that does not speak of a title."""
    at = section_at(piece.document, piece.start)
    other = piece.document.sections[at]
    return at != number and other.level == level and title not in to_simplified(piece.wide)


def _called(query: Query, pieces: Sequence[Evidence]) -> list[str]:
    """The names in Han characters that the documents hold, if none of them stands in the paragraphs of the pieces before they end."""
    found = []
    for name, whole in called_names(query.search):
        held = [piece for piece in pieces if _places(whole, piece.document)]
        if any(_in_paragraph(name, piece) for piece in held):
            return []
        found += [whole if is_word(whole.removeprefix(name)) else name] if held else []
    return found


def _in_paragraph(name: str, piece: Evidence) -> bool:
    if name in to_simplified(piece.wide):
        return True
    text = piece.document.text
    begun = text.rfind("\n", 0, piece.start) + 1
    return any(at < _HEAD or begun <= at < piece.start for at in _places(name, piece.document))
