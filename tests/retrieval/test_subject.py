"""Documents that a question is about, told from those that are on the same things of another."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from corpus.settings import Settings
from retrieval.pipeline import Pipeline, open_collection
from retrieval.subject import _kept, by_subject
from tests.retrieval.pieces import ask

KILN = "岭窑陶业在2023年有员工412名，营业收入为3.6亿元。当年窑炉换了新砖。"
MILL = "霜溪造纸厂建于1921年。厂房临河，水轮带动打浆机。2023年工厂修了新的河堤。"


def pipeline(*texts: tuple[str, str]) -> Pipeline:
    return open_collection([(name, "", text) for name, text in texts], Settings(), lambda line: None)


TWO = pipeline(("kiln", KILN), ("mill", MILL))


def about(question: str, given: Pipeline = TWO) -> set[str]:
    query = ask(question)
    hits = given.search(question, 10)
    return {hit.passage.doc_id for hit in by_subject(query, hits, given.searcher)[0]}


def test_a_name_that_no_book_lists_tells_the_document() -> None:
    assert about("霜溪造纸厂2023年有多少名员工？") == {"mill"}
    assert about("岭窑陶业2023年有多少名员工？") == {"kiln"}


def test_both_sides_of_a_comparison_stay() -> None:
    assert about("岭窑陶业和霜溪造纸厂，哪家更早？") == {"kiln", "mill"}


def test_the_figure_of_another_does_not_answer() -> None:
    assert "412" in TWO.ask("岭窑陶业2023年有多少名员工？").text
    assert "412" not in TWO.ask("霜溪造纸厂2023年有多少名员工？").text


def test_the_document_of_a_passage_far_before_the_others_stays() -> None:
    query = ask("霜溪造纸厂2023年有多少名员工？")
    hits = TWO.search(query.as_written, 10)
    kiln = next(hit for hit in hits if hit.passage.doc_id == "kiln")
    mill = next(hit for hit in hits if hit.passage.doc_id == "mill")
    close, far = replace(kiln, score=mill.score + 0.5), replace(kiln, score=mill.score + 1.5)
    assert by_subject(query, [close, mill], TWO.searcher)[0] == [mill]
    assert by_subject(query, [far, mill], TWO.searcher)[0] == [far, mill]


def test_what_matches_less_is_perhaps_asked_unless_a_name_is_spelt_in_another() -> None:
    query = ask("霜溪造纸厂2023年有多少名员工？")
    about, perhaps = by_subject(query, TWO.search(query.as_written, 10), TWO.searcher)
    assert [hit.passage.doc_id for hit in (*about, *perhaps)] == ["mill", "kiln"]
    three = pipeline(("kiln", KILN), ("mill", MILL), ("garrow", "Garrowhead employs 96 people. It sells slate."))
    named = three._read("加罗黑德有多少名员工？", ())
    about, perhaps = by_subject(named, three.search(named.as_written, 10), three.searcher)
    assert {hit.passage.doc_id for hit in about} == {"garrow"} and perhaps == []


def test_one_document_is_not_asked() -> None:
    assert about("蒸汽艇有多长？", pipeline(("kiln", KILN))) == {"kiln"}


@given(
    arrays(np.float32, (4, 5), elements=st.floats(0, 1, width=32)),
    arrays(np.float32, 5, elements=st.floats(0.125, 1, width=32)),
)
def test_the_best_document_stays_and_what_matches_more_is_never_left_out(
    matched: np.ndarray, weights: np.ndarray
) -> None:
    weights = weights / weights.sum()
    kept = _kept(weights, matched, np.full(4, 0.1))
    shares = matched @ weights
    assert kept[int(np.argmax(shares))]
    own = np.maximum(matched - matched[int(np.argmax(shares))], 0) @ weights
    assert not np.any(~kept & (shares >= shares.max() - 0.1)) and not np.any(~kept & (own >= 0.2))
