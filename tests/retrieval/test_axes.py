import pytest
from hypothesis import given as hypothesis_given
from hypothesis import strategies as st

from retrieval.asking import read_asking
from retrieval.axes import given, read_label, times_in
from tests.retrieval.pieces import ask, near


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("2025E", {(2025, "")}),
        ("FY2023", {(2023, "")}),
        ("FY23", {(2023, "")}),
        ("2025年（预计）", {(2025, "")}),
        ("Q2", {(None, "Q2")}),
        ("第二季度", {(None, "Q2")}),
        ("四季度", {(None, "Q4")}),
        ("四个季度", set()),  # how many, not which
        ("second quarter of 2023", {(2023, "Q2")}),
        ("上半年", {(None, "H1")}),
        ("H2", {(None, "H2")}),
        ("March", {(None, "03")}),
        ("十一月", {(None, "11")}),
        ("华东", set()),
    ],
)
def test_times(text: str, times: set[tuple[int | None, str]]) -> None:
    assert times_in(text) == times


def matched(question: str, *labels: str, language: str = "zh") -> list[str]:
    asking = read_asking(ask(question), "", language)
    return [m.label.name for m in given(asking, [read_label(n, text) for n, text in enumerate(labels)], near)]


@pytest.mark.parametrize(
    ("question", "labels", "names"),
    [
        ("石桥镇的产量是多少？", ("柳塘镇", "石桥镇", "河口镇"), ["石桥镇"]),
        ("石桥的产量是多少？", ("柳塘镇", "石桥镇", "河口镇"), ["石桥镇"]),
        ("柳塘镇和河口镇的产量各是多少？", ("柳塘镇", "石桥镇", "河口镇"), ["柳塘镇", "河口镇"]),
        ("北桥镇的产量是多少？", ("柳塘镇", "石桥镇", "河口镇"), []),
        ("第二季度卖了多少？", ("Q1", "Q2", "Q3"), ["Q2"]),
        ("How many in the third quarter?", ("第一季度", "第二季度", "第三季度"), ["第三季度"]),
        ("2025年预计多少？", ("2023", "2024", "2025E"), ["2025E"]),
        ("第五季度卖了多少？", ("Q1", "Q2", "Q3"), []),
    ],
)
def test_labels_that_a_question_gives(question: str, labels: tuple[str, ...], names: list[str]) -> None:
    assert matched(question, *labels) == names


def test_a_label_within_another_is_not_given_beside_it() -> None:
    assert matched("How many pupils does it have?", "Pupils", "Pupils per teacher", language="en") == ["Pupils"]


def test_the_unit_that_is_counted_decides_between_columns() -> None:
    labels = [read_label(0, "种数（种）", "种"), read_label(1, "总量（只）", "只")]
    found = given(read_asking(ask("数到多少只水鸟？"), "", "zh"), labels, near)
    assert [m.label.number for m in found] == [1]


@hypothesis_given(st.lists(st.sampled_from(["柳塘", "石桥", "河口", "北岗", "2021", "Q3"]), unique=True), st.text())
def test_matches_are_labels_in_their_order(names: list[str], noise: str) -> None:
    labels = [read_label(n, name) for n, name in enumerate(names)]
    found = given(read_asking(ask(f"石桥2021年{noise}"), "", "zh"), labels, near)
    assert [m.label.number for m in found] == sorted({m.label.number for m in found})
    assert all(m.label in labels and 0 < m.strength <= 1 for m in found)
