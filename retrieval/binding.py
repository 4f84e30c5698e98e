"""Which of the times in a clause a figure holds for."""

import re
from collections.abc import Sequence

from retrieval.period import Period
from retrieval.quantity import Quantity

_BASE = re.compile(r"(?:比|较|相比|与|\bthan in\s|\bfrom\s|\bcompared (?:with|to)\s|\bversus\s|\bagainst\s)\Z")
_GROWN = re.compile("(?:增长|增加|提升|提高|上升|升|增|扩大|攀升|下降|降|减少|缩小|变)[到至为]")


def period_of(
    sentence: str, times: Sequence[Period], quantity: Quantity, left: int, right: int, zh: bool
) -> Period | None:
    """The time that a figure of a clause holds for: the nearest one before it, in English rather behind it."""
    own = [
        p
        for p in times
        if left <= p.start < right
        and not _is_base(sentence, p, quantity, zh)
        and not _brackets(sentence, p, quantity, right)
    ]
    before = [p for p in own if p.end <= quantity.start]
    behind = [p for p in own if p.start >= quantity.end]
    if zh:
        goal = [p for p in times if p.end <= left]
        if not own and len(goal) > 1 and _GROWN.search(sentence, left, quantity.start):
            return goal[0]  # 2025年将从2020年的50亿元增长到200亿元
        attached = [p for p in behind if re.fullmatch(r"[（(]?", sentence[quantity.outer_end : p.start])]
        return next(iter(attached or before[-1:]), None)
    return next(iter(behind or before[-1:]), None)


def _brackets(sentence: str, period: Period, quantity: Quantity, right: int) -> bool:
    """Whether a time stands in brackets with a figure of its own: £38.6 million (2021: £29.9 million)."""
    between = sentence[quantity.end : period.start]
    opened = max(between.rfind("("), between.rfind("（"))
    if opened < 0 or any(mark in between[opened:] for mark in ")）"):
        return False
    return right < len(sentence) and not any(mark in sentence[period.end : right] for mark in ")）")


def _is_base(sentence: str, period: Period, quantity: Quantity, zh: bool) -> bool:
    """Whether a time is only what the figure is compared with: 比2022年下降, down 60% from 2022."""
    match = _BASE.search(sentence, max(0, period.start - 16), period.start)
    if match is None:
        return False
    return zh or period.start >= quantity.end or "from" not in match[0]
