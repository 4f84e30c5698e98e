"""`python -m evals COMMAND`: the command line of the evaluation."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.edge import run
from corpus.places import corpus_folder, home_folder, settings_of, with_key
from evals import commands
from evals.commands import LABELS, Opener, Place
from evals.gate import BASELINES, GATE_FILE
from evals.tables import terminal_text


def main(arguments: Sequence[str] | None = None, opener: Opener | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after `python -m evals`; None for those of the process.
        opener: builds the pipeline; None for the real one.

    Returns:
        0 when it was done and passed, 1 when it could not be or the gate stops it; wrong usage leaves with 2.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)

    def told() -> bool:
        passed, text = _do(options, opener)
        print(text)
        return passed

    return run(told)


def _do(options: argparse.Namespace, opener: Opener | None) -> tuple[bool, str]:
    match options.command:
        case "compare":
            return True, commands.compare(options.before, options.after, options.markdown)
        case "power":
            return True, commands.power(options.report, options.gate)
        case "beir":
            return True, commands.beir(options.folder, options.out, settings_of(options.settings), _progress)
        case "spans":
            return True, commands.spans(options.file, options.out, settings_of(options.settings), _progress)
        case "refusals":
            settings = settings_of(options.settings)
            return True, commands.refusals(options.file, options.collections, options.seed, settings, _progress)
        case "bench":
            return True, commands.bench(options.folder, options.out, settings_of(options.settings), _progress)
        case "conflicts":
            return True, commands.conflicts(_place(options, opener), options.labels)
        case "distractors":
            return True, commands.distractors(_place(options, opener), options.gold, options.folder)
        case "gate":
            place = _place(options, opener)
            out = options.out or place.home / "evals" / options.gold.stem
            return commands.gate(
                place,
                options.gold,
                out,
                options.gate,
                options.baseline,
                write=options.write_baseline,
                markdown=options.markdown,
            )
        case _:
            answers = options.answers if options.command == "score" else None
            report = commands.run(_place(options, opener), options.gold, options.out, options.markdown, answers)
            return True, terminal_text(report)


def _place(options: argparse.Namespace, opener: Opener | None) -> Place:
    if opener is None:
        from retrieval.pipeline import open_pipeline  # Wrong usage should be told without waiting for it.

        opener = open_pipeline
    return Place(
        corpus=corpus_folder(options.corpus),
        home=home_folder(os.environ),
        settings=with_key(settings_of(options.settings), os.environ),
        opener=opener,
        progress=_progress,
    )


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description="Measure answers and retrieval.")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    settings = argparse.ArgumentParser(add_help=False)
    settings.add_argument("--settings", type=Path, metavar="FILE", help="settings (default: settings.toml)")
    asked = argparse.ArgumentParser(add_help=False, parents=[settings])
    asked.add_argument("--gold", type=Path, required=True, metavar="FILE", help="gold questions, JSON lines")
    asked.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents (default: the editions)")
    asked.add_argument("--markdown", type=Path, metavar="FILE", help="append the tables in Markdown to this file")
    levels = argparse.ArgumentParser(add_help=False)
    levels.add_argument("--gate", type=Path, default=GATE_FILE, metavar="FILE", help="levels (default: gate.toml)")

    run = verbs.add_parser("run", parents=[asked], help="answer the gold questions and measure the answers")
    run.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for answers.jsonl, report.json")
    score = verbs.add_parser("score", parents=[asked], help="measure answers that are recorded already")
    score.add_argument("--answers", type=Path, required=True, metavar="FILE", help="recorded answers, JSON lines")
    score.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for report.json")
    gate = verbs.add_parser("gate", parents=[asked, levels], help="run, and fail when a level is missed")
    gate.add_argument("--out", type=Path, metavar="DIR", help="folder for the results (default: in the home)")
    gate.add_argument("--baseline", type=Path, default=BASELINES, metavar="DIR", help="stored runs to compare with")
    gate.add_argument("--write-baseline", action="store_true", help="store this run instead of judging it")
    compare = verbs.add_parser("compare", help="two runs, question by question")
    compare.add_argument("before", type=Path, metavar="A", help="report.json or the folder of a run")
    compare.add_argument("after", type=Path, metavar="B", help="likewise")
    compare.add_argument("--markdown", action="store_true", help="print Markdown")
    power = verbs.add_parser("power", parents=[levels], help="the smallest fall that the gate can see")
    power.add_argument("report", type=Path, metavar="REPORT", help="report.json or the folder of a run")
    beir = verbs.add_parser("beir", parents=[settings], help="rank the queries of a retrieval set in BEIR form")
    beir.add_argument("folder", type=Path, metavar="DIR", help="corpus.jsonl, queries.jsonl, qrels/test.tsv")
    beir.add_argument("--out", type=Path, required=True, metavar="RUN.trec", help="file for the ranking")
    spans = verbs.add_parser("spans", parents=[settings], help="ask a reading-comprehension set, measure the answers")
    spans.add_argument("file", type=Path, metavar="FILE", help="JSON lines: id, question, passage_id, passage, answers")
    spans.add_argument("--out", type=Path, metavar="FILE", help="file for the measures of each question, JSON lines")
    refusals = verbs.add_parser(
        "refusals", parents=[settings], help="right and wrong refusals of near misses made from a set"
    )
    refusals.add_argument("file", type=Path, metavar="FILE", help="a reading-comprehension set, as for spans")
    refusals.add_argument("--collections", type=int, default=40, metavar="N", help="how many, of 20 passages each")
    refusals.add_argument("--seed", type=int, default=1, help="of the choice")
    bench = verbs.add_parser("bench", parents=[settings], help="every way of searching on every set in a folder")
    bench.add_argument("folder", type=Path, metavar="DIR", help="folder of retrieval sets in BEIR form")
    bench.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder for record, table and plot")
    conflicts = verbs.add_parser(
        "conflicts", parents=[settings], help="conflicts found against those counted by a reader"
    )
    conflicts.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents (default: the editions)")
    conflicts.add_argument("--labels", type=Path, default=LABELS, metavar="FILE", help="default: gold/conflicts.toml")
    distractors = verbs.add_parser("distractors", parents=[asked], help="evidence found among many other passages")
    distractors.add_argument("folder", type=Path, metavar="DIR", help="folder of retrieval sets in BEIR form")
    return parser


if __name__ == "__main__":
    sys.exit(main())
