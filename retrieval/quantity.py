"""The record of a figure with its unit."""

from dataclasses import dataclass

from retrieval.bounds import Bound
from retrieval.units import Form


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure with its unit, as found in a text.

    Attributes:
        start: first character in the text: the number or the currency mark before it.
        end: one past the last: the unit.
        text: as written there.
        low: its value in `unit`; the lower end of a range.
        high: the same, or the upper end of a range.
        unit: "CNY", "%", "vehicle", "byte", "CNY/vehicle/year", …; "" for plain counts.
        kind: "money", "percent", "points", "ratio", "count", "duration", "length", "data", "ordinal",
            "scale" (千亿级), …
        bound: what the words around it say: exactly so much, about, near (and below), over, under, at least, at
            most; or a range.
        step: what one more in the last written place would add, in `unit`.
        decimals: digits written behind the point.
        form: the unit as written, its multiplier left out; None where none was written.
        outer_start: where the bounding words before it begin, else `start`.
        outer_end: where those behind it end, else `end`.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    unit: str
    kind: str
    bound: Bound
    step: float
    decimals: int
    form: Form | None
    outer_start: int
    outer_end: int

    @property
    def value(self) -> float:
        """The figure, or the middle of the range."""
        return (self.low + self.high) / 2


def tidy(value: float) -> float:
    """A value without the noise of binary fractions: twelve significant digits."""
    return float(f"{value:.12g}")
