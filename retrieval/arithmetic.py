"""Arithmetic on figures, written out for people: growth, compound growth, ratio, difference, sum, share, product."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.errors import AnswerError
from retrieval.amounts import comparable, convert, in_chinese, in_english, is_plain
from retrieval.quantity import Quantity, tidy
from retrieval.units import Form, base_of, units

_PERCENT = Form("%", "percent", 1.0, "%", "%")
_TIMES = Form("times", "ratio", 1.0, "倍", "times")
# Between figures of one unit the result alone shows it, unless it is one of these.
_KEPT = frozenset(("money", "percent"))
_COUNT = Form("", "count", 1.0, "", "")


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked figure.

    Attributes:
        zh: the arithmetic with its result, in Chinese.
        en: the same in English.
        value: the result, in `unit`.
        unit: "%" for growth and shares, "times" for ratios, else the unit of what went in.
        result_zh: the result alone, in Chinese.
        result_en: the same in English.
    """

    zh: str
    en: str
    value: float
    unit: str
    result_zh: str
    result_en: str


def growth(first: Quantity, last: Quantity) -> Worked:
    """By how much the second figure is above the first, in percent.

    Raises:
        AnswerError: the units do not compare, or the first figure is zero.

    >>> from retrieval.quantities import find_quantities
    >>> growth(*find_quantities("135亿元，520亿元")).zh
    '520亿元 ÷ 135亿元 − 1 = 285.2%'
    """
    _check_pair(first, last)
    value = tidy(100 * (_value(last, first) / first.value - 1))
    return _worked([last, first], "{0} ÷ {1} − 1", value, _PERCENT, 1)


def compound_growth(first: Quantity, last: Quantity, years: int) -> Worked:
    """The growth a year that leads from the first figure to the second, in percent.

    Raises:
        AnswerError: the units do not compare, a figure is not positive, or there is no year between.

    >>> from retrieval.quantities import find_quantities
    >>> compound_growth(*find_quantities("480亿元，1800亿元"), 5).en
    '(CNY 180 billion ÷ CNY 48 billion)^(1/5) − 1 = 30.3%'
    """
    _check_pair(first, last)
    if years < 1 or first.value <= 0 or last.value <= 0:
        raise AnswerError("a compound growth rate", f"{first.text} to {last.text} over {years} years has none")
    value = tidy(100 * ((_value(last, first) / first.value) ** (1 / years) - 1))
    return _worked([last, first], f"({{0}} ÷ {{1}})^(1/{years}) − 1", value, _PERCENT, 1)


def ratio(first: Quantity, second: Quantity) -> Worked:
    """How many times the second figure the first is.

    Raises:
        AnswerError: the units do not compare, or the second figure is zero.
    """
    _check_pair(second, first)
    return _worked([first, second], "{0} ÷ {1}", tidy(_value(first, second) / second.value), _TIMES, 2)


def part_of(part: Quantity, whole: Quantity) -> Worked:
    """The share of a part in a whole, in percent.

    Raises:
        AnswerError: the units do not compare, or the whole is zero.
    """
    _check_pair(whole, part)
    return _worked([part, whole], "{0} ÷ {1}", tidy(100 * _value(part, whole) / whole.value), _PERCENT, 1)


def part_of_all(part: Quantity, parts: Sequence[Quantity]) -> Worked:
    """The share of a part in all parts together, in percent; of one figure, in that.

    Raises:
        AnswerError: the units do not compare, or the parts come to zero.

    >>> from retrieval.quantities import find_quantities
    >>> part_of_all(*(lambda q: (q[0], q))(find_quantities("12吨，18吨，10吨"))).zh
    '12 ÷ (12 + 18 + 10) = 30%'
    """
    if len(parts) == 1:
        return part_of(part, parts[0])
    value, _ = _added(parts, "a whole")
    _check_pair(replace(parts[0], low=value, high=value), part)
    pattern = " + ".join(f"{{{n}}}" for n in range(1, len(parts) + 1))
    return _worked([part, *parts], f"{{0}} ÷ ({pattern})", tidy(100 * _value(part, parts[0]) / value), _PERCENT, 1)


def difference(first: Quantity, second: Quantity) -> Worked:
    """The first figure less the second; of two percentages, in percentage points.

    Raises:
        AnswerError: the units do not compare.
    """
    _check_pair(first, second, zero=True)
    value = tidy(first.value - _value(second, first))
    form = Form("pp", "points", 1.0, "个百分点", "percentage points") if first.unit == "%" else first.form or _COUNT
    return _worked([first, second], "{0} − {1}", value, form, step=_finest([first, second]))


def total(parts: Sequence[Quantity]) -> Worked:
    """The sum of figures.

    Raises:
        AnswerError: there is none, or their units do not compare.

    >>> from retrieval.quantities import find_quantities
    >>> total(find_quantities("135亿元，110亿元，120亿元，115亿元")).zh
    '135亿元 + 110亿元 + 120亿元 + 115亿元 = 480亿元'
    """
    value, pattern = _added(parts, "a sum")
    return _worked(parts, pattern, tidy(value), parts[0].form or _COUNT, step=_finest(parts))


def mean(parts: Sequence[Quantity]) -> Worked:
    """The mean of figures.

    Raises:
        AnswerError: there is none, or their units do not compare.

    >>> from retrieval.quantities import find_quantities
    >>> mean(find_quantities("12吨，15吨，18吨")).zh
    '(12 + 15 + 18) ÷ 3 = 15吨'
    """
    value, pattern = _added(parts, "a mean")
    form, step = parts[0].form or _COUNT, _finest(parts) / 10
    return _worked(parts, f"({pattern}) ÷ {len(parts)}", tidy(value / len(parts)), form, step=step)


def _added(parts: Sequence[Quantity], what: str) -> tuple[float, str]:
    """The sum of figures in the unit of the first, and how it is written."""
    if not parts:
        raise AnswerError(what, "has no figures")
    for part in parts[1:]:
        _check_pair(parts[0], part, zero=True)
    return sum(_value(part, parts[0]) for part in parts), " + ".join(f"{{{n}}}" for n in range(len(parts)))


def share_times_total(share: Quantity, whole: Quantity) -> Worked:
    """What a share of a whole comes to.

    Raises:
        AnswerError: the share is not in percent.

    >>> from retrieval.quantities import find_quantities
    >>> share_times_total(*find_quantities("26%，185.6亿元")).zh
    '185.6亿元 × 26% = 48.3亿元'
    """
    if share.unit != "%":
        raise AnswerError("a share of a total", f"{share.text} is no percentage")
    return _worked([whole, share], "{0} × {1}", tidy(whole.value * share.value / 100), whole.form or _COUNT)


def for_each(whole: Quantity, count: Quantity) -> Worked:
    """How much there is for each of what is counted or measured.

    Raises:
        AnswerError: the count is zero.

    >>> from retrieval.quantities import find_quantities
    >>> for_each(*find_quantities("412亿元，15.8公里")).zh
    '412亿元 ÷ 15.8公里 = 26.08亿元/公里'
    """
    if not count.value:
        raise AnswerError("a figure for each", f"{count.text!r} is zero and divides nothing")
    above, below = whole.form or _COUNT, count.form or _COUNT
    unit = "person" if below.en == "people" else below.en.removesuffix("s") if len(below.en) > 3 else below.en
    form = Form(f"{whole.unit}/{count.unit}", above.kind, above.factor, f"{above.zh}/{below.zh}", f"{above.en}/{unit}")
    return _worked([whole, count], "{0} ÷ {1}", tidy(whole.value * below.factor / count.value), form, 2)


def product(factors: Sequence[Quantity], form: Form | None = None) -> Worked:
    """The product of figures; percentages count as shares, and what stands below a stroke meets what is multiplied.

    Args:
        factors: two or more.
        form: the unit of the result; None works it out: 4.35亿辆 × 83% × 600元/车 is money.

    Raises:
        AnswerError: there are fewer than two factors.

    >>> from retrieval.quantities import find_quantities
    >>> product(find_quantities("4.35亿辆，83%，75%，600元")).zh
    '4.35亿辆 × 83% × 75% × 600元 = 1625亿元'
    """
    if len(factors) < 2:
        raise AnswerError("a product", "needs two factors")
    value = 1.0
    for factor in factors:
        value *= factor.value / 100 if factor.unit == "%" else factor.value
    pattern = " × ".join(f"{{{n}}}" for n in range(len(factors)))
    return _worked(factors, pattern, tidy(value), form or _form_of_product(factors))


def _form_of_product(factors: Sequence[Quantity]) -> Form:
    """Money if there is any, without what stands below its stroke, else the first unit that is no percentage."""
    measured = [f for f in factors if f.unit != "%" and f.form is not None]
    if not measured:
        return _PERCENT if all(f.unit == "%" for f in factors) else _COUNT
    chosen = next((f for f in measured if f.kind == "money"), measured[0])
    name = chosen.unit.split("/")[0]
    form = next((f for f in units().written.values() if f.unit == name and f.factor == 1), None)
    return form or chosen.form or _COUNT


def _check_pair(first: Quantity, second: Quantity, *, zero: bool = False) -> None:
    if not comparable(first, second):
        raise AnswerError(
            "arithmetic", f"{first.text!r} and {second.text!r} have no common unit", "take figures of one kind"
        )
    if not zero and first.value == 0:
        raise AnswerError("arithmetic", f"{first.text!r} is zero and divides nothing")


def _value(quantity: Quantity, like: Quantity) -> float:
    """A figure in the unit of another."""
    if quantity.unit == like.unit or "" in {quantity.unit, like.unit} or base_of(quantity.unit) is None:
        return quantity.value
    return convert(quantity.value, quantity.unit, like.unit)


def _finest(parts: Sequence[Quantity]) -> float:
    """The least step that any of the figures was written with, in the unit of the first."""
    steps = [part.step * (_value(part, parts[0]) / part.value if part.value else 1.0) for part in parts]
    return min((step for step in steps if step > 0), default=1.0)


def _worked(
    inputs: Sequence[Quantity],
    pattern: str,
    value: float,
    form: Form,
    places: int | None = None,
    step: float | None = None,
) -> Worked:
    """A worked figure, rounded to a step or to places in the scale it is shown in; neither takes what people read."""
    plain = [replace(q, bound="range" if q.bound == "range" else "exact") for q in inputs]
    shown = _result(value, form, places, step)
    if all(is_plain(q) for q in plain):
        shown = replace(shown, text=f"{shown.value / form.factor:.12g}")  # nobody wants 8.4739万 from 18,191 and 23,659
    zh, en = in_chinese(shown), in_english(shown)
    if len({q.unit for q in plain}) == 1 and plain[0].kind not in _KEPT:
        plain = [
            replace(q, form=replace(q.form, zh="", en="", kind="count") if q.form else None, kind="count")
            for q in plain
        ]
    return Worked(
        zh=f"{pattern.format(*(in_chinese(q) for q in plain))} = {zh}",
        en=f"{pattern.format(*(in_english(q) for q in plain))} = {en}",
        value=value,
        unit=form.unit,
        result_zh=zh,
        result_en=en,
    )


def _result(value: float, form: Form, places: int | None, step: float | None) -> Quantity:
    """The result as a figure, rounded in the scale in which it is shown."""
    if step is not None:
        rounded = tidy(round(value / step) * step)
        return Quantity(0, 0, "", rounded, rounded, form.unit, form.kind, "exact", step, 0, form, 0, 0)
    scale = next(
        (
            s
            for s in (1e12, 1e8, 1e4)
            if form.kind not in {"percent", "ratio", "points"} and abs(value) >= s * form.factor
        ),
        1.0,
    )
    if places is None:
        places = 0 if abs(value) >= 1000 * scale * form.factor else 1
    step = form.factor * scale * 10.0**-places
    rounded = tidy(round(value / step) * step)
    return Quantity(0, 0, "", rounded, rounded, form.unit, form.kind, "exact", step, 0, form, 0, 0)
