"""Figures with their units in a text, Chinese and English: `find_quantities`.

What is no figure is left out: years and dates (`retrieval.periods` has them), versions and names of models (5G, L3,
e平台3.0), numbers of standards, marks of citations, numbers of chapters, lists and tables.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.bounds import Bound, bound_after, bound_before
from retrieval.nofigures import SCALE_NAME, SHORT_SCALE, is_figure, is_name, is_rank
from retrieval.numerals import Number, find_numbers
from retrieval.period import Period
from retrieval.periods import find_periods
from retrieval.quantity import Quantity, tidy
from retrieval.ranges import drop_glosses, join_ranges
from retrieval.units import Form, match_below, match_mark, match_unit

# One to one, so that places stay: full-width digits and marks to ASCII.
_FOLD = str.maketrans("０１２３４５６７８９％．−\u00a0", "0123456789%.- ")
_FULL = re.compile("[０-９％．−\u00a0]")
_MORE = re.compile("[余多](?!元化|种|项|功能|样|媒体|方)")
_YUAN = re.compile(" ?元")
# A currency in characters before the number: 新台币184亿元, not 3亿美元.
_YUAN_OF = re.compile(r"[㐀-鿿]+ ?\d")
_PERCENT = Form("%", "percent", 1.0, "%", "%")


def find_quantities(text: str, periods: Sequence[Period] | None = None) -> list[Quantity]:
    """Every figure in a text, from left to right.

    An English figure that repeats the Chinese one in brackets, "CNY 48 billion (480亿元)", is one figure.

    Args:
        text: in Chinese or English.
        periods: what `find_periods` gives for it, where that is at hand.

    >>> [(q.text, q.low, q.unit, q.bound) for q in find_quantities("2030年有望突破1200亿元，5G用户超60%")]
    [('1200亿元', 120000000000.0, 'CNY', 'over'), ('60%', 60.0, '%', 'over')]
    """
    folded = text if text.isascii() or _FULL.search(text) is None else text.translate(_FOLD)
    numbers = find_numbers(folded)
    if not numbers:
        return []
    taken = [(p.start, p.end) for p in (find_periods(folded) if periods is None else periods)]
    found = [
        quantity
        for number in numbers
        if not any(start < number.end and number.start < end for start, end in taken)
        and (quantity := _quantity(folded, number)) is not None
    ]
    joined = join_ranges(folded, drop_glosses(folded, join_ranges(folded, _one_currency(found))))
    return joined if folded == text else [replace(q, text=text[q.start : q.end]) for q in joined]


def _one_currency(found: Sequence[Quantity]) -> list[Quantity]:
    """Figures in yuan behind one in the yuan of another country are in that: 营收新台币184亿元，净利22亿元."""
    out: list[Quantity] = []
    home: Form | None = None
    for quantity in found:
        form = quantity.form
        if form is not None and form.kind == "money" and quantity.text.endswith("元"):
            if form.unit != "CNY":
                home = form if _YUAN_OF.match(quantity.text) else None
            elif home is not None:
                quantity = replace(quantity, unit=home.unit, form=home)
        out.append(quantity)
    return out


def _quantity(text: str, number: Number) -> Quantity | None:
    """The figure that a number begins, or None when it is none."""
    mark = match_mark(text, number.start)
    if mark is None and is_name(text, number):
        return None
    more = _MORE.match(text, number.end)
    behind = _plural(match_unit(text, more.end() if more else number.end), text, number)
    scale, start, end = 1.0, number.start, number.end
    form: Form | None = None
    if number.writing == "fraction":
        form = _PERCENT
    elif mark is not None:
        form, start = mark
        form, end, scale = _marked(text, number, form, behind)
    elif behind is not None:
        form, end = behind
    elif more and number.multiplier > 1:
        end = more.end()
    if not is_figure(text, number, form, end, mark is not None):
        return None
    if text[end - 1] == "成" and number.value > 10:
        return None
    factor = scale * (form.factor if form and number.writing != "fraction" else 1.0)
    value = tidy(number.value * factor * (-1 if _negative(text, start) else 1))
    bound, outer_start, outer_end = _bound(text, start, end, number, more is not None)
    return Quantity(
        start=start,
        end=end,
        text=text[start:end],
        low=value,
        high=value,
        unit=form.unit if form else "",
        kind=_kind(text, number, form, end),
        bound=bound,
        step=tidy(number.step * factor),
        decimals=number.decimals,
        form=form,
        outer_start=outer_start,
        outer_end=outer_end,
    )


def _marked(text: str, number: Number, form: Form, behind: tuple[Form, int] | None) -> tuple[Form, int, float]:
    """The unit of a figure with a currency mark before it, where it ends, and a multiplier such as the m of $3m."""
    end, scale = number.end, 1.0
    short = SHORT_SCALE.match(text, end)
    if short and number.multiplier == 1:
        end, scale = short.end(), {"m": 1e6, "b": 1e9}[short[0].lower()]
    if behind is not None and behind[0].unit.split("/")[0] == form.unit:
        return behind[0], behind[1], scale
    plain = _YUAN.match(text, end)
    if plain and form.unit != "CNY":  # 新币18.6亿元: the yuan of whatever country stands before it
        end = plain.end()
    below = match_below(text, end, form)
    return (form, end, scale) if below is None else (*below, scale)


def _plural(unit: tuple[Form, int] | None, text: str, number: Number) -> tuple[Form, int] | None:
    """The unit, unless it is an English noun in the singular behind a larger number (5 million vehicle records)."""
    if unit is not None and unit[0].kind == "count" and number.value > 1 and "/" not in unit[0].unit:
        last = text[unit[1] - 1]
        if last.isascii() and last.isalpha() and last != "s" and not text.endswith("people", 0, unit[1]):
            return None
    return unit


def _kind(text: str, number: Number, form: Form | None, end: int) -> str:
    if number.writing == "scale" and SCALE_NAME.match(text, end):
        return "scale"
    if number.writing in {"digits", "han"} and is_rank(text, number.start, number.end):
        return "ordinal"
    return form.kind if form else "count"


def _bound(text: str, start: int, end: int, number: Number, more: bool) -> tuple[Bound, int, int]:
    before, outer_start = bound_before(text, start)
    after, outer_end = bound_after(text, end)
    bound = after if before == "exact" or (before == "about" and after != "exact") else before
    if bound == "exact" and more:
        bound = "over"
    elif bound == "exact" and number.writing == "scale":
        bound = "at_least" if text[: number.start].endswith("上") else "about"
    return bound, outer_start, outer_end


def _negative(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return before.endswith("负") or before == "-" or (before.endswith("-") and before[0] in " （(为至是|:：")
