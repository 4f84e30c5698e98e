"""Days, quarters and numbers that a question gives and a document sets others in place of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import Settings
from retrieval.held import Held, held_at, not_held
from retrieval.pipeline import Pipeline, open_collection
from tests.reading import read

TEXT = "九曲街9号线长32公里，总投资216亿元。第三季度客流最高，11月4日通车。Line 9 opened on 4 November."


def told(text: str) -> list[Held]:
    return [Held(text.casefold(), text.casefold())]


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("10号线总投资多少?", ["10号线"]),
        ("9号线总投资多少?", []),
        ("二季度客流多少?", ["二季度"]),
        ("第三季度客流多少?", []),
        ("11月18号客流多少?", ["11月18号"]),
        ("2023-11-18客流多少?", ["2023-11-18"]),
        ("11月4日客流多少?", []),
        ("When does line 10 open?", ["line 10"]),
        ("Who opened line 9 on 4 November?", []),
        ("What happened on November 18?", ["november 18"]),
        ("Sales in the second quarter?", ["second quarter"]),
        ("今天天气怎么样?", ["今天"]),
        ("What's the weather today?", ["weather today"]),
        ("How many stations are there today?", []),
        ("What does market share mean, and how high is it today?", []),
        ("三期工程总投资多少?", []),  # no phase is told of
        ("3号楼在哪?", []),  # no number of a building stands there, so that none is another
    ],
)
def test_what_is_lacking(question: str, lacking: list[str]) -> None:
    assert not_held(question, told(TEXT)) == lacking


def test_a_day_that_a_text_itself_speaks_of() -> None:
    assert not_held("今天开馆吗?", told("本馆今天开馆。")) == []


def test_the_quarter_of_the_sentence_counts_where_the_document_has_several() -> None:
    whole = "一季度收入3亿元。二季度收入4亿元。"
    assert not_held("二季度收入?", [Held("一季度收入3亿元。", whole)]) == ["二季度"]
    assert not_held("二季度收入?", [Held("二季度收入4亿元。", whole)]) == []
    assert not_held("二季度收入?", [Held("收入4亿元。", whole)]) == []


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("二期码头花了多少钱?", ["二期"]),
        ("三期码头花了多少钱?", []),
        ("第二轮融资花了多少钱?", []),
        ("二期待遇如何?", []),
    ],
)
def test_a_phase_stands_near(question: str, lacking: list[str]) -> None:
    assert not_held(question, [Held("三期码头花了47亿元", "一期二期早已建成。三期码头花了47亿元")]) == lacking


@given(st.integers(1, 12), st.integers(1, 28))
def test_a_date_is_the_same_however_it_is_written(month: int, day: int) -> None:
    written = [f"{month}月{day}日", f"2024-{month:02}-{day:02}", f"2024/{month}/{day}", f"{month}月{day}号"]
    for asked in written:
        for stands in written:
            assert not_held(f"{asked}开馆吗?", told(stands)) == []
        other = f"{month}月{day % 28 + 1}日"
        assert not_held(f"{asked}开馆吗?", told(other)) == [asked]


def pipeline(*texts: tuple[str, str]) -> Pipeline:
    return open_collection([(name, "", text) for name, text in texts], Settings(), lambda line: None)


def test_the_refusal_names_what_is_lacking_and_cites_the_nearest() -> None:
    metro = pipeline(("metro", "青汀地铁9号线全长32.4公里，设站24座，总投资216亿元。"))
    assert metro.ask("青汀地铁9号线总投资多少钱？").status == "answered"
    refused = metro.ask("青汀地铁10号线总投资多少钱？")
    assert refused.status == "refused" and "10号线" in refused.text.split("\n")[0]
    assert [c.n for c in refused.citations] == [1] and "216" in refused.citations[0].quote


def test_what_bears_on_a_row(tmp_path: object) -> None:
    document = read(tmp_path, "t.md", "# 菜价\n\n## 一季度\n\n| 品种 | 3月4日 |\n|---|---|\n| 白菜 | 0.92 |\n")  # type: ignore[arg-type]
    row = document.tables[0].rows[0]
    near = held_at(document, row[0].start, row[-1].end).near
    assert "一季度" in near and "3月4日" in near and "0.92" in near


def test_a_price_is_an_amount_of_money() -> None:
    ferry = pipeline(("ferry", "The ferry Fulmar was built in 1989. The Fulmar is the oldest ship of the fleet."))
    assert ferry.ask("What did the Fulmar cost?").status == "refused"
    paid = pipeline(("ferry", "The ferry Fulmar was built in 1989. The Fulmar cost £4.1 million."))
    assert "4.1" in paid.ask("What did the Fulmar cost?").text
