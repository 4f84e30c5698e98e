from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.claims import content_words, dates_claimed, figures_claimed
from tests.retrieval.pieces import evidence_of

READ = Callable[[str], Document]


def test_a_clause_is_told_without_its_value_its_times_and_whose_account_it_is(markdown: READ) -> None:
    (piece,) = evidence_of(markdown("据甲协会统计，2023年鹿湖接待游客41万人次，门票收入900万元。"))
    visitors, income = figures_claimed(piece)
    assert content_words(visitors.about, True) == set("鹿湖接待游客")
    assert content_words(income.about, True) >= set("门票收入") and visitors.years == (2023,)


def test_what_is_said_of_a_part_or_of_a_time_before_is_marked(markdown: READ) -> None:
    text = "The mill employs 90 people, of whom 30 are women. It previously employed 120 people."
    parts = [claim.part for piece in evidence_of(markdown(text)) for claim in figures_claimed(piece)]
    assert parts == [False, True, True]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("A plaque says the mill was founded in 1889 by two brothers.", [(1889, {"mill", "found"})]),
        ("族谱作1904年，与档案所记不同。", [(1904, set())]),
        ("| 项目 | 开工 |\n|---|---|\n| 甲坝 | 3120 |\n| 乙坝 | 1958 |", [(1958, set("乙坝开工"))]),
        ("学堂1906年改设小学。", [(1906, set("学堂改设小"))]),
        (
            "| Mill | Opened |\n|---|---|\n| Upper | 1871 |\n| Lower | 1902 |",
            [(1871, {"upper", "open"}), (1902, {"lower", "open"})],
        ),
    ],
)
def test_dates_come_with_what_happened(markdown: READ, text: str, dates: list[tuple[int, set[str]]]) -> None:
    document = markdown(text)
    claims = [claim for piece in evidence_of(document) for claim in dates_claimed(piece)]
    words = [content_words(claim.about, document.language != "en") for claim in claims]
    assert [(claim.years[0], set(w)) for claim, w in zip(claims, words, strict=True)] == dates
