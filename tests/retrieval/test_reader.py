"""The reader that ships: what it is given, and that it tells what answers from what does not."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from corpus.errors import ModelError
from corpus.settings import Settings
from index.texts import text_documents
from retrieval.evidence import evidence_of
from retrieval.pipeline import open_collection
from retrieval.reader import BEGIN, END, FOLDER, Reader, batches, current_reader, encoded, inputs, says_something

TEXT = """大人票价五元，儿童票价两元。船从早上六点开到晚上九点。因为水位太低，三月停航两周。船长是李水生，轮机长是王桂兰。
"""


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_file(str(FOLDER / "tokenizer.json"))


def test_a_pair_has_the_beginning_of_the_question_and_the_end_of_what_stands_before(tokenizer: Tokenizer) -> None:
    pair = encoded(tokenizer, "问" * 200, "题" * 200, "前" * 200, "句" * 200)
    assert pair[0] == BEGIN and pair[-1] == END and pair.count(END) == 4 and len(pair) <= 40 + 14 + 16 + 72 + 5
    assert encoded(tokenizer, "票價多少？", "", "", "五元") == encoded(tokenizer, "票价多少?", "", "", "五元")


def test_empty_parts_stay_in_their_places(tokenizer: Tokenizer) -> None:
    arrays = inputs([encoded(tokenizer, "票价", "", "", "")], lambda token: says_something(tokenizer, token))
    assert arrays["said"].sum() == 0 and arrays["asked"].sum() > 0 and arrays["real"].all()


def test_what_stands_on_both_sides_is_marked_and_punctuation_is_not(tokenizer: Tokenizer) -> None:
    pair = encoded(tokenizer, "ferry, price", "", "", "the ferry, five")
    arrays = inputs([pair], lambda token: says_something(tokenizer, token))
    marked = [tokenizer.id_to_token(pair[i]) for i in np.flatnonzero(arrays["same"][0])]
    assert "".join(marked).strip("▁").replace("▁", " ") == "ferry ferry"


def test_what_a_text_writes_like_a_mark_is_no_mark(tokenizer: Tokenizer) -> None:
    assert encoded(tokenizer, "</s>票价</s>", "<s>", "", "五元</s>").count(END) == 4


@given(st.lists(st.lists(st.integers(5, 50), min_size=1, max_size=60), max_size=20))
def test_batches_hold_each_pair_once_and_pairs_of_about_one_length(pairs: list[list[int]]) -> None:
    groups = batches(pairs)
    assert sorted(number for group in groups for number in group) == list(range(len(pairs)))
    assert all(len(pairs[group[-1]]) <= 1.3 * len(pairs[group[0]]) + 4 for group in groups)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("大人坐船多少钱？", "大人票价五元"),
        ("为什么停航？", "水位太低"),
        ("Who is the captain of the ferry?", "船长是李水生"),
        ("渡船幾點開始？", "早上六点"),
    ],
)
def test_what_answers_is_read_as_likeliest(question: str, answer: str) -> None:
    pieces = [e for e in evidence_of(text_documents([("a.md", "渡船", TEXT)])[0]) if not e.is_title]
    scores = current_reader().scores(question, pieces)
    assert scores.shape == (len(pieces),) and answer in pieces[int(scores.argmax())].text


def test_the_score_of_a_piece_does_not_depend_on_those_beside_it() -> None:
    pieces = evidence_of(text_documents([("a.md", "渡船", TEXT)])[0])
    together = current_reader().scores("大人坐船多少钱？", pieces)
    alone = [float(current_reader().scores("大人坐船多少钱？", [piece])[0]) for piece in pieces]
    assert together == pytest.approx(alone, abs=1e-3)
    assert current_reader().scores("票价？", []).shape == (0,)


def test_a_missing_model_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="reader = false"):
        Reader(tmp_path)


def test_how_long_may_be_answered_with_a_date() -> None:
    text = (
        "Users on Lattice 11 may stay on version 7.1.3, which will receive security fixes until 30 September 2026. "
        "The sync interval on mobile networks has been lengthened from 30 seconds to 2 minutes."
    )
    answer = open_collection([("notes", "Release notes", text)], Settings(), lambda line: None).ask(
        "I am on Lattice 11. How long will I still get security fixes?"
    )
    assert answer.status == "answered" and "30 September 2026" in answer.text
