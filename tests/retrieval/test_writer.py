"""The writer: what a language model says is shown only as far as the evidence bears it."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from corpus.document import Document
from corpus.settings import ModelSettings, Settings
from index.texts import text_documents
from retrieval.answer import Answer
from retrieval.draft import Documents
from retrieval.evidence import Evidence
from retrieval.names import default_names
from retrieval.pipeline import open_pipeline
from retrieval.understand import understand
from retrieval.writer import Writer, cited_sentences

SENTENCES = ("青湖水位2021年为12.5米。", "青湖面积约480平方公里。", "华为云负责监测。")
TEXT = "".join(SENTENCES)
SETTINGS = ModelSettings(base_url="http://model.test/v1", model="m", key_env="KEY", key=SecretStr("secret"))


@pytest.fixture
def document() -> Document:
    return text_documents([("lake.txt", "青湖", TEXT)])[0]


def pieces_of(document: Document) -> list[Evidence]:
    starts = [TEXT.index(s) for s in SENTENCES]
    return [
        Evidence(document, a, a + len(s), s, "", "青湖", None, -1, 0, 1.0)
        for a, s in zip(starts, SENTENCES, strict=True)
    ]


Reply = Callable[[httpx.Request], httpx.Response]


def saying(text: str) -> Reply:
    return lambda request: httpx.Response(200, json={"choices": [{"message": {"content": text}}]})


def write(document: Document, reply: Reply, question: str = "青湖水位多高？") -> Answer:
    client = httpx.Client(transport=httpx.MockTransport(reply))
    writer = Writer(SETTINGS, Documents([document]), default_names(), client)
    offline = Answer("zh", "answered", "离线回答。", (), ())
    return writer.write(understand(question, (), default_names()), offline, pieces_of(document))


def test_what_the_evidence_bears_is_shown_with_its_span(document: Document) -> None:
    answer = write(document, saying("2021年青湖的水位是12.5米[1]。湖面约480平方公里【2】。"))
    assert answer.text == "2021年青湖的水位是12.5米。[1]\n湖面约480平方公里。[2]"
    assert [c.source_quote for c in answer.citations] == list(SENTENCES[:2])


@pytest.mark.parametrize(
    "said",
    [
        "2021年水位是13.5米[1]。",  # another figure
        "2022年水位是12.5米[1]。",  # another year
        "水位是12.5公里[1]。",  # another unit
        "阿里云负责监测[3]。",  # another name
        "水位是12.5米[2]。",  # a citation that does not say it
        "水位是12.5米[9]。",  # a citation of nothing
        "水位是12.5米。",  # no citation
        "由XNGP监测[3]。",  # a name that no book knows
        "NONE",
        "",
    ],
)
def test_what_it_does_not_bear_is_not(document: Document, said: str) -> None:
    answer = write(document, saying(said))
    assert answer.text.startswith("离线回答。\n") and "未通过核对" in answer.text
    assert not answer.citations


def test_one_bad_sentence_takes_no_good_one_with_it(document: Document) -> None:
    answer = write(document, saying("水位是12.5米。[1] 它是全国第3大湖。[1]"))
    assert answer.text == "水位是12.5米。[1]"


@pytest.mark.parametrize("status", [401, 500])
def test_an_endpoint_that_fails_leaves_the_offline_answer(document: Document, status: int) -> None:
    answer = write(document, lambda request: httpx.Response(status))
    assert answer.text.startswith("离线回答。\n") and "没有应答" in answer.text


@pytest.mark.parametrize("body", [b"", b"[]", b'{"choices": []}', b'{"choices": [{"message": null}]}'])
def test_so_does_one_that_replies_something_else(document: Document, body: bytes) -> None:
    assert "没有应答" in write(document, lambda request: httpx.Response(200, content=body)).text


def test_so_does_one_that_is_slow_and_one_that_is_not_there(document: Document) -> None:
    calls: list[str] = []

    def slow(request: httpx.Request) -> httpx.Response:
        calls.append("slow")
        raise httpx.ReadTimeout("slow", request=request)

    def absent(request: httpx.Request) -> httpx.Response:
        calls.append("absent")
        raise httpx.ConnectError("absent", request=request)

    assert "没有应答" in write(document, slow).text and "没有应答" in write(document, absent).text
    assert calls == ["slow", "absent", "absent"]  # a connection is tried again, patience is not


def test_the_request_holds_the_key_the_evidence_and_the_question(document: Document) -> None:
    seen: list[httpx.Request] = []

    def reply(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return saying("水位是12.5米[1]。")(request)

    write(document, reply)
    body = json.loads(seen[0].content)
    assert str(seen[0].url) == "http://model.test/v1/chat/completions"
    assert seen[0].headers["authorization"] == "Bearer secret"
    assert body["model"] == "m" and SENTENCES[0] in body["messages"][1]["content"]
    assert "青湖水位多高" in body["messages"][1]["content"]


def test_traditional_answers_stay_traditional(document: Document) -> None:
    answer = write(document, saying("湖面约480平方公里[2]。"), "青湖的面積是多少？")
    assert answer.language == "zh-hant" and answer.text == "湖面約480平方公里。[1]"


def test_marks_go_with_their_sentences() -> None:
    said: Sequence[tuple[str, list[int]]] = cited_sentences("A is 3 km [1]. B is 4 km.［2］ C is 5 km (see [1, 3]).")
    assert [numbers for _, numbers in said] == [[1], [2], [1, 3]]


def test_a_pipeline_without_an_endpoint_answers_offline_when_it_is_down(tmp_path: Path) -> None:
    corpus = tmp_path / "documents"
    corpus.mkdir()
    (corpus / "lake.txt").write_text(TEXT, encoding="utf-8")
    down = ModelSettings(base_url="http://127.0.0.1:9/v1", model="m", timeout=1)
    settings = Settings().model_copy(update={"model": down})
    answer = open_pipeline(corpus, tmp_path / "home", settings, lambda line: None).ask("青湖2021年的水位是多少？")
    assert "12.5米" in answer.text and "没有应答" in answer.text and answer.citations
