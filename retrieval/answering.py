"""From hits to an answer: which evidence answers, how it is put, and when nothing does."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, cached_property, partial

from corpus.document import Document
from corpus.script import to_simplified
from index.build import Index
from index.words import word_units
from retrieval.answer import Answer, HitSpan, Turn
from retrieval.apart import each_alone, may_tell, on_any, parts_of, told_of
from retrieval.asked import Asked, compares_words, read_asked
from retrieval.calculating import audit_lines
from retrieval.choosing import Choice, choose, is_sure
from retrieval.columns import no_column
from retrieval.contradictions import asks_contradictions, contradiction_lines
from retrieval.draft import Documents, Draft, Place
from retrieval.elsewhere import told_elsewhere
from retrieval.enumerated import silent_on
from retrieval.evidence import Evidence, evidence_at, evidence_in
from retrieval.figures import lacks_money
from retrieval.figuring import Figuring
from retrieval.fitting import MEASURE, SUBJECT
from retrieval.held import held_at, not_held
from retrieval.joining import joined
from retrieval.labels import other_things
from retrieval.names import NameBook
from retrieval.outranked import outranked, outread
from retrieval.phrases import phrase
from retrieval.provenance import origin_answer
from retrieval.query import Query
from retrieval.ranking import Scored, rank_evidence
from retrieval.reader import Reader
from retrieval.rendering import evidence_line
from retrieval.rereading import READ_BESIDE, better, of_kind, reread
from retrieval.search import Hit, Searcher, in_order
from retrieval.shown import in_read_order
from retrieval.sides import evidence_for, left_out
from retrieval.strange import strange_names
from retrieval.subject import by_subject
from retrieval.talking import small_talk
from retrieval.transcribed import LatinNames
from retrieval.understand import understand
from retrieval.untold import untold
from retrieval.withdrawing import listed, withdrawn

# Characters of an answer that are read: ordinary ones, and those that list or compare; English takes twice as many.
_ROOM = {"list": 1150, "comparison": 1150}
_ROOM_ELSE = 480
# Kinds of questions with one answer, unless the documents differ.
_OF_ONE = frozenset(("figure", "when", "who", "where", "open"))
_SHOWN = 10  # passages shown with an answer
_PART_POOL = 60  # passages that a part of a comparison is looked for in
_SIDE_REACH = 12  # pieces that the other side of a comparison is looked for in


class Answering:
    """Writes answers from the passages of one index."""

    def __init__(
        self, index: Index, searcher: Searcher, names: NameBook, reader: Callable[[], Reader] | None = None
    ) -> None:
        """Take what is searched and known; the reader is loaded when first there is something to read."""
        self._searcher, self._names, self._reader = searcher, names, reader
        self._documents = Documents(tuple(index.documents.values()))
        self._by_id, self._held = index.documents, index.words.held
        self._figuring = Figuring(searcher, names)

    def understand(self, question: str, history: Sequence[Turn] = ()) -> Query:
        """A question as it is to be read beside these documents, the turns before it oldest first."""
        return understand(question, history, self._names, self._held, lambda: self._latin)

    @cached_property
    def _latin(self) -> LatinNames:
        return LatinNames.of(self._by_id.values())

    def talk(self, query: Query) -> Answer:
        """One friendly line for small talk and for bare orders."""
        return small_talk(query, self._by_id.values())

    def answer(self, query: Query, pool: Sequence[Hit], hits: int) -> Answer:
        """The answer that the passages hold.

        Args:
            query: the question.
            pool: passages, best first.
            hits: how many of them are shown, and quoted as text; figures are looked for in all.
        """
        shown = pool[:hits]
        origin = origin_answer(query, self._one_language(query), self._documents, self._spans(shown))
        if origin is not None:
            return replace(origin, understood=query.for_people)
        about, perhaps = by_subject(query, pool, self._searcher)
        answer = self._parted(query, hits, shown)
        perhaps = [hit for hit in perhaps if hit in shown]
        answer = answer or self._written(query, about, self._ranked(query, about[:hits]), hits, shown, perhaps)
        if answer.status == "answered":
            places = [(self._by_id[c.doc_id], c.clean_start, c.clean_end) for c in answer.citations]
            lacking = not_held(query.search, [held_at(*place) for place in places])
            lacking = lacking or other_things(query, places)
            lacking = lacking or strange_names(query.as_written, [document for document, _, _ in places])
            lacking = lacking or self._beside(query, answer, places)
            answer = withdrawn(query, answer, lacking, Draft(query.language, self._documents)) if lacking else answer
        return replace(answer, understood=query.for_people)

    def _beside(self, query: Query, answer: Answer, places: Sequence[Place]) -> list[str]:
        """What the cited sentences and rows do not tell of, though their documents do."""
        pieces = evidence_at(places)
        asked = read_asked(query)
        silent = [] if answer.computed else silent_on(query, asked, pieces)
        lacking = silent or told_elsewhere(query, pieces)
        if not lacking and no_column(query, asked, pieces, self._figuring.near):
            return [asked.noun or phrase("figure", query.language)]
        return lacking

    def pieces(self, query: Query, hits: Sequence[Hit], count: int) -> list[Evidence]:
        """The best evidence of the hits, best first: what a writer writes from."""
        return [scored.evidence for scored in self._reread(query, self._ranked(query, hits))[:count]]

    def _parted(self, query: Query, count: int, shown: Sequence[Hit]) -> Answer | None:
        """The answers on two things compared that stand in documents of their own; None where one has none."""
        answers = []
        for part, own in parts_of(query, list(self._by_id.values()), self.understand):
            pool = [hit for hit in self.find(part, _PART_POOL) if hit.passage.doc_id in own]
            ranked = self._ranked(part, pool[:count])
            answer = self._written(part, pool, ranked, count, shown)
            if answer.status != "answered":
                again = self._reread(part, ranked)[:_SIDE_REACH]
                piece = next((s.evidence for s in again if may_tell(part, s.evidence)), None)
                if piece is None:
                    return None
                draft = Draft(query.language, self._documents)
                answer = _finished([evidence_line(part, piece, draft, self._names)], draft, ())
            answers.append(answer)
        return replace(joined(*answers), hits=self._spans(shown)) if answers else None

    def find(self, query: Query, count: int) -> list[Hit]:
        """The passages that are nearest to a question, best first, of each edition pair that of its language."""
        edition = "en" if query.language == "en" else "zh"
        words = f"{query.other_forms} {query.spelt}".strip()
        return self._searcher.search(query.as_written, query.script, count, words, edition)

    def _on_each(self, query: Query, asked: Asked, count: int, chosen: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Of things compared what tells of each; those that nothing chosen tells of are asked for one by one."""
        parts, by_words = each_alone(query, self.understand), compares_words(query, asked)
        kept = [] if by_words else on_any(parts, chosen)
        told: list[Evidence] = []
        for part in parts:
            others = [other for other in parts if other is not part]
            if any(part.alone_in(piece.text, others) for piece in kept):
                continue
            ranked = self._reread(part.query, self._ranked(part.query, self.find(part.query, count)))
            own = told_of(part, others, ranked, by_words)
            if not own or own[0].key in {piece.key for piece in (*kept, *told)}:
                return ()
            told += own
        return (*kept, *told) if told else ()

    def _ranked(self, query: Query, hits: Sequence[Hit]) -> list[Scored]:
        return rank_evidence(query, evidence_in(hits, self._by_id), self._searcher)

    def _reread(self, query: Query, ranked: list[Scored]) -> list[Scored]:
        return reread(query, ranked, self._reader()) if ranked and self._reader is not None else ranked

    def _or_of(
        self, query: Query, read: list[Scored], every: Callable[[], list[Scored]], perhaps: Sequence[Hit]
    ) -> list[Scored]:
        """What was read of the passages that a question is about, or of those that it is perhaps about if that reads far better."""
        if self._reader is None or not perhaps or any(map(is_sure, read[:1])):
            return read
        others = {hit.passage.doc_id for hit in perhaps}
        beside = [s for s in every() if s.evidence.document.doc_id in others]
        return better(read, reread(query, beside, self._reader(), READ_BESIDE))

    def _slipped(
        self,
        query: Query,
        asked: Asked,
        figures: Draft,
        ranked: list[Scored],
        wide: list[Evidence],
        every: Callable[[], list[Scored]],
    ) -> bool:
        """Whether figures answer with one of another thing, by the ranking, or by the reader, who reads of every document found."""
        if figures.computes:
            return False  # it stands in no sentence, so that one on another thing may well rank above its inputs
        cited, searcher = figures.places, self._searcher
        return outranked(query, asked, cited, ranked, wide, searcher) or (
            self._reader is not None and outread(query, asked, cited, every, wide, searcher, self._reader())
        )

    def _written(
        self,
        query: Query,
        pool: Sequence[Hit],
        ranked: list[Scored],
        count: int,
        shown: Sequence[Hit],
        perhaps: Sequence[Hit] = (),
    ) -> Answer:
        """The answer from passages that figures are looked for in, and the ranked evidence of the `count` that are quoted.

        Text is quoted from other passages as well, that the question is perhaps about.
        """
        asked, draft, spans = read_asked(query), Draft(query.language, self._documents), self._spans(shown)
        if asks_contradictions(query, asked):
            room = _ROOM["comparison"] * (2 if query.language == "en" else 1)
            trial = Draft(query.language, self._documents)
            lines = contradiction_lines(query, self._one_language(query), draft, trial, self._names, room)
            if lines:
                return _finished(lines, draft, spans)
        figures = Draft(query.language, self._documents)
        wide = evidence_in(pool, self._by_id)
        lines, told = self._figuring.lines(query, asked, wide, ranked, figures)
        every = cache(
            partial(self._ranked, query, in_order((*pool[:count], *perhaps))) if perhaps else partial(list, ranked)
        )
        if lines and not self._slipped(query, asked, figures, ranked, wide, every):
            return _finished(lines + self._other_side(query, lines, ranked, figures), figures, spans)
        # Nothing is missing where a figure lacks at most the words for its subject: the sentences are to decide.
        there = any(set(t.lacks) <= {SUBJECT} for t in told)
        missing = tuple(lack for lack in told[0].lacks if lack not in (MEASURE, SUBJECT)) if told and not there else ()
        ranked = self._or_of(query, self._reread(query, ranked), every, perhaps)
        spans = self._spans(in_read_order(shown, ranked))
        sure = any(map(is_sure, ranked[:1]))
        if missing and query.kind in ("figure", "definition", "open") and not sure:
            return self._refusal(query, Choice((), missing, told[0].evidence), spans)
        # "How long do I get fixes?" may be answered with a date.
        choice = choose(query, of_kind(ranked, asked) if query.kind == "figure" and not sure else ranked)
        if choice.evidence and (both := self._on_each(query, asked, count, choice.evidence)):
            choice = replace(choice, evidence=both)
        if choice.evidence and untold(query, choice.evidence):
            choice = Choice((), choice.missing, choice.evidence[0])
        if not choice.evidence:
            return self._refusal(query, choice, spans)
        if not sure and lacks_money(query, asked, choice.evidence):
            return self._refusal(query, Choice((), (phrase("money", query.language),), choice.evidence[0]), spans)
        if query.kind in _OF_ONE and (
            lines := self._figuring.differing(query, asked, choice.evidence[0], ranked, draft)
        ):
            return _finished(lines, draft, spans)
        if lines := self._figuring.within(query, asked, choice.evidence[0], draft):
            return _finished(lines, draft, spans)
        room = _ROOM.get(query.kind, _ROOM_ELSE) * (2 if query.language == "en" else 1)
        quoted: list[Evidence] = []
        for piece in choice.evidence:
            line = evidence_line(query, piece, Draft(query.language, self._documents), self._names)
            if len(draft) and len(draft) + len(line) > room:
                break
            draft.line(evidence_line(query, piece, draft, self._names))
            quoted.append(piece)
        for line in audit_lines(query, quoted, draft):
            draft.line(line)
        for line in self._other_side(query, [piece.text for piece in quoted], ranked, draft):
            draft.line(line)
        if choice.missing:
            draft.line(phrase("partly", query.language, missing=draft.words(listed(query, choice.missing))))
        return draft.finish("answered", spans)

    def _other_side(self, query: Query, said: Sequence[str], ranked: Sequence[Scored], draft: Draft) -> list[str]:
        """Of two things compared, a line on the one that what is said leaves out, or that the documents do not give it."""
        parted = left_out(query, to_simplified("\n".join(said)), [scored.evidence for scored in ranked])
        if parted is None:
            return []
        side, other = parted
        piece = evidence_for(query, side, other, ranked[:_SIDE_REACH])
        if piece is not None:
            return [evidence_line(query, piece, draft, self._names)]
        if all(side.unheard_of(d.text, other) for d in self._by_id.values()):
            return [phrase("partly", query.language, missing=draft.words(side.shown))]
        return []

    def _one_language(self, query: Query) -> list[Document]:
        """All documents, of each edition pair the one in the language of the answer."""
        english = query.language == "en"
        return [d for d in self._by_id.values() if d.parallel is None or (d.language == "en") is english]

    def _refusal(self, query: Query, choice: Choice, spans: Sequence[HitSpan]) -> Answer:
        draft = Draft(query.language, self._documents)
        missing = draft.words(listed(query, choice.missing))
        key = "refused_missing" if missing else "refused"
        draft.line(phrase(key, query.language, missing=missing))
        if choice.nearest is not None and word_units(query.search):  # nothing is near to a question without words
            line = evidence_line(query, choice.nearest, draft, self._names)
            draft.line(phrase("nearest", query.language, line=line))
        return draft.finish("refused", spans)

    def _spans(self, shown: Sequence[Hit]) -> tuple[HitSpan, ...]:
        passages = [(self._by_id[hit.passage.doc_id], hit.passage, hit.score) for hit in shown[:_SHOWN]]
        return tuple(
            HitSpan(document.doc_id, *document.traced.span(passage.start, passage.end), score)
            for document, passage, score in passages
        )


def _finished(lines: Sequence[str], draft: Draft, spans: Sequence[HitSpan]) -> Answer:
    for line in lines:
        draft.line(line)
    return draft.finish("answered", spans)
