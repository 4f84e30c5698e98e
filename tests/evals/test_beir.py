import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import AnswerError, EvaluationError
from evals.beir import measure, rank_all, read_set, write_trec


@dataclass(frozen=True)
class Piece:
    doc_id: str


@dataclass(frozen=True)
class Hit:
    passage: Piece
    score: float


class Fixed:
    """Finds the same passages for every query; asked for more than it has, it gives what it has."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self.hits, self.asked = hits, 0

    def search(self, question: str, k: int) -> Sequence[Hit]:
        if question == "bad":
            raise AnswerError("the question", "is bad")
        self.asked = max(self.asked, k)
        return self.hits[:k]


def write_set(folder: Path) -> Path:
    (folder / "qrels").mkdir(parents=True)
    rows = [{"_id": f"d{k}", "title": f"T{k}", "text": f"text {k}"} for k in range(3)]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf-8")
    asked = [{"_id": "q1", "text": "one"}, {"_id": "q2", "text": "two"}, {"_id": "unjudged", "text": "x"}]
    (folder / "queries.jsonl").write_text("".join(json.dumps(r) + "\n" for r in asked), encoding="utf-8")
    judged = "query-id\tcorpus-id\tscore\nq1\td0\t1\nq2\td1\t1\nq2\td2\t0\n"
    (folder / "qrels" / "test.tsv").write_text(judged, encoding="utf-8")
    return folder


def test_reads_a_set_and_only_judged_queries(tmp_path: Path) -> None:
    found = read_set(write_set(tmp_path / "set"))
    assert found.texts[1] == ("d1", "T1", "text 1")
    assert dict(found.queries) == {"q1": "one", "q2": "two"}
    assert found.qrels == {"q1": {"d0": 1}, "q2": {"d1": 1, "d2": 0}}


@pytest.mark.parametrize(
    ("file", "content", "cause"),
    [
        ("corpus.jsonl", "{", "not JSON lines"),
        ("corpus.jsonl", '{"title": "x"}\n', "no _id"),
        ("corpus.jsonl", '{"_id": "a", "text": "x"}\n' * 2, "stands twice"),
        ("queries.jsonl", "", "2 judged queries have no text"),
        ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", "holds no judgement"),
        ("qrels/test.tsv", "q1\td0\t1\nq1\td0\tmuch\n", "no judgement"),
    ],
)
def test_a_set_that_does_not_fit(tmp_path: Path, file: str, content: str, cause: str) -> None:
    folder = write_set(tmp_path / "set")
    (folder / file).write_text(content, encoding="utf-8")
    with pytest.raises(EvaluationError, match=cause):
        read_set(folder)


@pytest.mark.parametrize("file", ["corpus.jsonl", "queries.jsonl", "qrels/test.tsv"])
def test_a_missing_file_is_named(tmp_path: Path, file: str) -> None:
    folder = write_set(tmp_path / "set")
    (folder / file).unlink()
    with pytest.raises(EvaluationError, match=Path(file).name):
        read_set(folder)


def test_measures_worked_out_by_hand() -> None:
    # q1 finds its document at rank 1, q2 one of two at rank 3, q3 nothing at all.
    run = {"q1": [("a", 3.0)], "q2": [("x", 3.0), ("y", 2.0), ("b", 1.0)], "q3": []}
    found = measure(run, {"q1": {"a": 1}, "q2": {"b": 1, "c": 1}, "q3": {"d": 1}})
    ideal = 1 + 1 / math.log2(3)
    assert found == {
        "recall@1": pytest.approx(1 / 3),
        "recall@5": pytest.approx((1 + 0.5 + 0) / 3),
        "recall@10": pytest.approx(0.5),
        "recall@100": pytest.approx(0.5),
        "MRR@10": pytest.approx((1 + 1 / 3) / 3),
        "nDCG@10": pytest.approx((1 + (1 / math.log2(4)) / ideal) / 3),
    }


def test_best_passage_counts_and_ties_go_by_document() -> None:
    hits = [Hit(Piece("b"), 2.0), Hit(Piece("a"), 2.0), Hit(Piece("b"), 1.0), Hit(Piece("c"), 0.5)]
    run, speed, errors = rank_all(Fixed(hits), {"q": "x"})
    assert [doc_id for doc_id, _ in run["q"]] == ["a", "b", "c"]
    assert speed > 0 and not errors


def test_goes_deeper_until_there_are_a_hundred_documents() -> None:
    hits = [Hit(Piece("same"), 9.0)] * 900 + [Hit(Piece(f"d{k}"), 1.0) for k in range(300)]
    fixed = Fixed(hits)
    run, _, _ = rank_all(fixed, {"q": "x"})
    assert len(run["q"]) == 100
    assert fixed.asked > 900


@given(st.lists(st.floats(-5, 5, width=32), max_size=130))
def test_scores_fall_strictly_as_written(scores: list[float]) -> None:
    hits = [Hit(Piece(f"d{k}"), s) for k, s in enumerate(sorted(scores, reverse=True))]
    run, _, _ = rank_all(Fixed(hits), {"q": "x"})
    out = io.StringIO()
    write_trec(run, out)
    rows = [line.split() for line in out.getvalue().splitlines()]
    written = [float(row[4]) for row in rows]
    assert all(a > b for a, b in pairwise(written))
    assert [row[3] for row in rows] == [str(k + 1) for k in range(min(100, len(scores)))]
    assert all(len(row) == 6 and row[1] == "Q0" for row in rows)


def test_a_query_that_fails_is_named_and_scores_nothing() -> None:
    run, _, errors = rank_all(Fixed([Hit(Piece("a"), 1.0)]), {"q1": "fine", "q2": "bad"})
    assert run["q2"] == [] and list(errors) == ["q2"]
    assert measure(run, {"q1": {"a": 1}, "q2": {"a": 1}})["recall@1"] == 0.5


def test_an_id_with_a_space_cannot_be_written() -> None:
    with pytest.raises(EvaluationError, match="holds a space"):
        write_trec({"q 1": [("a", 1.0)]}, io.StringIO())
