"""Lines from figures and tables: which figures answer, what is worked out between them, and where places differ."""

from collections.abc import Sequence

from retrieval.acting import with_act
from retrieval.agreeing import all_accounts
from retrieval.asked import Asked, compares_words
from retrieval.backwards import work_back
from retrieval.calculating import Work, audit_lines, set_beside, sets_beside, work_by_source, work_out, worked_line
from retrieval.comparing import compare_figures
from retrieval.dividing import work_each
from retrieval.draft import Draft, Place
from retrieval.ended import work_from, work_within
from retrieval.evidence import Evidence
from retrieval.figures import Told, find_told, statements_of, wants_figure
from retrieval.fitting import enough
from retrieval.multiplying import work_product
from retrieval.names import NameBook
from retrieval.phrases import phrase
from retrieval.query import Query
from retrieval.ranking import Scored, rank_evidence
from retrieval.rendering import evidence_line, row_line
from retrieval.rivals import rivals
from retrieval.search import Searcher
from retrieval.series import series_line
from retrieval.statement import Statement
from retrieval.tables import asks_several
from retrieval.tabling import Tabled, ask_tables, tabled_lines
from retrieval.telling import Slot, cell_line, conflict_lines, disagree, figure_line, figure_lines, slots, unlike
from retrieval.topping import work_top
from retrieval.trimming import trim

# Kinds of questions that no cell answers, unless a figure is asked for.
_OF_TEXT = frozenset(("reason", "how"))
# Among so many of the best figures others may fit about as well as the best, whose scores lie so near.
_NEAREST, _AS_WELL = 5, 0.3


class Figuring:
    """Answers from the figures and tables of the documents of one index."""

    def __init__(self, searcher: Searcher, names: NameBook) -> None:
        self._searcher, self._names = searcher, names

    def lines(
        self, query: Query, asked: Asked, wide: Sequence[Evidence], ranked: Sequence[Scored], draft: Draft
    ) -> tuple[list[str], list[Told]]:
        """The lines that answer from figures or cells, and the figures that were found; no lines where text is to answer.

        Args:
            query: the question.
            asked: the figure it asks for.
            wide: sentences and rows that figures are looked for in, those of better passages first.
            ranked: those of them that text is quoted from, best first.
            draft: takes the citations.
        """
        asked = with_act(query, asked, wide)
        figure = wants_figure(query, asked)
        told: list[Told] = []
        if not figure and (query.kind in _OF_TEXT or compares_words(query, asked)):
            return [], told
        direct = work_each(query, wide, self.near) or work_product(query, asked, wide, self.near)
        direct = direct or work_from(query, asked, wide)
        if direct is not None:
            return self._worked(query, [direct], draft, []), told
        lines: list[str] = []
        tabled = ask_tables(query, asked, wide, self.near)
        if tabled is not None and asked.operation == "sum" and len(tabled.found.cells) < len(asked.targets):
            tabled = None  # nothing is summed where one of the things is lacking
        if (tabled is None or not tabled.found.wish.top) and (top := work_top(query, wide, self.near)) is not None:
            return self._worked(query, [top], draft, []), told
        if figure:
            told = find_told(query, asked, wide, self.near, tabled.places if tabled is not None else ())
        if query.several and (lines := self._accounts(query, asked, told, draft)):
            return lines, told
        if tabled is not None and tabled.alone:
            lines = self._tabled(query, asked, tabled, told, wide, ranked, draft)
        beside = None
        if not lines and sets_beside(query, asked):
            beside = set_beside(query, asked, told, find_told(query, asked.of_any_kind, wide, self.near))
        if (figure or beside) and not lines:
            lines = self._figures(query, asked, told, beside, ranked, draft)
        if tabled is not None and not lines:
            lines = tabled_lines(query, tabled, draft, self._names)
        return lines, told

    def _accounts(self, query: Query, asked: Asked, told: Sequence[Told], draft: Draft) -> list[str]:
        """What the documents give for a figure that the question knows to be told more than once."""
        accounts, on_one = all_accounts(query, asked, told)
        if on_one and accounts:
            return conflict_lines(query, Slot(tuple(accounts), ""), draft, self._names)
        lines = [phrase("differ_said", query.language)] if accounts else []
        for each in accounts:
            lines.append(phrase("item", query.language, line=figure_line(query, each, draft, self._names)))
        return lines

    def _figures(
        self,
        query: Query,
        asked: Asked,
        told: Sequence[Told],
        beside: Work | None,
        ranked: Sequence[Scored],
        draft: Draft,
    ) -> list[str]:
        """Figures, and the arithmetic between them that is asked for, which comes first."""
        found = slots(query, asked, told)
        work = work_out(query, asked, found, told)
        if work is None and not any(disagree(slot.told) for slot in found):
            work = beside
        works = [work] if work is not None else work_by_source(query, asked, found)
        if not works:
            if len(found) == 1 and found[0].told and not disagree(found[0].told):
                first = found[0].told[0]
                if lines := self.within(query, asked, first.evidence, draft):
                    return lines
                near = [t.evidence for t in told[:_NEAREST] if not t.lacks and t.score > first.score - _AS_WELL]
                if lines := self.differing(query, asked, first.evidence, ranked, draft, first.statement, near):
                    return lines
                if line := series_line(query, first, told, draft, self._names):
                    return [line]
                if first.evidence.table is not None and asks_several(query.search):
                    return [row_line(query, first.evidence, (), "", draft, self._names)]
            lines = figure_lines(query, found, draft, self._names)
            single = [slot.told[0].evidence for slot in found if slot.told and not disagree(slot.told)]
            return lines + audit_lines(query, single, draft) if lines else []
        method: list[Place] = []
        if not all(each.inputs for each in works):  # no line without a citation: what the figures are about is cited
            best = rank_evidence(query, list({t.evidence.key: t.evidence for t in told}.values()), self._searcher)
            method = [(s.evidence.document, *trim(query, s.evidence)) for s in best[:2]]
        return self._worked(query, works, draft, method)

    def _worked(self, query: Query, works: Sequence[Work], draft: Draft, method: Sequence[Place]) -> list[str]:
        """Worked lines, each with the figures that went in; where none did, the places of the method are cited."""
        lines: list[str] = []
        for each in works:
            line = worked_line(query, each, draft, method)
            inputs = [(t, figure_line(query, t, draft, self._names)) for t in each.inputs]
            compare_figures(query, inputs, draft, self._names)
            lines += [line, *(told_line for _, told_line in inputs)]
        return list(dict.fromkeys(lines))

    def within(self, query: Query, asked: Asked, piece: Evidence, draft: Draft) -> list[str]:
        """What is worked out within a sentence, the change between two years or the figure before it, and the sentence."""
        work = work_within(query, asked, piece) or work_back(query, asked, piece)
        return self._worked(query, [work], draft, []) if work is not None else []

    def _tabled(
        self,
        query: Query,
        asked: Asked,
        tabled: Tabled,
        told: Sequence[Told],
        wide: Sequence[Evidence],
        ranked: Sequence[Scored],
        draft: Draft,
    ) -> list[str]:
        """Lines from a table; for a single cell, all that the documents give where they differ from it."""
        if tabled.found.wish.verb == "sum" and (stated := _whole_stated(query, asked, tabled, told)):
            return self._figures(query, asked, stated, None, ranked, draft)
        if len(tabled.places) == 1:
            table, row, column = place = tabled.places[0]
            if (slot := unlike(told, place)) is not None:
                return conflict_lines(query, slot, draft, self._names)
            own = next((e for e in wide if (id(e.table), e.row) == (table, row)), None)
            if own is not None:
                figure = next((s for s in statements_of(own) if s.cell == column), None)
                if lines := self.differing(query, asked, own, ranked, draft, figure):
                    return lines
        return tabled_lines(query, tabled, draft, self._names)

    def differing(
        self,
        query: Query,
        asked: Asked,
        first: Evidence,
        ranked: Sequence[Scored],
        draft: Draft,
        told: Statement | None = None,
        beside: Sequence[Evidence] = (),
    ) -> list[str]:
        """What every place says that answers, where one gives another value than the first; else nothing.

        Args:
            query: the question.
            asked: the figure it asks for, if any.
            first: where its answer stands.
            ranked: sentences and rows, best first.
            draft: takes the citations.
            told: the figure of the first place that answers, where it is known.
            beside: further places whose figures fit about as well.
        """
        if asked.operation != "tell" or len(asked.targets) > 1 or len(query.years) > 1:
            return []
        others = rivals(query, first, ranked, told, beside)
        if not others:
            return []
        lines = [phrase("differ_said", query.language)]
        for evidence, statement in ((first, told), *others):
            cell = Told(statement, evidence, 0.0, ()) if statement and evidence.table is not None else None
            line = (
                cell_line(query, cell, draft, self._names)
                if cell is not None
                else evidence_line(query, evidence, draft, self._names)
            )
            lines.append(phrase("item", query.language, line=line))
        return lines

    def near(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        """How near texts are to a query, in [-1, 1]."""
        return [float(s) for s in self._searcher.sentence_scores(query, texts)]


def _whole_stated(query: Query, asked: Asked, tabled: Tabled, told: Sequence[Told]) -> list[Told]:
    """The figures of the text where one of them answers by itself what the cells of a table would have to add up to."""
    if asked.operation == "sum":
        return []  # the parts are named, and are to be added up
    prose = [t for t in told if t.evidence.table is None]
    least = enough(query, asked)
    return prose if any(not t.lacks and t.score >= least for t in prose[:1]) else []
