"""What kind of thing a question asks for, finer than its kind: a name, a body, a place, a role."""

import re

from retrieval.patterns import PATTERNS, ROLE
from retrieval.query import Query
from retrieval.wanted import wanted_noun

# Asks what a named person is.
_WHO_IS = re.compile(
    r"^\W*who (?:is|was) (?!the\b)(?-i:[A-Z])|[㐀-鿿]{2,4}(?:先生|女士)?是(?:谁|什么人|何人)|^谁是", re.IGNORECASE
)
_ASKS_NAME = re.compile(
    r"叫(?:做|作)?(?:什么|啥)|什么名(?:字|称)?|名(?:字|称)(?:是|叫)|\bname\b(?! (?:the|all|two|three|four))|\bcalled\b",
    re.IGNORECASE,
)
# What a noun after 哪个 or which is an example of.
_KIND_OF_NOUN = (
    (
        "who",
        "公司|企业|厂商|供应商|品牌|机构|单位|学校|球队|俱乐部|专家|老师|医生|部门|company|firm|vendor|supplier|brand|maker|agency|club|team|bank|body|organisation|organization|department|executive|player|person",
    ),
    (
        "where",
        "城市|地方|省|国家|地区|区|县|镇|村|楼|层|室|屋子|房间|医院|车站|place|city|country|town|village|district|region|province|room|floor|street|venue",
    ),
    ("when", "年|月|日|天|date|year|month|day|week"),
)


def sought_kind(query: Query) -> str:
    """The key in `PATTERNS` of what the question asks for, "role", or "" where its wording does not say."""
    if _WHO_IS.search(query.search):
        return "role"
    if query.kind in ("open", "definition", "list", "who") and _ASKS_NAME.search(query.search):
        return "name"
    if query.kind in ("open", "definition", "list") and (noun := wanted_noun(query.search)):
        found = next((kind for kind, nouns in _KIND_OF_NOUN if re.search(rf"(?:{nouns})$", noun)), "")
        if found:
            return found
    return query.kind if query.kind in PATTERNS else ""


def has_sought(query: Query, kind: str, text: str) -> bool:
    """Whether a text has something of a kind that the question itself does not have."""
    pattern = ROLE if kind == "role" else PATTERNS.get(kind)
    small = query.search.casefold()
    return pattern is not None and any(m.group().casefold() not in small for m in pattern.finditer(text))
