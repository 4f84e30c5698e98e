"""Documents out of texts that are at hand already, such as those of a benchmark."""

from collections.abc import Sequence

from corpus.document import Document, Paragraph
from corpus.headings import section_tree
from corpus.origin import Traced
from corpus.script import fold, language_of, script_of


def text_documents(texts: Sequence[tuple[str, str, str]]) -> list[Document]:
    """Documents without structure: each text is one section, read as it stands but for Traditional characters.

    Args:
        texts: (doc_id, title, text) of each; doc_ids must differ.
    """
    return [_document(doc_id, title, text) for doc_id, title, text in texts]


def _document(doc_id: str, title: str, text: str) -> Document:
    script = script_of(text)
    traced = fold(Traced.of(text)) if script == "hant" else Traced.of(text)
    return Document(
        doc_id=doc_id,
        title=title,
        language=language_of(text),
        script=script,
        date=None,
        metadata={},
        parallel=None,
        raw=text,
        traced=traced,
        sections=section_tree((), len(traced)),
        paragraphs=(Paragraph("paragraph", 0, len(traced), 0, None),) if len(traced) else (),
        tables=(),
        mends=(),
        encoding="utf-8",
        confidence=1.0,
    )
