"""What evidence must hold before it answers: the names, years, marks and attributes that a question gives."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from corpus.document import Document
from corpus.script import HAN, to_simplified
from retrieval.attributes import attributes_asked, says
from retrieval.evidence import Evidence
from retrieval.names import Mention, Name, default_names
from retrieval.query import Query, find_years

# Words in Latin letters or with digits that name something: XNGP, L4, ModelArts, iPhone; and titles in brackets.
_LATIN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9.+-]*|[A-Z]{2,}|[a-z]+[A-Z][A-Za-z]*)(?![A-Za-z0-9])"
)
_TITLE = re.compile(r"[《“\"「]([^》”\"」]{2,30})[》”\"」]")
_CAPITALISED = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*\b")
_RANGE = re.compile(r"(?<!\d)((?:1|2)\d{3})年?\s*(?:-|–|—|~|～|至|到|to|until)\s*((?:1|2)\d{3})")
# Bodies and places that are called by a name of two characters and a word for what they are.
_BODY = re.compile(
    r"(?:^|(?<=[，,。、的在是与和跟及对于从到去往由]))([\u4e00-\u9fff]{2}(?:第[一二三四五六七八九十\d]+)?)"
    r"(?:中学|小学|大学|学院|医院|公司|集团|镇|县|村|博物馆|图书馆|美术馆|纪念馆|银行|研究所|车站|机场|水库|公园|酒店|出版社|剧院|电影院|教堂|寺|灯塔|岛|码头|小区|街道|市场|幼儿园|体育馆|合作社)"
)
_THIS_YEAR = re.compile(r"全年|本年|年内|当年|今年|\b(?:the|this) year\b|\bduring the year\b", re.IGNORECASE)
_PART = re.compile(r"^(?!汽车)[\u4e00-\u9fff]{2,}云$")
_VAGUE = re.compile("[我你您他她它们咱贵哪几多这那该本一二三两某每各所家个座间有什么全大小其它他新老上市]")
# Documents of so many characters are about one thing where they name but one.
_SHORT = 4000
# How far behind a name that is mentioned but once it is still spoken of, and how far before, in characters.
_AFTER, _BEFORE = 600, 200
# Where a document begins, and how long a line that heads others is at most, in characters; what ends a sentence.
_HEAD, _LINE = 120, 40
_STOPS = tuple("。！？.!?；;")
_MODEL = re.compile(r"[A-Z]{1,4}-?\d{2,4}[A-Z]?")
# A year that something is only compared with: what comes after does not speak of it.
_BASE = re.compile(
    r"(?:比|较|相比|高于|低于)(?:1|2)\d{3}年?|\b(?:than|compared (?:with|to)|against|versus) (?:in )?(?:1|2)\d{3}\b",
    re.IGNORECASE,
)
# Capitalised words that name nothing by themselves.
PLAIN = frozenset([
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "What",
    "Which",
    "Who",
    "When",
    "Where",
    "Why",
    "How",
    "Does",
    "Did",
    "Is",
    "Are",
    "The",
    "According",
    "Chinese",
    "English",
])


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something that evidence must hold.

    Attributes:
        kind: "name", "year", "mark" (a word in Latin letters that the name book does not know), "entity"
            (a name that it does not know) or "attribute".
        shown: how it is named to people.
        forms: the texts any of which meets it, small letters; for a year, its four digits.
    """

    kind: str
    shown: str
    forms: tuple[str, ...]

    def met_by(self, evidence: Evidence) -> bool:
        """Whether the evidence, with all that bears on it, holds one of the forms."""
        if self.kind == "year":
            return int(self.forms[0]) in years_about(evidence)
        if self.kind == "attribute":
            return says(evidence.wide.casefold(), self.forms)
        if self.kind == "entity":
            return self._known_to(evidence)
        near = f"{evidence.before} {evidence.text}".casefold()
        if any(_stands(form, near) for form in self.forms):
            return True
        context = evidence.context.casefold()
        if not any(_stands(form, context) for form in self.forms):
            return self.kind == "name" and self._alone_in(evidence.document)
        # A heading that names several does not say which of them its sentences are about.
        return evidence.table is not None or self.kind != "name" or len(_proper(evidence.context)) == 1

    def _known_to(self, evidence: Evidence) -> bool:
        """Whether the document speaks of a name at all; one in another language may spell it in a way nobody listed."""
        if all(bool(HAN.search(form)) is (evidence.document.language == "en") for form in self.forms):
            return True
        document = evidence.document
        places = _places(self.forms, document)
        if len(places) != 1 or _is_head(document, places[0]):
            return bool(places)
        # What is mentioned but once is told of right there.
        return evidence.start - _AFTER <= places[0] < evidence.end + _BEFORE

    def _alone_in(self, document: Document) -> bool:
        """Whether it is the one name that a short document knows, and so what all of it is about."""
        named = _proper(document.text) if len(document.text) <= _SHORT else frozenset()
        return len(named) == 1 and any(form.casefold() in self.forms for form in named)

    def met_inside(self, evidence: Evidence) -> bool:
        """Whether the text of the evidence itself does."""
        text = evidence.text.casefold()
        if self.kind == "year":
            return int(self.forms[0]) in find_years(evidence.text)[0]
        if self.kind == "attribute":
            return says(text, self.forms)
        return any(_stands(form, text) for form in self.forms)


def requirements(query: Query) -> list[Requirement]:
    """The names, years, marks and attributes of a question, each once, in order."""
    found: list[Requirement] = []
    for mention in query.names:
        shown = query.search[mention.start : mention.end]
        found.append(Requirement("name", shown, _forms(mention.name)))
    years = query.year_range or query.years
    found += [Requirement("year", str(year), (str(year),)) for year in years]
    known = {form for r in found for form in r.forms}
    for word in _marks(query):
        if word.casefold() not in known and not any(word.casefold() in form for form in known):
            found.append(Requirement("mark", word, (word.casefold(),)))
    found += [Requirement("term", query.search[m.start : m.end], _forms(m.name)) for m in _terms(query)]
    # A name known by its sound alone is looked for; what lacks it may write it in another way.
    spelt = [m for m in query.mentions if not m.name.listed and not HAN.search(m.name.forms[0])]
    found += [Requirement("entity", query.search[m.start : m.end], _forms(m.name)) for m in spelt]
    found += [Requirement("entity", shown, forms) for shown, forms in _entities(query)]
    for asked in attributes_asked(query.search):
        found.append(Requirement("attribute", asked.en if query.language == "en" else asked.zh, asked.said))
    return list(dict.fromkeys(found))


def is_model(shown: str) -> bool:
    """Whether a mark is a thing by letters and a number: NS-180 is not NS-170."""
    return bool(_MODEL.fullmatch(shown))


def years_about(evidence: Evidence) -> set[int] | frozenset[int]:
    """The years that a sentence or row speaks of: its own or those of its columns, or the nearest ones before it."""
    if evidence.table is not None:
        return years_near(evidence).union(*(_years(cell.text) for cell in evidence.table.header))
    return (
        years_near(evidence) or _years(_line_above(evidence)) or _years(evidence.context) or _dated(evidence.document)
    )


def _line_above(evidence: Evidence) -> str:
    """A short line without a stop right above the paragraph of a piece, which heads it whatever it is marked as; or ""."""
    paragraphs = evidence.document.paragraphs
    at = bisect_right(paragraphs, evidence.start, key=lambda p: p.start) - 1
    if at < 1:
        return ""
    line = evidence.document.text[paragraphs[at - 1].start : paragraphs[at - 1].end].strip()
    return line if len(line) <= _LINE and not line.endswith(_STOPS) else ""


def _is_head(document: Document, place: int) -> bool:
    """Whether a place of a document stands where it begins, or in one of its titles."""
    return place < _HEAD or any(s.start <= place < s.start + len(s.title) + 8 for s in document.sections[1:])


@lru_cache(maxsize=256)
def _places(forms: tuple[str, ...], document: Document) -> tuple[int, ...]:
    """Where a name stands in a document, in characters, the first two places at most; its title is its beginning."""
    pattern = "|".join(
        re.escape(form) if HAN.search(form) else rf"(?<![a-z0-9]){re.escape(form)}(?:'?s)?(?![a-z0-9])"
        for form in forms
    )
    found = islice(re.finditer(pattern, whole_text(document)), 2)
    return tuple(max(0, m.start() - len(document.title) - 1) for m in found)


@lru_cache(maxsize=256)
def _dated(document: Document) -> frozenset[int]:
    """The year of a document that names but one in the lines it begins with, as a notice or a bulletin does; a sentence is none."""
    lines = document.text[:_HEAD].split("\n")
    years = _years(" ".join(line for line in lines[:-1] if not line.rstrip().endswith(_STOPS)))
    return frozenset(years) if len(years) == 1 else frozenset()


def years_near(evidence: Evidence) -> set[int]:
    """The same without those of the headings."""
    own = _years(evidence.text)
    if not own and _THIS_YEAR.search(evidence.text) and (named := _years(evidence.document.title)):
        return named  # a report of a year speaks of that one
    return own or (_years(_BASE.sub(" ", evidence.before)) if evidence.table is None else set())


def _years(text: str) -> set[int]:
    years = set(find_years(text)[0])
    for first, last in _RANGE.findall(text):
        if int(first) <= int(last) <= int(first) + 60:
            years |= set(range(int(first), int(last) + 1))
    return years


@lru_cache(maxsize=256)
def whole_text(document: Document) -> str:
    """All that a document says, in small letters and Simplified characters."""
    return to_simplified(f"{document.title} {document.text}").casefold()


@lru_cache(maxsize=4096)
def _proper(text: str) -> frozenset[str]:
    """The proper names in a text."""
    return frozenset(m.name.forms[0] for m in default_names().find(text) if m.name.proper)


def _marks(query: Query) -> Sequence[str]:
    """Unknown names in Latin letters. Capitalised words count in Chinese questions only: English ones begin with them."""
    text = query.search
    words = [m.group() for m in _LATIN_NAME.finditer(text)]
    taken = [(m.start, m.end) for m in query.mentions]
    return [
        w.rstrip(".-")
        for w in dict.fromkeys(words)
        if not any(text[a:b].casefold() == w.casefold() for a, b in taken) and w not in PLAIN
    ]


def _terms(query: Query) -> list[Mention]:
    """Terms of trade that part a market or a fleet, as 研发云 does: what is said of the whole does not answer for them."""
    if query.kind not in ("figure", "definition", "open"):
        return []
    return [m for m in query.mentions if not m.name.proper and _PART.search(m.name.form("zh"))]


def _entities(query: Query) -> list[tuple[str, tuple[str, ...]]]:
    """Names that the name book does not know, by their shape: the words of them any of which a document must hold."""
    text = query.search
    known = [(m.start, m.end) for m in query.mentions]
    found: list[tuple[str, tuple[str, ...]]] = []
    if query.script == "zh":
        for m in _BODY.finditer(text):
            if not any(a < m.end(1) and b > m.start(1) for a, b in known) and not _VAGUE.search(m[1][:2]):
                found.append((m[0], (m[1],)))
        return found
    for m in _CAPITALISED.finditer(text):
        words = [w for w in m.group().split() if w not in PLAIN]
        if words and not any(a < m.end() and b > m.start() for a, b in known):
            found.append((" ".join(words), tuple(w.casefold() for w in words)))
    return found


def _forms(name: Name) -> tuple[str, ...]:
    return tuple(form.casefold() for form in name.forms)


def _stands(form: str, text: str) -> bool:
    """Whether a form stands in a text; Latin forms at word bounds, a plural s allowed."""
    if HAN.search(form):
        return form in text
    return re.search(rf"(?<![a-z0-9]){re.escape(form)}(?:'?s)?(?![a-z0-9])", text) is not None
