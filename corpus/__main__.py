"""Commands on single documents: how they are read, and what they say in numbers.

`show FILE [--html OUT]` lists sections, tables, and every mend with its place; `text FILE` prints the text that
offsets in FILE count in; `figures FILE [--json]` prints every figure with its unit, section by section.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from corpus.document import Document
from corpus.edge import run
from corpus.errors import CorpusError
from corpus.figures import Figure, document_figures
from corpus.listing import SUFFIXES
from corpus.places import settings_of
from corpus.read import read_file
from corpus.report import report_lines
from corpus.report_html import report_html


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 could not, 130 interrupted. Wrong usage exits with 2."""
    parser = argparse.ArgumentParser(prog="python -m corpus", description="How a document is read.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    show = commands.add_parser("show", help="sections, tables, mends and encoding of a document")
    show.add_argument("--html", type=Path, metavar="OUT", help="write the full report there as a page")
    commands.add_parser("text", help="the text that offsets count in")
    figures = commands.add_parser("figures", help="every figure with its unit, section by section")
    figures.add_argument("--json", action="store_true", help="one JSON object a section and line")
    for command in commands.choices.values():
        command.add_argument("file", type=Path, metavar="FILE")
        command.add_argument("--settings", type=Path, metavar="FILE", help="instead of settings.toml")
    given = parser.parse_args(arguments)
    return run(lambda: _do(given))


def _do(given: argparse.Namespace) -> None:
    document = read_file(given.file, given.file.name, settings_of(given.settings).read)
    if given.command == "show":
        _show(document, given.html)
    elif given.command == "text":
        counted_raw = given.file.suffix.lower() in SUFFIXES
        sys.stdout.write(document.raw if counted_raw else document.text)
    else:
        for line in _figure_lines(document, given.json):
            print(line)


def _show(document: Document, page: Path | None) -> None:
    for line in report_lines(document):
        print(line)
    if page is None:
        return
    try:
        page.write_text(report_html(document), encoding="utf-8")
    except OSError as error:
        raise CorpusError(str(page), error.strerror or "cannot be written", "name another file") from error


def _figure_lines(document: Document, as_json: bool) -> Iterator[str]:
    for section, group in groupby(document_figures(document), key=lambda pair: pair[0]):
        path = document.section_path(section)
        figures = [figure for _, figure in group]
        if as_json:
            yield json.dumps({"section": path, "figures": [_as_json(document, f) for f in figures]}, ensure_ascii=False)
            continue
        yield " › ".join(path) or document.title
        for figure in figures:
            start, end = document.traced.span(figure.start, figure.end)
            value = f"{figure.value:f}" if figure.unit == "calendar" else f"{figure.value:,f} {figure.unit}".rstrip()
            yield f"  {figure.text}  =  {value}  [{start}:{end}]"


def _as_json(document: Document, figure: Figure) -> dict[str, object]:
    start, end = document.traced.span(figure.start, figure.end)
    return {"text": figure.text, "value": f"{figure.value:f}", "unit": figure.unit, "start": start, "end": end}


if __name__ == "__main__":
    sys.exit(main())
