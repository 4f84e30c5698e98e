"""Questions that say of a figure that it is told more than once: "do the chapters agree on …", 我看到不止一种说法.

Such words are about the documents. What is left of the question names a measure, and every figure for it is told, also where
the documents put it in other words: what part of the cars sold has a thing is how common the thing is.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import AnswerError
from index.words import word_units
from retrieval.amounts import comparable, same_value
from retrieval.asked import Asked
from retrieval.claims import content_words
from retrieval.figures import Told
from retrieval.fitting import family
from retrieval.measures import find_measures
from retrieval.query import Query, find_years, question_kind

_FILE = Path(__file__).parent / "agreeing.toml"
# How widespread a thing is, in whatever words.
_SPREAD = frozenset(("penetration", "fitment_rate", "share"))
# L2 and everything above it.
_AND_ABOVE = re.compile(
    r"(?<=\d)\+?\s?级?(?:及以上(?:级别?)?|(?: level)? (?:and|or) (?:higher|above|up))|(?<=\d)\+级", re.IGNORECASE
)
# Why they differ, or where: the words on the documents are what is asked about.
_OTHERWISE = re.compile(r"为什么|为何|为啥|原因|哪[些几里个处]|\b(?:why|which|where|who)\b", re.IGNORECASE)
_MARK = re.compile(r"[a-z]+[-.]?\d+[a-z]*\+?|\d+[a-z]+\+?", re.IGNORECASE)
_YEAR = re.compile(r"(?:1|2)\d{3}")
# What part of the words that name the thing a figure must have where the question has no mark to know it by.
_NEAR = 0.8
_MOST, _MOST_UNSURE = 12, 4


@dataclass(frozen=True, slots=True)
class _Patterns:
    said: re.Pattern[str]
    worth: re.Pattern[str]
    empty: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    try:
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        said = re.compile("|".join(f"(?:{p})" for p in data["said"]), re.IGNORECASE)
        return _Patterns(said, re.compile(data["worth"], re.IGNORECASE), re.compile(data["empty"]))
    except (tomllib.TOMLDecodeError, KeyError, re.error) as error:
        raise AnswerError(_FILE.name, f"cannot be read: {error}", "compare it with the file of the project") from error


def without_accounts(question: str) -> str:
    """A question without what it says of the documents; the question itself where it says nothing of that, or nothing else.

    >>> without_accounts("Do the chapters agree on how common lamps are in 2025?")
    'how common lamps are in 2025?'
    >>> without_accounts("2030年台灯占几成?我看到不止一种说法。")
    '2030年台灯占几成?'
    >>> without_accounts("前后两处说的是一个数吗?")
    '前后两处说的是一个数吗?'
    """
    left = re.sub(
        r"(?<=[，,。；;?？.!！]) ?[，,。；;.?？!！]+|^[\s，,。；;.?？!！]+", "", _patterns().said.sub("", question)
    ).strip()
    if left == question or _OTHERWISE.search(question) or len(word_units(left)) < 2:
        return question
    if len(years := find_years(left)[0]) > 1:
        return question  # the figures of several years differ whether accounts do or not
    # What is left must ask for a figure: what the documents contradict themselves in is another question.
    asks = find_measures(left) or years or question_kind(left) == "figure"
    return left if asks else question


def all_accounts(query: Query, asked: Asked, told: Sequence[Told]) -> tuple[list[Told], bool]:
    """Every figure of what a question asks for, best first, none unless two of them differ; and whether all are on one thing.

    Args:
        query: the question, which says that there are several.
        asked: the figure it asks for.
        told: figures, best first.
    """
    marks = {m.casefold() for m in _MARK.findall(_AND_ABOVE.sub("+", query.search)) if not _YEAR.match(m)}
    fitting = [t for t in told if not query.years or set(query.years) & set(t.years)]
    if marks:
        fitting = [t for t in fitting if _measures(asked, t) and marks <= _marks(t)]
    else:
        fitting = _named_alike(query, asked, fitting)
    once: dict[tuple[str, int, int], Told] = {}
    for each in fitting:
        once.setdefault(each.evidence.key, each)
    kept = list(once.values())[: _MOST if marks else _MOST_UNSURE]
    differ = any(not same_value(kept[0].statement.quantity, t.statement.quantity) for t in kept[1:])
    return (kept if differ else []), bool(marks) and len(query.years) == 1


def _named_alike(query: Query, asked: Asked, told: Sequence[Told]) -> list[Told]:
    """The figures of one measure whose subjects have most of the words of the question that name the thing."""
    chinese = query.script == "zh"
    thing = content_words(_patterns().empty.sub(" ", asked.subject) if chinese else asked.subject, chinese)
    held = [
        len(thing & content_words(f"{t.statement.of} {t.statement.subject}", chinese))
        if t.evidence.document.language == query.script and (not asked.measures or _measures(asked, t))
        else 0
        for t in told
    ]
    most = max(held, default=0)
    if most < 2 or 2 * most < len(thing):
        return []
    near = [t for n, t in zip(held, told, strict=True) if n >= _NEAR * most]
    measure = near[0].statement.measure
    return [
        t
        for t in near
        if t.statement.measure == measure and comparable(t.statement.quantity, near[0].statement.quantity)
    ]


def _measures(asked: Asked, told: Told) -> bool:
    """Whether a figure is of what is asked for, or a share that says how widespread a thing is where that is asked."""
    statement = told.statement
    if any(family(statement.measure) & family(key) for key in asked.measures):
        return True
    spread = bool(_SPREAD & set(asked.measures)) or (not asked.measures and asked.kinds == {"percent"})
    if not spread or statement.measure not in _SPREAD or statement.quantity.kind != "percent":
        return False
    return "penetration" not in asked.measures or (bool(statement.of) and not _patterns().worth.search(statement.of))


def _marks(told: Told) -> set[str]:
    about = _AND_ABOVE.sub("+", f"{told.statement.of} {told.statement.subject}")
    return {m.casefold() for m in _MARK.findall(about)}
