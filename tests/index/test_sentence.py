import shutil
from pathlib import Path

import numpy as np
import pytest

from corpus.errors import ModelError
from index.sentence import Prompts, SentenceEmbedder, choose_prompts, known_prompts
from index.static import MODEL_FOLDER


@pytest.mark.parametrize(
    ("model", "query", "passage"),
    [
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("intfloat/e5-base-v2", "query: ", "passage: "),
        ("/models/multilingual-e5-large", "query: ", "passage: "),
        ("BAAI/bge-small-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("BAAI/bge-base-en-v1.5", "Represent this sentence for searching relevant passages: ", ""),
        ("BAAI/bge-m3", "", ""),
        ("thenlper/gte-base-zh", "", ""),
        ("sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2", "", ""),
    ],
)
def test_known_families(model: str, query: str, passage: str) -> None:
    assert known_prompts(model) == Prompts(query, passage)


def test_instructed_models_want_an_instruction_before_the_query_only() -> None:
    for model in ("Qwen/Qwen3-Embedding-0.6B", "intfloat/multilingual-e5-large-instruct"):
        prompts = known_prompts(model)
        assert prompts is not None
        assert prompts.query.startswith("Instruct: ")
        assert prompts.passage == ""


def test_unknown_families_have_none() -> None:
    assert known_prompts("someone/route53-model") is None
    assert choose_prompts("someone/route53-model", {}) == Prompts("", "")


def test_settings_come_before_the_model_and_the_model_before_its_family() -> None:
    name = "intfloat/multilingual-e5-small"
    assert choose_prompts(name, {"query": "", "document": ""}) == Prompts("query: ", "passage: ")
    assert choose_prompts(name, {"query": "q: ", "passage": "p: "}) == Prompts("q: ", "p: ")
    assert choose_prompts(name, {"query": "q: "}, query="ask: ", passage="") == Prompts("ask: ", "")


@pytest.mark.slow
def test_the_prompt_stands_before_the_text() -> None:
    plain = SentenceEmbedder(str(MODEL_FOLDER))
    asked = SentenceEmbedder(str(MODEL_FOLDER), query_prompt="汽车 ")
    assert np.allclose(asked.embed_queries(["云服务"]), plain.embed_queries(["汽车 云服务"]), atol=1e-3)
    assert np.allclose(asked.embed_passages(["云服务"]), plain.embed_passages(["云服务"]), atol=1e-3)
    assert asked.fingerprint != plain.fingerprint


@pytest.mark.slow
def test_fingerprint_follows_the_files_of_a_folder(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))
    before = SentenceEmbedder(str(copy)).fingerprint
    (copy / "modules.json").write_text((copy / "modules.json").read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert SentenceEmbedder(str(copy)).fingerprint != before


@pytest.mark.slow
def test_a_model_that_cannot_be_loaded_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        SentenceEmbedder(str(tmp_path / "missing"))
