from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.sentences import Span, clause_spans, sentence_spans
from tests.strategies import texts

MARKED = st.lists(
    st.one_of(
        texts(max_size=6), st.sampled_from(["甲。", "乙！", " Dr. X. ", "3.5", "e.g. it. ", "（乙；丙）", "，", "\n"])
    )
).map("".join)


def assert_covers(text: str, spans: Sequence[Span], start: int, end: int) -> None:
    """Spans lie in order, are not blank at their ends, and leave out nothing but blanks."""
    at = start
    for a, b in spans:
        assert at <= a < b <= end
        assert not text[at:a].strip()
        assert text[a:b] == text[a:b].strip() != ""
        at = b
    assert not text[at:end].strip()


@given(MARKED, st.data())
def test_sentences_cover_all_but_blanks(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert_covers(text, sentence_spans(text, start, end), start, end)


@given(MARKED)
def test_clauses_cover_all_but_blanks(text: str) -> None:
    for a, b in sentence_spans(text):
        assert_covers(text, clause_spans(text, a, b), a, b)


@given(MARKED)
def test_a_sentence_holds_no_line_end(text: str) -> None:
    assert not any("\n" in text[a:b] for a, b in sentence_spans(text))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲是乙。丙呢？丁！", ["甲是乙。", "丙呢？", "丁！"]),
        ("他说：“好。”然后走了。", ["他说：“好。”", "然后走了。"]),
        ("It was 3.5 km. Then it ended.", ["It was 3.5 km.", "Then it ended."]),
        (
            "Dr. Li met J. Wang of Acme Inc. in May. They spoke.",
            ["Dr. Li met J. Wang of Acme Inc. in May.", "They spoke."],
        ),
        ("See e.g. Table 2. Next.", ["See e.g. Table 2.", "Next."]),
        ("He left (in 1988). The lamp stayed.", ["He left (in 1988).", "The lamp stayed."]),
        ("ends without a mark", ["ends without a mark"]),
        ("version 2.0 is out", ["version 2.0 is out"]),
        ("一\n\n二", ["一", "二"]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in sentence_spans(text)] == sentences


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("据统计，甲为5；乙为6。", ["据统计，", "甲为5；", "乙为6。"]),
        ("甲（乙，丙），丁", ["甲（乙，丙），", "丁"]),
        ("共1,200个，其中3,000", ["共1,200个，", "其中3,000"]),
        ("“甲，乙”说，是", ["“甲，乙”说，", "是"]),
        ("one, two: three", ["one,", "two:", "three"]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert [text[a:b] for a, b in clause_spans(text, 0, len(text))] == clauses


def test_places_count_in_the_whole_text() -> None:
    text = "前面。中间。后面。"
    assert [text[a:b] for a, b in sentence_spans(text, 3, 6)] == ["中间。"]
    assert [text[a:b] for a, b in sentence_spans(text, 4, 8)] == ["间。", "后面"]
