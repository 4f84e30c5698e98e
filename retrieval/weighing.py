"""The weights beside the network: fitted to written questions on documents with headings, lists, tables and replies.

Only `python -m retrieval weigh` reads this module; nothing that answers needs it.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from corpus.document import Document
from corpus.errors import AnswerError
from retrieval.evidence import Evidence, evidence_in
from retrieval.names import default_names
from retrieval.pipeline import Pipeline
from retrieval.ranking import NAMES, Rows, Seen, look_at
from retrieval.understand import understand

QUESTIONS = "questions.jsonl"
_HITS = 10
_FOLDS = 5
# Where in its document a sentence stands says nothing of other documents.
_NOT_WEIGHED = "place"
# What the squares of the standardised weights cost; chosen once by the documents left out.
_PENALTY = 0.03


@dataclass(frozen=True, slots=True)
class Judged:
    """What is seen of the evidence of a question, and which of it answers.

    Attributes:
        seen: the evidence.
        right: of each unit whether it answers, shape (n,).
        document: that the question was asked of.
    """

    seen: Seen
    right: np.typing.NDArray[np.bool_]
    document: str


@dataclass(frozen=True, slots=True)
class Weights:
    """The share of the network's score, and a weight for each of `NAMES`."""

    share: float
    beside: Rows

    def best(self, judged: Judged) -> int:
        """The number of the unit that is ranked first."""
        return int(np.argmax(judged.seen.values(self.share, self.beside)))

    def text(self) -> str:
        """As lines of TOML; weights that are nothing to three places are left out."""
        lines = [f"share = {self.share:.3f}  # of the network's score", "[beside]"]
        return "\n".join(
            lines + [f"{n} = {w:.3f}" for n, w in zip(NAMES, self.beside, strict=True) if abs(w) >= 0.0005]
        )


def judged_questions(folder: Path, pipeline: Pipeline) -> Iterator[Judged]:
    """The questions whose answer is among the hits, each with what is seen of them.

    Args:
        folder: with `questions.jsonl`, an object a line: question, doc_id, quotes of the file that answer.
        pipeline: over its documents.

    Raises:
        AnswerError: a quote does not stand in its document.
    """
    documents = {document.doc_id: document for document in pipeline.documents}
    for number, line in enumerate((folder / QUESTIONS).read_text(encoding="utf-8").splitlines(), 1):
        asked = json.loads(line)
        places = _places(asked, documents, f"{QUESTIONS}:{number}")
        query = understand(asked["question"], (), default_names())
        units = evidence_in(pipeline.search(asked["question"], _HITS), documents)
        seen = look_at(query, units, pipeline.searcher)
        right = np.asarray([u.document.doc_id == asked["doc_id"] and _touches(u, places) for u in seen.units])
        if right.any():
            yield Judged(seen, right, asked["doc_id"])


def fit(data: Sequence[Judged]) -> Weights:
    """Weights by the conditional logit (McFadden 1974) with squared weights punished: right units should score highest."""
    import torch

    stacked = np.concatenate([judged.seen.rows for judged in data])
    mean, spread = stacked.mean(axis=0), stacked.std(axis=0) + 1e-3
    spread[NAMES.index(_NOT_WEIGHED)] = np.inf
    inputs = [torch.tensor((judged.seen.rows - mean) / spread) for judged in data]
    scores = [torch.tensor(judged.seen.network) for judged in data]
    weights, share = torch.zeros(len(NAMES), requires_grad=True), torch.tensor(1.0, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, share], max_iter=60, line_search_fn="strong_wolfe")

    def loss() -> float:
        optimiser.zero_grad()
        total = _PENALTY * (weights * weights).sum()
        for rows, network, judged in zip(inputs, scores, data, strict=True):
            values = (rows @ weights + share * network)[: len(judged.right)]
            lost = torch.logsumexp(values, 0) - torch.logsumexp(values[torch.tensor(judged.right)], 0)
            total = total + lost / len(data)
        total.backward()  # type: ignore[no-untyped-call]
        return float(total.detach())

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    return Weights(float(share.detach()), (weights.detach().numpy() / spread).astype(np.float32))


def left_out(data: Sequence[Judged]) -> tuple[float, float]:
    """Share of questions whose best unit is right, of documents left out of the fit: by the network alone, and weighed.

    Raises:
        AnswerError: there are fewer documents than folds.
    """
    documents = sorted({judged.document for judged in data})
    if len(documents) < _FOLDS:
        raise AnswerError(QUESTIONS, f"asks about {len(documents)} documents", f"write questions on {_FOLDS} or more")
    alone = Weights(1.0, np.zeros(len(NAMES), np.float32))
    right: list[tuple[bool, bool]] = []
    for fold in range(_FOLDS):
        out = set(documents[fold::_FOLDS])
        weights = fit([judged for judged in data if judged.document not in out])
        right += [(j.right[alone.best(j)], j.right[weights.best(j)]) for j in data if j.document in out]
    before, after = np.mean(right, axis=0)
    return float(before), float(after)


def _places(asked: Mapping[str, Any], documents: Mapping[str, Document], line: str) -> list[tuple[int, int]]:
    raw = documents[asked["doc_id"]].raw if asked["doc_id"] in documents else ""
    places = [(raw.find(quote), raw.find(quote) + len(quote)) for quote in asked["quotes"]]
    if not places or any(start < 0 for start, _ in places):
        raise AnswerError(line, f"a quote does not stand in {asked['doc_id']}", "quote the file as it is")
    return places


def _touches(unit: Evidence, places: Sequence[tuple[int, int]]) -> bool:
    start, end = unit.document.traced.span(unit.start, unit.end)
    return any(2 * (min(end, b) - max(start, a)) > min(end - start, b - a) for a, b in places)
