"""Stand-ins for what is slow: an embedder whose vectors come from a hash, the same in every run and everywhere."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class FakeEmbedder:
    """Vectors drawn with the SHA-256 of a text as their seed, so that equal texts, and only they, have cosine 1.

    It knows nothing of meaning. What it is for: every test of what happens around an embedder.

    Attributes:
        name: as an embedder has it.
        dim: length of a vector.
        fingerprint: as given; another one makes it another model, with other vectors.
        embedded: the passages that it was asked to embed, in order; for tests that count.
    """

    def __init__(self, dim: int = 16, fingerprint: str = "fa4e") -> None:
        self.name, self.dim, self.fingerprint = "fake", dim, fingerprint
        self.embedded: list[str] = []

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, float32, shape (len(texts), dim), of unit length; blank texts give a zero row."""
        vectors = np.zeros((len(texts), self.dim), np.float32)
        for row, text in enumerate(texts):
            if text.strip():
                vectors[row] = self._drawn(text)
        return vectors

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages: those that the same texts have as questions."""
        self.embedded += texts
        return self.embed_queries(texts)

    def _drawn(self, text: str) -> NDArray[np.float32]:
        seed = hashlib.sha256(f"{self.fingerprint}\n{text}".encode()).digest()
        vector = np.random.default_rng(int.from_bytes(seed, "little")).normal(size=self.dim)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)
