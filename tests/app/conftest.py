"""A pipeline that answers from hand-made documents, so that the app is tested without an index."""

import socket
from collections.abc import Sequence

import pytest

from corpus.document import Cell, Document, Paragraph, Section, Table
from corpus.errors import AnswerError
from corpus.origin import Edit, Traced
from retrieval.answer import Answer, Citation, Computed, HitSpan, Parallel, Turn, cite

HOSTILE = '<img src=x onerror="document.title=1">[点这里](javascript:alert(1))<script>alert(2)</script>'


def make_document(doc_id: str, title: str, blocks: Sequence[str], **changes: object) -> Document:
    """A document with one section; a block that begins with `|` is a table, and `^` stands for a raw `<b>`.

    Every block is written `<p>…</p>` in the raw text, so that raw and clean places differ.
    """
    raw = "\n\n".join(f"<p>{block}</p>" for block in (title, *blocks))
    edits, start = [], 0
    for tag in ("<p>", "</p>"):
        start = 0
        while (start := raw.find(tag, start)) >= 0:
            edits.append(Edit(start, start + len(tag), ""))
            start += len(tag)
    traced = Traced.of(raw).apply(edits)
    paragraphs, tables, at = [], [], 0
    for position, block in enumerate((title, *blocks)):
        end = at + len(block)
        kind = "heading" if position == 0 else "table" if block.startswith("|") else "paragraph"
        paragraphs.append(Paragraph(kind, at, end, 1, None))
        if kind == "table":
            tables.append(_table(block, at))
        at = end + 2
    values: dict[str, object] = {
        "doc_id": doc_id,
        "title": title,
        "language": "zh",
        "script": "hans",
        "date": "2022-01-06",
        "metadata": {"author": "某作者", "publisher": "某社"},
        "parallel": None,
        "raw": raw,
        "traced": traced,
        "sections": (
            Section("", 0, 0, 0, -1),
            Section(title, 1, 0, len(traced.text), -1),
        ),
        "paragraphs": tuple(paragraphs),
        "tables": tuple(tables),
        "mends": (),
        "encoding": "utf-8",
        "confidence": 1.0,
    }
    return Document(**(values | changes))  # type: ignore[arg-type]


def _table(block: str, at: int) -> Table:
    rows = []
    for line in block.split("\n"):
        cells, place = [], at + 1
        for text in line.strip("|").split("|"):
            cells.append(Cell(text, place, place + len(text)))
            place += len(text) + 1
        rows.append(tuple(cells))
        at += len(line) + 1
    return Table(rows[0], tuple(rows[1:]), rows[0][0].start - 1, rows[-1][-1].end + 1)


def free_port() -> int:
    """A TCP port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class FakePipeline:
    """Answers by the words in a question: 拒 refuses, 算 computes, 炸 fails, 表 cites a table, hello chats."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._documents = {document.doc_id: document for document in documents}
        self.histories: list[Sequence[Turn]] = []

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(self._documents.values())

    def document(self, doc_id: str) -> Document:
        return self._documents[doc_id]

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        self.histories.append(tuple(history))
        if not question.strip() or len(question) > 4000:
            raise AnswerError("question", "is empty or over 4,000 characters", "ask a shorter one")
        if "炸" in question:
            raise RuntimeError("secret: /etc/passwd")
        if question == "hello":
            return Answer("en", "chat", "Hello. Ask me about the documents.", (), ())
        document = self.documents[0]
        citations = self._citations(document, question)
        hits = tuple(HitSpan(c.doc_id, c.start, c.end, 1.0 / c.n) for c in citations)
        if "拒" in question:
            return Answer("zh", "refused", "文档没有说。最接近的是[1]。", citations[:1], hits)
        computed = (Computed("480 × 2", "960亿元", (1,)),) if "算" in question else ()
        text = f"文档说：“{citations[0].quote}”[1]\n另见[2]，不是[9]。"
        text += "\n480 × 2 = 960亿元[1]" if computed else ""
        return Answer("zh", "answered", text, citations, hits, computed, {"年份": "2025 <b>"})

    def _citations(self, document: Document, question: str) -> tuple[Citation, ...]:
        body = [p for p in document.paragraphs if (p.kind == "table") == ("表" in question) and p.kind != "heading"]
        first, last = body[0], body[-1]
        if "表" in question:
            row = document.tables[0].rows[1]
            spans = [(row[0].start, row[-1].end), (row[0].start, row[0].end)]
        else:
            spans = [(first.start + 2, first.start + 9), (last.start, last.end)]
        parallel = Parallel("b.en.md", 3, 9, "the <same>")
        return tuple(cite(document, s, e, n, parallel=parallel) for n, (s, e) in enumerate(spans, start=1))


@pytest.fixture
def document() -> Document:
    """One document with paragraphs, a table, and markup that must stay text."""
    table = "|年份|规模\n|2024|300亿元\n|2025|480亿元\n|2026|600亿元"
    return make_document("a.md", "云与汽车", ["云计算为车企带来变革，规模达到480亿元。", HOSTILE, table, "最后一段。"])


@pytest.fixture
def pipeline(document: Document) -> FakePipeline:
    """A pipeline over that document."""
    return FakePipeline([document])
