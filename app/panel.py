"""What the panel shows of a citation: the cited words in their paragraph, and what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from corpus.document import BlockKind, Cell, Document, Mend, Paragraph, Table
from retrieval.answer import Citation, Parallel

NEAR: Final = 2000
"""Characters of the cited block, and of the file, that are shown before and behind the cited ones."""
CONTEXT: Final = 320
"""Characters of a neighbouring paragraph that are shown."""
ROWS_AROUND: Final = 8
"""Rows of a table that are shown above and below the cited ones."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text parted at what is cited of it; `cited` is empty where nothing is."""

    before: str
    cited: str
    after: str


@dataclass(frozen=True, slots=True)
class TableView:
    """The rows of a table around the cited ones.

    Attributes:
        header: the header row.
        rows: the rows that are shown, each a tuple of cells.
        above: how many rows are left out above.
        below: and below.
    """

    header: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    above: int
    below: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """All that the panel shows of one citation.

    Attributes:
        citation: the citation.
        language: of the document, "zh" or "en".
        script: of the file, "hans" or "hant".
        origin: author, publisher and date, as far as the file names them.
        before: the paragraph before, shortened; empty when there is none.
        kind: what the cited block is.
        words: the block, parted at the cited words; shortened when it is long.
        table: the block as a table, when it is one.
        after: the paragraph after, shortened.
        raw: what is shown of the block as it stands in the file, parted at the cited span.
        raw_start: where that begins in the file.
        mends: what reading changed in it, marks of markup left out.
        parallel: the same paragraph in the other language.
    """

    citation: Citation
    language: str
    script: str
    origin: tuple[str, ...]
    before: str
    kind: BlockKind
    words: Words
    table: TableView | None
    after: str
    raw: Words
    raw_start: int
    mends: tuple[Mend, ...]
    parallel: Parallel | None


def view(document: Document, citation: Citation) -> SourceView:
    """What the panel shows of a citation of this document.

    Raises:
        AnswerError: the citation is not of this document, or its quote is not its span.
    """
    citation.verify(document)
    first, last = _blocks_around(document.paragraphs, citation.clean_start, citation.clean_end)
    whole = (
        min(document.paragraphs[first].start, citation.clean_start),
        max(document.paragraphs[last].end, citation.clean_end),
    )
    # A block may be a whole file: a text without line ends, a table of all its records.
    start, end = _within(whole, citation.clean_start, citation.clean_end)
    raw_start, raw_end = _within(document.traced.span(start, end), citation.start, citation.end)
    words = _parted(document.text, start, end, citation.clean_start, citation.clean_end)
    table = _table_at(document, citation)
    return SourceView(
        citation=citation,
        language=document.language,
        script=document.script,
        origin=_origin(document),
        before=_shortened(_neighbour(document, first, -1), keep_end=True),
        kind=document.paragraphs[first].kind,
        words=Words("…" * (start > whole[0]) + words.before, words.cited, words.after + "…" * (end < whole[1])),
        table=None if table is None else _table_view(table, citation.clean_start, citation.clean_end),
        after=_shortened(_neighbour(document, last, 1), keep_end=False),
        raw=_parted(document.raw, raw_start, raw_end, citation.start, citation.end),
        raw_start=raw_start,
        mends=tuple(
            m for m in document.mends if m.done and m.kind != "markup" and m.start < raw_end and m.end > raw_start
        ),
        parallel=citation.parallel,
    )


def _blocks_around(blocks: Sequence[Paragraph], start: int, end: int) -> tuple[int, int]:
    """Positions of the first and the last block that the characters `start:end` touch."""
    touched = [n for n, block in enumerate(blocks) if block.start < end and block.end > start]
    if touched:
        return touched[0], touched[-1]
    nearest = min(range(len(blocks)), key=lambda n: abs(blocks[n].start - start))
    return nearest, nearest


def _within(whole: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """The part of a stretch of characters that is near `start:end`."""
    return max(whole[0], start - NEAR), min(whole[1], end + NEAR)


def _neighbour(document: Document, position: int, step: int) -> str:
    """The nearest block of text on one side that is not a heading, within the same section."""
    here = document.paragraphs[position].section
    position += step
    while 0 <= position < len(document.paragraphs):
        block = document.paragraphs[position]
        if block.section != here:
            return ""
        if block.kind != "heading":
            return document.text[block.start : block.end]
        position += step
    return ""


def _shortened(text: str, keep_end: bool) -> str:
    if len(text) <= CONTEXT:
        return text
    return "…" + text[-CONTEXT:] if keep_end else text[:CONTEXT] + "…"


def _parted(text: str, start: int, end: int, cited_start: int, cited_end: int) -> Words:
    """The characters `start:end`, parted at `cited_start:cited_end` as far as that lies within them."""
    from_, to = min(max(cited_start, start), end), max(min(cited_end, end), start)
    if from_ >= to:
        return Words(text[start:end], "", "")
    return Words(text[start:from_], text[from_:to], text[to:end])


def _table_at(document: Document, citation: Citation) -> Table | None:
    start, end = citation.clean_start, citation.clean_end
    for table in document.tables:
        if table.start <= start and end <= table.end:
            # A remark between the rows is told like any other text.
            rows = (table.header, *table.rows)
            return table if any(row[0].start < end and row[-1].end > start for row in rows) else None
    return None


def _table_view(table: Table, start: int, end: int) -> TableView:
    def parted(row: Sequence[Cell]) -> tuple[Words, ...]:
        return tuple(_parted_cell(cell, start, end) for cell in row)

    cited = [n for n, row in enumerate(table.rows) if row and row[0].start < end and row[-1].end > start]
    first = max(0, (cited[0] if cited else 0) - ROWS_AROUND)
    stop = min(len(table.rows), (cited[-1] if cited else 0) + ROWS_AROUND + 1)
    return TableView(
        header=parted(table.header),
        rows=tuple(parted(row) for row in table.rows[first:stop]),
        above=first,
        below=len(table.rows) - stop,
    )


def _parted_cell(cell: Cell, start: int, end: int) -> Words:
    return _parted(cell.text, 0, len(cell.text), start - cell.start, end - cell.start)


def _origin(document: Document) -> tuple[str, ...]:
    found = (document.metadata.get("author"), document.metadata.get("publisher"), document.date)
    return tuple(part for part in found if part)
