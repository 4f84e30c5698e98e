"""One way in: a file becomes a `Document`, a folder becomes a `Collection`."""

import datetime
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import yaml

from corpus.damage import has_readings, mend_damage
from corpus.decode import decode
from corpus.document import Block, Cell, Document, Mend, Paragraph, Table
from corpus.errors import CorpusError
from corpus.flattened import find_tables
from corpus.furniture import drop_furniture
from corpus.headings import section_tree, split_headings
from corpus.joined import mend_joined
from corpus.listing import SUFFIXES as SUFFIXES
from corpus.listing import doc_id_of, list_files
from corpus.markdown import looks_like_markdown, parse_markdown
from corpus.markup import looks_like_html, parse_html
from corpus.numbering import drop_contents, number_headings
from corpus.origin import Traced
from corpus.pinyin import mend_pinyin
from corpus.plain import parse_plain
from corpus.plainheadings import name_title
from corpus.punctuation import mend_lost, mend_punctuation, mend_width
from corpus.script import language_of, mend_script, script_of
from corpus.separated import parse_separated
from corpus.settings import ReadSettings

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_DATE_LINE = re.compile(r"(\d{4})[-/年.](\d{1,2})[-/月.](\d{1,2})")
_CAPTION = re.compile(r"\s*(?:表|图表|附表|Table|Exhibit)\s*[\d一二三四五六七八九十]", re.IGNORECASE)
# Every mend has this signature; they run in this order. Damage and pinyin need the characters as they stood.
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


_MENDS: tuple[Callable[[Sequence[Block]], tuple[list[Block], list[Mend]]], ...] = (
    _mend_sparse_damage,
    mend_pinyin,
    mend_script,
    mend_width,
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
    metadata, start = _front_matter(raw)
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
            blocks, _ = (name_title if plain else number_headings)(blocks)
    return _assemble(doc_id, raw, blocks, metadata, script, mends, decoded.encoding, decoded.confidence)


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
        if not reason:
            try:
                documents.append(read_file(path, doc_id, settings))
                progress(f"read {doc_id}")
                continue
            except CorpusError as error:
                reason = str(error)
        left_out.append(LeftOut(doc_id, reason))
        progress(f"left out {doc_id}: {reason}")
    if not documents:
        named = f" ({left_out[0].doc_id}: {left_out[0].reason})" if left_out else ""
        kinds = " ".join(sorted(SUFFIXES))
        raise CorpusError(str(folder), f"no document that can be read{named}", f"put files there that end in {kinds}")
    return Collection(tuple(paired(documents)), tuple(left_out))


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


def _front_matter(raw: str) -> tuple[dict[str, str], int]:
    """The fields of YAML front matter as text, and where the text behind it begins."""
    found = _FRONT_MATTER.match(raw)
    if found is None:
        return {}, 0
    try:
        # The base loader leaves every value as it is written; others trip over dates such as 2022-13-45.
        data = yaml.load(found[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}, 0
    if not isinstance(data, dict):
        return {}, 0
    return {str(key): _as_text(value) for key, value in data.items()}, found.end()


def _as_text(value: Any) -> str:
    """A value, or the values of a flat list; deeper structure is not looked into (aliases can make it endless)."""
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""


def _date(text: str) -> str | None:
    """An ISO date out of the forms that front matter holds (ISO, 2022年1月6日, RFC 2822)."""
    found = _DATE_LINE.search(text)
    try:
        if found:
            return datetime.date(*map(int, found.groups())).isoformat()
        return parsedate_to_datetime(text).date().isoformat() if text else None
    except (ValueError, TypeError):
        return None


def _assemble(
    doc_id: str,
    raw: str,
    blocks: Sequence[Block],
    metadata: dict[str, str],
    script: Any,
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
    paragraphs: list[Paragraph] = []
    section = 0
    for block, (start, end) in zip(blocks, places, strict=True):
        section += block.kind == "heading"
        paragraphs.append(Paragraph(block.kind, start, end, section, block.anchor))
    return Document(
        doc_id=doc_id,
        title=_title(metadata, heads, doc_id),
        language=language_of(traced.text),
        script=script,
        date=_date(metadata.get("date", "")),
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


def _title(metadata: dict[str, str], heads: list[tuple[int, int, str]], doc_id: str) -> str:
    first = heads[0][2] if heads and heads[0][1] == min(level for _, level, _ in heads) else ""
    return metadata.get("title", "").strip() or first or Path(doc_id).stem


def _tables(blocks: Sequence[Block], places: Sequence[tuple[int, int]]) -> Iterator[Table]:
    for number, (block, (start, end)) in enumerate(zip(blocks, places, strict=True)):
        if block.grid is None:
            continue
        rows = [tuple(Cell(block.traced.text[a:b], start + a, start + b) for a, b in row) for row in block.grid.rows]
        before = blocks[number - 1].traced.text if number and blocks[number - 1].kind != "table" else ""
        named = block.grid.captioned or _CAPTION.match(before)
        caption = before if len(before) <= 300 and named else ""
        yield Table(rows[0], tuple(rows[1:]), start, end, caption, block.grid.flags)


def paired(documents: Sequence[Document]) -> Iterator[Document]:
    """The documents, each with `parallel` as a doc_id of this collection that names it back, or None."""
    known = {d.doc_id: d for d in documents}
    for document in documents:
        other = None
        if named := document.metadata.get("parallel"):
            folder = document.doc_id.rpartition("/")[0]
            other = known.get(f"{folder}/{named}" if folder else named)
        yield replace(document, parallel=other.doc_id if other and other.language != document.language else None)
