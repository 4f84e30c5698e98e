"""The word index: BM25 over Chinese bigrams, English stems and numbers."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import bm25s
import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from corpus.errors import IndexingError
from corpus.script import is_traditional, to_simplified

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
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
_FOLDER = "words"


def word_units(text: str) -> list[str]:
    """The units that a text is indexed and searched by.

    Runs of Han characters give each character and each pair; Latin words their stems (Snowball), without the commonest;
    numbers stay whole, thousands commas removed. Traditional, full-width and upper-case letters are folded.

    >>> word_units("Alibaba Cloud的份額")
    ['alibaba', 'cloud', '的', '份', '额', '的份', '份额']
    """
    text = text.translate(_WIDE).lower()
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
    return snowballstemmer.stemmer("english")


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


class WordIndex:
    """BM25 (Robertson and Zaragoza 2009, in the form of Lucene) over the units of passages."""

    def __init__(self, engine: Any, rows: int) -> None:
        self._engine, self._rows = engine, rows

    @classmethod
    def build(cls, units: Sequence[Sequence[str]]) -> "WordIndex":
        """Index passages by their units."""
        engine = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        # The library cannot take a collection without a single word.
        engine.index([list(u) for u in units] if any(units) else [["\0"]] * max(len(units), 1), show_progress=False)
        return cls(engine, len(units))

    def scores(self, query: str) -> NDArray[np.float32]:
        """The score of every passage, shape (n_passages,), 0 or more; 0 where no unit of the query stands."""
        known = [u for u in dict.fromkeys(word_units(query)) if u in self._engine.vocab_dict]
        if not known:
            return np.zeros(self._rows, np.float32)
        return np.asarray(self._engine.get_scores(known), np.float32)[: self._rows]

    def save(self, folder: Path) -> None:
        """Write the index below a folder."""
        self._engine.save(folder / _FOLDER, show_progress=False)

    @classmethod
    def load(cls, folder: Path, rows: int) -> "WordIndex":
        """Read what `save` wrote.

        Raises:
            IndexingError: it is missing or damaged.
        """
        try:
            return cls(bm25s.BM25.load(folder / _FOLDER), rows)
        except (OSError, ValueError, KeyError) as error:
            raise IndexingError(str(folder), f"the word index cannot be loaded ({error})", "build it again") from error
