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
        ("为什么鹿湖水站不设夜班？", "鹿湖水站四月投用，专供三村，不设夜班。"),
        (
            "Why are bikes turned away on the coaches?",
            "The coaches do not carry bicycles, and small dogs sit on a lap.",
        ),
        ("跟鹿湖水站合作的是哪所大学？", "鹿湖水站与一所农业大学合作，从水里取样。"),
        ("Which hospital treated the rider?", "The rider was treated at a hospital in the next town."),
        ("Who owns the sawmill?", "Begin behind the sawmill and follow the red marks through larch forest."),
        ("Who lent the generator to the Cawl route?", "The Cawl route ran on a borrowed generator for five months."),
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
        ("为什么鹿湖水站不设夜班？", "鹿湖水站人手不足，不设夜班。"),
        ("为什么鹿湖水站不设夜班？", "不设夜班，系节约用电所致。"),
        ("Why are bikes turned away?", "Bikes take up too much room."),
        ("Why are bikes turned away?", "They would block the aisle."),
        ("Why will the dividend stay?", "It will not be raised before the loan has been halved."),
        ("跟鹿湖水站合作的是哪所大学？", "鹿湖水站与一所大学合作，即白江农业大学。"),
        ("跟鹿湖水站合作的是哪家公司？", "鹿湖水站与禾巡智能合作，那是一家新公司。"),
        ("Which hospital treated the rider?", "A hospital treated the rider, and Marl Cottage took him in."),
        ("Who owns the sawmill?", "The sawmill belongs to Honor Quaye."),
        ("Who owns the sawmill?", "It belongs to a widow from the next valley."),
        ("Who owns the sawmill?", "Beatrix Marl has owned it for years."),
        ("Who spoke against the sawmill?", "The two votes against came from the canoe club."),
        ("Who is Honor Quaye?", "She was taught at home and wrote letters."),
        ("谁借出了发电机？", "The route ran on a borrowed generator."),
        ("Which is dearer, 2 rooms or 3 rooms?", "| Flat | Rent |\n|---|---|\n| 2 rooms | 410 |\n| 3 rooms | 520 |"),
    ],
)
def test_what_is_told_is(markdown: READ, question: str, text: str) -> None:
    assert not untold(ask(question), evidence_of(markdown(text)))
