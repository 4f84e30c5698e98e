from dataclasses import replace

import pytest

from corpus.document import Document
from corpus.script import HAN
from evals.records import Record, answer_line, parse_record
from evals.sources import Sources
from evals.support import check_support
from tests.evals.example import EN, ZH, Answerer

RIGHT_ZH = "据茶协统计，2024年茶港的茶叶出口额为480亿元，同比增长12.5%。"
RIGHT_EN = "tea exports were CNY 48 billion (480亿元) in 2024, up 12.5%."


def record(text: str, *places: tuple[str, int, int], status: str = "answered", language: str = "zh") -> Record:
    citations = [
        {"n": n, "doc_id": d, "title": "茶港年报", "start": s, "end": e, "source_quote": "", "quote": ""}
        for n, (d, s, e) in enumerate(places, start=1)
    ]
    return parse_record({
        "id": "q", "language": language, "status": status, "answer": text, "citations": citations, "hits": [],
    })  # fmt: skip


def place(piece: str) -> tuple[str, int, int]:
    doc_id, raw = ("tea.zh.md", ZH) if piece in ZH else ("tea.en.md", EN)
    return doc_id, raw.index(piece), raw.index(piece) + len(piece)


def gaps(sources: Sources, text: str, *pieces: str, **more: str) -> tuple[str, ...]:
    language = "zh" if HAN.search(text) else "en"
    return check_support(record(text, *map(place, pieces), language=language, **more), sources).gaps


@pytest.mark.parametrize(
    "text",
    [
        "2024年的出口额为480亿元[1]。",
        "2024年的出口額為４８０億元[1]。",
        "CNY 48 billion in 2024 [1]",
        "增长12.5%[1]",
        "《茶港年报》（2024年）：480亿元[1]",
        "表1以外，出口额为480亿元[1]",
        "原文：“茶港的茶叶出口额为480亿元……增长12.5%”[1]",
        "第3节给出的2个数字之一是480亿元[1]",
    ],
)
def test_supported(sources: Sources, text: str) -> None:
    assert gaps(sources, text, RIGHT_ZH) == ()


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("2023年的出口额为480亿元[1]。", "'2023年'"),
        ("2024年的出口额为48亿元[1]。", "'48亿元'"),
        ("2024年的出口额为480亿[1]。", "'480亿'"),
        ("2024年的出口额为480亿美元[1]。", "'480亿美元'"),
        ("增长12.5个百分点[1]", "'12.5个百分点'"),
        ("CNY 480 billion in 2024 [1]", "'CNY 480 billion'"),
        ("据IDC，2024年为480亿元[1]", "'国际数据公司'"),
        ("据ABC，2024年为480亿元[1]", "'ABC'"),
        ("据中汽协，2024年为480亿元[1]", "'中国汽车工业协会'"),
        ("原文：“茶港的茶叶进口额为480亿元”[1]", "quotation"),
        ("2024年为480亿元。", "no citation"),
    ],
)
def test_unsupported(sources: Sources, text: str, what: str) -> None:
    found = gaps(sources, text, RIGHT_ZH)
    assert any(what in gap for gap in found), found


def test_the_quote_of_the_record_counts_for_nothing(sources: Sources) -> None:
    fake = record("2024年为490亿元[1]。", place(RIGHT_ZH))
    told = tuple(replace(c, source_quote="490亿元", quote="490亿元") for c in fake.citations)
    assert check_support(replace(fake, citations=told), sources).gaps


def test_a_cell_needs_the_unit_of_its_header(sources: Sources) -> None:
    row, header = "| 2025 | 1,450 | 28 |", "| 年份 | 产量（万吨） | 份额（%） |"
    assert gaps(sources, "2025年产量1,450万吨，份额28%[1][2]。", row, header) == ()
    assert len(gaps(sources, "2025年产量1,450万吨，份额28%[1]。", row)) == 2
    assert gaps(sources, "14.5 million tonnes in 2025 [1][2].", row, header) == ()
    assert gaps(sources, "2025年产量1,450亿吨[1][2]。", row, header)


def test_prose_does_not_lend_its_unit_to_a_bare_number(sources: Sources) -> None:
    assert gaps(sources, "出口额为2024亿元[1]", RIGHT_ZH)


def test_each_statement_leans_on_its_own_citations(sources: Sources) -> None:
    two, three = "2025年茶港的茶叶出口额为520亿元", "2025年茶港的茶叶出口额为610亿元"
    assert gaps(sources, "2025年有不同数字：\n1. 520亿元[1]\n2. 610亿元[2]", two, three) == ()
    assert len(gaps(sources, "2025年有不同数字：\n1. 520亿元[2]\n2. 610亿元[1]", two, three)) == 2
    assert len(gaps(sources, "2026年有不同数字：\n1. 520亿元[1]\n2. 610亿元[2]", two, three)) == 1


def test_what_is_said_to_be_missing_needs_no_support(sources: Sources) -> None:
    assert gaps(sources, "2024年为480亿元[1]。没有给出2031年的数字。", RIGHT_ZH) == ()
    assert gaps(sources, "文件没有给出2031年的数字。最接近的是2024年的480亿元[1]。", RIGHT_ZH, status="refused") == ()
    assert gaps(sources, "文件没有给出2031年的数字。最接近的是2024年的490亿元[1]。", RIGHT_ZH, status="refused")


def test_capitalised_words_of_an_english_statement(sources: Sources) -> None:
    short, whole = "tea exports were CNY 48 billion", "According to the Tea Association, " + RIGHT_EN
    said = "According to the Tea Association, tea exports were CNY 48 billion [1]"
    assert [gap.split(": ")[1] for gap in gaps(sources, said, short)] == ["name 'Association'"]
    assert gaps(sources, said, whole) == ()


def test_every_answer_of_the_example_is_borne_out(documents: tuple[Document, ...], sources: Sources) -> None:
    answerer = Answerer(documents)
    answer = parse_record(answer_line("z5", answerer.ask("2025年比2024年增长多少？按茶协"), 0.0))
    found = check_support(answer, sources)
    assert (found.checked, found.unsupported) == (1, 0)
