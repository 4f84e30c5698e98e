"""The training pairs: what each source holds, read in one order, without repeats."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import ModelError

_PARALLEL = "parallel-"
_SUFFIX = ".jsonl.gz"
_SENSES = 6
_LONGEST_LEFT, _LONGEST_RIGHT = 1_200, 600


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that belong together: a translation, a word and its gloss, a question and the passage that answers.

    Attributes:
        left: English in translations, else the shorter text.
        right: Chinese in translations.
        source: which file it is from.
    """

    left: str
    right: str
    source: str


def read_pairs(folder: Path) -> list[Pair]:
    """All pairs of a folder of training data, cut to 1,200 and 600 characters.

    Raises:
        ModelError: a file is missing or damaged.
    """
    seen: set[tuple[str, str]] = set()
    pairs = []
    for pair in _all_pairs(folder):
        key = (pair.left.lower(), pair.right)
        if key not in seen and pair.left and pair.right:
            seen.add(key)
            pairs.append(Pair(pair.left[:_LONGEST_LEFT], pair.right[:_LONGEST_RIGHT], pair.source))
    return pairs


def _all_pairs(folder: Path) -> Iterator[Pair]:
    parallel = sorted(folder.glob(f"{_PARALLEL}*{_SUFFIX}"))
    if not parallel:
        raise ModelError(str(folder), f"holds no {_PARALLEL}*{_SUFFIX}", "name the folder of training pairs")
    for path in parallel:
        source = path.name.removeprefix(_PARALLEL).removesuffix(_SUFFIX)
        yield from (Pair(row["en"], row["zh"], source) for row in _rows(path))
    for row in _rows(folder / f"tatoeba-en-zh{_SUFFIX}"):
        yield Pair(row["en"], row["zh"], "tatoeba")
    for row in _rows(folder / f"hf-course-sections{_SUFFIX}"):
        yield Pair(row["heading_en"] or "", row["heading_zh"] or "", "course")
        yield Pair(row["en"], row["zh"], "course")
    for row in _rows(folder / f"cedict{_SUFFIX}"):
        yield from (Pair(sense, row["zh"], "cedict") for sense in row["en"][:_SENSES])
    for row in _rows(folder / f"pairs-zh-docs{_SUFFIX}"):
        yield Pair(row["a"], row["b"], "headings")
    for name in ("cmrc2018-train", "drcd-test-nonoverlap"):
        for row in _rows(folder / f"{name}{_SUFFIX}"):
            yield Pair(row["question"], row["passage"], "questions")
    for row in _rows(folder / f"pubmedqa-l{_SUFFIX}"):
        yield Pair(row["question"], row["passage"], "pubmed")
        yield Pair(row["question"], row.get("long_answer") or "", "pubmed")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        yield json.loads(line)
                    except ValueError as error:
                        raise ModelError(f"{path}:{number}", f"not JSON ({error})", "fetch the file again") from error
    except (OSError, EOFError) as error:
        raise ModelError(str(path), str(error), "fetch the file again") from error
