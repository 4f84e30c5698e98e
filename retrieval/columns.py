"""Tables that have a row for what a question names and no column for what it asks: the grants of a kitchen for its guests."""

import re
from collections.abc import Callable, Sequence

from corpus.script import to_simplified
from retrieval.asked import Asked
from retrieval.evidence import Evidence
from retrieval.figures import statements_of
from retrieval.query import Query

Nearness = Callable[[str, Sequence[str]], Sequence[float]]
# A column is so near to a question that asks for it: of rightly answered questions the least is 0.37.
_NEAR = 0.27
_WORD = re.compile(r"[^\W\d_]{3,}")


def no_column(query: Query, asked: Asked, pieces: Sequence[Evidence], near: Nearness) -> bool:
    """Whether all that is cited are rows of tables without a column, or a unit, for the figure that is asked for.

    Args:
        query: the question.
        asked: the figure that it asks for.
        pieces: the sentences and rows that an answer cites.
        near: nearness of texts to a query, in [-1, 1].
    """
    # Of any other kind of figure the unit tells whether a cell is one.
    if query.kind != "figure" or asked.operation != "tell" or asked.kinds - {"count"} or not pieces:
        return False
    rest, heads = query.search, dict[str, None]()
    for piece in pieces:
        if piece.table is None or any(s.quantity.unit and s.quantity.kind in asked.kinds for s in statements_of(piece)):
            return False
        rest = _without(rest, piece.table.rows[piece.row][0].text)
        heads |= dict.fromkeys(cell.text.strip() for cell in piece.table.header[1:])
    named = [head for head in heads if head]
    return len(named) > 1 and all(near(head, [rest])[0] < _NEAR for head in named)


def _without(question: str, label: str) -> str:
    """A question without the label of a row, or the words of it."""
    for part in (to_simplified(label).strip(), *_WORD.findall(label)):
        question = re.sub(re.escape(part), " ", question, flags=re.IGNORECASE) if part else question
    return question
