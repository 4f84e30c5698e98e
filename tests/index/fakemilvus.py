"""A stand-in for the client of Milvus, as far as the store uses it: collections by the address of a server, in memory."""

from collections import defaultdict
from collections.abc import Sequence
from types import ModuleType
from typing import Any, ClassVar

import numpy as np


class MilvusError(Exception):
    """As pymilvus has it: related to no error of Python's."""


class FakeMilvusClient:
    """A client of one server. `down` is whether all servers are; an address on port 9 never answers."""

    servers: ClassVar[defaultdict[str, dict[str, dict[int, list[float]]]]] = defaultdict(dict)
    sizes: ClassVar[dict[tuple[str, str], int]] = {}
    down = False

    def __init__(self, uri: str) -> None:
        self._uri = uri
        self._answer()

    def has_collection(self, name: str) -> bool:
        return name in self._answer()

    def create_collection(self, name: str, *, dimension: int, metric_type: str, consistency_level: str) -> None:
        assert name not in self._answer() and (metric_type, consistency_level) == ("IP", "Strong")
        self._answer()[name] = {}
        self.sizes[self._uri, name] = dimension

    def drop_collection(self, name: str) -> None:
        del self._answer()[name]

    def list_collections(self) -> list[str]:
        return list(self._answer())

    def load_collection(self, name: str) -> None:
        assert name in self._answer()

    def describe_collection(self, name: str) -> dict[str, Any]:
        assert name in self._answer()
        return {"fields": [{"params": {}}, {"params": {"dim": self.sizes[self._uri, name]}}]}

    def insert(self, name: str, rows: Sequence[dict[str, Any]]) -> None:
        held = self._answer()[name]
        for row in rows:
            assert row["id"] not in held and len(row["vector"]) == self.sizes[self._uri, name]
            held[row["id"]] = row["vector"]

    def search(self, name: str, *, data: Sequence[Sequence[float]], limit: int) -> list[list[dict[str, Any]]]:
        held = self._answer()[name]
        found = []
        for query in data:
            scores = {number: float(np.dot(query, vector)) for number, vector in held.items()}
            best = sorted(scores, key=lambda number: -scores[number])[:limit]
            found.append([{"id": number, "distance": scores[number], "entity": {}} for number in best])
        return found

    def get(self, name: str, *, ids: Sequence[int]) -> list[dict[str, Any]]:
        held = self._answer()[name]
        return [{"id": number, "vector": held[number]} for number in sorted(set(ids))]

    def query(self, name: str, *, output_fields: Sequence[str]) -> list[dict[str, Any]]:
        assert list(output_fields) == ["count(*)"]
        return [{"count(*)": len(self._answer()[name])}]

    def _answer(self) -> dict[str, dict[int, list[float]]]:
        if self.down or self._uri.endswith(":9"):
            raise MilvusError("StatusCode.UNAVAILABLE")
        return self.servers[self._uri]


def fake_pymilvus() -> ModuleType:
    """What `import pymilvus` gives in its place."""
    module = ModuleType("pymilvus")
    module.MilvusClient = FakeMilvusClient  # type: ignore[attr-defined]
    return module
