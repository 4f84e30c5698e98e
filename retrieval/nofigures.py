"""Which numbers are no figures: versions and names of models, numbers of standards, chapters, lists and citations.

5G, L3, V2X, e平台3.0, ISO 9001, Table 1, 第3章, [12], 三一重工 and 统一 hold numbers, but none that anybody counted.
"""

import re

from retrieval.numerals import Number
from retrieval.units import Form, match_unit

_NAME_ENDS = frozenset("第图表式_@#/\\&=")
# Words before a number that make it a name: "Table 1", "Windows 10", but not "The 15 …" or "About 20".
_NAME_WORD = re.compile(
    r"(?:附录|附件|№|[第图表]|[Nn]os?\.|[Ff]ig\.|[Vv]ol\.|(?i:table|figure|section|chapter|article|part|version|phase"
    r"|stage|level|tier|page|step|volume|appendix|top|ranks?|ranked|number)"
    r"|(?!(?:The|An?|All|These|Those|Its|Their|Our|Some|In|On|At|By|To|For|With|From|Of|And|Or|But|About|Over"
    r"|Only|Nearly|Almost|Around|Than|Another|Every|Each|First|Last|When|While|If|As|More|Less|Up"
    r"|CNY|RMB|USD|EUR|GBP|JPY|HKD)\Z)"
    r"(?:[A-Za-z]+[A-Z]+[a-z]*|[A-Z]{2,}(?:/[A-Z]+)*|[A-Z][a-z]+))\Z"
)
_LAST_WORD = re.compile(r"[A-Za-z][A-Za-z./]*\Z|附录\Z|附件\Z|№\Z|[第图表]\Z")
_NAME_AFTER = re.compile(r"[A-Za-z_]|[-‐](?:[A-Za-z]|\d)|\.\d|/\d|[：:]\d")
_LISTED = re.compile(r"(?:^|\n|[“‘「])\s*(?:#+\s*)?[（(]?\Z")
_LIST_MARK = re.compile(r"\s?[、.．)）]\s?(?!\d)")
_CITED = re.compile(r"[\[［【〔]\s?(?:\d+\s?[,，、\-–]\s?)*\Z")
# Characters that make a word with the Chinese numeral beside them.
_HAN_BEFORE = re.compile(r"[第初周期闰其统唯单同专均划归逐之万每另任某这那哪有无]\Z|星期\Z|礼拜\Z")
_HAN_AFTER = re.compile(
    "体化|体[，。的]|位一体|类似|件套|台山|里屯|家村|人行|代人|次元|次方|大于|大部|大多|大量|大力|大型|大众|家电|家具"
    "|家用|家庭|类人|项目|条件|层次|种植|处理|处于|个人|个性|个体|起来|成[为熟员本功立长果就型品分绩交效都语人]|[步面]"
)
_RANK = re.compile(r"(?:(?:排名|排|位居|位列|居)(?:全国|全球|世界|行业)?)?第\s?\Z")
_RANK_UNIT = re.compile("[名位大]")
_REIGN = re.compile(r"[（(]\d{3,4}年")
_AFTER_BARE = frozenset("至到和与及或而的以左上较比是为，")
_LONGEST_BARE = 9  # longer runs of digits without a unit are numbers of documents, telephones, …
_LARGEST_VERSION = 30

SCALE_NAME = re.compile("级|规模|元级")
SHORT_SCALE = re.compile(r"[mbMB](?![A-Za-z])")
JOIN = re.compile(r"\s?(?:至|到|或|[-–—~～]{1,2})\s?|\sto\s|\sand\s")


def is_name(text: str, number: Number) -> bool:
    """Whether what stands around a number makes it a name, a version, an enumerator or a mark of a citation."""
    start, end = number.start, number.end
    if number.writing == "han":
        return bool(_HAN_BEFORE.search(text, max(0, start - 2), start)) and not is_rank(text, start, end)
    if number.writing != "digits":
        return False
    measured = match_unit(text, end) is not None
    share_or_scaled = measured and (text[end : end + 1] in {"%", "‰"} or number.multiplier > 1)
    if _named(text, start) and not share_or_scaled and not is_rank(text, start, end):
        return True
    if _CITED.search(text, max(0, start - 12), start):
        return True
    if number.multiplier == 1 and _LISTED.search(text, max(0, start - 6), start) and _LIST_MARK.match(text, end):
        return True
    if text[end - 1] == "K" and end - start < 3:
        return True  # 4K is a resolution
    runs_on = _NAME_AFTER.match(text, end) and not SHORT_SCALE.match(text, end) and not JOIN.match(text, end)
    return bool(runs_on) and not measured


def is_rank(text: str, start: int, end: int) -> bool:
    """Whether a number is a place in a ranking: 第3名, 排名第二."""
    found = _RANK.search(text, max(0, start - 6), start)
    return found is not None and (found[0].strip() != "第" or _RANK_UNIT.match(text, end) is not None)


def is_figure(text: str, number: Number, form: Form | None, end: int, marked: bool) -> bool:
    """Whether a number that is no name is a figure, given the unit behind it.

    Args:
        text: where it stands.
        number: the number.
        form: its unit, or None.
        end: where the unit ends.
        marked: whether a currency mark stands before it.
    """
    if marked or number.writing == "fraction":
        return text[end : end + 1] != "$"  # $x = 2$ is a formula
    if number.writing == "digits":
        return _digits_count(text, number, form, end)
    if number.writing == "han":
        return is_rank(text, number.start, number.end) or _han_counts(text, number, form)
    if number.writing == "scale":
        return form is not None or SCALE_NAME.match(text, end) is not None
    return True  # English number words stand before a noun


def _named(text: str, start: int) -> bool:
    """Whether what stands before a number makes it part of a name: L3, Table 1, Windows 10, 第3章."""
    if start == 0:
        return False
    before = text[start - 1]
    if before == " ":
        word = _LAST_WORD.search(text, max(0, start - 20), start - 1)
        return word is not None and _NAME_WORD.match(word[0]) is not None
    if before in {"-", "."}:
        return start > 1 and text[start - 2].isascii() and text[start - 2].isalpha()
    return (before.isascii() and before.isalpha()) or before in _NAME_ENDS or text[:start].endswith(("附录", "附件"))


def _digits_count(text: str, number: Number, form: Form | None, end: int) -> bool:
    following = text[end : end + 1]
    if form is not None:
        # 同治6年（1867年） is a year of a reign, 3分33秒 no score.
        reign = form.unit == "year" and _REIGN.match(text, end)
        # 3.0架构: what is counted one by one has no places behind the point.
        version = form.kind == "count" and not form.unit and number.decimals > 0 and number.multiplier == 1
        return not reign and not version and not (form.kind == "score" and following.isdigit())
    if number.multiplier > 1:
        return True
    before = text[number.start - 1] if number.start else ""
    if number.decimals and number.value == int(number.value) and number.value < _LARGEST_VERSION:
        return False  # 2.0, 3.0: versions
    if before + following in {"()", "（）"} or number.end - number.start > _LONGEST_BARE:
        return False
    if "\u4e00" <= following <= "\u9fff" and following not in _AFTER_BARE:
        return False  # 36氪, 500强
    return before not in {".", ":", "："} and following != "："


def _han_counts(text: str, number: Number, form: Form | None) -> bool:
    written = text[number.start : number.end]
    if form is None:
        return number.value >= 100 and len(written) > 1 and number.multiplier >= 100
    if _HAN_AFTER.match(text, number.end):
        return False
    if written in {"一", "二"}:  # 一个, 二手 count nothing; 一倍, 一成 do
        return written == "一" and form.unit in {"%", "times"} and text[number.end : number.end + 2] != "成不"
    return form.bare or number.multiplier >= 10
