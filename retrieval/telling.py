"""Figures told: one, several side by side, or all of those that disagree."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.amounts import same_value
from retrieval.asked import Asked
from retrieval.beside import about_target, side_by_side
from retrieval.cells import columns, is_year
from retrieval.comparing import compare_figures
from retrieval.conflicts import compare
from retrieval.draft import Draft, head_places
from retrieval.figures import CellPlace, Told
from retrieval.fitting import SUBJECT, enough
from retrieval.grids import read_grid
from retrieval.names import NameBook
from retrieval.phrases import cell_phrase, phrase
from retrieval.quantity import Quantity
from retrieval.query import Query
from retrieval.rendering import cell_told, quoted_line, row_told, worded
from retrieval.sameness import pinned, same_thing
from retrieval.scopes import scope_key
from retrieval.wording import measured, place, row_heads, shown, whose

# How far below the best one a figure of the same kind may fit and still be told beside it.
_NEAR = 0.45
# What each further figure on the same thing adds to the fit of all of them, and how much at most.
_SUPPORT, _MOST_SUPPORT = 0.06, 0.3
_MOST_SLOTS, _MOST_YEARS, _MOST_VALUES = 6, 12, 24


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure that is asked for, and what the documents give for it.

    Attributes:
        told: the best figure first, then those that disagree with it or repeat it; empty when none fits.
        wanted: what was asked, for people: a year, a name.
    """

    told: tuple[Told, ...]
    wanted: str


def slots(query: Query, asked: Asked, told: Sequence[Told]) -> list[Slot]:
    """The figures asked for: one for each year, name and measure that the question lists.

    A slot holds every figure of the same measure, scope and year, so that a disagreement shows.
    """
    ends = query.year_range if asked.operation not in ("tell", "sum") else None
    asked_years = ends or query.years
    most = _MOST_YEARS if asked.by_year else _MOST_SLOTS
    years: list[int | None] = list(asked_years) if 1 < len(asked_years) <= most else [None]
    measures: list[str | None] = list(asked.measures) if len(asked.measures) > 1 else [None]
    targets: list[tuple[str, ...] | None] = list(asked.targets) if len(asked.targets) > 1 else [None]
    beside = side_by_side(query, asked, told, enough(query, asked)) or [list(told)]
    out: list[Slot] = []
    for target, own in zip(targets, beside, strict=True):
        for measure in measures:
            for year in years:
                fitting = [t for t in own if _meets(t, year, measure, target, asked.targets)]
                wanted = " ".join(str(part) for part in (target and target[0], year) if part)
                out.append(Slot(tuple(_alike(query, fitting, enough(query, asked))), wanted))
    return _one_series(out) if asked.by_year else out[:most]


def _one_series(found: Sequence[Slot]) -> list[Slot]:
    """Without the figures that fit worse than those of most years, and are of something else."""
    filled = [slot.told[0] for slot in found if slot.told]
    scopes = Counter(scope_key(told.statement.subject) for told in filled)
    usual, count = scopes.most_common(1)[0] if scopes else ("", 0)
    least = min((t.score for t in filled if scope_key(t.statement.subject) == usual), default=0.0)
    return [
        Slot((), slot.wanted)
        if count > 1 and slot.told and slot.told[0].score < least and scope_key(slot.told[0].statement.subject) != usual
        else slot
        for slot in found
    ]


def _meets(
    told: Told,
    year: int | None,
    measure: str | None,
    target: tuple[str, ...] | None,
    targets: Sequence[tuple[str, ...]] = (),
) -> bool:
    if year is not None and year not in told.years:
        return False
    if measure is not None and told.statement.measure != measure:
        return False
    return target is None or about_target(told, target, targets)


def _alike(query: Query, told: Sequence[Told], least: float) -> list[Told]:
    """The figures of one measure, scope and year that answer, best fit first; empty when none fits.

    Where the question leaves the scope open, several fit about as well: then what most figures are about counts.
    """
    if not told or told[0].score < least or told[0].lacks:
        return []
    groups: list[list[Told]] = []
    for candidate in told:
        fits = not candidate.lacks and candidate.score >= told[0].score - _NEAR
        if not (fits or _as_well(query, told[0], candidate)):
            continue
        for group in groups:
            if same_thing(query, group[0], candidate) or _as_well(query, group[0], candidate):
                group.append(candidate)
                break
        else:
            groups.append([candidate])
    best = max(groups, key=lambda g: g[0].score + min(_MOST_SUPPORT, _SUPPORT * (len(g) - 1)))
    once: dict[tuple[str, int, int], Told] = {}
    for each in best:
        once.setdefault(each.evidence.key, each)
    return list(once.values())[:_MOST_VALUES]


def _as_well(query: Query, best: Told, told: Told) -> bool:
    """Whether a figure of the same document that fits less well is on what is asked all the same."""
    return set(told.lacks) <= {SUBJECT} and pinned(query, best, told)


def unlike(told: Sequence[Told], cell: CellPlace) -> Slot | None:
    """A cell with the figures for the same measure, scope and time that are not the same; None when there are none."""
    own = next((t for t in told if t.cell_place == cell), None)
    if own is None:
        return None
    others = [t for t in told if not t.lacks and compare(own.statement, t.statement) in ("differ", "contradict")]
    return Slot((own, *others), "") if others else None


def disagree(told: Sequence[Told]) -> bool:
    """Whether figures for the same thing differ in value."""
    return any(not same_value(told[0].statement.quantity, t.statement.quantity) for t in told[1:])


def conflict_lines(query: Query, slot: Slot, draft: Draft, names: NameBook) -> list[str]:
    """One line that the documents differ, then each value with whose it is and where it stands."""
    groups: list[list[Told]] = []
    for told in sorted(slot.told, key=lambda t: t.evidence.key):
        for group in groups:
            if all(_one_value(told.statement.quantity, t.statement.quantity) for t in group):
                group.append(told)
                break
        else:
            groups.append([told])
    first = slot.told[0].statement
    language = "en" if query.language == "en" else "zh"
    what = draft.words(measured(first.measure, first.subject, language, names))
    year = (
        ""
        if not slot.told[0].years
        else "–".join(dict.fromkeys(map(str, (slot.told[0].years[0], slot.told[0].years[-1]))))
    )
    lines = [phrase("differ" if year else "differ_ever", query.language, what=what, year=year, count=str(len(groups)))]
    rows = []
    for group in groups:
        places = [place(query, told) for told in group]
        places += [head for told in group for head in row_heads(told)]
        who = draft.words(whose(group, query, names))
        worded_so = dict.fromkeys(
            shown(t, language) for t in {t.statement.quantity.bound: t for t in group[::-1]}.values()
        )
        value = draft.words(" / ".join(reversed(worded_so)))
        key = "value" if who else "value_bare"
        marks = draft.mark(*places)
        lines.append(phrase(key, query.language, value=value, who=who, marks=marks))
        rows.append((value, f"{who} {marks}".lstrip()))
    draft.tabulate("", lines[1:], [phrase(key, query.language) for key in ("column_value", "column_source")], rows)
    return lines


def _one_value(first: Quantity, second: Quantity) -> bool:
    """Whether two figures give one value in whatever words: over 1,200 and at least 1,200, but not nearly 1,200."""
    bounds = [
        {"over": 1, "at_least": 1, "under": -1, "at_most": -1, "near": -1}.get(q.bound, 0) for q in (first, second)
    ]
    return same_value(first, second) and bounds[0] * bounds[1] >= 0


def figure_line(query: Query, told: Told, draft: Draft, names: NameBook) -> str:
    """One figure: the sentence that says it, or the cell with its label and column."""
    if told.evidence.table is None:
        return quoted_line(query, told.evidence, draft, names)
    return cell_line(query, told, draft, names)


def cell_line(query: Query, told: Told, draft: Draft, names: NameBook) -> str:
    """A cell told: row label, what the column measures, the value; row and header are cited."""
    evidence, statement = told.evidence, told.statement
    table = evidence.table
    if table is None:
        raise ValueError("the figure stands in no table")
    column = columns(table)[statement.cell or 0]
    language = "en" if query.language == "en" else "zh"
    item = item_of_cell(told)
    text = table.rows[evidence.row][statement.cell or 0].text
    # A unit that stands above the table alone is in the figure, not in the cell.
    above = not column.unit and bool(statement.quantity.unit) and text.strip() == statement.quantity.text
    value = shown(told, language) if item or above else cell_told(text, column, language, names)
    marks = draft.mark((evidence.document, evidence.start, evidence.end), *head_places(evidence.document, table))
    grid = read_grid(table)
    label = (grid.rows[evidence.row].name if grid else table.rows[evidence.row][0].text.strip()).rstrip("年")
    name = worded(column.name, language, names)
    if item:
        item = worded(item, language, names)
        name = f"{item}, {name}" if language == "en" else f"{item}{name}"
    cell = cell_phrase(query.language, draft.words(name), draft.words(value))
    label = label if is_year(label) else worded(label, language, names)
    return row_told(query, draft.words(label), cell, marks)


def item_of_cell(told: Told) -> str:
    """The item of a listing cell that a figure belongs to, or ""."""
    statement, evidence = told.statement, told.evidence
    if evidence.table is None or statement.cell is None:
        return ""
    text = evidence.table.rows[evidence.row][statement.cell].text
    before = text[: statement.quantity.start]
    cut = max(before.rfind(mark) for mark in ",，;；、")
    item = before[cut + 1 :].strip() if len(text) > len(statement.quantity.text) + 2 else ""
    return item


def figure_lines(query: Query, found: Sequence[Slot], draft: Draft, names: NameBook) -> list[str]:
    """The lines of an answer to a figure question; empty when no slot is filled."""
    lines: list[str] = []
    said: dict[tuple[str, int, int], str] = {}
    single: list[tuple[Told, str]] = []
    for slot in found:
        if not slot.told:
            continue
        if disagree(slot.told):
            lines += conflict_lines(query, slot, draft, names)
            continue
        best = slot.told[0]
        if best.evidence.table is None and best.evidence.key in said:
            single.append((best, said[best.evidence.key]))
            continue
        line = said[best.evidence.key] = figure_line(query, best, draft, names)
        single.append((best, line))
        lines.append(line)
    compare_figures(query, single, draft, names)
    if lines:
        missing = [slot.wanted for slot in found if not slot.told and slot.wanted]
        if missing:
            sep = ", " if query.language == "en" else "、"
            lines.append(phrase("partly", query.language, missing=draft.words(sep.join(missing))))
    return lines
