"""Search around an embedder that knows no meaning: what is found rests on words and on exact texts, both under control."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from corpus.settings import RetrievalSettings, Settings
from index.build import make_index
from index.texts import text_documents
from retrieval.search import Hit, Searcher
from tests.fakes import FakeEmbedder

TEXTS = (
    ("a", "", "茶叶在清明前采摘。"),
    ("b", "", "渡船的票价是五元。"),
    ("c", "", "The lighthouse was built by an engineer."),
    ("d", "", "Fresh leaves are tossed in a wok."),
    ("e", "", "瓷器上的釉料由石英配成。"),
)


def searcher(texts: Sequence[tuple[str, str, str]] = TEXTS, candidates: int = 200, **more: object) -> Searcher:
    embedder = FakeEmbedder()
    index = make_index(text_documents(texts), Settings(), embedder)
    return Searcher(index, embedder, RetrievalSettings(candidates=candidates), **more)  # type: ignore[arg-type]


SEARCHER = searcher()
QUERIES = st.lists(st.sampled_from(["茶叶", "票价", "lighthouse", "wok", "釉料", "无", "?"]), max_size=4).map(" ".join)


def ids(hits: Sequence[Hit]) -> list[str]:
    return [hit.passage.doc_id for hit in hits]


@given(QUERIES, st.sampled_from(["zh", "en"]), st.integers(0, 9), st.integers(0, 9))
def test_a_larger_k_only_appends(query: str, language: str, first: int, second: int) -> None:
    few, many = sorted((first, second))
    assert SEARCHER.search(query, language, many)[:few] == SEARCHER.search(query, language, few)
    assert len(SEARCHER.search(query, language, many)) == min(many, len(TEXTS))


@given(QUERIES)
def test_scores_fall_and_no_passage_comes_twice(query: str) -> None:
    hits = SEARCHER.search(query, "zh", 9)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert len({h.row for h in hits}) == len(hits)


@pytest.mark.parametrize(("doc_id", "text"), [(t[0], t[2]) for t in TEXTS])
def test_the_very_text_is_found_first(doc_id: str, text: str) -> None:
    assert ids(SEARCHER.search(text, "zh" if doc_id in "abe" else "en", 1)) == [doc_id]


def test_copies_take_no_place_of_another() -> None:
    copies = [(f"copy{n}", "", "渡船的票价是五元。") for n in range(4)]
    found = searcher((*copies, *TEXTS)).search("渡船的票价", "zh", 20)
    assert len(found) == len(copies) + len(TEXTS)
    assert len({hit.passage.text for hit in found[: len(TEXTS)]}) == len(TEXTS)
    assert [h.score for h in found] == sorted((h.score for h in found), reverse=True)


def test_what_differs_in_a_figure_is_no_copy() -> None:
    found = ids(searcher((*TEXTS, ("other", "", "渡船的票价是六元。"))).search("渡船的票价", "zh", 2))
    assert set(found) == {"b", "other"}


def test_what_stands_under_another_title_is_no_copy() -> None:
    years = [(f"y{year}", f"{year}年渡船票价公告", "渡船的票价是五元。") for year in (2022, 2023)]
    strangers = [(f"x{n:02}", "", f"第{n}段讲别的事情。") for n in range(8)]
    assert set(ids(searcher((*strangers, *years)).search("渡船的票价", "zh", 2))) == {"y2022", "y2023"}


def test_words_bring_what_the_vectors_do_not_know() -> None:
    """The fake vectors of a query are near to nothing, so that only the word index can tell."""
    strangers = [(f"x{n:02}", "", f"第{n}段讲别的事情。") for n in range(60)]
    many = searcher((*strangers, ("b", "", "渡船的票价是五元。")), candidates=10)
    by_vectors = len(many.search("？", "zh", 100))
    assert by_vectors == 10
    for query in ("票价", "渡船", "五元"):
        found = ids(many.search(query, "zh", 100))
        assert "b" in found and len(found) == by_vectors + 1


def test_the_other_language_is_found_by_the_words_of_its_own_names() -> None:
    strangers = [(f"x{n}", "", f"第{n}段讲别的事情。") for n in range(40)]
    many = searcher((*strangers, ("c", "", "Huawei Cloud has engineers.")), candidates=10)
    with_names = ids(many.search("华为云的工程师", "zh", 50, "Huawei Cloud"))
    assert "c" in with_names
    without = ids(many.search("华为云的工程师", "zh", 50))
    assert "c" not in without or with_names.index("c") < without.index("c")


def test_the_nearest_of_each_language_are_looked_at() -> None:
    """However many passages in the language of the question are nearer."""
    strangers = [(f"x{n}", "", f"第{n}段讲别的事情。") for n in range(40)]
    found = ids(searcher((*strangers, ("c", "", "Engineers like tea.")), candidates=10).search("茶叶", "zh", 50))
    assert "c" in found and len(found) == 11


def test_no_more_candidates_than_both_legs_bring() -> None:
    strangers = [(f"x{n}", "", f"茶叶之{n}。") for n in range(60)]
    assert 10 <= len(searcher(strangers, candidates=10).search("茶叶", "zh", 100)) <= 20


def test_a_query_without_words_finds_by_vectors_alone() -> None:
    assert len(SEARCHER.search("？！", "zh", 3)) == 3


def test_only_the_edition_in_the_language_asked_for_is_searched() -> None:
    zh, en, other = text_documents([("t.zh", "", "茶叶在清明前采摘。"), ("t.en", "", "Tea is picked early."), TEXTS[2]])
    pair = [replace(zh, parallel="t.en"), replace(en, parallel="t.zh"), other]
    embedder = FakeEmbedder()
    found = Searcher(make_index(pair, Settings(), embedder), embedder, RetrievalSettings())
    assert set(ids(found.search("茶叶 Tea", "zh", 9))) == {"t.zh", "c"}
    assert set(ids(found.search("茶叶 Tea", "en", 9))) == {"t.en", "c"}


def test_closed_editions_that_are_nearer_keep_no_open_passage_away() -> None:
    zh = [(f"t{n}.zh", "", f"第{n}段讲茶叶。") for n in range(40)]
    en = [(f"t{n}.en", "", f"Paragraph {n} is about tea.") for n in range(40)]
    pairs = text_documents([*zh, *en])
    paired = [replace(d, parallel=d.doc_id[:-2] + ("en" if d.language == "zh" else "zh")) for d in pairs]
    embedder = FakeEmbedder()
    index = make_index([*paired, *text_documents([("alone", "", "Ferries sail daily.")])], Settings(), embedder)
    found = Searcher(index, embedder, RetrievalSettings(candidates=10))
    assert "alone" in ids(found.search("茶叶", "zh", 99))


class Backwards:
    """A cross-encoder that likes the passages that come last in the alphabet."""

    def __init__(self) -> None:
        self.read: list[str] = []

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        self.read = list(texts)
        order = sorted(texts)
        return np.asarray([order.index(t) for t in texts], np.float32)


def test_a_cross_encoder_has_the_last_word_on_the_head_alone() -> None:
    texts = [(f"t{n:03}", "", f"茶叶第{n:03}种。") for n in range(60)]
    judge = Backwards()
    plain, judged = searcher(texts), searcher(texts, reranker=judge)
    before, after = plain.search("茶叶", "zh", 60), judged.search("茶叶", "zh", 60)
    assert len(judge.read) == 50
    assert ids(after)[:50] == sorted(ids(before)[:50], reverse=True)
    assert ids(after)[50:] == ids(before)[50:]
    assert [h.score for h in after] == sorted((h.score for h in after), reverse=True)


def test_nearness_of_sentences_is_one_number_a_text_in_range() -> None:
    scores = SEARCHER.sentence_scores("茶叶", ["茶叶", "票价", ""])
    assert scores.shape == (3,) and np.all(np.abs(scores) <= 1 + 1e-5)
    assert scores[0] == pytest.approx(1, abs=1e-5) and scores[2] == 0
