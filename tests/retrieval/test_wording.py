import pytest

from retrieval.names import default_names
from retrieval.wording import measured


@pytest.mark.parametrize(
    ("measure", "subject", "language", "what"),
    [
        ("market_size", "绿茶", "zh", "绿茶市场规模"),
        ("money", "学生票", "zh", "学生票"),
        ("duration", "the ferry", "en", "the ferry"),
        ("share", "tea", "en", "share of tea"),
    ],
)
def test_a_kind_of_figures_names_no_measure(measure: str, subject: str, language: str, what: str) -> None:
    assert measured(measure, subject, language, default_names()) == what
