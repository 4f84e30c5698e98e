"""What the ranking of evidence is learnt from, and how: questions whose answers are marked in their documents.

Two kinds: those of reading-comprehension files on single paragraphs of encyclopaedias, some of them put into English words; and
those written for learning, in both languages, on documents with headings, lists, tables, replies and page feet.
Only `python -m retrieval train` reads this module; nothing that answers needs it.
"""

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import jieba
import numpy as np

from corpus.document import Document
from corpus.errors import AnswerError
from corpus.script import to_simplified
from retrieval.evidence import Evidence, evidence_in
from retrieval.names import default_names
from retrieval.pipeline import Pipeline
from retrieval.ranking import Network, Seen, look_at, scaled, with_lists
from retrieval.understand import understand

_FILES = ("cmrc2018-train.jsonl.gz", "drcd-test-nonoverlap.jsonl.gz")
WRITTEN = "questions.jsonl"
_HITS = 10
# An input that varies less than this, in what is learnt from, is not read.
_CONSTANT = 1e-3
_ASKING = (
    ("什么时候|何时|什么时间", "when"),
    ("哪一?年", "which year"),
    ("谁|何人|哪位", "who"),
    ("为什么|为何", "why"),
    ("哪里|哪儿|何处|什么地方", "where"),
    ("多少|几", "how many"),
    ("怎么|如何|怎样", "how"),
    ("哪些|哪个|哪", "which"),
    ("什么", "what"),
)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A question whose answer, or what looks like one, is among the evidence.

    Attributes:
        seen: the evidence of its hits.
        right: of each unit, and then of each list, whether it or an item of it answers, shape (n + lists,).
        document: that it was asked of.
        question: as it was asked.
        pair: number of the pair that it is a half of, or 0.
        known: whether the documents know; where they do not, `right` marks what looks as if it answered.
    """

    seen: Seen
    right: np.typing.NDArray[np.bool_]
    document: str
    question: str = ""
    pair: int = 0
    known: bool = True


def load_questions(folder: Path, limit: int, seed: int) -> tuple[list[tuple[str, str, str]], list[Row]]:
    """The passages of the reading-comprehension files, and a sample of their questions."""
    passages: dict[str, tuple[str, str, str]] = {}
    questions: list[Row] = []
    for name in _FILES:
        with gzip.open(folder / name, "rt", encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                passages[row["passage_id"]] = (row["passage_id"], row["title"], row["passage"])
                questions.append(row)
    random.Random(seed).shuffle(questions)
    return list(passages.values()), [q for q in questions if q["question"].strip()][:limit]


def load_glosses(folder: Path) -> dict[str, list[str]]:
    """Chinese words and their English meanings."""
    glosses: dict[str, list[str]] = {}
    with gzip.open(folder / "cedict.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            glosses.setdefault(row["zh"], []).extend(row["en"])
    return glosses


def in_english_words(question: str, glosses: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """A Chinese question put into English word by word, its question word first: enough for a bag of words.

    >>> in_english_words("谁造船？", {"造": ["to build"], "船": ["boat"], "造船": ["to build ships"]}, random.Random(1))
    'who build ships?'
    """
    folded, asking = to_simplified(question), ""
    for pattern, word in _ASKING:
        if re.search(pattern, folded):
            folded, asking = re.sub(pattern, " ", folded, count=1), word
            break
    words = [asking] if asking else []
    for word in jieba.cut(folded):
        if word.isascii():
            words += [word] if word.isalnum() else []
        elif meanings := glosses.get(word):
            bare = re.sub(r"\(.*?\)", "", rng.choice(meanings[:3])).split(";")[0].split(",")[0].strip()
            words.append(re.sub(r"^(to|a|an|the) ", "", bare))
    return " ".join(words) + "?"


def read_examples(
    pipeline: Pipeline, questions: Sequence[Row], glosses: Mapping[str, Sequence[str]], share: float, seed: int
) -> Iterator[Example]:
    """The reading-comprehension questions whose answer was found.

    Args:
        pipeline: over the passages.
        questions: their rows.
        glosses: Chinese words in English.
        share: of the questions that are asked in English words, in [0, 1].
        seed: of which, and of their words.
    """
    rng = random.Random(seed)
    for row in questions:
        text = in_english_words(row["question"], glosses, rng) if rng.random() < share else row["question"]
        start = int(row["answer_start"])
        holds = partial(_holds, start=start, end=start + len(row["answer"]))
        yield from _example(pipeline, text, str(row["passage_id"]), holds)


def written_examples(pipeline: Pipeline, folder: Path, name: str = WRITTEN) -> Iterator[Example]:
    """The written questions whose answer, or what looks like one, was found.

    Args:
        pipeline: over the documents of the folder.
        folder: of the questions.
        name: of a file with an object a line: question, doc_id, quotes of the file that answer; in place of these a `lure`
            where nothing does; `pair` where two belong together.

    Raises:
        AnswerError: a quote does not stand in its document.
    """
    documents = {document.doc_id: document for document in pipeline.documents}
    for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines(), 1):
        asked = json.loads(line)
        places = _places(asked, documents, f"{name}:{number}")
        for example in _example(pipeline, asked["question"], asked["doc_id"], partial(_touches, places=places)):
            yield replace(example, pair=asked.get("pair", 0), known=bool(asked.get("quotes")))


def _example(
    pipeline: Pipeline, question: str, document: str, answers: Callable[[Evidence], bool]
) -> Iterator[Example]:
    """What is seen of a question, if any of its evidence answers."""
    query = understand(question, (), default_names())
    hits = pipeline.search(question, _HITS)
    units = evidence_in(hits, {d.doc_id: d for d in (pipeline.document(h.passage.doc_id) for h in hits)})
    if not units:
        return
    seen = look_at(query, units, pipeline.searcher)
    right = [u.document.doc_id == document and answers(u) for u in seen.units]
    if any(right):
        right += [any(right[i] for i in items) for items in seen.lists]
        yield Example(seen, np.asarray(right), document, question)


def _places(asked: Row, documents: Mapping[str, Document], line: str) -> list[tuple[int, int]]:
    raw = documents[asked["doc_id"]].raw if asked["doc_id"] in documents else ""
    quotes = asked.get("quotes") or [asked.get("lure", "")]
    places = [(raw.find(quote), raw.find(quote) + len(quote)) for quote in quotes if quote]
    if not places or any(start < 0 for start, _ in places):
        raise AnswerError(line, f"a quote does not stand in {asked['doc_id']}", "quote the file as it is")
    return places


def _holds(unit: Evidence, start: int, end: int) -> bool:
    return unit.start <= start < unit.end and end <= unit.end + 1


def _touches(unit: Evidence, places: Sequence[tuple[int, int]]) -> bool:
    start, end = unit.document.traced.span(unit.start, unit.end)
    return any(2 * (min(end, b) - max(start, a)) > min(end - start, b - a) for a, b in places)


def learn(data: Sequence[Example], hidden: int, seed: int, epochs: int) -> Network:
    """A network by the conditional logit (McFadden 1974): of a question's evidence, what answers should score highest."""
    import torch

    torch.manual_seed(seed)
    stacked = np.concatenate([example.seen.inputs for example in data])
    mean, spread = stacked.mean(axis=0), stacked.std(axis=0)
    spread[spread < _CONSTANT] = np.inf
    inputs = [torch.tensor(scaled(example.seen.inputs, mean, spread)) for example in data]
    marks = [torch.tensor(example.right) for example in data]
    net = torch.nn.Sequential(
        torch.nn.Linear(len(mean), hidden),
        torch.nn.Tanh(),
        torch.nn.Dropout(0.1),
        torch.nn.Linear(hidden, 1, bias=False),
    )
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=0.03)
    batches = max(len(data) // 32, 1)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, epochs * batches)
    for epoch in range(epochs):
        order = np.random.default_rng(seed + epoch).permutation(len(data))
        for batch in np.array_split(order, batches):
            scores = net(torch.cat([inputs[i] for i in batch])).squeeze(1).split([len(marks[i]) for i in batch])
            losses = [
                torch.logsumexp(s, 0) - torch.logsumexp(s[marks[i]], 0) for i, s in zip(batch, scores, strict=True)
            ]
            optimiser.zero_grad()
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    weight, bias, last = net.parameters()
    arrays = (weight.T, bias, last[0])
    return Network(mean, spread, *(a.detach().numpy().astype(np.float32).copy() for a in arrays))


def joined(networks: Sequence[Network]) -> Network:
    """Networks over the same inputs as one, whose score is the mean of theirs."""
    one = networks[0]
    hidden = np.concatenate([n.hidden for n in networks], axis=1)
    offset = np.concatenate([n.offset for n in networks])
    output = np.concatenate([n.output for n in networks]) / len(networks)
    return Network(one.mean, one.spread, hidden, offset, np.asarray(output, np.float32))


def first_right(data: Sequence[Example], network: Network) -> float:
    """Share of the questions whose best unit is right."""
    best = [int(np.argmax(with_lists(network.scores(e.seen.inputs), e.seen.lists))) for e in data]
    return float(np.mean([e.right[i] for e, i in zip(data, best, strict=True)]))
