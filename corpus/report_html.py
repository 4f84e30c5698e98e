"""The report of `corpus.report` as one HTML page without scripts, with every mend and the clean text."""

from collections.abc import Iterator
from html import escape

from corpus.document import Document, Table
from corpus.report import facts, mends_by_kind
from corpus.space import line_of, line_starts

_STYLE = """
body { font: 16px/1.7 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
       max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-size: .9rem; }
td, th { border: 1px solid #ccc; padding: .2rem .6rem; text-align: left; vertical-align: top; }
th { background: #f4f4f2; }
del { color: #a33; } ins { color: #174; text-decoration: none; }
.place, .note, .flag { color: #777; } .flag { color: #a60; }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #1c1c1c; } th { background: #2a2a2a; } td, th { border-color: #444; }
  del { color: #e88; } ins { color: #8c8; } }
"""


def report_html(document: Document) -> str:
    """The page; every piece of the document is escaped."""
    return "\n".join((
        "<!doctype html>",
        f'<html lang="{document.language}"><head><meta charset="utf-8">',
        f"<title>{escape(document.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(document.title)}</h1>",
        _grid(facts(document)),
        f"<h2>Sections ({len(document.sections) - 1})</h2>",
        *_sections(document),
        f"<h2>Tables ({len(document.tables)})</h2>",
        *(_table(table) for table in document.tables),
        f"<h2>Mends ({len(document.mends)})</h2>",
        *_mends(document),
        "<h2>Clean text</h2>",
        *(f"<p>{escape(document.text[p.start : p.end])}</p>" for p in document.paragraphs),
        "</body></html>\n",
    ))


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
