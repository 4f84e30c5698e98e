"""Questions about a document itself are answered from its front matter, cited by its line; others are not."""

from pathlib import Path

import pytest

from corpus.settings import Settings
from retrieval.pipeline import Pipeline, open_pipeline

FERRIES = """---
title: Ferries of the northern sound
author: "Ada Moor"
publisher: The Harbour Post
date: 2021-05-04
source_url: https://example.org/ferries
---
# Crossings

The ferry runs hourly and takes forty minutes. A study of crossings by Ben Hale was published in 2019.
"""
BRIDGES = """---
title: 古桥的修缮
作者: 林远
日期: Thu, 06 Jan 2022 05:26:25 GMT
source_url: 未注明
---
# 石拱

石拱桥每十年检查一次。工匠用糯米灰浆填缝。
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "ferries.md").write_text(FERRIES, encoding="utf-8")
    (folder / "bridges.md").write_text(BRIDGES, encoding="utf-8")
    return open_pipeline(Path(folder), tmp_path_factory.mktemp("home"), Settings(), lambda line: None)


@pytest.mark.parametrize(
    ("question", "said", "line"),
    [
        ("Who wrote the article on the ferries of the northern sound?", "Ada Moor", 'author: "Ada Moor"'),
        ("When was the article about ferries published?", "2021-05-04", "date: 2021-05-04"),
        ("Who published the report on ferries?", "The Harbour Post", "publisher: The Harbour Post"),
        ("What is the url of the article on ferries?", "example.org", "source_url: https://example.org/ferries"),
        ("关于古桥修缮的这篇文章是谁写的？", "林远", "作者: 林远"),
        ("古桥的修缮这篇文章的作者是谁", "林远", "作者: 林远"),
        ("《古桥的修缮》这篇文章是什么时候发布的？", "2022-01-06", "日期: Thu, 06 Jan 2022 05:26:25 GMT"),
        ("《古橋的修繕》這篇文章的作者是誰？", "林遠", "作者: 林远"),
    ],
)
def test_the_line_of_front_matter_is_cited(asked: Pipeline, question: str, said: str, line: str) -> None:
    answer = asked.ask(question)
    assert answer.status == "answered"
    assert said in answer.text
    assert [c.source_quote for c in answer.citations] == [line]
    for citation in answer.citations:
        citation.verify(asked.document(citation.doc_id))


def test_a_question_that_names_no_document_is_about_each_of_a_few(asked: Pipeline) -> None:
    answer = asked.ask("这篇文章的作者是谁？")
    assert [c.source_quote for c in answer.citations] == ["作者: 林远", 'author: "Ada Moor"']


def test_what_the_head_says_is_not_known_is_refused(asked: Pipeline) -> None:
    answer = asked.ask("古桥的修缮这篇文章的网址是什么？")
    assert answer.status == "refused"
    assert [c.source_quote for c in answer.citations] == ["source_url: 未注明"]


@pytest.mark.parametrize("question", ["When was the study by Ben Hale published?", "How long does the ferry take?"])
def test_what_the_text_tells_is_answered_from_the_text(asked: Pipeline, question: str) -> None:
    answer = asked.ask(question)
    assert answer.citations
    assert not any(c.source_quote.startswith(("date:", "author:", "title:")) for c in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "What does the report say about the link between ferries and the northern sound?",
        "When was the ferry in the article on the northern sound released?",
        "这篇文章里古桥的来源是什么？",
        "古桥的修缮这份报告的资金来自哪里？",
    ],
)
def test_what_a_document_tells_is_not_its_origin(asked: Pipeline, question: str) -> None:
    assert not any(c.source_quote.startswith(("source_url", "date", "日期")) for c in asked.ask(question).citations)


def test_a_name_that_looks_like_not_applicable_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    text = "---\ntitle: 雾港考\nauthor: Li Na\npubdate: 2020-01-01\ndate: 2024-05-05\n---\n# 港\n\n港内常年有雾。\n"
    (tmp_path / "corpus" / "a.md").write_text(text, encoding="utf-8")
    pipeline = open_pipeline(tmp_path / "corpus", tmp_path / "home", Settings(), lambda line: None)
    answer = pipeline.ask("雾港考这篇文章的作者是谁？")
    assert (answer.status, [c.source_quote for c in answer.citations]) == ("answered", ["author: Li Na"])
    told = pipeline.ask("雾港考这篇文章是什么时候发布的？")
    assert [c.source_quote for c in told.citations] == ["pubdate: 2020-01-01"] and "2024" not in told.text
