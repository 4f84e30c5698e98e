"""`python -m retrieval train DATA`: learn the weights of `retrieval/features.py` from questions whose answer spans are known.

A conditional logit (McFadden 1974): among the units that a search brings up for a question, the one that holds the
answer should score highest. It is fitted with a ridge towards the weights there are; the data are the reading-comprehension
files of the training folder, none of the sets that measure the product.
"""

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.settings import Settings
from retrieval.evidence import evidence_in
from retrieval.features import NAMES, feature_rows, rarity
from retrieval.focus import focus_scores
from retrieval.names import default_names
from retrieval.pipeline import Pipeline, open_collection
from retrieval.ranking import current_weights
from retrieval.understand import understand

_FILES = ("cmrc2018-train.jsonl.gz", "drcd-test-nonoverlap.jsonl.gz")
_RIDGE = 3.0
_HITS = 10


def load_questions(folder: Path, limit: int, seed: int) -> tuple[list[tuple[str, str, str]], list[dict[str, str]]]:
    """The passages of the reading-comprehension files, and a sample of their questions."""
    passages: dict[str, tuple[str, str, str]] = {}
    questions: list[dict[str, str]] = []
    for name in _FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                passages[row["passage_id"]] = (row["passage_id"], "", row["passage"])
                questions.append(row)
    random.Random(seed).shuffle(questions)
    return list(passages.values()), questions[:limit]


def examples(
    pipeline: Pipeline, questions: Sequence[dict[str, str]]
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.bool_]]]:
    """For each question whose answer was found: the features of the units, and which of them hold the answer."""
    names = default_names()
    for row in questions:
        query = understand(row["question"], (), names)
        hits = pipeline.search(row["question"], _HITS)
        units = evidence_in(hits, {d.doc_id: d for d in (pipeline.document(h.passage.doc_id) for h in hits)})
        start = int(row["answer_start"])
        end = start + len(row["answer"])
        right = np.asarray([
            u.document.doc_id == row["passage_id"] and u.start <= start < u.end and end <= u.end + 1 for u in units
        ])
        if right.any():
            scores = pipeline.searcher.sentence_scores(query.search, [u.text for u in units] + [u.wide for u in units])
            focus = focus_scores(query.search, units, pipeline.searcher)
            near, wide = scores[: len(units)], scores[len(units) :]
            yield feature_rows(query, units, near, wide, focus, rarity(units)), right


def fit(
    data: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]], start: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights that maximise the likelihood of the right units, less a ridge towards `start`."""
    from scipy.optimize import minimize  # of the test requirements: nothing that answers needs it

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value = 0.5 * _RIDGE * float((weights - start) @ (weights - start))
        gradient = _RIDGE * (weights - start)
        for rows, right in data:
            p = _softmax(rows @ weights)
            mass = max(float(p[right].sum()), 1e-12)
            value -= np.log(mass)
            gradient -= (np.where(right, p / mass, 0) - p) @ rows
        return value, gradient

    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B").x)


def first_right(data: Sequence[tuple[NDArray[np.float32], NDArray[np.bool_]]], weights: NDArray[np.float64]) -> float:
    """Share of the questions whose best unit is right."""
    return float(np.mean([right[int(np.argmax(rows @ weights))] for rows, right in data]))


def _softmax(values: NDArray[np.float64]) -> NDArray[np.float64]:
    powers = np.exp(values - values.max())
    return np.asarray(powers / powers.sum())


def main(arguments: list[str] | None = None) -> int:
    """Fit and print the weights as TOML."""
    parser = argparse.ArgumentParser(
        prog="python -m retrieval", description="Fit the weights of the ranking of evidence."
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    train = commands.add_parser("train", help="fit the weights and print them as TOML")
    train.add_argument("data", type=Path, metavar="DATA", help="folder of the training files")
    train.add_argument("--questions", type=int, default=1500, help="how many to learn from")
    train.add_argument("--seed", type=int, default=1, help="of the sample")
    given = parser.parse_args(arguments)
    passages, questions = load_questions(given.data, given.questions, given.seed)
    pipeline = open_collection(passages, Settings(), _progress)
    data = list(examples(pipeline, questions))
    cut = len(data) * 4 // 5
    before = current_weights()[1].astype(np.float64)
    weights = fit(data[:cut], before)
    for what, tried in (("before", before), ("after", weights)):
        _progress(f"best evidence right {what}: {first_right(data[cut:], tried):.3f} of {len(data) - cut} held out")
    for name, weight in zip(NAMES, weights, strict=True):
        print(f"{name} = {weight:.3f}")
    return 0


def _progress(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
