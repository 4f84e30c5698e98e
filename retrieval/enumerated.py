"""Of several things that one sentence tells of, part by part, the part on the one that is asked about.

One firm's cells last 12,000 cycles; another's are cheap: how long the other's last is not said, though the sentence names it.
"""

import re
from collections.abc import Sequence

from corpus.script import to_simplified
from retrieval.asked import Asked
from retrieval.evidence import Evidence
from retrieval.names import default_names
from retrieval.quantities import find_quantities
from retrieval.query import Query
from retrieval.strange import called_names

_PARTS = re.compile(r"[;；]")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]{2,}")


def silent_on(query: Query, asked: Asked, pieces: Sequence[Evidence]) -> list[str]:
    """The names of a question whose parts of the sentences give no figure of the kind that is asked for.

    Args:
        query: the question.
        asked: the figure that it asks for.
        pieces: the sentences and rows that an answer cites.
    """
    if not asked.kinds or asked.operation != "tell" or len(asked.targets) > 1:
        return []
    if not pieces or any(p.table is not None or p.document.language != query.script for p in pieces):
        return []
    names = [query.search[m.start : m.end] for m in query.names] + [name for name, _ in called_names(query.search)]
    texts = [(to_simplified(piece.text), to_simplified(piece.wide)) for piece in pieces]
    return list(dict.fromkeys(name for name in names if _silent(name, asked, texts)))


def _silent(name: str, asked: Asked, texts: Sequence[tuple[str, str]]) -> bool:
    named = False
    for text, wide in texts:
        if name not in text:
            if name in wide:
                return False
            continue
        named, parts = True, _PARTS.split(text)
        own = [n for n, part in enumerate(parts) if name in part]
        # A part that names nothing goes on about what the one before it names.
        own += [n + 1 for n in own if n + 1 < len(parts) and not _names_another(parts[n + 1])]
        if len(parts) == 1 or any(_gives(parts[n], asked) for n in own):
            return False
    return named


def _gives(part: str, asked: Asked) -> bool:
    """Whether a part has a figure of a kind that is asked for, or one that leaves its unit to the part before it."""
    return any(q.kind in asked.kinds or not q.unit for q in find_quantities(part))


def _names_another(part: str) -> bool:
    book = any(m.name.proper for m in default_names().find(part))
    return bool(book or called_names(part.strip()) or _CAPITALISED.search(part))
