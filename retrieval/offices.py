"""Who holds an office, by the words of two places: persons that they name for it and that are not the same.

Offices change hands. So two places are held to differ only where neither speaks of a time that the other is not of, nor
of somebody coming or going.
"""

import re
from collections.abc import Sequence

from index.words import word_units
from retrieval.evidence import Evidence
from retrieval.query import Query, find_years
from retrieval.romanised import SURNAMES

_OFFICE_ZH = re.compile(
    r"总工程师|首席执行官|秘书长|理事长|董事长|总经理|主教练|负责人|总裁|总监|[院校馆会社所站局厅部市县镇乡村区省队班园厂船行组处科]长"
    r"|主[任席编]|总编|经理|书记|教练|创始人"
)
_OFFICE_EN = re.compile(
    r"\b(?:managing director|chief executive|head teacher|headmaster|headmistress|director|president|chair(?:man|woman|person)?"
    r"|manager|mayor|captain|coach|curator|warden|rector|dean|principal|secretary|treasurer|harbou?r ?master|editor|founder|head)\b",
    re.IGNORECASE,
)
# Another office than the bare one, or another time.
_ASIDE_ZH = re.compile(r"[副前原]任?$|代理?$|名誉$|助理$|执行$|首任$|历任$")
_ASIDE_EN = re.compile(
    r"\b(?:deputy|vice|assistant|former|acting|honorary|first|previous|then|late|ex)[ -]?$", re.IGNORECASE
)
_CHANGES = re.compile(
    r"接任|继任|前任|卸任|离任|上任|改任|退休|调任|曾任|此前|\b(?:succeed\w*|former\w*|previous\w*|until|retire\w*|replac\w*|resign\w*|took over|since)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"是谁|谁是|的|叫什么(?:名字)?|姓什么|[哪这那]位|现任|目前|由|担任")
_PERSON_ZH = rf"(?P<who>[{SURNAMES}][㐀-鿿]{{1,2}}?)"
_ENDS_ZH = r"(?=[，。；、：（）()\s]|说|称|表示|介绍|指出|认为|告诉|[担兼]?任|是|为|$)"
_PERSON_EN = r"(?P<who>(?-i:[A-Z][\w'’-]+(?: (?:[A-Z]\.|van|von|de|der|af))*(?: [A-Z][\w'’-]+)+))"


def office_of(query: Query) -> str:
    """The office whose holder a question asks for, or "" where it asks for none, for a deputy or for one of an earlier time.

    >>> from retrieval.names import default_names
    >>> from retrieval.understand import understand
    >>> office_of(understand("谁是白鹭湖水文站的站长？", (), default_names()))
    '站长'
    """
    office, aside = (_OFFICE_ZH, _ASIDE_ZH) if query.script == "zh" else (_OFFICE_EN, _ASIDE_EN)
    found = list(office.finditer(query.search))
    if query.kind != "who" or not found or aside.search(query.search[: found[-1].start()]):
        return ""
    return found[-1][0].casefold()


def holders(text: str, office: str) -> frozenset[str]:
    """The persons that a text names for an office, one of its deputies or of an earlier time left out.

    >>> sorted(holders("站长林予说，副站长何川也在场。", "站长")), sorted(holders("Jane Roe is the director.", "director"))
    (['林予'], ['Jane Roe'])
    """
    found: set[str] = set()
    name = re.escape(office)
    if office.isascii():
        before, after = (
            _ASIDE_EN,
            rf"\b{name}\b(?:,| of [^,.;]{{2,40}}?,?| at [^,.;]{{2,40}}?,?)?(?: is| was|:)? ?{_PERSON_EN}",
        )
        behind = rf"{_PERSON_EN},? (?:is |was |as )?(?:the |its |our |our own |[A-Za-z]+’s |[A-Za-z]+'s )?(?P<office>{name})\b"
    else:
        before, after = _ASIDE_ZH, rf"{name}(?:[为是由：:]|叫)?{_PERSON_ZH}{_ENDS_ZH}"
        behind = (
            rf"(?:^|[，。；、由为是])(?:由)?{_PERSON_ZH}(?:[担兼]?任|出任|[是为])[^，。；]{{0,12}}?(?P<office>{name})"
        )
    for match in re.finditer(after, text, re.IGNORECASE if office.isascii() else 0):
        if not before.search(text[: match.start()]):
            found.add(match["who"])
    for match in re.finditer(behind, text, re.IGNORECASE if office.isascii() else 0):
        if not before.search(text[: match.start("office")]):
            found.add(match["who"])
    return frozenset(found)


def other_holders(query: Query, first: Evidence, pool: Sequence[Evidence]) -> list[Evidence]:
    """The places that name another person than the first one does for the office that a question asks about.

    Args:
        query: the question.
        first: where its answer stands.
        pool: the other sentences, best first.
    """
    office = office_of(query)
    own = holders(first.text, office) if office and first.table is None else frozenset()
    if len(own) != 1 or _CHANGES.search(first.text):
        return []
    bare = _ASKING.sub(" ", query.search.casefold().replace(office, " "))
    asked = {u for u in word_units(bare) if len(u) > 1}
    out: list[Evidence] = []
    told = set(own)
    for piece in pool:
        if piece.table is not None or piece.key == first.key or _CHANGES.search(piece.text):
            continue
        if piece.document.language != first.document.language:
            continue
        other = holders(piece.text, office)
        if (
            len(other) == 1
            and not _alike(other, told)
            and _of_one_body(asked, first, piece)
            and _of_one_time(first, piece)
        ):
            out.append(piece)
            told |= other
    return out


def _alike(names: frozenset[str], told: set[str]) -> bool:
    """Whether a name is one that was told, or may be short for it: J. Roe for Jane Roe."""
    pairs = ((name.split(), other.split()) for name in names for other in told)
    return any(name[-1] == other[-1] and name[0][0] == other[0][0] for name, other in pairs)


def _of_one_body(asked: set[str], first: Evidence, piece: Evidence) -> bool:
    """Whether two places are on what the question names: one lacks none of its words that the other has."""
    one, other = (
        asked & set(word_units(f"{e.document.title} {e.context} {e.text}".casefold())) for e in (first, piece)
    )
    return bool(one) and one == other


def _of_one_time(first: Evidence, piece: Evidence) -> bool:
    years = [set(find_years(f"{e.document.title} {e.text}")[0]) for e in (first, piece)]
    return years[0] == years[1] or not all(years)
