"""What the Chinese words around a figure say about it: subject, measure, whole.

In Chinese reports the words before a figure run: topic, measure, time, adverbs, verb, bound; sometimes the measure
follows behind 的 (30.2%的年均复合增长率), and shares come as 占…的38%, 超过70%部署了…, 35%的份额属于….
"""

import re
from dataclasses import replace

from retrieval.chinesewords import ADVERB, CHANGE, DONE_MEASURES, HEAD, NOUN_TAIL, TAIL
from retrieval.measures import find_measures, fits
from retrieval.quantity import Quantity
from retrieval.reading import MASK, Reading

# A verb of change right before a figure, with no 至 or 到: 降低12%, 提升40%.
_CHANGED = re.compile(rf"(?P<subject>.*?)(?:{CHANGE})(?:幅度)?(?:了|达|达到|高达|近|约|{ADVERB}|[{MASK}\s])*\Z")
_OBJECT = re.compile(r"(?:把|将|使得|使|令|让|推动|带动|帮助[^，]{1,12}?把)(?P<object>[^，]+)\Z")
_MAKES = re.compile(r"(?:使得|使|令|让)(?:其)?(?P<object>[^，]+)\Z")
_THAN = re.compile(r"(?:同比|环比|(?:比|较)(?:平均水平|去年|上年|上一年|上月|同期|去年同期|上年同期)?)\Z")
_SHARE_NOUN = re.compile("的?(?:比重|比例|份额|占比)\\Z")
_TAKES = re.compile(rf"(?P<part>.+?)(?:就|约|仅|只|则|{MASK})*占(?:比|到|据|有)?(?:约)?{MASK}*\Z")
# What was done to what is counted names the measure.
_DONE = re.compile(rf"(?:共|累计|合计|总计|已)?(?P<verb>{'|'.join(DONE_MEASURES)})(?:了)?\Z")
_HAS = re.compile(r"(?P<of>.+?)(?:共有|拥有|现有|设有|建有|建成|共计|共)(?P<part>.{2,})\Z")
_SHARE_OF = re.compile(
    rf"(?P<part>.*?)(?:将|已|会|可|约|就|仅|只|均|{MASK})*占(?!比|有率|用|率)(?:到|据|有"
    rf"|了)?(?P<of>[^，{MASK}]+?)的?(?:比重|比例|份额|总量)?"
    rf"(?:的|约|近|为|{MASK})*\Z"
)
# 主流整车厂 部署了…: where the predicate begins.
_PREDICATE = re.compile(
    r"(?P<of>[^，]{2,16}?)(?P<said>(?:已经|已|将|都|均|正)?(?:部署|采用|使用|接入|装有|搭载|通过|与|同"
    r"|选择|支持|具备|配备|安装|实现|完成|建立|认为"
    r"|表示|来自|属于|集中|拥有|为|将|会|在).+)"
)
_CHANGED_OBJECT = re.compile(
    rf"(?:.*[{MASK}，])?(?:.*?(?:平均|可|能|帮助[^，]{{2,10}}?|使))?(?:(?P<down>降低|减少|缩短|节省|节约"
    rf"|压缩)|(?P<up>提升|提高|增加|改善))"
    rf"(?P<object>[^，{MASK}至到]{{2,16}}?)(?:约|近|超过|达)?\Z"
)
_GOAL = re.compile("(?:目标|水平|数据|情况|的?总额)\\Z")
_THE_WHOLE = re.compile("(?:该|这一|整个|上述)\\Z")
_TAKES_IN = re.compile(
    rf"(?P<part>.*?)在(?P<of>[^，在{MASK}]{{2,}}?)(?:中|里|上)?(?:将|已|会|可|约|所|就|{MASK})*"
    rf"(?:占|占据|占有|占到|拿下|夺得|取得|获得|获取|拥有|持有){MASK}*\Z"
)
_REACHES = re.compile(
    rf"(?P<part>.*?)(?:将|已|会|可|{MASK})*(?:覆盖|涵盖|惠及)(?!率|面|度)(?:了|全国"
    rf"|到)?(?P<of>[^，{MASK}]{{2,}}?)的?{MASK}*\Z"
)
_IN_WHOLE = re.compile(r"(?P<part>.*?)(?:在|占)(?P<of>[^，在]+?)(?:中|里|内|上)?的?(?:所占)?\Z")
_OF_KIND = re.compile(r"(?P<of>.{2,}?)(?:中的|之中|里的|中(?![国心央高低小端型文部东间级游下台]))(?P<part>.{2,})\Z")
_BEHIND = re.compile(rf"(?:人民币)?(?:左右|以上|以下)?的?(?P<noun>[^，。；、的{MASK}]{{1,24}})")
_PHRASE_BEHIND = re.compile(r"的(?P<noun>[^，。；]{2,})")
_PORTION = re.compile(r"(?:市场)?(?:份额|占比|比重|比例)?(?:属于|来自于|来自|源于|归于|由)(?P<part>[^，。；]+)")
_STARTS = re.compile(r"[\s，。、；）)]|提升|提高|上升|攀升|增|升|降|下降|扩大|减|到|至|左右|以上|以下")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_RANKED = re.compile("排名|排在|位居|位列|居于|居首|居第|领先|领跑")
_SUFFIXED = re.compile(r"(?P<noun>[^\W的在和与及、，]{0,10}?[率量额数值价费度])\Z")
_MARKET = re.compile(r"(?:市场|产业|行业|赛道|经济)(?:整体|总体)?\Z")
_WORD_ENDS = frozenset("化型级")
# 市场规模预计将以年均复合增长率超过28%的速度扩张: the rate is of what stands before.
_LED_BY = re.compile(r"(?:预计|预期|有望|料|将会|将|会|正)*(?<![所可])以\Z")
_STOCK = re.compile("存量|保有|在用|在网")
_PRONOUN = re.compile(r"\A(?:其|该|此|它|这一|这|上述|前者|后者|二者|两者|对应|相应|绝对值|金额|数额|总额)*\Z")
_GENERAL = re.compile(r"(?:整体|总体|全年|绝对值|绝对|金额|数额|总的|年度|对应的?|相应的?)\Z")
# Where the topic of a clause without a figure ends.
_TOPIC_END = re.compile(
    rf"(?:是|同样|作为|主要|涵盖|采用|着眼|走的|已经|已|正在|正|不断|逐步|将|(?<![协学社机大委展])会|可以"
    rf"|使用|建成|把|依靠|依托|包括|推出|宣布"
    rf"|提出|凭借|借助|成为|表示|(?<![所国没含享专保])有(?![望限关效色机])|以(?=[^，]*(?:为|方式|收费))"
    rf"|依(?=[^，]*收费)|为(?=了)|{MASK}|，).*\Z"
)
_ADVERBIAL = re.compile(
    r".*(?:之下|带动下|推动下|驱动下|背景下|影响下|引导下|之后|以后|以来|之际|之时)\Z"
    rf"|\A(?:而|但|且|并|同时|此外|另外|{ADVERB}|[{MASK}、\s])*(?:随着|随|当|由于|因为|因|为了|为保证|为"
    rf"|受|面对|面向|展望|推动|促使|带动|引导|规范|进一步|满足|按|依据|依|通过|借助|凭借|依托|除|除了|在|从"
    rf"|对|就|如果|只要|尽管|虽然|据"
    r"|未来|近年来|此前|若|把)"
)
# A noun phrase that is led by an adverb belongs to the topic before it: 小鹏的平台…，日均处理的里程.
_ADVERB_LED = re.compile("\\A(?:日均|月均|年均|每天|每日|每年|每月|每秒|平均|累计|单个|单车|分布于|带来的)")
_SCOPE = re.compile(r"\A(?:在)?(?P<scope>[^，]{2,20}?)(?:之?中|方面|领域|市场上|层面)\Z")


def read(left: str, right: str, quantity: Quantity) -> Reading:
    """What the words of its clause say about a figure.

    Args:
        left: the words before it, from the clause or the figure before on, with MASK for what was read already.
        right: the words behind it, up to the clause's end or the next figure.
        quantity: the figure.
    """
    left = _BRACKETS.sub(lambda m: MASK * len(m[0]), left)
    right = _BRACKETS.sub(lambda m: MASK * len(m[0]), right)
    part = "其中" in left
    for reader in (_measure_behind, _share_of, _change, _measure_before, _predicate):
        found = reader(left, right, quantity)
        if found is not None:
            return replace(found, part=part or found.part)
    core = _bare(left)
    if quantity.kind == "money" and _MARKET.search(core):
        return Reading("market_size", noun_phrase(core), part=part)
    if quantity.kind == "count" and core:
        if done := _DONE.search(core):
            return replace(_split(DONE_MEASURES[done["verb"]], core[: done.start()]), part=part)
        measure = "stock" if _STOCK.search(core) else "count"
        if has := _HAS.match(core):
            return Reading(measure, noun_phrase(has["part"]), noun_phrase(has["of"]), part=part)
        return _split(measure, re.sub("存量(?:车辆|用户|设备)?", "", core).removeprefix("中的"))
    return Reading(None, noun_phrase(core), part=part, beside=bool(core) and quantity.kind == "percent")


def topic_of(clause: str) -> Reading | None:
    """What a clause without a figure is about, with the measure it names: 研发云是…, L2+车型占新车销量的比重."""
    words = _BRACKETS.sub("", clause).strip(MASK + " ，。")
    if scope := _SCOPE.match(words):
        return Reading(None, noun_phrase(scope["scope"]))
    if _ADVERBIAL.match(words):
        return None
    words = HEAD.sub("", words)
    core = _bare(words)
    mentions = find_measures(core)
    if mentions and mentions[-1].end == len(core):
        shared = mentions[-1].key == "share" and _IN_WHOLE.match(core[: mentions[-1].start])
        if shared and shared["part"]:
            return Reading("share", noun_phrase(shared["part"]), noun_phrase(shared["of"]))
        return replace(_split(mentions[-1].key, core[: mentions[-1].start]), noun=noun_phrase(core))
    topic = noun_phrase(_TOPIC_END.sub("", words))
    mentions = [m for m in find_measures(topic) if m.start]
    if mentions:
        return replace(_split(mentions[0].key, topic[: mentions[0].start]), noun=topic[: mentions[0].end])
    return Reading(None, topic) if topic else None


def _measure_behind(left: str, right: str, quantity: Quantity) -> Reading | None:
    """30.2%的年均复合增长率; 35%的份额属于…; 占整体市场40%以上的份额; 4.35亿辆的汽车保有量."""
    behind = _BEHIND.match(right)
    if behind is None:
        return None
    noun = behind["noun"]
    mentions = [m for m in find_measures(noun) if fits(m.key, quantity.kind)]
    if not mentions or mentions[0].start > 4 or (mentions[0].start and not right.startswith("的")):
        return None
    first = mentions[0]
    used = behind.start("noun") + first.end
    if first.key == "share":
        if portion := _PORTION.search(right):
            return Reading("share", noun_phrase(portion["part"]), noun_phrase(_bare(left)), used=used)
        if of := _SHARE_OF.match(left) or _TAKES_IN.match(left):
            return Reading("share", noun_phrase(of["part"]), noun_phrase(of["of"]), used=used)
        return Reading("share", noun_phrase(_bare(left)), noun_phrase(noun[: first.start]), itself=True, used=used)
    named = noun[: first.start] if first.start else _bare(left)
    return replace(_split(first.key, named), used=used)


def _share_of(left: str, right: str, quantity: Quantity) -> Reading | None:
    """占汽车云整体市场的38%; 覆盖中高端车型的80%."""
    if quantity.kind != "percent":
        return None
    if match := _TAKES_IN.match(left) or _SHARE_OF.match(left):
        of = _SHARE_NOUN.sub("", _bare(match["of"]))
        if of:
            return Reading("share", noun_phrase(match["part"]), noun_phrase(of))
    if match := _TAKES.match(left):
        return Reading("share", noun_phrase(match["part"]))
    if match := _REACHES.match(left):
        behind = _PHRASE_BEHIND.match(right)
        of = behind["noun"] if behind else _bare(match["of"])
        return Reading("coverage", noun_phrase(match["part"]), noun_phrase(of))
    return None


def _change(left: str, right: str, quantity: Quantity) -> Reading | None:
    """把生产成本降低12%; 研发效率提升30%; 同比增长54.6%."""
    if quantity.kind not in {"percent", "points", "ratio"}:
        return None
    core = _bare(left)
    mentions = find_measures(core)
    if mentions and mentions[-1].end == len(core) and mentions[-1].key in {"growth_rate", "quarterly_growth", "cagr"}:
        return _split(mentions[-1].key, core[: mentions[-1].start])
    match = _CHANGED.match(left)
    if match is None:
        done = _CHANGED_OBJECT.match(left)
        if done is None or (find_measures(done["object"])[-1:] and done["object"].endswith(("率", "占比", "份额"))):
            return None
        return Reading("decrease" if done["down"] else "increase", noun_phrase(done["object"]))
    measure = "decrease" if match["down"] else "growth_rate" if match["grow"] else "increase"
    subject = _bare(match["subject"])
    taken = _OBJECT.search(subject)
    subject = _THAN.sub("", taken["object"] if taken else subject)
    return Reading(measure, noun_phrase(subject))


def _measure_before(left: str, right: str, quantity: Quantity) -> Reading | None:
    """研发云的市场规模2025年预计为135亿元."""
    core = _GOAL.sub("", _bare(left))
    mentions = [
        m for m in find_measures(core) if fits(m.key, quantity.kind) and core[m.end : m.end + 1] not in _WORD_ENDS
    ]
    if mentions and (mentions[-1].end == len(core) or re.match("[在随受因经按方]", core[mentions[-1].end :])):
        last = mentions[-1]
        before = core[: last.start]
        if last.key == "share" and (whole := _IN_WHOLE.match(before)) and whole["of"]:
            return Reading("share", noun_phrase(whole["part"]), noun_phrase(whole["of"]))
        itself = last.key == "share" and core[last.start : last.end] not in {"占比", "比重", "比例"}
        general = core[last.start : last.end].startswith(("整体", "总体", "整个")) and not noun_phrase(before)
        of_whole = last.key == "market_size" and (general or _THE_WHOLE.search(before) is not None)
        return replace(_split(last.key, before), itself=itself, whole=of_whole)
    core = HEAD.sub("", core)
    suffixed = _SUFFIXED.search(core)
    if suffixed and len(suffixed["noun"]) > 1 and not suffixed["noun"].endswith(("绝对值", "总额", "数额", "金额")):
        return _split(suffixed["noun"], core[: suffixed.start()])
    return None


def _predicate(left: str, right: str, quantity: Quantity) -> Reading | None:
    """主流整车厂中已有超过70%部署了制造云; 约60%的联网汽车装有…; 80%以上被…覆盖."""
    said = right.replace(MASK, "").strip()
    if quantity.kind != "percent" or len(said) < 4 or (_STARTS.match(said) and said[0] != "的") or _RANKED.match(said):
        return None
    whole = re.sub("(?:中|里|内)\\Z", "", _bare(left))
    if not whole and said[0] == "的" and (told := _PREDICATE.match(said, 1)):
        return Reading("share", told["said"], noun_phrase(told["of"]))
    return Reading("share", said.removeprefix("的"), noun_phrase(whole))


def _split(measure: str, words: str) -> Reading:
    """A measure of what the words before it name, with a whole set apart: 云服务在新能源汽车中的."""
    core = _LED_BY.sub("", re.sub("的\\Z", "", _GENERAL.sub("", words)))
    if made := _MAKES.search(core):
        core = made["object"]
    if (match := re.match(r"(?P<part>.*?[^正存现])在(?P<of>[^，在]{2,}?)(?:中|里|内|领域|市场)的?\Z", core)) and match[
        "part"
    ]:
        return Reading(measure, noun_phrase(match["part"]), noun_phrase(match["of"]))
    if measure == "count" and (of := _OF_KIND.match(core)) and _STOCK.search(of["of"]):
        return Reading("stock", noun_phrase(of["part"]))  # 存量车辆中的联网汽车数量: the stock of the part
    if measure in {"share", "penetration", "stock", "count", "fitment_rate", "coverage"} and (
        match := _OF_KIND.match(core)
    ):
        return Reading(measure, noun_phrase(match["part"]), noun_phrase(match["of"]))
    return Reading(measure, noun_phrase(core))


def _bare(words: str) -> str:
    """Words without the verbs and adverbs at their end."""
    return TAIL.sub("", words)


def noun_phrase(words: str) -> str:
    """A noun phrase without what is read already, function words at its ends, general words; "" for a pronoun."""
    words = re.sub(rf"(?:早在|截至|截止|在|于|到|至|自|从|由|比|较)?{MASK}+(?:的|时|间|期间)?", "", words)
    words = NOUN_TAIL.sub("", HEAD.sub("", _BRACKETS.sub("", words)))
    while (shorter := _GENERAL.sub("", words).removesuffix("的")) != words:
        words = shorter
    if words.count("“") != words.count("”"):
        words = words.replace("“", "").replace("”", "")
    return "" if len(words) == 1 or _PRONOUN.match(words) else words


def is_market(subject: str) -> bool:
    """Whether money that is said of a subject is the size of its market."""
    return _MARKET.search(subject) is not None


def joins_topic(subject: str) -> bool:
    """Whether a subject is only understood with the topic before it: 日均处理的里程, 单个平均处理能力."""
    return _ADVERB_LED.match(subject) is not None
