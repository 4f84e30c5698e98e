"""One way in: a file becomes a `Document`, a folder becomes a `Collection`."""

import logging
import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from corpus.damage import has_readings, mend_damage
from corpus.decode import decode
from corpus.document import Block, Cell, Document, Mend, Paragraph, Table
from corpus.errors import CorpusError
from corpus.flattened import find_tables
from corpus.frontmatter import date_of, field_blocks, front_matter
from corpus.furniture import drop_furniture
from corpus.headings import section_tree, split_headings
from corpus.joined import mend_joined
from corpus.listing import SUFFIXES, doc_id_of, list_files
from corpus.markdown import parse_markdown
from corpus.markup import parse_html
from corpus.numbering import drop_contents, number_headings
from corpus.origin import Traced
from corpus.pinyin import mend_pinyin
from corpus.plain import parse_plain
from corpus.plainheadings import name_title
from corpus.punctuation import mend_lost, mend_punctuation, mend_width
from corpus.recognising import looks_like_html, looks_like_markdown
from corpus.script import language_of, mend_script, script_of
from corpus.separated import parse_separated
from corpus.settings import ReadSettings
from corpus.stackedtables import mend_stacked
from corpus.titles import document_title

_log = logging.getLogger(__name__)

_CAPTION = re.compile(
    r"\s*(?:表|图表|附表|Table|Exhibit)\s*[\d一二三四五六七八九十]|.{0,60}(?:[（(，,]\s*单位\s*[:：]|如下(?:表所示)?[:：（(]?)",
    re.IGNORECASE,
)
# Walking damaged bytes takes time; a text with more suspects than that is another kind of ruin, and is left as it stands.
# Where readings in brackets tell the kind, there may be more.
_MOST_SUSPECTS, _MOST_WITH_READINGS = 64, 1000


def _mend_sparse_damage(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    suspects = sum(block.traced.text.count("?") for block in blocks)
    if suspects > _MOST_WITH_READINGS or (
        suspects > _MOST_SUSPECTS and not has_readings(block.traced.text for block in blocks)
    ):
        return list(blocks), []
    return mend_damage(blocks)


# In this order. Damage and pinyin need the characters as they stood.
_MENDS: tuple[Callable[[Sequence[Block]], tuple[list[Block], list[Mend]]], ...] = (
    _mend_sparse_damage,
    mend_pinyin,
    mend_script,
    mend_width,
    mend_stacked,
    drop_furniture,
    drop_contents,
    split_headings,
    find_tables,
    mend_joined,
    mend_lost,
    mend_punctuation,
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file that was not read, and why, in one line."""

    doc_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Collection:
    """The documents of a folder, by `doc_id`, and the files that were left out."""

    documents: tuple[Document, ...]
    left_out: tuple[LeftOut, ...]


def read_file(path: Path, doc_id: str, settings: ReadSettings) -> Document:
    """Read one file.

    Raises:
        CorpusError: it cannot be read, is too large, or is no text.
    """
    data = _bytes(path, settings)
    decoded = decode(data, str(path))
    raw = decoded.text
    metadata, start = front_matter(raw)
    suffix = path.suffix.lower()
    mends: list[Mend] = []
    plain = False
    if suffix in (".html", ".htm") or (suffix == ".txt" and looks_like_html(raw[start:])):
        page = parse_html(raw, start)
        blocks, metadata, mends = page.blocks, {**page.metadata, **metadata}, page.mends
    elif suffix == ".csv":
        metadata, blocks = {}, parse_separated(raw)
    elif suffix in (".md", ".markdown") or looks_like_markdown(raw[start:]):
        blocks = parse_markdown(raw, start)
    else:
        blocks, plain = parse_plain(raw, start), True
    script = script_of(raw)
    for mend in _MENDS:
        blocks, done = mend(blocks)
        mends.extend(done)
        if mend is drop_furniture:
            blocks = (name_title if plain else number_headings)(blocks)
    title = document_title(blocks, metadata, mends, raw, doc_id)
    # What the head of the file states is in one script with the text, and otherwise as it stands.
    headings = {b.traced.text for b in blocks if b.kind == "heading"}
    head, done = mend_script(field_blocks(raw, headings) if blocks and start and suffix != ".csv" else [])
    blocks, mends = [*head, *blocks], [*done, *mends]
    return _assemble(doc_id, title, raw, blocks, metadata, script, mends, decoded.encoding, decoded.confidence)


def read_folder(
    folder: Path,
    settings: ReadSettings,
    progress: Callable[[str], None] = lambda line: None,
    known: Mapping[str, Document] | None = None,
) -> Collection:
    """Read every document below a folder, in order of their names.

    A file that cannot be read is left out and named; the others are read all the same. Hidden files and folders and
    links that lead out of the folder are not followed.

    Args:
        folder: where the documents are.
        settings: how they are read.
        progress: told one line a file.
        known: documents that need not be read again, by doc_id.

    Raises:
        CorpusError: the folder is missing, or holds no document that can be read.
    """
    if not folder.is_dir():
        raise CorpusError(
            str(folder),
            "no such folder" if not folder.exists() else "not a folder",
            "give a folder of documents",
        )
    documents: list[Document] = []
    left_out: list[LeftOut] = []
    for path, reason in list_files(folder):
        doc_id = doc_id_of(path, folder)
        if known and doc_id in known:
            documents.append(known[doc_id])
            continue
        found = LeftOut(doc_id, reason) if reason else _read_or_leave(path, doc_id, settings)
        if isinstance(found, LeftOut):
            left_out.append(found)
            progress(f"left out {doc_id}: {found.reason}")
        else:
            documents.append(found)
            progress(f"read {doc_id}")
    if not documents:
        named = f" ({left_out[0].doc_id}: {left_out[0].reason})" if left_out else ""
        kinds = " ".join(sorted(SUFFIXES))
        raise CorpusError(str(folder), f"no document that can be read{named}", f"put files there that end in {kinds}")
    return Collection(tuple(paired(documents)), tuple(left_out))


def files_left_out(folder: Path, settings: ReadSettings, known: Container[str]) -> Iterator[LeftOut]:
    """The files below a folder that cannot be read, and why; only those that are not known as documents are tried."""
    for path, reason in list_files(folder):
        doc_id = doc_id_of(path, folder)
        if doc_id not in known:
            found = LeftOut(doc_id, reason) if reason else _read_or_leave(path, doc_id, settings)
            if isinstance(found, LeftOut):
                yield found


def _read_or_leave(path: Path, doc_id: str, settings: ReadSettings) -> Document | LeftOut:
    try:
        return read_file(path, doc_id, settings)
    except CorpusError as error:
        return LeftOut(doc_id, str(error))
    except Exception as error:
        # A fault of ours with one file must not cost all others.
        _log.exception("%s could not be read", doc_id)
        return LeftOut(doc_id, f"internal error ({type(error).__name__}: {error}). Mend: report it with the file")


def _bytes(path: Path, settings: ReadSettings) -> bytes:
    try:
        size = path.stat().st_size
        if size > settings.max_file_mb * 1_000_000:
            raise CorpusError(
                str(path),
                f"{size / 1e6:.0f} MB, more than the {settings.max_file_mb} allowed",
                "raise read.max_file_mb",
            )
        return path.read_bytes()
    except OSError as error:
        raise CorpusError(
            str(path), error.strerror or "cannot be read", "check the file and its permissions"
        ) from error


def _assemble(
    doc_id: str,
    title: str,
    raw: str,
    blocks: Sequence[Block],
    metadata: dict[str, str],
    script: Literal["hans", "hant"],
    mends: list[Mend],
    encoding: str,
    confidence: float,
) -> Document:
    """Join the blocks, blank lines between them, and work out the sections and tables."""
    parts: list[Traced] = []
    places: list[tuple[int, int]] = []
    at = 0
    for block in blocks:
        if parts:
            gap = Traced.inserted("\n\n", int(block.traced.starts[0]) if len(block.traced) else 0)
            parts.append(gap)
            at += len(gap)
        parts.append(block.traced)
        places.append((at, at + len(block.traced)))
        at += len(block.traced)
    traced = Traced.join(parts)
    heads = [(p[0], b.level, b.traced.text) for b, p in zip(blocks, places, strict=True) if b.kind == "heading"]
    sections = section_tree(heads, len(traced))
    body = next((start for b, (start, _) in zip(blocks, places, strict=True) if b.kind != "field"), 0)
    paragraphs: list[Paragraph] = []
    section = 0
    for block, (start, end) in zip(blocks, places, strict=True):
        section += block.kind == "heading"
        paragraphs.append(Paragraph(block.kind, start, end, section, block.anchor))
    return Document(
        doc_id=doc_id,
        title=title,
        language=language_of(traced.text[body:]),
        script=script,
        date=date_of(metadata),
        metadata=metadata,
        parallel=None,
        raw=raw,
        traced=traced,
        sections=sections,
        paragraphs=tuple(paragraphs),
        tables=tuple(_tables(blocks, places)),
        mends=tuple(sorted(mends, key=lambda m: (m.start, m.end))),
        encoding=encoding,
        confidence=confidence,
    )


def _tables(blocks: Sequence[Block], places: Sequence[tuple[int, int]]) -> list[Table]:
    tables: list[Table] = []
    goes_on = False  # whether no heading stands behind the last table
    for number, (block, (start, end)) in enumerate(zip(blocks, places, strict=True)):
        if block.grid is None:
            goes_on = goes_on and block.kind != "heading"
            continue
        rows = [tuple(Cell(block.traced.text[a:b], start + a, start + b) for a, b in row) for row in block.grid.rows]
        if block.grid.continues and goes_on and len(tables[-1].header) == len(rows[0]):
            tables[-1] = replace(tables[-1], rows=(*tables[-1].rows, *rows), end=end)
            continue
        before = blocks[number - 1].traced.text if number and blocks[number - 1].kind != "table" else ""
        named = block.grid.captioned or _CAPTION.match(before)
        caption = before if len(before) <= 300 and named else ""
        tables.append(Table(rows[0], tuple(rows[1:]), start, end, caption, block.grid.flags))
        goes_on = True
    return tables


def paired(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents, each with `parallel` as the doc_id of one in the other language that names it back, or None."""
    known = {d.doc_id: d for d in documents}
    for document in documents:
        other = known.get(_named_parallel(document))
        mutual = other and other.language != document.language and _named_parallel(other) == document.doc_id
        yield replace(document, parallel=other.doc_id if other and mutual else None)


def _named_parallel(document: Document) -> str:
    """The doc_id that a document names as the same text in the other language, or ""."""
    named = document.metadata.get("parallel", "")
    folder = document.doc_id.rpartition("/")[0]
    return f"{folder}/{named}" if folder and named else named
