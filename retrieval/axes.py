"""The labels of a table's rows and columns, and which of them a question gives."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from corpus.script import HAN
from index.words import word_units
from retrieval.headers import unit_of
from retrieval.measures import find_measures
from retrieval.times import Time, times_in, without_times

Nearness = Callable[[str, Sequence[str]], Sequence[float]]

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
    r"\A\s*(?:[\u4e00-\u9fff]{0,6}(?:合计|总计|小计)|总数|总量|总和|全部|共计|数量|(?:grand |sub-?)?totals?|sum|all(?: \w+)?|overall|number|count)\s*\Z",
    re.IGNORECASE,
)
# "SUV / 七座" names one thing or the other.
_EITHER = re.compile(r"\s*[/／、]\s*")
_MOST_PARTS = 4


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
        counted: that unit as figures have it ("hour" for 小时), or "".
        abroad: whether the labels are in another language than the question.
        several: whether several things are set side by side.
    """

    text: str
    units: frozenset[str]
    times: frozenset[Time]
    measures: frozenset[str]
    unit: str
    abroad: bool
    several: bool = False
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A label that the question gives; `strength` in (0, 1], 1 for one that stands in it as written."""

    label: Label
    strength: float


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
    timed = [label for label in labels if label.times and _in_time(label, asking)]
    if timed:
        return [Match(label, 1.0) for label in _of_these(timed, asking, near)]
    return _by_words(asking, [label for label in labels if not label.is_time and label.name], near)


def _of_these(timed: Sequence[Label], asking: Asking, near: Nearness) -> Sequence[Label]:
    """Of labels that name one time with several things (2023 output, 2023 price) those of the thing asked about."""
    if len({label.times for label in timed}) == len(timed):
        return timed
    bare = {label.number: without_times(label.name) for label in timed}
    things = [replace(label, name=bare[label.number], times=frozenset()) for label in timed if bare[label.number]]
    wanted = {m.label.name for m in _by_words(asking, list({t.name: t for t in things}.values()), near)}
    return [label for label in timed if bare[label.number] in wanted] or timed


def _by_words(asking: Asking, plain: Sequence[Label], near: Nearness) -> list[Match]:
    """The labels that a question gives by their words, or the one that is nearest in meaning."""
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
        kept = _nearest_of_alike(strong, plain, words, asking, near)
        if asking.several:
            said = frozenset().union(*(words[n] for n in kept))
            rest = replace(asking, units=asking.units - said)
            more = [_share(label, units, weight, rest) for label, units in zip(plain, words, strict=True)]
            kept = sorted({*kept, *(n for n, share in enumerate(more) if share >= _PART and n not in strong)})
        return [Match(plain[n], min(1.0, shares[n])) for n in kept]
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
        if (asking.unit and asking.unit == label.unit) or (asking.counted and asking.counted == _unit(label.unit)):
            score += _UNIT + (_GENERAL if label.is_total else 0.0)
        scores.append(score)
    order = sorted(range(len(labels)), key=lambda n: (-scores[n], n))
    best = scores[order[0]]
    ahead = best - (scores[order[1]] if len(order) > 1 else 0.0)
    least, far = (_NEAR_ABROAD if asking.abroad else _NEAR), _NEAR_FAR if asking.abroad else _NEAR
    surely = (best >= least and ahead >= _AHEAD) or (best >= far and ahead >= _FAR_AHEAD)
    return [Match(labels[order[0]], min(best, 1.0))] if surely else []


def _unit(written: str) -> str:
    """A unit as figures have it: "hour" for 小时 and for hours."""
    unit = unit_of(written) if written else None
    return unit.unit if unit is not None else ""


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
    if HAN.search(label.name) and _in_halves(label.name, asking.text):
        return _GIVEN
    if any(len(part) > 1 and _stands(part, asking.text) for part in _EITHER.split(label.name)[:_MOST_PARTS]):
        return _GIVEN
    total = sum(weight[u] for u in units)
    return 0.99 * sum(weight[u] for u in units if u in asking.units) / total if total else 0.0


def _in_halves(name: str, text: str) -> bool:
    """Whether both halves of a Chinese label stand in a question: 东坡和南坡 after 云山 name 云山南坡 too."""
    return any(_stands(name[:n], text) and _stands(name[n:], text) for n in range(2, len(name) - 1))


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
        (year is None or not years or year in years)
        and (not detail or any(detail.startswith(d) for d in details))
        and ((year is not None and year in years) or bool(detail))
        for year, detail in label.times
    )
