"""Follow-ups: what a question leaves out, taken from the turns before it."""

import re
from collections.abc import Sequence

from retrieval.answer import Turn
from retrieval.names import Mention, NameBook
from retrieval.query import find_years, fold_question

_OPENING = re.compile(
    r"^(那么?|那|还有|另外|再|换成|如果是|若是|同样|and\b|then\b|so\b|what about\b|how about\b|or\b|also\b|but\b)[,， ]*", re.IGNORECASE
)
_POINTING = re.compile(
    r"它|他们|她|他(?!们?国)|这(个|家|些|里|时|项|一|种|份)|那(个|家|些|里|时|项|一|种|年)|该|上述|前者|后者|此外?|其(?!他|中|它|实|余)"
    r"|\b(it|its|they|their|them|he|she|his|her|this|that|these|those|the (former|latter|same))\b",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(呢|如何|怎么样|又怎样|咋样)?[?？。!！ ]*$")
_ASKING_AGAIN = re.compile(
    r"^\W*(为什么|为何|为啥|原因(是什么|呢)?|怎么说|why( is that| so)?|how (so|come)|来源|出处|依据|哪里说的|source|sources|where does it say( so| that)?"
    r"|(请)?(用|以)?(英[文语]|中文|繁[体體])(再)?(回答|说|说一遍|答)?|(please )?(answer |say it |again )?in (english|chinese)( please)?|继续|还有吗|然后呢|more|go on)\W*$",
    re.IGNORECASE,
)
# A question that names enough by itself to stand alone, in characters once names and years are taken out.
_SELF_STANDING = 8
_YEAR = re.compile(r"(?<!\d)(?:1|2)\d{3}(?!\d)")


def resolve(question: str, history: Sequence[Turn], names: NameBook) -> str:
    """The question with what it leaves out, folded; unchanged when it stands alone.

    A year in a short follow-up takes the place of the year asked about before, a name the place of the name; what
    points back, or is too short to stand alone, is read behind the question before it.

    >>> from retrieval.names import default_names
    >>> before = [Turn("user", "2025年阿里云的份额是多少？"), Turn("assistant", "22%")]
    >>> resolve("那腾讯云呢？", before, default_names())
    '2025年腾讯云的份额是多少?'
    """
    folded = fold_question(question)
    earlier = _earlier(history, names)
    if not earlier:
        return folded
    if _ASKING_AGAIN.match(folded):
        return f"{earlier} {folded}"
    core = _TAIL.sub("", _OPENING.sub("", folded))
    opened = core != _TAIL.sub("", folded) or folded.rstrip("?？ ").endswith("呢")
    mentions = names.find(core)
    years, _ = find_years(core)
    rest = _without(core, mentions)
    short = len(re.sub(r"\W", "", rest)) < _SELF_STANDING * (1 if re.search(r"[㐀-鿿]", rest) else 3)
    if short and (opened or len(rest.strip()) <= 4):
        swapped = _swap(earlier, core, mentions, years, names)
        if swapped:
            return swapped
    if opened or short or (_POINTING.search(folded) and not any(m.name.proper for m in mentions)):
        return f"{earlier} {folded}"
    return folded


def _earlier(history: Sequence[Turn], names: NameBook) -> str:
    """The last question of the user, itself resolved against the ones before it."""
    asked = [n for n, turn in enumerate(history) if turn.role == "user" and turn.content.strip()]
    if not asked:
        return ""
    return resolve(history[asked[-1]].content, history[: asked[-1]], names)


def _without(text: str, mentions: Sequence[Mention]) -> str:
    for mention in reversed(mentions):
        text = text[: mention.start] + text[mention.end :]
    return re.sub(r"\d+|年|in |by |for |the |的|到|在", "", text)


def _swap(earlier: str, core: str, mentions: Sequence[Mention], years: Sequence[int], names: NameBook) -> str:
    """The earlier question with the year and the name of the new one, or "" where none can take a place."""
    out, done = earlier, False
    if years and _YEAR.search(out):
        out, done = _YEAR.sub(str(years[-1]), _one_year(out)), True
    elif years:
        out, done = f"{out} {core}", True
    for proper in (True, False):
        new = [m for m in mentions if m.name.proper is proper]
        old = [m for m in names.find(out) if m.name.proper is proper]
        if new and old:
            place = old[0]
            forms = core[new[0].start : new[0].end]
            out, done = out[: place.start] + forms + out[place.end :], True
            break
    else:
        if mentions and not done:
            return ""
    return out if done else ""


def _one_year(text: str) -> str:
    """A range of years as its first year alone, so that one year can take its place."""
    return re.sub(r"((?:1|2)\d{3})(年?)\s*(?:-|–|—|~|至|到|to)\s*(?:1|2)\d{3}", r"\1\2", text)
