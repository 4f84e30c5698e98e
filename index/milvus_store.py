"""Vectors in Milvus, for more passages than one machine's memory holds (milvus-lite runs the same client embedded)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexingError
from index.store import Vectors

_BATCH = 1000
# Milvus gives at most so many results a query.
_MOST = 16384


class MilvusStore:
    """A Milvus collection with the row number as its key."""

    def __init__(self, client: "_Client", name: str, dim: int, rows: int) -> None:
        self._client, self._name, self._dim, self._rows = client, name, dim, rows

    @classmethod
    def create(cls, uri: str, name: str, dim: int) -> "MilvusStore":
        """An empty collection; one of the same name is dropped.

        Raises:
            IndexingError: pymilvus is not installed, or the server does not answer.
        """
        client = _Client(uri)
        if client.has_collection(name):
            client.drop_collection(name)
        client.create_collection(name, dimension=dim, metric_type="IP", consistency_level="Strong")
        return cls(client, name, dim, 0)

    @classmethod
    def open(cls, uri: str, name: str) -> "MilvusStore":
        """A collection that was filled before.

        Raises:
            IndexingError: pymilvus or the collection is missing, or the server does not answer.
        """
        client = _Client(uri)
        if not client.has_collection(name):
            raise IndexingError(uri, f"no collection {name!r}", "build the index again")
        client.load_collection(name)
        fields = client.describe_collection(name)["fields"]
        dim = next(int(f["params"]["dim"]) for f in fields if "dim" in f["params"])
        (counted,) = client.query(name, output_fields=["count(*)"])
        return cls(client, name, dim, int(counted["count(*)"]))

    @staticmethod
    def drop(uri: str, prefix: str, keep: Sequence[str]) -> None:
        """Drop the collections whose names begin so, but for those to keep.

        Raises:
            IndexingError: the server does not answer.
        """
        client = _Client(uri)
        for name in client.list_collections():
            if name.startswith(prefix) and name not in keep:
                client.drop_collection(name)

    def add(self, vectors: Vectors) -> None:
        """Append rows.

        Raises:
            IndexingError: the server does not answer.
        """
        for start in range(0, len(vectors), _BATCH):
            batch = vectors[start : start + _BATCH].tolist()
            rows = [{"id": number, "vector": vector} for number, vector in enumerate(batch, self._rows)]
            self._client.insert(self._name, rows)
            self._rows += len(rows)

    def search(self, queries: Vectors, k: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The nearest rows; row -1 where Milvus found fewer.

        Raises:
            IndexingError: the server does not answer.
        """
        k = min(k, len(self), _MOST)
        scores = np.full((len(queries), k), -1, np.float32)
        rows = np.full((len(queries), k), -1, np.int64)
        if not k:
            return scores, rows
        for number, hits in enumerate(self._client.search(self._name, data=queries.tolist(), limit=k)):
            for rank, hit in enumerate(hits):
                scores[number, rank], rows[number, rank] = hit["distance"], hit["id"]
        return scores, rows

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of some rows.

        Raises:
            IndexingError: the server does not answer.
        """
        if not numbers:
            return np.zeros((0, self._dim), np.float32)
        found: dict[int, Any] = {}
        for start in range(0, len(numbers), _BATCH):
            for row in self._client.get(self._name, ids=list(map(int, numbers[start : start + _BATCH]))):
                found[row["id"]] = row["vector"]
        return np.asarray([found[int(n)] for n in numbers], np.float32)

    def save(self, folder: Path) -> None:
        """Nothing: the server keeps the vectors."""

    def __len__(self) -> int:
        return self._rows


class _Client:
    """The client of pymilvus, its errors told as ours: they are its own and grpc's, without a common base."""

    def __init__(self, uri: str) -> None:
        try:
            from pymilvus import MilvusClient
        except ImportError as error:
            mend = ".venv/bin/python -m pip install pymilvus, and milvus-lite where store.uri is a file"
            raise IndexingError("store.kind", "pymilvus is not installed", mend) from error
        self._uri = uri
        self._client = self._told(MilvusClient)(uri)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return self._told(getattr(self._client, name))

    def _told(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def told(*arguments: Any, **named: Any) -> Any:
            try:
                return call(*arguments, **named)
            except Exception as error:
                cause = f"Milvus does not answer ({type(error).__name__}: {error})"
                raise IndexingError(self._uri, cause, "check store.uri and the server") from error

        return told
