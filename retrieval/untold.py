"""What a question asks to be told, and what is found only mentions: when something was, without a time; which they are, counted alone."""

import re
from collections.abc import Sequence

from corpus.script import to_simplified
from retrieval.evidence import Evidence
from retrieval.listing import is_listed
from retrieval.numerals import find_numbers
from retrieval.query import Query

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


def untold(query: Query, pieces: Sequence[Evidence]) -> bool:
    """Whether the pieces only mention what a question asks to be told."""
    texts = [to_simplified(piece.text) for piece in pieces]
    if query.kind == "when":
        # A heading or the head of a column may date what stands below.
        around = [to_simplified(piece.wide.replace(piece.document.title, " ")) for piece in pieces]
        return not any(piece.table is not None for piece in pieces) and not any(map(_TIME.search, around))
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
