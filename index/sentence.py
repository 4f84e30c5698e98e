"""Any sentence-transformers model, each side with the prompt that it was trained with."""

import hashlib
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError
from index.manifest import file_sum

_FAMILIES = Path(__file__).with_name("prompts.toml")
_BATCH = 32


@dataclass(frozen=True, slots=True)
class Prompts:
    """What stands before each text, empty for nothing."""

    query: str
    passage: str


def known_prompts(model: str) -> Prompts | None:
    """The prompts of the family that a model's name belongs to; None for a family that is not known.

    >>> known_prompts("intfloat/multilingual-e5-small")
    Prompts(query='query: ', passage='passage: ')
    """
    with _FAMILIES.open("rb") as file:
        families = tomllib.load(file)["family"]
    name = "/".join(Path(model).parts[-2:]).lower()
    for family in families:
        if re.search(family["match"], name):
            return Prompts(family["query"], family["passage"])
    return None


def choose_prompts(
    model: str, own: Mapping[str, str | None], query: str | None = None, passage: str | None = None
) -> Prompts:
    """The prompts to use: those of the settings, else the model's own, else its family's, else none.

    Args:
        model: name or path.
        own: the prompts saved with the model, by sentence-transformers' names ("query", "document", "passage").
        query: from the settings; None for not given.
        passage: likewise.
    """
    family = known_prompts(model) or Prompts("", "")
    own_query = own.get("query")
    own_passage = own.get("document") or own.get("passage")
    # Sentence-transformers puts empty "query" and "document" into every model: an empty one says nothing.
    return Prompts(
        query if query is not None else own_query or family.query,
        passage if passage is not None else own_passage or family.passage,
    )


class SentenceEmbedder:
    """A sentence-transformers model by name or path.

    Attributes:
        name: as given.
        dim: length of a vector.
        prompts: what is put before each text.
    """

    def __init__(
        self,
        model: str,
        *,
        query_prompt: str | None = None,
        passage_prompt: str | None = None,
        revision: str = "",
        device: str = "cpu",
    ) -> None:
        """Load the model, from the hub's cache or a folder, downloading it when it is in neither.

        Raises:
            ModelError: it cannot be found or loaded.
        """
        self.name = model
        self._revision = revision
        self._model = _load(model, revision, device)
        self.prompts = choose_prompts(model, self._model.prompts or {}, query_prompt, passage_prompt)
        self.dim = _dimension(self._model)

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over name, revision and prompts; over the files too when the model is a folder."""
        parts: list[Any] = [self.name, self._revision, self.prompts.query, self.prompts.passage, self.dim]
        folder = Path(self.name)
        if folder.is_dir():
            files = sorted(path for path in folder.rglob("*") if path.is_file())
            parts += [[str(path.relative_to(folder)), path.stat().st_size, file_sum(path)] for path in files]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:16]

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, float32, shape (len(texts), dim), rows of unit length."""
        return self._encode(self._model.encode_query, texts, self.prompts.query)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, float32, shape (len(texts), dim), rows of unit length."""
        return self._encode(self._model.encode_document, texts, self.prompts.passage)

    def _encode(self, encode: Any, texts: Sequence[str], prompt: str) -> NDArray[np.float32]:
        if not texts:
            return np.zeros((0, self.dim), dtype=np.float32)
        vectors = encode(
            list(texts), prompt=prompt, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        # Half precision makes a zero row, a text without a known token, NaN when it is brought to unit length.
        return np.nan_to_num(np.asarray(vectors, dtype=np.float32), nan=0.0)


def _load(model: str, revision: str, device: str) -> Any:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(model, revision=revision or None, device=device)
    except Exception as error:  # hub, file and weight errors share no base class
        raise ModelError(
            f"model {model!r}",
            f"sentence-transformers cannot load it ({type(error).__name__}: {error})",
            'check the name or path and the network, or set model = "embedded"',
        ) from error


def _dimension(model: Any) -> int:
    """Length of the vectors; the method's name changed with version 6 of sentence-transformers."""
    ask = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
    return int(ask())
