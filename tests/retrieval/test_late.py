import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index.static import StaticEmbedder
from retrieval.late import BLOCK, NORM_POWER, POOLED_SHARE, WINDOW_SHARE, LateScorer, token_idf

MODEL = StaticEmbedder()
VOCABULARY = len(MODEL.vectors)
WORDS = ["汽车", "云服务", "华为", "市场", "2025", "cloud", "market", "vehicle", "share", "的", "the"]
QUERIES = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12 * BLOCK // 5).map(" ".join)


def naive(query: str, passages: list[NDArray[np.int32]], idf: NDArray[np.float32]) -> list[float]:
    """The score as its definition reads, token by token."""
    asked = MODEL.tokens([query])[0]

    def late(passage: NDArray[np.int32]) -> float:
        total = weights = 0.0
        for q in asked:
            one = MODEL.vectors[q].astype(np.float64)
            others = MODEL.vectors[passage].astype(np.float64)
            cosines = others @ one / (np.linalg.norm(one) * np.linalg.norm(others, axis=1))
            weight = np.linalg.norm(one) ** NORM_POWER * idf[q]
            total += weight * cosines.max()
            weights += weight
        return total / weights

    scores = []
    for passage in passages:
        if not passage.size or not asked.size:
            scores.append(0.0)
            continue
        starts = range(0, max(1, passage.size - BLOCK), BLOCK)
        window = max(late(passage[start : start + 2 * BLOCK]) for start in starts)
        pooled = float(MODEL.embed_tokens([asked])[0] @ MODEL.embed_tokens([passage])[0])
        shares = (1 - POOLED_SHARE - WINDOW_SHARE, WINDOW_SHARE, POOLED_SHARE)
        scores.append(float(np.dot(shares, (late(passage), window, pooled))))
    return scores


@given(QUERIES, st.lists(TEXTS, max_size=5))
def test_equals_its_definition(query: str, texts: list[str]) -> None:
    passages = MODEL.tokens(texts)
    idf = token_idf(passages, VOCABULARY)
    scores = LateScorer(MODEL, idf).score(query, passages)
    assert scores.dtype == np.float32
    assert scores == pytest.approx(naive(query, passages, idf), abs=1e-4)
    assert np.all(np.abs(scores) <= 1 + 1e-5)


@given(QUERIES, st.lists(TEXTS, min_size=1, max_size=5))
def test_pooled_vectors_at_hand_change_nothing(query: str, texts: list[str]) -> None:
    passages = MODEL.tokens(texts)
    scorer = LateScorer(MODEL, token_idf(passages, VOCABULARY))
    given_vectors = scorer.score(query, passages, MODEL.embed_passages(texts))
    assert given_vectors == pytest.approx(scorer.score(query, passages), abs=1e-5)


@given(QUERIES, st.lists(TEXTS, min_size=1, max_size=5), st.lists(TEXTS, min_size=5, max_size=5))
def test_titles_are_read_with_every_window(query: str, texts: list[str], titles: list[str]) -> None:
    """Naively: the best window is the best of those that the title is put before."""
    heads = MODEL.tokens(titles[: len(texts)])
    bodies = MODEL.tokens([f"{text} 的" for text in texts])
    passages = [np.concatenate(pair) for pair in zip(heads, bodies, strict=True)]
    scorer = LateScorer(MODEL, token_idf(passages, VOCABULARY), window_share=1 - POOLED_SHARE)
    pooled = np.zeros((len(passages), MODEL.dim), np.float32)
    found = scorer.score(query, passages, pooled, [head.size for head in heads])
    weights, _ = scorer.align(query, passages)
    for score, passage, head in zip(found, passages, heads, strict=True):
        starts = range(0, max(1, passage.size - BLOCK), BLOCK)
        windows = [np.concatenate((head, passage[start : start + 2 * BLOCK])) for start in starts]
        _, best = scorer.align(query, windows)
        expected = float((best @ weights).max()) if MODEL.tokens([query])[0].size else 0.0
        assert score == pytest.approx((1 - POOLED_SHARE) * expected, abs=1e-4)


def test_the_query_itself_scores_one() -> None:
    passages = MODEL.tokens(["华为云在汽车云市场的份额", "天气很好"])
    scores = LateScorer(MODEL, token_idf(passages, VOCABULARY)).score("华为云在汽车云市场的份额", passages)
    assert scores[0] == pytest.approx(1, abs=1e-3)
    assert scores[1] < 0.5


def test_a_translation_beats_a_stranger() -> None:
    passages = MODEL.tokens(["汽车云服务的市场规模将会增长。", "他在花园里种了三棵苹果树。", "教授讲解了古代诗歌。"])
    scorer = LateScorer(MODEL, token_idf(passages, VOCABULARY))
    assert int(scorer.score("How large is the market for automotive cloud services?", passages).argmax()) == 0
    assert int(scorer.score("How many apple trees did he plant?", passages).argmax()) == 1
    assert int(scorer.score("Who lectured on ancient poetry?", passages).argmax()) == 2


def test_idf_falls_with_every_passage_that_holds_the_token() -> None:
    passages = [np.array(ids, dtype=np.int32) for ids in ([1, 1, 2, 3], [1, 2], [1], [1])]
    idf = token_idf(passages, 6)
    assert idf[1] < idf[2] < idf[3] < idf[4] == 1
    assert idf.min() > 0
    assert token_idf([], 3).tolist() == [1, 1, 1]


def test_idf_of_another_vocabulary_is_refused() -> None:
    with pytest.raises(ValueError, match="tokens"):
        LateScorer(MODEL, np.ones(7, dtype=np.float32))


def test_a_small_corpus_does_not_decide_alone_what_is_rare() -> None:
    """In two passages on one market its words are common, yet they say more than the small words of any question."""
    passages = MODEL.tokens(["汽车云市场规模", "汽车云市场份额"])
    market, the = (int(MODEL.tokens([word])[0][0]) for word in ("市场", "the"))
    alone = token_idf(passages, VOCABULARY)
    assert alone[market] < alone[the]
    beside = token_idf(passages, VOCABULARY, MODEL.frequencies)
    assert beside[market] > beside[the] and np.all((beside > 0) & (beside <= 1))
    assert np.array_equal(token_idf(passages, VOCABULARY, np.zeros(VOCABULARY)), alone)
