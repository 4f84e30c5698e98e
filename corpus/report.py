"""What reading did to a document, for people: the lines that `python -m corpus show` prints."""

from collections import Counter
from collections.abc import Iterator

from corpus.document import Document, Mend, Table
from corpus.space import line_of, line_starts

# Characters of a text, and entries of a kind, that are shown; the HTML report has no such limit on entries.
_SHORT, _MOST = 60, 12


def shorten(text: str, most: int = _SHORT) -> str:
    r"""A text on one line, its middle left out when it is longer than `most` characters.

    >>> shorten("从头到尾", 3), shorten("a\nb")
    ('从…尾', 'a⏎b')
    """
    text = text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎")
    if len(text) <= most:
        return text
    half = (most - 1) // 2
    return f"{text[: most - 1 - half]}…{text[-half:]}"


def facts(document: Document) -> list[tuple[str, str]]:
    """What is known of the document as a whole: names and values, in the order to show them."""
    script = {"hans": "Simplified", "hant": "Traditional"}[document.script]
    language = {"zh": f"Chinese, {script}", "en": "English"}[document.language]
    known = [
        ("title", document.title),
        ("language", language),
        ("date", document.date or "not stated"),
        ("encoding", f"{document.encoding}, confidence {document.confidence:.2f}"),
        ("characters", f"{len(document.raw):,} in the file, {len(document.text):,} clean"),
    ]
    shown = {"title", "date", "language"}
    return known + [(k, shorten(v, 100)) for k, v in document.metadata.items() if k not in shown and v]


def outcome(mend: Mend) -> str:
    """What became of the characters of a mend, in one word."""
    if not mend.done:
        return "noticed"
    return "mended" if mend.after or not mend.before else "dropped"


def mends_by_kind(document: Document) -> list[tuple[str, str, list[Mend]]]:
    """The mends as (kind, outcome, mends in order of place), most frequent first."""
    counts = Counter((m.kind, outcome(m)) for m in document.mends)
    return [
        (kind, became, [m for m in document.mends if (m.kind, outcome(m)) == (kind, became)])
        for (kind, became), _ in counts.most_common()
    ]


def summary_line(document: Document) -> str:
    """What reading made of a file, on one line: what it held, and how much of each kind was mended or dropped."""
    sections, tables = len(document.sections) - 1, len(document.tables)
    flagged = sum(bool(table.flags) for table in document.tables)
    held = [
        f"{document.encoding} ({document.confidence:.2f})",
        f"{len(document.text):,} characters",
        f"{sections} section{'' if sections == 1 else 's'}",
        f"{tables} table{'' if tables == 1 else 's'}" + (f" ({flagged} uncertain)" if flagged else ""),
    ]
    done = ", ".join(f"{len(mends)} {kind} {became}" for kind, became, mends in mends_by_kind(document))
    return f"{document.doc_id}: {', '.join(held)}; {done or 'nothing to mend'}"


def report_lines(document: Document) -> Iterator[str]:
    """The whole report, line by line."""
    yield document.doc_id
    for name, value in facts(document):
        yield f"  {name}: {value}"
    yield ""
    yield f"Sections ({len(document.sections) - 1})"
    for section in document.sections[1:]:
        yield f"  {'  ' * (section.level - 1)}{section.title}  [{section.start}:{section.end}]"
    yield ""
    yield f"Tables ({len(document.tables)})"
    for table in document.tables:
        yield from _table_lines(table)
    yield ""
    yield f"Mends ({len(document.mends)})"
    lines = line_starts(document.raw)
    for kind, became, mends in mends_by_kind(document):
        yield f"  {kind}: {len(mends)} {became}"
        for mend in mends[:_MOST]:
            yield f"    line {line_of(lines, mend.start)}, {mend.start}:{mend.end}  {change(mend)}"
        if len(mends) > _MOST:
            yield f"    … and {len(mends) - _MOST} more (--html OUT lists all)"


def change(mend: Mend, most: int = _SHORT) -> str:
    """A mend on one line: before → after, and why."""
    became = {"noticed": "left as it stands", "dropped": "dropped"}.get(outcome(mend), repr(shorten(mend.after, most)))
    what = f"{shorten(mend.before, most)!r} → {became}" if mend.before else ""
    return "; ".join(part for part in (what, mend.note) if part)


def _table_lines(table: Table) -> Iterator[str]:
    yield f"  {table.caption or 'without a caption'}  [{table.start}:{table.end}]"
    for row in (table.header, *table.rows[:_MOST]):
        yield "    " + " | ".join(cell.text for cell in row)
    if len(table.rows) > _MOST:
        yield f"    … and {len(table.rows) - _MOST} more rows"
    for flag in table.flags:
        yield f"    uncertain: {flag}"
