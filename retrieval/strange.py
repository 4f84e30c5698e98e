"""Names in Han characters that nobody listed: runs of characters that make no word, which the documents told of do not hold.

Most names are written with characters that no dictionary joins (鹿鸣智家, 许蕴章). An answer that cites documents without
any two neighbouring characters of such a name is about something else.
"""

import re
from collections.abc import Sequence

from corpus.document import Document
from index.lexicon import is_distinctive, is_word
from retrieval.requirements import whole_text

_HAN = re.compile(r"[㐀-鿿]+")
_LATIN = re.compile(r"[A-Za-z]{2,}")
# Characters that stand by themselves: grammar, numbers, measure words, and the plainest verbs.
_ALONE = frozenset(
    "的了是在有和与及于由被把对从到为以这那每各个只些几多少哪谁何什么怎做要去买卖坐乘用吃会能就都也还不没最更很又再将已曾着过"
    "得地之其该此我你他她它们您吗呢吧啊呀请问中上下里外前后内年月日号时分一二三四五六七八九十百千万亿第两叫名字给让使等并但或"
    "如若因所自己来出起开成长大小高低新老好跟正改走讲说想收打位艘座门部首张条家件种辆台套栋间篇本场届行涨跌"
)
# Fewer characters are too often a plain word that the dictionary lacks.
_LEAST, _LONGEST_WORD = 3, 4
# So many characters of a name are rare in words; one rare character is as often that of a plain verb (怕断网, 采摘工).
_RARE = 2
# Words of grammar that a name follows.
_BEFORE_NAMES = frozenset("的在是与和跟及对给由被从让比")


def strange_names(question: str, told: Sequence[Document]) -> list[str]:
    """The names of a question that no document told of holds two neighbouring characters of.

    Args:
        question: Simplified.
        told: the documents that an answer cites; one in English may spell a name in any way, so that none is missing.
    """
    if not told or any(document.language == "en" for document in told):
        return []
    texts = {whole_text(document) for document in told}

    def unheard(run: str) -> bool:
        return not any(run[at : at + 2] in text for at in range(len(run) - 1) for text in texts)

    # The vocabulary is read only where a stretch as long as a name could be one.
    stretches = (run[at : at + _LEAST] for run in _HAN.findall(question) for at in range(len(run) - _LEAST + 1))
    stretches = (stretch for stretch in stretches if _ALONE.isdisjoint(stretch))
    return [name for name in unknown_runs(question) if unheard(name)] if any(map(unheard, stretches)) else []


def unknown_runs(text: str) -> list[str]:
    """Runs of three Han characters or more that belong to no word, two of them at least rare in words.

    >>> unknown_runs("许蕴章的博士学位是在哪里拿到的?"), unknown_runs("市场规模有多大?")
    (['许蕴章'], [])
    """
    found: list[str] = []
    for run in _HAN.findall(text):
        kept = "".join(char if free else " " for char, free in zip(run, _loose(run), strict=True))
        found += [part for part in kept.split() if len(part) >= _LEAST and sum(map(is_distinctive, part)) >= _RARE]
    return found


def called_names(text: str) -> list[tuple[str, str]]:
    """Names of two Han characters or more with the two after them, which say what is called so: (禾巡, 禾巡智能).

    They begin what is said or follow a word of grammar.

    >>> called_names("禾巡智能2025年出口了多少钱的货"), called_names("市场规模有多大?")
    ([('禾巡', '禾巡智能')], [])
    """
    found = []
    for run in _HAN.findall(text):
        free = "".join("x" if loose else " " for loose in _loose(run))
        for part in re.finditer("x{2,}", free):
            if part.start() == 0 or run[part.start() - 1] in _BEFORE_NAMES:
                found.append((run[part.start() : part.end()], run[part.start() : part.end() + 2]))
    return [(name, whole) for name, whole in found if len(whole) == len(name) + 2]


def names_something(title: str) -> bool:
    """Whether a heading may be a name: it has letters that are no words, or Latin ones with capitals.

    >>> names_something("泰沃机电"), names_something("市场规模"), names_something("Church Lane")
    (True, False, True)
    """
    runs = ["".join("x" if loose else " " for loose in _loose(run)) for run in _HAN.findall(title)]
    return any("xx" in run for run in runs) or any(word[0].isupper() for word in _LATIN.findall(title))


def _loose(run: str) -> list[bool]:
    """Which characters of a run stand in no word and not by themselves."""
    loose = [char not in _ALONE for char in run]
    for start in range(len(run)):
        for end in range(start + 2, min(start + _LONGEST_WORD, len(run)) + 1):
            if is_word(run[start:end]):
                loose[start:end] = [False] * (end - start)
    return loose
