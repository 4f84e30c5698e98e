"""The one entry: a question goes in, an answer with its citations comes out."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from corpus.document import Document
from corpus.errors import AnswerError
from corpus.settings import Settings
from index.build import Index, make_index, open_index
from index.embedder import Embedder, load_embedder
from index.texts import text_documents
from retrieval.answer import Answer, Turn
from retrieval.answering import Answering
from retrieval.draft import Documents
from retrieval.evidence import Evidence
from retrieval.names import default_names
from retrieval.query import Query, check_question, recent_turns
from retrieval.reader import current_reader
from retrieval.rerank import CrossEncoderReranker
from retrieval.search import Hit, Searcher

Progress = Callable[[str], None]
# Passages that an answer is looked for in; those beyond the hits serve figures alone, which may stand anywhere.
_POOL = 100
# Sentences and rows that a language model writes from.
_PIECES = 12


class Answerer(Protocol):
    """Puts evidence into words; the offline answer stands in where it cannot."""

    def write(self, query: Query, offline: Answer, pieces: Sequence[Evidence]) -> Answer:
        """An answer from the evidence, or the offline one."""
        ...


class Pipeline:
    """Answers questions from one index. Made once, used for any number of questions."""

    def __init__(
        self,
        index: Index,
        searcher: Searcher,
        answering: Answering,
        settings: Settings,
        writer: Answerer | None = None,
    ) -> None:
        self._index, self._searcher, self._answering, self._settings = index, searcher, answering, settings
        self._writer = writer

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question.

        Args:
            question: at most 4,000 characters.
            history: the turns before it, oldest first, the question itself not among them.

        Raises:
            AnswerError: the question is empty or too long.
        """
        query = self._read(check_question(question), recent_turns(history))
        if query.kind in ("chat", "order"):
            return self._answering.talk(query)
        pool, shown = self._answering.find(query, _POOL), self._settings.retrieval.hits
        answer = self._answering.answer(query, pool, shown)
        # What is refused stays refused, and arithmetic is the code's business.
        if self._writer is None or answer.status != "answered" or answer.computed:
            return answer
        return self._writer.write(query, answer, self._answering.pieces(query, pool[:shown], _PIECES))

    def search(self, question: str, k: int, history: Sequence[Turn] = ()) -> list[Hit]:
        """The passages that an answer to the question would be made from, and more: the k best.

        Raises:
            AnswerError: the question is empty or too long.
        """
        return self._answering.find(self._read(check_question(question), history), k)

    def document(self, doc_id: str) -> Document:
        """A document of the index.

        Raises:
            AnswerError: there is none of that name.
        """
        try:
            return self._index.documents[doc_id]
        except KeyError:
            raise AnswerError(doc_id, "no such document in the index") from None

    @property
    def searcher(self) -> Searcher:
        """What finds the passages."""
        return self._searcher

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents of the index, in order of their names."""
        return tuple(self._index.documents.values())

    def _read(self, question: str, history: Sequence[Turn]) -> Query:
        return self._answering.understand(question, history)


def open_pipeline(corpus: Path, home: Path, settings: Settings, progress: Progress) -> Pipeline:
    """The pipeline over a folder of documents; its index is built or brought up to date first.

    Raises:
        WenjuError: the folder, the index, or the model that the settings name cannot be used.
    """
    embedder = load_embedder(settings.embedder)
    index = open_index(corpus, home, settings, embedder, progress)
    return _assemble(index, embedder, settings)


def open_collection(texts: Sequence[tuple[str, str, str]], settings: Settings, progress: Progress) -> Pipeline:
    """The pipeline over texts held in memory.

    Args:
        texts: (doc_id, title, text) of each.
        settings: as for folders.
        progress: told what goes on, a line each.
    """
    return open_documents(text_documents(texts), settings, progress)


def open_documents(
    documents: Sequence[Document], settings: Settings, progress: Progress, embedder: Embedder | None = None
) -> Pipeline:
    """The pipeline over documents that were read already; nothing is saved. The embedder is that of the settings if not given."""
    embedder = embedder or load_embedder(settings.embedder)
    index = make_index(documents, settings, embedder, progress)
    return _assemble(index, embedder, settings)


def _assemble(index: Index, embedder: Embedder, settings: Settings) -> Pipeline:
    reranker = (
        CrossEncoderReranker(settings.retrieval.reranker, settings.embedder.device)
        if settings.retrieval.reranker
        else None
    )
    searcher = Searcher(index, embedder, settings.retrieval, reranker)
    reader = current_reader if settings.retrieval.reader else None
    answering = Answering(index, searcher, default_names(), reader)
    return Pipeline(index, searcher, answering, settings, _writer(index, settings))


def _writer(index: Index, settings: Settings) -> Answerer | None:
    """What writes with a language model, where the settings name one."""
    if not settings.model.base_url:
        return None
    from retrieval.writer import Writer  # brings an HTTP client

    return Writer(settings.model, Documents(tuple(index.documents.values())), default_names())
