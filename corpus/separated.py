"""Files of comma-separated values to tables, every cell keeping its place."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from corpus.document import Block
from corpus.origin import Edit, Traced
from corpus.space import squeeze
from corpus.tableblock import table_block

_DELIMITERS = ",;\t|"
# So many characters at the head decide on the delimiter.
_SAMPLE = 64 * 1024
# The first cell of a row is shorter than a note.
_LONGEST_LABEL = 20
_NOTE = re.compile(
    r"[（(]?(?:注|备注|附注|说明|数据来源|资料来源|来源|Notes?|Sources?|Remarks?)\s*\d*[:：.]", re.IGNORECASE
)
_LINE_END = re.compile(r"\r\n|\r|\n")
# How people mark a remark, and how they set a comma that parts no cells.
_REMARK = re.compile(r"#\s*")
_SPACED = re.compile(r"[,;] ")


def parse_separated(raw: str) -> list[Block]:
    """The tables of a file whose lines are records: the first of each is its header.

    Records without any text part one table from the next. A record of one cell before the header is a caption, and
    one behind the last full record a note; both are paragraphs. Columns without any text are dropped. A line of prose
    before the header or behind the last record is one cell, whatever commas stand in it.

    Quotes are read as the csv module of Python reads them: a quoted cell may hold delimiters, line ends and doubled
    quotes; a line end inside a cell becomes a space.
    """
    blocks: list[Block] = []
    records = _with_whole_lines(raw, _records(raw, delimiter_of(raw)))
    for rows in _tables([row if any(cell.text for cell in row) else [] for row in records]):
        blocks += _part(rows, first=not blocks, captioned=bool(blocks) and blocks[-1].kind != "table")
    return blocks


def _with_whole_lines(raw: str, records: list[tuple[list[Traced], int, int]]) -> list[list[Traced]]:
    """The records, lines of prose around them and remarks as one cell each."""
    widths = Counter(len(cells) for cells, _, _ in records if len(cells) > 1)
    width = max(widths, key=lambda w: (widths[w], w), default=0)
    whole = [number for number, (cells, _, _) in enumerate(records) if len(cells) == width]
    rows: list[list[Traced]] = []
    for number, (cells, start, end) in enumerate(records):
        line = squeeze(Traced.of(raw, start, end))
        outside = not whole or not whole[0] <= number <= whole[-1]
        remark = _REMARK.match(line.text)
        # Commas of a sentence have a space behind them; those between cells hardly ever all have.
        prose = len(cells) > 1 and len(_SPACED.findall(line.text)) == len(cells) - 1
        other = len(cells) != width
        if "\n" not in raw[start:end] and ((remark and (other or prose)) or (outside and other and prose)):
            rows.append([line.slice(remark.end() if remark else 0, len(line.text.rstrip(",;\t ")))])
        else:
            rows.append(cells)
    return rows


def _tables(rows: list[list[Traced]]) -> Iterator[list[list[Traced]]]:
    """The records of each table: a blank one parts two when the next is of another width, a line by itself, or a header."""
    table: list[list[Traced]] = []
    parted = False
    for row in rows:
        alone = sum(bool(cell.text) for cell in row) < 2 < len(row)
        if parted and row and table and (len(row) != len(table[-1]) or alone or row[0].text == table[0][0].text != ""):
            yield table
            table = []
        parted = not row
        table += [row] if row else []
    if table:
        yield table


def _part(rows: list[list[Traced]], first: bool, captioned: bool) -> list[Block]:
    """Caption, table and notes out of the records of a table."""
    full = [number for number, row in enumerate(rows) if sum(bool(cell.text) for cell in row) > 1]
    if not full and (len(rows) == 1 or max(map(len, rows)) > 1) and max(map(len, rows)) != 2:
        return [_line(row, first and not n) for n, row in enumerate(rows)]
    start, end = (full[0], full[-1] + 1) if full else (0, len(rows))
    while end < len(rows) and not _is_note(rows[end]):
        end += 1
    body = rows[start:end]
    kept = [c for c in range(max(map(len, body))) if any(c < len(row) and row[c].text for row in body)]
    body = [[row[c] for c in kept if c < len(row)] for row in body]
    lead = [_line(row, first and not n) for n, row in enumerate(rows[:start])]
    return [*lead, table_block(body, captioned=bool(lead) or captioned), *(_line(row) for row in rows[end:])]


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
