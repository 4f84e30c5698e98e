from pathlib import Path

import pytest

from corpus.errors import SettingsError
from corpus.script import is_traditional
from retrieval.names import Name, NameBook, default_names, load_names

BOOK = NameBook([
    Name(("Alibaba Cloud", "阿里云", "Aliyun")),
    Name(("Alibaba", "阿里巴巴", "阿里")),
    Name(("United States", "美国", "US")),
    Name(("market share", "市场份额"), proper=False),
])


def found(text: str) -> list[str]:
    return [m.name.forms[0] for m in BOOK.find(text)]


def test_the_longest_form_counts() -> None:
    assert found("阿里云属于阿里") == ["Alibaba Cloud", "Alibaba"]
    assert found("Alibaba Cloud, then Alibaba") == ["Alibaba Cloud", "Alibaba"]


def test_places_are_those_of_the_text() -> None:
    text = "在阿里巴巴，ALIYUN"
    assert [text[m.start : m.end] for m in BOOK.find(text)] == ["阿里巴巴", "ALIYUN"]


def test_latin_forms_match_whole_words_and_han_forms_anywhere() -> None:
    assert found("xAlibaba Alibabas Alibaba2") == []
    assert found("Alibaba's and 用Alibaba做") == ["Alibaba", "Alibaba"]
    assert found("说阿里的") == ["Alibaba"]


def test_abbreviations_that_are_words_need_capitals() -> None:
    assert found("tell us of the US") == ["United States"]
    assert found("Us") == []


def test_form_by_language() -> None:
    name = Name(("Alibaba Cloud", "阿里云", "Aliyun"))
    assert (name.form("en"), name.form("zh")) == ("Alibaba Cloud", "阿里云")
    assert Name(("OPPO",)).form("zh") == "OPPO"


def test_an_empty_book_finds_nothing() -> None:
    assert NameBook([]).find("阿里云 anything") == []


def test_terms_are_not_proper_names() -> None:
    (mention,) = BOOK.find("the market share")
    assert not mention.name.proper


def test_the_shipped_file_names_what_it_says() -> None:
    book = default_names()
    assert book is default_names()
    assert [m.name.form("zh") for m in book.find("NIO and the State Council")] == ["蔚来", "国务院"]


def test_shipped_forms_are_simplified_and_belong_to_one_name() -> None:
    seen: dict[str, Name] = {}
    for name in {m.name for form in default_names()._by_form for m in default_names().find(form.upper())}:
        for form in name.forms:
            assert form == form.strip() != ""
            assert not any(map(is_traditional, form)), form
            assert seen.setdefault(form.casefold(), name) == name, form
    assert len(seen) > 300


@pytest.mark.parametrize("content", ["names = [", "names = 3", "terms = [1, 2]"])
def test_a_file_that_does_not_fit_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "names.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"names\.toml"):
        load_names(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml"):
        load_names(tmp_path / "absent.toml")


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "names.toml"
    path.write_text('names = [["Skerry Point", "斯凯里角"]]', encoding="utf-8")
    assert [m.name.form("en") for m in load_names(path).find("斯凯里角的灯塔")] == ["Skerry Point"]
