"""Whether what an answer states stands in what it cites, worked out apart from the code that answered.

From each statement the figures with their units, the years, the names and the quotations are taken, and each is
looked for in the cited text. That text is read from the document at the cited span, not from the record: an answer
cannot bring its own evidence.
"""

import re
from dataclasses import dataclass
from typing import Final

from evals.figures import Figure, figures, spelt_figures, unit_mentions
from evals.folding import both_forms, fold, letters, without_markers
from evals.names import capitalised, holds, latin_names, listed
from evals.records import Record
from evals.sources import Sources
from evals.statements import Statement, sentences, split_statements

_NOT_SAID: Final = re.compile(
    r"没有|沒有|未提|未给|未給|未说|未說|未见|未見|无法|無法|不含|找不到"
    r"|\b(?:not|no|nothing|neither|cannot|without)\b",
    re.IGNORECASE,
)
# Numbers that speak about the documents or the answer, not about the world.
_ABOUT: Final = re.compile(
    r"(?:表|图|圖|附表|第|Table|Figure|Section|Chapter|Exhibit)\s?\d+(?:\.\d+)*"
    r"|\d+\s?(?:个|個|种|種|处|處|条|條)?(?:不同|相异|相異)?的?(?:数值|數值|数字|數字|说法|說法|来源|來源|口径|口徑|出处|出處|段落)"
    r"|\d+ (?:different |conflicting )?(?:figures|values|estimates|passages|sources|places|statements)",
    re.IGNORECASE,
)
_QUOTATION: Final = re.compile('[“「『"]([^“”「」『』"]{8,})[”」』"]')


@dataclass(frozen=True, slots=True)
class Support:
    """How an answer stands up to its citations.

    Attributes:
        checked: how many statements hold something that can be looked for, or cite something.
        gaps: one line for each thing that was not found, `“statement”: what`.
        unsupported: how many statements have a gap.
    """

    checked: int
    unsupported: int
    gaps: tuple[str, ...]

    @property
    def share(self) -> float | None:
        """The share of the checked statements without a gap, in [0, 1]; None when there was nothing to check."""
        return (self.checked - self.unsupported) / self.checked if self.checked else None


@dataclass(frozen=True, slots=True)
class _Quoted:
    """The cited text of a statement, and whether it is English or a row of a table."""

    text: str
    rows: str
    english: bool


def check_support(record: Record, sources: Sources) -> Support:
    """Look for the figures, years, names and quotations of each statement in the text it cites.

    In a refusal only what is cited is checked: the rest says what the documents do not.
    """
    checked = unsupported = 0
    gaps: list[str] = []
    for statement in split_statements(record.text):
        text = _claimed(statement, record)
        if not text:
            continue
        missing = _missing(text, statement, record, sources)
        if missing is None:
            continue
        checked += 1
        unsupported += bool(missing)
        gaps.extend(f"“{text[:60]}”: {what}" for what in missing)
    return Support(checked, unsupported, tuple(gaps))


def cited_text(record: Record, numbers: tuple[int, ...], sources: Sources) -> list[tuple[str, str, bool]]:
    """For each citation with one of the numbers: (doc_id, clean text of its span, whether it is a table's row)."""
    out = []
    for citation in record.citations:
        if citation.n not in numbers or citation.doc_id not in sources.documents:
            continue
        document = sources.documents[citation.doc_id]
        start, end = sources.clean_range(citation.doc_id, citation.start, citation.end)
        row = any(start < table.end and end > table.start for table in document.tables)
        out.append((citation.doc_id, document.text[start:end], row))
    return out


def _claimed(statement: Statement, record: Record) -> str:
    """The part of a statement that claims something: not the titles of what it cites, nor what was not found."""
    text = without_markers(statement.text)
    if not statement.numbers:
        kept = [] if record.status == "refused" else [s for s in sentences(text) if not _NOT_SAID.search(s)]
        text = " ".join(kept)
    elif record.status == "refused":
        text = sentences(text)[-1]
    for title in {citation.title for citation in record.citations if citation.title}:
        text = text.replace(title, " ")
    return _ABOUT.sub(" ", text).strip()


def _missing(text: str, statement: Statement, record: Record, sources: Sources) -> list[str] | None:
    """What a statement holds and its citations do not; None when it neither claims nor cites anything."""
    parts = cited_text(record, statement.numbers, sources)
    quoted = _Quoted(
        "\n".join(part for _, part, _ in parts),
        "\n".join(part for _, part, row in parts if row),
        any(sources.documents[doc_id].language == "en" for doc_id, _, _ in parts),
    )
    worked = [c for c in record.computed if set(c.inputs) <= set(record.numbers)]
    extra = "\n".join(f"{c.expression}\n{c.value}" for c in worked)
    stated = figures(text)
    known = _known_figures(quoted) + figures(extra)
    missing = [f"figure {f.text.strip()!r}" for f in stated if not any(f.same(k) for k in known)]
    english = record.language == "en"
    names = listed(text)
    missing += [f"name {wordings[0]!r}" for wordings in names if not holds(quoted.text, wordings)]
    spelt = {wording for wordings in names for wording in wordings}
    words = latin_names(text, english=english)
    if english and quoted.english:
        words += capitalised(text)
    missing += [
        f"name {word!r}"
        for word in dict.fromkeys(words)
        if not holds(quoted.text, (word,)) and not any(fold(word) in wording for wording in spelt)
    ]
    bodies = both_forms(quoted.text)
    missing += [f"quotation {part!r}" for part in _quotations(text) if not any(part in body for body in bodies)]
    if not statement.numbers:
        return ["no citation", *missing] if stated or names else None
    return missing


def _known_figures(quoted: _Quoted) -> list[Figure]:
    """The figures of the cited text; a bare number of a table also with each unit that stands there without one."""
    known = figures(quoted.text) + spelt_figures(quoted.text)
    mentions = unit_mentions(quoted.text)
    for figure in figures(quoted.rows):
        if figure.bare:
            known.append(Figure(figure.value, "", figure.text, True))
            known.extend(Figure(figure.value * by, unit, figure.text) for by, unit in mentions)
    return known


def _quotations(text: str) -> list[str]:
    """The letters of each piece that stands in quotation marks, cut at marks of omission."""
    pieces = [piece for quotation in _QUOTATION.findall(text) for piece in re.split(r"…+|\.{3,}", quotation)]
    return [part for piece in pieces if len(part := letters(piece)) >= 4]
