import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.things import listed_things

WORDS = st.lists(st.sampled_from(["青瓷", "白瓷", "紫砂", "陶俑", "彩釉", "黑釉"]), min_size=2, max_size=6, unique=True)


@given(WORDS, st.sampled_from(("、", "和", "与", "以及")))
def test_as_many_things_as_are_named(items: list[str], last: str) -> None:
    named = f"{'、'.join(items[:-1])}{last}{items[-1]}"
    assert listed_things(f"{named}的销售额合计多少?") == tuple((item,) for item in items)


@given(WORDS, st.integers(2, 9))
def test_a_number_that_is_not_theirs_names_others(items: list[str], count: int) -> None:
    text = f"{'、'.join(items)}{count}个品类2031年一共卖了多少?"
    assert bool(listed_things(text)) is (count == len(items))


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("杭州、武汉和成都的绿茶产量合计多少?", ["杭州", "武汉", "成都"]),
        ("云水和石泊两市2023年的冷库容量合计多少?", ["云水市", "石泊市"]),
        ("2030年甲、乙、丙三家公司的营收之和是多少?", ["甲公司", "乙公司", "丙公司"]),
        ("How much did Harbour, Mill Lane and Quay take together in 2023?", ["Harbour", "Mill Lane", "Quay"]),
        ("How many tonnes of sole, cod and plaice were landed altogether?", ["sole", "cod", "plaice"]),
        ("What is the total length of the Hollin and Skerra routes combined?", ["Hollin route", "Skerra route"]),
        ("How many people do the north and south sites employ together?", ["north site", "south site"]),
        ("收入和利润合计多少?", []),  # two measures of one thing
        ("Add up the three largest vendors in 2030.", []),
        ("合计多少?", []),
        ("总共载了多少人次,不同来源的数字都列出来", []),
        ("价格温和上涨,合计多少?", []),
    ],
)
def test_things_in_both_languages(question: str, things: list[str]) -> None:
    assert [forms[0] for forms in listed_things(question)] == things


def test_a_row_of_more_things_than_are_summed_names_none() -> None:
    items = [f"{a}窑" for a in "东西南北上下前后左右高低"]
    assert len(listed_things(f"{'、'.join(items[:7])}和{items[7]}合计产了多少件?")) == 8
    assert listed_things(f"{'、'.join(items[:8])}和{items[8]}合计产了多少件?") == ()
    assert listed_things(f"{'、'.join(items[:11])}和{items[11]}合计产了多少件?") == ()
