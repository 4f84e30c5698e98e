"""What figure a question asks for: which measure, of what, in which kind of figures, and what to do with them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from retrieval.counted import classifier_in, counted_figure, counted_noun, counted_unit, priced
from retrieval.given import amounts_in, are_ends, are_factors
from retrieval.measures import find_measures, measures
from retrieval.query import Query
from retrieval.things import listed_things

Operation = Literal[
    "tell", "most", "least", "first", "compare", "ratio", "difference", "growth", "cagr", "sum", "product", "part"
]

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "percent",
        re.compile(
            r"百分之几|百分比|几成|[占比]{1,2}多少|占了?多大|比例|比重|份额|市占率|多少个?百分点|率(?!先)|\bpercent|\bpercentage|\bshare\b|\bproportion|\brate\b|what fraction",
            re.IGNORECASE,
        ),
    ),
    (
        "money",
        re.compile(
            r"多少钱|多少[万亿千百]{0,2}元|多少(人民币|美元|资金|费用|收入|营收|利润|投资)|花了?多少|(投入|投资|值|卖|收费|售价|成本|收入|营收|利润|赚|价格)了?(是|为)?多少|盘子"
            r"|how much (money|revenue|profit|cost|does .* cost)|\bprice\b|\bworth\b|\brevenue\b|\bincome\b|\bspen[dt]|\binvest|\bcosts?\b|\bfees?\b|\bfine\b|\bearn",
            re.IGNORECASE,
        ),
    ),
    (
        "duration",
        re.compile(
            r"多久|多长时间|几(个)?(年|月|天|小时|周)(?!份)|多少(年|天|个月|小时)|how long\b|how many (years|months|days|hours|weeks)",
            re.IGNORECASE,
        ),
    ),
    (
        "count",
        re.compile(
            r"多少[万亿千百]{0,2}[个辆台套家人名条座项款次只部种位艘架所间户篇本把张支头匹株盏顶份件片颗粒枚栋幢尾棵根趟班批]|(?<!哪)几[个辆台套家人名条座项款次只部种位艘架所间户篇本把张支头匹株盏顶份件片颗粒枚栋幢尾棵根趟班批](?!月)|多少(用户|车|车辆|人|企业|公司|城市)|how many\b|\bnumber of\b",
            re.IGNORECASE,
        ),
    ),
    (
        "size",
        re.compile(
            r"多大|盘子|how (big|large)\b|what size|what is the size|^\W*(the )?total\b(?! of\b)", re.IGNORECASE
        ),
    ),
    ("length", re.compile(r"多(?:长(?!时间)|[高远深宽厚])|how (long|tall|high|far|deep|wide)\b", re.IGNORECASE)),
)
_OPERATIONS: tuple[tuple[Operation, re.Pattern[str]], ...] = (
    (
        "cagr",
        re.compile(
            r"(年均|平均每年|每年平均|年复合|复合年?均?).{0,8}(增|长|涨)|compound annual|\bCAGR\b|average annual growth|per year on average|\b(?:annual|yearly) growth\b.{0,60}\bimpl|\bimpl\w+ (?:an? )?(?:annual|yearly)|\b(?:a|each|every|per) year on average|on average (?:each|every|per|a) year|隐含.{0,8}增",
            re.IGNORECASE,
        ),
    ),
    (
        "ratio",
        re.compile(r"(几|多少)倍|倍数|\bhow many times\b|\bratio of\b|times (bigger|larger|higher|as)", re.IGNORECASE),
    ),
    (
        "growth",
        re.compile(
            r"(增长|增加|增多|上升|提高|提升|扩大|下降|降低|下滑|减少|缩减|萎缩|回落|变化|涨|升|降|跌|缩短)了?(大约|大概|约)?(百分之[几多]|多少|几成|百分比)|[增降跌涨减]幅(是|为|有|达)?(多少|多大|百分之)|(increase|grow|rise|fall|drop|decline|change)s? (by )?(how much|what percent)|how (much|many) .{0,60}\b(grow|increase|rise|fall|drop|decline|change|decrease)|percentage (increase|growth|change|decrease)|by (?:what|how much|how many) ?(?:percent(?:age)?)?\b.{0,80}\b(grow|grew|increase|rise|rose|fall|fell|drop|decline|change|decrease)",
            re.IGNORECASE,
        ),
    ),
    (
        "difference",
        re.compile(
            r"(多出?|少|高出?|低|相?差|差距|增加|减少)(了|是|有)?(多少|几)|[多少](?:[花掏付交赚卖收产出用要拿得]|生产|制造|销售|出口|进口|交付|投入)(了|出)?(多少|几)|(贵|便宜|省|长|短|重|轻)(了|出)?(多少|几(?!成))|(差|差距|差额)是|\bdifference between\b|how (much|many) (more|less|fewer|higher|lower|larger|bigger|smaller)\b|by how (much|many)\b|\bgap\b",
            re.IGNORECASE,
        ),
    ),
    (
        "sum",
        re.compile(
            r"(合计|加起来|加在一起|总和|合起来|共计|之和|凑[在到]?一?[块起]|拢共|总共加)|\b(altogether|combined|sum of|add up|added up|put together)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "part",
        re.compile(
            r"折合(成)?(多少|几)|相当于多少|(折算|换算)(成|为)?|那(一)?份.{0,6}(多少|几)(亿|万|元)|\b(in|as an) (money|amount|absolute)( terms)?\b|what does .* (amount|come) to",
            re.IGNORECASE,
        ),
    ),
    (
        "compare",
        re.compile(
            r"(哪个|谁|哪家|哪边|孰)(更|比较)?(大|高|多|强|快|低|小|少|贵)|相比|对比|比较|\b(bigger|larger|higher|more|greater|lower|smaller|less|faster|cheaper)\b.{0,60}\bor\b|\bcompare|\bversus\b|\bvs\b",
            re.IGNORECASE,
        ),
    ),
)
_PRODUCT = re.compile(
    r"(按|假设|假如|若|如果|取|以).{0,160}(算|计算|得|是多少|多少)|\b(take|assume|assuming|suppose|given|if)\b",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"([^，,。？?\s年的]{2,12}?)(?:和|与|跟|同)([^，,。？?的\s]{2,10}?)(?=的|哪|谁|分别|各|相比|到|在|之间|两|比)"
    r"|\b([\w&-]+(?: [\w&-]+){0,2}) (?:or|versus|vs\.?) ([\w&-]+(?: [\w&-]+){0,2})\W*$"
)
_CONNECTS = re.compile(
    r"^\s*(?:和|与|跟|同|及|或|还是|、|,|，|/|and|or|vs\.?|versus|, and)\s*(?:the )?$", re.IGNORECASE
)
_RATE = re.compile(
    r"每(个?月|年|天|日|辆|台|套|人|户|次|小时|吨|平方米)|\b(?:per|a|each|every) (?:month|vehicle|car|user|person|head|set|unit|hour|tonne)\b",
    re.IGNORECASE,
)
_EACH_YEAR = re.compile(
    r"[各每]一?年(?!度?(?:平均|均|增|级))|历年|逐年|分别|\b(?:each|every|single|individual) (?:\w+ )?years?\b|\byear by year\b|\bby year\b"
    r"|\byears (?:from|between)\b|^\W*(?:请|麻烦)?列出|^\W*(?:please )?(?:list|tabulate)\b",
    re.IGNORECASE,
)
_GRAMMAR = re.compile(
    r"\b(?:what|which|who|how|much|many|big|large|is|are|was|were|will|would|be|been|being|the|of|in|on|at|by|for|to|a|an|does|do|did|has|have|had|and|its|it|that|this|there|from|with|as|year|years|number|amount|total|roughly|about|around|expected|reach|now|currently|today|give|figure|according|table|chart|show|shows|report|article|document|documents|say|says)\b"
    r"|多少|什么|哪一?年|哪个|请问|分别|到底|究竟|大概|大约|达到|预计|能到|多[大高长远]|几[个家辆台套]|呢|吗|按?表[中里格]?|报告|文章|文中|文档|显示|比前一?年|多出|高出|相差|算下来|平均每年|每年平均|年均|平均|每年|增长|增加|下降|百分之几|几倍|几成|[万亿千百]+[套辆台个元家人]|折合|相当于|[从到至是在] ",
    re.IGNORECASE,
)

# Who is more of something, as against a bare wish to see two things compared.
_MORE = re.compile(
    r"(?:哪一?[个家边间种座款]|谁|孰)|更?[大高多强快低小少贵便宜长短重轻](?:[？?。，,]|$)|相差|差[多几]|\b(?:(?:bigg|larg|high|great|low|small|fast|slow|cheap|long|short|heavi|light|old|young|earli|lat|strong|weak|wid|deep|few)er|more|less|how)\b",
    re.IGNORECASE,
)

# What speaks for a thing or against it.
_STRENGTHS = re.compile(
    r"优势|劣势|优点|缺点|优缺点|长处|短处|短板|软肋|毛病|好处|坏处|[好差强弱]在(?:哪|什么)|强项|弱项"
    r"|\bstrengths?\b|\bweakness|\bbetter or worse\b|\bpros and cons\b|\b(?:dis)?advantages?\b|\bdrawbacks?\b",
    re.IGNORECASE,
)

# Of several things so much in all.
_TOGETHER = re.compile(r"一共|总共|总计|\b(?:together|in total|in all|the total)\b", re.IGNORECASE)

# What is left of "2030年…是多少" when figure and measure are taken away names nothing.
_EMPTY = frozenset("年是为有到达约的在至比一多少")
_OF_ENDS = frozenset(("cagr", "growth", "ratio", "difference"))
_FROM_OTHERS = frozenset(("cagr", "growth", "ratio", "part"))
_GROWING = ("money", "count", "data", "scale", "length", "area", "mass")
# What is done with two figures of one thing at two times.
CHANGING = frozenset(("growth", "difference", "ratio", "cagr"))
# Measures of a change.
CHANGES = frozenset(("cagr", "growth_rate", "increase", "decrease"))
# Words for a share that ask for any figure in percent.
_ANY_SHARE = frozenset(("percentage", "percent", "per cent", "proportion", "比例", "百分比"))


@dataclass(frozen=True, slots=True)
class Asked:
    """The figure that a question asks for.

    Attributes:
        measures: keys of the measures it names.
        kinds: kinds of figures that can answer; empty for any.
        subject: of what: the question without measures, years and grammar.
        targets: the things set side by side, each with all of its forms; empty unless there are two or more.
        unit: that is counted ("vehicle"), or "" where the question does not say.
        classifier: the measure word before it (只 of 多少只), or "".
        each: the measure word of what the price of one is asked of (套 of 一套卖多少钱), or "".
        noun: what is counted, in the words of the question, or "".
        rate: whether so much a month, a vehicle, … is asked for.
        operation: what to do with the figures; "tell" for nothing.
        given: whether the question brings figures of its own to compute with.
        by_year: whether a figure for each year of a range is asked for.
    """

    measures: tuple[str, ...]
    kinds: frozenset[str]
    subject: str
    targets: tuple[tuple[str, ...], ...]
    unit: str
    noun: str
    rate: bool
    operation: Operation
    given: bool
    by_year: bool = False
    classifier: str = ""
    each: str = ""

    @property
    def figure(self) -> bool:
        """Whether a figure is asked for at all."""
        return bool(self.measures or self.kinds or self.operation != "tell")

    @property
    def of_any_kind(self) -> "Asked":
        """The same where what is asked for is worked out from figures of another kind, as a growth in percent is."""
        return replace(self, measures=tuple(key for key in self.measures if key not in CHANGES), kinds=frozenset())


def read_asked(query: Query) -> Asked:
    """Read the figure out of a question."""
    text = query.search
    named = [m for m in find_measures(text) if text[m.start : m.end].lower() not in _ANY_SHARE]
    keys = tuple(dict.fromkeys([*(m.key for m in named), *(["price"] if priced(text) else [])]))
    kinds = {kind for kind, pattern in _KINDS if pattern.search(text)}
    if counted := counted_figure(text):
        kinds = (kinds - {"count"}) | {counted.kind}
    if keys and not any("length" in measures().measures[key].kinds for key in keys):
        kinds -= {"length"}  # how high a price is, or how thick a margin
    if "size" in kinds:
        kinds = (kinds - {"size"}) or {"money", "scale", "count", "area", "length", "data"}
    for key in keys:
        if not kinds & measures().measures[key].kinds:
            kinds |= measures().measures[key].kinds
    subject = text
    for mention in reversed(named):
        subject = subject[: mention.start] + " " + subject[mention.end :]
    subject = re.sub(r"(?<!\d)(?:1|2)\d{3}(?!\d)", " ", subject)
    subject = re.sub(r"[^\w&+./'’-]+", " ", _GRAMMAR.sub(" ", re.sub(r"(?<=[从到至是在比年]) ", "  ", subject)))
    operation = operation_in(text)
    things = listed_things(text) if operation == "sum" or (operation == "tell" and _TOGETHER.search(text)) else ()
    operation = "sum" if things else operation
    amounts = amounts_in(text)
    if _PRODUCT.search(text) and are_factors(amounts):
        operation = "product"
    given = operation == "product" or (operation in _OF_ENDS and are_ends(amounts))
    targets = _targets(query, [(m.start, m.end) for m in named], operation)
    targets = _with_forms(query, things) if len(things) > len(targets) else targets
    if operation != "tell" and not given and len(query.years) < 2 and len(targets) < 2 and len(keys) < 2:
        operation = "part" if operation == "part" else "tell"  # there is nothing to set beside the figure
    if operation in _FROM_OTHERS:
        # What is asked for is worked out; the figures that it is worked out from are of other kinds.
        keys = tuple(key for key in keys if key not in CHANGES)
        kinds = set(_GROWING) if operation in ("cagr", "growth") else set()
    by_year = operation == "tell" and query.year_range is not None and bool(_EACH_YEAR.search(text))
    return Asked(
        measures=keys,
        kinds=frozenset(kinds),
        subject=" ".join(word for word in subject.split() if not names_nothing(word)),
        targets=targets,
        unit=counted_unit(text),
        noun=counted_noun(text),
        rate=not by_year and operation != "cagr" and bool(_RATE.search(text)),
        operation=operation,
        given=given,
        by_year=by_year,
        classifier=classifier_in(text),
        each=priced(text),
    )


def names_nothing(word: str) -> bool:
    """Whether what is left of a question when figure and measure are taken away is of grammar alone.

    >>> names_nothing("年比"), names_nothing("年会")
    (True, False)
    """
    return _EMPTY.issuperset(word)


def compares_words(query: Query, asked: Asked) -> bool:
    """Whether two things are to be compared in nothing that figures measure: the strengths of both, how they differ."""
    if _STRENGTHS.search(query.search) and not (asked.measures or query.years):
        return True
    bare = operation_in(query.search) == "compare" and not (asked.measures or asked.kinds)
    return bare and not _MORE.search(query.search)


def operation_in(text: str) -> Operation:
    """What a question says is to be done with figures, whether it has them or not."""
    return next((name for name, pattern in _OPERATIONS if pattern.search(text)), "tell")


def _with_forms(query: Query, things: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Things in the words of the question, with the other forms of those that are names."""
    names = {query.search[m.start : m.end]: m.name.forms for m in query.mentions}
    return tuple(
        tuple(dict.fromkeys((*forms, *(other for form in forms for other in names.get(form, ()))))) for forms in things
    )


def _targets(query: Query, measured: list[tuple[int, int]], operation: Operation) -> tuple[tuple[str, ...], ...]:
    """What is set side by side: names, else terms of trade that end alike, else what a conjunction joins."""
    free = [m for m in query.mentions if not any(m.start < b and m.end > a for a, b in measured)]
    if operation == "tell":
        gaps = [query.search[a.end : b.start] for a, b in pairwise(free)]
        beside = {n for n, gap in enumerate(gaps) if _CONNECTS.match(gap)}
        free = [m for n, m in enumerate(free) if n in beside or n - 1 in beside]
    proper = [m.name.forms for m in free if m.name.proper]
    terms = [m.name.forms for m in free if not m.name.proper]
    ends = [t for t in terms if any(t is not u and t[0].split()[-1] == u[0].split()[-1] for u in terms)]
    for found in (proper, ends):
        distinct = tuple(dict.fromkeys(found))
        if len(distinct) > 1:
            return distinct
    joined = None if len(measured) > 1 else _JOINED.search(query.search)
    return tuple((part.strip(),) for part in joined.groups() if part) if joined else ()
