from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.asked import read_asked
from retrieval.figures import Told, find_told, holds_kind, statements_of
from retrieval.fitting import MEASURE, enough
from tests.retrieval.pieces import ask, evidence_of, near

Find = Callable[[str, str], list[Told]]


@pytest.fixture
def find(markdown: Callable[[str], Document]) -> Find:
    def made(question: str, text: str) -> list[Told]:
        query = ask(question)
        return find_told(query, read_asked(query), evidence_of(markdown(text)), near)

    return made


TEXT = "2024年绿茶市场规模为48亿元。2023年绿茶市场规模为45亿元。2024年绿茶毛利率为30%。2024年红茶市场规模为20亿元。"


def value(told: Told) -> float:
    return told.statement.quantity.value


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("2024年绿茶市场规模是多少？", 48e8),
        ("2023年绿茶市场规模是多少？", 45e8),
        ("2024年绿茶毛利率是多少？", 30),
        ("2024年红茶市场规模是多少？", 20e8),
    ],
)
def test_the_figure_that_fits_comes_first(find: Find, question: str, best: float) -> None:
    told = find(question, TEXT)
    assert value(told[0]) == pytest.approx(best) and told[0].lacks == ()
    assert [t.score for t in told] == sorted((t.score for t in told), reverse=True)
    assert told[0].score >= enough(ask(question), read_asked(ask(question)))


def test_what_does_not_fit_says_what_it_lacks(find: Find) -> None:
    lacks = {value(t): t.lacks for t in find("2031年绿茶市场规模是多少？", TEXT)}
    assert lacks[48e8] == lacks[45e8] == ("2031",)
    lacks = {value(t): t.lacks for t in find("特斯拉的市场规模是多少？", TEXT)}
    assert all("特斯拉" in lack for lack in lacks.values())
    lacks = {value(t): t.lacks for t in find("2024年绿茶的销售额是多少？", TEXT)}
    assert MEASURE in lacks[48e8]


def test_figures_of_other_kinds_are_no_candidates(find: Find) -> None:
    assert {t.statement.quantity.kind for t in find("绿茶毛利率是多少？", TEXT)} == {"percent"}


def test_no_figures_nothing_told(find: Find) -> None:
    assert find("市场规模是多少？", "这里没有数字。") == []


def test_years_come_with_figures(find: Find) -> None:
    assert find("2024年绿茶市场规模是多少？", TEXT)[0].years == (2024,)


def test_rows_and_sentences_alike(find: Find) -> None:
    text = "表1：绿茶市场规模\n\n| 年份 | 市场规模（亿元） |\n|---|---|\n| 2023 | 45 |\n| 2024 | 48 |"
    told = find("2024年绿茶市场规模是多少？", text)
    assert told[0].evidence.row == 1 and value(told[0]) == pytest.approx(48e8)


def test_a_name_has_to_be_that_of_the_figure(find: Find) -> None:
    told = find("阿里云的市场份额是多少？", "阿里云的市场份额为26%。腾讯云的市场份额为22%。")
    lacks = {value(t): t.lacks for t in told}
    assert lacks[26] == () and "阿里云" in lacks[22]


def test_more_that_is_named_asks_for_a_better_fit() -> None:
    def least(question: str) -> float:
        query = ask(question)
        return enough(query, read_asked(query))

    assert least("有多大？") < least("市场规模有多大？") < least("2024年的市场规模有多大？")


def test_evidence_holds_the_kind_or_not(markdown: Callable[[str], Document]) -> None:
    money, share = evidence_of(markdown("票价是5元。份额是26%。"))
    query = ask("票价是多少钱？")
    assert holds_kind(money, read_asked(query)) and not holds_kind(share, read_asked(query))
    assert [s.quantity.unit for s in statements_of(share)] == ["%"]


def test_a_count_of_what_is_asked_for_is_a_number_of_it_whatever_it_is_called(find: Find) -> None:
    text = "Alder Cloud can answer more than 400,000 users at once.\n\nAlder Cloud aims at 1 million vehicles by next spring."
    told = find("How many users does Alder Cloud answer?", text)
    assert (value(told[0]), told[0].lacks) == (400_000, ()) and told[1].lacks
