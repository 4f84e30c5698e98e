"""Chinese personal names that a question spells in pinyin, as the documents write them."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

from corpus.readings import readings_of

_PART = r"[A-Z][a-z]{1,5}(?:-?[a-z]{1,6})?"
_NAME = re.compile(rf"(?<![A-Za-z-])({_PART}) ({_PART})(?![A-Za-z])")
# The hundred commonest surnames and some more; they stand before nineteen of twenty names.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔"
    "伍庞颜倪庄聂章鲁岳翟申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华"
    "喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟"
)


def han_names(text: str, holds: Callable[[str], bool]) -> str:
    """The names in Han characters that pinyin in a text can stand for, parted by blanks.

    Args:
        text: an English question.
        holds: whether the documents hold a pair of Han characters; names that they do not hold are left out.

    >>> han_names("Who is Wang Wei, Jianguo Li's friend?", {"王伟", "李建", "建国", "王为"}.__contains__)
    '王为 王伟 李建国'
    """
    found: list[str] = []
    for one, two in _NAME.findall(text):
        found += [name for family, given in ((one, two), (two, one)) for name in _written(family, given, holds)]
    return " ".join(dict.fromkeys(found))


def _written(family: str, given: str, holds: Callable[[str], bool]) -> Iterator[str]:
    syllables = _syllables(re.sub(r"[^a-z]", "", given.lower()))
    surnames = [char for char in _readings().get(family.lower(), "") if char in _SURNAMES]
    for parts in syllables:
        firsts = [f + g for f, g in product(surnames, _readings()[parts[0]]) if holds(f + g)]
        if len(parts) == 1:
            yield from firsts
        else:
            yield from (pair + last for pair in firsts for last in _readings()[parts[1]] if holds(pair[1] + last))


def _syllables(letters: str) -> list[tuple[str, ...]]:
    """The ways to read letters as one or two syllables."""
    known = _readings()
    cuts = [(letters[:at], letters[at:]) for at in range(1, len(letters))]
    return [p for p in [(letters,), *cuts] if all(part in known for part in p)]


@cache
def _readings() -> dict[str, str]:
    """The common characters of each syllable without its tone; ü as u and as v, the way names are spelt."""
    out: dict[str, list[str]] = {}
    for code in range(0x4E00, 0xA000):
        char = chr(code)
        for reading in readings_of(char):
            bare = "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))
            out.setdefault(bare, []).append(char)
    return {syllable: "".join(dict.fromkeys(chars)) for syllable, chars in out.items()}
