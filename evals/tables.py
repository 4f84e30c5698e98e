"""Tables for people: aligned for a terminal, or in Markdown."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from evals.intervals import Estimate
from evals.measures import MEASURES
from evals.report import Report, summarise

Rows = Sequence[Sequence[str]]
_NAMED: Final = 12


def plain_table(rows: Rows) -> str:
    """Rows as aligned columns, the first row being the header; wide characters count double.

    >>> print(plain_table([["", "en"], ["must", "0.5"]]))
          en
    must  0.5
    """
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    padded = ([cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)] for row in rows)
    return "\n".join("  ".join(cells).rstrip() for cells in padded)


def markdown_table(rows: Rows) -> str:
    r"""Rows as a Markdown table, the first row being the header.

    >>> print(markdown_table([["", "en"], ["a|b", "0.5"]]))
    |  | en |
    | --- | --- |
    | a\|b | 0.5 |
    """
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    lines.insert(1, "| " + " | ".join("---" for _ in rows[0]) + " |")
    return "\n".join(lines)


def cell(e: Estimate | None) -> str:
    """A mean with its interval; nothing where the measure does not apply.

    >>> cell(Estimate(0.5, 0.25, 0.75, 8, 8))
    '0.50 (0.25–0.75)'
    """
    return "" if e is None else f"{e.mean:.2f} ({e.low:.2f}–{e.high:.2f})"


def languages_table(report: Report) -> list[list[str]]:
    """Measures by language, with intervals."""
    groups = {name: scores for name, scores in report.groups().items() if not name.startswith("kind:")}
    columns = {name: summarise(scores) for name, scores in groups.items()}
    header = ["measure", *(f"{name} ({len(scores)})" for name, scores in groups.items())]
    return [header] + [
        [measure, *(cell(column.get(measure)) for column in columns.values())]
        for measure in MEASURES
        if any(measure in column for column in columns.values())
    ]


def kinds_table(report: Report) -> list[list[str]]:
    """Means by kind of question, without intervals: too few of each."""
    kinds = {n.removeprefix("kind:"): s for n, s in report.groups().items() if n.startswith("kind:")}
    columns = {name: summarise(scores) for name, scores in kinds.items()}
    shown = [m for m in MEASURES if any(m in column for column in columns.values())]
    rows = [["kind", "n", *shown]]
    for name, column in columns.items():
        cells = [f"{column[m].mean:.2f}" if m in column else "" for m in shown]
        rows.append([name, str(len(kinds[name])), *cells])
    return rows


def title_of(report: Report) -> str:
    """One line that says what was run."""
    line = f"{report.gold} on {report.corpus}: {len(report.scores)} questions, {report.seconds[0]:.3f} s median"
    line += f", {report.seconds[1]:.3f} s 95th percentile"
    if report.skipped:
        line += f"; {report.skipped} skipped: no evidence in this corpus"
    return line


def wrong_lines(report: Report) -> list[str]:
    """The questions that are not right, by measure, and those that failed with their error."""
    lines = [f"failed: {score.question_id}: {score.error}" for score in report.scores if score.error]
    for measure in ("must", "answered", "refused", "chat", "support", "exact", "computed", "language"):
        below = [s.question_id for s in report.scores if s.values.get(measure, 1.0) < 1.0]
        if below:
            more = f" and {len(below) - _NAMED} more" if len(below) > _NAMED else ""
            lines.append(f"not {measure}: {' '.join(below[:_NAMED])}{more}")
    return lines


def terminal_text(report: Report) -> str:
    """The whole report for a terminal."""
    parts = [title_of(report), plain_table(languages_table(report)), plain_table(kinds_table(report))]
    return "\n\n".join([*parts, "\n".join(wrong_lines(report))]).rstrip()


def markdown_text(report: Report) -> str:
    """The whole report in Markdown, for the summary of a CI run."""
    parts = [
        f"### {title_of(report)}",
        markdown_table(languages_table(report)),
        markdown_table(kinds_table(report)),
        "\n".join(f"- {line}" for line in wrong_lines(report)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
