"""The tokenizer of the embedded model: what it folds, where it cuts, which pieces it knows.

All folding stands in the tokenizer file itself, so whatever loads the file reads text alike: compatibility forms
(NFKC), accents off, lower case, Traditional into Simplified characters one by one, and a mark where a run of Latin
letters begins. Cuts come before the choice of pieces: Chinese, Latin and digits never share a piece, and white space
and most punctuation are gone, so it makes no difference whether there is a space between Chinese and Latin.
"""

from collections.abc import Mapping

from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from index.training.charsmap import precompile, traditional_to_simplified

UNKNOWN = "<unk>"
WORD_START = "▁"
_NOT_READ = r"[^\p{L}\p{N}+#%$¥€£℃°▁&]+"
# Years stay whole; other numbers are read in groups of three digits at most.
_RUNS = r"\p{Han}+|▁[a-z]+|\d{4}(?!\d)|\d{1,3}|[^\p{Han}a-z\d▁]"


def normalizer() -> normalizers.Normalizer:
    """The folding; the counting of words for the vocabulary uses the same."""
    return normalizers.Sequence([
        normalizers.NFKD(),
        normalizers.StripAccents(),
        normalizers.NFKC(),
        normalizers.Lowercase(),
        normalizers.Precompiled(precompile(traditional_to_simplified())),
        normalizers.Replace(Regex(r"(?<![a-z])(?=[a-z])"), WORD_START),
    ])


def build_tokenizer(pieces: Mapping[str, float], folding: normalizers.Normalizer) -> Tokenizer:
    """A unigram tokenizer that knows the given pieces.

    Args:
        pieces: log-probability of each, in order of token id; the unknown token, which must not be among them, is 0.
        folding: from `normalizer`.
    """
    vocabulary = [(UNKNOWN, 0.0), *((piece, round(score, 4)) for piece, score in pieces.items())]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = folding
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(_NOT_READ), "removed"),
        pre_tokenizers.Split(Regex(_RUNS), "isolated"),
    ])
    return tokenizer
