import pytest

from retrieval.multiplying import factors_in


@pytest.mark.parametrize(
    ("question", "factors"),
    [
        ("按2031年的单价和毛利率,卖一套能赚多少?", ("price", "gross_margin")),
        ("产能乘以产能利用率是多少?", ("capacity", "utilisation")),
        ("用销量和均价算,一年能卖多少钱?", ("sales", "price")),
        ("At the 2031 price and output, how much would come in?", ("price", "output")),
        ("What is the capacity times the utilisation rate?", ("capacity", "utilisation")),
        ("2031年的单价和毛利率是多少?", None),
        ("按报告,单价和毛利率分别是多少?", None),  # they are asked for themselves
        ("What are the price and the margin?", None),
        ("按单价和增速,2032年能卖多少?", None),  # a growth is no factor
        ("按单价算,能卖多少?", None),  # one is no product
    ],
)
def test_what_a_question_wants_multiplied(question: str, factors: tuple[str, str] | None) -> None:
    assert factors_in(question) == factors
