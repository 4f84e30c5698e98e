"""What all tests share: how hypothesis searches, where the documents are, and the golden files.

`python -m pytest --golden-refresh PATH` rewrites the golden files that the tests under PATH compare with; read the
difference before you commit it.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from corpus.document import Document
from corpus.read import read_folder
from corpus.settings import ReadSettings

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
ORIGINALS = ROOT.parent / "shared" / "corpus"

# The same examples in every run, so that a change is not stopped by a find that is none of its doing, and no failure
# for being slow on a busy machine. `--hypothesis-profile=searching` draws anew each time, and twenty times as many.
settings.register_profile("repeatable", deadline=None, derandomize=True, max_examples=100)
settings.register_profile("searching", deadline=None, derandomize=False, max_examples=2000)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-refresh", action="store_true", help="rewrite the golden files")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, Any], None]:
    """Compare a value with the JSON file of that name in tests/golden."""

    def check(name: str, value: Any) -> None:
        path = GOLDEN / name
        if request.config.getoption("--golden-refresh"):
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        assert value == json.loads(path.read_text(encoding="utf-8"))

    return check


@pytest.fixture(scope="session")
def editions() -> dict[str, Document]:
    """The documents that ship with the project, by doc_id."""
    return {d.doc_id: d for d in read_folder(ROOT / "corpus" / "documents", ReadSettings()).documents}


@pytest.fixture(scope="session")
def originals() -> dict[str, Document]:
    """The originals of the editions, by doc_id; tests that ask for them are skipped where they are not at hand."""
    if not ORIGINALS.is_dir():
        pytest.skip("the originals are not at hand")
    return {d.doc_id: d for d in read_folder(ORIGINALS, ReadSettings()).documents}
