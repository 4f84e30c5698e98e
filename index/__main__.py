"""`python -m index build DIR | info [DIR]`: make an index, and tell what one was made from."""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from corpus.edge import run
from corpus.places import DOCUMENTS, corpus_folder, home_folder, settings_of
from corpus.report import summary_line
from index.build import Index, index_folder, load_index, open_index
from index.embedder import load_embedder


def main(arguments: list[str] | None = None) -> int:
    """Run one command; gives the exit code: 0 done, 1 could not, 130 interrupted. Wrong usage exits with 2."""
    parser = argparse.ArgumentParser(prog="python -m index", description="The index of a folder of documents.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    build = commands.add_parser("build", help="build the index, or bring it up to date")
    build.add_argument("folder", type=Path, metavar="DIR", help="the folder of documents")
    info = commands.add_parser("info", help="what the index was made from")
    info.add_argument("folder", type=Path, metavar="DIR", nargs="?", default=DOCUMENTS, help="default: the editions")
    for command in (build, info):
        command.add_argument("--settings", type=Path, metavar="FILE", help="instead of settings.toml")
    given = parser.parse_args(arguments)
    return run(lambda: _do(given))


def _do(given: argparse.Namespace) -> None:
    for line in _build(given) if given.command == "build" else _info(given):
        print(line)


def _build(given: argparse.Namespace) -> Iterator[str]:
    from corpus.read import files_left_out  # brings the readers of all formats, which `info` does without

    settings = settings_of(given.settings)
    corpus, home = corpus_folder(given.folder), home_folder(os.environ)
    index = open_index(corpus, home, settings, load_embedder(settings.embedder), _progress)
    yield from _lines(index, index_folder(corpus, home, settings))
    yield from map(summary_line, index.documents.values())
    for left in files_left_out(corpus, settings.read, index.documents):
        yield f"{left.doc_id}: left out; {left.reason}"


def _info(given: argparse.Namespace) -> Iterator[str]:
    settings = settings_of(given.settings)
    folder = index_folder(corpus_folder(given.folder), home_folder(os.environ), settings)
    yield from _lines(load_index(folder, settings), folder)


def _lines(index: Index, folder: Path) -> Iterator[str]:
    made = index.manifest
    yield f"index: {folder}"
    yield f"documents: {made.documents}; passages: {made.passages}; format {made.format}"
    yield f"model: {made.model} ({made.fingerprint[:12]}), {made.dim} dimensions; vectors: {made.store}"
    for name, total in sorted(made.files.items()):
        yield f"file: {name} {total[:12]}" + ("" if name in index.documents else " (left out)")


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
