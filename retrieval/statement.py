"""The record of a figure with what it says: of what, which measure, when, by whose account."""

from dataclasses import dataclass
from typing import Literal

from retrieval.period import Period
from retrieval.quantity import Quantity

Account = Literal["", "forecast", "estimate", "statistic", "plan"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A figure and what it says.

    Attributes:
        measure: what is measured: a key of `measures.toml`, or the noun itself where that file has none.
        subject: of what: the words of the text without years, values, attribution and function words.
        of: what it is a part of (the whole of a share, what 其中 points back to), or "".
        quantity: the figure; its places count in the text.
        period: the time it holds for, or None. One taken over from elsewhere has `start` -1.
        attribution: whose account it is, as written, or "".
        account: what kind of account that is.
        forecast: whether it is said of what will or may be.
        start: first character of its clause in the text.
        end: one past the last.
        cell: number of the table cell that the places count in, or None for prose.
        direct: whether measure and subject stand in its own clause, rather than in one before it.
    """

    measure: str
    subject: str
    of: str
    quantity: Quantity
    period: Period | None
    attribution: str
    account: Account
    forecast: bool
    start: int
    end: int
    cell: int | None = None
    direct: bool = True
