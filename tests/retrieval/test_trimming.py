from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from index.texts import text_documents
from retrieval.trimming import LONGEST, quoted_spans, trim
from tests.retrieval.pieces import ask, evidence_of

FILL = "这是一个说来话长的分句它与问题没有什么关系"
CLAUSES = st.lists(
    st.sampled_from([
        "据统计，",
        "茶叶产量为3万吨，",
        "（注，它；",
        "）",
        FILL + "，",
        "2024年；",
        "“引文，”",
        "1,200个，",
        "end, ",
    ]),
    min_size=1,
    max_size=14,
)


@given(CLAUSES, st.sampled_from(["茶叶产量是多少？", "2024年如何？", "无关"]), st.integers(20, 200))
def test_a_trimmed_span_lies_within_and_is_not_blank(clauses: list[str], question: str, limit: int) -> None:
    (document,) = text_documents([("d", "", "".join(clauses) + "完。")])
    for unit in evidence_of(document):
        start, end = trim(ask(question), unit, limit)
        assert unit.start <= start < end <= unit.end
        assert document.text[start:end].strip()
        if unit.end - unit.start <= limit:
            assert (start, end) == (unit.start, unit.end)


def trimmed(question: str, text: str) -> str:
    (document,) = text_documents([("d", "", text)])
    (unit,) = evidence_of(document)
    start, end = trim(ask(question), unit)
    return document.text[start:end]


def test_short_sentences_stay_whole() -> None:
    assert trimmed("产量", "甲如何，乙产量为3万吨，丙如何。") == "甲如何，乙产量为3万吨，丙如何。"


def test_the_clauses_that_answer_stay() -> None:
    long = "，".join([FILL] * 5) + "，江南茶叶的产量为3万吨，" + "，".join([FILL] * 5) + "。"
    assert len(long) > LONGEST["zh"]
    found = trimmed("江南茶叶的产量是多少？", long)
    assert "产量为3万吨" in found and len(found) <= LONGEST["zh"]
    assert found[-1] not in "，；："


def test_the_source_of_a_figure_stays_where_there_is_room() -> None:
    long = "据茶业协会统计，" + FILL + "，" + FILL + "，江南茶叶的产量为3万吨，" + "，".join([FILL] * 6) + "。"
    assert trimmed("江南茶叶的产量是多少？", long).startswith("据茶业协会统计")


def test_brackets_are_not_cut() -> None:
    inside = "（" + "，".join([FILL] * 6) + "，产量为3万吨）"
    found = trimmed("产量是多少？", "，".join([FILL] * 3) + "，甲" + inside + "，" + "，".join([FILL] * 3) + "。")
    assert found.count("（") == found.count("）") == 1


def test_english_has_twice_the_room() -> None:
    text = ", ".join(["this clause has nothing to do with it"] * 6) + ", the output was 30,000 tonnes."
    assert LONGEST["zh"] < len(text) <= LONGEST["en"]
    assert trimmed("What was the output?", text) == text


def test_rows_stay_whole(markdown: Callable[[str], Document]) -> None:
    unit = evidence_of(markdown(f"| 年份 | 说明 |\n|---|---|\n| 2023 | {'，'.join([FILL] * 10)} |"))[-1]
    assert unit.table is not None and trim(ask("说明"), unit) == (unit.start, unit.end)


def test_a_figure_is_looked_for_where_one_is_asked_for() -> None:
    gap = "，".join([FILL] * 8)
    text = f"江南茶叶的产量不断上升，{gap}，江南茶叶的产量为3万吨。"
    assert "3万吨" in trimmed("江南茶叶的产量是多少？", text)
    assert "不断上升" in trimmed("江南茶叶的产量怎样？", text)


def test_a_long_list_is_quoted_whole_in_pieces(markdown: Callable[[str], Document]) -> None:
    items = [f"{n}是{'很长的一项内容' * 8}" for n in "一二三四"]
    (unit,) = evidence_of(markdown(f"共有四项：{'；'.join(items)}。"))
    spans = quoted_spans(ask("有哪些内容？"), unit)
    assert len(spans) > 1 and spans[0][0] == unit.start and spans[-1][1] == unit.end
    assert all(0 < b - a <= LONGEST["zh"] for a, b in spans) and all(a[1] == b[0] for a, b in pairwise(spans))
    assert len(quoted_spans(ask("内容很长吗？"), unit)) == 1
