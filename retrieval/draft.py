"""An answer while it is written: lines of text, and the spans that bear them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from corpus.document import Document, Table
from corpus.script import to_traditional
from retrieval.answer import (
    Answer,
    AnswerLanguage,
    AnswerTable,
    Citation,
    Computed,
    HitSpan,
    Parallel,
    Status,
    cite,
)
from retrieval.headers import read_head, states_unit

Place = tuple[Document, int, int]
_LIKE_A_MARK = re.compile(r"\[(\d+)\]")


def header_place(document: Document, table: Table) -> Place:
    """The header row of a table, up to its last cell that stands in the file where it is read.

    Of cells that span several rows some are put in; a span of the file that ends with them holds other text.
    """
    ends = document.traced.ends
    starts = document.traced.starts
    real = [c for c in table.header if c.end > c.start and starts[c.end - 1] < ends[c.end - 1]]
    return document, table.header[0].start, max((c.end for c in real), default=table.header[-1].end)


def head_places(document: Document, table: Table) -> list[Place]:
    """What is cited with the rows of a table: its header, and its caption where only that gives the unit."""
    places: list[Place] = [header_place(document, table)]
    own = all(read_head(cell.text).unit for cell in table.header[1:])
    if table.caption and not own and states_unit(table.caption):
        start = document.text.rfind(table.caption, 0, table.start)
        places += [(document, start, start + len(table.caption))] if start >= 0 else []
    return places


class Draft:
    """Collects the lines of an answer; numbers its citations in the order in which they first appear."""

    def __init__(self, language: AnswerLanguage, documents: "Documents") -> None:
        self._language, self._documents = language, documents
        self._lines: list[str] = []
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self._computed: list[Computed] = []
        self._tables: list[tuple[str, Sequence[str], tuple[str, ...], tuple[tuple[str, ...], ...]]] = []
        self._notes: set[str] = set()

    def mark(self, *places: Place) -> str:
        """The marks `[1][2]` of spans of the clean text, each cited from now on."""
        return "".join(f"[{number}]" for number in self.numbers(*places))

    def numbers(self, *places: Place) -> tuple[int, ...]:
        """The numbers of spans, each cited from now on."""
        return tuple(dict.fromkeys(self._number(*place) for place in places))

    def quote(self, place: Place) -> str:
        """The clean text of a span in the script of the answer."""
        document, start, end = place
        return self.words(document.text[start:end].strip())

    def words(self, text: str) -> str:
        """A text of a document or a question in the script of the answer.

        Its own `[3]`, by which it calls a note, has wide brackets here: narrow ones are marks of the answer.
        """
        return _LIKE_A_MARK.sub(r"［\1］", self._in_script(text))

    def _in_script(self, text: str) -> str:
        return to_traditional(text) if self._language == "zh-hant" else text

    def line(self, text: str) -> None:
        """Add a line."""
        self._lines.append(text)

    def compute(self, computed: Computed) -> None:
        """Add a worked figure; its line is added apart."""
        self._computed.append(computed)

    def tabulate(
        self, caption: str, lines: Sequence[str], columns: Sequence[str], rows: Sequence[Sequence[str]]
    ) -> None:
        """Give lines a second form, a table; it is left out when one of them does not come into the answer."""
        self._tables.append((caption, lines, tuple(columns), tuple(map(tuple, rows))))

    def note(self, text: str) -> None:
        """Say of a line that it is a footnote."""
        self._notes.add(text)

    def __len__(self) -> int:
        return len("\n".join(self._lines))

    @property
    def places(self) -> tuple[Place, ...]:
        """The spans of the clean text that are cited so far."""
        return tuple((self._documents[doc_id], start, end) for doc_id, start, end in self._citations)

    @property
    def computes(self) -> bool:
        """Whether a figure was worked out."""
        return bool(self._computed)

    def finish(self, status: Status, hits: Sequence[HitSpan]) -> Answer:
        """The answer."""
        text = "\n".join(self._lines)
        return Answer(
            self._language,
            status,
            text,
            tuple(self._citations.values()),
            tuple(hits),
            tuple(self._computed),
            tables=tuple(self._placed_tables(text.split("\n"))),
            notes=tuple(n for n, line in enumerate(text.split("\n")) if line in self._notes),
        )

    def _placed_tables(self, text: Sequence[str]) -> Iterator[AnswerTable]:
        at = {line: n for n, line in enumerate(text)}
        for caption, lines, columns, rows in self._tables:
            if all(line in at for line in lines):
                yield AnswerTable(caption, tuple(sorted({at[line] for line in lines})), columns, rows)

    def _number(self, document: Document, start: int, end: int) -> int:
        key = (document.doc_id, start, end)
        if key not in self._citations:
            made = cite(
                document, start, end, len(self._citations) + 1, parallel=self._documents.parallel(document, start)
            )
            made.verify(document)
            self._citations[key] = replace(made, quote=self._in_script(made.quote))
        return self._citations[key].n


class Documents:
    """The documents of an index, and the pairs of editions among them."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._by_id = {d.doc_id: d for d in documents}
        self._anchors = {
            d.doc_id: {p.anchor: p for p in d.paragraphs if p.anchor} for d in documents if d.parallel is not None
        }

    def __getitem__(self, doc_id: str) -> Document:
        return self._by_id[doc_id]

    def parallel(self, document: Document, at: int) -> Parallel | None:
        """The paragraph of the other edition that stands under the same anchor as the one at a place.

        A table has the anchor of its caption or none of its own; its rows are found by their number.
        """
        if document.parallel is None:
            return None
        other = self._by_id[document.parallel]
        here = next((p for p in document.paragraphs if p.start <= at < p.end), None)
        if here is None:
            return None
        if here.kind == "table":
            return self._row(document, other, at)
        there = self._anchors[other.doc_id].get(here.anchor) if here.anchor else None
        if there is None:
            return None
        start, end = other.traced.span(there.start, there.end)
        return Parallel(other.doc_id, start, end, other.text[there.start : there.end])

    def _row(self, document: Document, other: Document, at: int) -> Parallel | None:
        number = next(i for i, t in enumerate(document.tables) if t.start <= at < t.end)
        if number >= len(other.tables) or len(other.tables[number].rows) != len(document.tables[number].rows):
            return None
        rows = (document.tables[number].header, *document.tables[number].rows)
        line = next((i for i, row in enumerate(rows) if row[0].start <= at <= row[-1].end), None)
        if line is None:
            return None
        twin = (other.tables[number].header, *other.tables[number].rows)[line]
        start, end = other.traced.span(twin[0].start, twin[-1].end)
        return Parallel(other.doc_id, start, end, other.text[twin[0].start : twin[-1].end])
