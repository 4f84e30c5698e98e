"""Evidence among the first hits, with the documents alone and with many strangers indexed beside them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from corpus.document import Document
from corpus.settings import Settings
from evals.beir import read_set
from evals.gold import Question
from evals.measures import best_share
from evals.paired import compare_paired
from evals.sources import Sources
from index.texts import text_documents
from retrieval.pipeline import Pipeline, open_documents

Progress = Callable[[str], None]
_CUTS: Final = (1, 5, 10)
Shares = tuple[float, ...]
_LANGUAGES: Final = {"zh": ("zh", "zh-hant"), "en": ("en",)}


def strangers(folder: Path) -> list[Document]:
    """Every passage of the BEIR sets in a folder once, under names that sort after those of files.

    Raises:
        EvaluationError: a set does not fit.
    """
    texts: dict[str, tuple[str, str, str]] = {}
    for path in sorted(folder.glob("*/corpus.jsonl")):
        for doc_id, title, text in read_set(path.parent).texts:
            texts.setdefault(text, (f"~{path.parent.name}/{doc_id}", title, text))
    return text_documents(list(texts.values()))


def evidence_searched(pipeline: Pipeline, question: Question, sources: Sources) -> Shares:
    """The share of the best group of evidence in the first 1, 5 and 10 passages of the search, each in [0, 1]."""
    places = []
    for hit in pipeline.search(question.text, max(_CUTS), question.history):
        document = pipeline.document(hit.passage.doc_id)
        places.append((document.doc_id, *document.traced.span(hit.passage.start, hit.passage.end)))
    return _shares(places, question, sources)


def evidence_shown(pipeline: Pipeline, question: Question, sources: Sources) -> Shares:
    """The same of the passages that are shown with the answer."""
    hits = pipeline.ask(question.text, question.history).hits
    return _shares([(hit.doc_id, hit.start, hit.end) for hit in hits], question, sources)


def _shares(places: Sequence[tuple[str, int, int]], question: Question, sources: Sources) -> Shares:
    return tuple(best_share(sources.evidence(question), list(places[:cut])) or 0.0 for cut in _CUTS)


def distractor_rows(
    documents: Sequence[Document], questions: Sequence[Question], folder: Path, settings: Settings, progress: Progress
) -> list[list[str]]:
    """A table: evidence searched out and shown, by language, without and with the strangers, and what those cost in the first five.

    Args:
        documents: that the questions are about.
        questions: those that fit; only what has evidence is searched for.
        folder: of BEIR sets.
        settings: of all stages.
        progress: told what goes on, a line each.
    """
    asked = [q for q in questions if q.evidence and not q.refuse]
    sources, others = Sources.of(documents), strangers(folder)
    alone = open_documents(documents, settings, progress)
    among = open_documents([*documents, *others], settings, progress)
    rows = [
        ["", "questions", *(f"@{cut}" for cut in _CUTS), *(f"@{cut} among {len(others)}" for cut in _CUTS), "lost @5"]
    ]
    for name, languages in _LANGUAGES.items():
        chosen = [q for q in asked if q.language in languages]
        if not chosen:
            continue
        for way, found in (("searched", evidence_searched), ("shown", evidence_shown)):
            before, after = ([found(pipeline, q, sources) for q in chosen] for pipeline in (alone, among))
            change = compare_paired([v[1] for v in before], [v[1] for v in after], [sources.cluster(q) for q in chosen])
            means = [sum(values) / len(chosen) for table in (before, after) for values in zip(*table, strict=True)]
            lost = f"{change.before - change.after:+.3f} [{-change.high:+.3f}, {-change.low:+.3f}] p={change.p:.3f}"
            rows.append([f"{name}, {way}", str(len(chosen)), *(f"{mean:.3f}" for mean in means), lost])
    return rows
