"""Several things that a question names in a row, to take together: 东窑、西窑和南窑三座窑; the east, west and south kilns."""

import re

from retrieval.measures import find_measures

# More things than that are not summed, and no longer rows are read.
_MOST = 8
_ZH_ITEM = r"[^、，,。；;：:？?\s\d和与跟及这那]{1,12}?"
# 之和 is a sum, and 温和 is a word.
_ZH_AND = r"(?:以及|(?<![之总温缓柔饱求])(?<!碳中)和(?![谐睦解])|[与跟及])"
_ZH = re.compile(
    rf"(?P<list>[^、，,。；;：:？?\s\d]{{1,12}}(?:、{_ZH_ITEM}){{0,{_MOST}}}(?:(?:、|{_ZH_AND}){_ZH_ITEM}))"
    r"(?:[这那]?(?P<count>[两二三四五六七八九十]|\d{1,2})(?P<of>[大个家种类款座条朵项门台辆块片所间处支艘部名位市县省国地])(?P<head>[\u4e00-\u9fff]{0,4}?))?"
    r"(?=[，,。；;：:？?\s]|的|(?:1|2)\d{3}|今年|去年|合计|加起|加在|一共|总共|共计|合起来|凑|拢共|一起|在|到|总和|之和|$)"
)
_ZH_CUT = re.compile(f"、|{_ZH_AND}")
_ZH_LEAD = re.compile(r"^(?:请问|那么?|把|将|算算|问一下|年)+|^.*的")
_WORD = r"[A-Za-z0-9&'’.-]+"
_EN_ITEM = rf"(?:{_WORD} ){{0,3}}?{_WORD}"
_EN = re.compile(
    rf"(?:^|\b(?:do|does|did|of|for|from|up|by|in|at|are|were|is|was|will|take|taking|both|add|put)\b|:) ?"
    rf"(?P<list>{_EN_ITEM}(?:, {_EN_ITEM}){{0,{_MOST}}},? (?:and|plus|&) {_EN_ITEM})"
    r"(?= (?:of|come|comes|came|add|adds|make|makes|made|amount|amounts|have|has|had|hold|held|cost|costs|earn\w*|sell|sold|bring|brought|take|took|taken|put|together|combined|added|altogether|in|for|by|at|from|on|were|was|are|is|be|do|does|did|will|worth|account\w*|spen[dt]\w*|get|got|use[sd]?|produced?|total\w*)\b|[,.?;:]|$)",
    re.IGNORECASE,
)
_EN_CUT = re.compile(r",? (?:and|plus|&) |, ", re.IGNORECASE)
_LEAD = re.compile(
    r"^.*\b(?:do|does|did|of|for|from|by|in|at|are|were|is|was|will|take|both|add|put)\b(?! (?:and|plus)\b) ?",
    re.IGNORECASE,
)
# Behind the things of "did the north and south sites employ together" stands what they do, unless that has been left out.
_INTRO = re.compile(r"\b(do|does|did|of|for|from|by|in|at|are|were|is|was|will|take|both|add|put)\b", re.IGNORECASE)
_NO_DEED = re.compile(r" ?(?:[,.?;:]|$|(?:together|combined|added|altogether|in|for|by|at|from|on)\b)", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an|our|its|their|both) ", re.IGNORECASE)
_NUMBERS = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))


def listed_things(text: str) -> tuple[tuple[str, ...], ...]:
    """The things that a question (Simplified, half width) names in a row, each with its forms, fullest first; else none.

    Where the question says how many they are, it must be so many; what they all are (云 of 甲、乙两朵云) is said of each.

    >>> listed_things("研发、质检两个部门2031年一共花了多少?")
    (('研发部门', '研发'), ('质检部门', '质检'))
    >>> listed_things("白石厂东窑、西窑和南窑合计产了多少件?")[0]
    ('白石厂东窑', '东窑')
    >>> listed_things("What do the east, west and south kilns make together?")
    (('east kiln', 'east kilns', 'east'), ('west kiln', 'west kilns', 'west'), ('south kiln', 'south kilns', 'south'))
    """
    for pattern, read in ((_ZH, _chinese), (_EN, _english)):
        for found in pattern.finditer(text):
            things = read(found)
            if 1 < len(things) <= _MOST and not any(_is_measure(forms[-1]) for forms in things):
                return things
    return ()


def _chinese(found: re.Match[str]) -> tuple[tuple[str, ...], ...]:
    items = [_ZH_LEAD.sub("", item).strip() for item in _ZH_CUT.split(found["list"])]
    written = found["count"]
    if written and len(items) != (int(written) if written.isdigit() else _NUMBERS[written]):
        return ()
    head = found["head"] or ""
    place = found["of"] if found["of"] and found["of"] in "市县省国" else ""
    if not all(items) or len(set(items)) != len(items):
        return ()
    if 1 in (sizes := {len(item) for item in items}) and len(sizes) > 1:
        return ()  # 甲和乙 are two things, 温和 is a word
    # Before the first may stand whose they all are: 白石厂东窑、西窑和南窑.
    first, longest = items[0], max(map(len, items[1:]))
    alike = len(first) > longest and len({item[-1] for item in items}) == 1
    owned = (first, first[-longest:]) if alike else ()
    return tuple(_forms(item, f"{item}{head or place}") if n or not owned else owned for n, item in enumerate(items))


def _english(found: re.Match[str]) -> tuple[tuple[str, ...], ...]:
    first, *others = (item.strip() for item in _EN_CUT.split(found["list"]))
    intro = _INTRO.findall(found.string[: found.start("list") + len(first)])
    if intro and intro[-1].lower() in ("do", "does", "did") and _NO_DEED.match(found.string, found.end()):
        others[-1] = others[-1].rpartition(" ")[0] or others[-1]
    items = [_ARTICLE.sub("", item) for item in (_LEAD.sub("", first), *others)]
    last = items[-1].split()
    head = (
        last[-1] if len(last) > 1 and last[-1].islower() and all(len(i.split()) < len(last) for i in items[:-1]) else ""
    )
    if not all(items) or len({item.casefold() for item in items}) != len(items):
        return ()
    if not head:
        return tuple((item,) for item in items)
    bare = [*items[:-1], " ".join(last[:-1])]
    single = head.removesuffix("s") if len(head) > 3 and not head.endswith("ss") else head
    return tuple(_forms(item, f"{item} {single}", f"{item} {head}") for item in bare)


def _forms(item: str, *fuller: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*fuller, item)))


def _is_measure(item: str) -> bool:
    return any(m.start == 0 and m.end == len(item) for m in find_measures(item))
