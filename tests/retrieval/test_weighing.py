"""Weights beside the network: the fit finds what tells right from wrong, and reads its questions with care."""

import json
import tomllib
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import AnswerError
from corpus.read import read_folder
from corpus.settings import ReadSettings, Settings
from retrieval import ranking
from retrieval.__main__ import TRAINING
from retrieval.pipeline import open_documents
from retrieval.ranking import NAMES, Seen
from retrieval.weighing import QUESTIONS, Judged, fit, judged_questions, left_out

TOLD = NAMES.index("years")


def made(number: int) -> Judged:
    """A question of three units of noise; the one that has the years of the question answers."""
    chance = np.random.default_rng(number)
    rows = chance.normal(size=(3, len(NAMES))).astype(np.float32)
    answers = number % 3
    rows[:, TOLD] = np.arange(3) == answers
    zeros = np.zeros(3, np.float32)
    return Judged(Seen((), rows, zeros, zeros, ()), np.arange(3) == answers, f"{number % 10}")


def test_the_feature_that_tells_gets_the_weight_and_documents_left_out_gain() -> None:
    pytest.importorskip("torch")
    data = [made(number) for number in range(60)]
    weights = fit(data)
    assert int(np.argmax(np.abs(weights.beside * np.std(np.concatenate([j.seen.rows for j in data]), axis=0)))) == TOLD
    before, after = left_out(data)
    assert after > 0.9 > before
    assert tomllib.loads(weights.text())["beside"]["years"] == round(float(weights.beside[TOLD]), 3)


def test_too_few_documents_are_said_to_be_too_few() -> None:
    with pytest.raises(AnswerError, match="asks about 2 documents"):
        left_out([made(0), made(1)])


def write(folder: Path, quote: str) -> None:
    (folder / "documents").mkdir()
    (folder / "documents" / "a.md").write_text("# 港\n\n渡船于1920年开航。\n\n票价为5元。\n", encoding="utf-8")
    asked = {"question": "票价是多少？", "doc_id": "a.md", "quotes": [quote]}
    (folder / QUESTIONS).write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")


@pytest.mark.parametrize(("quote", "right"), [("票价为5元。", 1), ("票价为6元。", None)])
def test_a_quote_marks_its_unit_or_is_refused(tmp_path: Path, quote: str, right: int | None) -> None:
    write(tmp_path, quote)
    documents = read_folder(tmp_path / "documents", ReadSettings()).documents
    pipeline = open_documents(documents, Settings(), lambda line: None)
    if right is None:
        with pytest.raises(AnswerError, match=r"questions\.jsonl:1.*a\.md"):
            list(judged_questions(tmp_path, pipeline))
        return
    (judged,) = judged_questions(tmp_path, pipeline)
    assert [u.text for u, ok in zip(judged.seen.units, judged.right, strict=True) if ok] == [quote]


def test_the_training_that_ships_stands_in_its_documents_and_the_weights_name_features() -> None:
    documents = {d.doc_id: d.raw for d in read_folder(TRAINING / "documents", ReadSettings()).documents}
    questions = [json.loads(line) for line in (TRAINING / QUESTIONS).read_text(encoding="utf-8").splitlines()]
    assert len({q["id"] for q in questions}) == len(questions)
    assert not [q["id"] for q in questions for quote in q["quotes"] if documents[q["doc_id"]].count(quote) != 1]
    shipped = tomllib.loads((Path(ranking.__file__).parent / "weights.toml").read_text(encoding="utf-8"))
    assert set(shipped["beside"]) <= set(NAMES)
