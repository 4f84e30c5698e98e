import pytest

from evals.language import language_right


@pytest.mark.parametrize(
    ("text", "wanted", "right"),
    [
        ("Huawei Cloud (华为云) held 26% [1].", "en", True),
        ("The report says: “规模约为480亿元” [1]", "en", True),
        ("规模约为480亿元 [1]", "en", False),
        ("26% [1]", "en", True),
        ("规模约为480亿元[1]。", "zh", True),
        ("規模約為480億元[1]。", "zh", False),
        ("据IDC，规模“The market is large and still growing”[1]。", "zh", True),
        ("The market is 48 billion 元", "zh", False),
        ("規模約為480億元[1]。", "zh-hant", True),
        ("規模約為480億元，見“市场规模”[1]。", "zh-hant", False),
        ("2024年", "zh-hant", True),
    ],
)
def test_language_of_the_words(text: str, wanted: str, right: bool) -> None:
    assert language_right(text, wanted, wanted) is right


def test_the_recorded_language_counts_too() -> None:
    assert not language_right("规模约为480亿元", "en", "zh")
