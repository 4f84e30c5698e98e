"""What an answer quotes: the sentences and table rows of the passages that were found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from corpus.document import Document, Table
from retrieval.answer import section_at
from retrieval.search import Hit
from retrieval.sentences import sentence_spans

# How much of the paragraph before a sentence is read with it, in characters.
_REACH = 240


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a table row, with what a reader knows on reaching it.

    Attributes:
        document: where it stands.
        start: first character in the clean text.
        end: one past the last.
        text: the characters.
        before: the text of its paragraph right before it, at most 240 characters.
        context: titles of document and sections; for a row, also caption and header.
        table: the table of a row, else None.
        row: number of the row in the table.
        rank: of the passage that it stands in, from 0.
        score: of that passage.
    """

    document: Document
    start: int
    end: int
    text: str
    before: str
    context: str
    table: Table | None
    row: int
    rank: int
    score: float

    @property
    def section(self) -> str:
        """The title of the innermost section, or of the document."""
        path = self.document.section_path(section_at(self.document, self.start))
        return path[-1] if path else self.document.title

    @property
    def wide(self) -> str:
        """The unit with everything that bears on it."""
        return f"{self.context} {self.before} {self.text}"

    @property
    def key(self) -> tuple[str, int, int]:
        """Its place."""
        return self.document.doc_id, self.start, self.end


def evidence_in(hits: Sequence[Hit], documents: Mapping[str, Document]) -> list[Evidence]:
    """The sentences and rows of the passages, each once, in order of rank and place."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for rank, hit in enumerate(hits):
        document = documents[hit.passage.doc_id]
        for unit in _within(document, hit.passage.start, hit.passage.end, rank, hit.score):
            found.setdefault(unit.key, unit)
    return list(found.values())


def _within(document: Document, start: int, end: int, rank: int, score: float) -> Iterable[Evidence]:
    tables = [t for t in document.tables if t.start < end and t.end > start]
    at = start
    for table in tables:
        yield from _prose(document, at, max(at, table.start), rank, score)
        yield from _rows(document, table, start, end, rank, score)
        at = max(at, table.end)
    if at < end:
        yield from _prose(document, at, end, rank, score)


def _prose(document: Document, start: int, end: int, rank: int, score: float) -> Iterable[Evidence]:
    context = _heading(document, start)
    captions = {t.caption for t in document.tables if t.caption}
    for a, b in sentence_spans(document.text, start, end):
        if any(document.text[a:b] in caption for caption in captions):
            continue  # it names what a table tells, and its rows know it
        paragraph = document.text.rfind("\n", 0, a) + 1
        before = document.text[max(paragraph, a - _REACH) : a].strip()
        yield Evidence(document, a, b, document.text[a:b], before, context, None, -1, rank, score)


def _rows(document: Document, table: Table, start: int, end: int, rank: int, score: float) -> Iterable[Evidence]:
    header = " | ".join(cell.text for cell in table.header)
    context = " ".join(part for part in (_heading(document, table.start), table.caption, header) if part)
    for number, row in enumerate(table.rows):
        a, b = row[0].start, row[-1].end
        if a >= start and b <= end and a < b:
            yield Evidence(document, a, b, document.text[a:b], "", context, table, number, rank, score)


def _heading(document: Document, at: int) -> str:
    path = document.section_path(section_at(document, at))
    return " ".join(dict.fromkeys((document.title, *path)))
