"""The report of `corpus.report` as one HTML page without scripts, with every mend, and original and clean text side by side."""

from bisect import bisect_left
from collections.abc import Iterator
from html import escape

from corpus.document import Document, Table
from corpus.report import facts, mends_by_kind
from corpus.space import line_of, line_starts

# Mends that take in whole blocks, and tags, of which only the first is told: not to be marked within the text.
_WHOLE = frozenset((
    "table",
    "script",
    "markup",
    "furniture",
    "contents",
    "heading",
    "lost mark",
    "punctuation",
    "width",
))
_STYLE = """
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; overflow-wrap: anywhere; }
table { display: block; overflow-x: auto; border-collapse: collapse; margin: .5rem 0 1.5rem; font-size: .9rem;
        overflow-wrap: normal; }
td, th { border: 1px solid #ccc; padding: .2rem .6rem; text-align: left; vertical-align: top; }
th { background: #f4f4f2; }
.sides { display: table; width: 100%; table-layout: fixed; } del, ins, .note, .sides td { overflow-wrap: anywhere; }
.sides td { width: 50%; white-space: pre-line; }
.heading td { font-weight: 600; }
del { color: #a33; background: #fbe9e7; } ins { color: #174; background: #e3f4e8; text-decoration: none; }
.place, .note, .flag { color: #777; } .flag { color: #a60; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1c1c1c; } th { background: #2a2a2a; } td, th { border-color: #444; }
  del { color: #e88; background: #422; } ins { color: #8c8; background: #243; } }
"""


def report_html(document: Document) -> str:
    """The page; every piece of the document is escaped."""
    return "\n".join((
        "<!doctype html>",
        f'<html lang="{document.language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(document.title)}</h1>",
        _grid(facts(document)),
        f"<h2>Sections ({len(document.sections) - 1})</h2>",
        *_sections(document),
        f"<h2>Tables ({len(document.tables)})</h2>",
        *(_table(table) for table in document.tables),
        f"<h2>Mends ({len(document.mends)})</h2>",
        *_mends(document),
        "<h2>Original and clean text</h2>",
        '<table class="sides"><tr><th>as it stands in the file</th><th>as it is read</th></tr>',
        *_sides(document),
        "</table>",
        "</body></html>\n",
    ))


def _sides(document: Document) -> Iterator[str]:
    """A row a paragraph: its characters in the file with what was mended marked, and its clean text likewise."""
    mends = [m for m in document.mends if m.start < m.end and m.kind not in _WHOLE]
    starts = [m.start for m in mends]
    for paragraph in document.paragraphs:
        start, end = document.traced.span(paragraph.start, paragraph.end)
        inside = [m for m in mends[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end]
        before = _marked(document.raw, start, end, [(m.start, m.end) for m in inside], "del")
        part = document.traced.slice(paragraph.start, paragraph.end)
        changed = [part.clean_span(m.start, m.end) for m in inside if m.after]
        after = _marked(part.text, 0, len(part), changed, "ins")
        yield f'<tr class="{paragraph.kind}"><td>{before}</td><td>{after}</td></tr>'


def _marked(text: str, start: int, end: int, spans: list[tuple[int, int]], tag: str) -> str:
    """A piece of a text, escaped, with the spans in it marked; what overlaps an earlier one is left out."""
    out: list[str] = []
    at = start
    for a, b in sorted(spans):
        if at <= a < b:
            out += [escape(text[at:a]), f"<{tag}>{escape(text[a:b])}</{tag}>"]
            at = b
    return "".join(out) + escape(text[at:end])


def _grid(rows: list[tuple[str, str]]) -> str:
    lines = "".join(f"<tr><th>{escape(a)}</th><td>{escape(b)}</td></tr>" for a, b in rows)
    return f"<table>{lines}</table>"


def _sections(document: Document) -> Iterator[str]:
    for section in document.sections[1:]:
        yield (
            f'<div style="margin-left: {(section.level - 1) * 1.5}rem">{escape(section.title)} '
            f'<span class="place">{section.start}:{section.end}</span></div>'
        )


def _table(table: Table) -> str:
    head = "".join(f"<th>{escape(c.text)}</th>" for c in table.header)
    rows = "".join("<tr>" + "".join(f"<td>{escape(c.text)}</td>" for c in row) + "</tr>" for row in table.rows)
    flags = "".join(f'<p class="flag">uncertain: {escape(flag)}</p>' for flag in table.flags)
    return f"<p>{escape(table.caption)}</p><table><tr>{head}</tr>{rows}</table>{flags}"


def _mends(document: Document) -> Iterator[str]:
    lines = line_starts(document.raw)
    for kind, became, mends in mends_by_kind(document):
        rows = "".join(
            f'<tr><td class="place">line {line_of(lines, m.start)}<br>{m.start}:{m.end}</td>'
            f"<td><del>{escape(m.before)}</del></td><td><ins>{escape(m.after)}</ins></td>"
            f'<td class="note">{escape(m.note)}</td></tr>'
            for m in mends
        )
        yield (
            f"<h3>{escape(kind)}: {len(mends)} {became}</h3>"
            f"<table><tr><th>place</th><th>before</th><th>after</th><th>note</th></tr>{rows}</table>"
        )
