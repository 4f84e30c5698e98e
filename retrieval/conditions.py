"""What a question wants of the cells of a table: the largest, the second, all above a bound, how many, the sum."""

import re
from dataclasses import dataclass
from typing import Literal

from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity

Verb = Literal["cell", "rank", "first", "last", "count", "which", "sum", "mean", "share", "flat"]

_MOST = re.compile(
    r"最(?:大|多|高|快|贵|长|强|重|猛|新|晚|年轻|深|宽|厚)|居首|(?:排名?|位列|名列|位居)第[一二三四五六]|第[一二三四五六](?:大|多|高|快|贵|长)|首位|峰值|冠军|榜首"
    r"|\b(?:largest|biggest|highest|the most|(?:has|have|had|with|sold|made|got|lost|won|spent|spends|scored|earned|paid|produced|used|uses|received|took|costs?) most|fastest|greatest|maximum|peak(?:s|ed)?|top|longest|best|newest|youngest|latest"
    r"|tallest|heaviest|deepest|widest|dearest|priciest)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"最(?:小|少|低|慢|便宜|短|弱|差|老|旧|早|轻|浅|窄|薄)|倒数第[一二三]|垫底|谷底|末位"
    r"|\b(?:smallest|lowest|least|slowest|fewest|minimum|cheapest|shortest|oldest|earliest|worst|lightest|bottom)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s?(?:了|过)?(\d[\d,]*(?:\.\d+)?)")
# What rose or fell most.
_CHANGED = re.compile(
    r"(?:(?P<down>下?[降跌]|减少|下滑)|[上增提]?[涨升长加])(?:得|幅)?最(?:多|大|快|猛|厉害|明显)"
    r"|\b(?:rose|grew|gained|climbed|increased|went up|(?P<fell>fell|dropped|declined|lost(?! (?:the )?most (?:often|games|matches|times))|shrank|went down|decreased))"
    r" (?:the )?(?:most|fastest|furthest|furthest)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"占(?![比有用率据]).{0,20}?(?:百分之|几成|多少|多大|比例|比重|百分比)"
    r"|\bwhat (?:percentage|percent|share|proportion|fraction|part) of\b"
    r"|\b(?:percentage|share|proportion|percent|fraction) of (?:the |all |its |their )?(?:total|all|overall|whole|combined)\b"
    r"|\bas a (?:share|percentage|proportion) of\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"第(?P<zh>[二三四五六])(?=大|多|高|快|贵|长|小|少|低|慢|名|位|$|[的，,？?])|(?:倒数|排名?|位列|名列|位居)第(?P<zh2>[二三四五六])"
    r"|\b(?P<en>second|third|fourth|fifth|sixth|2nd|3rd|4th|5th)[- ](?=\w+(?:est)\b|most|least|in\b|by\b|place)"
    r"|\b(?:finish|finished|came|come|ranks?|ranked|is|was|placed) (?P<en2>second|third|fourth|fifth)\b",
    re.IGNORECASE,
)
_RANKS = {"二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_RANKS |= {"2nd": 2, "3rd": 3, "4th": 4, "5th": 5}
_ABOVE = re.compile(
    r"超过|突破|高于|大于|多于|不低于|不少于|至少|达到|超出|以上|逾|\b(?:over|above|exceed(?:s|ed|ing)?|more than|at least|pass(?:es|ed)?|reach(?:es|ed)?"
    r"|greater than|higher than|larger than|top(?:s|ped)?|surpass(?:es|ed)?)\b",
    re.IGNORECASE,
)
_BELOW = re.compile(
    r"低于|不足|少于|小于|跌破|不到|不超过|以下|以内|\b(?:under|below|less than|fewer than|lower than|at most|smaller than|(?:fall|fell|drop|dropped)s? (?:below|under|to))\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"首次|第一次|最早|率先|开始|\b(?:first|earliest)\b|when did|in which year did|哪一?年", re.IGNORECASE
)
_LAST = re.compile(r"最后一次|最近一次|\blast\b|most recent", re.IGNORECASE)
_HOW_MANY = re.compile(
    r"(?<!哪)(?:多少|几)(?:个|家|所|座|年|款|种|项|条|名|位|支|省|国|镇|市|县|次|天|月)|\bhow many\b", re.IGNORECASE
)
_SUM = re.compile(
    r"合计|一共|总共|拢共|凑[在到]?一?[块起]|共计|总和|加起来|加在一起|合起来|之和|总计|\b(?:in total|altogether|combined|sum|add(?:ed)? up|total)\b",
    re.IGNORECASE,
)
# What something means is no mean.
_MEAN = re.compile(
    r"平均|均值|\baverage\b|\b(?:an?|the|higher|lower|highest|lowest|arithmetic) mean\b|\bmean (?:of|value|score|temperature|age|price|height|weight)\b",
    re.IGNORECASE,
)

# So many of the largest or smallest, to be taken together.
_TOP = re.compile(
    r"前(?P<zh>[二两三四五六七八九十]|\d{1,2})(?:大|名|位|强|家|个)"
    r"|(?P<few>最[小少低])的(?P<zh2>[两三四五六七八九十]|\d{1,2})|最[大多高强]的(?P<zh3>[两三四五六七八九十]|\d{1,2})"
    r"|\b(?:(?:top|leading|largest|biggest|highest|(?P<least>smallest|lowest)) (?P<en>two|three|four|five|six|\d{1,2})"
    r"|(?P<en2>two|three|four|five|six|\d{1,2}) (?:top|leading|largest|biggest|highest|(?P<least2>smallest|lowest)))\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\btogether\b|一起|总共|合占|共占", re.IGNORECASE)
_COUNTS = dict(zip("二两三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
_COUNTS |= {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# When something stays as it is from then on.
_FLAT = re.compile(
    r"(?:不再|没有?再|停止)(?:[往向朝][上下])?(?:继续)?(?:走|涨|上?升|增|长|提高|变|下?降|下滑|动)了?|原地踏步|走平|[停卡](?:留)?[在住](?=了?多少|哪|什么)"
    r"|[从自].{0,12}(?:持平|不变|稳定在)"
    r"|\bno longer (?:rise|rose|grow|grew|climb|increase|improve|change|fall|fell|drop|decline)\w*|\blevel(?:s|led)? (?:off|out)\b"
    r"|\bstop(?:s|ped)? (?:rising|growing|climbing|increasing|improving|changing|falling|dropping|declining)\b"
    r"|\bflatten(?:s|ed)?(?: (?:off|out))?\b|\bplateau(?:s|ed)?\b|\b(?:stay|remain)(?:s|ed)? (?:flat|level|unchanged|constant|the same)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"哪一?个?(?:年|季度?|月)|什么时候|何时|\bwhen\b|\b(?:which|what) (?:year|quarter|month)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question wants of cells.

    Attributes:
        verb: "cell" for the cells themselves; "rank" for the cell at a place in order; "first" or "last" beyond a
            bound; "count" or "which" of those beyond it; "sum" or "mean" of all; "share" of a whole; "flat" for the
            time from which on nothing changes.
        rank: which place, from 1.
        most: whether to count from the largest; for a bound, whether beyond means above.
        bound: the figure to be beyond, or None.
        word: the words of the question that say so, which no label is looked for in.
        changed: whether what changed most is meant.
        top: how many of the largest (or smallest) are to be taken together; 0 for all.
    """

    verb: Verb
    rank: int = 1
    most: bool = True
    bound: Quantity | None = None
    word: str = ""
    changed: bool = False
    top: int = 0


def read_wish(question: str) -> Wish:
    """What a question (Simplified, half width) wants of cells.

    >>> read_wish("产量第二高的是?").rank
    2
    >>> wish = read_wish("哪一年首次超过24万人次?")
    >>> wish.verb, wish.most, wish.bound.low
    ('first', True, 240000.0)
    """
    bounded, top = _bounded(question), _top(question)
    if bounded is not None and (top is None or bounded.word not in top.word):  # the top 5 are no bound
        return bounded
    if changed := _CHANGED.search(question):
        return Wish("rank", 1, changed["down"] is None and changed["fell"] is None, None, changed[0], changed=True)
    if (flat := _FLAT.search(question)) and _WHEN.search(question):
        return Wish("flat", word=flat[0])
    if top is not None:
        return top
    if shared := _SHARE.search(question):
        return Wish("share", word=shared[0] if shared[0].isascii() else "")
    least, most = _LEAST.search(question), _MOST.search(question)
    rank = _RANK.search(question)
    if rank is not None or least is not None or most is not None:
        found = least if least is not None else most
        word = " ".join(m[0] for m in (rank, found) if m is not None)
        written = next((g for g in rank.groups() if g), "").lower() if rank else ""
        return Wish("rank", _RANKS.get(written, 1), least is None, None, word)
    if summed := _SUM.search(question):
        return Wish("sum", word=summed[0])
    if mean := _MEAN.search(question):
        return Wish("mean", word=mean[0])
    return Wish("cell")


def _top(question: str) -> Wish | None:
    """So many of the largest taken together, or None."""
    top = _TOP.search(question)
    if top is None or not (_SUM.search(question) or _TOGETHER.search(question)):
        return None
    written = next(g for key in ("zh", "zh2", "zh3", "en", "en2") if (g := top[key])).lower()
    count = int(written) if written.isdigit() else _COUNTS[written]
    most = not (top["few"] or top["least"] or top["least2"])
    return Wish("sum", most=most, word=top[0], top=count) if count > 1 else None


def _bounded(question: str) -> Wish | None:
    figures = [q for q in find_quantities(question) if q.kind != "ordinal"]
    figures = [q for q in figures if q.kind != "duration"] or figures
    for pattern, most in ((_BELOW, False), (_ABOVE, True)):
        figures = figures or _bare_numbers(question, pattern)
        pairs = [(found, q) for found in pattern.finditer(question) for q in figures]
        if not pairs:
            continue
        found, bound = min(
            pairs, key=lambda pair: min(abs(pair[1].start - pair[0].end()), abs(pair[0].start() - pair[1].end))
        )
        word = question[min(found.start(), bound.start) : max(found.end(), bound.end)]
        if _HOW_MANY.search(question):
            return Wish("count", 1, most, bound, word)
        if _LAST.search(question):
            return Wish("last", 1, most, bound, word)
        return Wish("first" if _FIRST.search(question) else "which", 1, most, bound, word)
    return None


def _bare_numbers(question: str, bounds: re.Pattern[str]) -> list[Quantity]:
    """The number right behind a word for a bound, in whatever unit: 超过27微克/立方米."""
    found = (_NUMBER.match(question, bound.end()) for bound in bounds.finditer(question))
    return [
        Quantity(m.start(1), m.end(1), m[1], value, value, "", "count", "exact", 0.0, 0, None, m.start(1), m.end(1))
        for m in found
        if m is not None and not 1900 <= (value := float(m[1].replace(",", ""))) <= 2100
    ]
