"""Figures compared, converted and written out in either language."""

import math
import re
from dataclasses import dataclass, replace

from corpus.errors import AnswerError
from retrieval.bounds import Bound
from retrieval.quantity import Quantity
from retrieval.units import Form, base_of

_BOUND_EN: dict[Bound, str] = {
    "about": "about ",
    "near": "nearly ",
    "over": "over ",
    "under": "under ",
    "at_least": "at least ",
    "at_most": "at most ",
}
_BOUND_ZH: dict[Bound, str] = {
    "about": "约",
    "near": "近",
    "over": "超过",
    "under": "不足",
    "at_least": "至少",
    "at_most": "至多",
}
_SCALES_EN = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_SCALES_ZH = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))
_LEADING = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_PLAIN = Form("", "count", 1.0, "", "")


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies, after what the words around a figure say; both ends in the figure's unit."""

    low: float
    high: float


def interval(quantity: Quantity, slack: float = 0.0) -> Interval:
    """Where the true value lies: half a last place around an exact figure, up to twice that of 约, open for 超过.

    Args:
        quantity: the figure.
        slack: a further share of the value on each closed side.

    >>> from retrieval.quantities import find_quantities
    >>> interval(find_quantities("超过1200亿元")[0])
    Interval(low=119950000000.0, high=inf)
    """
    half = quantity.step / 2
    wide = max(half, 0.05 * abs(quantity.value))
    below, above = half, half
    match quantity.bound:
        case "about":
            below = above = wide
        case "near":
            below = wide
        case "over" | "at_least":
            above = math.inf
        case "under" | "at_most":
            below = math.inf
    more = slack * abs(quantity.value)
    return Interval(quantity.low - below - more, quantity.high + above + more)


def convert(value: float, unit: str, to: str) -> float:
    """A value in another unit of the same kind.

    Raises:
        AnswerError: a unit is unknown, or the two measure different things (currencies are never converted).

    >>> convert(90, "minute", "hour")
    1.5
    """
    first, second = base_of(unit), base_of(to)
    if first is None or second is None:
        raise AnswerError("units.toml", f"has no unit {unit if first is None else to!r}", "add it there")
    if first[0] != second[0]:
        cause = f"{unit!r} is {first[0]}, {to!r} is {second[0]}"
        raise AnswerError("a conversion", cause, "take two units of one kind")
    return float(f"{value * first[1] / second[1]:.10g}")


def comparable(first: Quantity, second: Quantity) -> bool:
    """Whether two figures can be set against each other.

    They can with the same unit, with one that converts, and as counts of which one names no unit.
    """
    if first.unit == second.unit:
        return first.kind == second.kind
    if first.kind == second.kind == "count" and "" in {first.unit, second.unit}:
        return True
    one, other = base_of(first.unit), base_of(second.unit)
    return one is not None and other is not None and one[0] == other[0]


def same_value(first: Quantity, second: Quantity, tolerance: float = 0.005) -> bool:
    """Whether two figures give the same value, bounding words aside, within a relative tolerance.

    >>> from retrieval.quantities import find_quantities
    >>> same_value(*find_quantities("480亿元，CNY 48 billion"))
    True
    """
    if not comparable(first, second):
        return False
    factor = 1.0 if "" in {first.unit, second.unit} else convert(1.0, second.unit, first.unit)
    return all(
        abs(one - other * factor) <= tolerance * max(abs(one), abs(other * factor))
        for one, other in ((first.low, second.low), (first.high, second.high))
    )


def in_english(quantity: Quantity) -> str:
    """A figure the English way, with its bounding word and the precision it was written with.

    >>> from retrieval.quantities import find_quantities
    >>> [in_english(q) for q in find_quantities("突破1200亿元；185.6亿元；约8500万辆")]
    ['over CNY 120 billion', 'CNY 18.56 billion', 'about 85 million vehicles']
    >>> [in_english(q) for q in find_quantities("15%–25%；320元/车/年；超50PB")]
    ['15%–25%', 'CNY 320 per vehicle per year', 'over 50 PB']
    """
    form = quantity.form or _PLAIN
    if form.en == "%":
        form = replace(form, factor=1.0)  # 两成 is 20%
    low, high = quantity.low / form.factor, quantity.high / form.factor
    scale, word = next(((s, w) for s, w in _SCALES_EN if abs(high) >= s and not is_plain(quantity)), (1.0, ""))
    numbers = [_digits(low, scale, quantity, form)]
    if quantity.bound == "range":
        numbers.append(_digits(high, scale, quantity, form))
    unit, _, below = form.en.partition("/")
    tail = "".join(f" per {part}" for part in below.split("/") if part)
    if quantity.kind == "money":
        apart = " " if unit[-1:].isalpha() else ""  # CNY 5, but £5
        shown = f"{unit}{apart}{'–'.join(numbers)}{' ' + word if word else ''}"
    elif form.en == "%":
        shown = "–".join(f"{number}%" for number in numbers)
    elif form.en == "times" and not word:
        shown = f"{'–'.join(numbers)} times"
    else:
        unit = unit[:-1] if numbers == ["1"] and len(unit) > 3 and unit.endswith("s") else unit
        shown = " ".join(part for part in ("–".join(numbers), word, unit) if part)
    return _BOUND_EN.get(quantity.bound, "") + shown + tail


def in_chinese(quantity: Quantity) -> str:
    """A figure the Chinese way, with its bounding word and the precision it was written with.

    >>> from retrieval.quantities import find_quantities
    >>> [in_chinese(q) for q in find_quantities("over CNY 120 billion; 85 million vehicles; 25% to 30%")]
    ['超过1200亿元', '8500万辆', '25%–30%']
    """
    form = quantity.form or _PLAIN
    low, high = quantity.low / form.factor, quantity.high / form.factor
    scale, word = next(((s, w) for s, w in _SCALES_ZH if abs(high) >= s and not is_plain(quantity)), (1.0, ""))
    numbers = [_digits(low, scale, quantity, form, comma=scale == 1)]
    if quantity.bound == "range":
        numbers.append(_digits(high, scale, quantity, form, comma=scale == 1))
    unit = form.zh
    if form.zh == "%":
        return _BOUND_ZH.get(quantity.bound, "") + "–".join(f"{number}%" for number in numbers)
    return _BOUND_ZH.get(quantity.bound, "") + "–".join(numbers) + word + unit


def is_plain(quantity: Quantity) -> bool:
    """Whether a figure is written out in full, 18,191 rather than 1.8191万, and so is to be shown.

    >>> from retrieval.quantities import find_quantities
    >>> [is_plain(q) for q in find_quantities("18,191亩，8500万辆")]
    [True, False]
    """
    written = _LEADING.match(quantity.text)
    factor = quantity.form.factor if quantity.form else 1.0
    return written is not None and float(written[0].replace(",", "")) * factor == quantity.low == quantity.high


def _digits(value: float, scale: float, quantity: Quantity, form: Form, *, comma: bool = True) -> str:
    """A value in a scale, with as many places as were written, and no more zeros than were written."""
    scaled = float(f"{value / scale:.10g}")
    needed = len(f"{scaled:.10f}".rstrip("0").partition(".")[2])
    if quantity.decimals:
        step = quantity.step / form.factor / scale
        written = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 0
        needed = max(needed, written)
    return f"{scaled:,.{min(needed, 6)}f}" if comma else f"{scaled:.{min(needed, 6)}f}"
