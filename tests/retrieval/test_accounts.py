"""Other accounts of a figure, on documents made by hand: which are of the same, and which must not be called a conflict."""

from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.accounts import other_accounts
from retrieval.figures import statements_of
from retrieval.retold import asides, retells
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]


def accounts(document: Document, question: str, of: str = "") -> list[str]:
    """The other accounts of a figure of a document, the first one unless told."""
    told = ((e, s) for e in evidence_of(document) for s in statements_of(e) if of in ("", s.quantity.text))
    found = other_accounts(ask(question), *next(told))
    return [statement.quantity.text for _, statement in found]


@pytest.mark.parametrize(
    ("question", "text", "of", "values"),
    [
        (
            "How many desk lamps will be sold in 2031?",
            "# Lamps\n\nThe market for desk lamps in Sund was worth 40 million crowns in 2024. We expect it to reach 90 million crowns "
            "by 2031.\n\n## Outlook\n\nA shade costs 3 crowns to make. The Lamp Guild is more cautious than we are: it forecasts "
            "70 million crowns for 2031.",
            "90 million crowns",
            ["70 million crowns"],
        ),
        (
            "How many kites were shipped in Sund in 2024?",
            "# Kites\n\nSpending on kites in Sund reached 40 million crowns in 2024. Some 41,000 units were shipped during the year.\n\n"
            "## Outlook\n\nThe guild of kite makers counts differently and puts 2024 shipments at 46,500 units.",
            "41,000 units",
            ["46,500 units"],
        ),
        (
            "What was the turnover of Harl Mill?",
            "# Harl Mill\n\nTurnover fell a little, to £38.6 million, since flour was cheap.\n\n## Notes\n\n"
            "Turnover for the year, after removing sales between members, was £36.9 million.",
            "£38.6 million",
            ["£36.9 million"],
        ),
        (
            "How large were the sales of lamps in the Sund region in 2024?",
            "# Lamps: an outlook\n\nSales of lamps in the Sund region were 4 million crowns in 2024.\n\n## Outlook\n\n"
            "Regional sales of 5 million crowns in 2024 show that the fall is over.",
            "4 million crowns",
            ["5 million crowns"],
        ),
        (
            "2023年台灯行业卖了多少钱？",
            "# 台灯行业\n\n2023年台灯行业营业收入为6.84亿元。\n\n另据灯协统计，2023年营业收入为7.3亿元。",
            "6.84亿元",
            ["7.3亿元"],
        ),
        (
            "2023年公司营业收入是多少？",
            "# 年报\n\n2023年公司实现营业收入6.84亿元。\n\n根据审计调整，合并口径的2023年营业收入为6.79亿元，与前文的差额系合并范围变化所致。",
            "6.84亿元",
            ["6.79亿元"],
        ),
    ],
)
def test_another_account_of_the_same_is_found(
    markdown: READ, question: str, text: str, of: str, values: list[str]
) -> None:
    assert accounts(markdown(text), question, of) == values


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # another measure, another year, another thing, a part, another unit, two that it could be of, the same value
        ("2023年公司营业收入是多少？", "# 年报\n\n2023年公司实现营业收入6.84亿元。\n\n另据灯协统计，2023年净利润为0.7亿元。"),
        ("2023年公司营业收入是多少？", "# 年报\n\n2023年公司实现营业收入6.84亿元。\n\n另据灯协统计，2022年营业收入为6.1亿元。"),
        ("2023年台灯行业营业收入是多少？", "# 灯\n\n2023年台灯行业营业收入6.84亿元。\n\n另据灯协统计，2023年吊灯营业收入为1.2亿元。"),
        ("2023年公司营业收入是多少？", "# 年报\n\n2023年公司实现营业收入6.84亿元。\n\n另据灯协统计，其中2023年出口营业收入为2.1亿元。"),
        ("How many kites were shipped?", "# Kites\n\nShipments of kites were 41,000 units in 2024.\n\nA second estimate puts 2024 shipments at 93 tonnes."),
        (
            "How large were the sales of kites in 2024?",
            "# Toys\n\nSales of kites were 4 million crowns in 2024.\n\nSales of tops were 9 million crowns in 2024.\n\n"
            "Another estimate puts 2024 sales at 8 million crowns.",
        ),
        (
            "How large were the sales of kites in 2024?",
            "# Toys\n\nSales of kites were 4 million crowns in 2024.\n\nAnother estimate puts 2024 sales of tops at 8 million crowns.",
        ),
        (
            "How large were the sales of lamps in the Sund region in 2024?",
            "# Trade in Sund\n\nSales of lamps in the Sund region were 4 million crowns in 2024.\n\nRegional sales of 5 million "
            "crowns in 2024 show that the fall is over.",
        ),
        ("松桥全长多少？", "# 松桥\n\n松桥全长3.86公里，主跨720米。\n\n与设计图不同，主跨为710米。"),
        ("What was the profit of Harl Mill?", "# Harl Mill\n\nProfit was £4.0 million.\n\nProfit for the year, after deducting tax, was £3.1 million."),
        ("How many kites were shipped?", "# Kites\n\nShipments of kites were 41,000 units in 2024.\n\nA second count puts 2024 shipments at 41,020 units."),
        ("How many kites were shipped?", "# Kites\n\nShipments of kites were 41,000 units in 2024.\n\nThe guild puts 2024 shipments of tops at 46,000 units."),
    ],
)  # fmt: skip
def test_a_figure_of_something_else_is_none(markdown: READ, question: str, text: str) -> None:
    assert accounts(markdown(text), question) == []


def test_the_first_account_is_found_from_the_other(markdown: READ) -> None:
    text = "# Kites\n\nA second estimate puts 2024 shipments at 46,500 units.\n\nShipments of kites were 41,000 units in 2024."
    assert accounts(markdown(text), "How many kites were shipped in 2024?") == ["41,000 units"]
    assert accounts(markdown(text), "2024年出货多少只风筝？") == []  # words of another language show nothing


@pytest.mark.parametrize(
    ("text", "chinese", "told"),
    [
        ("Riders: 12,400 (2022, restated: 12,100)", False, True),
        ("The figure was later corrected to 12,100.", False, True),
        ("The ministry's survey differs from ours.", False, True),
        ("Riders: 12,400.", False, False),
        ("The other figures stand in table 2.", False, False),
        ("口径较宽，得出26亿元。", True, True),
        ("与联赛官网的数字不同。", True, True),
        ("另一家工厂在北岸。", True, False),
        ("全年收入26亿元。", True, False),
    ],
)
def test_words_that_tell_anew(text: str, chinese: bool, told: bool) -> None:
    assert retells(text, chinese) is told


def test_asides_hold_no_figures() -> None:
    text = "Riders: 12,400 (2022, restated: 12,100; 2021 as restated)"
    assert all(not any(c.isdigit() for c in text[a:b]) for a, b in asides(text)) and len(asides(text)) == 1


def test_an_account_is_looked_for_around_a_figure_and_not_in_all_of_a_book(markdown: READ) -> None:
    told = "# Lamps\n\nThe market for desk lamps in Sund was worth 40 million crowns in 2024. {}A second estimate puts it at 46 million crowns in 2024."
    question = "How large was the market for desk lamps in Sund in 2024?"
    walk = "The road to the harbour goes past the mill and the church.\n\n"
    assert accounts(markdown(told.format("")), question) == ["46 million crowns"]
    assert accounts(markdown(told.format(walk * 10)), question) == ["46 million crowns"]
    assert accounts(markdown(told.format(walk * 400)), question) == []
