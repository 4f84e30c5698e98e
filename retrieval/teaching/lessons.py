"""What the reader is taught with: questions, the pieces that the ranking puts first, and which of them answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from retrieval.learning import Example
from retrieval.ranking import current_network, with_lists
from retrieval.reader import encoded

# So many pieces are read of a question, and so many that answer it farther down.
_FIRST, _MORE = 16, 2


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question and what may answer it.

    Attributes:
        document: that it was asked of.
        pairs: the token ids of the question with each piece, the best of the ranking first, at the end some farther down
            that answer.
        ranked: the score of each by the ranking, shape (n,).
        right: whether each answers, shape (n,); none does where the documents do not know.
        lures: whether each only looks as if it answered, shape (n,).
        pair: number of the pair that the question is a half of, or 0.
        known: whether the documents know.
    """

    document: str
    pairs: tuple[tuple[int, ...], ...]
    ranked: NDArray[np.float32]
    right: NDArray[np.bool_]
    lures: NDArray[np.bool_]
    pair: int
    known: bool


def lessons(examples: Iterable[Example], tokenizer: Tokenizer) -> Iterator[Lesson]:
    """A lesson of each example."""
    for example in examples:
        seen = example.seen
        values = with_lists(current_network().scores(seen.inputs), seen.lists)
        order = np.argsort(-values, kind="stable")
        right = example.right[: len(values)]
        chosen = np.concatenate([order[:_FIRST], [i for i in order[_FIRST:] if right[i]][:_MORE]]).astype(int)
        pieces = [seen.units[i] for i in chosen]
        pairs = (tuple(encoded(tokenizer, example.question, e.context, e.before, e.text)) for e in pieces)
        marked, none = right[chosen], np.zeros(len(chosen), bool)
        answers, lures = (marked, none) if example.known else (none, marked)
        yield Lesson(example.document, tuple(pairs), values[chosen], answers, lures, example.pair, example.known)
