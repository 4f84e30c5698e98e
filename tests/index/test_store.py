"""What every vector store keeps: the oracle in numpy, FAISS exact and by graph, Milvus or a stand-in for it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from corpus.errors import IndexingError
from corpus.settings import StoreSettings
from index.faiss_store import FaissStore
from index.store import ExactStore, Vectors, VectorStore, load_store, new_store

DIM = 24
Make = Callable[[int], VectorStore]
Reopen = Callable[[VectorStore], VectorStore]


def unit(rows: int, dim: int = DIM, seed: int = 1) -> Vectors:
    """Rows of unit length in no particular direction."""
    drawn = np.random.default_rng(seed).normal(size=(rows, dim))
    return (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(params=["exact", "flat", "hnsw", "milvus"])
def kind(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if name == "milvus":
        request.getfixturevalue("milvus")
    return name


@pytest.fixture
def make(kind: str, tmp_path: Path) -> Make:
    def made(dim: int) -> VectorStore:
        return ExactStore(dim) if kind == "exact" else new_store(_settings(kind, tmp_path), dim, "wenju_test")

    return made


@pytest.fixture
def reopen(kind: str, tmp_path: Path) -> Reopen:
    def reopened(store: VectorStore) -> VectorStore:
        store.save(tmp_path)
        if kind == "exact":
            return ExactStore.load(tmp_path)
        return load_store(_settings(kind, tmp_path), tmp_path, "wenju_test")

    return reopened


def _settings(kind: str, folder: Path) -> StoreSettings:
    if kind == "milvus":
        return StoreSettings(kind="milvus", uri=str(folder / "vectors.db"))
    return StoreSettings(kind="hnsw" if kind == "hnsw" else "flat")


def filled(make: Make, vectors: Vectors) -> VectorStore:
    store = make(vectors.shape[1])
    store.add(vectors)
    return store


def oracle(vectors: Vectors) -> ExactStore:
    store = ExactStore(vectors.shape[1])
    store.add(vectors)
    return store


def test_shapes_types_and_order(make: Make) -> None:
    store = filled(make, unit(30))
    scores, rows = store.search(unit(3, seed=2), 7)
    assert scores.shape == rows.shape == (3, 7)
    assert (scores.dtype, rows.dtype) == (np.float32, np.int64)
    assert (np.diff(scores, axis=1) <= 0).all()
    assert all(len(set(found)) == 7 for found in rows.tolist())


def test_scores_are_cosines(make: Make) -> None:
    vectors, queries = unit(40), unit(4, seed=2)
    scores, rows = filled(make, vectors).search(queries, 10)
    for query, found, given_scores in zip(queries, rows, scores, strict=True):
        assert given_scores == pytest.approx(vectors[found] @ query, abs=1e-5)


def test_a_row_is_nearest_to_itself(make: Make) -> None:
    vectors = unit(60)
    scores, rows = filled(make, vectors).search(vectors, 1)
    assert rows[:, 0].tolist() == list(range(60))
    assert scores[:, 0] == pytest.approx(1.0, abs=1e-5)


def test_no_more_than_there_are(make: Make) -> None:
    scores, rows = filled(make, unit(5)).search(unit(1, seed=2), 50)
    assert scores.shape == rows.shape == (1, 5)
    assert sorted(rows[0].tolist()) == [0, 1, 2, 3, 4]


def test_an_empty_store_finds_nothing(make: Make) -> None:
    store = make(DIM)
    assert len(store) == 0
    scores, rows = store.search(unit(2), 10)
    assert scores.shape == rows.shape == (2, 0)


def test_a_larger_k_only_appends(make: Make) -> None:
    store, queries = filled(make, unit(200)), unit(5, seed=2)
    _, few = store.search(queries, 5)
    _, many = store.search(queries, 25)
    assert (many[:, :5] == few).all()


def test_added_in_parts_is_added_at_once(make: Make) -> None:
    vectors = unit(50)
    store = filled(make, vectors[:20])
    store.add(vectors[20:20])
    store.add(vectors[20:])
    assert len(store) == 50
    assert np.array_equal(store.rows(range(50)), vectors)
    assert store.search(vectors[33:34], 1)[1].tolist() == [[33]]


def test_rows_come_in_the_order_asked_for(make: Make) -> None:
    vectors = unit(20)
    store = filled(make, vectors)
    assert np.array_equal(store.rows([7, 0, 7, 19]), vectors[[7, 0, 7, 19]])
    assert store.rows([]).shape == (0, DIM)


def test_a_zero_row_is_near_to_nothing(make: Make) -> None:
    vectors = unit(10)
    vectors[4] = 0
    store = filled(make, vectors)
    assert not store.rows([4]).any()
    scores, rows = store.search(vectors[:1], 10)
    assert scores[0][rows[0] == 4] == pytest.approx(0.0, abs=1e-6)


def test_saved_and_loaded_is_the_same(make: Make, reopen: Reopen) -> None:
    vectors, queries = unit(100), unit(6, seed=2)
    store = filled(make, vectors)
    before = store.search(queries, 10)
    again = reopen(store)
    assert len(again) == 100
    assert np.array_equal(again.rows(range(100)), vectors)
    after = again.search(queries, 10)
    assert np.array_equal(after[1], before[1])
    assert after[0] == pytest.approx(before[0], abs=1e-6)


@given(
    vectors=arrays.arrays(np.float32, st.tuples(st.integers(1, 30), st.just(6)), elements=st.integers(-3, 3)),
    k=st.integers(1, 40),
)
def test_faiss_flat_is_the_oracle(vectors: Vectors, k: int) -> None:
    store = FaissStore.create("flat", 6)
    store.add(vectors)
    scores, rows = store.search(vectors, k)
    expected, _ = oracle(vectors).search(vectors, k)
    # Small whole numbers have no rounding; among equal scores either may choose its rows.
    assert np.array_equal(scores, expected)
    assert np.array_equal(np.take_along_axis(vectors @ vectors.T, rows, axis=1), expected)


@pytest.mark.parametrize("clusters", [0, 50])
def test_the_graph_finds_what_brute_force_finds(clusters: int) -> None:
    vectors, queries = unit(5000, 64), unit(200, 64, seed=2)
    if clusters:  # Passages of one document lie together: harder for a graph than points spread evenly.
        vectors = vectors * 0.5 + unit(clusters, 64, seed=3)[np.arange(5000) % clusters]
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        queries = queries * 0.5 + unit(clusters, 64, seed=3)[np.arange(200) % clusters]
        queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    graph = FaissStore.create("hnsw", 64)
    graph.add(vectors)
    _, found = graph.search(queries, 10)
    _, wanted = oracle(vectors).search(queries, 10)
    recall = np.mean([len(set(f) & set(w)) / 10 for f, w in zip(found.tolist(), wanted.tolist(), strict=True)])
    assert recall >= 0.98


@pytest.mark.parametrize("kind_of_damage", ["missing", "empty", "cut short", "no index at all"])
def test_a_damaged_file_is_named(kind_of_damage: str, tmp_path: Path) -> None:
    store = FaissStore.create("flat", DIM)
    store.add(unit(50))
    store.save(tmp_path)
    path = tmp_path / "vectors.faiss"
    whole = path.read_bytes()
    if kind_of_damage == "missing":
        path.unlink()
    else:
        path.write_bytes({"empty": b"", "cut short": whole[:200], "no index at all": b"x" * 500}[kind_of_damage])
    with pytest.raises(IndexingError, match="build the index again"):
        load_store(StoreSettings(), tmp_path, "x")


def test_milvus_without_its_client_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pymilvus", None)
    with pytest.raises(IndexingError, match="pip install"):
        new_store(StoreSettings(kind="milvus", uri="x.db"), DIM, "x")
