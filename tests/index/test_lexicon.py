from index.lexicon import is_distinctive, is_word


def test_words_are_known_in_lower_case_and_simplified() -> None:
    assert is_word("cherry") and is_word("市场") and not is_word("tencnet") and not is_word("")


def test_a_character_of_few_words_is_distinctive() -> None:
    assert is_distinctive("腾") and not is_distinctive("大")
