"""What figures measure: the names of `measures.toml`, found in texts and put into words again."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.errors import AnswerError

_FILE = Path(__file__).parent / "measures.toml"


@dataclass(frozen=True, slots=True)
class Measure:
    """Something that figures measure.

    Attributes:
        key: how the program calls it: "market_size", "share", …
        kinds: the kinds of figures it comes in.
        zh: its name in Chinese.
        en: its name in English.
    """

    key: str
    kinds: frozenset[str]
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Relation:
    """A measure that follows from others beside it.

    Attributes:
        result: what follows.
        factors: its factors, or empty.
        ratio: what is divided and what it is divided by, or empty.
    """

    result: str
    factors: tuple[str, ...]
    ratio: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A measure that a text names.

    Attributes:
        key: which.
        start: first character of its name.
        end: one past the last.
    """

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class MeasureTable:
    """Everything in `measures.toml`.

    Attributes:
        measures: by key.
        relations: in the order of the file.
        names: key by name, English ones in small letters.
        pattern: finds names, longer ones first.
        done: key by what is done, English words in small letters.
        deeds: finds those.
    """

    measures: Mapping[str, Measure]
    relations: tuple[Relation, ...]
    names: Mapping[str, str]
    pattern: re.Pattern[str]
    done: Mapping[str, str]
    deeds: re.Pattern[str]


@cache
def measures() -> MeasureTable:
    """The measures of `measures.toml`, read once.

    Raises:
        AnswerError: the file is not TOML or a measure lacks a field.
    """
    try:
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        known = {m["key"]: Measure(m["key"], frozenset(m["kinds"]), m["zh"][0], m["en"][0]) for m in data["measure"]}
        names = {name.lower(): m["key"] for m in data["measure"] for name in (*m["zh"], *m["en"])}
        done = {word.lower(): m["key"] for m in data["measure"] for word in m.get("done", ())}
    except (tomllib.TOMLDecodeError, KeyError, IndexError) as error:
        raise AnswerError(_FILE.name, f"cannot be read: {error}", "compare it with the file of the project") from error
    relations = tuple(
        Relation(r["result"], tuple(r.get("factors", ())), tuple(r.get("ratio", ()))) for r in data.get("relation", ())
    )
    return MeasureTable(known, relations, names, _finder(names), done, _finder(done))


def _finder(names: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern that finds names, longer ones first."""
    chinese = sorted((n for n in names if not n.isascii()), key=len, reverse=True)
    latin = sorted((n for n in names if n.isascii()), key=len, reverse=True)
    # The look at the first character spares most places of a text the walk through all names.
    first = re.escape("".join(sorted({name[0] for name in names})))
    return re.compile(
        f"(?=[{first}])(?:{'|'.join(map(re.escape, chinese))}"
        f"|(?<![A-Za-z])(?:{'|'.join(map(re.escape, latin))})(?![A-Za-z]))",
        re.IGNORECASE,
    )


def find_measures(text: str) -> list[Mention]:
    """Every measure that a text names, from left to right, the longest name at each place.

    >>> [(m.key, m.start) for m in find_measures("市场规模的年均复合增长率 and market share")]
    [('market_size', 0), ('cagr', 5), ('share', 17)]
    """
    table = measures()
    return [Mention(table.names[m[0].lower()], m.start(), m.end()) for m in table.pattern.finditer(text)]


def find_done(text: str) -> tuple[str, ...]:
    """The measures of what a text says is done, each once.

    >>> find_done("2031年比2027年多生产多少套?"), find_done("Which of the two sold more?")
    (('output',), ('sales',))
    """
    table = measures()
    return tuple(dict.fromkeys(table.done[m[0].lower()] for m in table.deeds.finditer(text)))


def fits(key: str, kind: str) -> bool:
    """Whether figures of a kind can measure this; a measure that the file does not know can be anything."""
    measure = measures().measures.get(key)
    return measure is None or kind in measure.kinds


def name_of(key: str, language: str) -> str:
    """How a measure is called, in "zh" or "en"; the key itself for one that the file does not know."""
    measure = measures().measures.get(key)
    return key if measure is None else (measure.en if language == "en" else measure.zh)
