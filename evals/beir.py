"""Retrieval sets in BEIR form: the same search as `ask`, ranked documents, standard measures."""

import csv
import json
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, TextIO

from corpus.errors import EvaluationError, WenjuError
from evals.floors import DEPTH, Run

_STEP: Final = 1e-6


class _Passage(Protocol):
    @property
    def doc_id(self) -> str: ...


class Found(Protocol):
    """A hit, as far as it matters here."""

    @property
    def passage(self) -> _Passage:
        """What was found."""
        ...

    @property
    def score(self) -> float:
        """Higher is nearer."""
        ...


class Searching(Protocol):
    """What is measured: `retrieval.pipeline.Pipeline` and anything that searches like it."""

    def search(self, question: str, k: int) -> Sequence[Found]:
        """The k best passages, best first."""
        ...


@dataclass(frozen=True, slots=True)
class RetrievalSet:
    """A retrieval set.

    Attributes:
        texts: (doc_id, title, text) of each document.
        queries: query id to text, only those with a judgement.
        qrels: query id to doc_id to relevance.
    """

    texts: tuple[tuple[str, str, str], ...]
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, int]]


def read_set(folder: Path) -> RetrievalSet:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/test.tsv` of a folder.

    Raises:
        EvaluationError: a file is missing, a line does not fit, or a judged query has no text.
    """
    texts = [
        (_id(row, place), str(row.get("title") or ""), str(row.get("text") or ""))
        for place, row in _json_lines(folder / "corpus.jsonl")
    ]
    known = dict.fromkeys(doc_id for doc_id, _, _ in texts)
    if len(known) < len(texts):
        raise EvaluationError(str(folder / "corpus.jsonl"), "an _id stands twice", "make them differ")
    qrels = _read_qrels(folder / "qrels" / "test.tsv")
    all_queries = {_id(row, place): str(row["text"]) for place, row in _json_lines(folder / "queries.jsonl")}
    lost = [query_id for query_id in qrels if query_id not in all_queries]
    if lost:
        raise EvaluationError(str(folder), f"{len(lost)} judged queries have no text, such as {lost[0]!r}", "add them")
    return RetrievalSet(tuple(texts), {q: all_queries[q] for q in qrels}, qrels)


def rank_all(
    searching: Searching, queries: Mapping[str, str], progress: Callable[[str], None] = lambda line: None
) -> tuple[Run, float, dict[str, str]]:
    """Rank documents for every query: each by its best passage, 100 a query.

    Returns:
        The run, its scores strictly falling; queries a second; and the error of each query that failed (its ranking is empty).
    """
    run: Run = {}
    errors: dict[str, str] = {}
    began = time.perf_counter()
    for number, (query_id, text) in enumerate(queries.items(), start=1):
        try:
            run[query_id] = _documents(searching, text)
        except WenjuError as error:
            run[query_id], errors[query_id] = [], str(error)
        if number % 200 == 0:
            progress(f"{number} of {len(queries)} queries")
    return run, len(queries) / max(time.perf_counter() - began, 1e-9), errors


def measure(run: Run, qrels: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """recall@1/5/10/100, MRR@10 and nDCG@10, means over all judged queries; one without a ranking counts 0.

    Computed by ir_measures.

    >>> found = measure({"q": [("b", 2.0), ("a", 1.0)]}, {"q": {"a": 1}})
    >>> found["recall@1"], found["recall@5"], found["MRR@10"], round(found["nDCG@10"], 4)
    (0.0, 1.0, 0.5, 0.6309)
    """
    import ir_measures
    from ir_measures import RR, R, nDCG

    names = {
        "recall@1": R @ 1,
        "recall@5": R @ 5,
        "recall@10": R @ 10,
        "recall@100": R @ 100,
        "MRR@10": RR @ 10,
        "nDCG@10": nDCG @ 10,
    }
    # A query without any ranking would be left out of the mean; a document that nobody judged makes it count.
    scored = {query_id: dict(run.get(query_id) or [("\0", 0.0)]) for query_id in qrels}
    found = ir_measures.calc_aggregate(list(names.values()), {q: dict(d) for q, d in qrels.items()}, scored)
    return {name: float(found[measure]) for name, measure in names.items()}


def write_trec(run: Run, out: TextIO, tag: str = "wenju") -> None:
    """Write a run in the six columns of TREC: query, Q0, document, rank from 1, score, tag.

    Raises:
        EvaluationError: an id holds a space, which the form cannot express.
    """
    for query_id, documents in run.items():
        for rank, (doc_id, score) in enumerate(documents, start=1):
            if len(query_id.split()) != 1 or len(doc_id.split()) != 1:
                raise EvaluationError(f"query {query_id!r}, document {doc_id!r}", "an id holds a space", "rename it")
            out.write(f"{query_id} Q0 {doc_id} {rank} {score:.6f} {tag}\n")


def _documents(searching: Searching, text: str) -> list[tuple[str, float]]:
    """The best documents of a query with scores that fall strictly, also when written with six decimals."""
    wanted, seen = 4 * DEPTH, -1
    while True:
        hits = searching.search(text, wanted)
        best: dict[str, float] = {}
        for hit in hits:
            best[hit.passage.doc_id] = max(hit.score, best.get(hit.passage.doc_id, -math.inf))
        if len(best) >= DEPTH or len(hits) < wanted or len(hits) == seen:
            break
        wanted, seen = 4 * wanted, len(hits)
    order = sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))[:DEPTH]
    out: list[tuple[str, float]] = []
    for doc_id, score in order:
        rounded = round(score, 6)
        out.append((doc_id, min(rounded, round(out[-1][1] - _STEP, 6)) if out else rounded))
    return out


def _json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise ValueError(f"line {number} is no object")
                    yield f"{path}:{number}", row
    except OSError as error:
        raise EvaluationError(str(path), error.strerror or "cannot be read", "give a folder in BEIR form") from error
    except ValueError as error:
        raise EvaluationError(str(path), f"not JSON lines: {error}", "give a folder in BEIR form") from error


def _id(row: Mapping[str, Any], place: str) -> str:
    if "_id" not in row or ("text" not in row):
        raise EvaluationError(place, "no _id or no text", "give a folder in BEIR form")
    return str(row["_id"])


def _read_qrels(path: Path) -> dict[str, dict[str, int]]:
    qrels: dict[str, dict[str, int]] = {}
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            for number, row in enumerate(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
                if not row or (number == 1 and not row[-1].strip().lstrip("-").isdigit()):
                    continue
                query_id, doc_id, relevance = (row[0], *row[-2:])
                qrels.setdefault(query_id, {})[doc_id] = int(relevance)
    except OSError as error:
        raise EvaluationError(str(path), error.strerror or "cannot be read", "give a folder in BEIR form") from error
    except ValueError as error:
        raise EvaluationError(str(path), f"a line is no judgement: {error}", "query, document, relevance") from error
    if not qrels:
        raise EvaluationError(str(path), "holds no judgement", "query, document and relevance, parted by tabs")
    return qrels
