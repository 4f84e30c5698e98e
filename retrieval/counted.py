"""What a question counts: the unit, the measure word and the noun behind "how many", and the price of one."""

import re

from retrieval.quantities import find_quantities
from retrieval.quantity import Quantity

_COUNTED = re.compile(
    r"(?:多少|几)[万亿千百]{0,2}([\u4e00-\u9fff]{1,4})|how many (?:\w+ )??(\w+s)\b",
    re.IGNORECASE,
)
_PIECE = "[个辆车台套件只部张双瓶盒斤吨米份次人位间亩桶箱平]"
# So much for one of a thing is its price, whatever the question calls it.
_PRICE_EACH = re.compile(
    rf"多少(?:元|钱)一(?P<behind>{_PIECE})|[一每](?P<before>{_PIECE})(?:(?:大概|平均|要|得|卖|售)*|[^，,。？?]{{0,8}}?[卖售要])多少(?:元|钱)"
)
_CLASSIFIER = re.compile(r"(?:多少|几)[万亿千百]{0,2}([\u4e00-\u9fff])")
_NOUN = re.compile(
    r"(?:多少|几)[万亿千百]{0,2}[个辆台套家名条座项款次只部种位艘架所间户份]([\u4e00-\u9fff]{2,8}?)(?=[，,。？?呢吗的]|$)|how many ((?:\w+ )?\w+?)(?= (?:does|do|did|is|are|was|were|has|have|had|will|can|in|on|at|of|were)\b|\W*$)",
    re.IGNORECASE,
)


def counted_noun(text: str) -> str:
    """What is counted: 换电站 of 多少座换电站, GPUs of "how many GPUs"."""
    found = _NOUN.search(text)
    noun = next((part for part in found.groups() if part), "") if found else ""
    return "" if noun.startswith(("times", "of ")) else noun  # how many times larger, how many of them: no noun


def priced(text: str) -> str:
    """The measure word of what a question asks the price of: 套 of 一套卖多少钱, or "".

    >>> priced("2027年一套卖多少元?"), priced("一辆2030年卖多少钱?"), priced("平均多少钱一斤?"), priced("一共多少钱?")
    ('套', '辆', '斤', '')
    """
    found = _PRICE_EACH.search(text)
    return (found["behind"] or found["before"]) if found else ""


def classifier_in(text: str) -> str:
    """The character behind "how many" in Chinese: 只 of 多少只, or ""."""
    found = _CLASSIFIER.search(text)
    return found[1] if found else ""


def counted_unit(text: str) -> str:
    """The unit that is counted: that of `5 cars` where the question says "how many cars", or ""."""
    figure = counted_figure(text)
    return figure.unit if figure else ""


def counted_figure(text: str) -> Quantity | None:
    """The figure that the question would get if the answer were five: 5 tonnes of "how many tonnes"."""
    found = _COUNTED.search(text)
    if found is None:
        return None
    noun = next(part for part in found.groups() if part)
    for size in range(len(noun), 0, -1) if not noun.isascii() else (len(noun),):
        quantities = find_quantities(f"5{noun[:size]}" if not noun.isascii() else f"5 {noun}")
        if quantities and quantities[0].unit:
            return quantities[0]
    return None
