"""Learning to rank: what answers is told by what tells it, questions are read with care, and what ships fits its features."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import AnswerError
from corpus.read import read_folder
from corpus.settings import ReadSettings, Settings
from retrieval import __main__ as command
from retrieval.__main__ import TRAINING
from retrieval.learning import WRITTEN, Example, first_right, joined, learn, read_examples, written_examples
from retrieval.pipeline import Pipeline, open_collection, open_documents
from retrieval.ranking import Network, Seen

INPUTS, TELLS = 5, 3


def made(number: int) -> Example:
    """A question of three units of noise and a list of the last two; one input is high for the unit that answers."""
    chance = np.random.default_rng(number)
    inputs = chance.normal(size=(4, INPUTS)).astype(np.float32)
    right = [number % 3 == unit for unit in range(3)]
    right.append(right[1] or right[2])
    inputs[:, TELLS] = right
    inputs[:, 0] = 7  # says nothing
    return Example(Seen((), inputs, np.zeros(3, np.float32), ((1, 2),)), np.asarray(right), f"{number % 10}")


def test_what_tells_is_learnt_and_what_never_varies_is_not_read() -> None:
    pytest.importorskip("torch")
    data = [made(number) for number in range(160)]
    network = learn(data[:100], 4, 1, 30)
    assert network.spread[0] == np.inf and np.isfinite(network.spread[1:]).all()
    assert first_right(data[100:], network) > 0.9
    again = learn(data[:100], 4, 1, 30)
    assert all((getattr(network, name) == getattr(again, name)).all() for name in Network.__slots__)


def test_joined_networks_give_the_mean_of_their_scores() -> None:
    chance = np.random.default_rng(1)
    mean, spread = np.zeros(INPUTS, np.float32), np.ones(INPUTS, np.float32)
    ones = [
        Network(mean, spread, *(chance.normal(size=shape).astype(np.float32) for shape in ((INPUTS, 4), 4, 4)))
        for _ in range(3)
    ]
    rows = chance.normal(size=(6, INPUTS)).astype(np.float32)
    assert joined(ones).scores(rows) == pytest.approx(np.mean([n.scores(rows) for n in ones], axis=0), abs=1e-5)


def test_too_few_documents_are_said_to_be_too_few(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "_reading", lambda *of: [made(0)])
    monkeypatch.setattr(command, "_written", lambda *of: [made(1)])
    with pytest.raises(SystemExit) as left:
        command.main(["train", str(tmp_path), "--out", str(tmp_path / "out.npz")])
    assert left.value.code == 2 and "on 2 documents are too few" in capsys.readouterr().err
    assert not (tmp_path / "out.npz").exists()


def quiet(line: str) -> None:
    """Progress that nobody reads."""


def written(folder: Path, quotes: Sequence[str]) -> Pipeline:
    """A folder with one question on one document, and the pipeline over it."""
    (folder / "documents").mkdir()
    text = "# 港\n\n渡船于1920年开航。\n\n票价为5元。\n\n票价如下：\n\n- 大人八元\n- 小孩三元\n"
    (folder / "documents" / "a.md").write_text(text, encoding="utf-8")
    asked = {"question": "票价是多少？", "doc_id": "a.md", "quotes": quotes}
    (folder / WRITTEN).write_text(json.dumps(asked, ensure_ascii=False), encoding="utf-8")
    return open_documents(read_folder(folder / "documents", ReadSettings()).documents, Settings(), quiet)


@pytest.mark.parametrize("quote", ["票价为5元。", "小孩三元"])
def test_a_quote_marks_its_unit_and_the_list_that_holds_it(tmp_path: Path, quote: str) -> None:
    (example,) = written_examples(written(tmp_path, [quote]), tmp_path)
    units, marks = example.seen.units, example.right[: len(example.seen.units)]
    assert [u.text for u, ok in zip(units, marks, strict=True) if ok] == [quote]
    assert list(example.right[len(units) :]) == [quote.startswith("小孩")]
    assert len(example.right) == len(example.seen.inputs)


def test_a_quote_that_does_not_stand_in_its_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AnswerError, match=r"questions\.jsonl:1.*a\.md"):
        list(written_examples(written(tmp_path, ["票价为6元。"]), tmp_path))


def test_the_sentence_that_holds_an_answer_is_right() -> None:
    text = "渡船于1920年开航。票价为5元。"
    row = {"question": "票价是多少？", "passage_id": "p", "answer": "5元", "answer_start": text.index("5元")}
    (example,) = read_examples(open_collection([("p", "港", text)], Settings(), quiet), [row], {}, 0.0, 1)
    assert [u.text for u, ok in zip(example.seen.units, example.right, strict=True) if ok] == ["票价为5元。"]


def test_the_questions_that_ship_stand_in_their_documents() -> None:
    documents = {d.doc_id: d.raw for d in read_folder(TRAINING / "documents", ReadSettings()).documents}
    questions = [json.loads(line) for line in (TRAINING / WRITTEN).read_text(encoding="utf-8").splitlines()]
    assert len({q["id"] for q in questions}) == len(questions)
    assert not [q["id"] for q in questions for quote in q["quotes"] if documents[q["doc_id"]].count(quote) != 1]


def test_a_near_miss_is_an_example_of_what_looks_like_an_answer(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "tea.md").write_text(
        "# Tea\n\nThe hall was built in 1911. It seats two hundred.\n", encoding="utf-8"
    )
    rows = [
        {
            "pair": 4,
            "question": "When was the hall built?",
            "doc_id": "tea.md",
            "quotes": ["The hall was built in 1911."],
        },
        {"pair": 4, "question": "When was the hall sold?", "doc_id": "tea.md", "lure": "The hall was built in 1911."},
    ]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    documents = read_folder(tmp_path / "documents", ReadSettings()).documents
    yes, no = written_examples(open_documents(documents, Settings(), lambda _: None), tmp_path, "pairs.jsonl")
    assert (yes.pair, yes.known, no.pair, no.known) == (4, True, 4, False)
    assert no.question == "When was the hall sold?" and yes.right.sum() == no.right.sum() == 1


def test_the_pairs_have_two_halves_and_their_quotes_stand_once_in_their_documents() -> None:
    rows = [json.loads(line) for line in (TRAINING / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {path.name: path.read_text(encoding="utf-8") for path in (TRAINING / "documents").iterdir()}
    for yes, no in zip(rows[::2], rows[1::2], strict=True):
        assert yes["pair"] == no["pair"] and yes["doc_id"] == no["doc_id"] and yes["lang"] == no["lang"]
        assert all(texts[yes["doc_id"]].count(quote) == 1 for quote in yes["quotes"])
        assert texts[no["doc_id"]].count(no["lure"]) == 1 and "quotes" not in no and "lure" not in yes
    assert len({row["question"] for row in rows}) == len(rows)
