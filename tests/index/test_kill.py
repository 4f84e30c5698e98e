"""A build that is killed, at any moment: the old index or the new one is served, never half of one.

`python -m pytest -m slow tests/index/test_kill.py -s` prints how the fifty builds ended.
"""

import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexingError
from corpus.settings import PassageSettings, Settings
from index.build import index_folder, load_index, open_index
from tests.fakes import FakeEmbedder
from tests.index.states import state

pytestmark = pytest.mark.slow
SETTINGS = Settings(passages=PassageSettings(size_zh=50, size_en=100))
KILLS = 50
WRITES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.listdir", "os.scandir", "shutil.rmtree"}
CONTEXT = multiprocessing.get_context("forkserver")
# With all that a build imports on its way: a child forks in no time, and what is killed is writing, not importing.
CONTEXT.set_forkserver_preload([
    "index.build",
    "index.split",
    "corpus.read",
    "filelock",
    "snowballstemmer",
    "tests.fakes",
    "pytest",
])


@dataclass(frozen=True)
class Place:
    """A folder of documents, a home, and what is served before and after the build that is killed."""

    corpus: Path
    home: Path
    before: dict[str, Any] | None
    after: dict[str, Any]
    template: Path | None

    @property
    def folder(self) -> Path:
        return index_folder(self.corpus, self.home, SETTINGS)

    def restore(self) -> None:
        """Put the home back to what it was before any build was killed."""
        shutil.rmtree(self.home, ignore_errors=True)
        if self.template is not None:
            shutil.copytree(self.template, self.home)


@pytest.fixture(params=["the first build", "a refresh"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    corpus, home, template = tmp_path / "documents", tmp_path / "home", tmp_path / "template"
    corpus.mkdir()
    for number in range(12):
        text = "".join(f"第{number}篇的第{m}件事。" for m in range(30))
        (corpus / f"{number}.md").write_text(f"# 第{number}篇\n\n{text}\n", encoding="utf-8")
    before = None
    if request.param == "a refresh":
        before = state(open_index(corpus, template, SETTINGS, FakeEmbedder(), lambda line: None))
        (corpus / "3.md").write_text("# 新的\n\n新的内容。\n", encoding="utf-8")
        (corpus / "4.md").unlink()
        (corpus / "new.md").write_text("The text of a new file.", encoding="utf-8")
    after = state(open_index(corpus, tmp_path / "whole", SETTINGS, FakeEmbedder(), lambda line: None))
    assert before != after
    return Place(corpus, home, before, after, template if before else None)


def outcome(place: Place) -> str:
    """What is served now: "old" or "new", anything else fails."""
    try:
        served = state(load_index(place.folder, SETTINGS))
    except IndexingError as error:
        assert place.before is None and error.cause == "holds no index", error
        return "old"
    assert served in (place.before, place.after), "half an index is served"
    return "old" if served == place.before else "new"


def mended(place: Place) -> None:
    """The next build finishes what was begun."""
    index = open_index(place.corpus, place.home, SETTINGS, FakeEmbedder(), lambda line: None)
    assert state(index) == place.after == state(load_index(place.folder, SETTINGS))


def litter(place: Place) -> list[str]:
    """What no reader needs."""
    return [p.name for p in place.folder.iterdir() if not p.name.startswith("v-") and p.name not in ("CURRENT", "lock")]


def _build(corpus: Path, home: Path, ready: Connection, steps: int) -> None:
    """Build in a process of its own; with `steps`, kill it at that many steps into writing."""
    # tqdm makes a semaphore, which only this method does not list with a process that outlives us and would complain.
    multiprocessing.set_start_method("fork", force=True)
    count = 0

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event in WRITES and str(home) in str(arguments[0]):
            count += 1
            if count == steps:
                os.kill(os.getpid(), signal.SIGKILL)

    if steps:
        sys.addaudithook(watch)
    ready.send("")
    open_index(corpus, home, SETTINGS, FakeEmbedder(), lambda line: None)
    ready.send(count)


def run(place: Place, steps: int = 0, seconds: float | None = None) -> tuple[bool, int, float]:
    """Build; kill after so many steps or seconds: (finished, steps taken, seconds taken)."""
    ours, theirs = CONTEXT.Pipe()
    child = CONTEXT.Process(target=_build, args=(place.corpus, place.home, theirs, steps))
    child.start()
    theirs.close()
    ours.recv()
    began = time.perf_counter()
    if seconds is not None:
        time.sleep(seconds)
        child.kill()
    child.join(60)
    taken = time.perf_counter() - began
    finished = ours.poll() and child.exitcode == 0
    return finished, ours.recv() if finished else 0, taken


def test_killed_at_every_step_of_writing(place: Place) -> None:
    place.restore()
    finished, total, _ = run(place, steps=10**9)
    assert finished and total > 30
    ended = Counter[str]()
    for step in range(1, total + 1):
        place.restore()
        assert not run(place, steps=step)[0]
        ended[outcome(place)] += 1
        mended(place)
    print(f"\nkilled at each of {total} steps: {dict(ended)}")
    assert ended["old"] > 10 and ended["new"] > 0


def test_killed_at_fifty_random_moments(place: Place) -> None:
    chance = random.Random(7)
    place.restore()
    run(place)
    place.restore()
    longest = run(place)[2]
    ended = Counter[str]()
    while ended.total() < KILLS:
        place.restore()
        finished = run(place, seconds=chance.uniform(0, 1.1 * longest))[0]
        left = outcome(place)
        if finished:  # too late: there was nothing left to kill
            assert left == "new"
            continue
        ended[left] += 1
        mended(place)
    print(f"\nkilled at {KILLS} random moments of {longest:.2f} seconds: {dict(ended)}")
    assert ended["old"] >= 10


def test_killed_again_and_again_without_mending_between(place: Place) -> None:
    chance = random.Random(11)
    place.restore()
    longest = run(place)[2]
    place.restore()
    for _ in range(15):
        run(place, seconds=chance.uniform(longest / 3, longest * 0.95))
        if outcome(place) == "new":
            place.restore()
    place.restore() if outcome(place) == "new" else None
    mended(place)
    assert litter(place) == []
