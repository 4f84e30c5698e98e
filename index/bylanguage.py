"""Vectors in one store per language, so that the nearest are found of each.

A static model has texts nearer to a query that are in its language, whatever they say. Among the nearest of both together
those in the other language come too late to be looked at, as soon as there are some hundreds of passages.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from corpus.errors import IndexingError
from corpus.settings import StoreSettings
from index.store import Vectors, VectorStore, load_store, new_store

LANGUAGES: Final = ("en", "zh")
"""What passages are in."""


class StoresByLanguage:
    """The vectors of an index by row number, each in the store of its language."""

    def __init__(self, stores: Mapping[str, VectorStore], languages: Sequence[str]) -> None:
        """Take a store for each language that a row is in, and the languages of all rows."""
        self._stores, self._languages = stores, np.asarray(languages)
        self._rows = {language: np.flatnonzero(self._languages == language) for language in stores}
        self._places = np.zeros(len(languages), np.int64)
        for rows in self._rows.values():
            self._places[rows] = np.arange(len(rows))

    @classmethod
    def create(cls, settings: StoreSettings, name: str, languages: Sequence[str], vectors: Vectors) -> Self:
        """Stores filled with the vectors of all rows.

        Args:
            settings: of which kind.
            name: of the collections, for servers that hold several.
            languages: of each row.
            vectors: shape (n, dim), float32, of unit length.

        Raises:
            IndexingError: the library or the server is missing.
        """
        held, stores = np.asarray(languages), {}
        for language in sorted(set(languages)):
            stores[language] = new_store(settings, vectors.shape[1], part_name(name, language))
            stores[language].add(vectors[held == language])
        return cls(stores, languages)

    @classmethod
    def load(cls, settings: StoreSettings, folder: Path, name: str, languages: Sequence[str]) -> Self:
        """Open what `save` wrote.

        Raises:
            IndexingError: a store is missing or damaged, or holds more or less than the rows in its language.
        """
        stores = {}
        for language in sorted(set(languages)):
            store = stores[language] = load_store(settings, folder / language, part_name(name, language))
            if len(store) != languages.count(language):
                cause = f"{len(store)} vectors, but {languages.count(language)} passages"
                raise IndexingError(str(folder / language), cause, "build the index again")
        return cls(stores, languages)

    def search(self, queries: Vectors, k: int, language: str) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The nearest rows of each query that are in a language.

        Returns:
            Scores and row numbers, both of shape (n_queries, min(k, rows in the language)), best first; row -1 where an
            approximate search found fewer.
        """
        if language not in self._stores:
            return np.zeros((len(queries), 0), np.float32), np.zeros((len(queries), 0), np.int64)
        scores, places = self._stores[language].search(queries, k)
        return scores, np.where(places >= 0, self._rows[language][places], -1)

    def rows(self, numbers: Sequence[int]) -> Vectors:
        """The vectors of some rows, shape (len(numbers), dim)."""
        wanted = np.asarray(numbers, np.int64)
        held = {language: np.flatnonzero(self._languages[wanted] == language) for language in self._stores}
        parts = [store.rows(self._places[wanted[held[name]]].tolist()) for name, store in self._stores.items()]
        found = np.concatenate(parts)
        out = np.empty_like(found)
        out[np.concatenate(list(held.values()))] = found
        return out

    def save(self, folder: Path) -> None:
        """Write a folder per language below a folder.

        Raises:
            OSError: one cannot be written.
        """
        for language, store in self._stores.items():
            (folder / language).mkdir()
            store.save(folder / language)


def part_name(name: str, language: str) -> str:
    """What a server calls the vectors of one language of a collection."""
    return f"{name}_{language}"
