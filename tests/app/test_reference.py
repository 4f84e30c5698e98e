"""How a citation is named."""

from app.reference import heading, place, reference, section_path
from corpus.document import Document
from retrieval.answer import cite


def test_the_title_is_not_said_twice(document: Document) -> None:
    citation = cite(document, 8, 11, 1)
    assert citation.section == ("云与汽车",)
    assert section_path(citation) == ()
    assert heading(citation) == "云与汽车"


def test_reference_names_quote_and_place(document: Document) -> None:
    citation = cite(document, 8, 11, 1)
    start = citation.start
    assert document.raw[start : citation.end] == citation.quote
    assert place(citation) == f"a.md:{start}-{start + 3}"
    assert reference(citation) == f"“{citation.quote}” — 云与汽车 (a.md:{start}-{start + 3})"
