"""Everything that decides what a training run makes, in one value."""

from dataclasses import dataclass, field


def _shares() -> dict[str, float]:
    return {
        "cedict": 4.0, "wordnet": 4.0, "questions": 6.0, "tatoeba": 4.0, "general": 3.0, "course": 3.0, "pubmed": 3.0,
        "economics": 2.0, "automotive": 2.0, "guides": 2.0, "ms-business": 1.5, "ms-platform": 0.6, "headings": 0.6,
    }  # fmt: skip


def _word_shares() -> dict[str, float]:
    return {
        "cedict": 3.0, "wordnet": 3.0, "questions": 3.0, "ms-business": 2.0, "tatoeba": 1.5, "economics": 1.5,
        "pubmed": 1.5, "general": 1.0, "course": 1.0, "automotive": 0.7, "guides": 0.3,
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recipe:
    """Parameters of a run; the same recipe, data and machine give the same weights.

    Attributes:
        seed: of every random choice.
        vocabulary: number of tokens, the unknown one included; fewer come of it when the data has no more.
        dim: length of a vector.
        han_words: how many tokens are Chinese words of two or more characters.
        subwords: how many tokens are pieces that spell rare English words.
        compounds: a word that ends at least so many compounds also gets a token for inside words.
        counted_rows: at most so many rows of a source are counted for the vocabulary.
        rare_character: a Han character that occurs less often gets no token.
        rare_symbol: likewise for letters of other scripts and symbols.
        frequent_form: an inflected English word with at least this share of all words is a token of its own.
        dictionaries: sources that are counted whole.
        word_shares: weight of a source's word frequencies when the vocabulary is chosen.
        word_share: likewise, for sources not named.
        general_share: weight of the word frequencies that come with jieba.
        shares: how often a pair of a source is drawn, against 1 for sources not named.
        max_left: tokens of the first text of a pair that a step sees, a random window of longer texts.
        max_right: tokens of the second.
        steps: of training.
        batch: pairs a step.
        temperature: of the contrastive loss over pooled vectors.
        rate: first learning rate, falling to zero in a line.
        warmup: steps in which the rate rises to its first value.
        eigen_rounds: of subspace iteration for the first vectors.
        long_pair: pairs with a side of more tokens say too little about which words belong together to be counted.
        threads: of torch.
    """

    seed: int = 1
    vocabulary: int = 64_000
    dim: int = 192
    han_words: int = 20_000
    subwords: int = 5_000
    compounds: int = 8
    counted_rows: int = 14_000
    rare_character: int = 3
    rare_symbol: int = 20
    frequent_form: float = 2e-4
    dictionaries: tuple[str, ...] = ("cedict", "wordnet")
    word_shares: dict[str, float] = field(default_factory=_word_shares)
    word_share: float = 0.6
    general_share: float = 4.0
    shares: dict[str, float] = field(default_factory=_shares)
    max_left: int = 60
    max_right: int = 80
    steps: int = 3_500
    batch: int = 2_048
    temperature: float = 0.1
    rate: float = 0.02
    warmup: int = 50
    eigen_rounds: int = 5
    long_pair: int = 100
    threads: int = 2
