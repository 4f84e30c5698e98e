"""What a smaller model would cost: fewer dimensions and token vectors in bytes, each searched with as the shipped one is.

    python -m evals.smaller DIR [--every 1]

DIR holds retrieval sets in BEIR form. Prints recall@1 and @10 of each variant on each set, and the paired test of recall@1 against
the model that ships.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from corpus.settings import Settings
from evals.beir import RetrievalSet, read_set
from evals.paired import compare_paired
from evals.tables import markdown_table
from index.static import StaticEmbedder
from index.texts import text_documents
from retrieval.pipeline import open_documents

Vectors = NDArray[np.float32]
_CUTS: Final = (1, 10)
_BYTE: Final = 127


def cut(vectors: Vectors, dim: int) -> Vectors:
    """The first so many dimensions (Matryoshka, Kusupati et al. 2022)."""
    return vectors[:, :dim]


def turned(vectors: Vectors, dim: int) -> Vectors:
    """The so many dimensions that hold most of the sum of squares: the best there is for inner products of all tokens."""
    _, axes = np.linalg.eigh(vectors.T.astype(np.float64) @ vectors)
    return np.asarray(vectors @ axes[:, ::-1][:, :dim], np.float32)


def in_bytes(vectors: Vectors) -> Vectors:
    """What is left of vectors kept as one byte a number and one scale a token."""
    scale = np.maximum(np.abs(vectors).max(axis=1, keepdims=True), 1e-9) / _BYTE
    return np.asarray(np.round(vectors / scale) * scale, np.float32)


VARIANTS: Final[Mapping[str, Callable[[Vectors], Vectors]]] = {
    "as shipped": lambda vectors: vectors,
    "int8": in_bytes,
    "128 first": lambda vectors: cut(vectors, 128),
    "128 turned": lambda vectors: turned(vectors, 128),
    "128 turned, int8": lambda vectors: in_bytes(turned(vectors, 128)),
    "96 turned": lambda vectors: turned(vectors, 96),
    "64 first": lambda vectors: cut(vectors, 64),
    "64 turned": lambda vectors: turned(vectors, 64),
}


def variant(change: Callable[[Vectors], Vectors]) -> StaticEmbedder:
    """The model that ships with other vectors."""
    embedder = StaticEmbedder()
    embedder.vectors = change(embedder.vectors.astype(np.float32)).astype(np.float16)
    embedder.dim = int(embedder.vectors.shape[1])
    return embedder


def found_at(data: RetrievalSet, embedder: StaticEmbedder, settings: Settings) -> NDArray[np.float64]:
    """Of each query whether a relevant document is among the first 1 and 10, shape (queries, 2)."""
    pipeline = open_documents(text_documents(data.texts), settings, lambda line: None, embedder)
    rows = []
    for query_id, text in data.queries.items():
        documents = list(dict.fromkeys(hit.passage.doc_id for hit in pipeline.search(text, 4 * max(_CUTS))))
        wanted = [data.qrels[query_id].get(doc_id, 0) > 0 for doc_id in documents]
        rows.append([float(any(wanted[:k])) for k in _CUTS])
    return np.asarray(rows)


def smaller_rows(sets: Mapping[str, RetrievalSet], settings: Settings, say: Callable[[str], None]) -> list[list[str]]:
    """A table: variants down, sets across."""
    rows = [["recall@1 / recall@10 (p of recall@1)", *sets]]
    shipped: dict[str, NDArray[np.float64]] = {}
    for name, change in VARIANTS.items():
        row = [name]
        for which, data in sets.items():
            found = found_at(data, variant(change), settings)
            before = shipped.setdefault(which, found)
            p = compare_paired(before[:, 0].tolist(), found[:, 0].tolist(), [str(n) for n in range(len(found))]).p
            row.append(" / ".join(f"{mean:.3f}" for mean in found.mean(axis=0)) + f" ({p:.3f})")
        say(" | ".join(row))
        rows.append(row)
    return rows


def every(data: RetrievalSet, step: int) -> RetrievalSet:
    """A set with every so manyth query alone."""
    kept = dict(list(data.queries.items())[::step])
    return RetrievalSet(data.texts, kept, {query_id: data.qrels[query_id] for query_id in kept})


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take every so manyth query")
    options = parser.parse_args(arguments)
    paths = sorted(path.parent for path in options.folder.glob("*/corpus.jsonl"))
    sets = {path.name: every(read_set(path), options.every) for path in paths}
    rows = smaller_rows(sets, Settings(), _say)
    sys.stdout.write(markdown_table(rows) + "\n")


if __name__ == "__main__":
    main()
