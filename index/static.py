"""The embedded model without torch: a tokenizer, a table of token vectors, and their mean.

The folder is that of a sentence-transformers `StaticEmbedding` followed by `Normalize`, so
`SentenceTransformer(folder)` gives the same vectors (a contract test holds the two together); importing
sentence-transformers takes seconds, this takes a tenth of one.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.errors import ModelError
from index.embedder import EMBEDDED
from index.manifest import file_sum

MODEL_FOLDER = Path(__file__).parent / "model"
UNKNOWN = 0
"""The token that stands for text which the vocabulary cannot spell; its vector is zero."""
_WEIGHTS, _TOKENIZER, _TENSOR = "model.safetensors", "tokenizer.json", "embedding.weight"
_CHARACTERS_AT_ONCE = 400_000


class StaticEmbedder:
    """Mean-pooled static token vectors.

    Attributes:
        name: "embedded", or the folder when it is another.
        dim: length of a vector.
        vectors: float16, shape (vocabulary, dim), mapped from the file; the length of a row is the token's weight.
    """

    def __init__(self, folder: Path = MODEL_FOLDER) -> None:
        """Open the model in a folder.

        Its tokenizer is read meanwhile, by a library that lets other threads run; `ModelError` is raised where it is
        first needed, if it is missing, damaged, or another model's.

        Raises:
            ModelError: the weights are missing or damaged.
        """
        self.name = EMBEDDED if folder == MODEL_FOLDER else str(folder)
        self._folder = folder
        self.vectors = _map_weights(folder / _WEIGHTS)
        self.dim = int(self.vectors.shape[1])
        self._reading = ThreadPoolExecutor(1).submit(_read_tokenizer, folder, len(self.vectors))

    @cached_property
    def _digest(self) -> str:
        digest = hashlib.sha256()
        for name in (_WEIGHTS, _TOKENIZER):
            try:
                digest.update(bytes.fromhex(file_sum(self._folder / name)))
            except OSError as error:
                raise _broken(self._folder / name, str(error)) from error
        return digest.hexdigest()[:16]

    @property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits over the weight and tokenizer files.

        Raises:
            ModelError: one of them cannot be read.
        """
        return self._digest

    def pieces(self) -> list[str]:
        """How each token is spelled, by its id, read anew; empty for a tokenizer that keeps no probabilities."""
        return [piece for piece, _ in self._unigrams()]

    def _unigrams(self) -> list[tuple[str, float]]:
        """Spelling and logarithmic probability of each token, by its id."""
        model = json.loads((self._folder / _TOKENIZER).read_text(encoding="utf-8"))["model"]
        found: list[tuple[str, float]] = model["vocab"] if model.get("type") == "Unigram" else []
        return found

    @cached_property
    def frequencies(self) -> NDArray[np.float64]:
        """How frequent each token is in text at large, shape (vocabulary,), in [0, 1], as its tokenizer knows it.

        All zero for a tokenizer that keeps no probabilities.
        """
        unigrams = self._unigrams()
        if not unigrams:
            return np.zeros(len(self.vectors))
        shares = np.exp([score for _, score in unigrams])
        shares[UNKNOWN] = 0.0
        return np.asarray(shares / max(float(shares.sum()), 1e-9))

    def tokens(self, texts: Sequence[str]) -> list[NDArray[np.int32]]:
        """Token ids of whole texts, in order, without special tokens and without what the vocabulary cannot spell."""
        found: list[NDArray[np.int32]] = []
        for batch in _batches(texts):
            for encoding in self._reading.result().encode_batch_fast(batch, add_special_tokens=False):
                ids = np.array(encoding.ids, dtype=np.int32)
                found.append(ids[ids != UNKNOWN])
        return found

    def embed_tokens(self, tokens: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
        """Pooled vectors of texts already split into tokens.

        Returns:
            float32, shape (len(tokens), dim), rows of unit length; a text without tokens gives a zero row.
        """
        pooled = np.zeros((len(tokens), self.dim), dtype=np.float32)
        for row, ids in enumerate(tokens):
            if ids.size:
                pooled[row] = self.vectors[ids].astype(np.float32).mean(axis=0)
        lengths = np.linalg.norm(pooled, axis=1, keepdims=True)
        np.divide(pooled, lengths, out=pooled, where=lengths > 0)
        return pooled

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, float32, shape (len(texts), dim), rows of unit length or zero."""
        return self.embed_tokens(self.tokens(texts))

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages; the model reads both sides alike."""
        return self.embed_queries(texts)


def _batches(texts: Sequence[str]) -> Iterable[list[str]]:
    """Runs of texts of bounded size, so that a large corpus is never held as encodings all at once."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _CHARACTERS_AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch


def _read_tokenizer(folder: Path, rows: int) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
    except Exception as error:  # the binding raises nothing narrower
        raise _broken(folder / _TOKENIZER, str(error)) from error
    if (size := tokenizer.get_vocab_size()) != rows:
        raise _broken(folder, f"{_TOKENIZER} has {size} tokens but {_WEIGHTS} {rows} rows")
    return tokenizer


def _map_weights(path: Path) -> NDArray[np.float16]:
    """The token vectors, mapped read-only: eight bytes of header length, a JSON header, then the numbers."""
    try:
        with path.open("rb") as file:
            length = int.from_bytes(file.read(8), "little")
            entry = json.loads(file.read(length))[_TENSOR]
        if entry["dtype"] != "F16":
            raise ValueError(f"{_TENSOR} is {entry['dtype']}, not F16")
        offset = 8 + length + entry["data_offsets"][0]
        return np.memmap(path, dtype=np.float16, mode="r", offset=offset, shape=tuple(entry["shape"]))
    except (OSError, ValueError, KeyError, OverflowError, MemoryError) as error:
        raise _broken(path, f"{type(error).__name__}: {error}") from error


def _broken(path: Path, cause: str) -> ModelError:
    return ModelError(str(path), f"not a static model ({cause})", "restore the folder, or train it with `make model`")
