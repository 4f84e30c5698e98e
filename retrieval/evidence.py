"""What an answer quotes: the sentences and table rows of the passages that were found."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from corpus.document import Document, Paragraph, Table
from retrieval.answer import section_at
from retrieval.search import Hit
from retrieval.sentences import sentence_spans

# Start, end, what stands before it, context, table and row.
_Unit = tuple[int, int, str, str, Table | None, int]
# How much of the paragraph before a sentence is read with it, in characters.
_REACH = 240
_ASKED = re.compile(r"[^。！？!?\n]+[？?]|^\W*(?:问|Q)\s?[：:][^\n]+")
# The turn of one who asks, whatever mark it ends with.
_ASKER = re.compile(r"\W*(?:问|提问|记者|主持人|Q|Question|Interviewer)\d{0,2}\s?[：:]")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence or a table row, with what a reader knows on reaching it.

    Attributes:
        document: where it stands.
        start: first character in the clean text.
        end: one past the last.
        text: the characters.
        before: the text of its paragraph right before it, at most 240 characters; for what opens a reply or is an item
            of a list, also the paragraph that asks or announces it.
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
    def headings(self) -> tuple[str, ...]:
        """The titles of its sections, outermost first."""
        return tuple(self.document.section_path(section_at(self.document, self.start)))

    @property
    def is_title(self) -> bool:
        """Whether it is nothing but the title of its document or of a section."""
        bare = self.text.strip(" #：:")
        return self.table is None and (bare == self.document.title or bare in self.headings)

    @property
    def is_item(self) -> bool:
        """Whether it begins an item of a list of its document."""
        paragraphs = self.document.paragraphs
        at = bisect_right(paragraphs, self.start, key=lambda p: p.start) - 1
        return at >= 0 and paragraphs[at].kind == "item" and paragraphs[at].start == self.start

    @property
    def is_question(self) -> bool:
        """Whether it asks something and so answers nothing."""
        return _asks(self.text)

    @property
    def replies_to(self) -> str:
        """The question that it replies to, in its paragraph, before it or as its heading; "" where there is none."""
        asked = [m.group() for m in _ASKED.finditer(self.before)]
        return asked[-1] if asked else next((h for h in self.headings[::-1] if _asks(h)), "")

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
        for a, b, before, context, table, row in _within(document, hit.passage.start, hit.passage.end):
            if (key := (document.doc_id, a, b)) not in found:
                text = document.text[a:b]
                found[key] = Evidence(document, a, b, text, before, context, table, row, rank, hit.score)
    return list(found.values())


def evidence_of(document: Document) -> list[Evidence]:
    """Every sentence and row of a document, in order of place; no search has ranked them."""
    return [
        Evidence(document, a, b, document.text[a:b], before, context, table, row, 0, 0.0)
        for a, b, before, context, table, row in _within(document, 0, len(document.text))
    ]


def evidence_at(places: Sequence[tuple[Document, int, int]]) -> list[Evidence]:
    """The sentences and rows that spans of documents touch, each once, in the order of the spans; no search has ranked them."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for document, start, end in places:
        for a, b, before, context, table, row in _within(document, *_whole(document, start, end)):
            if a < end and start < b:
                piece = Evidence(document, a, b, document.text[a:b], before, context, table, row, 0, 0.0)
                found[piece.key] = piece
    return list(found.values())


def _whole(document: Document, start: int, end: int) -> tuple[int, int]:
    """A span widened to the paragraphs and tables that it touches."""
    paragraphs = document.paragraphs
    first = max(0, bisect_right(paragraphs, start, key=lambda p: p.start) - 1)
    last = max(first + 1, bisect_left(paragraphs, end, key=lambda p: p.start))
    tables = [t for t in document.tables if t.start < end and start < t.end]
    starts = [start, *(p.start for p in paragraphs[first : first + 1]), *(t.start for t in tables)]
    ends = [end, *(p.end for p in paragraphs[first:last]), *(t.end for t in tables)]
    return min(starts), max(ends)


@lru_cache(maxsize=8192)
def _within(document: Document, start: int, end: int) -> tuple[_Unit, ...]:
    """What a passage holds, the same for every question."""
    units: list[_Unit] = []
    at = start
    for table in document.tables:
        if table.start < end and table.end > start:
            units += _prose(document, at, max(at, table.start))
            told = [*_rows(document, table, start, end), *_remarks(document, table, start, end)]
            units += sorted(told, key=lambda unit: unit[0])
            at = max(at, table.end)
    if at < end:
        units += _prose(document, at, end)
    return tuple(units)


def _prose(document: Document, start: int, end: int) -> Iterable[_Unit]:
    # What the head of a file says of the document is no statement of its text; `retrieval.provenance` cites it.
    start = min(end, max([start, *(p.end for p in takewhile(_is_field, document.paragraphs))]))
    context = _heading(document, start)
    captions = _captions(document)
    for a, b in sentence_spans(document.text, start, end):
        if any(document.text[a:b] in caption for caption in captions):
            continue  # it names what a table tells, and its rows know it
        paragraph = document.text.rfind("\n", max(0, a - _REACH), a) + 1
        before = document.text[max(paragraph, a - _REACH) : a].strip()
        yield a, b, f"{_lead(document, a)} {before}".strip(), context, None, -1


def _is_field(paragraph: Paragraph) -> bool:
    return paragraph.kind == "field"


def _lead(document: Document, at: int) -> str:
    """The paragraph before that of a place, if it asks or announces what stands there; items share theirs."""
    paragraphs = document.paragraphs
    number = bisect_right(paragraphs, at, key=lambda p: p.start) - 1
    items = number >= 0 and paragraphs[number].kind == "item"
    number -= 1
    while items and number >= 0 and paragraphs[number].kind == "item":
        number -= 1
    if number < 0 or paragraphs[number].kind != "paragraph":
        return ""
    text = document.text[paragraphs[number].start : paragraphs[number].end].strip()
    return text[-_REACH:] if _asks(text) or text.endswith(("：", ":")) else ""


def _asks(text: str) -> bool:
    return text.rstrip("”\"'）) ").endswith(("?", "？")) or bool(_ASKER.match(text))


@lru_cache(maxsize=256)
def _captions(document: Document) -> frozenset[str]:
    return frozenset(t.caption for t in document.tables if t.caption)


def _rows(document: Document, table: Table, start: int, end: int) -> Iterable[_Unit]:
    header = " | ".join(cell.text for cell in table.header)
    context = " ".join(part for part in (_heading(document, table.start), table.caption, header) if part)
    for number, row in enumerate(table.rows):
        a, b = row[0].start, row[-1].end
        if a >= start and b <= end and a < b:
            yield a, b, "", context, table, number


def _remarks(document: Document, table: Table, start: int, end: int) -> Iterable[_Unit]:
    """The sentences of paragraphs that stand between the rows of a table."""
    first = bisect_right(document.paragraphs, table.start, key=lambda p: p.start)
    last = bisect_right(document.paragraphs, table.end, key=lambda p: p.end)
    for paragraph in document.paragraphs[first:last]:
        if paragraph.kind != "table":
            yield from _prose(document, max(start, paragraph.start), min(end, paragraph.end))


def _heading(document: Document, at: int) -> str:
    path = document.section_path(section_at(document, at))
    return " ".join(dict.fromkeys((document.title, *path)))
