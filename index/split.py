"""Documents to passages: cut at sentences, never across a section, every offset exact."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise, takewhile

from langchain_text_splitters import RecursiveCharacterTextSplitter

from corpus.document import Document, Table
from corpus.sequences import list_spans
from corpus.settings import PassageSettings
from index.passage import Passage

# From the gap between paragraphs down to single characters. Chinese sentence ends stand before the space, since
# Chinese has none; a full stop counts where a space and then a capital, a digit, a bracket or Han follow.
_SEPARATORS = [
    r"\n\n",
    r"\n",
    r"[。！？]+[”』」）)]*",
    r"[.!?]+[\"')\]]*\s+(?=[A-Z0-9(\"'\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])[!?]",
    r"[；;]",
    r"[，,、：:]",
    r"\s",
    "",
]
# Where a paragraph, a line or a sentence ends: the first four of them.
_SENTENCE_END = re.compile("|".join(_SEPARATORS[:4]))
_LONGEST_TITLE = 60
# Of the header row of a table; one with hundreds of columns would drown the rows.
_LONGEST_HEADER = 300


def split_document(document: Document, settings: PassageSettings) -> list[Passage]:
    """The passages of a document, in order; they cover all of its text but its front matter, headings and blank lines.

    A section without a text of its own gives its heading as a passage, so that no word of a text is lost. What the head
    of the file says of the document answers no question on its text, and would take the place of a passage that does.
    """
    passages: list[Passage] = []
    for start, end, section in _bodies(document):
        context = _context(document, section)
        at = start
        for table in (t for t in document.tables if start <= t.start < end):
            lead = _lead(document, table)
            passages += _prose(document, at, lead, context, settings)
            passages += _rows(document, table, lead, context, settings)
            at = table.end
        passages += _prose(document, at, end, context, settings)
    return passages


def _bodies(document: Document) -> Iterator[tuple[int, int, int]]:
    """The stretches of text between one heading and the next: (start, end, section)."""
    fields = [p.end for p in takewhile(lambda p: p.kind == "field", document.paragraphs)]
    start, section, heading = max(fields, default=0), 0, (0, 0)
    for paragraph in document.paragraphs:
        if paragraph.kind != "heading":
            continue
        if document.text[start : paragraph.start].strip():
            yield start, paragraph.start, section
        elif heading[1] and document.sections[section].end <= paragraph.start:
            yield *heading, section
        start, section, heading = paragraph.end, paragraph.section, (paragraph.start, paragraph.end)
    if document.text[start:].strip():
        yield start, len(document.text), section
    elif heading[1]:
        yield *heading, section


def _context(document: Document, section: int) -> str:
    """Title and section path, each once, long titles cut."""
    parts = dict.fromkeys((document.title, *document.section_path(section)))
    return " › ".join(part[:_LONGEST_TITLE] for part in parts)


def _size(document: Document, settings: PassageSettings) -> int:
    return settings.size_zh if document.language == "zh" else settings.size_en


def _prose(document: Document, start: int, end: int, context: str, settings: PassageSettings) -> list[Passage]:
    size = _size(document, settings)
    reach = int(size * settings.overlap) if end - start > size else 0
    spans: list[tuple[int, int]] = []
    for a, b in _with_whole_lists(document.text, _pieces(document.text, start, end, size - reach), size - reach):
        text = document.text[a:b]
        a, b = a + len(text) - len(text.lstrip()), a + len(text.rstrip())
        if a < b:
            spans.append((a, b))
    if reach:
        spans = _widened(document.text, spans, reach)
    return [Passage(document.doc_id, a, b, document.text[a:b], context, document.language) for a, b in spans]


def _with_whole_lists(text: str, pieces: list[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """The pieces cut anew so that no list that fits into one is cut: its items are asked for together."""
    if len(pieces) < 2:
        return pieces
    start, end = pieces[0][0], pieces[-1][1]
    cuts = {a for a, _ in pieces[1:]}
    moved: set[int] = set()
    for a, b in ((start + a, start + b) for a, b in list_spans(text[start:end])):
        inside = {cut for cut in cuts if a < cut < b}
        if inside and b - a <= size:
            cuts -= inside
            moved |= {a, b} - {start, end}
    if not moved:
        return pieces
    bounds = [start, *sorted(cuts | moved), end]
    out = [(start, bounds[1])]
    for a, b in pairwise(bounds[1:]):
        # A cut that was only made around a list goes where both sides fit into one passage.
        if a in moved and a not in cuts and b - out[-1][0] <= size:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _pieces(text: str, start: int, end: int, size: int) -> list[tuple[int, int]]:
    """Cut `start:end` into pieces of at most `size` characters that join back to it exactly.

    The size asked of the splitter is the one that makes the pieces about equally long: a stretch a little longer
    than one passage becomes two halves, not a whole and a scrap. But no sentence that fits is cut for that.
    """
    length = end - start
    if length <= size:
        return [(start, end)] if length > 0 else []
    count = -(-length // size)
    even = min(size, max(int(length / count * 1.15) + 1, _longest_sentence(text, start, end, size)))
    splitter = RecursiveCharacterTextSplitter(
        separators=_SEPARATORS,
        is_separator_regex=True,
        keep_separator="end",
        chunk_size=even,
        chunk_overlap=0,
        strip_whitespace=False,
    )
    # Offsets come from adding up lengths: the splitter's own search for them can find an earlier twin.
    spans, at = [], start
    for piece in splitter.split_text(text[start:end]):
        spans.append((at, at + len(piece)))
        at += len(piece)
    if at != end or any(text[a:b] == "" for a, b in spans):
        raise RuntimeError(f"pieces end at {at}, not at {end}: the splitter lost characters")
    return spans


def _longest_sentence(text: str, start: int, end: int, size: int) -> int:
    """Length of the longest sentence of `start:end` that is no longer than `size`."""
    longest, at = 0, start
    for found in _SENTENCE_END.finditer(text, start, end):
        if longest < found.end() - at <= size:
            longest = found.end() - at
        at = found.end()
    return max(longest, end - at if end - at <= size else 0)


def _widened(text: str, spans: list[tuple[int, int]], reach: int) -> list[tuple[int, int]]:
    """Each span reaches back into the one before it, to the start of a sentence at most `reach` away.

    What two passages share stays below half of either.
    """
    out: list[tuple[int, int]] = []
    before = 0
    for a, b in spans:
        low = a - max(0, min(reach, (before - 1) // 2, b - a - 1))
        ends = [i + 1 for i in range(low, a) if text[i] in "。！？!?\n"]
        out.append((ends[0] if ends else a, b))
        before = b - a
    return out


def _lead(document: Document, table: Table) -> int:
    """Where a table begins, its caption included."""
    if not table.caption:
        return table.start
    before = bisect_right(document.paragraphs, table.start, key=lambda p: p.end) - 1
    return document.paragraphs[before].start


def _rows(document: Document, table: Table, lead: int, context: str, settings: PassageSettings) -> list[Passage]:
    """Caption and rows of a table, as many a passage as fit; each passage knows caption and header."""
    size = _size(document, settings)
    header = " | ".join(cell.text for cell in table.header)[:_LONGEST_HEADER]
    context = "\n".join(part for part in (context, table.caption, header) if part)
    lines: list[tuple[int, int]] = []
    at = lead
    for line in document.text[lead : table.end].split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    passages: list[Passage] = []
    first = lines[0][0]
    for number, (_, end) in enumerate(lines):
        last = number + 1 == len(lines)
        if last or lines[number + 1][1] - first > size:
            for a, b in _pieces(document.text, first, end, size):
                passages.append(Passage(document.doc_id, a, b, document.text[a:b], context, document.language))
            first = lines[number + 1][0] if not last else end
    return [p for p in passages if p.text.strip()]
