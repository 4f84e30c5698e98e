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


def test_quotation_marks_inside_a_quotation() -> None:
    quote = "华为云在“领跑汽车智能时代”峰会上说，转型是必答题"
    assert language_right(f"The article says: “{quote}” [1]", "en", "en", [quote])
    assert not language_right(f"{quote} [1]", "en", "en", [quote])
    assert language_right("文中写道：The market is large. [1]", "zh", "zh", ["The market is large."])
    assert not language_right("The market is large. [1]", "zh", "zh", ["The market is large."])
