from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from corpus.settings import Settings
from retrieval.asked import read_asked
from retrieval.evidence import Evidence, evidence_in
from retrieval.names import default_names
from retrieval.outranked import outranked, outread
from retrieval.pipeline import open_collection
from retrieval.ranking import rank_evidence
from retrieval.understand import understand

TEXT = (
    "霜岭水库位于梁溪上游。\n\n霜岭水库的总库容为3.4亿立方米，2023年发电量为41亿千瓦时。\n\n"
    "过坝的货船平均要等候95分钟才能进闸。\n\n大坝全长1,240米，坝顶宽9米。\n\n景区门票为35元，老人免票。"
)


def judged(question: str, cited: str) -> bool:
    """Whether what stands in one sentence of the text is outranked as an answer to a question."""
    pipeline = open_collection([("dam.txt", "霜岭水库", TEXT)], Settings(), lambda _: None)
    document = pipeline.documents[0]
    query = understand(question, (), default_names())
    units = evidence_in(pipeline.search(question, 10), {document.doc_id: document})
    start = document.text.index(cited)
    place = (document, start, start + len(cited))
    ranked = rank_evidence(query, units, pipeline.searcher)
    return outranked(query, read_asked(query), [place], ranked, units, pipeline.searcher)


def test_a_figure_of_another_thing_is_outranked_by_the_sentence_that_answers() -> None:
    assert judged("过坝的货船平均要等候多长时间？", "大坝全长1,240米")


def test_the_figure_that_answers_is_not() -> None:
    assert not judged("过坝的货船平均要等候多长时间？", "平均要等候95分钟")
    assert not judged("大坝全长多少米？", "大坝全长1,240米")


def test_where_nothing_else_has_such_a_figure_nothing_is_outranked() -> None:
    assert not judged("景区门票多少钱？", "门票为35元")


class Likes:
    """A reader to whom pieces with one text are worth one score, and all others another."""

    def __init__(self, text: str, score: float, others: float) -> None:
        self._text, self._score, self._others = text, score, others

    def scores(self, question: str, evidence: Sequence[Evidence]) -> NDArray[np.float32]:
        return np.asarray([self._score if self._text in e.text else self._others for e in evidence], np.float32)


def read(question: str, cited: Sequence[str], reader: Likes, text: str = TEXT) -> bool:
    """Whether what stands in sentences of a text is outread as an answer to a question."""
    pipeline = open_collection([("dam.txt", "霜岭水库", text)], Settings(), lambda _: None)
    document = pipeline.documents[0]
    query = understand(question, (), default_names())
    units = evidence_in(pipeline.search(question, 10), {document.doc_id: document})
    places = [(document, at := document.text.index(part), at + len(part)) for part in cited]
    ranked = rank_evidence(query, units, pipeline.searcher)
    return outread(query, read_asked(query), places, lambda: ranked, units, pipeline.searcher, reader)  # type: ignore[arg-type]


def test_a_sentence_that_reads_far_better_sets_a_figure_aside() -> None:
    question = "过坝要等多久？"
    assert read(question, ["大坝全长1,240米"], Likes("等候95分钟", 5.0, -5.0))
    assert not read(question, ["平均要等候95分钟"], Likes("等候95分钟", 5.0, -5.0))


def test_what_reads_like_no_answer_sets_nothing_aside() -> None:
    assert not read("过坝要等多久？", ["大坝全长1,240米"], Likes("等候95分钟", 0.5, -9.0))


def test_what_stands_in_two_places_is_not_set_aside() -> None:
    assert not read("过坝要等多久？", ["大坝全长1,240米", "门票为35元"], Likes("等候95分钟", 5.0, -5.0))


ASKED_IN_THE_TEXT = "为什么霜岭水库大坝全长1,240米？因为山谷很宽，两岸相距很远。"


def test_a_figure_that_stands_in_a_question_alone_is_not_set_aside() -> None:
    """Questions and titles are in no ranking."""
    assert not read("大坝有多长？", ["大坝全长1,240米"], Likes("山谷很宽", 5.0, -5.0), ASKED_IN_THE_TEXT)
    pipeline = open_collection([("dam.txt", "霜岭水库", ASKED_IN_THE_TEXT)], Settings(), lambda _: None)
    for question in ("霜岭水库大坝全长多少米？", "大坝有多长？", "How long is the dam?"):
        assert "1,240" in pipeline.ask(question).text
