import re
import tomllib
from pathlib import Path

import pytest

import retrieval.attributes
from retrieval.attributes import attributes_asked, says

DATA = tomllib.loads(Path(retrieval.attributes.__file__).with_name("attributes.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("attribute", DATA["attribute"], ids=lambda a: a["en"])
def test_every_attribute_is_asked_and_said_in_both_languages(attribute: dict[str, list[str]]) -> None:
    for words in (" ".join(attribute["asked"]), " ".join(attribute["said"])):
        assert re.search("[\u4e00-\u9fff@]", words)
        assert re.search("[a-z]{2}", words)
    assert not any(re.search("[A-Z]", word) for word in attribute["said"]), "compared in small letters"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("When was Ann Lee born?", ["birth"]),
        ("她是哪所大学毕业的？", ["degree or university"]),
        ("How many visitors did it have?", ["visitors"]),
        ("这项服务每个月多少钱？", ["per month"]),
        ("How large a fine can it get?", ["fine"]),
        ("What is the market size?", []),
        ("为什么要上云？", []),
        ("内镜中心的护士长是谁？", ["head nurse"]),
        ("Who coaches the town's football club?", ["coach"]),
        ("他的儿子叫什么名字？", ["son"]),
        ("What is the name of the director of the Kiln Museum?", ["director of the house"]),
        ("谁担任馆长？", ["director of the house"]),
        ("馆长认为谁该付钱？", []),
        ("How many beds does the clinic have?", ["beds"]),
        ("这家医院有多少名护士？", ["nurses"]),
        ("护士长怎么看？", []),
        ("Who made the beds?", []),
        ("2031年台灯卖了多少万盏？", ["sales"]),
        ("How many lamps were sold in 2031?", ["sales"]),
        ("台灯卖出去以后有哪些服务？", []),
        ("一盏灯卖多少钱？", []),
        ("How many plots of land were sold out?", []),
        ("坐船去岛上一张票多少钱？", ["ticket price"]),
        ("Where did her son go to university?", ["son", "university"]),
        ("他是哪个大学的教授？", ["university"]),
        ("What is its street address?", ["address"]),
        ("What problems does it address?", []),
        ("Who designed the bridge?", ["designer"]),
        ("公司的注册资本有多少？", ["registered capital"]),
        ("What is the capital of Peru?", ["capital city"]),
        ("How much capital did it raise?", []),
        ("红烧肉怎么做？", ["recipe"]),
    ],
)
def test_what_a_question_turns_on(question: str, asked: list[str]) -> None:
    assert [a.en for a in attributes_asked(question)] == asked


@pytest.mark.parametrize(
    ("text", "said"),
    [("ann lee, born in 1950", True), ("a newborn", False), ("她1950年出生", True), ("她住在城里", False)],
)
def test_latin_words_count_from_their_beginning_han_anywhere(text: str, said: bool) -> None:
    assert says(text, ("出生", "born")) is said
