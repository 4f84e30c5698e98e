"""The word index: BM25 over Chinese bigrams, English stems and numbers."""

import json
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.script import is_traditional, to_simplified
from index.arrays import damaged, load_arrays

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_WIDE_RUN = re.compile("[\uff01-\uff5e\u3000]+")
_UNITS = re.compile(r"[㐀-鿿]+|[a-z]+(?:['’][a-z]+)*|\d+(?:[.,]\d+)*")
_STOP_WORDS = (
    "a about after all also am an and any are as at be because been before being between both but by can could did do "
    "does doing done during each else every far few for from further give get gets got had has have having he her "
    "hers him his how i if in into is it its itself just kind let like made make makes many may me might more most "
    "much must my near no nor not now of off on once one only or other our out over own per please same say says see "
    "shall she should show so some still such tell than that the their them then there these they this those through "
    "to too under until up upon us very was we were what when where which while who whom whose why will with within "
    "without would you your"
)
_STOP = frozenset(_STOP_WORDS.split())
# The values that Lucene has by default; the second is how much longer passages are held back.
_K1, _B = 1.2, 0.75
_SCORES, _VOCABULARY = "words.npz", "words.json"
# Scores of all units, their passages, and where the column of each unit begins: a sparse matrix by column.
Columns = tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.int64]]


def word_units(text: str) -> list[str]:
    """The units that a text is indexed and searched by.

    Runs of Han characters give each character and each pair; Latin words their stems (Snowball), without the commonest;
    numbers stay whole, thousands commas removed. Traditional, full-width and upper-case letters are folded.

    >>> word_units("Alibaba Cloud的份額")
    ['alibaba', 'cloud', '的', '份', '额', '的份', '份额']
    """
    text = _WIDE_RUN.sub(lambda found: found[0].translate(_WIDE), text).lower()
    if any(map(is_traditional, set(text))):
        text = to_simplified(text)
    units: list[str] = []
    for run in _UNITS.findall(text):
        if "㐀" <= run[0] <= "鿿":
            units += run
            units += (run[i : i + 2] for i in range(len(run) - 1))
        elif run[0].isdigit():
            units.append(run.replace(",", ""))
        elif run not in _STOP:
            units.append(_stem(run.replace("’", "'").removesuffix("'s")))
    return units


@cache
def _stemmer() -> Any:
    import snowballstemmer  # it loads the rules of all its languages, which a Chinese question does without

    return snowballstemmer.stemmer("english")


_STEMMING = Lock()


@cache
def _stem(word: str) -> str:
    with (
        _STEMMING
    ):  # The stemmer keeps the word in hand in itself, and a question that nobody waits for runs on beside the next.
        return str(_stemmer().stemWord(word))


class WordIndex:
    """BM25 over the units of passages, in the form that Lucene gives it (Kamphuis et al. 2020).

    `idf × tf / (tf + k1 × (1 - b + b × length / mean length))` with `idf = ln(1 + (n - df + 0.5) / (df + 0.5))`. The
    score of every unit in every passage is worked out when the index is built; what remains for a query is to add up
    some columns of a sparse matrix.
    """

    def __init__(self, columns: Columns, vocabulary: Mapping[str, int], rows: int) -> None:
        """Take the scores by column of unit, the number of each unit's column, and the number of passages."""
        self._columns, self._vocabulary, self._rows = columns, vocabulary, rows

    @classmethod
    def build(cls, units: Iterable[Sequence[str]]) -> "WordIndex":
        """Index passages by their units, which are taken one passage after the other."""
        vocabulary: dict[str, int] = defaultdict(count().__next__)  # a new unit gets the next number
        flat, counts = array("i"), array("i")
        for passage in units:
            counts.append(len(passage))
            flat.extend(map(vocabulary.__getitem__, passage))
        lengths, rows = np.frombuffer(counts, np.int32) if counts else np.zeros(0, np.int32), len(counts)
        # One number for a unit in a passage, so that sorting them gives the matrix column by column.
        cells = np.frombuffer(flat, np.int32).astype(np.int64) if flat else np.zeros(0, np.int64)
        cells *= rows
        cells += np.repeat(np.arange(rows), lengths)
        cells, times = np.unique(cells, return_counts=True)
        unit, passages = np.divmod(cells, max(rows, 1))
        held = np.bincount(unit, minlength=len(vocabulary))
        idf = np.log(1 + (rows - held + 0.5) / (held + 0.5))
        damping = _K1 * (1 - _B + _B * lengths / max(lengths.mean() if rows else 0.0, 1e-9))
        scores = idf[unit] * times / (times + damping[passages])
        starts = np.concatenate(([0], np.cumsum(held))).astype(np.int64)
        return cls((scores.astype(np.float32), passages.astype(np.int32), starts), dict(vocabulary), rows)

    def scores(self, query: str) -> NDArray[np.float32]:
        """The score of every passage, shape (n_passages,), 0 or more; 0 where no unit of the query stands."""
        data, indices, starts = self._columns
        scores = np.zeros(self._rows, np.float32)
        for unit in dict.fromkeys(word_units(query)):
            column = self._vocabulary.get(unit)
            if column is not None:
                part = slice(int(starts[column]), int(starts[column + 1]))
                scores[indices[part]] += data[part]
        return scores

    def holds(self, unit: str) -> bool:
        """Whether any passage holds a unit of `word_units`."""
        return unit in self._vocabulary

    def held(self, unit: str) -> int:
        """How many passages hold a unit.

        >>> WordIndex.build([["a", "b"], ["a"]]).held("a")
        2
        """
        column = self._vocabulary.get(unit)
        return 0 if column is None else int(self._columns[2][column + 1] - self._columns[2][column])

    def save(self, folder: Path) -> None:
        """Write the index below a folder."""
        data, indices, starts = self._columns
        np.savez(folder / _SCORES, data=data, indices=indices, starts=starts)
        (folder / _VOCABULARY).write_text(json.dumps(self._vocabulary, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path, rows: int) -> "WordIndex":
        """Read what `save` wrote.

        Raises:
            IndexingError: it is missing or damaged.
        """
        saved = load_arrays(folder / _SCORES, ("data", "indices", "starts"))
        try:
            vocabulary = json.loads((folder / _VOCABULARY).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise damaged(folder / _VOCABULARY, error) from error
        if not isinstance(vocabulary, dict) or len(vocabulary) + 1 != len(saved["starts"]):
            raise damaged(folder / _VOCABULARY, "words and scores do not fit")
        return cls((saved["data"], saved["indices"], saved["starts"]), vocabulary, rows)
