"""Whose account a sentence gives: 据IDC与中国信通院联合预测, "IDC data show that", and what kind of account it is."""

import re
from dataclasses import dataclass

from retrieval.clauses import is_chinese
from retrieval.statement import Account

_HOW = "(?:联合|共同|最新|初步|公开|内部|第三方|综合|近日|近期|最近|还|也|曾|均|都|并|明确|同时|进一步|不完全)*"
_NOUN = "数据|统计|测算|预测|估算|预计|估计|调研|研究|报告|分析|调查|口径|推算|评估|白皮书|资料|公报|年报|财报|模型"
_VERB = "显示|表明|认为|指出|预计|预测|发现|提出|称|估计|估算|测算|表示|披露|透露|预判|强调"
_ORGANISATION = (
    "咨询|研究院|研究所|研究中心|协会|公司|机构|工信部|[^，]部|[^，]局|发改委|委员会|信通院|大学|银行|证券|集团|资本|学会|联盟|智库|报告|研报|白皮书|年报|简报"
    "|[A-Za-z]{2,}"
)
_RELEASE = "(?:公布|发布|披露|出具|提供|给出)?"
# A whole clause, up to its comma: with a preposition, or with a verb of saying at its end.
_ZH_BY = re.compile(
    rf"(?:据(?!此)|根据|按照|按|依据|综合|参照|援引)(?P<who>.{{0,40}}?)(?:所"
    rf"|的)?{_HOW}{_RELEASE}的?{_HOW}(?P<kind>{_NOUN}|规划|计划)"
    rf"(?:报告|数据|结果)?{_HOW}(?P<verb>{_VERB})?(?:来看|看)?\Z"
)
_ZH_SAYS = re.compile(
    rf"(?P<who>.{{0,44}}?)(?:的|所)?{_HOW}{_RELEASE}的?{_HOW}(?P<kind>{_NOUN})?(?:结果|数据)?{_HOW}"
    rf"(?:(?P<verb>{_VERB})|(?P<copula>是))\Z"
)
# An organisation that says the rest of the clause, without a comma between.
_ZH_INLINE = re.compile(
    rf"(?P<who>[^，,]{{0,24}}?(?:{_ORGANISATION}))的?{_HOW}{_RELEASE}的?{_HOW}(?P<kind>{_NOUN})?{_HOW}(?P<verb>{_VERB})(?=[^，,]{{4}})"
)
_ZH_GOAL = re.compile(
    r"(?P<who>.{2,20}?)(?:给|为|对)(?P<topic>.{2,24}?)(?:定下|设定|制定|确定|提出|订立)的目标(?:是|为)\Z"
)
_IN_WORK = re.compile(r"在(?:\d{4}年的?|其)?(?:的|发布的)?(《.+?》)(?:中|里)?\Z")
_TAIL = re.compile(
    rf"(?:{_HOW}|的|所|在|[上本]个?[周月]|[昨今]日|[昨今]天|近日|日前|此前|不久前|[去今]年|年[初中底])\Z"
)
_ZH_CLAUSE = re.compile(r"[^，,；;：:。]*[，,；;：:。]?")

_EN_NOUN = (
    "data|figures|statistics|estimates?|forecasts?|projections?|surveys?|research|reports?|calculations?|study|analysis"
)
_EN_VERB = (
    "forecasts?|estimates?|projects?|predicts?|expects?|reports?|reported|says?|said|notes?|noted|finds?|found|states"
    "|stated|shows?|showed|puts?|indicates?|suggests?|calculates?|believes?"
)
_PAREN = r"\((?:[^()]|\([^()]*\))*\)"
_NO_COMMA = rf"(?:[^,()]|{_PAREN})"  # a comma in brackets parts nothing
_EN_ACCORDING = re.compile(
    rf"\s*(?:[Aa]ccording to\s(?P<who>{_NO_COMMA}+)|(?:[Aa]s reported by"
    rf"|[Bb]y)\s(?P<by>{_NO_COMMA}*?\b(?:{_EN_NOUN})\b{_NO_COMMA}*)),\s"
)
_EN_DATA = re.compile(
    rf"\s*(?P<who>{_NO_COMMA}{{0,90}}?\b(?:{_EN_NOUN})\b(?:[^()]|{_PAREN}){{0,160}}?)\s(?:also\s)?"
    r"(?P<verb>shows?|showed|puts?|projects?|projected|indicates?|suggests?|finds?|found|is that"
    r"|are that)(?:\sthat)?\s",
    re.IGNORECASE,
)
_NAME = rf"(?:[a-z]?[A-Z][^\s,()]*|and|of|the|for|&|{_PAREN})"
_EN_SAYS = re.compile(
    rf"\s*(?P<who>(?:The\s)?{_NAME}(?:,?\s{_NAME})*|[\w -]{{0,40}}?(?:institutions|analysts|experts"
    rf"|agencies|researchers))\s(?:(?:has|have|had|also|jointly|further|itself|explicitly|expressly"
    rf"|clearly)\s)*"
    rf"(?P<verb>{_EN_VERB})\b(?:\sin\s(?:its|their|a|the)\s{_NO_COMMA}*?\sthat)?(?:\sthat)?,?\s"
)
_EN_FRAME = re.compile(
    rf"\A(?:(?:the|a|an|its|their|joint|combined|latest|preliminary|internal|own|official|one)\b\s?)*"
    rf"(?:(?:{_EN_NOUN})\b\s?)?(?:(?:jointly\s)?(?:released|published|issued)\s)?(?:(?:from|of|by)\s)?(?:the\s)?",
    re.IGNORECASE,
)
_EN_OWN = re.compile(rf"(?:'s)?\s(?:own\s|internal\s|latest\s|joint\s)*(?:{_EN_NOUN})\Z", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|will|could|market)\b")
_ACCOUNTS: tuple[tuple[str, Account], ...] = (
    ("预测|预计|预判|forecast|project|predict|expect", "forecast"),
    ("提出|规划|计划|目标|plan", "plan"),
    ("测算|估算|估计|推算|评估|模型|estimat|calculat", "estimate"),
    ("数据|统计|调研|调查|研究|报告|口径|显示|表明|发现|年报|财报|公报", "statistic"),
    ("data|figure|statistic|survey|report|show|found|research", "statistic"),
)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose account a part of a sentence gives.

    Attributes:
        who: as written, without the words that say how; "" when none is named.
        account: a forecast, an estimate, a statistic, a plan; "" when the words do not say.
        start: first character of the words of attribution in the sentence.
        end: one past the last.
        topic: what the account is of, where the same words say it (给…定下的目标), or "".
    """

    who: str
    account: Account
    start: int
    end: int
    topic: str = ""


def find_attributions(sentence: str) -> list[Attribution]:
    """Every attribution in a sentence, from left to right.

    >>> [(a.who, a.account, a.end) for a in find_attributions("据IDC与中国信通院联合预测，规模将达480亿元")]
    [('IDC与中国信通院', 'forecast', 14)]
    >>> find_attributions("IDC data show that the market reached CNY 18.5 billion")[0].who
    'IDC'
    """
    if is_chinese(sentence):
        return _chinese(sentence)
    found = _english(sentence)
    return [found] if found else []


def _chinese(sentence: str) -> list[Attribution]:
    found: list[Attribution] = []
    for clause in _ZH_CLAUSE.finditer(sentence):
        words = clause[0].rstrip("，,；;：:。")
        if not words:
            continue
        whole = _ZH_GOAL.match(words) or _ZH_BY.match(words) or _ZH_SAYS.match(words)
        if whole is not None and not _is_statement(whole):
            found.append(_made(whole, clause.start(), clause.start() + len(words), words))
        elif (inline := _ZH_INLINE.match(words)) is not None:
            found.append(_made(inline, clause.start(), clause.start() + inline.end(), inline[0]))
    return found


def _is_statement(match: re.Match[str]) -> bool:
    """Whether what looks like an attribution says something itself: 制造云的任务是."""
    group = match.groupdict()
    return bool(group.get("copula")) and not group.get("kind")


def _made(match: re.Match[str], start: int, end: int, words: str) -> Attribution:
    group = match.groupdict()
    who = (group["who"] or "").strip()
    if words.startswith("按") and group.get("kind") in {"推算", "模型"}:
        who = ""  # 按保有量推算 names what was reckoned with, not who did
    who = _IN_WORK.sub(r"\1", who)
    while (shorter := _TAIL.sub("", who)) != who:
        who = shorter
    if words.startswith(who + "内部") and who:
        who += "内部"
    account = "plan" if group.get("topic") else _account(f"{group.get('kind') or ''} {group.get('verb') or ''}", who)
    return Attribution(who, account, start, end, group.get("topic") or "")


def _account(words: str, who: str) -> Account:
    if "提出" in words and ("规划" in who or "计划" in who):
        return "plan"
    return next((account for pattern, account in _ACCOUNTS if re.search(pattern, words, re.IGNORECASE)), "")


def _english(sentence: str) -> Attribution | None:
    match = _EN_ACCORDING.match(sentence) or _EN_SAYS.match(sentence) or _EN_DATA.match(sentence)
    if match is None:
        return None
    group = match.groupdict()
    named = (group["who"] or group["by"]).strip()
    # "IDC data", "data from IDC", "joint data of IDC and CAAM", "GAC's internal estimates"
    who = _EN_FRAME.sub("", _EN_OWN.sub("", named), count=1)
    if _FINITE.search(who):
        return None
    verb = group.get("verb") or ""
    account = _account(named + " " + ("" if verb in {"show", "shows", "showed", "put", "puts"} else verb), who)
    return Attribution(who.strip(), account, match.start(), match.end())
