"""HTML to blocks: tags go, every character keeps its place."""

import html
import re
from collections import Counter
from html.parser import HTMLParser

from corpus.document import Block, BlockKind
from corpus.elements import BREAKS, CELLS, ENDED_BY, ROWS, SPACING, VOID
from corpus.enumeration import heading_level
from corpus.origin import Edit, Traced
from corpus.page import Found, Page, part_furniture, tag_mends, with_heading
from corpus.pagetable import OpenTable, colon_behind
from corpus.pagetitle import Head
from corpus.regions import Region, region_of
from corpus.space import line_starts, squeeze
from corpus.superscript import raised

_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);?")
# What begins like a reference to a character and is none; the parser would take all that follows for one text.
_NO_REFERENCE = re.compile(r"&(?=#(?!(?:[0-9]+|[xX][0-9a-fA-F]+)[^0-9a-fA-F]))")
_LONGEST_BOLD = 40
# Behind so much a description is an item of its own.
_LONGEST_DESCRIBED = 300


def parse_html(raw: str, start: int = 0, end: int | None = None) -> Page:
    """Read a page, or the part `start:end` of a file.

    Links, emphasis and other inline tags dissolve without a trace, so a word that a link cuts in two is whole again.
    What is hidden, and what the site puts around its texts (menus, notices, lists of other pages), is left out.
    """
    parser = _Parser(raw, start, len(raw) if end is None else end)
    parser.feed(_sound(raw[start:end]))
    parser.close()
    return parser.finish()


def _sound(text: str) -> str:
    """A text as long as a page, without what the parser trips over; all that is read is taken from the page itself.

    Behind the last `>` no tag can end, and to look for the end of each anew would take time by the square of them.
    """
    end = text.rfind(">") + 1
    return _NO_REFERENCE.sub("＆", text[:end] + text[end:].replace("<", "＜"))


class _Parser(HTMLParser):
    """Collects pieces of text until a tag ends the block they stand in."""

    def __init__(self, raw: str, start: int, end: int) -> None:
        super().__init__(convert_charrefs=False)
        self._head = Head()
        self._blocks: list[Found] = []
        self._tags: dict[str, tuple[int, int, int]] = {}  # how many, and the place of the first
        self._raw, self._end = raw, end
        self._lines = [start + at for at in line_starts(raw[start:end])]
        self._pieces: list[Traced] = []
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._anchor: str | None = None
        self._open: list[tuple[str, Region]] = []
        self._around: Counter[str] = Counter()
        self._bold = 0  # characters of the current block inside <b> or <strong>
        self._raised = 0  # pieces of the current block before the <sup> that is open
        self._links: list[int] = []  # characters of each link of the current block
        self._tables: list[OpenTable] = []
        self._described = False  # whether a description of a term has just ended, and another may follow

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        self._note(tag)
        self._head.tag(tag, named)
        if self._region != "hidden" and tag in BREAKS:
            self._end_implied(tag)
            self._break(tag)
        before = self._region
        if tag not in VOID:
            region = before if before == "hidden" else region_of(tag, named, self._around) or before
            self._open.append((tag, region))
            self._around[tag] += 1
        if tag == "a":
            self._links.append(0)
        elif tag == "sup":
            self._raised = len(self._pieces)
        anchor = named.get("id") or (named.get("name") if tag == "a" else None)
        if anchor and self._region != "hidden" and (tag in BREAKS or (tag == "a" and not self._pieces)):
            self._anchor = anchor
        if self._region != "hidden":
            self._table_tag(tag, named)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        self._head.end(tag)
        if tag in VOID or not self._around[tag]:
            if tag in ("p", "br") and self._region != "hidden":
                self._break(tag)
            return
        shown = self._region != "hidden"
        if tag == "sup" and shown:
            linked = self._around["a"] > 0 or (len(self._links) > 0 and self._links[-1] > 0)
            self._pieces[self._raised :] = raised(self._pieces[self._raised :], linked)
        if shown and tag in CELLS and self._tables and not self._tables[-1].layout:
            self._tables[-1].close_cell(self._take())
        elif shown and tag == "table" and self._tables:
            self._end_table()
        elif shown and self._pieces and (tag == "dd" or (tag == "p" and self._around["dd"])):
            self._described = True
        elif shown and tag in BREAKS and tag != "dt":
            self._break("")
        self._close(tag)

    def handle_data(self, data: str) -> None:
        at = self._place()
        self._head.text(self._raw[at : at + len(data)])
        if self._region != "hidden":
            self._add(Traced.of(self._raw, at, at + len(data)))

    def parse_marked_section(self, i: int, report: bool = True) -> int:
        """`<![CDATA[` and its like end at the next `>`, as in browsers; the base class stumbles over unknown ones."""
        return self.rawdata.find(">", i + 3) + 1 or -1

    def handle_entityref(self, name: str) -> None:
        self._reference()

    def handle_charref(self, name: str) -> None:
        self._reference()

    def finish(self) -> Page:
        """All that was found, once the last tag went by."""
        while self._tables:
            self._end_table()
        self._flush()
        blocks, mends = part_furniture(self._blocks)
        blocks = with_heading(blocks, self._head.metadata([]).get("title", ""))
        metadata = self._head.metadata([b.traced.text for b in blocks if b.level == 1])
        return Page(blocks, metadata, [*mends, *tag_mends(self._tags, self._raw)])

    @property
    def _region(self) -> Region:
        return self._open[-1][1] if self._open else ""

    def _note(self, tag: str) -> None:
        count, start, end = self._tags.get(tag, (0, 0, 0))
        if not count:
            start = self._place()
            end = start + len(self.get_starttag_text() or "")
        self._tags[tag] = (count + 1, start, end)

    def _end_implied(self, tag: str) -> None:
        """End the elements that a tag ends without saying so."""
        if self._open and self._open[-1][0] == "p" and tag != "br":
            self._close("p")
        while self._open and self._open[-1][0] in ENDED_BY.get(tag, ()):
            self._close(self._open[-1][0])

    def _close(self, tag: str) -> None:
        while self._open:
            name, _ = self._open.pop()
            self._around[name] -= 1
            if name == tag:
                return

    def _break(self, tag: str) -> None:
        """End the block before a tag, and begin the one that the tag makes."""
        table = self._tables[-1] if self._tables else None
        if table is not None and table.in_cell:
            if tag in ROWS:
                table.close_cell(self._take())
            elif tag in ("h1", "h2", "h3", "h4", "pre", "table"):
                self._dissolve(table)
            elif self._pieces:
                at = int(self._pieces[-1].ends[-1]) if len(self._pieces[-1]) else 0
                self._pieces.append(Traced.inserted("\n" if tag not in SPACING else " ", at))
                return
            else:
                return
        if tag == "dd" and self._open and self._pieces and self._goes_on():
            return
        if tag in SPACING and self._around["dd"] and self._pieces and not len(self._pieces[-1].text.strip(" :：|")):
            return  # A paragraph goes on behind its term.
        self._flush()
        if tag == "pre":
            self._kind, self._level = "code", 0
        elif tag[:1] == "h" and tag[1:].isdigit():
            self._kind, self._level = "heading", int(tag[1:])
        elif tag == "summary":
            # What opens is under what is always shown.
            self._kind, self._level = "heading", 6
        elif tag in ("li", "dt", "dd"):
            self._kind, self._level = "item", 0
        elif (tag == "p" and self._kind == "item" and self._around["li"]) or tag == "br":
            pass
        else:
            self._kind, self._level = "paragraph", 0

    def _goes_on(self) -> bool:
        """Part a description from its term, or from the one before it; whether there is something it belongs to."""
        before = squeeze(Traced.join(self._pieces))
        if not len(before) or self._kind != "item" or len(before) > _LONGEST_DESCRIBED:
            return False
        if self._pieces[-1].text != " | ":
            other = Traced.inserted(" | ", int(before.ends[-1]))
            self._pieces.append(other if self._described else colon_behind(before))
        self._described = False
        return True

    def _dissolve(self, table: OpenTable) -> None:
        pieces, self._pieces = self._pieces, []
        for text in table.dissolve():
            self._blocks.append(Found(Block("paragraph", text), self._region))
        self._pieces = pieces
        self._kind, self._level = "paragraph", 0
        self._flush()

    def _table_tag(self, tag: str, named: dict[str, str]) -> None:
        if tag == "table":
            self._tables.append(OpenTable())
        elif not self._tables or self._tables[-1].layout:
            return
        elif tag == "tr":
            self._tables[-1].close_cell(self._take())
            self._tables[-1].open_row()
        elif tag in ("thead", "tbody", "tfoot"):
            self._tables[-1].open_head(tag == "thead")
        elif tag in CELLS:
            self._tables[-1].close_cell(self._take())
            self._tables[-1].open_cell(tag, named)

    def _end_table(self) -> None:
        table = self._tables[-1]
        if table.in_cell:
            table.close_cell(self._take())
        self._flush()
        self._tables.pop()
        for block in table.blocks(self._anchor):
            self._blocks.append(Found(block, self._region))
            self._anchor = None

    def _flush(self) -> None:
        """End the block that is being collected."""
        bold, links, kind, level = self._bold, tuple(filter(None, self._links)), self._kind, self._level
        traced = self._take()
        if not traced.text.strip() or (self._tables and self._tables[-1].add_line(traced)):
            return
        # A short paragraph in bold altogether is a heading below the ones that are marked as such.
        is_bold = bold >= len("".join(traced.text.split()))
        ends = traced.text.endswith(("。", ".", "，", ",", "；", ";"))
        if kind == "paragraph" and is_bold and len(traced) <= _LONGEST_BOLD and not ends:
            kind, level = "heading", heading_level(traced.text) or 6
        if self._around["caption"] and self._tables:
            self._tables[-1].captioned = True
        self._blocks.append(Found(Block(kind, traced, level, self._anchor), self._region, links))
        self._anchor = None

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _reference(self) -> None:
        at = self._place()
        found = _ENTITY.match(self._raw, at, self._end)
        if found is None:
            return
        char = html.unescape(found.group())
        self._head.text(char)
        if self._region != "hidden":
            self._add(Traced.of(self._raw, at, found.end()).apply([Edit(0, found.end() - at, char, whole=True)]))

    def _add(self, piece: Traced) -> None:
        if self._tables and not self._tables[-1].in_cell and not piece.text.strip():
            return
        if self._described and piece.text.strip():
            self._flush()
        self._pieces.append(piece)
        if self._around["b"] or self._around["strong"]:
            self._bold += len("".join(piece.text.split()))
        if self._around["a"] and self._links:
            self._links[-1] += len(piece.text.strip())

    def _take(self) -> Traced:
        joined = Traced.join(self._pieces)
        traced = _trimmed(joined) if self._kind == "code" else squeeze(joined)
        self._described = False
        self._pieces, self._bold, self._links = [], 0, [0] * bool(self._around["a"])
        return traced


def _trimmed(traced: Traced) -> Traced:
    """Without blank lines at both ends; the lines inside, with their indentation, stay."""
    body = traced.text.rstrip()
    lead = len(body) - len(body.lstrip())
    start = body.rfind("\n", 0, lead) + 1
    return traced.slice(start, len(body))
