"""What the words around one figure say about it, before anything is taken over from other clauses."""

from dataclasses import dataclass

# Stands in the place of everything that was read already: years, other figures, attributions.
MASK = "\0"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around a figure say.

    Attributes:
        measure: key or noun, or None when they name none.
        subject: of what, or "" when they do not say.
        of: what the subject is a part of, or "".
        part: whether the subject is a part of the subject before it (其中, "of which").
        noun: the subject with its measure, where a clause names both without a figure.
        itself: whether it is of the subject (市场份额) rather than of the figure of the subject before it (占比).
        whole: whether it is of the whole that the subject before it is a part of (该市场规模, 整体规模).
        used: how many characters behind the figure were read for it.
        beside: whether the subject stands in the place of a part of the subject before it (而燃油车只有31%).
    """

    measure: str | None
    subject: str
    of: str = ""
    part: bool = False
    beside: bool = False
    noun: str = ""
    itself: bool = False
    whole: bool = False
    used: int = 0
