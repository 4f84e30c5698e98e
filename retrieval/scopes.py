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
    zh_and: re.Pattern[str]
    en: frozenset[str]


@cache
def _words() -> _Words:
    try:
        data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
        general = sorted(data["zh"], key=len, reverse=True)
        return _Words(
            re.compile("|".join(map(re.escape, general))),
            re.compile("|".join(map(re.escape, sorted(data["zh_and"], key=len, reverse=True)))),
            frozenset(data["en"]),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise AnswerError(_FILE.name, f"cannot be read: {error}", "compare it with the file of the project") from error


@lru_cache(maxsize=4096)
def scope_key(subject: str) -> str:
    """The content of a noun phrase: equal for phrases that differ only in general words and in order; "" for none.

    >>> scope_key("中国汽车云服务整体市场") == scope_key("汽车云服务") != scope_key("研发云")
    True
    >>> scope_key("China's overall automotive cloud services market") == scope_key("the automotive cloud market")
    True
    """
    bare = _MARKS.sub(" ", _BRACKETS.sub("", subject)).strip()
    words = _words()
    if not is_chinese(bare):
        found = {_stem(w) for w in _WORD.findall(_OWNER.sub("", subject.lower().replace("’", "'")))}
        return " ".join(sorted(found - words.en))
    bare = words.zh_and.sub("", bare.replace(" ", "").lower())
    return "".join(sorted(words.zh.sub("", bare)))


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
