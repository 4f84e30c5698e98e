from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.untold import untold
from tests.retrieval.pieces import ask, evidence_of

READ = Callable[[str], Document]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("鹿湖水站是哪一年建成的？", "鹿湖水站由县里出资，供三个村用水。"),
        ("When was the Harl cannery opened?", "The cannery at Harl belongs to the fishermen themselves."),
        ("给鹿湖供阀门的那两家厂商是谁？", "阀门只有两家厂商能做，交货要等很久。"),
        ("Which six villages share the ambulance?", "The ambulance is shared by six villages and kept at the mill."),
    ],
)
def test_what_is_only_mentioned_is_not_told(markdown: READ, question: str, text: str) -> None:
    assert untold(ask(question), evidence_of(markdown(text)))


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("鹿湖水站是哪一年建成的？", "鹿湖水站2014年建成，供三个村用水。"),
        ("鹿湖水站什么时候检修？", "鹿湖水站每周三检修，其余日子照常供水。"),
        ("When was the Harl cannery opened?", "The cannery at Harl opened the spring after the flood."),
        ("给鹿湖供阀门的那两家厂商是谁？", "阀门只有两家厂商能做，即青石阀业和白江机械。"),
        ("Which six villages share the ambulance?", "Six villages share it: Harl, Mell, Oxby, Tarn, Wick and Brae."),
        ("Which three towns have a pool?", "There is a pool in Mell, in Oxby and in Tarn."),
        ("虹桥什么时候建成？", "虹桥建于一九五八年，由乡民集资。"),
        ("庙会什么时候办？", "庙会在春节举行，为期很长。"),
        ("鹿湖水站是哪一年建成的？", "# 大事\n\n## 2014年\n\n鹿湖水站建成，供三个村用水。"),
        ("When does the gate open?", "The gate is opened at six by the keeper."),
        ("Which three vegetables are grown?", "Three vegetables are grown: leeks, chard and kale."),
        ("Which two crops are grown?", "The two crops are barley and rye."),
        ("是哪三种菜？", "园里种三种菜，青菜，白菜，芹菜。"),
        ("文末第二份资料是哪家出版的？", "资料【2】出自鹿湖书局。"),
        ("鹿湖水站供几个村？", "鹿湖水站供三个村用水。"),
        ("Which is dearer, 2 rooms or 3 rooms?", "| Flat | Rent |\n|---|---|\n| 2 rooms | 410 |\n| 3 rooms | 520 |"),
    ],
)
def test_what_is_told_is(markdown: READ, question: str, text: str) -> None:
    assert not untold(ask(question), evidence_of(markdown(text)))
