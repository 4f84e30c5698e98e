"""What stands before a text and says where it comes from: fields that can be cited with their place."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document
from corpus.frontmatter import field_blocks, front_matter
from tests.reading import assert_faithful, read

VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=("Cs", "Cc")), max_size=30)


def fields_of(document: Document) -> dict[str, tuple[str, str]]:
    """For each field its clean text and the characters of the file that it stands for."""
    return {
        p.anchor: (document.text[p.start : p.end], document.raw[slice(*document.traced.span(p.start, p.end))])
        for p in document.paragraphs
        if p.kind == "field" and p.anchor
    }


HEAD = """---
title: "Ferries of the sound"
Author: 'Ada Moor'
tags: [sea, boats]
publisher: The Harbour Post
date: 2022-01-06
source_url: https://example.org/ferries?id=1
---
"""


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("a.md", "# Crossings\n\nThey run hourly.\n"),
        ("a.txt", "They run hourly.\n"),
        ("a.html", "<html><body><p>They run hourly.</p></body></html>"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_fields_stand_for_their_lines_in_every_kind_of_text_file(
    tmp_path: Path, name: str, body: str, line_end: str
) -> None:
    document = read(tmp_path, name, (HEAD + body).replace("\n", line_end))
    assert fields_of(document) == {
        "field:title": ("title: Ferries of the sound", 'title: "Ferries of the sound"'),
        "field:author": ("Author: Ada Moor", "Author: 'Ada Moor'"),
        "field:publisher": ("publisher: The Harbour Post", "publisher: The Harbour Post"),
        "field:date": ("date: 2022-01-06", "date: 2022-01-06"),
        "field:url": ("source_url: https://example.org/ferries?id=1", "source_url: https://example.org/ferries?id=1"),
    }
    assert (document.language, document.date) == ("en", "2022-01-06")
    assert_faithful(document)


def test_a_title_that_heads_the_text_is_cited_there(tmp_path: Path) -> None:
    document = read(tmp_path, "a.md", "---\ntitle: 渡船\nauthor: 莫氏\n---\n# 渡船\n\n每小时一班。")
    assert list(fields_of(document)) == ["field:author"]


def test_several_authors_and_folded_values_are_one_line(tmp_path: Path) -> None:
    raw = "---\nauthors:\n  - 甲\n  - 乙\nsource: >\n  晨报\n  第二版\n---\n正文。"
    found = fields_of(read(tmp_path, "a.md", raw))
    assert found["field:author"] == ("authors: 甲, 乙", "authors:\n  - 甲\n  - 乙")
    assert found["field:source"] == ("source: 晨报 第二版", "source: >\n  晨报\n  第二版")


def test_fields_are_in_the_script_of_the_clean_text(tmp_path: Path) -> None:
    found = fields_of(read(tmp_path, "a.md", "---\nauthor: 陳國華\n---\n渡船的時間。"))
    assert found == {"field:author": ("author: 陈国华", "author: 陳國華")}


@given(st.dictionaries(st.sampled_from(["author", "date", "source", "layout"]), VALUES, max_size=4))
def test_a_field_holds_what_yaml_reads(values: dict[str, str]) -> None:
    raw = f"---\n{yaml.safe_dump(values, allow_unicode=True, width=1000)}---\ntext"
    told = {key: " ".join(value.split()) for key, value in front_matter(raw)[0].items() if key != "layout"}
    found = {b.traced.text.partition(": ")[0]: b.traced.text.partition(": ")[2] for b in field_blocks(raw)}
    assert found == {key: value for key, value in told.items() if value}


def test_an_alias_loses_nothing() -> None:
    raw = "---\nauthor: &a Ada Moor\npublisher: *a\n---\nText."
    assert [(b.anchor, b.traced.text) for b in field_blocks(raw)] == [("field:author", "author: Ada Moor")]


def test_a_list_ends_with_its_last_item() -> None:
    raw = "---\nauthors:\n  - Ada\n  - Bob\n# a remark\nlayout: x\n---\nText."
    (block,) = field_blocks(raw)
    assert block.traced.text == "authors: Ada, Bob"
    start, end = block.traced.span(0, len(block.traced.text))
    assert raw[start:end] == "authors:\n  - Ada\n  - Bob"
