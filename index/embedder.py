"""The seam between texts and vectors: one protocol, and the way from a name in the settings to a model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.settings import EmbedderSettings

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


def load_embedder(chosen: EmbedderSettings | None = None) -> Embedder:
    """The embedder that the settings name, or the one that ships; only what it needs is imported.

    Raises:
        ModelError: the model cannot be found or read.
    """
    if chosen is None or chosen.model == EMBEDDED:
        from index.static import StaticEmbedder

        return StaticEmbedder()
    from index.sentence import SentenceEmbedder

    return SentenceEmbedder(
        chosen.model,
        query_prompt=chosen.query_prompt,
        passage_prompt=chosen.passage_prompt,
        revision=chosen.revision,
        device=chosen.device,
    )
