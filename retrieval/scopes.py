"""Whether two statements are about the same thing: scopes compared by their content words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from corpus.errors import AnswerError
from retrieval.clauses import is_chinese

_FILE = Path(__file__).parent / "scopes.toml"
_WORD = re.compile(r"[a-z0-9+&]+", re.IGNORECASE)
_OWNER = re.compile(r"[’']s\b")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_MARKS = re.compile(r"[\s“”\"'《》「」,，.。;；:：·\-–—]+")


@dataclass(frozen=True, slots=True)
class _Words:
    zh: re.Pattern[str]
    zh_start: re.Pattern[str]
    zh_end: re.Pattern[str]
    zh_and: re.Pattern[str]
    en: frozenset[str]
    en_same: dict[str, str]
    en_end: frozenset[str]


@cache
def _words() -> _Words:
    try:
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        zh, start, end, joint = (
            "|".join(map(re.escape, sorted(data[key], key=len, reverse=True)))
            for key in ("zh", "zh_start", "zh_end", "zh_and")
        )
        return _Words(
            re.compile(zh),
            re.compile(rf"\A(?:{start})+"),
            re.compile(rf"(?:{end})+\Z"),
            re.compile(joint),
            frozenset(data["en"]),
            {word: first for first, *others in data["en_same"] for word in others},
            frozenset(data["en_end"]),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise AnswerError(_FILE.name, f"cannot be read: {error}", "compare it with the file of the project") from error


@lru_cache(maxsize=4096)
def scope_key(*phrases: str) -> str:
    """The content of noun phrases: equal for those that differ only in general words and in order; "" for none.

    >>> scope_key("中国汽车云服务整体市场") == scope_key("汽车云服务") != scope_key("研发云")
    True
    >>> scope_key("China's overall automotive cloud services market") == scope_key("the automotive cloud market")
    True
    >>> scope_key("服务机器人") == scope_key("机器人")
    False
    """
    bare = [_MARKS.sub(" ", _BRACKETS.sub("", phrase)).strip().lower() for phrase in phrases]
    if is_chinese(" ".join(bare)):
        return "".join(sorted("".join(_chinese_key(phrase.replace(" ", "")) for phrase in bare)))
    return " ".join(sorted({word for phrase in phrases for word in _english_key(phrase)}))


def _chinese_key(phrase: str) -> str:
    words = _words()
    before = ""
    while phrase != before:
        before = phrase
        phrase = words.zh_end.sub("", words.zh_start.sub("", words.zh.sub("", phrase)))
    return words.zh_and.sub("", phrase)


def _english_key(phrase: str) -> list[str]:
    words = _words()
    owned = _OWNER.sub("", phrase.lower().replace("’", "'"))
    found = [
        word for written in _WORD.findall(owned) if (word := _stem(written)) not in words.en and written not in words.en
    ]
    while found and found[-1] in words.en_end:
        found.pop()
    return [words.en_same.get(word, word) for word in found]


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
