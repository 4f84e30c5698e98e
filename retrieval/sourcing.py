"""Whoever arrives at a figure, and how: words of a clause that are a source, and not what its figures are about.

`retrieval.attribution` reads the clauses that name a source outright; here are the others: 得出…, puts sales at …, 报送的数据合计.
"""

import re

_ARRIVES = re.compile(r"\W*(?:由此|因此|从而|并|则)?(?:得出|算出|推算出?|测算出?|估算出?|测得|给出的?)")
_ARRIVES_EN = re.compile(
    r"\W*(?:(?:and|but|it|they|which|who) )*(?:forecasts?|estimates?|puts?|expects?|projects?|predicts?|reckons?|arrives? at)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:数据|统计|口径|资料|样本|合计|简报|白皮书|[年季公通]报|报告|.[按依照]\S{2,20}[计推估测核]算)\Z"
)
# …and how: 科技司的口径较宽.
_METHOD = re.compile(
    r"(?<=.)的(?:口径|算法|统计|数据|[估推测]算|说法|研究|调查).*\Z|(?<=.)[按依照]\S{2,20}[计推估测核]算\Z"
)
# Somebody who expects "it" to be so much: the words in front of the figure name nobody else.
_SAYER = re.compile(
    r"(?<![\w'’])(?:(?:The|the)\s)?(?:[A-Z][\w&'’.-]*\s)(?:(?:[A-Z][\w&'’.-]*|of|and|the|for|&)\s)*(?:expects?|forecasts?|predicts?|projects?|estimates?|reckons?|puts?)\s(?=(?:it|them)\b|(?:this|that)(?: to\b|\Z))"
)
# 把2023年市场规模估为1,985亿元: what is put at a figure, and how it is put; whoever estimates is only its source.
_PUT = re.compile(
    r"([^，。；]{0,12}?(?:曾经?)?[把将])[^，。；把将]{2,24}?([估推测][计算]?)(?=为)"
    r"|((?:曾经?)?[把将])[^，。；把将]{2,24}?(核定|认定|调整|修正|改|定|算)(?=为)"
)


def arrives(clause: str, chinese: bool) -> bool:
    """Whether a clause begins with the word for arriving at a figure, so that what stands before it is a source.

    >>> arrives("得出2024年市场规模26亿元", True), arrives(" puts 2024 sales at 26,900 units", False)
    (True, True)
    """
    return bool((_ARRIVES if chinese else _ARRIVES_EN).match(clause))


def is_source(topic: str) -> bool:
    """Whether the topic of a clause is a source: data, a paper, or somebody who reckons from something.

    >>> is_source("各平台报送的数据"), is_source("灯协按出厂记录计算"), is_source("台灯市场")
    (True, True, False)
    """
    return bool(_SOURCE.search(topic))


def without_method(source: str) -> str:
    """A source without the words that say how it counts.

    >>> without_method("灯协的口径较宽"), without_method("灯协按出厂记录计算")
    ('灯协', '灯协')
    """
    return _METHOD.sub("", source)


def without_sayer(words: str) -> str:
    """Words before an English figure without whoever says something of "it".

    >>> without_sayer("Ashgrove Analytics expects it"), without_sayer("The market")
    ('it', 'The market')
    >>> without_sayer("iTally forecasts that the market")
    'iTally forecasts that the market'
    """
    return _SAYER.sub("", words)


def put_at(sentence: str) -> list[tuple[int, int]]:
    """The spans of a Chinese sentence that only say that something is put at a figure.

    >>> [("把2023年规模估为19亿元"[a:b]) for a, b in put_at("把2023年规模估为19亿元")]
    ['把', '估']
    """
    return [found.span(group) for found in _PUT.finditer(sentence) for group in (1, 2, 3, 4) if found[group]]
