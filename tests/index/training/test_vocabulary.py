from dataclasses import replace

import pytest
from tokenizers import Tokenizer

from index.training.encoded import encode_pairs
from index.training.pairs import Pair
from index.training.recipe import Recipe
from index.training.tokenizer import build_tokenizer, normalizer
from index.training.vocabulary import choose_pieces, count_words

PAIRS = [
    Pair("cloud: visible vapour", "云", "wordnet"),
    Pair("vehicle: a conveyance", "车辆", "wordnet"),
    Pair("news: reports of recent events", "新闻", "wordnet"),
    Pair("the vehicles parked in clouds of dust while newspapers told news", "汽車在雲中停放，報紙報道新聞", "general"),
    Pair("a new vehicle serves parking services", "一辆新车提供停车服务，新闻", "general"),
] * 4
RECIPE = replace(Recipe(), vocabulary=2_400, han_words=300, subwords=60, rare_character=1, frequent_form=1.0)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    folding = normalizer()
    return build_tokenizer(choose_pieces(count_words(PAIRS, folding, RECIPE), RECIPE), folding)


def test_it_is_never_larger_than_asked_for(tokenizer: Tokenizer) -> None:
    assert tokenizer.get_vocab_size() <= RECIPE.vocabulary
    assert tokenizer.token_to_id("<unk>") == 0


def test_regular_forms_share_the_word_they_come_from(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("vehicles").tokens == ["▁vehicle", "s"]
    assert tokenizer.encode("news").tokens == ["▁news"]


def test_chinese_words_are_whole_and_traditional_is_folded(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("新聞").tokens == ["新闻"]
    assert tokenizer.encode("车辆").tokens == ["车辆"]


def test_the_same_counts_give_the_same_pieces() -> None:
    folding = normalizer()
    one, two = (choose_pieces(count_words(PAIRS, folding, RECIPE), RECIPE) for _ in range(2))
    assert list(one.items()) == list(two.items())


def test_pairs_without_tokens_on_a_side_are_left_out(tokenizer: Tokenizer) -> None:
    encoded = encode_pairs([Pair("cloud", "云", "a"), Pair("!", "云", "b"), Pair("news", "…", "c")], tokenizer)
    assert encoded.sources == ("a",)
    assert encoded.left.ids.tolist() == [tokenizer.token_to_id("▁cloud")]
    assert encoded.right.lengths.tolist() == [1]
