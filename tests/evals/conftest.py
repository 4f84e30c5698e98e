from pathlib import Path

import pytest

from corpus.document import Document
from evals.gold import Question, read_gold
from evals.sources import Sources
from tests.evals.example import Answerer, read_corpus, write_corpus, write_gold


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="session")
def documents(corpus_folder: Path) -> tuple[Document, ...]:
    return read_corpus(corpus_folder)


@pytest.fixture(scope="session")
def sources(documents: tuple[Document, ...]) -> Sources:
    return Sources.of(documents)


@pytest.fixture(scope="session")
def gold_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_gold(tmp_path_factory.mktemp("gold") / "example.jsonl")


@pytest.fixture(scope="session")
def questions(gold_file: Path) -> tuple[Question, ...]:
    return read_gold(gold_file)


@pytest.fixture
def answerer(documents: tuple[Document, ...]) -> Answerer:
    return Answerer(documents)
