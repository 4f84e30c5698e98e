"""Helpers for tests that read documents: read one from memory, and check that its map of places tells the truth."""

import html
import re
import unicodedata
from pathlib import Path

from corpus.document import Document
from corpus.read import read_file
from corpus.script import to_simplified
from corpus.settings import ReadSettings

# One space may stand for white space on both sides of a mark that went.
_SPACED = re.compile(r"[\s\u200b\ufeff](?:.*[\s\u200b\ufeff])?", re.DOTALL)


def read(folder: Path, name: str, content: str | bytes) -> Document:
    """The document that a file of this name and content reads as."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return read_file(path, name, ReadSettings())


def blocks_of(document: Document) -> list[tuple[str, str]]:
    """Kind and text of each block."""
    return [(p.kind, document.text[p.start : p.end]) for p in document.paragraphs]


def derives(char: str, piece: str) -> bool:
    """Whether a clean character can have come from a piece of the file."""
    return (
        char == piece
        or (char == " " and _SPACED.fullmatch(html.unescape(piece)) is not None)
        or char in html.unescape(piece)
        or piece == f"\\{char}"
        or (char == '"' and piece == '""')
        or char == to_simplified(html.unescape(piece))
        or unicodedata.normalize("NFKC", char) == unicodedata.normalize("NFKC", piece)
        or (piece, char) in (("著", "着"), ("-", "⁻"))
    )


def assert_faithful(document: Document) -> None:
    """Check all that holds of every document, whatever was read."""
    raw, text = document.raw, document.text
    starts, ends = document.traced.starts.tolist(), document.traced.ends.tolist()
    assert starts == sorted(starts)
    mended = [(m.start, m.end) for m in document.mends if m.kind in ("damage", "joined words") and m.done]
    put_back = {m.start for m in document.mends if m.kind == "lost mark" and m.done}
    in_table = [any(t.start <= n < t.end for t in document.tables) for n in range(len(text))]
    for number, (char, start, end) in enumerate(zip(text, starts, ends, strict=True)):
        assert 0 <= start <= end <= len(raw)
        if start == end:
            # Between cells and after terms, and the copies of a cell that spans several.
            assert char in " |\n:：" or in_table[number] or start in put_back, f"{char!r} was put in at {number}"
        elif not any(a < end and start < b for a, b in mended):
            assert derives(char, raw[start:end]), f"{char!r} at {number} from {raw[start:end]!r} at {start}:{end}"
    _assert_blocks(document)
    _assert_sections(document)


def _assert_blocks(document: Document) -> None:
    at = 0
    for paragraph in document.paragraphs:
        between = document.text[at : paragraph.start]
        assert between == ("\n\n" if at else ""), f"{between!r} before block at {paragraph.start}"
        assert paragraph.start < paragraph.end
        block = document.text[paragraph.start : paragraph.end]
        assert block == block.strip() or paragraph.kind in ("table", "code")
        assert "\n" not in block or paragraph.kind in ("table", "code")
        assert "\r" not in block or paragraph.kind == "code"
        at = paragraph.end
    assert at == len(document.text)
    for table in document.tables:
        for row in (table.header, *table.rows):
            assert len(row) == len(table.header)
            for cell in row:
                assert document.text[cell.start : cell.end] == cell.text
                assert table.start <= cell.start <= cell.end <= table.end


def _assert_sections(document: Document) -> None:
    first = document.sections[0]
    assert (first.level, first.start, first.end, first.parent) == (0, 0, len(document.text), -1)
    for number, section in enumerate(document.sections[1:], 1):
        parent = document.sections[section.parent]
        assert section.parent < number
        assert parent.level < section.level
        assert parent.start <= section.start < section.end <= parent.end
    for paragraph in document.paragraphs:
        section = document.sections[paragraph.section]
        assert section.start <= paragraph.start and paragraph.end <= section.end
