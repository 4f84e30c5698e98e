"""The reader: a small transformer that reads a question and a sentence together and says how well the one answers the other.

What words and static vectors cannot see it can: who did what to whom, and whether what is told is what is asked for. It reads
the best few pieces that the ranking found; how it was made stands in `retrieval/readermodel/README.md`.
"""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from corpus.errors import ModelError
from corpus.script import to_simplified
from retrieval.evidence import Evidence

FOLDER: Final = Path(__file__).with_name("readermodel")
"""`model.onnx` and `tokenizer.json`."""
BEGIN, END = 0, 2
"""Token ids of the beginning of a pair and of the end of each of its parts."""
# How many tokens of each part are read; of headings and of what stands before a sentence the last ones.
_QUESTION, _CONTEXT, _BEFORE, _TEXT = 40, 14, 16, 72
_BEFORE_CHARS = 60
# Pairs read at once are of about one length.
_LONGER, _MORE = 1.3, 4
# Fills up the shorter pairs of a batch.
_PAD = 1
Scores = NDArray[np.float32]


class Reader:
    """Reads pairs of question and evidence with ONNX Runtime."""

    def __init__(self, folder: Path = FOLDER) -> None:
        """Load the model of a folder.

        Raises:
            ModelError: it is not there, or damaged.
        """
        import onnxruntime  # a tenth of a second, which a refusal of empty questions does without

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Threads that spin while they wait take the processor from whoever else works: a third slower where another does.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session: Any = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # each library has errors of its own
            mend = "restore retrieval/readermodel, or set reader = false in the settings"
            raise ModelError(f"reader {folder.name!r}", f"cannot be loaded ({error})", mend) from error

    def scores(self, question: str, evidence: Sequence[Evidence]) -> Scores:
        """Log-odds that each piece answers a question, against that none does, float32, shape (n,)."""
        pairs = [encoded(self._tokenizer, question, e.context, e.before, e.text) for e in evidence]
        scores = np.zeros(len(pairs), np.float32)
        for batch in batches(pairs):
            scores[batch] = self._session.run(None, inputs([pairs[i] for i in batch], self._says))[0]
        return scores

    def _says(self, token: int) -> bool:
        return says_something(self._tokenizer, token)


def encoded(tokenizer: Tokenizer, question: str, context: str, before: str, text: str) -> list[int]:
    """The token ids of a pair: question, the end of its headings, of what stands before it, and the piece itself."""

    def ids(part: str) -> list[int]:
        # What a text writes like a mark of the tokenizer is no mark.
        return [token for token in tokenizer.encode(to_simplified(part)).ids if token > END]

    parts = (
        ids(question)[:_QUESTION],
        ids(context)[-_CONTEXT:],
        ids(before[-_BEFORE_CHARS:])[-_BEFORE:],
        ids(text)[:_TEXT],
    )
    return [BEGIN, *(token for part in parts for token in (*part, END))]


def batches(pairs: Sequence[Sequence[int]]) -> list[list[int]]:
    """The numbers of pairs in groups of about one length, the shortest first, so that little of what is read is padding."""
    groups: list[list[int]] = []
    for number in sorted(range(len(pairs)), key=lambda i: (len(pairs[i]), i)):
        if groups and len(pairs[number]) <= len(pairs[groups[-1][0]]) * _LONGER + _MORE:
            groups[-1].append(number)
        else:
            groups.append([number])
    return groups


def inputs(pairs: Sequence[Sequence[int]], says: Callable[[int], bool]) -> dict[str, NDArray[Any]]:
    """What the model reads of some pairs, each of shape (pairs, longest).

    Returns:
        `ids`; and of each token as 0 or 1 whether it is `real`, of the question (`asked`), of the piece (`said`), and
        whether it stands on both sides (`same`).
    """
    shape = len(pairs), max(map(len, pairs))
    ids = np.full(shape, _PAD, np.int64)
    real, asked, said, same = (np.zeros(shape, np.float32) for _ in range(4))
    for row, pair in enumerate(pairs):
        ends = [at for at, token in enumerate(pair) if token == END]
        both = {token for token in {*pair[1 : ends[0]]} & {*pair[ends[0] + 1 :]} if says(token)}
        ids[row, : len(pair)] = pair
        real[row, : len(pair)] = 1
        asked[row, 1 : ends[0]] = 1
        said[row, ends[-2] + 1 : ends[-1]] = 1
        same[row, : len(pair)] = [token in both for token in pair]
    return {"ids": ids, "real": real, "asked": asked, "said": said, "same": same}


def says_something(tokenizer: Tokenizer, token: int) -> bool:
    """Whether a token has a letter or digit, or is unknown."""
    return token > END and any(map(str.isalnum, tokenizer.id_to_token(token) or ""))


@cache
def current_reader() -> Reader:
    """The reader that ships."""
    return Reader()
