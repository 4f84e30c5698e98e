from collections.abc import Callable

import pytest

from corpus.document import Document
from retrieval.listing import announces, is_whole_list, list_around, list_blocks
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
        "when it rains, when it snows, or when it blows",
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
    assert around(markdown("共有三个原因。\n\n# 题\n\n水很浅。"), "共有") == []


def test_a_sentence_that_announces_reasons_is_told_with_the_one_that_tells_them(
    markdown: Callable[[str], Document],
) -> None:
    assert around(markdown("Two things ended it. Salt was dear, and ships were few."), "Two") == [
        "Two things ended it.",
        "Salt was dear, and ships were few.",
    ]


def test_an_item_that_lists_under_a_name_of_its_own_is_whole(markdown: Callable[[str], Document]) -> None:
    text = "一、时间：七月。\n\n二、材料：身份证、证书、合同、证明。\n\n三、流程：先报名。"
    assert around(markdown(text), "二、") == []


def test_items_are_one_piece_with_what_announces_them(markdown: Callable[[str], Document]) -> None:
    units = evidence_of(markdown("# 菜\n\n## 食材\n\n- 五花肉\n- 藕尖\n\n切块。\n\n先备齐：\n\n- 锅\n- 铲\n\n- 勺\n"))
    blocks = list_blocks(units)
    assert [[units[n].text for n in numbers] for _, numbers in blocks] == [["五花肉", "藕尖"], ["锅", "铲", "勺"]]
    assert [block.text.split()[0] for block, _ in blocks] == ["食材", "先备齐："]
    assert all(block.start == units[n[0]].start and block.end == units[n[-1]].end for block, n in blocks)


def test_another_list_ends_one(markdown: Callable[[str], Document]) -> None:
    text = "一是水浅。二是船旧。一是桥新。二是路宽。"
    assert around(markdown(text), "二是船旧") == ["一是水浅。", "二是船旧。"]


def test_a_number_of_things_announces_them() -> None:
    assert announces("家长感受最明显的变化有三个。") and not announces("三个家长来了。")
