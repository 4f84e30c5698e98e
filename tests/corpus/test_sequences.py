import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.sequences import list_spans
from tests.strategies import texts


@pytest.mark.parametrize(
    ("text", "lists"),
    [
        (
            "港口亏损，原因有三：一是油价上涨，贵了两成；二是船员难招；三是游客减少。明年会好。",
            ["港口亏损，原因有三：一是油价上涨，贵了两成；二是船员难招；三是游客减少。"],
        ),
        (
            "今年较好。首先，油价回落。其次，船员足了，共有四十人。最后，游客多了。",
            ["今年较好。首先，油价回落。其次，船员足了，共有四十人。最后，游客多了。"],
        ),
        (
            "前言。\n\n办法如下：\n\n1. 修船。\n\n2. 招人，先招十人。\n\n3. 降价。\n\n完。",
            ["办法如下：\n\n1. 修船。\n\n2. 招人，先招十人。\n\n3. 降价。"],
        ),
        (
            "We stay cautious. Three reasons stand behind it.\n\nFirst, the grid is weak. Second, houses are old. "
            "Third, rents are fixed. Boilers sell well.",
            [
                "Three reasons stand behind it.\n\nFirst, the grid is weak. Second, houses are old. Third, rents are fixed."
            ],
        ),
        (
            "结果：（1）成活率为46%；（2）埋藏速率升高。（3）台风损失一成。讨论见后。",
            ["结果：（1）成活率为46%；（2）埋藏速率升高。（3）台风损失一成。"],
        ),
        ("一是一，二是二。", ["一是一，二是二。"]),
        ("第一季度增长，第二季度下降。首先要修船。The first boat was small. Second-hand boats sell.", []),
        ("他排第二，其中一人第三。3. 只有这一条。", []),
    ],
)
def test_lists_are_found_with_the_sentence_that_announces_them(text: str, lists: list[str]) -> None:
    assert [text[a:b] for a, b in list_spans(text)] == lists


@given(
    st.lists(
        st.one_of(
            texts(max_size=20),
            st.sampled_from(["一是", "；二是", "。三是", "\n1. ", "\n2. ", " First, ", ". Second, "]),
        )
    ).map("".join)
)
def test_spans_lie_in_order_within_the_text(text: str) -> None:
    at = 0
    for start, end in list_spans(text):
        assert 0 <= start < end <= len(text)
        assert start >= at or text[start:end].strip()
        at = end
