"""Two figures that are one: the ends of a range, and an English figure with the Chinese one in brackets behind it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.bounds import bound_after
from retrieval.nofigures import JOIN
from retrieval.quantity import Quantity, tidy
from retrieval.units import match_below

_FROM = re.compile(r"(?:从|由|自|\bfrom\s)[^，,；;。]*\Z", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s(?:about\s)?\Z", re.IGNORECASE)
_BRACKET = re.compile(r"[（(]\s?(?:[^（）()]{0,24}[,，;；]\s?)?\Z")
_CLOSING = re.compile(r"[^（()）]{0,12}[)）]")
_GLOSSED = re.compile(r"\s?[（(][^（()）]*[）)]")
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
            out[-1] = _with_gloss(text, out[-1], quantity)
        else:
            out.append(quantity)
    return out


def _with_gloss(text: str, first: Quantity, gloss: Quantity) -> Quantity:
    """A figure with what its gloss adds: unit, precision, and the words behind the bracket."""
    first = replace(first, step=min(first.step, gloss.step))
    if first.form is None:
        first = replace(first, unit=gloss.unit, kind=gloss.kind, form=gloss.form)
    closing = _CLOSING.match(text, gloss.outer_end)
    if closing is None:
        return first
    below = match_below(text, closing.end(), first.form) if first.kind == "money" and first.form else None
    if below is not None and "/" not in first.unit:
        first = replace(first, unit=below[0].unit, form=below[0])
    bound, end = bound_after(text, closing.end())
    return replace(first, bound=bound, outer_end=end) if first.bound == "exact" != bound else first


def _repeats(text: str, first: Quantity, second: Quantity) -> bool:
    start = second.outer_start
    return (
        second.start - first.end < _GLOSS_REACH
        and first.kind in {second.kind, "count"}
        and abs(first.low - second.low) <= 1e-6 * abs(first.low)
        and _BRACKET.search(text, max(0, start - 28), start) is not None
    )


def _joined(text: str, low: Quantity, high: Quantity) -> Quantity | None:
    between = _GLOSSED.sub("", text[low.outer_end : high.start])
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
