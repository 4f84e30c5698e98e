"""Where documents contradict themselves and each other: every figure that they give more than once, and not the same."""

import re
from collections.abc import Iterable, Sequence

from corpus.document import Document
from retrieval.amounts import in_chinese, in_english
from retrieval.asked import Asked
from retrieval.conflicts import Conflict, Placed, group_conflicts
from retrieval.draft import Draft
from retrieval.evidence import evidence_of
from retrieval.figures import statements_of
from retrieval.names import NameBook
from retrieval.phrases import phrase
from retrieval.query import Query
from retrieval.wording import measured

_ASKED = re.compile(
    r"自相矛盾|(互相|相互|前后|彼此)(有)?(矛盾|冲突|打架|不一)|(矛盾|冲突|打架|不一致|对不上)的?(数|地方|说法|口径|之处)"
    r"|(数[字据值]?|口径|说法)[^,。?]{0,8}(矛盾|冲突|打架|不一致|对不上)"
    r"|contradict(s|ions?)?\b|\binconsisten(t|cy|cies)\b|\b(figures|numbers|sources|values)\b.{0,20}\b(disagree|conflict)",
    re.IGNORECASE,
)


def asks_contradictions(query: Query, asked: Asked) -> bool:
    """Whether a question is for all contradictions, rather than for a figure that is known to be contradicted."""
    return bool(_ASKED.search(query.search)) and not query.years and not asked.measures and not asked.targets


def find_contradictions(documents: Iterable[Document]) -> list[Conflict]:
    """All figures for one measure, scope and time that are not the same, those with most values first.

    Args:
        documents: of each edition pair only one, since a pair is one source.
    """
    placed = [
        Placed(statement, document.doc_id, evidence.start, evidence.end)
        for document in documents
        for evidence in evidence_of(document)
        for statement in statements_of(evidence)
    ]
    return sorted(group_conflicts(placed), key=lambda conflict: -len(conflict.values))


def contradiction_lines(
    query: Query, documents: Sequence[Document], draft: Draft, trial: Draft, names: NameBook, room: int
) -> list[str]:
    """One line that says how many there are, then a line for each with its values, as many as there is room for.

    Args:
        query: the question.
        documents: that are compared.
        draft: where the citations go.
        trial: another one, for lines that turn out too long.
        names: for names in the language of the answer.
        room: characters that the lines may take.
    """
    found = find_contradictions(documents)
    if not found:
        return []
    by_id = {document.doc_id: document for document in documents}
    lines = [phrase("contradictions", query.language, count=str(len(found)))]
    for conflict in found:
        written = _line(query, conflict, by_id, trial, names)
        if len("\n".join([*lines, written])) > room:
            break
        lines.append(_line(query, conflict, by_id, draft, names))
    return lines


def _line(query: Query, conflict: Conflict, by_id: dict[str, Document], draft: Draft, names: NameBook) -> str:
    language = "en" if query.language == "en" else "zh"
    write = in_english if language == "en" else in_chinese
    values = []
    for said in conflict.values:
        first, document = said[0], by_id[said[0].doc_id]
        header = (t.header for t in document.tables if t.start <= first.start < t.end)
        marks = draft.mark(
            (document, first.start, first.end), *((document, cells[0].start, cells[-1].end) for cells in header)
        )
        values.append(f"{draft.words(write(first.statement.quantity))}{marks}")
    return phrase(
        "contradiction",
        query.language,
        year="–".join(dict.fromkeys((str(conflict.low), str(conflict.high)))),
        what=draft.words(measured(conflict.measure, conflict.subject, language, names)),
        values=phrase("comma", query.language).join(values),
    )
