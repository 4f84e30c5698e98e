"""The wording: both languages say the same things with the same fields, and every key that the program asks for is there."""

import ast
import string
from pathlib import Path

import pytest

import retrieval.phrases
from corpus.script import HAN, is_simplified, is_traditional
from retrieval.phrases import _EN, _ZH, phrase

FOLDER = Path(retrieval.phrases.__file__).parent


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_fields() -> None:
    assert set(_ZH) == set(_EN)
    assert {k: fields(v) for k, v in _ZH.items()} == {k: fields(v) for k, v in _EN.items()}


def test_each_wording_is_in_its_language() -> None:
    for key in _EN:
        assert not HAN.search(_EN[key]), key
        assert not any(map(is_traditional, _ZH[key])), key


def asked_for() -> dict[str, set[str]]:
    """The keys that calls of `phrase` name in so many words, with the fields that they give."""
    found: dict[str, set[str]] = {}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "phrase"):
                continue
            for key in ast.walk(node.args[0]):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    found.setdefault(key.value, set()).update(k.arg or "" for k in node.keywords)
    return found


def test_what_the_program_asks_for_is_there_and_fits() -> None:
    calls = asked_for()
    assert {"quote", "worked", "cell", "nearest"} <= set(calls)
    for key, given in calls.items():
        assert fields(_EN[key]) <= given, key


def test_no_wording_lies_unused() -> None:
    text = "".join(p.read_text(encoding="utf-8") for p in FOLDER.glob("*.py") if p.name != "phrases.py")
    # Small talk and orders are told by the kind of the question.
    assert [key for key in _EN if f'"{key}"' not in text and key not in ("chat", "order")] == []


@pytest.mark.parametrize("key", sorted(_ZH))
def test_traditional_is_wholly_traditional_around_its_parts(key: str) -> None:
    parts = dict.fromkeys(fields(_ZH[key]), "…")
    assert not any(map(is_simplified, phrase(key, "zh-hant", **parts)))


def test_parts_are_put_in_as_they_are() -> None:
    assert phrase("quote", "en", quote="{marks} 100%", marks="[1]") == "{marks} 100% [1]"
    assert phrase("quote", "zh-hant", quote="汽车", marks="[1]") == "汽车[1]"


def test_a_part_that_is_missing_is_an_error() -> None:
    with pytest.raises(KeyError):
        phrase("quote", "en", quote="x")


def test_a_name_in_latin_letters_does_not_run_into_its_figure() -> None:
    assert phrase("cell", "zh", name="Share 2023", value="14%") == "Share 2023：14%"
    assert phrase("cell", "zh", name="产量", value="14吨") == "产量14吨"
