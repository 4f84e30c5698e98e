"""A comparison of two things that stand in documents of their own, taken apart into a question on each.

A search for both finds the document that matches more words, and its figure alone. Asked one by one, each thing is looked
for in its own documents.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.document import Document
from corpus.script import to_simplified
from retrieval.choosing import choose
from retrieval.evidence import Evidence
from retrieval.figures import statements_of
from retrieval.query import Query
from retrieval.ranking import Scored
from retrieval.requirements import years_near
from retrieval.sides import Side, sides_of

# Which of the two, and what it is more of: what is left asks for the figure itself.
_WHICH_ZH = re.compile(r"(?:哪一?[个家边间种座款条所处]|谁|孰)(?:的)?")
_MORE_ZH = re.compile(
    r"(?P<people>的?人)?(?:比较|更|较)?(?P<more>[高低多少大小贵长短重轻快慢早晚远近强]|便宜)(?:一?些|一?点)?(?=[？?。，,]|$)"
)
_ASKS_ZH = {
    "便宜": "要多少钱",
    "贵": "要多少钱",
    "早": "是什么时候",
    "晚": "是什么时候",
    "大": "有多大",
    "小": "有多大",
    "长": "有多长",
    "短": "有多长",
    "重": "有多重",
    "轻": "有多重",
    "快": "有多快",
    "慢": "有多快",
    "远": "有多远",
    "近": "有多远",
}
_WHICH_EN = re.compile(
    r"^(?:which|who)\b[^?]*?\b(?:more|less|fewer|larger|higher|lower|bigger|smaller|greater)\b"
    r"|^(?:which|who)\b(?: \w+)? (?:is|are|was|were|has|have|had|does|do|did)\b",
    re.IGNORECASE,
)
# What an adjective compares, where it is no number of things.
_ASKS_EN = (
    (re.compile(r"\b(?:cheaper|dearer|pricier|(?:more|less) expensive)\b", re.IGNORECASE), "the price"),
    (re.compile(r"\b(?:longer|shorter)\b", re.IGNORECASE), "the length"),
    (re.compile(r"\b(?:heavier|lighter)\b", re.IGNORECASE), "the weight"),
    (re.compile(r"\b(?:faster|slower|quicker)\b", re.IGNORECASE), "the speed"),
    (re.compile(r"\btaller\b", re.IGNORECASE), "the height"),
)
_HOW_MUCH = re.compile(r"\b(?:more|less|fewer|larger|higher|lower|bigger|smaller|greater)\b", re.IGNORECASE)

# Three things or more with how many they are: 甲、乙和丙三家各有什么长处.
_LISTED = re.compile(
    r"([\u4e00-\u9fffA-Za-z0-9-]{2,10}(?:、[\u4e00-\u9fffA-Za-z0-9-]{2,10}?)+(?:(?:和|与|跟|及|以及)[\u4e00-\u9fffA-Za-z0-9-]{2,10}?)?)"
    r"(?:[这那]?[两三四五2-5](?=[家个款种类者]))?(?=[家个款种类者]|各|分别|都有)"
)
_BETWEEN = re.compile(r"、|以及|[和与跟及]")

# A sentence that goes on about what the one before it is on.
_GOES_ON = re.compile(
    r"(?:但|不过|然而|可是|只是|缺点|短板|软肋|不足|劣势|弱点|优点|优势|长处|其|它|该|同时|此外)"
    r"|(?:however|but|yet|still|its|it|their|they|on the other hand|the drawback|its drawback|against that|at the same time)\b",
    re.IGNORECASE,
)
# So many of the best pieces are looked through for one that names the thing, and so many tell of it at most.
_REACH, _MOST_PIECES = 12, 2

# A question on one of two things, and the documents that are on it.
Part = tuple[Query, frozenset[str]]


def parts_of(query: Query, documents: Sequence[Document], read: Callable[[str], Query]) -> list[Part]:
    """A question on each of two things compared, with the documents on each; empty unless each has its own.

    Args:
        query: the question.
        documents: all documents.
        read: makes a query of a question.
    """
    sides = sides_of(query)
    if not sides:
        return []
    forms = [_forms(query, *pair) for pair in (sides, sides[::-1])]
    titled = [[_named(to_simplified(d.title), *pair) for d in documents] for pair in zip(sides, forms, strict=True)]
    written = ([_written(d.text, *pair) for d in documents] for pair in zip(sides, forms, strict=True))
    for held_in in (titled, list(written)):
        one, two = (
            frozenset(
                d.doc_id
                for d, own, other in zip(documents, held_in[n], held_in[1 - n], strict=True)
                if own and not other
            )
            for n in (0, 1)
        )
        both = any(own and other for own, other in zip(*held_in, strict=True))
        if one and two and not both:
            queries = [alone.query for alone in each_alone(query, read)]
            return list(zip(queries, (one, two), strict=True)) if queries else []
    return []


@dataclass(frozen=True, slots=True)
class Alone:
    """A question on one of the things compared.

    Attributes:
        query: the question.
        forms: how the documents may write the thing, small letters.
    """

    query: Query
    forms: tuple[str, ...]

    def named_in(self, text: str) -> bool:
        """Whether a text names the thing."""
        small = text.casefold()
        return any(form in small for form in self.forms)

    def alone_in(self, text: str, others: Sequence["Alone"]) -> bool:
        """Whether a text names the thing and none of the others."""
        return self.named_in(text) and not any(other.named_in(text) for other in others)


def each_alone(query: Query, read: Callable[[str], Query]) -> list[Alone]:
    """A question on each of the things compared; empty where nothing is, or where they do not stand side by side.

    Args:
        query: the question.
        read: makes a query of a question.
    """
    sides = sides_of(query)
    if sides:
        questions = [_alone(query, side, other) for side, other in (sides, sides[::-1])]
        forms = [(s.shown.casefold(), *_forms(query, s, o)) for s, o in (sides, sides[::-1])]
        forms = [(*own, *(w for w in s.own if not w.isascii())) for own, s in zip(forms, sides, strict=True)]
    else:
        listed = _LISTED.search(query.search)
        names = [name for name in _BETWEEN.split(listed[1]) if name] if listed else []
        questions = [query.search[: listed.start()] + n + query.search[listed.end() :] for n in names] if listed else []
        forms = [(name.casefold(), *_known_forms(query, name)) for name in names]
    if not questions or not all(questions):
        return []
    return [
        Alone(replace(read(question), language=query.language), own)
        for question, own in zip(questions, forms, strict=True)
    ]


def _known_forms(query: Query, name: str) -> tuple[str, ...]:
    known = (m.name.forms for m in query.mentions if query.search[m.start : m.end] in name)
    return tuple(form.casefold() for forms in known for form in forms)


def may_tell(query: Query, evidence: Evidence) -> bool:
    """Whether a piece on one of two things may stand beside the answer on the other: of the time, and with a figure to it."""
    years, near = set(query.years), years_near(evidence)
    of_time = evidence.table is not None or not years or not near or bool(years & near)
    return of_time and (query.kind != "figure" or bool(statements_of(evidence)))


def told_of(part: Alone, others: Sequence[Alone], ranked: Sequence[Scored], by_words: bool) -> list[Evidence]:
    """What tells of one of the things compared: the best piece, of those that name it alone where there are any.

    Args:
        part: the question on it.
        others: those on the others.
        ranked: what was found for it, best first.
        by_words: whether its strengths are asked for: they stand in sentences, and the next one may go on with them.
    """
    if by_words:
        ranked = [s for s in ranked if s.evidence.table is None] or ranked
    own = [s for s in ranked[:_REACH] if part.alone_in(s.evidence.text, others)]
    found = choose(part.query, own or list(ranked)).evidence[:1]
    if not found or not by_words:
        return list(found)
    (first,) = found
    beside = sorted(
        (s.evidence for s in ranked if s.evidence.document.doc_id == first.document.doc_id), key=lambda e: e.start
    )
    at = next(n for n, e in enumerate(beside) if e.key == first.key)
    for end in range(at + 1, len(beside)):
        here = beside[end]
        if here.start - beside[end - 1].end > 1 or not _GOES_ON.match(here.text):
            break
        if any(other.named_in(here.text) for other in others) or end - at >= _MOST_PIECES:
            break
        found = (*found, here)
    return list(found)


def on_any(parts: Sequence[Alone], pieces: Sequence[Evidence]) -> list[Evidence]:
    """The pieces that name one of the things compared, and those that go on right behind one."""
    kept: list[Evidence] = []
    for piece in sorted(pieces, key=lambda p: p.key):
        follows = kept and kept[-1].key[0] == piece.key[0] and 0 <= piece.start - kept[-1].end <= 1
        if (follows and _GOES_ON.match(piece.text)) or any(part.named_in(piece.text) for part in parts):
            kept.append(piece)
    return [piece for piece in pieces if piece in kept]


def _forms(query: Query, side: Side, other: Side) -> tuple[str, ...]:
    """Other ways in which the documents write the name of a side."""
    shown, beside = side.shown.casefold(), other.shown.casefold()
    own = [m for m in query.mentions if m.name.proper or not m.name.listed]
    named = [(m.name.forms, query.search[m.start : m.end].casefold()) for m in own]
    return tuple(form.casefold() for forms, word in named if word in shown and word not in beside for form in forms)


def _named(title: str, side: Side, forms: Sequence[str]) -> bool:
    small = title.casefold()
    return side.stands_in(title) or any(form in small for form in forms)


def _written(text: str, side: Side, forms: Sequence[str]) -> bool:
    """Whether a whole text has a side, word for word: stems of all that is written would take too long."""
    small = text.casefold()
    own = side.own if not side.shown.isascii() else (side.shown.casefold(),)
    return all(word in small for word in own) or any(form in small for form in forms)


def _alone(query: Query, side: Side, other: Side) -> str:
    """The question on one side: 云岭和丹河哪边的工钱高 as 云岭的工钱是多少; "" where the two do not stand side by side."""
    first, second = sorted((side, other), key=lambda s: query.search.find(s.shown))
    at, to = query.search.find(first.shown), query.search.rfind(second.shown)
    if at < 0 or to <= at:
        return ""
    text = f"{query.search[:at]}{side.shown}{query.search[to + len(second.shown) :]}"
    if query.script == "en":
        if query.search[:at].rstrip().endswith(":"):
            return text  # the two are named behind a question that is whole without them
        more = _WHICH_EN.match(text)
        if more is None:
            return text
        asks = "how much" if _HOW_MUCH.search(more[0]) else "what is"
        asked = asks + text[more.end() :]
        for adjective, noun in _ASKS_EN:
            asked = adjective.sub(noun, asked, count=1)
        return asked
    asked = _WHICH_ZH.sub("", text)
    # The last such word is what is asked; one before it may be part of a name.
    found = [m for m in _MORE_ZH.finditer(asked) if not asked[: m.end()].endswith(side.shown)]
    if not found:
        return asked
    more = found[-1]
    if more["people"] and more["more"] in "多少":
        asks = "有多少人"
    else:
        asks = (more["people"] or "") + _ASKS_ZH.get(more["more"], "是多少")
    return asked[: more.start()] + asks + asked[more.end() :]
