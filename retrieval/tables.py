"""The columns of a table that a question names."""

import re

from corpus.script import to_simplified
from index.words import word_units
from retrieval.cells import Column, columns
from retrieval.evidence import Evidence
from retrieval.query import Query

# What asks for one thing each, and what says that several are asked for.
_ASKS = re.compile(
    r"多少|几[^年月日十百千万乎]|谁|什么|哪|何时|何地|多[久长大高远重]|\b(?:how|what|which|who|whom|when|where)\b",
    re.IGNORECASE,
)
_SEVERAL = re.compile(r"各(?:自|是|有|为|到|达|占)|分别|\brespectively\b", re.IGNORECASE)


def asks_several(question: str) -> bool:
    """Whether a question asks for several things at once.

    >>> asks_several("这门课谁教,学费多少?"), asks_several("2029年的比例和人数各到多少?"), asks_several("学费多少?")
    (True, True, False)
    """
    return len(_ASKS.findall(question)) > 1 or bool(_SEVERAL.search(question))


def named_columns(query: Query, evidence: Evidence) -> tuple[Column, ...]:
    """The columns of a row's table that the question asks for by name; empty where all of the row is to be told.

    A column most of whose cell stands in the question is given, not asked for. Where several things are asked for and but
    one is named, the others may be in any column.
    """
    if evidence.table is None:
        return ()
    asked, row = set(word_units(query.search)), evidence.table.rows[evidence.row]
    found = []
    for column in columns(evidence.table)[1:]:
        words, cell = set(word_units(column.name)), set(word_units(to_simplified(row[column.number].text)))
        named = words and (words <= asked or column.name.casefold() in query.search.casefold())
        is_given = any(word.isalpha() for word in cell) and 2 * len(cell & asked) >= len(cell)
        if named and not is_given:
            found.append(column)
    return () if len(found) == 1 and asks_several(query.search) else tuple(found)
