"""Cross-encoders, which read query and passage together: slower and finer than vectors."""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

_BATCH = 16


class Reranker(Protocol):
    """What judges passages against a query, text against text."""

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the query.

        Returns:
            float32, shape (len(texts),), higher is better; comparable within one query only.
        """
        ...


class CrossEncoderReranker:
    """A cross-encoder of sentence-transformers by name or path, such as `BAAI/bge-reranker-v2-m3`."""

    def __init__(self, model: str, device: str = "cpu") -> None:
        """Load the model.

        Raises:
            ModelError: it cannot be found or loaded.
        """
        from sentence_transformers import CrossEncoder

        try:
            self._model: Any = CrossEncoder(model, device=device)
        except Exception as error:  # hub, file and weight errors share no base class
            raise ModelError(
                f"reranker {model!r}",
                f"sentence-transformers cannot load it ({type(error).__name__}: {error})",
                'check the name or path and the network, or set reranker = ""',
            ) from error

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers the query; in [0, 1] for models with one output."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(query, text) for text in texts]
        scores = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        return np.asarray(scores, dtype=np.float32).reshape(len(texts))
