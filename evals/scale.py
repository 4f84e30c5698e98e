"""Speed at size: passages embedded a second, time and memory to index many, and how long a search then takes.

    python -m evals.scale FOLDER [--passages 100000] [--queries 120]

FOLDER holds gzipped JSON lines; every string in them of 25 characters or more is a passage, each once, and the queries
are the beginnings of some. Figures of one run may be compared with each other, not with those of another machine.
"""

import argparse
import gzip
import json
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np

from corpus.settings import Settings, StoreSettings
from index.embedder import load_embedder
from index.sentence import SentenceEmbedder
from retrieval.pipeline import Pipeline, open_collection

_LEAST, _QUERY, _EMBEDDED = 25, 24, 20_000
_K = 10


def passages_of(folder: Path) -> Iterator[str]:
    """The long strings of all files of a folder, in order of the files' names."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from (v for v in json.loads(line).values() if isinstance(v, str) and len(v) >= _LEAST)


def search_times(pipeline: Pipeline, queries: Sequence[str]) -> tuple[list[float], list[list[str]]]:
    """Milliseconds and the passages found, for each query."""
    times, found = [], []
    for query in queries:
        began = time.perf_counter()
        hits = pipeline.search(query, _K)
        times.append(1000 * (time.perf_counter() - began))
        found.append([hit.passage.doc_id for hit in hits])
    return times, found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=120)
    options = parser.parse_args()
    texts = list(dict.fromkeys(islice(passages_of(options.folder), 2 * options.passages)))[: options.passages]
    queries = [text[:_QUERY] for text in texts[:: max(1, len(texts) // options.queries)]][: options.queries]
    say = sys.stdout.write
    say(f"{len(texts):,} texts of {np.mean([len(t) for t in texts]):.0f} characters on average\n")
    folder = Path(__file__).parent.parent / "index" / "model"
    for name, embedder in (
        ("the embedded model", load_embedder()),
        ("sentence-transformers", SentenceEmbedder(str(folder))),
    ):
        began = time.perf_counter()
        embedder.embed_passages(texts[:_EMBEDDED])
        say(f"{name}: {len(texts[:_EMBEDDED]) / (time.perf_counter() - began):,.0f} passages embedded a second\n")
    exact: list[list[str]] = []
    for kind in ("flat", "hnsw"):
        began = time.perf_counter()
        chosen = Settings(store=StoreSettings.model_validate({"kind": kind}))
        pipeline = open_collection([(f"t{n}", "", text) for n, text in enumerate(texts)], chosen, lambda line: None)
        took = time.perf_counter() - began
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times, found = search_times(pipeline, queries)
        exact = exact or found
        same = np.mean([len({*a} & {*b}) / max(1, len(a)) for a, b in zip(exact, found, strict=True)])
        p50, p95 = np.percentile(times, (50, 95))
        say(f"{kind}: built in {took:.0f} s, {memory:.0f} MB at most, a search p50 {p50:.0f} ms, p95 {p95:.0f} ms, ")
        say(f"{same:.3f} of the first {_K} as found exactly\n")


if __name__ == "__main__":
    main()
