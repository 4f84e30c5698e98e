"""Follow-ups: what a question leaves out, taken from the turns before it."""

import re
from collections.abc import Sequence

from corpus.script import HAN
from retrieval.answer import Turn
from retrieval.measures import find_measures
from retrieval.names import Mention, NameBook
from retrieval.query import find_years, fold_question
from retrieval.swapping import swap_alike

_OPENING = re.compile(
    r"^(那么?|那|还有|另外|再|换成|如果是|若是|同样|至于|and\b|then\b|so\b|what about\b|how about\b|or\b|also\b|but\b|ok\b|okay\b)[,， ]*",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(的?呢|又?(如何|怎么样|怎样|咋样)|是多少|有多少)?[?？。!！ ]*$")
# A follow-up of a few words, and a further question behind it: 硕士呢?最多能领多久?
_TWO = re.compile(r"(?P<first>[^?？]{2,24}[?？])\s*(?P<rest>[^?？]{3,}[?？]?)$")
_POINTING = re.compile(
    r"它们?|他们|她们?|他(?!们|国|人)|这(个|家|些|里|时|项|一|种|份|几)|那(个|家|些|里|时|项|种|年|几)|该(?!死|不)|上述|前者|后者|两者|其(?!他|中|它|实|余|次|间)"
    r"|\b(it|its|they|their|them|he|she|his|her|him|this|that|these|those|the (former|latter|same))\b",
    re.IGNORECASE,
)
_ASKING_AGAIN = re.compile(
    r"^\W*(为什么(呢)?|为何|为啥|原因(是什么|呢)?|怎么说|why( is that| so)?|how (so|come)|来源(是|呢)?|出处(呢|是)?|依据(是什么|呢)?|谁说的|哪里说的|source|sources|says who|where does it say( so| that)?"
    r"|(请)?(用|以)?(英[文语]|中文|繁体中文|繁体)(再)?(回答|说|说一遍|答)?(一遍|一下)?|(please )?(answer |say it |again )?in (english|chinese)( please)?|继续|还有吗|然后呢|more|go on)\W*$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"哪|谁|什么|多少|几|怎|如何|\b(?:wh(?:at|o|ich|en|ere|y)|how|did|does|do|is|are)\b", re.IGNORECASE)
# How big, high or long something is.
_HOW = re.compile(r"[能会将可约]*[有是达为]?到?多[大高长远久快重贵深宽厚]")
_MARK = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z][A-Za-z]*[A-Z0-9][A-Za-z0-9.+-]*|[A-Z]{2,})(?![A-Za-z0-9])")
_YEAR = re.compile(r"(?<!\d)(?:1|2)\d{3}(?!\d)")
_RANGE = re.compile(r"((?:1|2)\d{3})(年?)\s*(?:-|–|—|~|至|到|to)\s*(?:1|2)\d{3}")
_RELATIVE = re.compile(
    r"(?:(?P<before>前一年|上一年|上年|去年|(?:in )?the (?:year before|previous year|prior year))|后一年|下一年|次年|第二年|(?:in )?the (?:next|following) year|the year after)",
    re.IGNORECASE,
)
_COUNTED = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "ten": 10} | {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "十": 10,
}
_N = r"(?P<n>\d{1,2}|" + "|".join(_COUNTED) + ")"
_ON = re.compile(
    rf"(?:再?过|再?往后|又过了?|再)?{_N}年(?:之?后|以后|过后)|(?:再?往后|再过){_N.replace('<n>', '<n2>')}年"
    rf"|(?:in )?{_N.replace('<n>', '<n3>')} years? (?:on|later|after(?:wards| that)?)",
    re.IGNORECASE,
)
_BACK = re.compile(
    rf"(?:再?往前)?{_N}年(?:之?前|以前)|(?:再?往前){_N.replace('<n>', '<n2>')}年|{_N.replace('<n>', '<n3>')} years? (?:before|earlier|ago)",
    re.IGNORECASE,
)
# A follow-up that only names something has at most so many characters (English: words).
_SHORT_HAN, _SHORT_WORDS = 9, 4


def resolve(question: str, history: Sequence[Turn], names: NameBook) -> str:
    """The question with what it leaves out, folded; unchanged when it stands alone.

    In a short follow-up a year takes the place of the year asked about before, a measure that of the measure, a name
    that of the name. What points back (它, their) is read with the names of the question before it.

    >>> from retrieval.names import default_names
    >>> before = [Turn("user", "2025年阿里云的份额是多少？"), Turn("assistant", "22%")]
    >>> resolve("那腾讯云呢？", before, default_names()), resolve("2030年呢?", before, default_names())
    ('2025年腾讯云的份额是多少?', '2030年阿里云的份额是多少?')
    """
    folded = fold_question(question)
    earlier = _earlier(history, names)
    if not earlier:
        return folded
    if _ASKING_AGAIN.match(folded):
        return f"{earlier} {folded}"
    if more := _TWO.match(folded):
        first, rest = more["first"], more["rest"]
        if (swapped := resolve(first, history, names)) not in (first, f"{earlier} {first}"):
            return f"{swapped} {rest}"
    opened = _OPENING.match(folded) is not None or folded.rstrip("?？ ").endswith("呢")
    core = _TAIL.sub("", _OPENING.sub("", folded)).strip()
    years = find_years(earlier)[0]
    if years and (relative := _RELATIVE.fullmatch(core)):
        return _YEAR.sub(str(years[-1] - 1 if relative["before"] else years[-1] + 1), _one_year(earlier))
    points = _POINTING.search(core) is not None
    if years and (moved := _years_on(core)) is not None:
        return _YEAR.sub(str(years[-1] + moved), _one_year(earlier))
    if _is_whole(core):
        return folded
    if _is_short(core) and not points and not _ASKS.search(core):
        return _swap(earlier, core, names) or swap_alike(earlier, core) or f"{earlier} {folded}"
    if points or (opened and not any(m.name.proper for m in names.find(core))):
        return f"{_topic(earlier, names)} {folded}"
    if not names.find(core) and _is_short(core, 2) and (years := find_years(core)[0]) and not _ASKS.search(core):
        return _swap(earlier, str(years[-1]), names)
    if not names.find(core) and not find_years(core)[0] and _is_short(core):
        return f"{_topic(earlier, names)} {folded}"
    return folded


def _years_on(core: str) -> int | None:
    """By how many years a follow-up that says nothing else moves on ("two years on") or back; None for others."""
    for pattern, sign in ((_ON, 1), (_BACK, -1)):
        if found := pattern.fullmatch(core):
            written = next(g for g in found.groups() if g).lower()
            return sign * (_COUNTED.get(written) or int(written))
    return None


def _one_year(text: str) -> str:
    """A range of years as its first year alone, so that one year can take its place."""
    return _RANGE.sub(r"\1\2", text)


def _earlier(history: Sequence[Turn], names: NameBook) -> str:
    """The last question of the user, itself resolved against the ones before it."""
    asked = [n for n, turn in enumerate(history) if turn.role == "user" and turn.content.strip()]
    if not asked:
        return ""
    return resolve(history[asked[-1]].content, history[: asked[-1]], names)


def _is_short(core: str, times: int = 1) -> bool:
    if HAN.search(core):
        return len(re.sub(r"[\W\d]", "", core)) <= _SHORT_HAN * times
    return len(core.split()) <= _SHORT_WORDS * times


def _is_whole(core: str) -> bool:
    """Whether a short question leaves nothing out: 茶园2030年有多大 has its own thing and year."""
    if _HOW.search(core) is None or not find_years(core)[0]:
        return False
    rest = re.sub(r"\d{2,4}年?|[的在到至和]", "", _HOW.sub("", core))
    for measure in reversed(find_measures(rest)):
        rest = rest[: measure.start] + rest[measure.end :]
    return len(HAN.findall(rest)) > 1


def _topic(earlier: str, names: NameBook) -> str:
    """What an earlier question was about: its names and marks; all of it when it has none."""
    found = [earlier[m.start : m.end] for m in names.find(earlier) if m.name.proper]
    found += _MARK.findall(earlier)
    return " ".join(dict.fromkeys(found)) or earlier


def _swap(earlier: str, core: str, names: NameBook) -> str:
    """The earlier question with the year, the measure or the name of the new one in place of its own, or ""."""
    out, rest = earlier, core
    years = find_years(core)[0]
    if years:
        out = _YEAR.sub(str(years[-1]), _one_year(out)) if _YEAR.search(out) else f"{out} {years[-1]}"
        rest = re.sub(r"\d{2,4}年?", "", rest).strip(" ,，")
        if not names.find(rest) and not find_measures(rest):
            return out
    new, old = find_measures(rest), find_measures(out)
    if new and new[0].end - new[0].start >= len(rest.strip("的 ")) - 1:
        if not old:
            return ""
        return out[: old[-1].start] + rest + out[old[-1].end :]
    place = _place(out, rest, names, [(m.start, m.end) for m in old])
    return out[: place.start] + rest + out[place.end :] if place else ""


def _place(earlier: str, core: str, names: NameBook, measured: Sequence[tuple[int, int]]) -> Mention | None:
    """The mention of the earlier question whose place the new words take: a name for a name, else the first term."""
    proper = any(m.name.proper for m in names.find(core))
    found = [m for m in names.find(earlier) if not any(m.start < b and m.end > a for a, b in measured)]
    same = [m for m in found if m.name.proper is proper]
    return next(iter(same or found), None)
