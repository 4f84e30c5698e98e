"""What is measured of one answer: numbers in [0, 1], higher is better, None where a measure does not apply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from corpus.document import Document
from evals.arithmetic import check_computed
from evals.folding import both_forms, letters, stands_in, without_markers
from evals.gold import Group, Question, Span
from evals.language import language_right
from evals.records import HitRecord, Record
from evals.sources import Sources
from evals.support import check_support, cited_text

MEASURES: Final[dict[str, str]] = {
    "right": "answers that may be shown: status, must, support, exact, computed and language all in order",
    "must": "required strings in the part of the answer that is read",
    "brief": "the answer fits into the length that is read",
    "answered": "answerable questions that are answered",
    "refused": "unanswerable questions that are refused",
    "chat": "small talk and orders taken as such",
    "support": "statements whose figures, units, years, names and quotations stand in what they cite",
    "exact": "answers whose citations all are their span, numbered by first appearance, each used",
    "precision": "citations that touch evidence",
    "evidence": "evidence that is cited",
    "computed": "worked figures that can be worked again from cited inputs",
    "language": "answers in the language of the question",
    "hits@1": "evidence in the first hit",
    "hits@5": "evidence in the first five hits",
    "hits@10": "evidence in the first ten hits",
}
"""Every measure and what its mean says."""


@dataclass(frozen=True, slots=True)
class Score:
    """The measures of one answer.

    Attributes:
        question_id: which question.
        language: of the question.
        kind: of the question.
        cluster: questions with the same cluster share their luck: see `Sources.cluster`.
        values: measure to number in [0, 1]; a measure that does not apply is missing.
        notes: what was wrong, one line each, for people.
        error: why there is no answer, or "".
    """

    question_id: str
    language: str
    kind: str
    cluster: str
    values: Mapping[str, float]
    notes: tuple[str, ...]
    error: str = ""


def score(question: Question, record: Record, sources: Sources) -> Score:
    """Measure one answer. A failed one scores 0 on every measure that would have applied."""
    notes: list[str] = []
    if record.failed:
        values = dict.fromkeys(_applicable(question, sources), 0.0)
        notes.append(f"failed: {record.error}")
    else:
        found = {name: measure(question, record, sources, notes) for name, measure in _ONE.items()}
        values = {name: value for name, value in found.items() if value is not None}
        values["right"] = float(all(values.get(name, 1.0) >= 1.0 for name in _NEEDED))
    ordered = {name: values[name] for name in MEASURES if name in values}
    return Score(
        question_id=question.question_id,
        language=question.language,
        kind=question.kind,
        cluster=sources.cluster(question),
        values=ordered,
        notes=tuple(notes),
        error=record.error,
    )


def must(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """1 when each group has one alternative in the first characters of an answer that was given, else 0."""
    if not question.must:
        return None
    if record.status != "answered":
        return 0.0
    read = without_markers(record.text[: question.limit])
    lacking = [group for group in question.must if not any(stands_in(wanted, read) for wanted in group)]
    notes.extend(f"must: none of {' | '.join(group)}" for group in lacking)
    return float(not lacking)


def brief(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """1 when nothing of the answer lies beyond what is read of it."""
    if len(record.text) <= question.limit:
        return 1.0
    notes.append(f"brief: {len(record.text)} characters, {question.limit} are read")
    return 0.0


def _status(wanted: str, applies: Callable[[Question], bool]) -> "Measure":
    def measure(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
        if not applies(question):
            return None
        if record.status != wanted:
            notes.append(f"status: {record.status} instead of {wanted}")
        return float(record.status == wanted)

    return measure


def support(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """The share of statements that what they cite bears out; None for small talk."""
    if record.status == "chat":
        return None
    checked = check_support(record, sources)
    notes.extend(f"support: {gap}" for gap in checked.gaps)
    return checked.share


def exact(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """1 when every citation is its span and is used, in order; 0 for an answer without any.

    The cleaned quote must be the clean text of the span, whatever its script and spacing.
    """
    if not record.citations and not record.numbers and record.status != "answered":
        return None
    wrong = list(_inexact(record, sources))
    notes.extend(f"exact: {what}" for what in wrong)
    return float(not wrong)


def precision(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """The share of citations that touch evidence in the language to be cited.

    The header of a table is neither right nor wrong when evidence lies in that table. None when nothing is cited of
    an answerable question that was refused, or when there is no evidence; 0 for an answer without a citation.
    """
    groups = sources.evidence(question, cited=True)
    if not groups or (record.status == "refused"):
        return None
    spans = [span for group in groups for span in group]
    judged = []
    for citation in record.citations:
        if citation.doc_id not in sources.documents:
            judged.append(False)
            continue
        header = sources.header_of(citation.doc_id, citation.start, citation.end)
        touched = any(_overlaps(span, citation.doc_id, citation.start, citation.end) for span in spans)
        if header and not touched and any(_overlaps(s, citation.doc_id, *header) for s in spans):
            continue
        judged.append(touched)
    return sum(judged) / len(judged) if judged else 0.0


def evidence(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """The largest share of a group of evidence whose spans are all cited, in [0, 1]."""
    cited = [(c.doc_id, c.start, c.end) for c in record.citations] if record.status == "answered" else []
    return best_share(sources.evidence(question, cited=True), cited)


def computed(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """The share of worked figures that hold; None when there is none and none was asked for."""
    if not record.computed:
        return None if question.kind != "calculation" else 0.0
    right = 0
    for worked in record.computed:
        cited = "\n".join(text for _, text, _ in cited_text(record, worked.inputs, sources))
        wrong = check_computed(worked, cited)
        notes.extend(f"computed: {what}" for what in wrong)
        right += not wrong
    return right / len(record.computed)


def language(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
    """1 when the answer is in the language of the question."""
    quotes = [citation.quote for citation in record.citations]
    right = language_right(record.text, record.language, question.language, quotes)
    if not right:
        notes.append(f"language: recorded as {record.language}, wanted {question.language}")
    return float(right)


def hits_at(k: int) -> "Measure":
    """The measure of evidence in the first k hits: the largest share of a group that they hold, in [0, 1]."""

    def measure(question: Question, record: Record, sources: Sources, notes: list[str]) -> float | None:
        # Scores that do not fall are not an order: such hits prove nothing.
        fine = all(one.score >= two.score for one, two in pairwise(record.hits))
        if not fine and k == 1:
            notes.append("hits: scores do not fall")
        return best_share(sources.evidence(question), _places(record.hits[:k]) if fine else [])

    return measure


Measure = Callable[[Question, Record, Sources, list[str]], float | None]
_ONE: Final[dict[str, Measure]] = {
    "must": must,
    "brief": brief,
    "answered": _status("answered", lambda q: not q.refuse and not q.chat),
    "refused": _status("refused", lambda q: q.refuse),
    "chat": _status("chat", lambda q: q.chat),
    "support": support,
    "exact": exact,
    "precision": precision,
    "evidence": evidence,
    "computed": computed,
    "language": language,
    "hits@1": hits_at(1),
    "hits@5": hits_at(5),
    "hits@10": hits_at(10),
}
_NEEDED: Final = ("must", "answered", "refused", "chat", "support", "exact", "computed", "language")


def _applicable(question: Question, sources: Sources) -> set[str]:
    names = {"right", "brief", "language"}
    if question.chat:
        return names | {"chat"}
    if question.refuse:
        return names | {"refused"}
    names |= {"answered", "support", "exact"} | ({"must"} if question.must else set())
    names |= {"computed"} if question.kind == "calculation" else set()
    if sources.evidence(question):
        names |= {"precision", "evidence", "hits@1", "hits@5", "hits@10"}
    return names


def _inexact(record: Record, sources: Sources) -> Sequence[str]:
    wrong = []
    numbers = [citation.n for citation in record.citations]
    if not numbers:
        wrong.append("no citation")
    if record.numbers != list(range(1, len(record.numbers) + 1)):
        wrong.append(f"numbered {record.numbers}, not by first appearance")
    if sorted(numbers) != sorted(record.numbers):
        wrong.append(f"citations {numbers} but used {record.numbers}")
    for c in record.citations:
        document = sources.documents.get(c.doc_id)
        if document is None:
            wrong.append(f"[{c.n}] names {c.doc_id!r}, which is no document")
        elif not 0 <= c.start < c.end <= len(document.raw) or document.raw[c.start : c.end] != c.source_quote:
            wrong.append(f"[{c.n}] is not what stands at {c.doc_id}:{c.start}-{c.end}")
        else:
            start, end = sources.clean_range(c.doc_id, c.start, c.end)
            if not any(letters(c.quote) in both_forms(text) for text in _texts(document, start, end)):
                wrong.append(f"[{c.n}] shows a quote that is not the text of its span")
    return wrong


def _texts(document: Document, start: int, end: int) -> Iterator[str]:
    """The clean texts that a span may stand for: all of it, or less where an end lies within a mended run.

    Every character of a mended run comes from the whole run, so a span that ends inside one takes in the rest of it.
    """
    origin = document.traced
    spans = list(zip(origin.starts[start:end].tolist(), origin.ends[start:end].tolist(), strict=True))
    left = next((n for n, span in enumerate(spans) if span != spans[0]), 1)
    right = next((n for n, span in enumerate(reversed(spans)) if span != spans[-1]), 1)
    for first in range(left):
        for last in range(right):
            yield document.text[start + first : end - last]


def _places(hits: Sequence[HitRecord]) -> list[tuple[str, int, int]]:
    return [(hit.doc_id, hit.start, hit.end) for hit in hits]


def best_share(groups: Sequence[Group], places: Sequence[tuple[str, int, int]]) -> float | None:
    """The largest share of a group of evidence that places touch, in [0, 1]; None when there is no evidence."""
    if not groups:
        return None
    return max(sum(any(_overlaps(span, *place) for place in places) for span in group) / len(group) for group in groups)


def _overlaps(span: Span, doc_id: str, start: int, end: int) -> bool:
    """Whether at least half of the shorter of two spans lies in the other."""
    shared = min(span.end, end) - max(span.start, start)
    return span.doc_id == doc_id and 2 * shared >= min(span.end - span.start, end - start) > 0
