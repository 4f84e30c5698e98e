"""What tests of retrieval share: the small bilingual corpus of tests/golden/corpus, indexed once; documents at hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.settings import Settings
from retrieval.pipeline import Pipeline, open_pipeline
from tests.conftest import GOLDEN
from tests.reading import read


@pytest.fixture(scope="session")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return open_pipeline(GOLDEN / "corpus", tmp_path_factory.mktemp("home"), Settings(), lambda line: None)


@pytest.fixture
def markdown(tmp_path: Path) -> Callable[[str], Document]:
    """The document that a Markdown text reads as."""
    return lambda text: read(tmp_path, "text.md", text)
