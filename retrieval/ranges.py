"""Two figures that are one: the ends of a range, and an English figure with the Chinese one in brackets behind it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.nofigures import JOIN
from retrieval.quantity import Quantity, tidy

_FROM = re.compile(r"(?:从|由|自|\bfrom\s)[^，,；;。]*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s)?\Z", re.IGNORECASE)
_BRACKET = re.compile(r"[（(]\s?(?:[^（）()]{0,24}[,，;；]\s?)?\Z")
_GLOSS_REACH = 80  # characters between a figure and the bracket that repeats it


def join_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """With "15%–25%", "1600亿元至1800亿元" and "between 4 and 5 million" made one each."""
    out: list[Quantity] = []
    for quantity in found:
        joined = _joined(text, out[-1], quantity) if out else None
        if joined is not None:
            out[-1] = joined
        else:
            out.append(quantity)
    return out


def drop_glosses(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Without figures in brackets that repeat the one before them, whose unit and precision they may supply."""
    out: list[Quantity] = []
    for quantity in found:
        if out and _repeats(text, out[-1], quantity):
            first = out[-1] = replace(out[-1], step=min(out[-1].step, quantity.step))
            if first.form is None:
                out[-1] = replace(first, unit=quantity.unit, kind=quantity.kind, form=quantity.form)
        else:
            out.append(quantity)
    return out


def _repeats(text: str, first: Quantity, second: Quantity) -> bool:
    start = second.outer_start
    return (
        second.start - first.end < _GLOSS_REACH
        and first.kind in {second.kind, "count"}
        and abs(first.low - second.low) <= 1e-6 * abs(first.low)
        and _BRACKET.search(text, max(0, start - 28), start) is not None
    )


def _joined(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    between = text[low.outer_end : high.start]
    if "range" in {low.bound, high.bound} or "ordinal" in {low.kind, high.kind} or not JOIN.fullmatch(between):
        return None
    word = between.strip()
    if word == "and" and not _BETWEEN.search(text, max(0, low.start - 16), low.start):
        return None
    if word in {"到", "至", "to"} and _FROM.search(text, max(0, low.start - 20), low.outer_start):
        return None  # "from 8% to 20%" names two figures, not what lies between them
    bottom, step = low.low, low.step
    if low.form is None and high.form is not None:
        factor = high.form.factor
        scale = high.step / factor * 10.0**high.decimals
        if tidy(low.step * 10.0**low.decimals) == 1:
            factor *= scale  # 15-25亿元: the multiplier is shared
        bottom, step = tidy(bottom * factor), tidy(step * factor)
    elif low.unit != high.unit and not (low.kind == "money" and high.form is None):
        return None
    if not bottom < high.high:
        return None
    form = high.form or low.form
    return replace(
        low,
        end=high.end,
        text=text[low.start : high.end],
        low=bottom,
        high=high.high,
        unit=form.unit if form else "",
        kind=form.kind if form else "count",
        bound="range",
        step=min(step, high.step),
        decimals=max(low.decimals, high.decimals),
        form=form,
        outer_end=high.outer_end,
    )
