"""The words of the page stand in both languages."""

import re
import string
from pathlib import Path
from typing import get_args

import pytest

from app import strings
from app.strings import READING, WORDS, both, reading, word
from retrieval.query import Kind

SOURCES = [path.read_text(encoding="utf-8") for path in Path(strings.__file__).parent.glob("*.py")]


@pytest.mark.parametrize("key", WORDS)
def test_both_languages_have_the_same_placeholders(key: str) -> None:
    chinese, english = ([name for _, name, _, _ in string.Formatter().parse(t) if name] for t in WORDS[key])
    assert sorted(chinese) == sorted(english)


@pytest.mark.parametrize("key", WORDS)
def test_each_is_in_its_language(key: str) -> None:
    chinese, english = WORDS[key]
    if key != "switch":  # It names the language that it switches to.
        assert re.search("[\u4e00-\u9fff]", chinese)
        assert not re.search("[\u4e00-\u9fff]", english)


@pytest.mark.parametrize("key", WORDS)
def test_every_word_is_used(key: str) -> None:
    assert sum(len(re.findall(f'"{key}"', source)) for source in SOURCES) > 1


def test_values_are_escaped() -> None:
    assert "<b>" not in both("seconds", seconds="<b>")


def test_word() -> None:
    assert word("source_of", "en", n=1, total=2) == "Source 1 of 2"
    assert word("source_of", "zh", n=1, total=2) == "出处 1 / 2"


def test_every_kind_of_question_has_a_word() -> None:
    assert set(get_args(Kind)) <= set(READING)
    assert {"zh", "zh-hant", "en"} <= set(READING)
    assert "数字" in reading("figure") and "a figure" in reading("figure")
    assert reading("<b>") == "&lt;b&gt;"
