import pytest

from corpus.settings import Settings
from retrieval.pipeline import open_collection
from retrieval.romanised import han_names


def test_names_are_read_either_way_round_and_with_one_or_two_given_syllables() -> None:
    holds = {"潘婕", "陈晓", "晓东"}.__contains__
    assert han_names("Who is Pan Jie?", holds) == han_names("Jie Pan", holds) == "潘婕"
    assert han_names("Chen Xiaodong and Chen Xiao-dong", holds) == "陈晓东"


@pytest.mark.parametrize("text", ["", "who is pan jie", "Cloud Services", "New York", "Alibaba Cloud in Pan"])
def test_nothing_is_read_into_what_is_no_pinyin(text: str) -> None:
    assert han_names(text, lambda pair: True) == ""


def test_what_the_documents_do_not_hold_is_left_out() -> None:
    assert han_names("Pan Jie", lambda pair: False) == ""


def test_a_person_is_found_by_pinyin_among_many() -> None:
    texts = [
        (f"d{n}", "", f"{who}是一家公司的创始人。") for n, who in enumerate(["王强", "李明", "潘婕", "杰克", "潘多拉"])
    ]
    pipeline = open_collection(texts, Settings(), lambda line: None)
    assert pipeline.search("Who is Pan Jie?", 1)[0].passage.doc_id == "d2"
