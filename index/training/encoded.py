"""Pairs as token ids, in flat arrays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.training.pairs import Pair

_AT_ONCE = 20_000
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Side:
    """Texts as token ids.

    Attributes:
        ids: int32, the ids of all texts one after the other.
        offsets: int64, one more than there are texts; text n is `ids[offsets[n]:offsets[n + 1]]`.
    """

    ids: NDArray[np.int32]
    offsets: NDArray[np.int64]

    @property
    def lengths(self) -> NDArray[np.int64]:
        """Tokens of each text."""
        return np.diff(self.offsets)


@dataclass(frozen=True, slots=True)
class EncodedPairs:
    """Pairs whose two texts both have tokens.

    Attributes:
        left: first texts.
        right: second texts.
        sources: of each pair.
    """

    left: Side
    right: Side
    sources: tuple[str, ...]


def encode_pairs(pairs: Sequence[Pair], tokenizer: Tokenizer) -> EncodedPairs:
    """Token ids of both texts of each pair, at most 160 a text; pairs with an empty side are left out."""
    left = _encode([pair.left for pair in pairs], tokenizer)
    right = _encode([pair.right for pair in pairs], tokenizer)
    full = [n for n in range(len(pairs)) if left[n].size and right[n].size]
    return EncodedPairs(
        _side([left[n] for n in full]), _side([right[n] for n in full]), tuple(pairs[n].source for n in full)
    )


def _encode(texts: Sequence[str], tokenizer: Tokenizer) -> list[NDArray[np.int32]]:
    found = []
    for start in range(0, len(texts), _AT_ONCE):
        for encoding in tokenizer.encode_batch_fast(texts[start : start + _AT_ONCE], add_special_tokens=False):
            ids = np.array(encoding.ids, dtype=np.int32)
            found.append(ids[ids != 0][:_LONGEST])
    return found


def _side(texts: Sequence[NDArray[np.int32]]) -> Side:
    offsets = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum([text.size for text in texts], out=offsets[1:])
    return Side(np.concatenate(texts), offsets)
