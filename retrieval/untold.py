"""What a question asks to be told, and what is found only mentions.

When something was, without a time; which they are, counted alone; why it is so, with nothing but that it is so; who did it, with
nobody named.
"""

import re
from collections.abc import Sequence

from corpus.script import to_simplified
from index.lexicon import is_word
from retrieval.evidence import Evidence
from retrieval.listing import is_listed
from retrieval.numerals import find_numbers
from retrieval.patterns import PATTERNS, ROLE
from retrieval.query import Query
from retrieval.strange import called_names

_TIME = re.compile(
    r"[\d〇零一二三四五六七八九十百]\s*[年月日号点时]|[朝代]初|[朝代]末|[唐宋元明清汉晋隋][朝代初末]|民国|[春中][节秋]|端午|元宵|清明|国庆|元旦|除夕|(?<!\d)(?:1\d|20)\d\d(?!\d)|\d\d?[:：]\d\d|世纪|年代|公元|[一二三四五六七八九十]月|月初|月底|年初|年底|周[一二三四五六日末]|星期|礼拜"
    r"|[春夏秋冬][天季日末初]|[今明去前后当次翌同每]年|[昨今明当次翌]日|[今明昨]天|[早晚]上|上午|下午|中午|夜里|清晨|凌晨|傍晚|节前|节后|期间|之前|之后|以前|以后|此后|[天周月年后前]内|[时后前][，,、]|学期|季度|届满|到期|起(?=[，。；]|$)"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|spring|summer|autumn|winter"
    r"|century|morning|afternoon|evening|night|noon|midnight|daily|weekly|yearly|year|years|month|months|week|weeks|day|days|hour|hours|minutes|today|tomorrow|yesterday|easter|christmas"
    r"|before|after|when|until|once|since|during|\d{1,2}(?:st|nd|rd|th)|[ap]\.?m\.?|o'clock|quarters?|AD|BC|CE)\b|\bat (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)
_NAMES_ASKED = re.compile(
    r"是谁|是哪|叫什么|名字|名称|[在有是]哪|哪[些几两二三四五六七八九十\d]|分别|各是|\bwho\b|\bwhich\b|\bname|\bwhat (?:are|were) the\b|\bwhere\b|\bin what\b",
    re.IGNORECASE,
)
# How many things are few enough to be named one by one.
_FEW = range(2, 100)
_JOINED = re.compile(
    r"[、：]|[㐀-鿿][和与及][㐀-鿿]|其一|一是|，[㐀-鿿]{1,6}，[㐀-鿿]{1,6}(?:[，。]|$)|(?::|\b(?:are|were|namely)) [^.;]{2,60}\band \w+"
)
_NAME = re.compile(r"(?<![.!?] )(?<!^)(?<![“\"])\b[A-Z][\w'’-]+(?: (?:of |the )?[A-Z][\w'’-]+)*")

# What may be a reason without a word for one: a comparison, a lack, a wish, a fear, an end, a condition, what somebody says.
_MAY_EXPLAIN = re.compile(
    r"[：—]|所致|[缺怕想难太才却而能可会须使让靠称说带]|不足|不够|不[便易宜愿肯得]|希望|认为|担心|需|过[于高低大多少]|否则|不然|随着|等于|意味|取决|一是|其一|其次|首先|基于|根据|出于|主要|往往|根本|背后"
    r"|[偏更较][高低大小多少贵快慢长短]|成本|[太更最]?[贵便]宜?|考虑|一旦|只有|只要|为此|遇|碰|突然|于是|结果|得到|好处|坏处|有利|占比|有助"
    r"|[:;]|\b(?:as|for|so|lest|to|with|before|after|when|if|while|unless|although|though|too|than|enough|instead|made|makes?|needs?|needed|wants?|wanted|would|could|cannot|can't|depends?|means?"
    r"|says?|said|argues?|thinks?|thought|only|rely|relies|costs?|cheap\w*|expensive|rather|until|once|otherwise|more|less|fewer|no longer|nobody|without|never)\b"
    r"|\b(?:lack|short|fear|hop|believ|risk|afraid|worr|help|allow|enabl|claim|complain|fail|damag|suffer)\w*",
    re.IGNORECASE,
)
# Bodies and people without a name of their own, who may be who did it.
_SOMEBODY = re.compile(
    r"\b(?:club|museum|council|committee|delegate|society|union|school|church|trust|firm|board|bank|court|police|army|family|famil\w+|widow|wife|husband|son|daughter|brother|sister|father|mother"
    r"|king|queen|emperor|monks?|villagers?|residents?|volunteers?|students?|pupils?|farmers?|growers?|fishermen|members?|parents?|children|nobody|no one|everyone|\w+(?:ists?|wrights?|smiths?|keepers?|makers?|men|women))\b",
    re.IGNORECASE,
)
# Bodies that have names, called by what they are alone.
_BODY_ASKED = re.compile(
    r"哪一?[家所间]|(?:公司|企业|机构|学校|大学|学院|医院|银行|研究[所院]|品牌|工厂|供应商|厂商)(?:是|叫)(?:哪|什么)"
    r"|\b(?:which|what|name of the) (?:\w+ ){0,2}(?:company|firm|hospital|university|college|bank|museum|school|supplier|brand|club|agency|laborator\w+)\b",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"(?:一|某|另一|另外一)(?:家|所|间|个)(?:[㐀-鿿]{0,6}?)(?:公司|企业|机构|学校|大学|学院|医院|银行|研究[所院]|品牌|厂商?|供应商)"
    r"|\b(?:an?|one|another|some|the second) (?:[a-z-]+ ){0,3}(?:company|firm|hospital|university|college|bank|museum|school|supplier|brand|club|agency|laborator\w+|rival)\b"
)
_QUOTED = re.compile(r"[“《「]|，(?:即|名为|叫)|[㐀-鿿]{2}(?:公司|集团)[（(]")
_WHO = re.compile(r"^\W*who\b(?! (?:is|are|was|were) (?!the\b))", re.IGNORECASE)
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")


def untold(query: Query, pieces: Sequence[Evidence]) -> bool:
    """Whether the pieces only mention what a question asks to be told."""
    texts = [to_simplified(piece.text) for piece in pieces]
    if query.kind == "when":
        # A heading or the head of a column may date what stands below.
        around = [to_simplified(piece.wide.replace(piece.document.title, " ")) for piece in pieces]
        return not any(piece.table is not None for piece in pieces) and not any(map(_TIME.search, around))
    if query.kind == "reason":
        return not any(PATTERNS["reason"].search(text) or _MAY_EXPLAIN.search(text) for text in texts)
    if query.kind == "who" and _nobody(query, pieces):
        return True
    if _BODY_ASKED.search(query.search) and _unnamed(query, pieces):
        return True
    if query.kind not in ("who", "where", "list", "open") or not _NAMES_ASKED.search(query.search):
        return False
    if any(piece.table is not None or piece.is_item or is_listed(piece.text) for piece in pieces):
        return False
    asked = _counts(query.search)
    return any(asked & _counts(text) for text in texts) and not any(_enumerates(text, query.search) for text in texts)


def _counts(text: str) -> set[float]:
    """The numbers of things that a text gives, as far as they are few; the second thing is not two things."""
    return {
        n.value
        for n in find_numbers(text)
        if n.value in _FEW and text[n.start - 1 : n.start] != "第" and text[n.end : n.end + 2].strip()[:1].isalpha()
    }


def _enumerates(text: str, question: str) -> bool:
    """Whether a text names several things that the question does not."""
    names = {m.group() for m in _NAME.finditer(text) if m.group() not in question}
    return bool(_JOINED.search(text)) or len(names) > 1


def _unnamed(query: Query, pieces: Sequence[Evidence]) -> bool:
    """Whether the pieces speak of a company or a school as one of many, and give no name that the question does not."""
    texts = [to_simplified(piece.text) for piece in pieces]
    if any(piece.table is not None for piece in pieces) or not any(map(_UNNAMED.search, texts)):
        return False
    asked = query.search.casefold()
    return not any(
        _QUOTED.search(text)
        or any(name not in asked for name, _ in called_names(text))
        or any(m[0].casefold() not in asked for m in _NAME.finditer(text))
        for text in texts
    )


def _nobody(query: Query, pieces: Sequence[Evidence]) -> bool:
    """Whether a question asks who did something, in English, and nobody is named or called by what they are who is not in it."""
    if not _WHO.search(query.search) or any(p.document.language != "en" or p.table is not None for p in pieces):
        return False
    asked = query.search.casefold()
    for text in (piece.text for piece in pieces):
        people = [m[0].casefold() for pattern in (ROLE, _SOMEBODY) for m in pattern.finditer(text)]
        first = re.match(r"\W*(\w+)", text)
        names = [
            m[0].casefold() for m in _CAPITAL.finditer(text) if not (_begins(first, m[0]) and is_word(m[0].casefold()))
        ]
        if any(word not in asked for word in (*people, *names)):
            return False
    return True


def _begins(first: re.Match[str] | None, word: str) -> bool:
    return first is not None and first[1] == word
