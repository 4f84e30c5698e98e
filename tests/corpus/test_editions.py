"""The editions that ship with the project: the same facts in Chinese and in English, and the tables as expected."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest

from corpus.document import Document, Paragraph
from corpus.figures import find_figures
from tests.reading import assert_faithful

NAMES = ["carmakers-and-cloud", "automotive-cloud-report"]
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
# "千亿级" in Chinese is "CNY 100 billion" in English.
_HUNDRED_BILLION = (Decimal(100_000_000_000).normalize(), "CNY")


@pytest.fixture(params=NAMES)
def pair(request: pytest.FixtureRequest, editions: dict[str, Document]) -> tuple[Document, Document]:
    return editions[f"{request.param}.zh.md"], editions[f"{request.param}.en.md"]


def anchored(document: Document) -> list[Paragraph]:
    return [p for p in document.paragraphs if p.anchor]


def words(document: Document, paragraph: Paragraph) -> str:
    return document.text[paragraph.start : paragraph.end]


def paragraphs_in_both(pair: tuple[Document, Document]) -> Iterator[tuple[str, str, str]]:
    """Anchor and text of each paragraph in both languages, captions of tables left out."""
    captions = {table.caption for document in pair for table in document.tables}
    for zh, en in zip(*map(anchored, pair), strict=True):
        if words(pair[0], zh) not in captions:
            assert zh.anchor is not None
            yield zh.anchor, words(pair[0], zh), words(pair[1], en)


def test_both_languages_name_each_other_and_say_what_they_are(pair: tuple[Document, Document]) -> None:
    zh, en = pair
    assert (zh.language, en.language) == ("zh", "en")
    assert (zh.parallel, en.parallel) == (en.doc_id, zh.doc_id)
    assert zh.date == en.date
    for document in pair:
        assert {"title", "author", "publisher", "date", "source_url", "edition", "rights"} <= set(document.metadata)
        assert document.title == document.metadata["title"]
        assert not [m for m in document.mends if m.done], "an edition needs no mending"


def test_both_languages_have_the_same_anchors_in_the_same_order(pair: tuple[Document, Document]) -> None:
    names = [[p.anchor for p in anchored(document)] for document in pair]
    assert names[0] == names[1]
    assert len(set(names[0])) == len(names[0])


def test_every_paragraph_has_an_anchor(pair: tuple[Document, Document]) -> None:
    for document in pair:
        unnamed = [words(document, p) for p in document.paragraphs if p.kind == "paragraph" and not p.anchor]
        assert unnamed == []


def test_both_languages_have_the_same_sections(pair: tuple[Document, Document]) -> None:
    shapes = [[(s.level, s.parent) for s in document.sections] for document in pair]
    assert shapes[0] == shapes[1]
    anchors = [[(p.anchor, p.section) for p in anchored(document)] for document in pair]
    assert anchors[0] == anchors[1]


def test_both_languages_state_the_same_figures_in_every_paragraph(pair: tuple[Document, Document]) -> None:
    differing = {}
    for anchor, zh, en in paragraphs_in_both(pair):
        in_zh, in_en = ({f.key: f.text for f in find_figures(text)} for text in (zh, en))
        if "千亿" in zh:
            in_en.pop(_HUNDRED_BILLION, None)
        if in_zh.keys() != in_en.keys():
            differing[anchor] = ([in_zh[k] for k in in_zh.keys() - in_en], [in_en[k] for k in in_en.keys() - in_zh])
    assert differing == {}


def test_an_amount_in_both_notations_is_one_amount(pair: tuple[Document, Document]) -> None:
    """`CNY 48 billion (480亿元)`: the English figure and the Chinese one behind it are equal."""
    checked = 0
    for _, _, en in paragraphs_in_both(pair):
        for m in re.finditer(r"(CNY [\d.,]+(?: \w+illion)?)\s*\(([\d.,]+[万亿]*元)\)", en):
            (english,), (chinese,) = find_figures(m[1]), find_figures(m[2])
            assert english.key == chinese.key, m[0]
            checked += 1
    assert checked or not re.search(r"CNY \d", pair[1].text)


def test_tables_have_the_expected_cells(editions: dict[str, Document], golden: Callable[[str, Any], None]) -> None:
    document = editions["automotive-cloud-report.zh.md"]
    cells = {
        f"t{number}": [[cell.text for cell in row] for row in (table.header, *table.rows)]
        for number, table in enumerate(document.tables, 1)
    }
    golden("tables.json", cells)


def test_tables_have_the_same_digits_in_both_languages(pair: tuple[Document, Document]) -> None:
    zh, en = pair
    assert len(zh.tables) == len(en.tables)
    for ours, theirs in zip(zh.tables, en.tables, strict=True):
        assert len(ours.header) == len(theirs.header)
        assert ours.caption and theirs.caption
        for row, other in zip(ours.rows, theirs.rows, strict=True):
            for cell, same in zip(row, other, strict=True):
                digits = [sorted(_DIGITS.findall(c.text)) for c in (cell, same)]
                assert digits[0] == digits[1], (cell.text, same.text)


def test_sentences_are_short_enough_to_quote(pair: tuple[Document, Document]) -> None:
    for text in (t for _, t, _ in paragraphs_in_both(pair)):
        assert max(len(s) for s in re.split(r"(?<=[。！？])", text)) <= 160, text
    for text in (t for _, _, t in paragraphs_in_both(pair)):
        assert max(len(s.split()) for s in re.split(r"(?<=[.!?])\s+(?=[A-Z\"“])", text)) <= 80, text


def test_places_in_the_editions_are_true(editions: dict[str, Document]) -> None:
    for document in editions.values():
        assert_faithful(document)
