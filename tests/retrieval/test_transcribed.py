import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.settings import Settings
from index.texts import text_documents
from index.words import word_units
from retrieval import transcribed
from retrieval.names import default_names
from retrieval.pipeline import open_collection
from retrieval.transcribed import LatinNames, transcribed_names
from retrieval.understand import understand

NAMES = (
    "Aldermere",
    "Bradley",
    "Brackenhall",
    "Chuan",
    "Dunmere",
    "Garrowhead",
    "Heide",
    "Kuan",
    "Lide",
    "Lina",
    "Quyang",
    "Tamblyn",
    "Tillingbrook",
    "Wickendale",
)


def held_in(*texts: str) -> Callable[[str], int]:
    """How many of some texts hold a unit."""
    units = [set(word_units(text)) for text in texts]
    return lambda unit: sum(unit in held for held in units)


def forms(text: str, latin: Sequence[str] = NAMES, *texts: str) -> list[tuple[str, ...]]:
    return [mention.name.forms for mention in transcribed_names(text, [], LatinNames(latin), held_in(*texts))]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("奥尔德米尔", "Aldermere"),
        ("布拉德利", "Bradley"),
        ("布拉肯霍尔", "Brackenhall"),
        ("邓米尔", "Dunmere"),
        ("加罗黑德", "Garrowhead"),
        ("坦布林", "Tamblyn"),
        ("蒂灵布鲁克", "Tillingbrook"),
        ("威肯代尔", "Wickendale"),
    ],
)
def test_a_name_is_known_by_its_sound(written: str, name: str) -> None:
    assert forms(f"{written}在哪里?") == [(written, name)]


def test_what_the_documents_write_in_both_scripts_keeps_both() -> None:
    assert forms("渠阳的医院") == [("渠阳", "Quyang")]
    assert forms("渠阳的医院", NAMES, "渠阳在北方") == [("渠阳", "渠阳", "Quyang")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "市场规模有多大?",
        "who is it",
        "特别的服务是什么?",
        "华为云的份额",
        "巴士多少钱一张票?",
        "数据库安全由谁负责?",
        "此处安全吗?",
        "公司里的人有多少?",
        "黑的是哪一个?",
        "能力那么强的是谁?",
    ],
)
def test_words_are_no_names(text: str) -> None:
    assert forms(text) == []


def test_names_that_sound_otherwise_are_left_alone() -> None:
    assert forms("布里斯托尔在哪里?") == []
    assert forms("布拉德利在哪里?", ("Bristol", "Baldock", "Brindle")) == []


def test_half_a_word_is_no_part_of_a_name() -> None:
    assert forms("坦布林亚洲分公司在哪里?") == [("坦布林", "Tamblyn")]


def test_what_is_known_otherwise_is_left_out_and_hides_nothing_beside_it() -> None:
    text = "加罗黑德和邓米尔"
    known = transcribed_names("邓米尔", [], LatinNames(NAMES), held_in())
    taken = [replace(m, start=5, end=8) for m in known]
    found = transcribed_names(text, taken, LatinNames(NAMES), held_in())
    assert [m.name.forms for m in found] == [("加罗黑德", "Garrowhead")]


def test_the_names_of_documents_are_capitalised_words_that_they_never_write_otherwise() -> None:
    text = "The mine of Garrowhead was sold to Bradley in March. Walls crept. Brontë saw the walls march on."
    latin = LatinNames.of(text_documents([("a", "Brackenhall", text)]))
    assert [latin.spelt(w) for w in ("布拉德利", "渠阳")] == [[], []]
    for written, name in (("加罗黑德", "Garrowhead"), ("布拉德利", "Bradley"), ("布拉肯霍尔", "Brackenhall")):
        assert latin.sounding(written)[1] == [name]
    assert latin.sounding("马尔奇")[1] == latin.sounding("沃尔斯")[1] == []


def test_many_names_are_searched_by_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    alphabet = "bdfgklmnprstvz"
    names = ["".join((a + "a", b + "o", c + "in")).capitalize() for a in alphabet for b in alphabet for c in alphabet]
    compared = []
    monkeypatch.setattr(transcribed, "unlike", lambda *of: compared.append(of) or float("inf"))
    LatinNames(names).sounding("加罗黑德")
    assert 0 < len(compared) < len(names) / 4


@given(st.text(alphabet="布拉德利肯霍尔的在渠阳云市场x2 ", max_size=12))
def test_mentions_stand_in_order_where_they_say_and_do_not_overlap(text: str) -> None:
    found = transcribed_names(text, [], LatinNames(NAMES), held_in())
    assert all(text[m.start : m.end] == m.name.forms[0] for m in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_a_question_is_searched_by_the_name_that_the_documents_write() -> None:
    query = understand("加罗黑德矿为什么塌方?", (), default_names(), held_in("mine"), lambda: LatinNames(NAMES))
    assert "Garrowhead" in query.as_written and "加罗黑德" not in query.as_written and query.spelt == "Garrowhead"
    both = understand("渠阳有几家医院?", (), default_names(), held_in("渠阳的医院"), lambda: LatinNames(NAMES))
    assert both.as_written == "渠阳有几家医院?" and both.spelt == "渠阳 Quyang"


def test_a_chinese_question_finds_the_english_document_of_a_name_that_it_spells_by_sound() -> None:
    texts = [
        ("brackenhall.md", "Brackenhall", "Brackenhall chose the court at Norrvik because the yard asked for it."),
        ("dunmere.md", "Dunmere", "Dunmere chose the court at Ostrand because the council asked for it."),
    ]
    pipeline = open_collection(texts, Settings(), lambda _: None)
    for written, name in (("布拉肯霍尔", "brackenhall.md"), ("邓米尔", "dunmere.md")):
        assert pipeline.search(f"{written}为什么选了这个法院?", 1)[0].passage.doc_id == name
        answer = pipeline.ask(f"{written}为什么选了那个法院?")
        assert answer.status == "answered" and {c.doc_id for c in answer.citations} == {name}


def test_characters_are_read_as_they_are_in_names() -> None:
    """格 is read luo and he elsewhere, 霍 suo."""
    latin = LatinNames(["Breva", "Brigg", "Chilean"])
    assert latin.sounding("布里格")[1] == ["Brigg"]
    assert latin.sounding("霍林")[1] == []


def test_two_characters_must_sound_alike_more_closely() -> None:
    latin = LatinNames(["Jones", "Boeings"])
    assert latin.sounding("琼斯")[1] == ["Jones"]
    assert latin.sounding("边查")[1] == []
