"""Names that an English question spells in pinyin, as the documents write them in Han characters.

No book lists the firms, places and people of documents that nobody has seen. But the documents themselves do: of the
characters that a spelling can stand for, hardly any two stand side by side in them by chance.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import product

from corpus.readings import toned_syllables
from corpus.script import HAN
from index.lexicon import is_word
from retrieval.names import Mention, Name

# How many passages hold a unit, as `index.words.word_units`.
Held = Callable[[str], int]

_PART = r"[A-Z][a-z]{1,5}(?:-?[a-z]{1,6})?"
_PERSON = re.compile(rf"(?<![A-Za-z-])({_PART}) ({_PART})(?![A-Za-z])")
_WORD = re.compile(r"(?<![A-Za-z-])[A-Za-z][a-z]{3,}(?![A-Za-z-])")
_BEGINS = re.compile(r"(?:^|[.?!:;])\W*$")
_VOWEL = re.compile("[aeiou]")
# Letters that a word in small letters has at least, and syllables that one has at most.
_LOWER, _SYLLABLES = 5, 4
# The hundred commonest surnames of one character and some more; they stand before nineteen of twenty names.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔"
    "伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华"
    "喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟"
)


def spelt_names(text: str, held: Held) -> list[Mention]:
    """The names in an English question that the documents write in Han characters, in order.

    Of several that a spelling can stand for, those that most passages hold count.

    Args:
        text: a question; one that has Han characters writes its names in them.
        held: how many passages hold a character, or a pair of characters.

    >>> holds = {"王", "伟", "王伟", "恒", "屿", "恒屿", "李", "建", "国", "李建", "建国"}.__contains__
    >>> [m.name.forms for m in spelt_names("Who is Wang Wei, Jianguo Li's friend at Hengyu?", lambda unit: int(holds(unit)))]
    [('Wang Wei', '王伟'), ('Jianguo Li', '李建国'), ('Hengyu', '恒屿')]
    """
    if HAN.search(text):
        return []
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for m in _PERSON.finditer(text):
        names = [name for family, given in (m.groups(), m.groups()[::-1]) for name in _persons(family, given, held)]
        if best := _most_held(names, held):
            found[m.span()] = best
    for m in _WORD.finditer(text):
        small = m[0].lower()
        common = is_word(small)
        # A word in small letters, or one that a sentence begins with, is hardly a name where it is a word at all.
        plain = m[0].islower() or _BEGINS.search(text, 0, m.start()) is not None
        if any(a <= m.start() < b for a, b in found) or (plain and (common or len(small) < _LOWER)):
            continue
        chains = [name for parts in _words(small) for name in _chains(parts, held)]
        if best := _most_held([name for name in chains if not (common and is_word(name))], held):
            found[m.span()] = best
    return [Mention(Name((text[a:b], *written), listed=False), a, b) for (a, b), written in sorted(found.items())]


def _persons(family: str, given: str, held: Held) -> Iterator[str]:
    firsts = [char for char in _readings().get(family.lower(), "") if char in SURNAMES and held(char)]
    for parts in _syllables(re.sub(r"[^a-z]", "", given.lower()), 2):
        yield from _chains(parts, held, firsts)


def _chains(parts: Sequence[str], held: Held, firsts: list[str] | None = None) -> list[str]:
    """The characters that syllables can stand for where the documents hold each two that follow each other."""
    chains = firsts
    for part in parts:
        chars = [char for char in _readings()[part] if held(char)]
        chains = chars if chains is None else [c + char for c, char in product(chains, chars) if held(c[-1] + char)]
    return chains or []


def _most_held(names: list[str], held: Held) -> tuple[str, ...]:
    """Those of some names that most passages can hold, each once."""
    counts = {name: min(map(held, _pairs(name))) for name in names}
    return tuple(name for name, count in counts.items() if count == max(counts.values()))


def _pairs(name: str) -> list[str]:
    return [name[i : i + 2] for i in range(len(name) - 1)]


def _words(letters: str) -> list[tuple[str, ...]]:
    """The ways to read letters as two syllables or more; inside a word few begin with a vowel."""
    ways = [parts for parts in _syllables(letters, _SYLLABLES) if len(parts) > 1]
    return [parts for parts in ways if not any(part[0] in "aeo" for part in parts[1:])] or ways


def _syllables(letters: str, most: int) -> list[tuple[str, ...]]:
    """The ways to read letters as syllables, one to `most` of them."""
    if not letters:
        return [()]
    heads = [letters[:n] for n in range(2, 7) if letters[:n] in _readings()] if most else []
    return [(head, *rest) for head in dict.fromkeys(heads) for rest in _syllables(letters[len(head) :], most - 1)]


@cache
def _readings() -> dict[str, str]:
    """The characters of each syllable without its tone; ü as u, the way names are spelt."""
    out: dict[str, str] = {}
    for syllable, chars in toned_syllables().items():
        bare = "".join(c for c in unicodedata.normalize("NFD", syllable) if not unicodedata.combining(c))
        out[bare] = out.get(bare, "") + chars
    return {bare: "".join(dict.fromkeys(chars)) for bare, chars in out.items() if _VOWEL.search(bare)}
