"""Words by which a text says that it gives another figure for what was told before: restated, another estimate, 另一口径.

Two figures that differ are a conflict when they are on one thing. Mostly their words have to show that; a text that says
of a figure that it is another account of the same leaves less to be shown.
"""

import re

_RETOLD_ZH = re.compile(
    r"另据|另有(?:统计|测算|估算|估计|说法|口径)|[另又]一[种项份个家]?[^，。；]{0,6}(?:口径|统计|估[计算]|测算|推算|算法|说法|数字|预测)"
    r"|(?:口径|算法)[^，。；]{0,4}(?:不同|不一|[较更]宽|[较更]窄)|与[^，。；]{2,24}?(?:不同|不一致|不符|有出入|对不上|的差额|的差异)"
    r"|更为?(?:乐观|保守|谨慎|悲观)|(?:审计|追溯|差错)(?:后|调整)|重述|更正后?|[修订]正[后为]|(?:调整|核减|核增|重新核定)[后为]|合并口径"
)
_ACCOUNT = "estimates?|counts?|figures?|surveys?|study|reckoning|forecasts?|tally|calculations?|methods?|totals?"
_RETOLD_EN = re.compile(
    rf"\b(?:second|another|different|separate|rival|alternative|competing|independent) (?:{_ACCOUNT})\b"
    r"|\bcount(?:s|ed|ing)? (?:it |them |these )?(?:differently|otherwise|more (?:broadly|narrowly)|more widely)\b"
    r"|\b(?:more|less) (?:hopeful|optimistic|cautious|pessimistic|bullish|bearish|conservative|guarded|sanguine)\b"
    r"|\brestat(?:ed|es|ement)\b|\b(?:later|since|subsequently|afterwards) (?:been )?(?:put|corrected|revised|restated|cut|raised|lowered) (?:at|to)\b"
    r"|\b(?:corrected|revised|adjusted) (?:figures?|to|from)\b|\bafter (?:removing|stripping out|netting(?: out| off)?|eliminating)\b"
    r"|\bdiffer(?:s|ed|ing)? from\b|\bby (?:its|their|his|her) (?:own )?(?:count|reckoning)\b",
    re.IGNORECASE,
)
# 12,400 (2022, restated: 12,100): the word says how the figure came about, and not what it is on.
_ASIDE = re.compile(r"[,;(]\s*(?:as\s)?(?:restated|revised|corrected|adjusted)(?=\s*[:,)])", re.IGNORECASE)


def retells(text: str, chinese: bool) -> bool:
    """Whether a sentence says of its figures that they are another account of what was told.

    >>> retells("A second estimate puts sales at 4,600 units.", False), retells("另据行会统计，全年卖出4600台。", True)
    (True, True)
    >>> retells("Sales reached 4,600 units.", False), retells("全年卖出4600台。", True)
    (False, False)
    """
    return bool((_RETOLD_ZH if chinese else _RETOLD_EN).search(text))


def retelling_spans(text: str, chinese: bool) -> list[tuple[int, int]]:
    """The spans of those words."""
    return [found.span() for found in (_RETOLD_ZH if chinese else _RETOLD_EN).finditer(text)]


def asides(sentence: str) -> list[tuple[int, int]]:
    """The spans of an English sentence that only say that a figure was told anew.

    >>> ["12,400 riders (2022, restated: 12,100)"[a:b] for a, b in asides("12,400 riders (2022, restated: 12,100)")]
    [', restated']
    """
    return [found.span() for found in _ASIDE.finditer(sentence)]
