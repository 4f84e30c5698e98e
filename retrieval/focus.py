"""What a question asks of a document, apart from what all of the document is about.

Asked 长江有多长 of an article on the river, every sentence is about 长江; what tells them apart is 有多长.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from corpus.document import Document
from retrieval.evidence import Evidence
from retrieval.features import OPENING, Features
from retrieval.search import Searcher

_HAN = re.compile(r"[㐀-鿿]+")
_WORD = re.compile(r"[A-Za-z]{3,}")


def focus_text(question: str, document: Document) -> str:
    """A question without the words that the title or the opening of a document has."""
    return _without(question, f"{document.title} {document.text[:OPENING]}")


def focus_scores(question: str, evidence: Sequence[Evidence], searcher: Searcher) -> Features:
    """How near each piece of evidence is to what the question asks of its document, in [-1, 1], shape (n,).

    Where the question has nothing left, all of that document's evidence scores 0.
    """
    scores = np.zeros(len(evidence), np.float32)
    groups: dict[str, list[int]] = {}
    for number, piece in enumerate(evidence):
        groups.setdefault(piece.document.doc_id, []).append(number)
    for numbers in groups.values():
        left = focus_text(question, evidence[numbers[0]].document)
        if len(re.sub(r"\W", "", left)) > 1:
            scores[numbers] = searcher.sentence_scores(left, [evidence[n].text for n in numbers])
    return scores


@lru_cache(maxsize=4096)
def _without(question: str, about: str) -> str:
    """The question without runs of two Han characters or more, and Latin words, that stand in `about`."""
    small = about.casefold()
    left = _WORD.sub(lambda m: " " if m.group().casefold() in small else m.group(), question)
    return re.sub(r"\s+", " ", _HAN.sub(lambda m: _cut(m.group(), about), left)).strip()


def _cut(run: str, about: str) -> str:
    kept, at = [], 0
    while at < len(run):
        size = next((n for n in range(len(run) - at, 1, -1) if run[at : at + n] in about), 0)
        kept.append(" " if size else run[at])
        at += size or 1
    return "".join(kept)
