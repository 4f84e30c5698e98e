"""Markdown to blocks: the marks go, every character keeps its place.

markdown-it-py finds the structure; the places, which it gives by the line only, come from following each piece of
its text through the lines it was made from.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.document import Block, BlockKind
from corpus.enumeration import heading_level
from corpus.markup import parse_html
from corpus.origin import Edit, Traced
from corpus.space import squeeze
from corpus.tableblock import table_block

_ANCHOR = re.compile(r"<a\s+(?:id|name)\s*=\s*[\"']?([^\"'>\s]+)[\"']?\s*/?>", re.IGNORECASE)
_LINK_END = re.compile(r"\](?:\((?:[^()\\]|\\.|\([^()]*\))*\)|\[[^\]]*\])?")
# What stands in the file where markdown-it has a bar or a space, and what of it does not stand in its text.
_BAR, _SPACE = r"\\?\|", r"\s+(?:>\s*)*"
_MADE_OTHERWISE = re.compile(r"\\(?=\|)|[ \t]*[\r\n]\s*(?:>\s*)*")
# As markdown-it counts lines.
_LINE_END = re.compile(r"\r\n?|\n")
# Marks that are no part of the text: of a footnote where it is called, where it stands, of a task; and of a heading
# without the space behind its marks, as people write it before Han.
_CALL = re.compile(r"\[\^[^\]\s]{1,20}\](?!:)")
_OPENING = re.compile(r"\[\^[^\]\s]{1,20}\]:\s*|\[[ xX]\]\s+")
_CALLED = re.compile(r"\[\^[^\]\s]{1,20}\]:")
_FOOTNOTE = re.compile(r"(?m)^[ ]{0,3}\[\^[^\]\s]{1,20}\]:")
_HASHES = re.compile(r"(#{2,6})(?=[^\s#])(?![^\n]*\n)")
_LONGEST_BOLD = 40
# What a line begins with that is a field by itself.
_LABEL = re.compile(r"[^:：。！？!?，；]{1,24}[:：](?=\s*\S)(?!//)")
_LINE_MARKS = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:#{1,6}[ \t]+)?")


def parse_markdown(raw: str, start: int = 0) -> list[Block]:
    """The blocks of a Markdown text that begins at `start` of the file."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")
    body = raw[start:]
    if _FOOTNOTE.search(body):
        parser.disable("reference")  # It would take `[^1]: Note` for the address of a link.
    tokens = parser.parse(body)
    lines = [start, *(start + m.end() for m in _LINE_END.finditer(body)), len(raw)]
    reader = _Reader(raw, lines)
    for token in tokens:
        reader.take(token)
    return reader.blocks


class _Reader:
    """Turns the stream of tokens into blocks."""

    def __init__(self, raw: str, lines: list[int]) -> None:
        self.blocks: list[Block] = []
        self._raw, self._lines = raw, lines
        self._kind: BlockKind = "paragraph"
        self._level = 0
        self._items = 0
        self._anchor: str | None = None
        self._row: list[Traced] | None = None
        self._rows: list[list[Traced]] = []
        self._at = 0

    def take(self, token: Token) -> None:
        kind = token.type
        if kind == "heading_open":
            self._kind, self._level = "heading", int(token.tag[1])
        elif kind == "paragraph_open":
            self._kind, self._level = ("item" if self._items else "paragraph"), 0
        elif kind in ("list_item_open", "list_item_close"):
            self._items += token.nesting
        elif kind == "table_open":
            self._rows = []
        elif kind == "tr_open":
            self._row = []
            self._rows.append(self._row)
            self._at = self._span(token)[0]
        elif kind == "table_close":
            self._row = None
            if any(len(cell) for row in self._rows for cell in row):
                self.blocks.append(table_block(self._rows, self._take_anchor()))
        elif kind == "inline":
            self._inline(token)
        elif kind in ("fence", "code_block"):
            self._code(token)
        elif kind == "html_block":
            self._html(token)

    def _span(self, token: Token) -> tuple[int, int]:
        first, last = token.map or (0, 0)
        return self._lines[first], self._lines[min(last, len(self._lines) - 1)]

    def _inline(self, token: Token) -> None:
        start, end = self._span(token) if token.map else (self._at, self._at)
        if self._row is not None:
            traced, _ = self._follow(token, self._at, self._end_of_line(self._at))
            self._row.append(squeeze(traced))
            return
        for part in _parts(token):
            start = self._part(part, start, end)

    def _part(self, token: Token, start: int, end: int) -> int:
        """Make a block of an inline token; gives where it ended."""
        traced, at = self._follow(token, start, end)
        traced = squeeze(_without_marks(traced))
        kind, level = self._kind, self._level
        if kind == "paragraph" and (marks := _HASHES.match(traced.text)):
            kind, level, traced = "heading", len(marks.group(1)), traced.slice(marks.end())
        elif kind == "paragraph" and _is_bold(token) and len(traced) <= _LONGEST_BOLD:
            kind, level = "heading", heading_level(traced.text) or 6
        if traced.text:
            self.blocks.append(Block(kind, traced, level, self._take_anchor()))
        return at

    def _end_of_line(self, at: int) -> int:
        found = re.compile(r"[\r\n]").search(self._raw, at)
        return found.start() if found else len(self._raw)

    def _follow(self, token: Token, at: int, end: int) -> tuple[Traced, int]:
        """The text of an inline token with its places, which lie in `at:end` of the file, and where it ended."""
        pieces: list[Traced] = []
        for child in token.children or []:
            if child.type == "html_inline":
                anchor = _ANCHOR.match(child.content)
                if anchor and not any(p.text.strip() for p in pieces):
                    self._anchor = anchor.group(1)
                _, at = self._piece(child.content, at, end)
            elif child.type in ("text", "code_inline"):
                for word in child.content.split("\n"):
                    if word:
                        piece, at = self._piece(word, at, end)
                        pieces.append(piece)
            elif child.type == "text_special":
                whole, at = self._piece(child.markup, at, end)
                made = [] if child.content == child.markup else [Edit(0, len(whole), child.content, whole=True)]
                pieces.append(whole.apply(made))
            elif child.type in ("softbreak", "hardbreak"):
                at = min(self._end_of_line(at), end)
                pieces.append(Traced.of(self._raw, at, min(at + 1, end)))
                marks = _LINE_MARKS.match(self._raw, min(at + 1, end))
                at = min(marks.end() if marks and ">" in marks.group() else at + 1, end)
            elif child.type == "link_close":
                closing = _LINK_END.search(self._raw, at, end) if child.markup != "autolink" else None
                at = closing.end() if closing else at
            elif child.type == "image":
                _, at = self._follow(child, self._raw.find("[", at, end) + 1, end)
                closing = _LINK_END.match(self._raw, at, end)
                at = closing.end() if closing else at
        self._at = at
        return Traced.join(pieces), at

    def _piece(self, text: str, at: int, end: int) -> tuple[Traced, int]:
        r"""A piece of text with its places, which lie in `at:end` of the file, and where it ends.

        markdown-it turns line ends within code into spaces and drops the backslash of `\\|` within tables; a piece that
        it made out of something else altogether counts as put in.
        """
        found = self._raw.find(text, at, end)
        if found >= 0:
            return Traced.of(self._raw, found, found + len(text)), found + len(text)
        loose = _SPACE.join(re.escape(word).replace(r"\|", _BAR) for word in re.split(r"\s+", text))
        match = re.compile(loose).search(self._raw, at, end)
        if match is None:
            return Traced.inserted(text, at), at
        changed = [
            Edit(m.start(), m.end(), "" if m.group() == "\\" else " ", whole=True)
            for m in _MADE_OTHERWISE.finditer(match.group())
        ]
        return Traced.of(self._raw, *match.span()).apply(changed), match.end()

    def _code(self, token: Token) -> None:
        start, end = self._span(token)
        if token.type == "fence":
            start, end = self._end_of_line(start) + 1, max(start, self._raw.rfind(token.markup, start, end))
        traced = Traced.of(self._raw, start, max(start, end)).strip() if end > start else Traced.of("")
        if traced.text:
            self.blocks.append(Block("code", traced, 0, self._take_anchor()))

    def _html(self, token: Token) -> None:
        start, end = self._span(token)
        blocks = parse_html(self._raw, start, end).blocks
        anchor = _ANCHOR.match(self._raw, start, end)
        if anchor and not blocks:
            self._anchor = anchor.group(1)
        self.blocks.extend(blocks)

    def _take_anchor(self) -> str | None:
        anchor, self._anchor = self._anchor, None
        return anchor


def _parts(token: Token) -> list[Token]:
    """An inline token, cut where lines of fields begin: at labels in bold, or at every line when all have labels."""
    children = token.children or []
    breaks = [n for n, child in enumerate(children) if child.type in ("softbreak", "hardbreak")]
    starts = [0, *(n + 1 for n in breaks)]
    lines = {a: children[a:b] for a, b in zip(starts, [*breaks, len(children)], strict=True)}
    labelled = [at for at, line in lines.items() if _LABEL.match(_text(line))]
    named = {at for at in labelled if _first(lines[at]) == "strong_open"}
    own = [at for at, line in lines.items() if at in named or _CALLED.match(_text(line))]
    cuts = [at for at in (labelled if labelled == starts else own) if at]
    if not cuts:
        return [token]
    return [token.copy(children=children[a:b]) for a, b in zip([0, *cuts], [*cuts, len(children)], strict=True)]


def _text(line: Sequence[Token]) -> str:
    """The text of a line of an inline token."""
    return "".join(child.content for child in line if child.type in ("text", "code_inline", "text_special"))


def _first(line: Sequence[Token]) -> str:
    """The type of the first token of a line that holds something."""
    return next((c.type for c in line if c.type != "text" or c.content), "")


def _without_marks(traced: Traced) -> Traced:
    """Without the marks of footnotes and tasks."""
    opening = _OPENING.match(traced.text)
    calls = [m.span() for m in _CALL.finditer(traced.text)]
    if opening:
        calls = [opening.span(), *(c for c in calls if c[0] >= opening.end())]
    return traced.apply([Edit(a, b, "") for a, b in calls])


def _is_bold(token: Token) -> bool:
    """Whether all of a paragraph is strong, and does not end like a sentence."""
    children = [c for c in token.children or [] if c.type != "text" or c.content]
    if len(children) != 3 or children[0].type != "strong_open" or children[-1].type != "strong_close":
        return False
    return not children[1].content.rstrip().endswith(("。", ".", "，", ",", "；", ";", "！", "!"))
