"""Files of comma-separated values to tables, every cell keeping its place."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from corpus.document import Block
from corpus.enumeration import heading_level
from corpus.origin import Edit, Traced
from corpus.space import squeeze
from corpus.tableblock import table_block

_DELIMITERS = ",;\t|"
# So many characters at the head decide on the delimiter.
_SAMPLE = 64 * 1024
# The first cell of a row is shorter than a note.
_LONGEST_LABEL = 20
_NOTE = re.compile(
    r"[（(]?(?:注|备注|附注|表注|注释|说明|数据说明|数据来源|资料来源|来源|Notes?|Sources?|Remarks?)\s*\d*[:：.]",
    re.IGNORECASE,
)
_LINE_END = re.compile(r"\r\n|\r|\n")
# How people mark a remark.
_COMMENT = re.compile(r"#\s*(?=\w)")
_MARKED = re.compile(r"(?:[*＊†‡※]+|\[\d\]|[①-⑩])\s*\S")
_STOP = re.compile(r"[。！？!?]$|\w{2}\.$")
_NUMBER = re.compile(r"[+−-]?[¥$€£]?\d[\d.,]*\s?\S{0,4}$|[-—–/.…]*$")


@dataclass(frozen=True, slots=True)
class _Record:
    """A record of a file.

    Attributes:
        cells: of it; none when all are without text.
        remark: whether it is a line that tells of the others, and no row.
    """

    cells: list[Traced]
    remark: bool = False

    @property
    def text(self) -> str:
        """Its first cell."""
        return self.cells[0].text

    @property
    def filled(self) -> int:
        """How many cells have a text."""
        return sum(bool(cell.text) for cell in self.cells)


def parse_separated(raw: str) -> list[Block]:
    """The tables of a file whose lines are records: the first of each is its header.

    Records without any text part one table from the next. A record of one cell before the header is a caption, and
    one behind the last full record a note; both are paragraphs. So is a remark between the records: the table goes on
    behind it. Columns without any text are dropped. A line of prose before the header or behind the last record is one
    cell, whatever commas stand in it.

    Quotes are read as the csv module of Python reads them: a quoted cell may hold delimiters, line ends and doubled
    quotes; a line end inside a cell becomes a space.
    """
    blocks: list[Block] = []
    delimiter = delimiter_of(raw)
    for records in _tables(_with_whole_lines(raw, delimiter, _records(raw, delimiter))):
        blocks += _part(records, first=not blocks, captioned=bool(blocks) and blocks[-1].kind != "table")
    return blocks


def _with_whole_lines(raw: str, delimiter: str, found: list[tuple[list[Traced], int, int]]) -> list[_Record]:
    """The records, lines of prose around them and remarks as one cell each."""
    width, whole = _whole(found)
    # Some files have a space behind each delimiter, so that it tells nothing.
    tight = delimiter in ",;" and sum(f"{delimiter} " in raw[slice(*found[n][1:])] for n in whole) * 2 <= len(whole)
    records: list[_Record] = []
    for number, (cells, start, end) in enumerate(found):
        if not any(cell.text for cell in cells):
            records.append(_Record([]))
            continue
        line = squeeze(Traced.of(raw, start, end))
        outside = not whole or not whole[0] <= number <= whole[-1]
        below = bool(whole) and number > whole[0]
        marked = _COMMENT.match(line.text)
        # Commas of a sentence have a space behind them; those between cells hardly ever all have.
        prose = tight and cells[0].text != "" and line.text.count(f"{delimiter} ") == len(cells) - 1 > 0
        other = len(cells) != width
        remark = below and _is_remark(cells, line.text, width, prose)
        quoted = f'{delimiter}"' in raw[start:end] or raw.startswith('"', start)
        if not quoted and ((marked and (other or prose)) or (outside and other and prose) or remark):
            text = line.slice(marked.end() if marked else 0, len(line.text.rstrip(",;\t ")))
            # What a number heads stays a row: as a paragraph it would be taken for a heading.
            records.append(_Record([text], below and not heading_level(text.text)))
        else:
            records.append(_Record(cells, remark and sum(bool(c.text) for c in cells) == 1))
    return records


def _whole(found: list[tuple[list[Traced], int, int]]) -> tuple[int, list[int]]:
    """How many cells most records with a text have, notes aside where there are others, and the numbers of such records."""
    many = [len(cells) if len(cells) > 1 and any(cell.text for cell in cells) else 0 for cells, _, _ in found]
    rows = [
        0 if count and _NOTE.match(cells[0].text) else count for count, (cells, _, _) in zip(many, found, strict=True)
    ]
    rows = rows if any(rows) else many
    widths = Counter(filter(None, rows))
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    return width, [number for number, count in enumerate(rows) if count and count == width]


def _is_remark(cells: Sequence[Traced], line: str, width: int, prose: bool) -> bool:
    """Whether a line below the header tells of the records and is none itself; `prose` when its commas are those of one."""
    texts = [cell.text for cell in cells if cell.text]
    if heading_level(texts[0]):
        return False
    if _NOTE.match(line) or _NOTE.match(texts[0]):
        # What holds a figure under each other column is a record, whatever its label is.
        return prose or len(texts) == 1 or len(cells) != width or not all(_NUMBER.match(text) for text in texts[1:])
    if _MARKED.match(line) and len(texts) == 1:
        return True
    stops = bool(_STOP.search(texts[-1])) and len(line) > _LONGEST_LABEL
    return stops and (
        len(texts) == 1 or (prose and len(cells) < width and not any(_NUMBER.match(text) for text in texts))
    )


def _tables(records: list[_Record]) -> Iterator[list[_Record]]:
    """The records of each table: a blank one parts two when the next is of another width, a line by itself, or a header.

    Remarks stay with the rows above them, save where a header follows: then those behind the last blank record are its.
    """
    table: list[_Record] = []
    held: list[_Record] = []  # remarks behind the last record
    own = 0  # how many of them stand before the last blank record
    parted = False
    for record in records:
        if not record.cells:
            parted, own = True, len(held)
        elif record.remark and any(not r.remark for r in table):
            held.append(record)
        else:
            above = [r for r in table if not r.remark]
            alone = record.filled < 2 < len(record.cells)
            another = bool(above) and (
                len(record.cells) != len(above[-1].cells) or alone or record.text == above[0].text != ""
            )
            if (parted and another) or (held and _is_header(record, above)):
                if not parted:
                    own = sum(bool(_NOTE.match(r.text)) for r in held)
                yield table + held[:own]
                table, held = [], held[own:]
            table += [*held, record]
            held, own, parted = [], 0, False
    if table or held:
        yield table + held


def _is_header(record: _Record, above: Sequence[_Record]) -> bool:
    """Whether a record holds words where all records of a table but the first hold figures."""
    columns = [
        column
        for column, cell in enumerate(record.cells)
        if all(column < len(r.cells) and _NUMBER.match(r.cells[column].text) for r in above[1:])
    ]
    return len(above) > 1 and bool(columns) and not any(_NUMBER.match(record.cells[c].text) for c in columns)


def _part(records: list[_Record], first: bool, captioned: bool) -> list[Block]:
    """Caption, table, remarks between its rows and notes out of the records of a table."""
    rows = [record.cells for record in records]
    full = [number for number, record in enumerate(records) if record.filled > 1]
    if not full and (len(rows) == 1 or max(map(len, rows)) > 1) and max(map(len, rows)) != 2:
        return [_line(row, first and not n) for n, row in enumerate(rows)]
    start, end = (full[0], full[-1] + 1) if full else (0, len(rows))
    while end < len(rows) and not records[end].remark and not _is_note(rows[end]):
        end += 1
    body = [record for record in records[start:end] if not record.remark]
    kept = [
        c for c in range(max(len(r.cells) for r in body)) if any(c < len(r.cells) and r.cells[c].text for r in body)
    ]
    lead = [_line(row, first and not n) for n, row in enumerate(rows[:start])]
    blocks = [*lead]
    for remark, group in groupby(records[start:end], key=lambda r: r.remark):
        if remark:
            blocks += [_line(record.cells) for record in group]
        else:
            part = [[r.cells[c] if c < len(r.cells) else Traced.of("") for c in kept] for r in group]
            begun = any(block.grid for block in blocks)
            blocks.append(table_block(part, captioned=not begun and (bool(lead) or captioned), continues=begun))
    return [*blocks, *(_line(row) for row in rows[end:])]


def _line(row: list[Traced], title: bool = False) -> Block:
    """A record with one cell: the title of the file when it stands first."""
    text = next(cell for cell in row if cell.text)
    return Block("heading", text, 1) if title else Block("paragraph", text)


def _is_note(row: list[Traced]) -> bool:
    """Whether a record with one cell is a note below the table: words in its first cell that go on like a sentence."""
    text = row[0].text
    return len(text) > _LONGEST_LABEL or bool(_NOTE.match(text))


def delimiter_of(raw: str) -> str:
    r"""The character that parts the cells: the one that cuts most records into equally many, more than one.

    >>> delimiter_of("a;b\n1,5;2\n"), delimiter_of("one column\n")
    (';', ',')
    """
    best, most = _DELIMITERS[0], 0
    for delimiter in _DELIMITERS:
        head = io.StringIO(raw[:_SAMPLE], newline="")
        try:
            widths = [len(record) for record in csv.reader(head, delimiter=delimiter) if record]
        except csv.Error:  # a cell longer than the module allows
            continue
        cut = [w for w in widths if w > 1]
        agreeing = max((cut.count(w) * (w - 1) for w in set(cut)), default=0)
        if agreeing > most:
            best, most = delimiter, agreeing
    return best


def _records(raw: str, delimiter: str) -> list[tuple[list[Traced], int, int]]:
    """The cells of every record, white space squeezed, and where it begins and ends."""
    rest = rf"[^{re.escape(delimiter)}\r\n]*"
    cell = re.compile(rf'"(?P<quoted>(?:[^"]|"")*)(?:"(?P<rest>{rest})|\Z)|(?P<bare>{rest})')
    rows: list[list[Traced]] = [[]]
    starts, ends = [0], [0]
    at = 0
    while True:
        found = cell.match(raw, at)
        if found is None:  # the empty bare cell always matches
            break
        rows[-1].append(_cell(raw, found))
        at = ends[-1] = found.end()
        if at >= len(raw):
            break
        line_end = _LINE_END.match(raw, at)
        if line_end:
            rows.append([])
            at = line_end.end()
            starts.append(at)
            ends.append(at)
            if at >= len(raw):
                break
        else:
            at += 1
    return list(zip(rows, starts, ends, strict=True))


def _cell(raw: str, found: re.Match[str]) -> Traced:
    if found["quoted"] is None:
        return squeeze(Traced.of(raw, *found.span("bare")))
    quoted = Traced.of(raw, *found.span("quoted"))
    doubled = [Edit(m.start(), m.end(), '"', whole=True) for m in re.finditer('""', quoted.text)]
    parts = [quoted.apply(doubled)]
    if found["rest"]:
        parts.append(Traced.of(raw, *found.span("rest")))
    return squeeze(Traced.join(parts))
