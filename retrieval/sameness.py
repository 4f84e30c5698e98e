"""Whether two figures are on the same thing, as far as a question goes.

`retrieval.conflicts` compares statements by themselves. A question pins down more: what it names need not stand in
both, "the county" is the county that it asks about, and what was spent on a thing is what the thing cost.
"""

import re

from index.words import word_units
from retrieval.amounts import comparable
from retrieval.clauses import is_chinese
from retrieval.conflicts import compare
from retrieval.figures import Told
from retrieval.fitting import family
from retrieval.measures import find_measures
from retrieval.query import Query
from retrieval.scopes import scope_key

# How much worse a figure may fit that is held to be on the same thing by its words alone.
_AS_WELL, _LOOSELY = 0.25, 0.4
# Words that stand for what all of a text is about, and words of reports, budgets and audits: they narrow nothing down.
_GENERAL_ZH = re.compile(
    r"全[年县市省国院校区镇厂司体部]|本[院校县市省公司年报告]|审计[后部门]*|决算|年报|统计|我们|估计|预计|测算|合并|口径|工程|认定|核定|最终|实际|公司|计划|投入|建设|年度|累计|合计|其|该|总|共|后"
)
# Words of grammar, which any clause may have.
_FUNCTION_ZH = re.compile(
    r"人数|估[为计]?|达到|实现|完成|录得|仅为|共有|现有|大约|左右|以上|曾|把|将|为|达|约|近|有|的|了|在|是|于|已|则|另|也|均|又|仅|只|被|由|到|至|之|这|附记|附|注|另据|年|量|数|额|全|从|和|与|及|中|内|上|等"
)
_GENERAL_EN = frozenset([
    "total",
    "whole",
    "overall",
    "annual",
    "year",
    "budget",
    "account",
    "audit",
    "final",
    "actual",
    "work",
    "project",
    "plan",
    "sum",
    "amount",
    "welcom",
    "attract",
    "drew",
    "sold",
    "spent",
    "report",
    "board",
    "trustee",
    "set",
    "asid",
    "said",
    "put",
    "rose",
    "rise",
    "grew",
    "grow",
    "fell",
    "fall",
    "reach",
    "came",
    "stood",
    "million",
    "billion",
])
# Numbers of headings, and words of headings that hold for any document.
_HEADING = re.compile(
    r"^\W*(?:第?[一二三四五六七八九十\d]+[章节、.．）)]?)+|摘要|概[况述览要]|现状|综述|背景|分析|情况|发展|整体|行业|产业|市场|规模|数据|历程|回顾|结论|引言|前言|另一?[种类个]|其[他它]|不同|各[方家]|口径|算法|说法|统计|[估测推]算|来源|差异|争议|展望|趋势|判断|预测"
    r"|\b(?:summary|overview|introduction|background|abstract|highlights?|key|figures?|market|industry|size|and|the|of|in|at|a|glance|state|current|situation|conclusions?"
    r"|outlook|prospects?|trends?|forecasts?|estimates?|views?|other|others|another|alternative|different|methods?|sources?|caveats?|notes?|what|says?)\b",
    re.IGNORECASE,
)
PART = re.compile(r"其中|\bof which\b|\bof whom\b|包括|\bincluding\b", re.IGNORECASE)


def general_left(text: str, chinese: bool) -> str:
    """A text without the words that narrow nothing down.

    >>> general_left("公司全年研发投入", True), general_left("total annual visitors", False)
    ('研发', 'visitors')
    """
    if chinese:
        return _GENERAL_ZH.sub("", _FUNCTION_ZH.sub("", text))
    return " ".join(word for word in text.split() if not set(word_units(word)) <= _GENERAL_EN)


def same_thing(query: Query, first: Told, second: Told) -> bool:
    """Whether two figures are on the same thing, so that it counts when they differ."""
    one, other = first.statement, second.statement
    if _rows_of_one_table(first, second):
        return False
    if compare(one, other) != "unrelated":
        return True
    if first.evidence.key == second.evidence.key:
        return False
    if abs(first.score - second.score) <= _AS_WELL and (one.measure, one.quantity.unit, first.years) == (
        other.measure,
        other.quantity.unit,
        second.years,
    ):
        scope = scope_key(one.subject)
        if scope and scope == scope_key(other.subject):
            return True
    return abs(first.score - second.score) <= _LOOSELY and pinned(query, first, second)


def pinned(query: Query, first: Told, second: Told) -> bool:
    """Whether two figures of a document are on what the question names and nothing beyond it, in measure and time."""
    one, other = first.statement, second.statement
    return (
        first.evidence.key != second.evidence.key
        and not _rows_of_one_table(first, second)
        and first.evidence.document.doc_id == second.evidence.document.doc_id
        and comparable(one.quantity, other.quantity)
        and one.quantity.kind != "percent"
        and bool(family(one.measure) & family(other.measure))
        and first.years == second.years
        and (
            first.evidence.section == second.evidence.section
            or not (_narrowed(query, first) or _narrowed(query, second))
        )
        and not (_rest(query, first) or _rest(query, second))
        and not _one_sided(query, first, second)
    )


def _narrowed(query: Query, told: Told) -> bool:
    """Whether a figure that leaves its subject to be filled in stands under a heading that names a thing of its own."""
    evidence = told.evidence
    if told.statement.subject or not evidence.headings:
        return False
    heading = evidence.section
    for mention in reversed(find_measures(heading)):
        heading = heading[: mention.start] + " " + heading[mention.end :]
    heading = _HEADING.sub(" ", heading)
    # Whoever gives the figure may head it: "Dealers' view".
    asked = f"{query.search} {query.other_forms} {evidence.document.title} {told.statement.attribution}"
    if is_chinese(evidence.section):
        return any(c.isalpha() and c not in asked for c in general_left(heading, True))
    return bool(set(word_units(heading)) - set(word_units(asked)) - _GENERAL_EN)


def _rows_of_one_table(first: Told, second: Told) -> bool:
    """Whether two figures stand in two rows of a table with unlike labels: a table has a row for each thing."""
    table = first.evidence.table
    if table is None or table is not second.evidence.table:
        return False
    labels = [table.rows[told.evidence.row][0].text.strip() for told in (first, second)]
    return labels[0] != labels[1]


def _one_sided(query: Query, first: Told, second: Told) -> bool:
    """Whether one of two figures that both say what they are about is about a thing of the question, the other not."""
    about = [f"{told.statement.of} {told.statement.subject}".strip().casefold() for told in (first, second)]
    held = [[any(form.casefold() in text for form in m.name.forms) for text in about] for m in query.mentions]
    return all(about) and any(one is not other for one, other in held)


def _rest(query: Query, told: Told) -> str:
    """What a figure is about beyond what the question names: "" where it is on what is asked, all of it."""
    statement, evidence = told.statement, told.evidence
    about = f"{statement.of} {statement.subject}".strip()
    before = evidence.text[: statement.quantity.start] if evidence.table is None else ""
    if PART.search(before):
        return "part"
    asked = f"{query.search} {query.other_forms} {evidence.document.title}"
    if is_chinese(about):
        return "".join(c for c in scope_key(_GENERAL_ZH.sub("", about)) if c not in asked)
    units = set(word_units(asked)) | _GENERAL_EN
    if (
        not about
        and statement.measure == statement.quantity.kind
        and not set(word_units(evidence.text)) & (set(word_units(query.search)) - {str(y) for y in query.years})
    ):
        return "unknown"
    return " ".join(u for u in word_units(scope_key(about)) if u not in units)
