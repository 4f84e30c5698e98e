"""Two things compared, each in documents of its own."""

import pytest

from corpus.settings import Settings
from retrieval.apart import each_alone
from retrieval.pipeline import Pipeline, open_collection
from tests.retrieval.pieces import ask

TEXTS = [
    ("inn", "临江客栈指南", "临江客栈有客房42间。2023年入住人次为1.3万。标准间每晚320元。"),
    ("lodge", "松坡山庄指南", "松坡山庄有客房65间。2023年入住人次为2.1万。标准间每晚410元。"),
    ("mill", "Harlow Mill", "Harlow Mill ground 410 tonnes of flour in 2023. It has four stones."),
    ("works", "Penrith Works", "Penrith Works ground 520 tonnes of flour in 2023. It stands by the quay."),
    ("mell", "Mell Inn", "Mell Inn has 14 rooms. The price of a double room is £61."),
    ("brae", "Brae Lodge", "Brae Lodge has 22 rooms. The price of a double room is £85."),
    ("both", "河鲜与江鲜", "鲈鱼每斤40元，鳜鱼每斤70元。"),
]


@pytest.fixture(scope="module")
def pair() -> Pipeline:
    return open_collection(TEXTS, Settings(), lambda line: None)


@pytest.mark.parametrize(
    ("question", "values", "documents"),
    [
        ("临江客栈和松坡山庄，2023年哪一家入住的人比较多？", ["1.3万", "2.1万"], ["inn", "lodge"]),
        ("臨江客棧和松坡山莊哪家便宜？", ["320元", "410元"], ["inn", "lodge"]),
        ("Which is cheaper, Mell Inn or Brae Lodge?", ["£61", "£85"], ["mell", "brae"]),
        ("Which ground more flour in 2023, Harlow Mill or Penrith Works?", ["410", "520"], ["mill", "works"]),
    ],
)
def test_each_answers_for_itself(pair: Pipeline, question: str, values: list[str], documents: list[str]) -> None:
    answer = pair.ask(question)
    assert answer.status == "answered"
    for line, value in zip(answer.text.split("\n"), values, strict=True):
        assert (value.replace("万", "萬") if answer.language == "zh-hant" else value) in line
    assert [c.doc_id for c in answer.citations] == documents


def test_things_of_one_document_stay_together(pair: Pipeline) -> None:
    assert {c.doc_id for c in pair.ask("鲈鱼和鳜鱼哪个贵？").citations} == {"both"}


def test_two_things_of_one_document_are_asked_for_one_by_one() -> None:
    texts = [
        (
            "firms",
            "三家云厂商",
            "甲山云强在制造。甲山云的业务收入2025年预计达85亿元，五年内有望突破300亿元。\n\n"
            "三家厂商各有侧重：甲山云重数据，乙水云重内容。\n\n据测算，乙水云的业务收入到2030年预计达到180亿元。",
        )
    ]
    firms = open_collection(texts, Settings(), lambda line: None)
    answer = firms.ask("甲山云和乙水云往远了看谁的业务收入更高？")
    assert answer.status == "answered" and "300亿元" in answer.text and "180亿元" in answer.text


DRONES = (
    "drones",
    "植保机三家",
    "市场由三家企业主导。穗野科技份额居首，优势是飞控自研。不过电池衰减较快。\n\n"
    "翎谷航空的旗舰机型载重大，但整机售价偏高。\n\n相比之下，禾巡智能专攻果园，口碑最好，售后网点却只有九十个。",
)


def test_strengths_of_three_are_told_one_by_one_with_what_goes_on_about_them() -> None:
    answer = open_collection([DRONES], Settings(), lambda line: None).ask(
        "穗野、翎谷、禾巡三家，各好在哪里、差在哪里？"
    )
    assert answer.status == "answered"
    assert all(word in answer.text for word in ("飞控自研", "电池衰减", "售价偏高", "九十个"))


@pytest.mark.parametrize(
    ("question", "forms"),
    [
        ("穗野、翎谷和禾巡三家各有什么长处？", ["穗野", "翎谷", "禾巡"]),
        ("绿茶和红茶在制作上有什么不同？", ["绿", "红"]),
        ("北京、上海都去过的人是谁？", []),
    ],
)
def test_each_of_the_things_compared_has_its_question(question: str, forms: list[str]) -> None:
    parts = each_alone(ask(question), ask)
    assert [part.forms[-1] for part in parts] == forms
    for part in parts:
        assert part.named_in(part.query.search)
        assert not any(other.named_in(part.query.search) for other in parts if other is not part)
