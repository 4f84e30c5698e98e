"""What stands raised in a page: powers become raised characters, calls of notes go."""

import re
from collections.abc import Sequence

from corpus.origin import Edit, Traced

_RAISED = dict(zip("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ", strict=True))
_CALL = re.compile(
    r"\s*[\[(（〔［]?\s*(?:注|note )?\s*(?:\d{1,3}|[a-z*†‡])(?:\s*[,，–-]\s*\d{1,3})*\s*[\])）〕］]?\s*", re.IGNORECASE
)
_BRACKETED = re.compile(r"\s*[\[(（〔［]")
_POWER = re.compile(r"[0-9+−n-]{1,3}")


def raised(pieces: Sequence[Traced], linked: bool) -> list[Traced]:
    """The pieces of a raised text: without the call of a note, and with the digits of a power raised.

    Args:
        pieces: what stands between the tags.
        linked: whether a link is in it or around it, as with most calls of notes.

    >>> [p.text for p in raised([Traced.of("3")], linked=False)], raised([Traced.of("[3]")], linked=False)
    (['³'], [])
    """
    traced = Traced.join(pieces)
    if _CALL.fullmatch(traced.text) and (linked or _BRACKETED.match(traced.text)):
        return []
    if not _POWER.fullmatch(traced.text):
        return list(pieces)
    return [traced.apply([Edit(n, n + 1, _RAISED[c], whole=True) for n, c in enumerate(traced.text)])]
