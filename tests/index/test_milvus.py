"""An index whose vectors are in Milvus: refreshed, kept apart from others, cleared of what nothing loads any more."""

import sys
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import IndexingError
from corpus.settings import Settings, StoreSettings
from index.build import Index, open_index
from index.bylanguage import LANGUAGES, part_name
from tests.fakes import FakeEmbedder
from tests.index.fakemilvus import FakeMilvusClient, fake_pymilvus
from tests.index.states import state

pytestmark = pytest.mark.usefixtures("milvus")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(store=StoreSettings(kind="milvus", uri=str(tmp_path / "vectors.db")))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.md").write_text(f"# {name}\n\n云服务的市场规模，{name}。\n", encoding="utf-8")
    return folder


def opened(corpus: Path, home: Path, settings: Settings) -> tuple[Index, FakeEmbedder]:
    embedder = FakeEmbedder()
    return open_index(corpus, home, settings, embedder, lambda line: None), embedder


def collections(settings: Settings) -> list[str]:
    from pymilvus import MilvusClient

    client: Any = MilvusClient(settings.store.uri)
    return sorted(client.list_collections())


def served(index: Index) -> dict[str, Any]:
    return {name: part for name, part in state(index).items() if name != "found"}


def test_what_is_served_is_what_faiss_serves(corpus: Path, settings: Settings, tmp_path: Path) -> None:
    ours, _ = opened(corpus, tmp_path / "home", settings)
    again, embedder = opened(corpus, tmp_path / "home", settings)
    flat, _ = opened(corpus, tmp_path / "home", Settings())
    assert served(ours) == served(again) == served(flat)
    assert embedder.embedded == []


def test_a_refresh_embeds_what_is_new_and_drops_what_nothing_loads(
    corpus: Path, settings: Settings, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    opened(corpus, home, settings)
    for number in range(4):
        (corpus / "c.md").write_text(f"# c\n\n第{number}次的内容。\n", encoding="utf-8")
        (corpus / "a.md").rename(corpus / "x.md") if number == 1 else None
        index, embedder = opened(corpus, home, settings)
        assert len(embedder.embedded) == 1
        fresh, _ = opened(corpus, tmp_path / "other", Settings())
        assert served(index) == served(fresh)
        assert len(collections(settings)) <= 2
    assert part_name(index.manifest.collection, "zh") in collections(settings)


def test_each_language_has_a_collection_that_goes_with_its_last_document(
    corpus: Path, settings: Settings, tmp_path: Path
) -> None:
    home, english = tmp_path / "home", corpus / "d.md"
    english.write_text("# d\n\nThe market of cloud services grew.\n", encoding="utf-8")
    both, _ = opened(corpus, home, settings)
    assert collections(settings) == [part_name(both.manifest.collection, language) for language in LANGUAGES]
    assert served(both) == served(opened(corpus, tmp_path / "other", Settings())[0])
    english.unlink()
    for number in range(3):
        (corpus / "c.md").write_text(f"# c\n\n第{number}次的内容。\n", encoding="utf-8")
        opened(corpus, home, settings)
    assert [name for name in collections(settings) if name.endswith("_en")] == []


def test_two_folders_in_one_server_do_not_mix(corpus: Path, settings: Settings, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere" / "documents"
    other.mkdir(parents=True)
    for path in corpus.iterdir():  # the same texts under other names
        (other / f"z{path.name}").write_bytes(path.read_bytes())
    first, _ = opened(corpus, tmp_path / "home", settings)
    before = served(first)
    opened(other, tmp_path / "home", settings)
    (other / "za.md").unlink()
    opened(other, tmp_path / "home", settings)
    again, embedder = opened(corpus, tmp_path / "home", settings)
    assert served(again) == before and embedder.embedded == []


def test_a_collection_that_is_gone_is_filled_again(corpus: Path, settings: Settings, tmp_path: Path) -> None:
    from pymilvus import MilvusClient

    first, _ = opened(corpus, tmp_path / "home", settings)
    client: Any = MilvusClient(settings.store.uri)
    client.drop_collection(part_name(first.manifest.collection, "zh"))
    again, _ = opened(corpus, tmp_path / "home", settings)
    assert served(again) == served(first)


def test_a_server_that_does_not_answer_is_named(corpus: Path, tmp_path: Path) -> None:
    nobody = Settings(store=StoreSettings(kind="milvus", uri="http://127.0.0.1:9"))
    with pytest.raises(IndexingError, match=r"127\.0\.0\.1:9.*check store\.uri"):
        opened(corpus, tmp_path / "home", nobody)


def test_a_server_that_goes_away_later_is_named_as_well(
    corpus: Path, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", fake_pymilvus())
    index, embedder = opened(corpus, tmp_path / "home", settings)
    vectors = embedder.embed_queries(["云"])
    monkeypatch.setattr(FakeMilvusClient, "down", True)
    told = r"vectors\.db: Milvus does not answer \(MilvusError: StatusCode.UNAVAILABLE\).*check store\.uri"
    for use in (
        lambda: index.store.search(vectors, 1, "zh"),
        lambda: index.store.rows([0]),
    ):
        with pytest.raises(IndexingError, match=told):
            use()
