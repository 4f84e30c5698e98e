"""Counts the cells of tables that are read right: `python -m evals.cells FILE TABLES`.

TABLES is a JSON object of tables as they should be, each a list of rows of texts, the header first. Each is compared with the
table of the document that has most of its cells; what is not where it should be is named. A cell whose words stand nowhere
in the text was worded anew by whoever wrote the tables, and is counted apart.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.document import Document
from corpus.errors import EvaluationError, WenjuError
from corpus.read import read_file
from corpus.settings import ReadSettings

Rows = Sequence[Sequence[str]]
_WIDE = str.maketrans("（），：；", "(),:;")


@dataclass(frozen=True, slots=True)
class TableCells:
    """How the cells of one table came out.

    Attributes:
        name: of the table.
        right: cells that hold what they should.
        wrong: what cells should hold and do not.
        anew: cells whose words the document lacks.
        flagged: whether the reader flags the table.
    """

    name: str
    right: int
    wrong: tuple[str, ...]
    anew: int
    flagged: bool


def cells_of(document: Document, wanted: Mapping[str, Rows]) -> Iterator[TableCells]:
    """Compare the tables of a document with those that it should have."""
    text = _plain(document.text)
    found = [([[_plain(c.text) for c in row] for row in (t.header, *t.rows)], bool(t.flags)) for t in document.tables]
    for name, rows in wanted.items():
        places = [(r, c, _plain(cell)) for r, row in enumerate(rows) for c, cell in enumerate(row)]
        known = [place for place in places if place[2] in text]
        missed = [([cell for r, c, cell in known if _at(table, r, c) != cell], flagged) for table, flagged in found]
        wrong, flagged = min(missed, key=lambda m: len(m[0]), default=([cell for _, _, cell in known], False))
        yield TableCells(name, len(known) - len(wrong), tuple(wrong), len(places) - len(known), flagged)


def _at(table: Rows, row: int, column: int) -> str | None:
    return table[row][column] if row < len(table) and column < len(table[row]) else None


def _plain(text: str) -> str:
    """A text without white space, its marks narrow."""
    return re.sub(r"[\s|]", "", text).translate(_WIDE)


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; gives the exit code: 0 done, 1 could not."""
    parser = argparse.ArgumentParser(prog="python -m evals.cells", description="Table cells read right.")
    parser.add_argument("file", type=Path, metavar="FILE", help="a document")
    parser.add_argument("tables", type=Path, metavar="TABLES", help="its tables as they should be, as JSON")
    given = parser.parse_args(arguments)
    try:
        document = read_file(given.file, given.file.name, ReadSettings())
        wanted = json.loads(given.tables.read_text(encoding="utf-8"))
        if not isinstance(wanted, dict):
            raise ValueError("holds no object")
        counted = list(cells_of(document, wanted))
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{EvaluationError(str(given.tables), str(error), 'give a JSON object of tables')}\n")
        return 1
    except WenjuError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    for t in counted:
        told = [f"{t.right} of {t.right + len(t.wrong)} cells right"]
        told += [f"{t.anew} worded anew"] if t.anew else []
        told += ["flagged"] if t.flagged else []
        sys.stdout.write(f"{t.name}: {', '.join(told)}\n")
        sys.stdout.writelines(f"    lacks {cell!r}\n" for cell in t.wrong)
    right, wrong = sum(t.right for t in counted), sum(len(t.wrong) for t in counted)
    sys.stdout.write(f"all: {right} of {right + wrong} cells right\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
