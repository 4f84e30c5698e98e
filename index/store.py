"""Where vectors live: the protocol, and the plainest thing that keeps it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexingError
from corpus.settings import StoreSettings

Vectors = NDArray[np.float32]


class VectorStore(Protocol):
    """Vectors by row number. All have unit length, so a score is a cosine, in [-1, 1], higher is nearer."""

    def add(self, vectors: Vectors) -> None:
        """Append rows, shape (n, dim), float32, of unit length (or all zero, for a text without a known word)."""
        ...

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The nearest rows of each query.

        Returns:
            Scores and row numbers, both of shape (n_queries, min(k, rows)), best first; row -1 where an approximate
            search found fewer.
        """
        ...

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of some rows, shape (len(numbers), dim)."""
        ...

    def save(self, folder: Path) -> None:
        """Write what is needed to load the store again below a folder."""
        ...

    def __len__(self) -> int:
        """How many rows there are."""
        ...


class ExactStore:
    """Brute force over a numpy array: the oracle that the other stores are tested against."""

    def __init__(self, dim: int) -> None:
        self._vectors: Vectors = np.zeros((0, dim), np.float32)

    def add(self, vectors: Vectors) -> None:
        """Append rows."""
        self._vectors = np.concatenate([self._vectors, vectors.astype(np.float32)])

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The nearest rows by dot product; ties go to the lower row."""
        scores = queries @ self._vectors.T
        order = np.argsort(-scores, axis=1, kind="stable")[:, : min(k, len(self))].astype(np.int64)
        return np.take_along_axis(scores, order, axis=1), order

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of some rows."""
        return self._vectors[list(numbers)]

    def save(self, folder: Path) -> None:
        """Write `vectors.npy`."""
        np.save(folder / "vectors.npy", self._vectors)

    @classmethod
    def load(cls, folder: Path) -> "ExactStore":
        """Read what `save` wrote."""
        vectors = np.load(folder / "vectors.npy")
        store = cls(vectors.shape[1])
        store.add(vectors)
        return store

    def __len__(self) -> int:
        return len(self._vectors)


def new_store(settings: StoreSettings, dim: int, name: str) -> VectorStore:
    """An empty store of the kind that the settings ask for.

    Args:
        settings: which kind.
        dim: of the vectors.
        name: of the collection, for servers that hold several.

    Raises:
        IndexingError: the library or the server for it is missing.
    """
    if settings.kind == "milvus":
        from index.milvus_store import MilvusStore

        return MilvusStore.create(settings.uri, name, dim)
    from index.faiss_store import FaissStore

    return FaissStore.create(settings.kind, dim)


def drop_collections(settings: StoreSettings, prefix: str, keep: Sequence[str]) -> None:
    """Remove what a server holds of earlier versions of an index; other stores keep their vectors with the version.

    Args:
        settings: which kind.
        prefix: that the names of all versions of the index share.
        keep: names that stay.
    """
    if settings.kind == "milvus":
        from index.milvus_store import MilvusStore

        MilvusStore.drop(settings.uri, prefix, keep)


def load_store(settings: StoreSettings, folder: Path, name: str) -> VectorStore:
    """Open a store that was saved below a folder.

    Raises:
        IndexingError: it is missing or damaged.
    """
    try:
        if settings.kind == "milvus":
            from index.milvus_store import MilvusStore

            return MilvusStore.open(settings.uri, name)
        from index.faiss_store import FaissStore

        return FaissStore.load(folder)
    except (OSError, RuntimeError, ValueError) as error:
        raise IndexingError(str(folder), f"the vectors cannot be loaded ({error})", "build the index again") from error
