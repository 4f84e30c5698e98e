"""Files of comma-separated values to one table block, every cell keeping its place."""

import csv
import io
import re

from corpus.document import Block
from corpus.markup import squeeze, table_block
from corpus.origin import Edit, Traced

_DELIMITERS = ",;\t|"
# So many characters at the head decide on the delimiter.
_SAMPLE = 64 * 1024
_LINE_END = re.compile(r"\r\n|\r|\n")


def parse_separated(raw: str) -> list[Block]:
    """The table of a file whose lines are records: the first is the header; records without any text are dropped.

    Quotes are read as the csv module of Python reads them: a quoted cell may hold delimiters, line ends and doubled
    quotes; a line end inside a cell becomes a space.
    """
    rows = [row for row in _records(raw, delimiter_of(raw)) if any(cell.text for cell in row)]
    return [table_block(rows)] if rows else []


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
        agreeing = max(map(cut.count, set(cut)), default=0)
        if agreeing > most:
            best, most = delimiter, agreeing
    return best


def _records(raw: str, delimiter: str) -> list[list[Traced]]:
    """The cells of every record, white space squeezed."""
    rest = rf"[^{re.escape(delimiter)}\r\n]*"
    cell = re.compile(rf'"(?P<quoted>(?:[^"]|"")*)(?:"(?P<rest>{rest})|\Z)|(?P<bare>{rest})')
    rows: list[list[Traced]] = [[]]
    at = 0
    while True:
        found = cell.match(raw, at)
        if found is None:  # the empty bare cell always matches
            break
        rows[-1].append(_cell(raw, found))
        at = found.end()
        if at >= len(raw):
            break
        line_end = _LINE_END.match(raw, at)
        if line_end:
            rows.append([])
            at = line_end.end()
            if at >= len(raw):
                break
        else:
            at += 1
    return rows


def _cell(raw: str, found: re.Match[str]) -> Traced:
    if found["quoted"] is None:
        return squeeze(Traced.of(raw, *found.span("bare")))
    quoted = Traced.of(raw, *found.span("quoted"))
    doubled = [Edit(m.start(), m.end(), '"', whole=True) for m in re.finditer('""', quoted.text)]
    parts = [quoted.apply(doubled)]
    if found["rest"]:
        parts.append(Traced.of(raw, *found.span("rest")))
    return squeeze(Traced.join(parts))
