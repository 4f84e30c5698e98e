"""The part of the vocabulary that Chinese and English need, and a tokenizer over it."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from corpus.script import HAN, to_simplified
from retrieval.teaching.pack import Pack

# Marks of beginning, padding, end and of what is unknown.
_MARKS, _UNKNOWN = 4, 3
# A piece is kept when the training files have it so often; single Han characters are in any case.
_LEAST = 5
# Of the largest files every third line is counted.
_LARGEST, _EVERY = "parallel-ms", 3
_FIELDS = ("en", "zh", "a", "b", "question", "passage", "title")
_AT_ONCE = 20000


def tokenizer_over(pieces: Sequence[str], scores: Sequence[float]) -> Tokenizer:
    """A unigram tokenizer (Kudo 2018) over pieces with their log-probabilities."""
    tokenizer = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores), strict=True)), _UNKNOWN, False))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return tokenizer


def training_texts(data: Path, written: Path) -> Iterator[str]:
    """The texts of the training files, of the written documents and of the questions on them."""
    for path in sorted(data.glob("*.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file):
                if number % _EVERY == 0 or not path.name.startswith(_LARGEST):
                    row = json.loads(line)
                    yield from (row[field] for field in _FIELDS if isinstance(row.get(field), str))
    for path in sorted((written / "documents").iterdir()):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in sorted(written.glob("*.jsonl")):
        yield from (json.loads(line)["question"] for line in path.read_text(encoding="utf-8").splitlines())


def kept_pieces(pack: Pack, texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces that are kept, in order."""
    tokenizer = tokenizer_over(pack.pieces, pack.scores.tolist())
    counts, waiting = np.zeros(len(pack.pieces), np.int64), list[str]()
    for text in texts:
        waiting.append(to_simplified(text))
        if len(waiting) == _AT_ONCE:
            _count(tokenizer, waiting, counts)
            waiting = []
    _count(tokenizer, waiting, counts)
    return [n for n, piece in enumerate(pack.pieces) if n < _MARKS or counts[n] >= _LEAST or _is_character(piece)]


def _count(tokenizer: Tokenizer, texts: list[str], counts: np.typing.NDArray[np.int64]) -> None:
    for encoding in tokenizer.encode_batch(texts):
        np.add.at(counts, encoding.ids, 1)


def _is_character(piece: str) -> bool:
    return len(piece) == 1 and HAN.match(piece) is not None and to_simplified(piece) == piece
