"""Which evidence answers, how much of it, and whether any does."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.words import word_units
from retrieval.evidence import Evidence
from retrieval.listing import announces, is_listed, is_whole_list, list_around
from retrieval.names import default_names
from retrieval.query import Kind, Query
from retrieval.ranking import Scored
from retrieval.requirements import Requirement, is_model, requirements
from retrieval.rereading import is_likely

# How far down the ranking evidence is looked for that holds all that is required.
_REACH = 40
# Where nothing is so near to the question, in [-1, 1], its whole topic is missing; across languages all is farther off.
_FLOOR, _FLOOR_ABROAD = 0.33, 0.26
# The same for the one sentence that is to answer a question for a figure, when no figure in it was found to fit.
_FIGURE_FLOOR, _FIGURE_FLOOR_ABROAD = 0.35, 0.2
# A text that says itself what it leaves out.
_LEFT_OUT = re.compile(
    r"缺失|未(?:予)?(?:披露|公布|透露|公开)|没有(?:披露|公布|透露|公开|记载|留下)|不详|隐去"
    r"|\b(?:not|never) (?:been )?(?:disclosed|published|named|recorded|released)\b|\bundisclosed\b|\bis missing\b|\bunnamed\b",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(
    r"叫什么|名字|(?:哪|什么)(?:家|个)?(?:新)?(?:品牌|公司|企业|厂商)|\bname\b|\bwhich \w* ?(?:brand|company|firm|carmaker|maker|vendor)",
    re.IGNORECASE,
)
_ANONYMOUS = re.compile(r"某|\b(?:one|a) (?:leading|major|certain|well-known|large)\b", re.IGNORECASE)
# What a requirement that is missing costs, in the log-odds of the ranking.
_COST = {"name": 3.0, "year": 3.0, "mark": 1.5, "attribute": 2.0, "entity": 3.0, "term": 2.0}
# What the reader gives to evidence that it is sure of, in log-odds: then it outweighs what rules of words miss. A name and
# a year must stand there all the same, since sentences on another one read like answers.
_SURE = 4.4
_FOR_SURE = ("name", "year", "mark", "entity", "term")
# The formula that opens a notice or closes its first sentence: what is asked stands in what follows. It costs this much.
_FORMULA = re.compile(
    r"(?:通知|公告|公示|通报|报告|汇报|说明|规定|告知|公布|安排)如下\W*\Z|\b(?:as follows|the following)\W*\Z",
    re.IGNORECASE,
)
_FORMULA_COST = 2.0
# What has sides or items is answered in part; of anything else all that is named is one thing, the Shanghai plant of Tesla.
_IN_PART = ("list", "comparison")
# How many pieces an answer of a kind quotes at most. Of others a question with several names may need more.
_MOST: dict[Kind, int] = {"list": 4, "comparison": 4, "reason": 2, "how": 2, "open": 2}
_MOST_ELSE, _MOST_OF_NAMES = 2, 3
# A further piece is quoted where it is at least half as likely to answer as the best one: scores are log-odds.
_MARGIN = math.log(2)
# A further piece must add at least this share of words that the ones before it lack.
_NEW = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """What to answer with.

    Attributes:
        evidence: in the order in which to quote it; empty when nothing answers.
        missing: what the question asks for and nothing found holds, as people would name it.
        nearest: the best of what there is, to show with a refusal.
    """

    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]
    nearest: Evidence | None


def choose(query: Query, ranked: Sequence[Scored]) -> Choice:
    """Choose among evidence that was ranked."""
    if not ranked:
        return Choice((), (), None)
    abroad = (ranked[0].evidence.document.language == "en") is not (query.script == "en")
    wanted = requirements(query)
    sure = {s.evidence.key for s in ranked if is_sure(s)}
    # A question of signs alone asks for nothing that could be answered, however it reads.
    worded = any(map(str.isalnum, query.search))
    # Where something reads like an answer, words that differ do not tell that a topic is missing.
    likely = {s.evidence.key for s in ranked if worded and is_likely(s)}
    far_off = not likely and max(s.near for s in ranked) < (_FLOOR_ABROAD if abroad else _FLOOR)
    if far_off and not any(r.kind in ("name", "mark") and r.met_inside(s.evidence) for r in wanted for s in ranked):
        return Choice((), (), ranked[0].evidence)
    judged = sorted(
        ((s.score - _cost(query, s.evidence, wanted), s) for s in ranked[:_REACH]),
        key=lambda pair: (-pair[0], pair[1].evidence.key),
    )
    best = judged[0][1].evidence
    several = query.kind in _MOST or len([r for r in wanted if r.kind == "name"]) > 1
    chosen = _several(query, judged, wanted) if several else [best]
    near = {s.evidence.key: s.near for s in ranked}
    nearest = max(chosen, key=lambda e: near[e.key])
    far = (
        query.kind == "figure"
        and best.table is None
        and best.key not in likely
        and near[best.key] < (_FIGURE_FLOOR_ABROAD if abroad else _FIGURE_FLOOR)
    )
    marked = any(r.kind == "mark" and r.met_inside(best) for r in wanted)
    if far or _unsaid(query, nearest) or (_other_table(query, best) and not marked):
        return Choice((), (), nearest)
    missing = [
        r for r in wanted if not any(r.met_by(e) for e in chosen) and (r.kind in _FOR_SURE or best.key not in sure)
    ]
    hard = [r for r in missing if r.kind != "mark" or _unheard_of(query, r, ranked)] or _parted(query, chosen, wanted)
    none_of_a_kind = any(all(r in hard for r in wanted if r.kind == kind) for kind in {r.kind for r in hard})
    if none_of_a_kind or (hard and query.kind not in _IN_PART):
        return Choice((), tuple(r.shown for r in hard), best)
    chosen = _with_as_likely(query, judged, chosen)
    return Choice(tuple(chosen), tuple(r.shown for r in hard), best)


def is_sure(scored: Scored) -> bool:
    """Whether the reader is sure that a piece answers."""
    return scored.read is not None and scored.read >= _SURE


def _cost(query: Query, evidence: Evidence, wanted: Sequence[Requirement]) -> float:
    """What a piece lacks of what is required, and whether it says nothing by itself, in the log-odds of the ranking."""
    formula = query.kind in _MOST and bool(_FORMULA.search(evidence.text))
    return sum(_COST[r.kind] for r in wanted if not r.met_by(evidence)) + _FORMULA_COST * formula


def _unsaid(query: Query, best: Evidence) -> bool:
    """Whether the best that there is says that it leaves out what is asked, or leaves a name out without saying so."""
    told_of = query.kind in ("figure", "who", "when", "where", "list") and not _LEFT_OUT.search(query.search)
    if told_of and _LEFT_OUT.search(best.text):
        return True
    if not _ASKS_NAME.search(query.search) or not _ANONYMOUS.search(best.text):
        return False
    return not any(m.name.proper for m in default_names().find(best.text))


def _unheard_of(query: Query, mark: Requirement, ranked: Sequence[Scored]) -> bool:
    """Whether a question is on a thing that stands in none of the documents found: what it is, or a model by its number."""
    if query.kind != "definition" and not is_model(mark.shown):
        return False
    documents = {s.evidence.document.doc_id: s.evidence.document for s in ranked}.values()
    return not any(form in document.text.casefold() for document in documents for form in mark.forms)


def _other_table(query: Query, best: Evidence) -> bool:
    """Whether a table row shares nothing with the question but a year and the title of its document."""
    if best.table is None or (best.document.language == "en") is not (query.script == "en"):
        return False
    told = " ".join((best.context, best.text)).replace(best.document.title, " ")
    asked = {w for w in word_units(query.as_written) if len(w) > 1 and not w.isdigit()}
    about = set(word_units(best.document.title))
    forms = [form for m in query.mentions for form in m.name.forms]
    return not (asked - about) & set(word_units(told)) and not any(form.casefold() in told.casefold() for form in forms)


def _parted(query: Query, chosen: Sequence[Evidence], wanted: Sequence[Requirement]) -> list[Requirement]:
    """The year where no piece holds both it and the name that it is asked of."""
    years = [r for r in wanted if r.kind == "year"]
    names = [r for r in wanted if r.kind in ("name", "mark")]
    if query.kind in ("list", "comparison") or len(years) != 1 or not any(n.met_by(e) for n in names for e in chosen):
        return []
    return [] if any(years[0].met_by(e) and any(n.met_by(e) for n in names) for e in chosen) else years


def _several(query: Query, judged: Sequence[tuple[float, Scored]], wanted: Sequence[Requirement]) -> list[Evidence]:
    """The best piece, those that bring what it lacks of the question, and those nearly as good that say more."""
    most = _MOST.get(query.kind, _MOST_OF_NAMES)
    chosen = [judged[0][1].evidence]
    for requirement in wanted:
        if requirement.kind == "entity":
            continue  # it need not stand in the sentence, only in its document
        if requirement.kind == "year" and any(requirement.met_by(e) for e in chosen):
            continue  # what is around it says so
        if len(chosen) < most and not any(requirement.met_inside(e) for e in chosen):
            more = next((s.evidence for _, s in judged if requirement.met_inside(s.evidence)), None)
            if more is not None and more not in chosen:
                chosen.append(more)
    if query.kind == "list" and len(chosen) == 1:
        listed = list_around(chosen[0], [scored.evidence for _, scored in judged])
        if listed or is_whole_list(chosen[0].text):
            return listed or chosen
    if query.kind != "list" and len(chosen) == 1 and (announces(chosen[0].text) or is_listed(chosen[0].text)):
        listed = list_around(chosen[0], [scored.evidence for _, scored in judged])[: most + 1]
        # Of an item the others are told too where another one answers about as well.
        second = next((s.evidence for score, s in judged[1:2] if score >= judged[0][0] - _MARGIN), None)
        if announces(chosen[0].text) or second in listed:
            chosen = listed or chosen
    return _in_place(chosen, chosen[0])


def _in_place(chosen: Sequence[Evidence], best: Evidence) -> list[Evidence]:
    """As they stand in their documents, that of the best first."""
    return sorted(chosen, key=lambda e: (e.document.doc_id != best.document.doc_id, e.document.doc_id, e.start))


def _with_as_likely(query: Query, judged: Sequence[tuple[float, Scored]], chosen: Sequence[Evidence]) -> list[Evidence]:
    """What was chosen, and while there is room what is nearly as likely to answer and says more."""
    out, most = list(chosen), _MOST.get(query.kind, _MOST_ELSE)
    for score, scored in judged[1:]:
        if len(out) >= most or score < judged[0][0] - _MARGIN:
            break
        if scored.evidence not in out and _adds(scored.evidence, out):
            out.append(scored.evidence)
    return _in_place(out, judged[0][1].evidence) if query.kind == "list" else out


def _adds(evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Whether a piece says something that the chosen ones do not."""
    words = set(word_units(evidence.text))
    known = {w for e in chosen for w in word_units(e.text)}
    return len(words - known) >= _NEW * len(words)
