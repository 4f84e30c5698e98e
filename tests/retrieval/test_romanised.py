from collections.abc import Callable

import pytest

from corpus.settings import Settings
from index.words import word_units
from retrieval.names import default_names
from retrieval.pipeline import open_collection
from retrieval.requirements import requirements
from retrieval.romanised import spelt_names
from retrieval.understand import understand


def held_in(*texts: str) -> Callable[[str], int]:
    """How many of some texts hold a unit."""
    units = [set(word_units(text)) for text in texts]
    return lambda unit: sum(unit in held for held in units)


def forms(text: str, held: Callable[[str], int]) -> list[tuple[str, ...]]:
    return [mention.name.forms for mention in spelt_names(text, held)]


def test_persons_are_read_either_way_round_and_with_one_or_two_given_syllables() -> None:
    held = held_in("潘婕", "陈晓东")
    assert forms("Who is Pan Jie?", held) == [("Pan Jie", "潘婕")]
    assert forms("Jie Pan and Chen Xiao-dong", held) == [("Jie Pan", "潘婕"), ("Chen Xiao-dong", "陈晓东")]


def test_firms_and_places_are_read_by_what_the_documents_hold() -> None:
    held = held_in("恒屿电气的营收", "泸溪至三岔河的渡船", "恒屿", "恒于一")
    assert forms("Hengyu's revenue, and the Sanchahe ferry", held) == [("Hengyu", "恒屿"), ("Sanchahe", "三岔河")]
    assert forms("what did hengyu earn", held) == [("hengyu", "恒屿")]


def test_a_vowel_inside_a_word_begins_no_syllable_unless_nothing_else_can_be_read() -> None:
    assert forms("Xingqiao", held_in("星桥", "星奇奥")) == [("Xingqiao", "星桥")]
    assert forms("Beianling", held_in("北安岭")) == [("Beianling", "北安岭")]


def test_of_several_readings_those_that_most_passages_hold_count() -> None:
    assert forms("Yulan Bridge", held_in("榆澜大桥", "榆澜大桥", "与澜")) == [("Yulan", "榆澜")]
    assert forms("Zhihe", held_in("志和", "致和")) == [("Zhihe", "志和", "致和")]


@pytest.mark.parametrize(
    "text",
    ["", "who is pan jie", "Cloud Services", "New York", "Alibaba Cloud in Pan", "Name the banana", "Yes. Take two"],
)
def test_nothing_is_read_into_what_is_no_pinyin(text: str) -> None:
    assert forms(text, held_in("那么潘杰和巴拿马有云服务，内没它可")) == []


def test_what_the_documents_do_not_hold_is_left_out() -> None:
    assert forms("Pan Jie at Hengyu", held_in("王强")) == []


def test_a_mention_stands_where_it_says_and_the_names_of_the_book_come_first() -> None:
    question = "Did Huawei or Hengyu grow?"
    query = understand(question, (), default_names(), held_in("华为和恒屿"))
    assert [(question[m.start : m.end], m.name.listed) for m in query.mentions] == [("Huawei", True), ("Hengyu", False)]
    assert (query.other_forms, query.spelt) == ("华为", "恒屿")
    assert [(r.kind, r.forms[-1]) for r in requirements(query)] == [("name", "华为"), ("entity", "恒屿")]


def test_a_person_is_found_by_pinyin_among_many() -> None:
    texts = [
        (f"d{n}", "", f"{who}是一家公司的创始人。") for n, who in enumerate(["王强", "李明", "潘婕", "杰克", "潘多拉"])
    ]
    pipeline = open_collection(texts, Settings(), lambda line: None)
    assert pipeline.search("Who is Pan Jie?", 1)[0].passage.doc_id == "d2"


def test_the_firm_that_is_asked_about_is_answered_for_and_no_other() -> None:
    texts = [
        (firm, f"{firm}年报", f"2023年，公司营业收入为{n}亿元。{firm}有员工{n}00人。")
        for n, firm in ((3, "恒屿电气"), (5, "澜汀科技"))
    ]
    pipeline = open_collection(texts, Settings(), lambda line: None)
    for spelt, value in (("Hengyu", "3"), ("Lanting", "5")):
        answer = pipeline.ask(f"What was the revenue of {spelt} in 2023?")
        assert f"{value}亿元" in answer.text and "亿元" not in answer.text.replace(f"{value}亿元", "")
