"""The labels of a table's rows and columns, and which of them a question gives."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.script import HAN
from index.words import word_units
from retrieval.measures import find_measures
from retrieval.periods import find_periods

Nearness = Callable[[str, Sequence[str]], Sequence[float]]
# A year, or None, and what is finer than years ("Q2", "03", "H1"), or "".
Time = tuple[int | None, str]

# From so much of its words on, a label counts as given; a part of one only where no other is given as much.
_GIVEN, _PART, _APART = 0.85, 0.45, 0.1
# So near a label must be to the question where it shares no words with it, and so much nearer than the next one.
_NEAR, _NEAR_ABROAD, _AHEAD = 0.7, 0.5, 0.05
# Across languages a label may be less near where it is far ahead of the others.
_NEAR_FAR, _FAR_AHEAD = 0.4, 0.15
# What the unit that is counted, and a measure of the same kind, add for a label that is not given by its words.
_UNIT, _MEASURE, _GENERAL = 0.6, 0.7, 0.3
_BRACKETS = re.compile(r"[（(\[][^（）()\[\]]*[）)\]]")
_TOTALS = re.compile(
    r"\A\s*(?:合计|总计|总数|总量|总和|全部|共计|数量|total|sum|all|overall|number|count)\s*\Z", re.IGNORECASE
)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4}
_HAN_DIGITS = {"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2, "首": 1, "末": 4}
_QUARTER = re.compile(
    r"(?<![A-Za-z0-9])(?:Q(?P<q>[1-4])|(?P<q2>[1-4])Q)(?![A-Za-z])|(?:第(?P<zh>[一二三四1-4])个?|(?<!第)(?P<zh2>[一二三四首末1-4]))季度?(?!节)"
    r"|\b(?P<en>first|second|third|fourth|last|1st|2nd|3rd|4th) quarter",
    re.IGNORECASE,
)
_HALF = re.compile(
    r"(?<![A-Za-z0-9])H(?P<h>[12])(?![0-9])|(?P<zh>[上下])半年|\b(?P<en>first|second|1st|2nd) half\b", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(
    r"\b(?P<en>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b|(?P<zh>十[一二]?|[一二三四五六七八九])月(?!份?额)",
    re.IGNORECASE,
)
_FISCAL = re.compile(r"(?<![A-Za-z])FY\s?'?(?P<year>\d\d)(?!\d)", re.IGNORECASE)
_MONTH_HAN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")


@dataclass(frozen=True, slots=True)
class Label:
    """What names a row or a column.

    Attributes:
        number: which one.
        name: as written, without unit and brackets.
        unit: as the document gives it, or "".
        times: the times it names.
    """

    number: int
    name: str
    unit: str
    times: frozenset[Time]

    @property
    def is_time(self) -> bool:
        """Whether the label names a time and little else."""
        return bool(self.times) and len(re.sub(r"[\d\W年度季月份EFQHY]+", "", self.name)) <= 12

    @property
    def is_total(self) -> bool:
        """Whether it stands for all of the others together."""
        return bool(_TOTALS.match(self.name))


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question gives to find labels by.

    Attributes:
        text: the question with the other-language forms of its names, folded.
        units: its words.
        times: the times it names.
        measures: the measures it names.
        unit: the measure word or unit that is counted, as written, or "".
        abroad: whether the labels are in another language than the question.
    """

    text: str
    units: frozenset[str]
    times: frozenset[Time]
    measures: frozenset[str]
    unit: str
    abroad: bool


@dataclass(frozen=True, slots=True)
class Match:
    """A label that the question gives; `strength` in (0, 1], 1 for one that stands in it as written."""

    label: Label
    strength: float


def times_in(text: str) -> frozenset[Time]:
    """The years, quarters, halves and months that a text names.

    >>> sorted(times_in("second quarter of 2023")), sorted(times_in("2025E")), sorted(times_in("三月"))
    ([(2023, 'Q2')], [(2025, '')], [(None, '03')])
    """
    years: list[int] = []
    details: list[str] = []
    for period in find_periods(text):
        years += [y for y in (period.low, period.high) if y is not None and y not in years]
        if re.fullmatch(r"Q\d|H\d|\d\d", period.detail):
            details.append(period.detail)
    years += [2000 + int(m["year"]) for m in _FISCAL.finditer(text)]
    for m in _QUARTER.finditer(text):
        written = (m["q"] or m["q2"] or m["zh"] or m["zh2"] or m["en"]).lower()
        details.append(f"Q{_ORDINALS.get(written) or _HAN_DIGITS.get(written) or written}")
    for m in _HALF.finditer(text):
        written = (m["h"] or m["zh"] or m["en"]).lower()
        details.append(f"H{_ORDINALS.get(written) or _HAN_DIGITS.get(written) or written}")
    for m in _MONTH.finditer(text):
        at = _MONTHS.index(m["en"][:3].lower()) if m["en"] else _MONTH_HAN.index(m["zh"])
        details.append(f"{at + 1:02d}")
    if not details:
        return frozenset((year, "") for year in years)
    whole: list[int | None] = [*years] or [None]
    return frozenset((year, detail) for year in whole for detail in details)


def read_label(number: int, text: str, unit: str = "") -> Label:
    """Read a header cell or a row label."""
    name = _BRACKETS.sub(" ", text).strip() or text.strip()
    return Label(number, " ".join(name.split()), unit, times_in(text))


def given(asking: Asking, labels: Sequence[Label], near: Nearness) -> list[Match]:
    """The labels that a question gives, by its words, its times, or across languages; in their order.

    Args:
        asking: what the question gives.
        labels: of one axis of a table.
        near: nearness of texts to a query, in [-1, 1].
    """
    timed = [Match(label, 1.0) for label in labels if label.times and _in_time(label, asking)]
    if timed:
        return timed
    plain = [label for label in labels if not label.is_time and label.name]
    if not plain:
        return []
    words = [_words(label.name) for label in plain]
    held: dict[str, int] = {}
    for units in words:
        for unit in units:
            held[unit] = held.get(unit, 0) + 1
    weight = {u: max(0.05, math.log((len(plain) + 1) / (n + 0.5))) for u, n in held.items()}
    shares = [_share(label, units, weight, asking) for label, units in zip(plain, words, strict=True)]
    strong = [n for n, share in enumerate(shares) if share >= _GIVEN]
    strong = [n for n in strong if not any(words[n] & asking.units < words[m] & asking.units for m in strong)]
    if strong:
        return [Match(plain[n], min(1.0, shares[n])) for n in _nearest_of_alike(strong, plain, words, asking, near)]
    best = sorted(range(len(plain)), key=lambda n: (-shares[n], n))
    second = shares[best[1]] if len(best) > 1 else 0.0
    if shares[best[0]] >= _PART and shares[best[0]] >= second + _APART and _begun(plain[best[0]], asking):
        return [Match(plain[best[0]], shares[best[0]])]
    return _by_meaning(asking, plain, near)


def _begun(label: Label, asking: Asking) -> bool:
    """Whether the question has how a Chinese label begins: 石桥 is 石桥镇, 北桥镇 is not."""
    return not HAN.search(label.name) or label.name[:2].casefold() in asking.text


def _by_meaning(asking: Asking, labels: Sequence[Label], near: Nearness) -> list[Match]:
    """The one label that is nearest in meaning, if it is near enough and ahead of the others."""
    scores = []
    for label in labels:
        score = float(near(label.name, [asking.text])[0])
        if asking.measures & {m.key for m in find_measures(label.name)}:
            score = max(score, _MEASURE)
        if asking.unit and asking.unit == label.unit:
            score += _UNIT + (_GENERAL if label.is_total else 0.0)
        scores.append(score)
    order = sorted(range(len(labels)), key=lambda n: (-scores[n], n))
    best = scores[order[0]]
    ahead = best - (scores[order[1]] if len(order) > 1 else 0.0)
    least, far = (_NEAR_ABROAD if asking.abroad else _NEAR), _NEAR_FAR if asking.abroad else _NEAR
    surely = (best >= least and ahead >= _AHEAD) or (best >= far and ahead >= _FAR_AHEAD)
    return [Match(labels[order[0]], min(best, 1.0))] if surely else []


def _nearest_of_alike(
    strong: Sequence[int],
    labels: Sequence[Label],
    words: Sequence[frozenset[str]],
    asking: Asking,
    near: Nearness,
) -> list[int]:
    """Of labels that share the very words which the question gives, only the one nearest in meaning."""
    kept: dict[frozenset[str], int] = {}
    for n in strong:
        shared = words[n] & asking.units
        if (other := kept.get(shared)) is None or (
            near(labels[n].name, [asking.text])[0] > near(labels[other].name, [asking.text])[0]
        ):
            kept[shared] = n
    return sorted(kept.values())


def _share(label: Label, units: frozenset[str], weight: dict[str, float], asking: Asking) -> float:
    """How much of a label the question gives, rare words weighing more."""
    if len(label.name) > 1 and _stands(label.name, asking.text):
        return 1.0
    total = sum(weight[u] for u in units)
    return 0.99 * sum(weight[u] for u in units if u in asking.units) / total if total else 0.0


def _stands(name: str, text: str) -> bool:
    name = name.casefold()
    if HAN.search(name):
        return name in text
    return re.search(rf"(?<![a-z0-9]){re.escape(name)}(?:'?s)?(?![a-z0-9])", text) is not None


def _words(name: str) -> frozenset[str]:
    """The words of a label; of Chinese its pairs of characters alone, where it has any."""
    units = word_units(name)
    pairs = [u for u in units if len(u) > 1 or u.isascii()]
    return frozenset(pairs or units)


def _in_time(label: Label, asking: Asking) -> bool:
    years = {y for y, _ in asking.times if y is not None}
    details = {d for _, d in asking.times if d}
    return any(
        (year is None or year in years) and (not detail or detail in details) and (year is not None or bool(detail))
        for year, detail in label.times
    )
