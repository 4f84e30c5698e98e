"""Two answers told one after the other as one."""

import re
from dataclasses import replace

from retrieval.answer import Answer, Citation

_MARK = re.compile(r"\[(\d+)\]")


def joined(first: Answer, second: Answer) -> Answer:
    """The lines of one answer behind those of another; spans that both cite have one number."""
    known = {_span(c): c.n for c in first.citations}
    number = {}
    for citation in second.citations:
        number[citation.n] = known.setdefault(_span(citation), len(known) + 1)
    new = [replace(c, n=number[c.n]) for c in second.citations if number[c.n] > len(first.citations)]

    def renumbered(text: str) -> str:
        return _MARK.sub(lambda mark: f"[{number.get(int(mark[1]), mark[1])}]", text)

    before = first.text.count("\n") + 1
    tables = [
        replace(
            table,
            lines=tuple(line + before for line in table.lines),
            rows=tuple(tuple(map(renumbered, row)) for row in table.rows),
        )
        for table in second.tables
    ]
    return replace(
        first,
        text=f"{first.text}\n{renumbered(second.text)}",
        citations=(*first.citations, *new),
        computed=(*first.computed, *(replace(c, inputs=tuple(number[n] for n in c.inputs)) for c in second.computed)),
        tables=(*first.tables, *tables),
        notes=(*first.notes, *(line + before for line in second.notes)),
    )


def _span(citation: Citation) -> tuple[str, int, int]:
    return citation.doc_id, citation.start, citation.end
