"""The words around a figure that bound it: 超过, 约, 以上, "at least", "or more"."""

import re
from typing import Literal

Bound = Literal["exact", "about", "near", "over", "under", "at_least", "at_most", "range"]

_BEFORE_ZH: dict[Bound, str] = {
    "at_most": "不超过 不高于 不多于 未超过 至多 最多 最高 上限为",
    "at_least": "不低于 不少于 不小于 至少 最少 最低",
    "over": "超过 超出 超 突破 多于 高于 大于 不止 逾 破 冲破 跨过 迈过 越过 跨越 过",
    "under": "不足 低于 少于 不到 小于 未达 不及 未满 跌破",
    "near": "接近 逼近 将近 趋近 趋近于 直逼 近",
    "about": "大约 约为 约合 约有 约达 约占 约 大致为 大致 大概 估计为",
}
_BEFORE_EN: dict[Bound, str] = {
    "at_most": "no more than|not more than|no higher than|at most|up to|a maximum of|capped at",
    "at_least": "no less than|not less than|no fewer than|no lower than|at least|a minimum of",
    "over": "more than|greater than|higher than|larger than|in excess of|north of|over|above|beyond|exceed|exceeds"
    "|exceeded|exceeding|surpass|surpasses|surpassed|surpassing|topped|topping|tops|pass|passes|passed|passing",
    "under": "less than|fewer than|lower than|smaller than|under|below|short of",
    "near": "close to|nearly|almost|near|nearing|approach|approaches|approached|approaching|just under",
    "about": "about|around|approximately|roughly|circa|some|an estimated|~",
}
_AFTER: dict[Bound, str] = {
    "at_least": r"及以上|或以上|以上|甚至更高|起步|\s?\+|\s(?:or|and) (?:more|above|over|higher|up)\b|\splus\b",
    "at_most": r"及以下|或以下|以下|以内|之内|\s(?:or|and) (?:less|below|fewer|under|lower)\b",
    "about": r"左右|上下|前后|\sor so\b",
}
_WORDS = {word: bound for bound, words in _BEFORE_ZH.items() for word in words.split()} | {
    word: bound for bound, words in _BEFORE_EN.items() for word in words.split("|")
}
_LONGEST_ZH = max(len(word) for word in _WORDS if not word.isascii())
_NOT_OVER = frozenset("通经越难错透")  # 通过, 经过: 过 bounds nothing there
_LAST_WORDS = re.compile(r"(?:(\S+)\s)?(?:(\S+)\s)?(\S+)\s?\Z")
_ARTICLES = frozenset({"the", "a", "an"})
_REACH = 28  # characters before a figure in which English words may bound it
_WORDS_AFTER = re.compile("|".join(f"(?P<{bound}>{words})" for bound, words in _AFTER.items()), re.IGNORECASE)


def bound_before(text: str, start: int) -> tuple[Bound, int]:
    """What the words right before a place say about the figure there, and where they begin.

    >>> bound_before("规模有望突破1200亿元", 6), bound_before("more than 30", 10)
    (('over', 4), ('over', 0))
    """
    end = start - 1 if text[:start].endswith((" ", "了")) else start
    if end and not text[end - 1].isascii():
        for length in range(min(_LONGEST_ZH, end), 0, -1):
            bound = _WORDS.get(text[end - length : end])
            if bound is not None and not (text[end - length : end] == "过" and text[end - 2 : end - 1] in _NOT_OVER):
                return bound, end - length
        return "exact", start
    words = _LAST_WORDS.search(text, max(0, start - _REACH), start)
    if words is None:
        return "exact", start
    if words[3].lower() in _ARTICLES and words.start(3):
        bound, first = bound_before(text, words.start(3))
        return (bound, first) if bound != "exact" else ("exact", start)
    for group in (1, 2, 3):
        if words[group] is not None:
            bound = _WORDS.get(text[words.start(group) : words.end(3)].lower().lstrip("(（“"))
            if bound is not None:
                return bound, words.start(group)
    return "exact", start


def bound_after(text: str, end: int) -> tuple[Bound, int]:
    """What the words right behind a place say about the figure that ends there, and where they end."""
    match = _WORDS_AFTER.match(text, end)
    if match is None:
        return "exact", end
    return next(bound for bound in _AFTER if match[bound]), match.end()
