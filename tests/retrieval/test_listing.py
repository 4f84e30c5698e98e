from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.listing import is_whole_list, list_around
from tests.retrieval.pieces import evidence_of


def around(document: Document, best: str) -> list[str]:
    units = evidence_of(document)
    (one,) = [u for u in units if u.text.startswith(best)]
    return [u.text for u in list_around(one, units[::-1])]


@pytest.mark.parametrize(
    "text",
    [
        "包括茶叶、瓷器、丝绸。",
        "茶叶、瓷器和丝绸。",
        "一是快；二是省。",
        "tea, silk and salt",
        "tea, silk, salt, and jade",
    ],
)
def test_three_things_in_a_row_are_a_list(text: str) -> None:
    assert is_whole_list(text)


@pytest.mark.parametrize("text", ["茶叶很好。", "茶叶和瓷器。", "Tea and silk were traded.", "In May, they left."])
def test_two_things_are_none(text: str) -> None:
    assert not is_whole_list(text)


@pytest.mark.parametrize("best", ["共有三个原因", "一是", "二是", "三是"])
def test_a_list_is_found_from_any_of_its_sentences(best: str, markdown: Callable[[str], Document]) -> None:
    text = "渡口关闭。共有三个原因。一是水浅。二是船旧。三是人少。此处另建新桥。"
    found = around(markdown(text), best)
    assert found == ["共有三个原因。", "一是水浅。", "二是船旧。", "三是人少。"][best != "共有三个原因" :]


def test_what_leads_up_to_a_list_leads_to_it(markdown: Callable[[str], Document]) -> None:
    text = "张三通报了用药情况。会议决定：\n1. 先会诊；\n2. 后用药；\n3. 每月公布。\n李四表示同意。"
    assert around(markdown(text), "张三") == ["会议决定：", "先会诊；", "后用药；", "每月公布。"]


def test_a_sentence_by_itself_is_no_list(markdown: Callable[[str], Document]) -> None:
    assert around(markdown("渡口关闭。水很浅。船也旧。"), "水很浅") == []
    assert around(markdown("共有三个原因。水很浅。"), "共有") == []


def test_another_list_ends_one(markdown: Callable[[str], Document]) -> None:
    text = "一是水浅。二是船旧。一是桥新。二是路宽。"
    assert around(markdown(text), "二是船旧") == ["一是水浅。", "二是船旧。"]
