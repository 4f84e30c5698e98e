"""The language of a sentence, and its clauses."""

import re

_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_HAN = re.compile("[\u3400-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
# A comma inside a number or before a year of a date parts nothing.
_ZH_CUT = re.compile(r"[，,；;：:。！？!?](?!\d{3}(?!\d))")
# "and" parts clauses where a verb or a new subject with its own verb follows, not inside "IaaS and PaaS layers"; a
# comma before another name of a list parts nothing.
_EN_VERB = (
    "is|are|was|were|has|have|had|will|would|could|can|may|might|should|reach|exceed|grew|grow|rose|rise|fell|fall|climb|drop|pass|hit|expand"
    "|increase|account|make|made|approach|surpass|hold|held|keep|kept|process|handle|connect|contribute|cover|cut|reduce|raise|put|use|bring"
)
_EN_CUT = re.compile(
    r"[;:](?=\s)|,(?=\s)(?!\s[A-Za-z]?[A-Z][\w&'’-]*(?:\s[A-Z\d][\w&'’-]*)*(?:\s\([^()]*\))?(?:,|\sand\s))"
    r"|[.!?](?=\s|\Z)"
    r"|\s(?=(?:but|while|whereas|although|though)\s)"
    rf"|\s(?=and,?\s(?:(?:also|then|thus|now|already|together)\s)?(?:(?:{_EN_VERB})(?:s|es|d|ed|ing)?\b"
    rf"|its\b|their\b|[\d$€£¥]|CNY\b|for\s"
    r"|(?:the|a|an)\s[^,;]{2,60}?\s(?:is|are|was|were|will|could|has|have|had)\b))"
)


def is_chinese(text: str) -> bool:
    """Whether a sentence is Chinese rather than English; names and glosses in the other script do not decide.

    >>> is_chinese("IaaS/PaaS层占比"), is_chinese("Huawei Cloud (华为云) leads")
    (True, False)
    """
    bare = _BRACKETED.sub("", text)
    return 4 * len(_HAN.findall(bare)) > len(_LATIN.findall(bare))


def clause_ranges(text: str, chinese: bool) -> list[tuple[int, int]]:
    """Start and end of every clause, without its closing mark; marks in brackets and quotation marks part nothing.

    >>> clause_ranges("2025年达480亿元，2030年逼近1,500亿元。", True)
    [(0, 11), (12, 26)]
    """
    depth = _depths(text)
    ranges, start = [], 0
    for cut in (_ZH_CUT if chinese else _EN_CUT).finditer(text):
        if depth[cut.start()]:
            continue
        if text[start : cut.start()].strip():
            ranges.append((start, cut.start()))
        start = cut.end()
    if text[start:].strip():
        ranges.append((start, len(text)))
    return ranges


def _depths(text: str) -> list[int]:
    """How many brackets and quotation marks are open at each character."""
    depths, depth = [], 0
    for character in text:
        depth += character in "（(《“「【"
        depths.append(depth)
        depth -= character in "）)》”」】" and depth > 0
    return depths
