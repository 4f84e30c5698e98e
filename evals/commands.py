"""What the commands of the evaluation do, apart from reading their arguments."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from corpus.errors import EvaluationError
from corpus.settings import Settings
from evals.beir import measure, rank_all, read_set, write_trec
from evals.compare import change_rows, compare_reports, named_lines
from evals.floors import bm25_run, pooled_run, random_run
from evals.gate import check, load_baseline, read_gate, save_baseline
from evals.gold import read_gold
from evals.nearmisses import Collection, collections
from evals.power import power_rows
from evals.records import read_records
from evals.refusals import count_refusals, refusal_rows
from evals.report import Report, load_report, save_report
from evals.run import ANSWERS, Asked, answer_all, measure_all
from evals.sources import Sources, select
from evals.spans import measure_spans, read_spans, span_rows
from evals.tables import markdown_table, markdown_text, plain_table, terminal_text, title_of

LABELS = Path(__file__).parent / "gold" / "conflicts.toml"
_PASSAGES = 20
Progress = Callable[[str], None]
Opener = Callable[[Path, Path, Settings, Progress], Asked]
"""Builds or refreshes an index and loads it: `retrieval.pipeline.open_pipeline`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works.

    Attributes:
        corpus: folder of the documents.
        home: where indexes are kept.
        settings: of all stages.
        opener: makes the pipeline.
        progress: told what goes on, a line each.
    """

    corpus: Path
    home: Path
    settings: Settings
    opener: Opener
    progress: Progress


def run(place: Place, gold: Path, out: Path, markdown: Path | None = None, answers: Path | None = None) -> Report:
    """Answer and measure the gold questions that fit the corpus; write `answers.jsonl` and `report.json`.

    Args:
        place: where to work.
        gold: the gold file.
        out: folder for the results; made when missing.
        markdown: file that the tables are appended to, for the summary of a CI run.
        answers: recorded answers to measure instead of asking.

    Raises:
        WenjuError: the gold file does not fit, or the pipeline cannot be opened.
    """
    questions = read_gold(gold)
    pipeline = place.opener(place.corpus, place.home, place.settings, place.progress)
    sources = Sources.of(pipeline.documents)
    kept = select(questions, sources)
    _make_folder(out)
    if answers is None:
        with (out / ANSWERS).open("w", encoding="utf-8") as file:
            records = list(answer_all(pipeline, kept, file, place.progress))
    else:
        records = list(read_records(answers).values())
    facts = {"settings": place.settings.index_key()}
    report = measure_all(kept, records, sources, gold, len(questions) - len(kept), facts)
    save_report(report, out)
    if markdown is not None:
        _append(markdown, markdown_text(report) + "\n")
    return report


def gate(
    place: Place, gold: Path, out: Path, levels: Path, baselines: Path, *, write: bool, markdown: Path | None
) -> tuple[bool, str]:
    """Run, then hold the outcome against levels and baseline.

    Args:
        place: where to work.
        gold: the gold file.
        out: folder for the results.
        levels: the gate file.
        baselines: folder of the stored runs.
        write: store this run as the baseline instead of judging it.
        markdown: file that the tables and the outcome are appended to.

    Returns:
        Whether it passes, and the text to print.

    Raises:
        WenjuError: something cannot be read, or there are no levels for this gold file and corpus.
    """
    wanted = read_gate(levels)
    report = run(place, gold, out, markdown)
    if write:
        return True, f"{terminal_text(report)}\n\nbaseline written: {save_baseline(baselines, report).name}"
    baseline = load_baseline(baselines, report.name)
    breaches = check(report, wanted, baseline)
    lines = [] if baseline else [f"no baseline for {report.name}: levels only"]
    for breach in breaches:
        lines.append(f"BREACH {breach.measure}: {breach.what}")
        if breach.questions:
            lines.append(f"  questions: {' '.join(breach.questions)}")
    lines.append(f"gate {report.name}: {f'{len(breaches)} breaches' if breaches else 'passed'}")
    if markdown is not None:
        _append(markdown, "\n".join(f"- {line.strip()}" for line in lines) + "\n\n")
    return not breaches, "\n".join([terminal_text(report), "", *lines])


def compare(one: Path, two: Path, as_markdown: bool) -> str:
    """Two runs side by side.

    Raises:
        EvaluationError: a report cannot be read, or they do not fit each other.
    """
    before, after = load_report(one), load_report(two)
    changes = compare_reports(before, after)
    table = (markdown_table if as_markdown else plain_table)(change_rows(changes))
    parts = [f"before: {title_of(before)}\nafter:  {title_of(after)}", table, "\n".join(named_lines(changes))]
    return "\n\n".join(part for part in parts if part)


def power(report: Path, levels: Path) -> str:
    """The smallest falls that the gate can see, from the scores of a run.

    Raises:
        EvaluationError: the report or the gate cannot be read.
    """
    wanted, loaded = read_gate(levels), load_report(report)
    # The first measure that Holm's correction looks at must stay below alpha / number of measures.
    alpha = wanted.alpha / len(wanted.watched)
    return f"{title_of(loaded)}\n\n{plain_table(power_rows(loaded.scores, wanted.watched, alpha))}"


def beir(folder: Path, out: Path, settings: Settings, progress: Progress) -> str:
    """Rank the queries of a retrieval set, write the run, measure it beside what it has to beat.

    Raises:
        WenjuError: the set does not fit, or the index cannot be built.
    """
    data = read_set(folder)
    # A set that does not fit should be told without waiting for these.
    from index.embedder import load_embedder
    from retrieval.pipeline import open_collection

    embedder = load_embedder(settings.embedder)
    found, speed, errors = rank_all(open_collection(data.texts, settings, progress), data.queries, progress)
    _make_folder(out.parent)
    with out.open("w", encoding="utf-8") as file:
        write_trec(found, file)
    runs = {
        "wenju": found,
        "pooled vectors": pooled_run(data.texts, data.queries, embedder),
        "BM25": bm25_run(data.texts, data.queries),
        "random": random_run(data.texts, data.queries),
    }
    measured = {name: measure(one, data.qrels) for name, one in runs.items()}
    rows = [["", *measured["wenju"]]]
    rows += [[name, *(f"{value:.4f}" for value in values.values())] for name, values in measured.items()]
    head = f"{folder.name}: {len(data.queries)} queries, {len(data.texts)} documents, {speed:.1f} queries a second"
    failed = [f"failed: {query_id}: {error}" for query_id, error in errors.items()]
    return "\n".join([head, plain_table(rows), *failed])


def spans(file: Path, out: Path | None, settings: Settings, progress: Progress) -> str:
    """Ask the questions of a reading-comprehension set over all of its passages, and measure the answers.

    Args:
        file: the set.
        out: file for the measures of each question, as JSON lines.
        settings: of all stages.
        progress: told what goes on, a line each.

    Raises:
        WenjuError: the set does not fit, or the index cannot be built.
    """
    data = read_spans(file)
    from retrieval.pipeline import open_collection  # a set that does not fit should be told without waiting for it

    found = measure_spans(open_collection(data.texts, settings, progress), data.questions, progress)
    if out is not None:
        _make_folder(out.parent)
        lines = (json.dumps({"id": name, **values}, ensure_ascii=False) for name, values in found.items())
        out.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return f"{file.name}: {len(data.texts)} passages\n{plain_table(span_rows(found, data.questions))}"


def refusals(file: Path, count: int, seed: int, settings: Settings, progress: Progress) -> str:
    """Ask near misses made from a reading-comprehension set, and count what is refused.

    Args:
        file: the set.
        count: how many collections to make.
        seed: of the choice.
        settings: of all stages.
        progress: told what goes on, a line each.

    Raises:
        WenjuError: the set does not fit, or an index cannot be built.
    """
    data = read_spans(file)
    from retrieval.pipeline import open_collection

    def opened(given: Collection) -> Asked:
        return open_collection(given.texts, settings, lambda line: None)

    made = islice(collections(data, _PASSAGES, seed), count)
    return f"{file.name}: {count} collections of {_PASSAGES} passages\n{plain_table(refusal_rows(count_refusals(made, opened, progress)))}"


def distractors(place: Place, gold: Path, folder: Path) -> str:
    """Evidence found in the documents of a corpus alone, and among the passages of retrieval sets.

    Raises:
        WenjuError: the gold file or a set does not fit, or the pipeline cannot be opened.
    """
    from evals.distractors import distractor_rows

    documents = place.opener(place.corpus, place.home, place.settings, place.progress).documents
    questions = select(read_gold(gold), Sources.of(documents))
    return plain_table(distractor_rows(documents, questions, folder, place.settings, place.progress))


def conflicts(place: Place, labels: Path) -> str:
    """Conflicts found against those that a reader counted.

    Raises:
        WenjuError: the labels cannot be read, or the pipeline cannot be opened.
    """
    from evals.conflicts import conflict_rows, read_labels

    counted = read_labels(labels)
    pipeline = place.opener(place.corpus, place.home, place.settings, place.progress)
    return plain_table(conflict_rows(counted, pipeline.documents, pipeline))


def bench(folder: Path, out: Path, settings: Settings, progress: Progress) -> str:
    """Measure every way of searching on every set in a folder; write record, table and plot.

    Raises:
        WenjuError: a set does not fit, or nothing can be written.
    """
    from evals import bench as benching

    table = benching.save_bench(benching.bench(folder, settings, progress), out)
    return table.read_text(encoding="utf-8")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EvaluationError(str(folder), f"cannot be made: {error.strerror}", "give another --out") from error


def _append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)
