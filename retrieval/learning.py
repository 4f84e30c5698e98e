"""What the ranking of evidence is learnt from, and how: questions whose answer spans are known, some put into English words.

Only `python -m retrieval train` reads this module; nothing that answers needs it.
"""

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jieba
import numpy as np

from corpus.script import to_simplified
from retrieval.evidence import evidence_in
from retrieval.names import default_names
from retrieval.pipeline import Pipeline
from retrieval.ranking import NAMES, Network, Rows, inputs_of, seen_rows
from retrieval.understand import understand

_FILES = ("cmrc2018-train.jsonl.gz", "drcd-test-nonoverlap.jsonl.gz")
_HITS = 10
# Training passages have one paragraph and no heading or table, and their questions ask for no name of names.toml.
_NOT_READ = ("place", "first_of_paragraph", "names", "names_wide", "row", "align_heading", "rare_heading")
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
# What the network reads of a question's units, which of them hold the answer, and the passage it was asked of.
Example = tuple[Rows, np.typing.NDArray[np.bool_], str]


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


def examples(
    pipeline: Pipeline, questions: Sequence[Row], glosses: Mapping[str, Sequence[str]], share: float, seed: int
) -> Iterator[Example]:
    """For each question whose answer was found: what is read of the units, and which of them hold the answer.

    Args:
        pipeline: over the passages.
        questions: their rows.
        glosses: Chinese words in English.
        share: of the questions that are asked in English words, in [0, 1].
        seed: of which, and of their words.
    """
    names, rng = default_names(), random.Random(seed)
    for row in questions:
        text = in_english_words(row["question"], glosses, rng) if rng.random() < share else row["question"]
        query = understand(text, (), names)
        hits = pipeline.search(text, _HITS)
        units = evidence_in(hits, {d.doc_id: d for d in (pipeline.document(h.passage.doc_id) for h in hits)})
        start = int(row["answer_start"])
        end = start + len(row["answer"])
        right = np.asarray([
            u.document.doc_id == row["passage_id"] and u.start <= start < u.end and end <= u.end + 1 for u in units
        ])
        if right.any():
            yield inputs_of(query, seen_rows(query, units, pipeline.searcher)[0]), right, str(row["passage_id"])


def learn(data: Sequence[Example], hidden: int, seed: int, epochs: int = 30) -> Network:
    """A network by the conditional logit (McFadden 1974): of a question's units, one that answers should score highest."""
    import torch

    torch.manual_seed(seed)
    stacked = np.concatenate([rows for rows, _, _ in data])
    mean, spread = stacked.mean(axis=0), stacked.std(axis=0)
    ignored = {NAMES.index(name) for name in _NOT_READ}
    spread[[i for i in range(len(spread)) if i in ignored or spread[i] < 1e-3]] = np.inf
    inputs = [torch.tensor(np.clip((rows - mean) / spread, -5, 5), dtype=torch.float32) for rows, _, _ in data]
    marks = [torch.tensor(right) for _, right, _ in data]
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
    return float(np.mean([right[int(np.argmax(network.scores(rows)))] for rows, right, _ in data]))
