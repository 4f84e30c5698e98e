"""Lists: which neighbouring sentences go on with one, and which sentence holds a whole one by itself."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.evidence import Evidence

_ITEM = re.compile(
    r"^\W{0,3}(?:[一二三四五六七八九十]是|第?[一二三四五六七八九十][、是，,：:]|第[一二三四五六七八九十](?!届|次|季|章)|其[一二三四五]|首先|其次|再次|再者|最后|另[外有一]|此外|还有|同时"
    r"|[(（][一二三四五六七八九十][)）]|[(（]?[1-9]\d?(?:[)）]|[.、](?!\d))|[①-⑳]|[-•·*]\s"
    r"|(?:the )?(?:first|second|third|fourth|fifth|finally|lastly|another|also|in addition|moreover|furthermore|besides)(?:ly)?\b)",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"^\W{0,3}(?:一是|第一|其一|首先|[(（]一[)）]|[(（]?1(?:[)）]|[.、](?!\d))|①|(?:the )?first)", re.IGNORECASE
)
# A sentence that says that a list comes.
_ANNOUNCES = re.compile(
    r"[：:]\s*$|[两二三四五六七八九十几多\d]\s?[个大项种类点]?(?:方面|方向|原因|理由|因素|特点|部分|阶段|步骤|优势|挑战|问题|措施|任务)"
    r"|(?:以下|如下)|[两二三四五六七八九十几]\s?[个大项种类点条](?=[。：:，,])|\b(?:two|three|four|five|six|several|following)\s(?:\w+\s)?\w+s\b",
    re.IGNORECASE,
)
# Three things or more in a row.
_ENUMERATION = re.compile(
    r"[^、，。；]+(?:、[^、，。；]+){2,}|[^、，。；]+、[^、，。；]+[和与及以][^、，。；]+|一是.+二是|其一.+其二"
    r"|[^;；]+(?:[;；][^;；]+){2,}|[\w’' -]+(?:, [\w’' -]+)+,? (?:and|or) [\w’' -]+"
)
# An item with a name of its own, and then several things: it is a list by itself.
_LABELLED = re.compile(r"^[^，。；：:]{2,20}[：:]")
# A list longer than this, in characters, is not judged as a whole.
_LONGEST_BLOCK = {"zh": 400, "en": 900}
# Sentences of one paragraph or of neighbouring list items are at most so many characters apart.
_GAP = 4


def is_whole_list(text: str) -> bool:
    """Whether a text names three things or more in a row.

    >>> is_whole_list("包括茶叶、瓷器、丝绸。"), is_whole_list("Tea, silk and salt were traded."), is_whole_list("茶叶很好。")
    (True, True, False)
    """
    return bool(_ENUMERATION.search(text))


def is_listed(text: str) -> bool:
    """Whether a sentence begins as one of several.

    >>> is_listed("Second, the roof leaks."), is_listed("The roof leaks.")
    (True, False)
    """
    return bool(_ITEM.match(text))


def list_around(best: Evidence, units: Sequence[Evidence]) -> list[Evidence]:
    """The items of the list that a sentence belongs to or announces, in order; empty when there is no such list.

    Args:
        best: the sentence that answers best.
        units: others that were found; those of its document are looked through for its neighbours.
    """
    beside = sorted((u for u in {*units, best} if u.document.doc_id == best.document.doc_id), key=lambda u: u.start)
    if _item(best) and _LABELLED.match(best.text) and is_whole_list(best.text):
        return []
    at = beside.index(best)
    begin, end = at, at + 1
    if _item(best):
        while begin and not _FIRST.match(beside[begin].text) and _next(beside[begin - 1], beside[begin]):
            begin -= 1
            if not _item(beside[begin]):
                break
        if begin and _next(beside[begin - 1], beside[begin]) and is_whole_list(beside[begin - 1].text):
            begin -= 1  # names them all before it tells of each
    elif not (_ANNOUNCES.search(best.text) or is_whole_list(best.text)):
        # What is decided, found or planned often comes after what led to it.
        follows = end + 1 < len(beside) and _next(best, beside[end]) and _next(beside[end], beside[end + 1])
        if not follows or beside[end].text[-1] not in "：:" or not _item(beside[end + 1]):
            return []
        begin, end = end, end + 1
    while end < len(beside) and _next(beside[end - 1], beside[end]) and _item(beside[end]):
        if _FIRST.match(beside[end].text) and (end - begin > 1 or _item(beside[begin])):
            break
        end += 1
    if end - begin == 1 and announces(best.text) and end < len(beside) and _next(best, beside[end]):
        end += 1  # tells them in one sentence
    return beside[begin:end] if end - begin > 1 else []


def announces(text: str) -> bool:
    """Whether a sentence says that several things come, and does not name them itself.

    >>> announces("Two things ended the trade."), announces("原因有：茶贵、船少、路远。")
    (True, False)
    """
    return bool(_ANNOUNCES.search(text)) and not is_whole_list(text)


def list_blocks(units: Sequence[Evidence]) -> list[tuple[Evidence, list[int]]]:
    """Lists of two items or more as one piece each, with what announces it or stands over it, and the numbers of its items."""
    order = sorted((n for n, u in enumerate(units) if u.table is None), key=lambda n: units[n].key)
    runs: list[list[int]] = []
    for number in order:
        if not units[number].is_item:
            continue
        last = units[runs[-1][-1]] if runs else None
        if last is not None and units[number].document is last.document and _next(last, units[number]):
            runs[-1].append(number)
        else:
            runs.append([number])
    blocks = []
    for run in runs:
        first, last = units[run[0]], units[run[-1]]
        over = first.before or first.section
        text = f"{over} {first.document.text[first.start : last.end]}".replace("\n", " ")
        if len(run) > 1 and len(text) <= _LONGEST_BLOCK[first.document.language]:
            blocks.append((replace(first, end=last.end, text=text, before=""), run))
    return blocks


def _next(one: Evidence, two: Evidence) -> bool:
    return one.table is None and two.table is None and 0 <= two.start - one.end <= _GAP


def _item(unit: Evidence) -> bool:
    return unit.is_item or is_listed(unit.text)
