"""HTML to blocks: tags go, every character keeps its place."""

import html
import re
from bisect import bisect_right
from collections.abc import Sequence
from html.parser import HTMLParser

from corpus.document import Block, BlockKind, Grid
from corpus.origin import Edit, Traced

_BREAKS = frozenset([
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
])
_SILENT = frozenset([
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "head",
    "iframe",
    "object",
    "select",
    "button",
    "textarea",
])
_CELLS = frozenset(("td", "th"))
_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
_SPACES = re.compile(r"[ \t\r\n\f\xa0\u3000\u200b\ufeff]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_TAGGED = re.compile(r"</(?:p|div|h[1-6]|li|td|tr|table|ul|ol|span|a|strong)>", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|body)\b", re.IGNORECASE | re.DOTALL
)


def looks_like_html(text: str) -> bool:
    """Whether a text file holds a page: it begins like one, or has at least three closing tags of blocks or links."""
    return bool(_PAGE.match(text[:2000])) or len(_TAGGED.findall(text[:200_000], 0)) >= 3


def parse_html(raw: str, start: int = 0, end: int | None = None) -> tuple[list[Block], dict[str, str]]:
    """The blocks of a page, or of the part `start:end` of a file, and the metadata that its head states.

    Links, emphasis and other inline tags dissolve without a trace, so a word that a link cuts in two is whole again.
    """
    parser = _Parser(raw, start, len(raw) if end is None else end)
    parser.feed(raw[start:end])
    parser.close()
    parser.flush()
    return parser.blocks, parser.metadata


class _Parser(HTMLParser):
    """Collects pieces of text until a tag ends the block they stand in."""

    def __init__(self, raw: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self.metadata: dict[str, str] = {}
        self._raw, self._base = raw, start
        self._lines = [start] + [i + 1 for i in range(start, end) if raw[i] == "\n"]
        self._pieces: list[Traced] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._anchor: str | None = None
        self._silent: list[str] = []
        self._in_title = False
        self._bold = 0  # characters of the current block inside <b> or <strong>
        self._in_bold = 0
        self._rows: list[list[Traced]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self._meta(named)
        if tag == "title":
            self._in_title = True
        if tag in _SILENT:
            self._silent.append(tag)
        if tag in _BREAKS:
            self.flush()
            self._open(tag)
        if tag in ("b", "strong"):
            self._in_bold += 1
        anchor = named.get("id") or (named.get("name") if tag == "a" else None)
        if anchor and not self._silent and (tag in _BREAKS or (tag == "a" and not self._pieces)):
            self._anchor = anchor
        if tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in ("br", "hr", "img", "meta", "link", "input"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        if tag in ("b", "strong"):
            self._in_bold = max(0, self._in_bold - 1)
        if tag in _CELLS and self._rows:
            self._rows[-1].append(self._take())
        elif tag == "table":
            self._table()
        elif tag in _BREAKS:
            self.flush()
            self._kind, self._level = "paragraph", 0

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.metadata["title"] = self.metadata.get("title", "") + _SPACES.sub(" ", data)
        if self._silent:
            return
        at = self._place()
        self._add(Traced.of(self._raw, at, at + len(data)))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![CDATA[` and its like end at the next `>`, as in browsers; the base class stumbles over unknown ones."""
        return self.rawdata.find(">", i + 3) + 1 or -1

    def handle_entityref(self, name: str) -> None:
        self._reference()

    def handle_charref(self, name: str) -> None:
        self._reference()

    def flush(self) -> None:
        """End the block that is being collected."""
        if self._rows is not None:
            return  # the text stands in a cell
        bold, traced = self._bold, self._take()
        if not traced.text:
            return
        kind, level = self._kind, self._level
        # A short paragraph in bold altogether is a heading below the ones that are marked as such.
        if kind == "paragraph" and len(traced) <= 40 and bold >= len(traced) and not traced.text.endswith(("。", ".")):
            kind, level = "heading", 6
        self.blocks.append(Block(kind, traced, level, self._anchor))
        self._anchor = None

    def _open(self, tag: str) -> None:
        if tag[0] == "h" and tag[1:].isdigit():
            self._kind, self._level = "heading", int(tag[1:])
        elif tag == "li":
            self._kind, self._level = "item", 0
        elif tag == "p" and self._kind == "item":
            pass
        elif tag != "br":
            self._kind, self._level = "paragraph", 0

    def _meta(self, named: dict[str, str]) -> None:
        key = (named.get("property") or named.get("name") or "").lower()
        content = html.unescape(named.get("content", ""))
        for wanted, field in (
            ("title", "title"),
            ("published_time", "date"),
            ("author", "author"),
            ("pubdate", "date"),
        ):
            if key.endswith(wanted) and content:
                self.metadata.setdefault(field, content)

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _reference(self) -> None:
        at = self._place()
        found = _ENTITY.match(self._raw, at)
        if found is None:
            return
        char = html.unescape(found.group())
        if self._in_title:
            self.metadata["title"] = self.metadata.get("title", "") + char
        if self._silent:
            return
        self._add(Traced.of(self._raw, at, found.end()).apply([Edit(0, found.end() - at, char, whole=True)]))

    def _add(self, piece: Traced) -> None:
        self._pieces.append(piece)
        if self._in_bold:
            self._bold += len(piece.text.strip())

    def _take(self) -> Traced:
        traced = squeeze(Traced.join(self._pieces))
        self._pieces, self._bold = [], 0
        return traced

    def _table(self) -> None:
        rows, self._rows = [r for r in self._rows or [] if any(map(len, r))], None
        self._take()
        if rows:
            self.blocks.append(table_block(rows, self._anchor))
            self._anchor = None


def squeeze(traced: Traced) -> Traced:
    """Runs of white space become one space, or none between two wide characters; none stays at the ends."""
    traced = traced.strip()
    edits = []
    for m in _SPACES.finditer(traced.text):
        wide = _WIDE.match(traced.text, m.start() - 1) and _WIDE.match(traced.text, m.end())
        new = "" if wide and ("\n" in m.group() or m.group().strip("\u200b\ufeff") == "") else " "
        if m.group() != new:
            edits.append(Edit(m.start(), m.end(), new, whole=True))
    return traced.apply(edits).strip()


def table_block(rows: Sequence[Sequence[Traced]], anchor: str | None = None, flags: tuple[str, ...] = ()) -> Block:
    """A table block from the cells of its rows: one line a row, cells parted by ` | `; short rows are filled up."""
    width = max(map(len, rows))
    parts: list[Traced] = []
    grid: list[tuple[tuple[int, int], ...]] = []
    at = 0
    place = next((int(cell.starts[0]) for row in rows for cell in row if len(cell)), 0)
    for number, row in enumerate(rows):
        ranges = []
        for column in range(width):
            if column or number:
                gap = Traced.inserted(" | " if column else "\n", place)
                parts.append(gap)
                at += len(gap)
            cell = row[column] if column < len(row) else Traced.inserted("", place)
            parts.append(cell)
            ranges.append((at, at + len(cell)))
            at += len(cell)
            place = int(cell.ends[-1]) if len(cell) else place
        grid.append(tuple(ranges))
    return Block("table", Traced.join(parts), anchor=anchor, grid=Grid(tuple(grid), flags))


def line_starts(raw: str) -> list[int]:
    """Where each line begins, the first at 0."""
    return [0] + [m.end() for m in re.finditer(r"\n", raw)]


def line_of(starts: Sequence[int], position: int) -> int:
    """The line that holds a position, counted from 1."""
    return bisect_right(starts, position)
