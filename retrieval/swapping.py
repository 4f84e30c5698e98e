"""What of an earlier question a new name takes the place of, where no list of names has either: by its shape."""

import re

from corpus.script import HAN

_PREPOSED = re.compile(r"^(?P<word>in|at|for|from|of|on|by|with|under|to) (?:the )?(?P<name>[A-Z].*)$")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_CAPITALS = rf"(?!(?:{_MONTHS})\b)[A-Z][\w’'-]*(?: (?:of |de |and )?[A-Z][\w’'-]*)*"
_INSIDE = re.compile(rf"(?<!^)(?<![.?!] ){_CAPITALS}")
# Ends that say no more than that something is one of several.
_NO_END = frozenset("的了呢吗年月日个人些")
# Where a word that ends alike begins at the latest.
_BOUND = re.compile(r"[^\u4e00-\u9fff]|[的在从到与和跟是有及或]")
_LONGEST = 8


def swap_alike(earlier: str, core: str) -> str:
    """The earlier question with a new name in place of the one that it is like, or "" where none is.

    A name behind a preposition takes the place of the one behind the same; a capitalised one that of the only such;
    a Chinese word that of the word with the same end.

    >>> swap_alike("How many aphids were counted in Heshuo in May?", "in Anzhang")
    'How many aphids were counted in Anzhang in May?'
    >>> swap_alike("博物馆的全票多少钱?", "学生票")
    '博物馆的学生票多少钱?'
    """
    if HAN.search(core):
        return _by_end(earlier, core.removesuffix("的").strip()) if HAN.search(earlier) else ""
    if preposed := _PREPOSED.match(core):
        behind = list(re.finditer(rf"\b{preposed['word']} (?:the )?(?P<name>{_CAPITALS})", earlier))
        if behind:
            return earlier[: behind[-1].start("name")] + preposed["name"] + earlier[behind[-1].end("name") :]
    name = preposed["name"] if preposed else core
    named = list(_INSIDE.finditer(earlier))
    if len(named) == 1 and re.fullmatch(_CAPITALS, name):
        return earlier[: named[0].start()] + name + earlier[named[0].end() :]
    return ""


def _by_end(earlier: str, core: str) -> str:
    if not 2 <= len(core) <= _LONGEST or core in earlier or core[-1] in _NO_END or not all(map(HAN.match, core)):
        return ""
    shared = next((core[n:] for n in range(1, len(core)) if core[n:] in earlier), "")
    if not shared:
        return ""
    end = earlier.index(shared) + len(shared)
    word = _BOUND.split(earlier[max(0, end - len(core)) : end])[-1]
    return earlier[: end - len(word)] + core + earlier[end:] if len(word) > len(shared) else ""
