"""Figures side by side: what they share above, what parts them in columns."""

from collections.abc import Sequence

from retrieval.draft import Draft
from retrieval.figures import Told
from retrieval.measures import name_of
from retrieval.names import NameBook
from retrieval.phrases import phrase
from retrieval.query import Query
from retrieval.rendering import worded
from retrieval.wording import place, row_heads, shown, whose


def compare_figures(query: Query, told: Sequence[tuple[Told, str]], draft: Draft, names: NameBook) -> None:
    """Give figures of one measure that are told one after the other, each with its line, the form of a table."""
    language = "en" if query.language == "en" else "zh"
    if len({t.statement.measure for t, _ in told}) != 1:
        return
    common = [name_of(told[0][0].statement.measure, language)]
    columns: dict[str, list[str]] = {
        "column_of": [worded(t.statement.subject, language, names) for t, _ in told],
        "column_year": [
            "–".join(map(str, dict.fromkeys((t.years[0], t.years[-1])))) if t.years else "" for t, _ in told
        ],
    }
    common = [cells[0] for cells in columns.values() if len(set(cells)) == 1 and cells[0]] + common
    columns = {key: cells for key, cells in columns.items() if len(set(cells)) > 1}
    if not columns or not all(cell for cells in columns.values() for cell in cells):
        return  # nothing parts them, or it is not said of each what does
    caption = draft.words(" · ".join(common))
    columns["column_value"] = [shown(t, language) for t, _ in told]
    cells = [[draft.words(cell) for cell in column] for column in columns.values()]
    cells.append([_source(query, t, draft, names) for t, _ in told])
    head = [phrase(key, query.language) for key in (*columns, "column_source")]
    draft.tabulate(caption, [line for _, line in told], head, list(zip(*cells, strict=True)))


def _source(query: Query, told: Told, draft: Draft, names: NameBook) -> str:
    """Whose figure it is, or the label of its table, with the marks of what says it."""
    marks = draft.mark(place(query, told), *row_heads(told))
    return f"{draft.words(whose([told], query, names))} {marks}".lstrip()
