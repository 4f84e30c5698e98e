"""Building, refreshing and loading: only what changed is done again, and the result is that of a build from nothing."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError, IndexingError
from corpus.settings import PassageSettings, StoreSettings
from index import build
from index.build import index_folder, load_index, make_index, open_index
from index.static import StaticEmbedder
from index.texts import text_documents
from index.versions import current_version
from tests.fakes import FakeEmbedder
from tests.index.states import CONTENTS, SETTINGS, opened, same
from tests.strategies import examples

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["a.md", "b.md", "c.txt", "sub/a.md", "sub/d.md"]


# --- refreshing

_step = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(NAMES), st.sampled_from(CONTENTS)),
    st.tuples(st.just("remove"), st.sampled_from(NAMES), st.just("")),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
)


def take(step: tuple[str, str, str], corpus: Path) -> None:
    what, name, value = step
    path = corpus / name
    path.parent.mkdir(exist_ok=True)
    if what == "write":
        path.write_text(value, encoding="utf-8")
    elif what == "remove":
        path.unlink(missing_ok=True)
    elif path.exists():
        (corpus / value).parent.mkdir(exist_ok=True)
        path.rename(corpus / value)


@examples(12)
@given(st.lists(st.lists(_step, min_size=1, max_size=3), min_size=1, max_size=4))
def test_a_refresh_gives_what_a_build_from_nothing_gives(rounds: list[list[tuple[str, str, str]]]) -> None:
    with TemporaryDirectory() as place:
        corpus, home = Path(place, "documents"), Path(place, "home")
        corpus.mkdir()
        (corpus / "stays.md").write_text("这一篇一直在。", encoding="utf-8")
        before = {p.searched for p in opened(corpus, home).passages}
        for number, steps in enumerate(rounds):
            for step in steps:
                take(step, corpus)
            embedder = FakeEmbedder()
            refreshed = opened(corpus, home, embedder)
            rebuilt = opened(corpus, Path(place, f"home{number}"))
            same(refreshed, rebuilt)
            new = [p.searched for p in refreshed.passages if p.searched not in before]
            assert sorted(embedder.embedded) == sorted(new)
            assert version_name(corpus, home) == version_name(corpus, Path(place, f"home{number}"))
            same(load_index(index_folder(corpus, home, SETTINGS), SETTINGS), rebuilt)
            before = {p.searched for p in refreshed.passages}


def version_name(corpus: Path, home: Path) -> str:
    """It is the sum of the manifest, which holds the sums of all files: equal names are equal bytes."""
    version = current_version(index_folder(corpus, home, SETTINGS))
    assert version is not None
    return version.name


def test_nothing_is_read_or_embedded_when_nothing_changed(corpus: Path, home: Path) -> None:
    first = opened(corpus, home)
    (corpus / "a.md").touch()
    embedder, told = FakeEmbedder(), list[str]()
    again = opened(corpus, home, embedder, told)
    assert (embedder.embedded, told) == ([], [])
    same(again, first)


def test_only_what_changed_is_read_and_embedded(corpus: Path, home: Path) -> None:
    opened(corpus, home)
    (corpus / "c.md").write_text("Another text in English.", encoding="utf-8")
    embedder, told = FakeEmbedder(), list[str]()
    index = opened(corpus, home, embedder, told)
    assert embedder.embedded == [index.passages[-1].searched]
    assert [line for line in told if line.startswith("read")] == ["read c.md"]
    assert f"embedded 1 of 1 passages ({len(index.passages) - 1} unchanged)" in told


def test_removed_files_go(corpus: Path, home: Path) -> None:
    opened(corpus, home)
    (corpus / "b.md").unlink()
    index = opened(corpus, home)
    assert set(index.documents) == {"a.md", "c.md"} == set(index.manifest.files)
    assert {p.doc_id for p in index.passages} == {"a.md", "c.md"}


def test_the_last_file_gone_is_an_error_not_the_old_index(corpus: Path, home: Path) -> None:
    opened(corpus, home)
    for path in corpus.iterdir():
        path.unlink()
    with pytest.raises(CorpusError, match="no document that can be read"):
        opened(corpus, home)


def test_a_file_that_changes_while_it_is_read_is_read_again(corpus: Path, home: Path, tmp_path: Path) -> None:
    def interfere(line: str) -> None:
        if line == "read a.md":
            (corpus / "a.md").write_text("新的内容。", encoding="utf-8")

    stale = open_index(corpus, home, SETTINGS, FakeEmbedder(), interfere)
    assert "新的内容" not in stale.documents["a.md"].text
    told: list[str] = []
    same(opened(corpus, home, told=told), opened(corpus, tmp_path / "other"))
    assert "read a.md" in told and "read b.md" not in told


def test_another_model_embeds_all_again(corpus: Path, home: Path) -> None:
    first = opened(corpus, home)
    embedder, told = FakeEmbedder(fingerprint="0ther"), list[str]()
    second = opened(corpus, home, embedder, told)
    assert len(embedder.embedded) == len(first.passages)
    assert not any(line.startswith("read") for line in told)
    assert not np.array_equal(second.store.rows([0]), first.store.rows([0]))


def test_another_program_reads_all_again_and_embeds_nothing(
    corpus: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(corpus, home)
    monkeypatch.setattr(build, "program_sum", lambda: "another program")
    embedder, told = FakeEmbedder(), list[str]()
    opened(corpus, home, embedder, told)
    assert embedder.embedded == []
    assert [line for line in told if line.startswith("read")] == ["read a.md", "read b.md", "read c.md"]
    assert opened(corpus, home, told=(again := [])) and again == []


def test_the_embedded_model_keeps_its_tokens(corpus: Path, home: Path, tmp_path: Path) -> None:
    embedder = StaticEmbedder()
    open_index(corpus, home, SETTINGS, embedder, lambda line: None)
    (corpus / "c.md").write_text("华为云的市场份额。", encoding="utf-8")
    refreshed = open_index(corpus, home, SETTINGS, embedder, lambda line: None)
    rebuilt = open_index(corpus, tmp_path / "other", SETTINGS, embedder, lambda line: None)
    assert [t.tolist() for t in refreshed.tokens] == [t.tolist() for t in rebuilt.tokens]
    assert [t.tolist() for t in rebuilt.tokens] == [
        t.tolist() for t in embedder.tokens([p.searched for p in rebuilt.passages])
    ]
    rows = range(len(rebuilt.passages))
    assert np.array_equal(refreshed.store.rows(rows), rebuilt.store.rows(rows))


# --- where it lives


def test_other_settings_and_other_folders_have_an_index_of_their_own(corpus: Path, home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "documents"
    elsewhere.mkdir(parents=True)
    wide = SETTINGS.model_copy(update={"passages": PassageSettings(size_zh=51)})
    graph = SETTINGS.model_copy(update={"store": StoreSettings(kind="hnsw")})
    folders = [index_folder(c, home, s) for c in (corpus, elsewhere) for s in (SETTINGS, wide, graph)]
    assert len(set(folders)) == 6
    asked = SETTINGS.model_copy(update={"retrieval": SETTINGS.retrieval.model_copy(update={"hits": 3})})
    assert index_folder(corpus, home, asked) == folders[0]


def test_two_folders_of_one_name_do_not_mix(corpus: Path, home: Path, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "documents"
    other.mkdir(parents=True)
    (other / "a.md").write_text("另一个文件夹。", encoding="utf-8")
    first, second = opened(corpus, home), opened(other, home)
    assert set(first.documents) == {"a.md", "b.md", "c.md"} and set(second.documents) == {"a.md"}
    same(opened(corpus, home), first)
    same(opened(other, home), second)


def test_a_folder_through_a_link_is_the_same_folder(corpus: Path, home: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(corpus)
    first = opened(corpus, home)
    told: list[str] = []
    same(opened(tmp_path / "link", home, told=told), first)
    assert told == []


def test_the_documents_are_never_written(corpus: Path, home: Path) -> None:
    def stamp() -> dict[str, tuple[int, bytes]]:
        found = {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in corpus.iterdir()}
        return found | {".": (corpus.stat().st_mtime_ns, b"")}

    before = stamp()
    opened(corpus, home)
    opened(corpus, home)
    assert stamp() == before


# --- in memory


def test_documents_without_text_are_refused() -> None:
    with pytest.raises(IndexingError, match="hold no text"):
        make_index(text_documents([("a", "", " \n")]), SETTINGS, FakeEmbedder())


def test_row_n_is_passage_n_everywhere() -> None:
    texts = [(f"d{n}", f"第{n}篇", "".join(f"这里说第{100 + 9 * n + m}件事。" for m in range(9))) for n in range(30)]
    embedder = FakeEmbedder()
    index = make_index(text_documents(texts), SETTINGS, embedder)
    searched = [p.searched for p in index.passages]
    assert len(searched) >= 60 and len(set(searched)) == len(searched)
    _, rows = index.store.search(embedder.embed_queries(searched), 1, "zh")
    assert rows[:, 0].tolist() == list(range(len(searched)))
    for n in (0, 17, len(searched) - 1):
        assert index.words.scores(searched[n]).argmax() == n


def test_names_of_collections_follow_all_that_is_in_them() -> None:
    def name(texts: Sequence[tuple[str, str, str]], fingerprint: str = "f", of: str = "x") -> str:
        documents = text_documents(texts)
        return make_index(documents, SETTINGS, FakeEmbedder(fingerprint=fingerprint), name=of).manifest.collection

    base = name([("a", "t", "云")])
    assert name([("a", "t", "云")]) == base
    others = [name([("b", "t", "云")]), name([("a", "u", "云")])]
    others += [name([("a", "t", "云")], "g"), name([("a", "t", "云")], of="y")]
    assert len({base, *others}) == 5


# --- two at once

WRITER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tests.index.states import opened
told = []
index = opened(Path(sys.argv[2]), Path(sys.argv[3]), told=told)
print(len(index.passages), sum(line.startswith("indexed") for line in told))
"""


def test_two_processes_build_once_and_serve_the_same(corpus: Path, home: Path, tmp_path: Path) -> None:
    for number in range(40):  # long enough for the second to come while the first is at it
        (corpus / f"more{number}.md").write_text(CONTENTS[0].replace("市场", f"第{number}个市场"), encoding="utf-8")
    command = [sys.executable, "-c", WRITER, str(ROOT), str(corpus), str(home)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    results = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], results
    counts = [tuple(map(int, out.split())) for out, _ in results]
    rebuilt = opened(corpus, tmp_path / "other")
    assert [count for count, _ in counts] == [len(rebuilt.passages)] * 2
    assert sorted(built for _, built in counts) == [0, 1]
    same(opened(corpus, home), rebuilt)
