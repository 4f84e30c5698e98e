"""The proof that the model was not trained on what it is measured with."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from index.training.pairs import Pair

_HAN = re.compile("[㐀-䶿一-鿿]+")
_WORD = re.compile("[a-z0-9]+")
HAN_RUN, WORD_RUN = 16, 10
"""So many Han characters, or English words, in a row count as the same text."""


def held_out_texts(folder: Path) -> Iterator[str]:
    """Every passage and question of the BEIR sets below a folder."""
    for path in sorted([*folder.rglob("corpus.jsonl"), *folder.rglob("queries.jsonl")]):
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield row.get("title", "")
                yield row["text"]


class HeldOut:
    """Texts that training must not see.

    >>> held = HeldOut(["one two three four five six seven eight nine ten eleven"], str)
    >>> held.shares("So: two three, four five six seven eight nine ten ELEVEN."), held.shares("one two three")
    (True, False)
    """

    def __init__(self, texts: Iterable[str], fold: Callable[[str], str]) -> None:
        """Take the texts, and a function that folds Traditional into Simplified characters."""
        self._fold = fold
        self._runs = {run for text in texts for run in self._runs_of(text)}

    def shares(self, text: str) -> bool:
        """Whether 16 Han characters or 10 English words in a row are also in a text held out.

        Only Han characters count for the first and only words for the second; what stands between is passed over.
        """
        return any(run in self._runs for run in self._runs_of(text))

    def _runs_of(self, text: str) -> Iterator[str]:
        folded = self._fold(text).lower()
        han = "".join(_HAN.findall(folded))
        yield from (han[i : i + HAN_RUN] for i in range(len(han) - HAN_RUN + 1))
        words = _WORD.findall(folded)
        yield from (" ".join(words[i : i + WORD_RUN]) for i in range(len(words) - WORD_RUN + 1))


def drop_shared(pairs: Iterable[Pair], held: HeldOut) -> tuple[list[Pair], Counter[str]]:
    """The pairs that share nothing with the texts held out, and how many of each source were dropped."""
    kept: list[Pair] = []
    dropped: Counter[str] = Counter()
    for pair in pairs:
        if held.shares(pair.left) or held.shares(pair.right):
            dropped[pair.source] += 1
        else:
            kept.append(pair)
    return kept, dropped
