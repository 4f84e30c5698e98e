import json
from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import AnswerError
from corpus.origin import Edit, Traced
from index.texts import text_documents
from retrieval.answer import Answer, Citation, Computed, HitSpan, Parallel, cite, section_at, used_numbers
from tests.strategies import edits, texts

(PLAIN,) = text_documents([("d.md", "题", "甲是乙。丙是丁。")])


@given(st.data())
def test_a_citation_is_its_span_through_any_mend(data: st.DataObject) -> None:
    raw = data.draw(texts(min_size=1))
    traced = Traced.of(raw).apply(data.draw(edits(len(raw))))
    document = replace(PLAIN, raw=raw, traced=traced)
    start = data.draw(st.integers(0, len(traced)))
    end = data.draw(st.integers(start, len(traced)))
    try:
        made = cite(document, start, end, 1)
    except (AnswerError, ValueError):
        assert not traced.text[start:end].strip()
        return
    assert made.source_quote == raw[made.start : made.end]
    assert made.quote == traced.text[start:end].strip() == traced.text[made.clean_start : made.clean_end]
    if made.start < made.end:
        made.verify(document)
    else:  # all of it was put in by a mend: there is nothing in the file to show
        with pytest.raises(AnswerError, match="quote"):
            made.verify(document)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (4, 2), (99, 120)])
def test_nothing_cannot_be_cited(start: int, end: int) -> None:
    with pytest.raises(AnswerError, match=r"d\.md: nothing to cite"):
        cite(PLAIN, start, end)


@pytest.mark.parametrize(
    "change",
    [
        {"source_quote": "甲是丙。"},
        {"start": 1},
        {"end": 3},
        {"start": 4, "end": 4, "source_quote": ""},
        {"start": 50, "end": 54, "source_quote": ""},
        {"start": -8, "end": -4},
    ],
)
def test_a_quote_that_is_not_its_span_is_refused(change: dict[str, object]) -> None:
    made = cite(PLAIN, 0, 4, 3)
    made.verify(PLAIN)
    with pytest.raises(AnswerError, match=r"citation \[3\] of d\.md: the quote is not what stands at"):
        replace(made, **change).verify(PLAIN)  # type: ignore[arg-type]


def test_a_citation_of_another_document_is_refused() -> None:
    with pytest.raises(AnswerError, match=r"citation \[1\]: is of 'd\.md', not 'e\.md'"):
        cite(PLAIN, 0, 4, 1).verify(replace(PLAIN, doc_id="e.md"))


def test_citations_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        cite(PLAIN, 0, 4, 1).source_quote = "x"  # type: ignore[misc]


def test_quotes_are_clean_and_sources_raw() -> None:
    raw = "阿<b>里</b>云"
    document = replace(PLAIN, raw=raw, traced=Traced.of(raw).apply([Edit(1, 4, ""), Edit(5, 9, "")]))
    made = cite(document, 0, 3, 1)
    assert (made.quote, made.source_quote, made.start, made.end) == ("阿里云", raw, 0, len(raw))


def test_sections_are_the_innermost(markdown: Callable[[str], Document]) -> None:
    document = markdown("# 甲\n\n一。\n\n## 乙\n\n二。\n\n## 丙\n\n三。")
    for sign, path in (("一", ("甲",)), ("二", ("甲", "乙")), ("三", ("甲", "丙"))):
        at = document.text.index(sign)
        assert document.section_path(section_at(document, at)) == path == cite(document, at, at + 2).section


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("甲[2]，乙[1][2]。", [2, 1]), ("none", []), ("[a] [1a] [ 1] [12]", [12]), ("[10][1]", [10, 1]), ("", [])],
)
def test_numbers_by_first_appearance(text: str, numbers: list[int]) -> None:
    assert list(used_numbers(text)) == numbers


@given(st.lists(st.integers(1, 30)))
def test_numbers_come_once_each(numbers: list[int]) -> None:
    found = used_numbers("句".join(f"[{n}]" for n in numbers))
    assert list(found) == list(dict.fromkeys(numbers))


def full() -> Answer:
    citation = Citation(
        n=1, doc_id="a/b.md", title="题", section=("一", "二"), start=3, end=7, source_quote="甲(jia)", quote="甲",
        clean_start=1, clean_end=2, parallel=Parallel("a/b.en.md", 5, 9, "Jia."), page=4,
    )  # fmt: skip
    return Answer(
        "zh", "answered", "甲[1]", (citation,), (HitSpan("a/b.md", 0, 9, 0.123456789),), (Computed("1 + 1", "2", (1,)),),
        {"kind": "figure"},
    )  # fmt: skip


def test_json_has_exactly_the_keys_of_the_interface() -> None:
    assert full().as_json() == {
        "language": "zh",
        "status": "answered",
        "answer": "甲[1]",
        "citations": [
            {
                "n": 1,
                "doc_id": "a/b.md",
                "title": "题",
                "section": "一 › 二",
                "start": 3,
                "end": 7,
                "source_quote": "甲(jia)",
                "quote": "甲",
                "parallel": {"doc_id": "a/b.en.md", "start": 5, "end": 9, "quote": "Jia."},
                "page": 4,
            }
        ],
        "computed": [{"expression": "1 + 1", "value": "2", "inputs": [1]}],
        "hits": [{"doc_id": "a/b.md", "start": 0, "end": 9, "score": 0.123457}],
    }


def test_json_leaves_out_what_is_not_there() -> None:
    bare = replace(full(), computed=(), citations=(replace(full().citations[0], parallel=None, page=None),))
    found = bare.as_json()
    assert list(found) == ["language", "status", "answer", "citations", "hits"]
    assert list(found["citations"][0]) == ["n", "doc_id", "title", "section", "start", "end", "source_quote", "quote"]
    assert json.loads(json.dumps(found)) == found
