"""Text that knows where each of its characters came from.

A document is cleaned in many steps, and every step may drop, replace or put in characters. `Traced` carries, beside
the text, one span of the raw file per character, and every change goes through `Traced.apply`, which carries the
spans along. So the map composes through any number of mends, and no mend has to think of offsets.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a text: the characters `start:end` become `replacement`.

    Attributes:
        start: first character, counted in the text that is being changed.
        end: one past the last; equal to `start` for an insertion.
        replacement: the new characters. When it is as long as what it replaces, character k comes from character k;
            otherwise each of its characters comes from the whole replaced span.
        whole: True makes every character of the replacement come from the whole span, also at equal length.
    """

    start: int
    end: int
    replacement: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Traced:
    """A text with the raw span of each of its characters.

    Attributes:
        text: the characters, n of them.
        starts: int32, shape (n,): where in the raw text character i begins. Never falling.
        ends: int32, shape (n,): one past where it ends; equal to `starts[i]` for a character that was put in.
    """

    text: str
    starts: Offsets
    ends: Offsets

    def __post_init__(self) -> None:
        if not len(self.text) == len(self.starts) == len(self.ends):
            raise ValueError(f"{len(self.text)} characters but {len(self.starts)} starts and {len(self.ends)} ends")

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> "Traced":
        """The characters `start:end` of a raw text, each coming from itself.

        >>> Traced.of("汽车云", 1).span(0, 2)
        (1, 3)
        """
        end = len(raw) if end is None else end
        places = np.arange(start, end, dtype=np.int32)
        return cls(raw[start:end], places, places + 1)

    @classmethod
    def inserted(cls, text: str, at: int) -> "Traced":
        """Characters that do not stand in the raw text, placed before its character `at`."""
        places = np.full(len(text), at, dtype=np.int32)
        return cls(text, places, places.copy())

    @classmethod
    def join(cls, parts: Iterable["Traced"]) -> "Traced":
        """The parts one after the other; raw order is the caller's business."""
        listed = list(parts)
        if not listed:
            return cls("", np.zeros(0, np.int32), np.zeros(0, np.int32))
        return cls(
            "".join(p.text for p in listed),
            np.concatenate([p.starts for p in listed]),
            np.concatenate([p.ends for p in listed]),
        )

    def __len__(self) -> int:
        return len(self.text)

    def slice(self, start: int, end: int | None = None) -> "Traced":
        """The part `start:end`, with its spans."""
        return Traced(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def strip(self) -> "Traced":
        """Without the white space at both ends."""
        stripped = self.text.strip()
        if len(stripped) == len(self.text):
            return self
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, left + len(stripped))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The smallest raw span that holds the characters `start:end`.

        Raises:
            ValueError: the range is empty or reaches beyond the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters {start}:{end} in a text of {len(self.text)}")
        return int(self.starts[start:end].min()), int(self.ends[start:end].max())

    def clean_span(self, start: int, end: int) -> tuple[int, int]:
        """The range of characters whose raw spans touch the raw span `start:end`; empty when none does."""
        touching = np.flatnonzero((self.starts < end) & (self.ends > start))
        if not touching.size:
            at = int(np.searchsorted(self.starts, start))
            return at, at
        return int(touching[0]), int(touching[-1]) + 1

    def apply(self, edits: Sequence[Edit]) -> "Traced":
        """The text after the edits, which may not overlap; their order does not matter.

        >>> Traced.of("務(wù)市").apply([Edit(1, 5, "")]).text
        '務市'

        Raises:
            ValueError: an edit reaches beyond the text or into another edit.
        """
        if not edits:
            return self
        parts: list[Traced] = []
        at = 0
        for edit in sorted(edits, key=lambda e: (e.start, e.end)):
            if edit.start < at or edit.end < edit.start or edit.end > len(self.text):
                raise ValueError(f"edit {edit.start}:{edit.end} overlaps another or leaves the text")
            parts.append(self.slice(at, edit.start))
            parts.append(self._replaced(edit))
            at = edit.end
        parts.append(self.slice(at))
        return Traced.join(parts)

    def _replaced(self, edit: Edit) -> "Traced":
        size = len(edit.replacement)
        if size == edit.end - edit.start and not edit.whole:
            return Traced(edit.replacement, self.starts[edit.start : edit.end], self.ends[edit.start : edit.end])
        if edit.start == edit.end:
            return Traced.inserted(edit.replacement, self._place_before(edit.start))
        start, end = self.span(edit.start, edit.end)
        return Traced(edit.replacement, np.full(size, start, np.int32), np.full(size, end, np.int32))

    def _place_before(self, at: int) -> int:
        """The raw place of an insertion before character `at`."""
        if at < len(self.text):
            return int(self.starts[at])
        return int(self.ends[-1]) if len(self.text) else 0
