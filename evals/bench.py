"""Every way of searching on every retrieval set: quality, speed, memory; in one record, one table and one plot."""

import json
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np

from corpus.errors import EvaluationError
from corpus.settings import Settings
from evals.beir import RetrievalSet, measure, rank_all, read_set
from evals.floors import Run, bm25_run, pooled_run, random_run
from evals.paired import compare_paired
from evals.tables import markdown_table
from index.build import Index, make_index
from index.bylanguage import LANGUAGES
from index.embedder import Embedder, load_embedder
from index.static import StaticEmbedder
from index.texts import text_documents
from retrieval.late import PASSAGE_BLOCK, PASSAGE_WINDOW_SHARE, LateScorer, token_idf
from retrieval.pipeline import open_collection
from retrieval.search import Hit

Progress = Callable[[str], None]
STAGES: Final = ("random", "BM25", "pooled", "late", "late, idf at large", "ours")
"""Each adds to the one before it; "ours" adds words and names and is what `ask` searches with."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way of searching on one set.

    Attributes:
        stage: which.
        ranks: of the first relevant document for each query, from 1; 0 when it is not among the first hundred.
        measures: means by name.
        speed: queries a second, one at a time where the stage searches so.
    """

    stage: str
    ranks: tuple[int, ...]
    measures: dict[str, float]
    speed: float


class LateOnly:
    """Late interaction over the nearest passages by pooled vector, without words."""

    def __init__(self, index: Index, embedder: StaticEmbedder, candidates: int, *, at_large: bool) -> None:
        """Take an index, how many passages of each language are compared, and whether text at large counts for what is rare."""
        frequencies = embedder.frequencies if at_large else None
        idf = token_idf(index.tokens, len(embedder.vectors), frequencies)
        # The windows of passages that `ask` searches with, so that the stages differ in what they are named for.
        self._scorer = LateScorer(embedder, idf, window_share=PASSAGE_WINDOW_SHARE, block=PASSAGE_BLOCK)
        self._index, self._embedder, self._candidates = index, embedder, candidates

    def search(self, question: str, k: int) -> list[Hit]:
        """The k nearest passages, best first."""
        vector = self._embedder.embed_queries([question])
        found = [self._index.store.search(vector, self._candidates, language)[1][0] for language in LANGUAGES]
        rows = sorted(int(row) for part in found for row in part if row >= 0)
        tokens = [self._index.tokens[row] for row in rows]
        scores = self._scorer.score(question, tokens, self._index.store.rows(rows))
        order = np.argsort(-scores, kind="stable")[:k]
        return [Hit(self._index.passages[rows[n]], rows[n], float(scores[n])) for n in order]


def bench(folder: Path, settings: Settings, progress: Progress) -> dict[str, Any]:
    """Measure all sets below a folder.

    Returns:
        What is written as JSON: date, machine class, and for each set its size, seconds to build and every outcome.

    Raises:
        EvaluationError: there is no set, or one does not fit.
    """
    paths = sorted(path.parent for path in folder.glob("*/corpus.jsonl"))
    if not paths:
        raise EvaluationError(str(folder), "holds no set in BEIR form", "give a folder of folders with corpus.jsonl")
    embedder = load_embedder(settings.embedder)
    sets = {}
    for path in paths:
        data = read_set(path)
        began = time.perf_counter()
        index = make_index(text_documents(data.texts), settings, embedder)
        built = time.perf_counter() - began
        found = list(_outcomes(data, index, embedder, settings))
        progress(f"{path.name}: " + ", ".join(f"{o.stage} {o.measures['recall@1']:.3f}" for o in found))
        sets[path.name] = {
            "queries": len(data.queries),
            "documents": len(data.texts),
            "passages": len(index.passages),
            "build_seconds": round(built, 3),
            "stages": {o.stage: _record(o) for o in found},
        }
    return {
        "date": date.today().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "model": embedder.fingerprint,
        "peak_memory_mb": round(
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
        ),
        "sets": sets,
    }


def _outcomes(data: RetrievalSet, index: Index, embedder: Embedder, settings: Settings) -> Iterator[Outcome]:
    runs: list[tuple[str, Callable[[], Run]]] = [
        ("random", lambda: random_run(data.texts, data.queries)),
        ("BM25", lambda: bm25_run(data.texts, data.queries)),
        ("pooled", lambda: pooled_run(data.texts, data.queries, embedder)),
    ]
    if isinstance(embedder, StaticEmbedder):
        for stage, at_large in (("late", False), ("late, idf at large", True)):
            late = LateOnly(index, embedder, settings.retrieval.candidates, at_large=at_large)
            runs.append((stage, lambda late=late: rank_all(late, data.queries)[0]))  # type: ignore[misc]
    ours = open_collection(data.texts, settings, lambda line: None)
    runs.append(("ours", lambda: rank_all(ours, data.queries)[0]))
    for stage, ranked in runs:
        began = time.perf_counter()
        run = ranked()
        speed = len(data.queries) / max(time.perf_counter() - began, 1e-9)
        yield Outcome(stage, first_ranks(run, data), measure(run, data.qrels), speed)


def first_ranks(run: Run, data: RetrievalSet) -> tuple[int, ...]:
    """The rank of the first relevant document for each query, 0 where there is none."""
    ranks = []
    for query_id in data.queries:
        wanted = {doc_id for doc_id, relevance in data.qrels[query_id].items() if relevance > 0}
        ranks.append(next((n for n, (doc_id, _) in enumerate(run.get(query_id, ()), 1) if doc_id in wanted), 0))
    return tuple(ranks)


def bench_tables(record: dict[str, Any]) -> str:
    """The record as Markdown: recall, speed, and each stage tested against the one before it."""
    sets = record["sets"]
    stages = [stage for stage in STAGES if all(stage in entry["stages"] for entry in sets.values())]
    quality = [["recall@1 / recall@10 / nDCG@10", *sets]]
    speed = [["queries a second", *sets]]
    tests = [["recall@1, paired", *sets]]
    for before, stage in zip(["", *stages], stages, strict=False):
        found = [entry["stages"][stage] for entry in sets.values()]
        names = ("recall@1", "recall@10", "nDCG@10")
        quality.append([stage, *(" / ".join(f"{one['measures'][name]:.3f}" for name in names) for one in found)])
        speed.append([stage, *(f"{one['queries_a_second']:.0f}" for one in found)])
        if before:
            pairs = [(entry["stages"][before]["ranks"], entry["stages"][stage]["ranks"]) for entry in sets.values()]
            tests.append([f"{stage} − {before}", *(_gain(one, two) for one, two in pairs)])
    built = ", ".join(f"{name} {entry['build_seconds']:.1f} s" for name, entry in sets.items())
    head = f"# Retrieval bench, {record['date']}\n\n{record['machine']}; model {record['model']}; "
    head += f"peak memory {record['peak_memory_mb']} MB; index built in: {built}."
    note = "CMRC 2018 is in-domain: its training part is among the training pairs."
    return "\n\n".join([head, note, *map(markdown_table, (quality, speed, tests))]) + "\n"


def _gain(before: Sequence[int], after: Sequence[int]) -> str:
    one, two = ([float(rank == 1) for rank in ranks] for ranks in (before, after))
    found = compare_paired(one, two, [str(n) for n in range(len(one))])
    return f"{found.after - found.before:+.3f} (p={found.p:.4f})"


def _record(outcome: Outcome) -> dict[str, Any]:
    return {
        "measures": {name: round(value, 4) for name, value in outcome.measures.items()},
        "queries_a_second": round(outcome.speed, 1),
        "ranks": list(outcome.ranks),
    }


def save_bench(record: dict[str, Any], out: Path) -> Path:
    """Write `bench-DATE.json`, `.md` and `.png` into a folder; the path of the table.

    Raises:
        EvaluationError: they cannot be written.
    """
    from evals.benchplot import plot  # matplotlib belongs to the test extras

    try:
        out.mkdir(parents=True, exist_ok=True)
        stem = out / f"bench-{record['date']}"
        stem.with_suffix(".json").write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
        stem.with_suffix(".md").write_text(bench_tables(record), encoding="utf-8")
        plot(record, STAGES, stem.with_suffix(".png"))
    except OSError as error:
        raise EvaluationError(str(out), f"cannot be written: {error.strerror}", "give another --out") from error
    return stem.with_suffix(".md")
