"""The record of a time that a text names."""

from dataclasses import dataclass
from typing import Literal

Edge = Literal["in", "by", "end", "since", "before", "after", "until", "about", "relative"]


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a text names.

    Attributes:
        start: first character in the text, words such as 截至 or "by" left out.
        end: one past the last.
        text: as written.
        low: first year, negative before the common era; None when the text names none (未来五年, 6月).
        high: last year, equal to `low` for one year; None likewise.
        detail: finer than years: "Q3", "H1", "9M", "06", "06-30", "end", "start", "mid", or "" for whole years.
        edge: how it is meant: "in" the time, "by" it (到, 截至), "since", "before", "after", "until", "about" it, or
            "relative" to the time of writing.
    """

    start: int
    end: int
    text: str
    low: int | None
    high: int | None
    detail: str = ""
    edge: Edge = "in"

    @property
    def years(self) -> tuple[int, ...]:
        """All years from `low` to `high`."""
        return () if self.low is None or self.high is None else tuple(range(self.low, self.high + 1))
