import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import ModelError
from index.static import MODEL_FOLDER, UNKNOWN, StaticEmbedder

MODEL = StaticEmbedder()
ALPHABET = "汽车雲云務务市場2025 ,。abcDEF café １２ＡＢ👍\n()（）%$ゃ"


def same(one: str, other: str) -> bool:
    first, second = MODEL.tokens([one, other])
    return first.size > 0 and np.array_equal(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("汽車雲服務的市場規模", "汽车云服务的市场规模"),
        ("Ｈｕａｗｅｉ　２０２５", "huawei 2025"),
        ("Café", "cafe"),
        ("华为Cloud平台", "华为 cloud 平台"),
        ("cloud-native", "cloud native"),
        ("市场规模（亿元）", "市场规模 亿元"),
    ],
)
def test_spellings_of_the_same_text_have_the_same_tokens(one: str, other: str) -> None:
    assert same(one, other)


def test_words_of_both_languages_are_whole_tokens() -> None:
    assert [ids.size for ids in MODEL.tokens(["汽车", "服务", "vehicle", "market", "2025"])] == [1] * 5


def test_a_word_start_is_not_the_middle_of_a_word() -> None:
    start, inside = MODEL.tokens(["car", "xcar"])
    assert start[0] not in inside


def test_long_numbers_are_read_in_short_groups() -> None:
    assert 2 <= MODEL.tokens(["33000"])[0].size <= 5
    assert same("33,000", "33 000")


@given(st.lists(st.text(alphabet=ALPHABET, max_size=40), max_size=6))
def test_tokens_are_known_and_vectors_are_their_mean(texts: list[str]) -> None:
    tokens = MODEL.tokens(texts)
    vectors = MODEL.embed_passages(texts)
    assert vectors.shape == (len(texts), MODEL.dim)
    for ids, vector in zip(tokens, vectors, strict=True):
        assert UNKNOWN not in ids
        total = MODEL.vectors[ids].astype(np.float64).sum(axis=0)
        expected = total / max(np.linalg.norm(total), 1e-12)
        assert np.allclose(vector, expected, atol=1e-5)


@given(st.lists(st.text(alphabet=ALPHABET, max_size=20), min_size=2, max_size=5))
def test_many_texts_are_read_as_each_alone(texts: list[str]) -> None:
    for together, text in zip(MODEL.tokens(texts), texts, strict=True):
        assert np.array_equal(together, MODEL.tokens([text])[0])


def test_runs_past_the_batch_size_lose_nothing() -> None:
    texts = ["汽车云服务" * 20_000] * 9
    assert [ids.size for ids in MODEL.tokens(texts)] == [MODEL.tokens(texts[:1])[0].size] * 9


def test_weights_are_within_what_may_be_shipped() -> None:
    assert (MODEL_FOLDER / "model.safetensors").stat().st_size <= 25_000_000
    assert MODEL.vectors.dtype == np.float16
    assert not MODEL.vectors[UNKNOWN].any()


def test_the_embedded_model_needs_no_torch() -> None:
    code = (
        "import sys; from index.embedder import load_embedder; load_embedder().embed_queries(['云']);"
        "import retrieval.late; assert not {'torch', 'sentence_transformers', 'scipy'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=MODEL_FOLDER.parents[1], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(MODEL_FOLDER, tmp_path / "model"))


def test_fingerprint_follows_the_files(copy: Path) -> None:
    assert StaticEmbedder(copy).fingerprint == MODEL.fingerprint
    weights = bytearray((copy / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (copy / "model.safetensors").write_bytes(weights)
    assert StaticEmbedder(copy).fingerprint != MODEL.fingerprint


def test_damaged_files_are_named(copy: Path) -> None:
    weights = copy / "model.safetensors"
    whole = weights.read_bytes()
    weights.write_bytes(whole[:1_000_000])
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        StaticEmbedder(copy)
    weights.write_bytes(b"not weights at all")
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        StaticEmbedder(copy)
    weights.unlink()
    with pytest.raises(ModelError, match=r"model\.safetensors"):
        StaticEmbedder(copy)
    weights.write_bytes(whole)
    (copy / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        StaticEmbedder(copy).tokens(["云"])
    (copy / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json"):
        _ = StaticEmbedder(copy).fingerprint


def test_a_tokenizer_of_another_model_is_refused(copy: Path) -> None:
    path = copy / "tokenizer.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["model"]["vocab"].pop()
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ModelError, match="rows"):
        StaticEmbedder(copy).tokens(["云"])


@pytest.mark.slow
def test_sentence_transformers_gives_the_same_vectors() -> None:
    from sentence_transformers import SentenceTransformer

    # Half precision cannot divide a zero row by its length: texts without tokens are compared in single precision.
    texts = ["汽車雲服務2025年", "Huawei Cloud's share", "云" * 3000, "Ａ１ 👍 café", "33,000.5%", "a b\nc"]
    reference = SentenceTransformer(str(MODEL_FOLDER))
    ours = MODEL.embed_passages(texts)
    assert np.allclose(reference.encode(texts), ours, atol=1e-3)
    assert np.allclose(reference.encode_query(texts), ours, atol=1e-3)
    whole = [*texts, "", "?!"]
    assert np.allclose(reference.float().encode(whole), MODEL.embed_queries(whole), atol=1e-5)


def test_frequencies_are_shares_of_all_tokens() -> None:
    frequencies = StaticEmbedder().frequencies
    assert frequencies.shape == (len(StaticEmbedder().vectors),) and frequencies[0] == 0
    assert frequencies.sum() == pytest.approx(1, abs=1e-6) and (frequencies >= 0).all()
