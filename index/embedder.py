"""The seam between texts and vectors: one protocol, and the way from a name in the settings to a model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

EMBEDDED = "embedded"
"""The name of the model that ships in `index/model/`."""


class Embedder(Protocol):
    """What turns texts into vectors; queries and passages apart, since many models read the two differently.

    Attributes:
        name: as given in the settings.
        dim: length of a vector.
    """

    name: str
    dim: int

    @property
    def fingerprint(self) -> str:
        """Hexadecimal digits that change whenever the vectors could; an index built with another does not fit."""
        ...

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions.

        Returns:
            float32, shape (len(texts), dim), rows of unit length; a text without any known token gives a zero row.
        """
        ...

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages; shape and length as for queries."""
        ...


def load_embedder(
    model: str = EMBEDDED,
    *,
    query_prompt: str | None = None,
    passage_prompt: str | None = None,
    revision: str = "",
    device: str = "cpu",
) -> Embedder:
    """The embedder that the settings name; only what it needs is imported.

    Args:
        model: "embedded" for the model in `index/model/`, else a name or path for sentence-transformers.
        query_prompt: put before each query; None for what the model was trained with.
        passage_prompt: put before each passage; likewise.
        revision: branch, tag or commit of a model from a hub; empty for its newest.
        device: "cpu", "cuda", …; the embedded model always runs on the CPU.

    Raises:
        ModelError: the model cannot be found or read.
    """
    if model == EMBEDDED:
        from index.static import StaticEmbedder

        return StaticEmbedder()
    from index.sentence import SentenceEmbedder

    return SentenceEmbedder(
        model, query_prompt=query_prompt, passage_prompt=passage_prompt, revision=revision, device=device
    )
