"""The documents that are evaluated on: which evidence is at hand, and whether it still stands where it stood."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from corpus.document import Document
from corpus.errors import EvaluationError
from evals.gold import Group, Question, Span
from retrieval.answer import section_at


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a corpus by `doc_id`."""

    documents: Mapping[str, Document] = field(default_factory=dict)

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "Sources":
        """The sources over some documents."""
        return cls({document.doc_id: document for document in documents})

    def at_hand(self, question: Question) -> tuple[str, ...]:
        """The names of the corpora whose evidence for a question lies wholly in these documents."""
        return tuple(
            name
            for name, groups in question.evidence.items()
            if all(span.doc_id in self.documents for group in groups for span in group)
        )

    def evidence(self, question: Question, *, cited: bool = False) -> tuple[Group, ...]:
        """The groups of evidence at hand; each group is sufficient.

        Args:
            question: the question.
            cited: keep only what an answer should cite: documents in the language of the question where the
                corpora at hand have some, since an edition is quoted in the language it was asked in.
        """
        groups = [group for name in self.at_hand(question) for group in question.evidence[name]]
        if cited:
            wanted = "en" if question.language == "en" else "zh"
            same = [g for g in groups if all(self.documents[s.doc_id].language == wanted for s in g)]
            groups = same or groups
        return tuple(groups)

    def clean_range(self, doc_id: str, start: int, end: int) -> tuple[int, int]:
        """The range of the clean text of a document that comes from the raw span `start:end`."""
        return self.documents[doc_id].traced.clean_span(start, end)

    def cluster(self, question: Question) -> str:
        """What a question shares its luck with: the section of its first evidence, or itself when it has none."""
        for group in self.evidence(question):
            span = group[0]
            document = self.documents[span.doc_id]
            section = section_at(document, self.clean_range(span.doc_id, span.start, span.end)[0])
            return f"{span.doc_id}#{section}"
        return question.question_id

    def header_of(self, doc_id: str, start: int, end: int) -> tuple[int, int] | None:
        """The raw span of a table when `start:end` lies in its header row, else None."""
        document = self.documents[doc_id]
        first, last = self.clean_range(doc_id, start, end)
        for table in document.tables:
            body = table.rows[0][0].start if table.rows and table.rows[0] else table.end
            if first < last and table.start <= first and last <= body:
                return document.traced.span(table.start, table.end)
        return None


def select(questions: Sequence[Question], sources: Sources) -> tuple[Question, ...]:
    """The questions that can be asked of a corpus, every one of their keys checked.

    Answerable questions need evidence at hand. Those without any evidence (to be refused, or chat) are kept
    whenever a question with evidence is.

    Raises:
        EvaluationError: evidence does not stand where the gold file says, or no question fits the corpus.
    """
    for question in questions:
        for group in sources.evidence(question):
            for span in group:
                _check(span, sources.documents[span.doc_id], question.place)
    kept = [q for q in questions if not q.evidence or sources.at_hand(q)]
    if not any(q.evidence for q in kept):
        names = sorted({s.doc_id for q in questions for gs in q.evidence.values() for g in gs for s in g})
        raise EvaluationError(
            "the corpus", f"holds none of {', '.join(names)}", "give --corpus the folder that the gold file is for"
        )
    return tuple(kept)


def corpora(questions: Sequence[Question], sources: Sources) -> tuple[str, ...]:
    """The names of all corpora at hand, sorted."""
    return tuple(sorted({name for question in questions for name in sources.at_hand(question)}))


def _check(span: Span, document: Document, place: str) -> None:
    raw = document.raw
    found = raw[span.start : span.start + len(span.key)]
    if found == span.key and span.end <= len(raw):
        return
    moved = [at for at in range(len(raw)) if raw.startswith(span.key, at)]
    nearest = min(moved, key=lambda at: abs(at - span.start), default=None)
    mend = "find the evidence again"
    if nearest is not None and nearest != span.start:
        mend = f"the key now stands at {nearest} ({len(moved)} in all); correct start and end"
    raise EvaluationError(
        place,
        f"evidence {span.doc_id}:{span.start}-{span.end} should begin with {span.key!r}, but there stands {found!r} "
        f"({len(raw)} characters in all)",
        mend,
    )
