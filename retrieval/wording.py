"""One figure for people: its value, whose it is, and the place to cite for it."""

import re
from collections.abc import Sequence

from retrieval.amounts import in_chinese, in_english
from retrieval.draft import Place, head_places
from retrieval.figures import Told
from retrieval.measures import measures, name_of
from retrieval.names import NameBook
from retrieval.phrases import phrase
from retrieval.query import Query
from retrieval.rendering import worded
from retrieval.trimming import trim
from retrieval.units import units

_LABEL = re.compile(r"(?:表|图表|Table|Exhibit)\s*[\d一二三四五六七八九十]+", re.IGNORECASE)


def whose(group: Sequence[Told], query: Query, names: NameBook) -> str:
    """Whose figures they are, and in which table those of tables stand; both as the cited words have them."""
    parts = []
    for told in group:
        table = told.evidence.table
        label = _LABEL.match(table.caption) if table is not None else None
        parts.append(told.statement.attribution or (label[0] if label else ""))
    language = "en" if query.language == "en" else "zh"
    return phrase("semicolon", query.language).join(dict.fromkeys(worded(p, language, names) for p in parts if p))


def shown(told: Told, language: str) -> str:
    """A figure as people write it in a language, with its bounding word; English adds the original."""
    quantity = told.statement.quantity
    if language == "en":
        english = in_english(quantity)
        written = quantity.text
        has_han = any("\u4e00" <= c <= "\u9fff" for c in written)
        return f"{english} ({written})" if has_han and english != written else english
    return in_chinese(quantity)


def measured(measure: str, subject: str, language: str, names: NameBook) -> str:
    """A measure and what it is of: 中国汽车云服务市场规模, the market size of cloud services."""
    subject = worded(subject, language, names)
    # "money" and "length" are kinds of figures: they name nothing to people.
    kind_only = measure not in measures().measures and measure in units().kinds.values()
    name = "" if kind_only and subject else name_of(measure, language)
    if language == "en" and not name:
        return subject
    if language == "en":
        return f"{name} of {subject}" if subject else name
    overlap = next((n for n in range(len(name), 0, -1) if subject.endswith(name[:n])), 0)
    return f"{subject}{name[overlap:]}"


def place(query: Query, told: Told) -> Place:
    """The span to cite: the trimmed sentence, or the whole row."""
    evidence = told.evidence
    start, end = trim(query, evidence)
    return evidence.document, start, end


def row_heads(told: Told) -> list[Place]:
    """What is cited with the row that a figure stands in: the header, and the caption that gives the unit; [] for prose."""
    table = told.evidence.table
    return [] if table is None else head_places(told.evidence.document, table)
