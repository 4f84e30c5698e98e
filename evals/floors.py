"""What any search has to beat: chance, the plainest word search, and pooled vectors without anything else."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Final

import numpy as np
from numpy.typing import NDArray

from evals.folding import normal
from index.embedder import Embedder

DEPTH: Final = 100
"""How many documents a query ranks."""
Run = dict[str, list[tuple[str, float]]]
"""Query id to (doc_id, score), best first."""
Texts = Sequence[tuple[str, str, str]]
"""(doc_id, title, text) of each document."""
_UNITS: Final = re.compile(r"[㐀-鿿]+|[a-z0-9]+")
_K1: Final = 1.5
_B: Final = 0.75


def random_run(texts: Texts, queries: Iterable[str]) -> Run:
    """Chance: for each query the documents in an order drawn by hash, the same on every machine."""
    ids = [doc_id for doc_id, _, _ in texts]
    out: Run = {}
    for query_id in queries:
        order = sorted(ids, key=lambda doc_id: sha256(f"{query_id}\0{doc_id}".encode()).digest())[:DEPTH]
        out[query_id] = [(doc_id, float(-rank)) for rank, doc_id in enumerate(order)]
    return out


def bm25_run(texts: Texts, queries: Mapping[str, str]) -> Run:
    """BM25 (Robertson, k1 = 1.5, b = 0.75) over Han characters and pairs of them and lower-case Latin words.

    Documents that share nothing with a query are not ranked.
    """
    bags = [Counter(plain_units(f"{title} {text}")) for _, title, text in texts]
    sizes = np.array([bag.total() for bag in bags], dtype=np.float64)
    norms = _K1 * (1 - _B + _B * sizes / max(sizes.mean(), 1.0))
    postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row, bag in enumerate(bags):
        for unit, count in bag.items():
            postings[unit].append((row, count))
    out: Run = {}
    for query_id, query in queries.items():
        scores = np.zeros(len(texts))
        for unit in plain_units(query):
            found = postings.get(unit, [])
            weight = np.log1p((len(texts) - len(found) + 0.5) / (len(found) + 0.5))
            for row, count in found:
                scores[row] += weight * count * (_K1 + 1) / (count + norms[row])
        out[query_id] = [pair for pair in _ranked(texts, scores) if pair[1] > 0]
    return out


def pooled_run(texts: Texts, queries: Mapping[str, str], embedder: Embedder) -> Run:
    """Cosine of one vector a query and one vector a document, nothing else."""
    passages = embedder.embed_passages([f"{title}\n{text}".strip() for _, title, text in texts])
    asked = embedder.embed_queries(list(queries.values()))
    return {name: _ranked(texts, passages @ vector) for name, vector in zip(queries, asked, strict=True)}


def plain_units(text: str) -> list[str]:
    """The units of plain word search.

    >>> plain_units("AI云服務 5G")
    ['ai', '云', '服', '务', '云服', '服务', '5g']
    """
    units: list[str] = []
    for run in _UNITS.findall(normal(text).lower()):
        if run.isascii():
            units.append(run)
        else:
            units += [*run, *(run[i : i + 2] for i in range(len(run) - 1))]
    return units


def _ranked(texts: Texts, scores: NDArray[np.floating]) -> list[tuple[str, float]]:
    """The best documents, ties in the order of the documents."""
    order = np.argsort(-scores, kind="stable")[:DEPTH]
    return [(texts[row][0], float(scores[row])) for row in order]
