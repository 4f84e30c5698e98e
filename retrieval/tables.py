"""The columns of a table that a question names."""

from index.words import word_units
from retrieval.cells import Column, columns
from retrieval.evidence import Evidence
from retrieval.query import Query


def named_columns(query: Query, evidence: Evidence) -> tuple[Column, ...]:
    """The columns of a row's table that the question names; empty when it names none."""
    if evidence.table is None:
        return ()
    asked = set(word_units(query.search))
    found = []
    for column in columns(evidence.table)[1:]:
        words = set(word_units(column.name))
        if words and (words <= asked or column.name.casefold() in query.search.casefold()):
            found.append(column)
    return tuple(found)
