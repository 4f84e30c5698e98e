"""Words for units and magnitudes in both languages, each led to one name.

This table is the evaluation's own: the answerer has another, and a mistake in one must not hide in the other.
"""

import re
from decimal import Decimal
from typing import Final

_UNIT_WORDS: Final[dict[str, str]] = {
    "CNY": r"元人民币|人民币元|人民币|元|yuan|renminbi|RMB|CNY",
    "USD": r"美元|US dollars?|USD",
    "TWD": r"新台币元?|台币|New Taiwan dollars?|TWD",
    "SGD": r"新加坡元|新币|Singapore dollars?|SGD",
    "HKD": r"港元|港币|Hong Kong dollars?|HKD",
    "EUR": r"欧元|euros?|EUR",
    "JPY": r"日元|日圆|yen|JPY",
    "crown": r"克朗|crowns?|kron(?:or|er|a|e)",
    "pp": r"个百分点|百分点|percentage points?",
    "%": r"%|percent|per cent",
    "times": r"倍|times|-?fold",
    "vehicle": r"辆|vehicles?|cars?",
    "set": r"套|sets?",
    "piece": r"片|件|pieces?|wafers?",
    "person": r"人|名用户|用户|people|persons?|users?",
    "km": r"公里|千米|kilomet(?:re|er)s?|km",
    "ms": r"毫秒|milliseconds?|ms",
    "second": r"秒|seconds?",
    "minute": r"分钟|minutes?",
    "hour": r"个?小时|hours?",
    "day": r"天|days?",
    "week": r"周|weeks?",
    "months": r"个月|months?",
    "years": r"年|years?",
    "kB": r"kB",
    "MB": r"MB",
    "GB": r"GB",
    "TB": r"TB",
    "PB": r"PB",
    "EB": r"EB",
    "TOPS": r"TOPS",
    "FLOPS": r"[MGTPE]?FLOPS",
    "GHz": r"[MG]Hz",
    "kWh": r"kWh|千瓦时|度电",
    "kW": r"kW|千瓦",
    "tonne": r"吨|tonnes?|tons?",
    "m2": r"平方米|square met(?:re|er)s?",
}
STRICT: Final = frozenset(("CNY", "USD", "TWD", "SGD", "HKD", "EUR", "JPY", "pp", "%", "times", "year", "month"))
"""Units that must stand with the same name on both sides; a missing one does not pass for them."""

_MAGNITUDES: Final[dict[str, int]] = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "亿": 8,
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "mn": 6,
    "bn": 9,
    "tn": 12,
}
# A Latin unit ends where the word ends; a Chinese one is followed by anything.
UNIT: Final = "|".join(rf"(?:{words})(?![A-Za-z])" for words in _UNIT_WORDS.values())
MAGNITUDE: Final = r"[十百千]?[万亿]+|[百千]|(?:thousand|million|billion|trillion|mn|bn|tn)(?![A-Za-z])"
_MARKS: Final = {
    "USD": r"US\$|USD|\$|美元",
    "TWD": r"NT\$|TWD|新?台币",
    "SGD": r"S\$|SGD|新币",
    "HKD": r"HK\$|HKD|港币",
    "EUR": r"EUR|€|欧元",
    "JPY": r"JPY|日元",
    "CNY": r"CNY|RMB|¥|人民币",
}
# The longer ones first: NT$ is no $.
CURRENCY: Final = "|".join(sorted("|".join(_MARKS.values()).split("|"), key=len, reverse=True))
_COMPILED: Final = {name: re.compile(words, re.IGNORECASE) for name, words in _UNIT_WORDS.items()}


def unit_name(word: str) -> str:
    """The one name of a unit word, or "" when it is none.

    >>> unit_name("辆"), unit_name("per cent"), unit_name("家")
    ('vehicle', '%', '')
    """
    return next((name for name, pattern in _COMPILED.items() if pattern.fullmatch(word)), "")


def currency_name(mark: str) -> str:
    """The currency of a mark before a number.

    >>> currency_name("¥"), currency_name("US$"), currency_name("新台币")
    ('CNY', 'USD', 'TWD')
    """
    return next((name for name, marks in _MARKS.items() if re.fullmatch(marks, mark, re.IGNORECASE)), "CNY")


def magnitude(word: str) -> Decimal:
    """What a magnitude word multiplies by; the empty word by 1.

    >>> magnitude("万亿") == 10**12, magnitude("billion") == 10**9, magnitude("") == 1
    (True, True, True)
    """
    if word.lower() in _MAGNITUDES:
        return Decimal(10) ** _MAGNITUDES[word.lower()]
    return Decimal(10) ** sum(_MAGNITUDES[char] for char in word)
