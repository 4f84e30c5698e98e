from hypothesis import given
from hypothesis import strategies as st
from tokenizers import normalizers

from index.training.charsmap import precompile, traditional_to_simplified

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


@given(st.dictionaries(HAN, HAN, max_size=60), st.text(HAN, max_size=40))
def test_replaces_what_the_mapping_says(mapping: dict[str, str], text: str) -> None:
    normalizer = normalizers.Precompiled(precompile(mapping))
    text += "".join(mapping)
    assert normalizer.normalize_str(text) == text.translate(str.maketrans(mapping))


def test_keys_of_any_length_in_bytes() -> None:
    mapping = {"a": "一", "é": "e", "雲": "云", "𠀀": "丈"}
    normalizer = normalizers.Precompiled(precompile(mapping))
    assert normalizer.normalize_str("a雲é𠀀b云") == "一云e丈b云"


def test_every_traditional_character_is_folded() -> None:
    mapping = traditional_to_simplified()
    assert mapping["雲"] == "云"
    assert mapping["務"] == "务"
    assert "云" not in mapping
    assert len(mapping) > 3000
    folded = normalizers.Precompiled(precompile(mapping)).normalize_str("".join(mapping))
    assert folded == "".join(mapping.values())
