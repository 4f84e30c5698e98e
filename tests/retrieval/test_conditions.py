import pytest

from retrieval.conditions import read_wish


@pytest.mark.parametrize(
    ("question", "verb", "rank", "most"),
    [
        ("哪一年出口量最大?", "rank", 1, True),
        ("毛利最厚的是哪一年?", "rank", 1, True),
        ("利润最薄的是哪家?", "rank", 1, False),
        ("产量从哪年起不再上升?", "flat", 1, True),
        ("From which year on does the yield stay flat?", "flat", 1, True),
        ("When did output level off?", "flat", 1, True),
        ("为什么产量不再上升?", "cell", 1, True),  # asks for no time
        ("Why did output level off?", "cell", 1, True),
        ("均价最低是多少?", "rank", 1, False),
        ("产量第二高的是哪里?", "rank", 2, True),
        ("Which is the second-largest city?", "rank", 2, True),
        ("Which club finished third in points?", "rank", 3, True),
        ("Which school has the fewest pupils?", "rank", 1, False),
        ("Who predicts that most cars will fly?", "cell", 1, True),  # most of them, not the most
        ("第二季度卖了多少?", "cell", 1, True),
        ("四个乡镇一共产了多少?", "sum", 1, True),
        ("What is the average pass rate?", "mean", 1, True),
        ("What does the pass rate mean?", "cell", 1, True),
        ("2023年的出口量是多少?", "cell", 1, True),
        ("第一次出口是哪一年?", "cell", 1, True),
        ("When did exports first pass?", "cell", 1, True),  # above what?
    ],
)
def test_wishes(question: str, verb: str, rank: int, most: bool) -> None:
    wish = read_wish(question)
    assert (wish.verb, wish.rank, wish.most) == (verb, rank, most)


@pytest.mark.parametrize(
    ("question", "top", "most"),
    [
        ("前三大厂商合计占多少?", 3, True),
        ("产量最高的两个镇加起来产了多少?", 2, True),
        ("最小的3家一共有几人?", 3, False),
        ("Add up the three largest vendors.", 3, True),
        ("What do the top 5 clubs hold together?", 5, True),
        ("the two smallest mills combined", 2, False),
        ("前三大厂商是谁?", 0, True),  # nothing is to be taken together
        ("Who are the three largest vendors?", 0, True),
        ("四个乡镇一共产了多少?", 0, True),
        ("前十年一共产了多少?", 0, True),  # years are not ranked
    ],
)
def test_the_largest_few_taken_together(question: str, top: int, most: bool) -> None:
    wish = read_wish(question)
    assert wish.top == top
    if top:
        assert (wish.verb, wish.most) == ("sum", most)


@pytest.mark.parametrize(
    ("question", "verb", "most", "bound"),
    [
        ("出口量首次超过4.5万吨是哪一年?", "first", True, 45_000),
        ("When did exports first exceed 45,000 tonnes?", "first", True, 45_000),
        ("最后一次低于3万吨是哪一年?", "last", False, 30_000),
        ("有几个镇低于12万吨?", "count", False, 120_000),
        ("How many schools have more than 800 pupils?", "count", True, 800),
        ("哪几个季度超过80万台?", "which", True, 800_000),
        ("which schools have a pass rate of at least 90%?", "which", True, 90),
    ],
)
def test_bounds(question: str, verb: str, most: bool, bound: float) -> None:
    wish = read_wish(question)
    assert wish.bound is not None
    assert (wish.verb, wish.most) == (verb, most)
    assert wish.bound.low == pytest.approx(
        bound
        * (wish.bound.form.factor if wish.bound.unit == "t" and wish.bound.form and wish.bound.form.factor > 1 else 1)
    )
