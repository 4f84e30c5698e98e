"""Words: how texts are folded into units, and BM25 against a calculation by hand."""

import math
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import IndexingError
from index.words import WordIndex, _stem, word_units
from tests.strategies import texts

K1, B = 1.2, 0.75


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("市场规模", ["市", "场", "规", "模", "市场", "场规", "规模"]),
        ("云", ["云"]),
        ("華為雲", ["华", "为", "云", "华为", "为云"]),
        ("Alibaba Cloud的份額", ["alibaba", "cloud", "的", "份", "额", "的份", "份额"]),
        ("云，服务", ["云", "服", "务", "服务"]),
        ("Services serving CARS", ["servic", "serv", "car"]),
        ("Huawei's cloud", ["huawei", "cloud"]),
        ("Huawei’s cloud", ["huawei", "cloud"]),
        ("the share of the market", ["share", "market"]),
        ("１２３ ＡＢ", ["123", "ab"]),
        ("33,000 and 48.5", ["33000", "48.5"]),
        ("2025年480亿元", ["2025", "480", "年", "亿", "元", "亿元"]),
        ("", []),
        (" ，。!? 👍 ", []),
    ],
)
def test_units(text: str, units: list[str]) -> None:
    assert sorted(word_units(text)) == sorted(units)


def test_a_number_at_the_end_of_a_sentence_is_the_number() -> None:
    assert word_units("In 2025. Then 30,") == word_units("in 2025 then 30")


@given(texts(0, 40))
def test_width_and_case_and_script_make_no_difference(text: str) -> None:
    assert word_units(text.upper()) == word_units(text.lower()) or any(c.upper().lower() != c.lower() for c in text)
    assert word_units(text.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})) == word_units(text)


@given(texts(0, 40), texts(0, 40))
def test_units_of_two_texts_are_those_of_each(one: str, other: str) -> None:
    assert word_units(f"{one}\n{other}") == word_units(one) + word_units(other)


def bm25(query: list[str], passages: list[list[str]]) -> list[float]:
    """Lucene's BM25, summed over the distinct units of the query."""
    mean = sum(map(len, passages)) / len(passages)
    scores = []
    for passage in passages:
        score = 0.0
        for unit in set(query):
            held = sum(unit in p for p in passages)
            idf = math.log(1 + (len(passages) - held + 0.5) / (held + 0.5))
            times = passage.count(unit)
            score += idf * times / (times + K1 * (1 - B + B * len(passage) / mean))
        scores.append(score)
    return scores


PASSAGES = ["市场规模达到480亿元", "华为云的份额与市场", "market share of Huawei Cloud", "云云云云云云云云"]


def test_scores_are_those_worked_out_by_hand() -> None:
    units = [word_units(p) for p in PASSAGES]
    index = WordIndex.build(units)
    # 480 and 亿元 are in the first passage alone, 市场 in two; the third shares no unit with the question.
    for query in ("480亿元的市场", "huawei", "云", "市场市场市场"):
        assert index.scores(query) == pytest.approx(bm25(word_units(query), units), rel=1e-5)
    found = index.scores("480亿元的市场")
    assert found[2] == 0 and found.argmax() == 0


@given(
    st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=8), min_size=1, max_size=8),
    st.lists(st.sampled_from("bcdefghz"), max_size=4),
)
def test_scores_are_bm25_whatever_the_passages(passages: list[list[str]], query: list[str]) -> None:
    found = WordIndex.build(passages).scores(" ".join(query))
    assert found.shape == (len(passages),)
    assert (found >= 0).all()
    if any(passages):
        assert found == pytest.approx(bm25(query, passages), rel=1e-4, abs=1e-6)
    for score, passage in zip(found, passages, strict=True):
        assert (score > 0) == bool(set(query) & set(passage))


def test_nothing_known_scores_zero() -> None:
    index = WordIndex.build([word_units(p) for p in PASSAGES])
    for query in ("", "?!", "zebra", "the of and", "\0"):
        scores = index.scores(query)
        assert scores.shape == (4,) and scores.dtype == np.float32 and not scores.any()


def test_passages_without_a_word() -> None:
    assert WordIndex.build([[], []]).scores("云").tolist() == [0, 0]
    mixed = WordIndex.build([[], ["云"], []]).scores("云")
    assert mixed[1] > 0 and mixed[0] == mixed[2] == 0


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    index = WordIndex.build([word_units(p) for p in PASSAGES])
    index.save(tmp_path)
    again = WordIndex.load(tmp_path, len(PASSAGES))
    for query in ("市场", "share of the market", "480", "zebra"):
        assert np.array_equal(again.scores(query), index.scores(query))


def test_saving_the_same_twice_writes_the_same(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        WordIndex.build([word_units(p) for p in PASSAGES]).save(tmp_path / name)
    first = {p.name: p.read_bytes() for p in (tmp_path / "one").rglob("*") if p.is_file()}
    assert first == {p.name: p.read_bytes() for p in (tmp_path / "two").rglob("*") if p.is_file()}


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{}", b'{"a": 0, "b": 1}', None])
@pytest.mark.parametrize("name", ["words.npz", "words.json"])
def test_a_damaged_index_is_named(name: str, content: bytes | None, tmp_path: Path) -> None:
    WordIndex.build([["a"]]).save(tmp_path)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(IndexingError, match=rf"{name}: cannot be loaded .* Mend: build the index again"):
        WordIndex.load(tmp_path, 1)


def test_the_library_gives_the_same_scores() -> None:
    bm25s = pytest.importorskip("bm25s")
    units = [word_units(p) for p in PASSAGES]
    engine = bm25s.BM25(method="lucene", k1=K1, b=B)
    engine.index(units, show_progress=False)
    for query in ("480亿元的市场", "huawei cloud", "云"):
        known = [unit for unit in dict.fromkeys(word_units(query)) if unit in engine.vocab_dict]
        assert WordIndex.build(units).scores(query) == pytest.approx(engine.get_scores(known), rel=1e-5)


def test_threads_stem_what_one_alone_stems() -> None:
    """An old question runs on when nobody waits for it any more, and the stemmer is one for all."""
    endings = ("ization", "ional", "ously", "ing", "ness", "ments", "ies", "edly", "ated", "ers")
    words = [f"{start}{ending}" for start in ("nation", "relat", "gener", "creat", "argu") for ending in endings] * 40
    stem = _stem.__wrapped__  # without what it remembers
    alone = [stem(word) for word in words]
    often = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as threads:
            assert list(threads.map(stem, words)) == alone
    finally:
        sys.setswitchinterval(often)
