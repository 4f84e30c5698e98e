"""Row labels that count up: years, quarters, months, numbers. They foretell where the next row begins."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_YEAR = re.compile(r"((?:19|20)\d\d)")
_YEAR_TAIL = re.compile(
    r"年?(?:\([EeFfAaP]\)|（[EeFfAaP]）|[EeFfAaP](?!(?!N/A)[A-Za-z]))?(?:预测|预计|预估)?|年度|财年"
)
_QUARTERS = (("Q1", "Q2", "Q3", "Q4"), ("一季度", "二季度", "三季度", "四季度"))
_STEPS = (1, -1, 5, 2, -5, 10, 3, -2)


@dataclass(frozen=True, slots=True)
class Series:
    """Labels that count.

    Attributes:
        kind: "year", "quarter", "month" or "serial".
        first: number of the first label: a year, quarters or months since year 0, or the serial number.
        step: from label to label.
        style: index of the spelling of quarters; whether months are told with their year.
    """

    kind: str
    first: int
    step: int
    style: int = 0

    def ends(self, text: str, at: int, number: int) -> Iterator[int]:
        """Where the label of row `number` may end when it begins at a place; nothing when it is not there."""
        value = self.first + number * self.step
        for label in self._spellings(value):
            if text.startswith(label, at):
                end = at + len(label)
                tail = _YEAR_TAIL.match(text, end) if self.kind == "year" else None
                yield tail.end() if tail else end

    def places(self, text: str, number: int) -> list[int]:
        """Where the label of row `number` stands in a text, in order."""
        return sorted(
            m.start() for label in self._spellings(self.first + number * self.step) for m in re.finditer(label, text)
        )

    def _spellings(self, value: int) -> Iterator[str]:
        if self.kind in ("year", "serial"):
            yield str(value)
        elif self.kind == "quarter":
            year, quarter = divmod(value, 4)
            name = _QUARTERS[self.style % 2][quarter]
            if self.style < 2:
                yield name
            else:
                yield from (f"{year}{name}", f"{year}年{name}", f"{year}年第{name}", f"{year}-{name}")
        else:
            year, month = divmod(value, 12)
            if self.style:
                yield from (f"{year}年{month + 1}月", f"{year}-{month + 1:02d}", f"{year}/{month + 1:02d}")
            else:
                yield f"{month + 1}月"


def series_at(text: str, at: int, reach: int = 400) -> list[Series]:
    """The series that the first label of a table may begin, if its second label follows within `reach`.

    >>> [(s.kind, s.step) for s in series_at("20251,2004520261,45052", 0)]
    [('year', 1)]
    """
    found = _by_first_label(text, at)
    return [s for s in found if any(next(s.ends(text, i, 1), 0) for i in range(at + 1, min(at + reach, len(text))))]


def _by_first_label(text: str, at: int) -> list[Series]:
    found: list[Series] = []
    for style, names in enumerate(_QUARTERS):
        for quarter, name in enumerate(names):
            dated = re.compile(rf"((?:19|20)\d\d)(?:年第?|-)?{name}").match(text, at)
            if dated:
                found.append(Series("quarter", int(dated.group(1)) * 4 + quarter, 1, style + 2))
            elif text.startswith(name, at):
                found.append(Series("quarter", quarter, 1, style))
    dated = re.compile(r"((?:19|20)\d\d)(?:年(1[0-2]|[1-9])月|[-/](0[1-9]|1[0-2]))").match(text, at)
    if dated:
        found.append(Series("month", int(dated.group(1)) * 12 + int(dated.group(2) or dated.group(3)) - 1, 1, 1))
    month = re.compile(r"(1[0-2]|[1-9])月").match(text, at)
    if month:
        found.append(Series("month", int(month.group(1)) - 1, 1, 0))
    year = _YEAR.match(text, at)
    if year:
        found += [Series("year", int(year.group(1)), step) for step in _STEPS]
    if text.startswith("1", at):
        found.append(Series("serial", 1, 1))
    return found
