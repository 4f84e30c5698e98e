import pytest
from hypothesis import given

from corpus.document import Block
from corpus.origin import Traced
from corpus.script import (
    fold,
    is_simplified,
    is_traditional,
    language_of,
    mend_script,
    script_of,
    to_simplified,
    to_traditional,
)
from tests.strategies import texts


@pytest.mark.parametrize("char", "務發體雲這個們與車")
def test_traditional_only(char: str) -> None:
    assert is_traditional(char)
    assert not is_simplified(char)


@pytest.mark.parametrize("char", "务发体这个们与车")
def test_simplified_only(char: str) -> None:
    assert is_simplified(char)
    assert not is_traditional(char)


@pytest.mark.parametrize("char", "后云里台著中鮟鱇A1，")
def test_characters_of_both_scripts_tell_nothing(char: str) -> None:
    assert not is_simplified(char) and not is_traditional(char)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("汽車雲服務", "hant"),
        ("汽车云服务", "hans"),
        ("本文引用“務”字，其余都是简体", "hans"),
        ("", "hans"),
        ("English", "hans"),
    ],
)
def test_the_script_of_a_text(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("汽车云服务 IaaS PaaS SaaS", "zh"),
        ("The market (480亿元) grew by a quarter in 2025, said the association.", "en"),
        ("", "en"),
        ("2025", "en"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language


def test_words_decide_where_one_character_has_two_forms() -> None:
    assert to_traditional("头发发展后面皇后") == "頭髮發展後面皇后"
    assert to_simplified("頭髮發展後面皇后") == "头发发展后面皇后"
    assert to_simplified("隨著") == "随着"
    assert to_simplified("著作") == "著作"


@given(texts())
def test_folding_keeps_places_and_gives_what_folding_the_string_gives(raw: str) -> None:
    folded = fold(Traced.of(raw))
    assert folded.text == to_simplified(raw)
    assert folded.starts.tolist() == sorted(folded.starts.tolist())
    if len(folded) == len(raw):
        assert folded.starts.tolist() == list(range(len(raw)))


def test_blocks_of_a_simplified_document_are_left_alone() -> None:
    blocks = [Block("paragraph", Traced.of("名著与著名作家，乾坤"))]
    assert mend_script(blocks) == (blocks, [])


def test_the_report_counts_what_was_folded() -> None:
    blocks, (mend,) = mend_script([
        Block("paragraph", Traced.of("abc服務與發展", 3)),
        Block("heading", Traced.of("概述")),
    ])
    assert [b.traced.text for b in blocks] == ["服务与发展", "概述"]
    assert mend.note == "3 Traditional characters in 1 blocks read as Simplified"
    assert (mend.start, mend.end) == (3, 8)


def test_characters_stay_that_would_become_ones_most_fonts_lack() -> None:
    assert to_simplified("鮟鱇發光") == "鮟鱇发光"
