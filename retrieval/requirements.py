"""What evidence must hold before it answers: the names, years, marks and attributes that a question gives."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.script import HAN
from retrieval.attributes import attributes_asked, says
from retrieval.evidence import Evidence
from retrieval.names import Name, default_names
from retrieval.query import Query, find_years

# Words in Latin letters or with digits that name something: XNGP, L4, ModelArts, iPhone; and titles in brackets.
_LATIN_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9.+-]*|[A-Z]{2,}|[a-z]+[A-Z][A-Za-z]*)(?![A-Za-z0-9])"
)
_TITLE = re.compile(r"[《“\"「]([^》”\"」]{2,30})[》”\"」]")
_CAPITALISED = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*\b")
_RANGE = re.compile(r"(?<!\d)((?:1|2)\d{3})年?\s*(?:-|–|—|~|～|至|到|to|until)\s*((?:1|2)\d{3})")
# A year that something is only compared with: what comes after does not speak of it.
_BASE = re.compile(
    r"(?:比|较|相比|高于|低于)(?:1|2)\d{3}年?|\b(?:than|compared (?:with|to)|against|versus) (?:in )?(?:1|2)\d{3}\b",
    re.IGNORECASE,
)
# Capitalised words that name nothing by themselves.
_PLAIN = frozenset([
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
        kind: "name", "year", "mark" (a word in Latin letters that the name book does not know) or "attribute".
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
        near = f"{evidence.before} {evidence.text}".casefold()
        if any(_stands(form, near) for form in self.forms):
            return True
        context = evidence.context.casefold()
        if not any(_stands(form, context) for form in self.forms):
            return False
        # A heading that names several does not say which of them its sentences are about.
        return evidence.table is not None or self.kind != "name" or len(_proper(evidence.context)) == 1

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
    for asked in attributes_asked(query.search):
        found.append(Requirement("attribute", asked.en if query.language == "en" else asked.zh, asked.said))
    return list(dict.fromkeys(found))


def years_about(evidence: Evidence) -> set[int]:
    """The years that a sentence or row speaks of: its own, or the nearest ones before it in its paragraph."""
    return years_near(evidence) or (_years(evidence.context) if evidence.table is None else set())


def years_near(evidence: Evidence) -> set[int]:
    """The same without those of the headings."""
    own = _years(evidence.text)
    return own or (_years(_BASE.sub(" ", evidence.before)) if evidence.table is None else set())


def _years(text: str) -> set[int]:
    years = set(find_years(text)[0])
    for first, last in _RANGE.findall(text):
        if int(first) <= int(last) <= int(first) + 60:
            years |= set(range(int(first), int(last) + 1))
    return years


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
        if not any(text[a:b].casefold() == w.casefold() for a, b in taken) and w not in _PLAIN
    ]


def _forms(name: Name) -> tuple[str, ...]:
    return tuple(form.casefold() for form in name.forms)


def _stands(form: str, text: str) -> bool:
    """Whether a form stands in a text; Latin forms at word bounds, a plural s allowed."""
    if HAN.search(form):
        return form in text
    return re.search(rf"(?<![a-z0-9]){re.escape(form)}(?:'?s)?(?![a-z0-9])", text) is not None
