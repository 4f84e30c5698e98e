from collections.abc import Callable
from pathlib import Path

from corpus.document import Document
from retrieval.evidence import evidence_at, evidence_in
from retrieval.evidence import evidence_of as every_piece
from tests.reading import read
from tests.retrieval.pieces import evidence_of, hit_on

TEXT = """# 茶

前言一句。

## 产量

甲地产量为3万吨。乙地为2万吨。

表1：出口量

| 年份 | 出口量（万吨） |
|---|---|
| 2023 | 4.6 |
| 2024 | 5.2 |

表后还有一句。
"""


def test_sentences_and_rows_in_order_of_place(markdown: Callable[[str], Document]) -> None:
    document = markdown(TEXT)
    found = evidence_of(document)
    prose = [e.text for e in found if e.table is None]
    assert prose == ["前言一句。", "甲地产量为3万吨。", "乙地为2万吨。", "表后还有一句。"]
    assert [(e.row, e.text) for e in found if e.table is not None] == [(0, "2023 | 4.6"), (1, "2024 | 5.2")]
    assert [e.start for e in found] == sorted(e.start for e in found)
    assert all(document.text[e.start : e.end] == e.text for e in found)


def test_what_a_reader_knows(markdown: Callable[[str], Document]) -> None:
    found = {e.text: e for e in evidence_of(markdown(TEXT))}
    second = found["乙地为2万吨。"]
    assert second.before == "甲地产量为3万吨。"
    assert second.context == "茶 产量" and second.section == "产量"
    assert second.wide == "茶 产量 甲地产量为3万吨。 乙地为2万吨。"
    assert found["甲地产量为3万吨。"].before == ""
    row = found["2024 | 5.2"]
    assert row.context == "茶 产量 表1：出口量 年份 | 出口量（万吨）" and row.before == ""


def test_a_caption_is_told_by_its_rows_alone(markdown: Callable[[str], Document]) -> None:
    assert "表1：出口量" not in [e.text for e in evidence_of(markdown(TEXT))]


def test_overlapping_passages_give_each_unit_once_by_the_better_rank(markdown: Callable[[str], Document]) -> None:
    document = markdown(TEXT)
    start = document.text.index("甲地")
    hits = [hit_on(document, start, start + 18, 2.0), hit_on(document, score=1.0)]
    found = evidence_in(hits, {document.doc_id: document})
    assert len({e.key for e in found}) == len(found)
    assert {e.text: (e.rank, e.score) for e in found}["甲地产量为3万吨。"] == (0, 2.0)
    assert {e.text: (e.rank, e.score) for e in found}["前言一句。"] == (1, 1.0)


def test_rows_that_a_passage_cuts_are_left_out(markdown: Callable[[str], Document]) -> None:
    document = markdown(TEXT)
    end = document.text.index("2024") + 3
    found = evidence_in([hit_on(document, 0, end)], {document.doc_id: document})
    assert [e.row for e in found if e.table is not None] == [0]


def test_what_stands_far_before_is_not_read(markdown: Callable[[str], Document]) -> None:
    found = evidence_of(markdown("# 题\n\n" + "很长的一句话没有尽头" * 30 + "。末句。"))
    assert len(found[-1].before) == 240 and found[-1].text == "末句。"


FAQ = """# 借书

记者：为什么改为抽签？

座位太少。假日有人排队。

## 可以续借吗？

可以，最多两次。

要带下列东西：

- 书
- 证件

回家吧。
"""


def test_a_reply_knows_its_question_and_an_item_what_announces_it(markdown: Callable[[str], Document]) -> None:
    found = {e.text: e for e in evidence_of(markdown(FAQ))}
    assert found["座位太少。"].before == "记者：为什么改为抽签？"
    assert found["假日有人排队。"].replies_to == "记者：为什么改为抽签？"
    assert found["可以，最多两次。"].replies_to == "可以续借吗？"
    assert found["书"].before == found["证件"].before == "要带下列东西："
    assert found["回家吧。"].before == ""


def test_one_who_asks_gives_no_answer(markdown: Callable[[str], Document]) -> None:
    found = {e.text: e.is_question for e in evidence_of(markdown(FAQ + "\nQ: You stopped.\n\nYes, we did.\n"))}
    assert [text for text, asks in found.items() if asks] == ["记者：为什么改为抽签？", "Q: You stopped."]


def test_no_hits_no_evidence() -> None:
    assert evidence_in([], {}) == []


def test_a_remark_between_rows_is_evidence_and_the_rows_are_those_of_one_table(tmp_path: Path) -> None:
    raw = "Port,Calls\nHollin,118\nNote: the quay at Mell was closed in May. Ships went to Brae.\nMell,97\n"
    document = read(tmp_path, "ports.csv", raw)
    found = evidence_of(document)
    assert [(e.row, e.text) for e in found] == [
        (0, "Hollin | 118"),
        (-1, "Note: the quay at Mell was closed in May."),
        (-1, "Ships went to Brae."),
        (1, "Mell | 97"),
    ]
    assert found[2].before == found[1].text and len({e.table for e in found if e.table}) == 1
    # A passage that ends inside the table has what stands in it, and no more.
    first = document.text.index("Ships")
    (unit,) = evidence_in([hit_on(document, first, document.text.index("Mell |"))], {document.doc_id: document})
    assert unit.text == "Ships went to Brae."


def test_what_a_span_touches_is_what_all_of_the_document_has_there(markdown: Callable[[str], Document]) -> None:
    document = markdown(TEXT + "\n- 一项。\n- 又一项。两句。\n")
    everything = every_piece(document)
    for start in range(len(document.text)):
        for end in (start + 1, start + 9, start + 60):
            wanted = [(e.key, e.text, e.before, e.table) for e in everything if e.start < end and start < e.end]
            found = evidence_at([(document, start, end)])
            assert [(e.key, e.text, e.before, e.table) for e in found] == wanted
    place = document.text.index("乙地")
    assert [e.context for e in evidence_at([(document, place, place + 1)])] == ["茶 产量"]
    assert evidence_at([]) == []
