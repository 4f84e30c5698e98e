"""The records of the corpus: a document that was read, and what was done to read it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from corpus.origin import Traced

BlockKind = Literal["heading", "paragraph", "item", "table", "code", "field"]


@dataclass(frozen=True, slots=True)
class Mend:
    """One change that reading made to the text, or a suspicion that it left alone.

    Attributes:
        kind: what was mended: "pinyin", "script", "damage", "furniture", "markup", "table", …
        before: the characters as they stood (shortened in reports, never here).
        after: the characters that took their place; empty when they were dropped.
        start: where `before` begins in the raw text.
        end: one past its end.
        note: why, or why not; empty when the kind says it all.
        done: False for something that was noticed and left as it stands.
    """

    kind: str
    before: str
    after: str
    start: int
    end: int
    note: str = ""
    done: bool = True


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table block: character ranges in the text of its block.

    Attributes:
        rows: one tuple of (start, end) a row, the header row first; empty cells have start == end.
        flags: what is uncertain about the table, one line each; empty when nothing is.
        captioned: whether the block before it is its caption.
        continues: whether all its rows go on those of the table before it, with a remark between; then it has no header row.
    """

    rows: tuple[tuple[tuple[int, int], ...], ...]
    flags: tuple[str, ...] = ()
    captioned: bool = False
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document while it is being read: a heading, a paragraph, a list item, a table, a field of its head.

    Every mend takes a sequence of blocks and gives a sequence of blocks. A block never holds a line break
    inside, save tables (one line a row) and code.

    Attributes:
        kind: what it is.
        traced: its text, with places in the raw file.
        level: 1 to 6 for headings, 0 otherwise.
        anchor: the name the file gives the block (`<a id="…">`), or None; of fields `field:` and their name.
        grid: the cells, for tables.
    """

    kind: BlockKind
    traced: Traced
    level: int = 0
    anchor: str | None = None
    grid: Grid | None = None

    def with_traced(self, traced: Traced) -> "Block":
        """The same block with another text; only for blocks without a grid."""
        if self.grid is not None:
            raise ValueError("the cells of a table would no longer fit its text")
        return replace(self, traced=traced)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with all that stands under it, up to the next heading of the same or a higher level.

    Attributes:
        title: the heading; empty for what stands before the first heading.
        level: 1 to 6; 0 for what stands before the first heading.
        start: where the heading begins in the clean text.
        end: one past the last character of the section, sub-sections included.
        parent: position of the enclosing section in `Document.sections`, or -1.
    """

    title: str
    level: int
    start: int
    end: int
    parent: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text and its range in the clean text (`start == end` when it is empty)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a document; all ranges count in the clean text. Remarks may stand between its rows, paragraphs of their own.

    Attributes:
        header: the cells of the header row.
        rows: the other rows, each with as many cells as the header.
        start: first character of the header row.
        end: one past the last row.
        caption: the text that names the table (the paragraph right before it when that is a caption), or "".
        flags: what is uncertain, one line each.
    """

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    start: int
    end: int
    caption: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of a finished document: its range in the clean text and its section.

    Attributes:
        kind: what it is.
        start: first character in the clean text.
        end: one past the last.
        section: position in `Document.sections`.
        anchor: its name in the file, or None.
    """

    kind: BlockKind
    start: int
    end: int
    section: int
    anchor: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A document that was read; equal to itself alone, so that what is worked out from it can be kept by it.

    Two texts: `raw`, the decoded file, which is what citations count in; and `text`, the clean text, which is what
    is searched and quoted. `traced.span` leads from the second to the first.

    Attributes:
        doc_id: path relative to the corpus folder, with `/`.
        title: from the front matter, the first heading or the file name.
        language: "zh" or "en": the language of most of its letters (Traditional is read as "zh").
        script: "hant" when the file was in Traditional characters, else "hans"; of no meaning for "en".
        date: as ISO 8601 (`2022-01-06`), or None.
        metadata: the other fields of the front matter, as text.
        parallel: doc_id of the same document in the other language, or None.
        raw: the decoded file, byte-order mark removed.
        traced: the clean text with its places in `raw`.
        sections: in order of their start; the first has level 0.
        paragraphs: every block in order; blocks are parted by blank lines in the clean text.
        tables: in order.
        mends: what was done and what was noticed, in order of place.
        encoding: the detected encoding.
        confidence: how sure that is, in [0, 1].
    """

    doc_id: str
    title: str
    language: Literal["zh", "en"]
    script: Literal["hans", "hant"]
    date: str | None
    metadata: Mapping[str, str]
    parallel: str | None
    raw: str
    traced: Traced
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    mends: tuple[Mend, ...]
    encoding: str
    confidence: float

    @property
    def text(self) -> str:
        """The clean text."""
        return self.traced.text

    def section_path(self, section: int) -> tuple[str, ...]:
        """The titles from the outermost section down to this one, untitled ones left out."""
        path: list[str] = []
        while section >= 0:
            if self.sections[section].title:
                path.append(self.sections[section].title)
            section = self.sections[section].parent
        return tuple(reversed(path))
