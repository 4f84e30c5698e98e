"""Which pieces the tokenizer knows: whole words first, so that a token has a meaning and a translation.

Chinese pieces are the words that jieba finds, by how often they occur; single characters spell the rest. English pieces
are whole words without their regular endings, and shorter pieces that spell the rest. A
tokenizer then finds the likeliest reading of a run, as jieba does.
"""

import logging
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import jieba
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, trainers

from index.training.pairs import Pair
from index.training.recipe import Recipe
from index.training.tokenizer import UNKNOWN, WORD_START

_HAN = re.compile("[㐀-鿿𠀀-𪛟〇々]+")
_WORD = re.compile("[a-z]+")
_ENDINGS = ("s", "ed", "ing", "es", "d", "ly")
_EXTRA_ENDINGS = ("er", "ers", "ness")
_SYMBOLS = "+#%$¥€£℃°&"
_YEARS = range(1900, 2051)
_LONGEST_WORD = 24


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How frequent everything is, as shares summed over the sources with their weights.

    Attributes:
        han: Chinese words of any length.
        english: words in lower case.
        characters: plain counts of all characters.
        entries: Chinese words that a dictionary lists.
        lemmas: English words that a dictionary lists.
    """

    han: defaultdict[str, float]
    english: defaultdict[str, float]
    characters: Counter[str]
    entries: frozenset[str]
    lemmas: frozenset[str]


def count_words(pairs: Iterable[Pair], folding: normalizers.Normalizer, recipe: Recipe) -> WordCounts:
    """Count words source by source, so that a large source about one subject does not fill the vocabulary."""
    jieba.setLogLevel(logging.WARNING)
    by_source: defaultdict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_source[pair.source].append(pair)
    counts = WordCounts(
        defaultdict(float),
        defaultdict(float),
        Counter(),
        _entries(by_source, folding),
        _lemmas(by_source.get("wordnet", ())),
    )
    shuffler = random.Random(recipe.seed)
    for source, rows in sorted(by_source.items()):
        if source not in recipe.dictionaries:
            rows = shuffler.sample(rows, min(len(rows), recipe.counted_rows))
        text = folding.normalize_str("\n".join(side for pair in rows for side in (pair.left, pair.right)))
        han = Counter(word for run in _HAN.findall(text) for word in jieba.cut(run, HMM=False))
        weight = recipe.word_shares.get(source, recipe.word_share)
        _add_shares(counts.han, han, weight)
        _add_shares(counts.english, Counter(_WORD.findall(text)), weight)
        counts.characters.update(text)
    known = {word: count for word, count in jieba.dt.FREQ.items() if count and _HAN.fullmatch(word)}
    _add_shares(counts.han, Counter(known), recipe.general_share)
    return counts


def choose_pieces(counts: WordCounts, recipe: Recipe) -> dict[str, float]:
    """The pieces with their log-probabilities, as many as the recipe's vocabulary leaves beside the unknown token."""
    pieces = _han_pieces(counts, recipe)
    for char, count in sorted(counts.characters.items()):
        spelled = (char.isalpha() and not char.isascii() and char != WORD_START) or char in _SYMBOLS
        if spelled and count >= recipe.rare_symbol:
            pieces.setdefault(char, -12.0)
    pieces.update(dict.fromkeys("0123456789", -6.0))
    groups = [f"{n:0{width}d}" for width, last in ((2, 100), (3, 1000)) for n in range(last)]
    pieces.update(dict.fromkeys([*groups, *map(str, _YEARS)], -8.0))
    pieces.update(_latin_pieces(counts, recipe, recipe.vocabulary - 1 - len(pieces)))
    return pieces


def _entries(by_source: dict[str, list[Pair]], folding: normalizers.Normalizer) -> frozenset[str]:
    words = [pair.right for source in ("cedict", "wordnet") for pair in by_source.get(source, ())]
    return frozenset(folding.normalize_str("\n".join(words)).split("\n"))


def _lemmas(rows: Sequence[Pair]) -> frozenset[str]:
    """The single words before the colon of `lemma, lemma: definition`."""
    lemmas = (lemma.strip().lower() for pair in rows for lemma in pair.left.split(":")[0].split(","))
    return frozenset(lemma for lemma in lemmas if _WORD.fullmatch(lemma))


def _add_shares(total: defaultdict[str, float], counts: Counter[str], weight: float) -> None:
    size = sum(counts.values())
    for word, count in counts.items():
        total[word] += weight * count / size


def _han_pieces(counts: WordCounts, recipe: Recipe) -> dict[str, float]:
    size = sum(counts.han.values())
    worth = {w: n * (2 if w in counts.entries else 1) for w, n in counts.han.items() if 2 <= len(w) <= 6}
    words = sorted(worth, key=lambda word: (-worth[word], word))[: recipe.han_words]
    pieces = {word: math.log(counts.han[word] / size) for word in words}
    for char, count in sorted(counts.characters.items(), key=lambda item: (-item[1], item[0])):
        if count >= recipe.rare_character and _HAN.fullmatch(char):
            pieces[char] = math.log(max(counts.han.get(char, 0.0) / size, 3e-7))
    return pieces


def _latin_pieces(counts: WordCounts, recipe: Recipe, room: int) -> dict[str, float]:
    """English pieces: spellings, then the most frequent words without their endings until the room is used up."""
    size = sum(counts.english.values())
    merged = _without_endings(counts, size, recipe)
    words = {word: count for word, count in merged.items() if len(word) <= _LONGEST_WORD}
    pieces = _spellings(words, size, recipe)
    for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0])):
        piece = WORD_START + word
        if piece in pieces:
            pieces[piece] = max(pieces[piece], math.log(count / size))
        elif len(pieces) < room:
            pieces[piece] = math.log(count / size)
    return pieces


def _without_endings(counts: WordCounts, size: float, recipe: Recipe) -> dict[str, float]:
    """Counts of words, those of regular forms given to the word they are formed from, unless a dictionary has them."""
    merged: defaultdict[str, float] = defaultdict(float)
    for word, count in counts.english.items():
        stem = word
        if word not in counts.lemmas and count / size < recipe.frequent_form:
            stems = (word.removesuffix(ending) for ending in _ENDINGS if word.endswith(ending))
            long = (s for s in stems if len(s) >= 3 and s in counts.english)
            stem = next((s for s in long if s in counts.lemmas or counts.english[s] >= count / 2), word)
        merged[stem] += count
    return merged


def _second_parts(words: dict[str, float], least: int) -> list[str]:
    """Words of four letters or more that end at least so many compounds: maker (carmaker, filmmaker, policymaker)."""
    ends = (
        word[cut:] for word in words for cut in range(3, len(word) - 3) if word[cut:] in words and word[:cut] in words
    )
    return sorted(part for part, compounds in Counter(ends).items() if compounds >= least)


def _spellings(words: dict[str, float], size: float, recipe: Recipe) -> dict[str, float]:
    """Pieces that spell any word: those that byte-pair merging makes from the list of words.

    A piece is the likelier the earlier it was merged, and always much less likely than a whole word of its length.
    """
    # Repeats grow with the root of the frequency: endings and roots shared by many words are what is wanted.
    times = {word: min(40, max(1, int(math.sqrt(count / size * 3e7) / 6))) for word, count in sorted(words.items())}
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    trainer = trainers.BpeTrainer(
        vocab_size=recipe.subwords, special_tokens=[UNKNOWN], show_progress=False, max_token_length=8
    )
    tokenizer.train_from_iterator((WORD_START + word for word, n in times.items() for _ in range(n)), trainer)
    merged = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    pieces = {piece: -8.0 - math.log(rank + 1) for piece, rank in merged if len(piece.strip(WORD_START)) > 1}
    del pieces[UNKNOWN]
    for word in _second_parts(words, recipe.compounds):
        pieces[word] = math.log(words[word] / size) - 1
    for letter in "abcdefghijklmnopqrstuvwxyz":
        pieces[letter], pieces[WORD_START + letter] = -18.0, -16.0
    pieces[WORD_START] = -20.0
    for ending in (*_ENDINGS, *_EXTRA_ENDINGS):
        pieces[ending] = -7.0
    return pieces
