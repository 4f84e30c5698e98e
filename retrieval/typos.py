"""Names that were misspelt by one letter, or by one Han character that is read alike, put right."""

import re
from collections.abc import Callable
from functools import cache

from corpus.readings import plain_readings, readings_of
from corpus.script import HAN
from index.lexicon import is_distinctive, is_word
from retrieval.names import NameBook

_WORD = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{5,}(?![A-Za-z0-9])")
_HAN_RUN = re.compile("[㐀-鿿]{2,}")
# Names by where a character of theirs stands, first or second.
Forms = dict[tuple[int, str], tuple[str, ...]]
# Characters that join words: one is a slip only where nothing follows that it could join.
_JOINING = "与和及跟同在是有的"
_NOTHING_JOINED = re.compile(r"[的地得]|[^㐀-鿿A-Za-z]|$")
# Readings that many speakers, and many input methods, do not tell apart.
_ALIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"))


def mend_typos(text: str, names: NameBook, told: Callable[[str], bool] = bool) -> str:
    """The text with misspelt names put right; what is a word, or a name, stays.

    Latin: one letter left out, put in, exchanged or swapped with its neighbour, in a name of five letters or more. Han: one
    character read alike, in a name of three or more characters; in one of two where the tone is the same too and the other
    character stands in few words.

    Args:
        text: a question, folded.
        names: the names that are known.
        told: whether the documents tell of a name; of others it is not known that they were meant.

    >>> from retrieval.names import default_names
    >>> mend_typos("Tencnet和华为与的份额, 腾迅呢", default_names())
    'Tencent和华为云的份额, 腾讯呢'
    """
    out = _WORD.sub(lambda found: _latin(found[0], names.latin_words, told), text)
    if HAN.search(out):
        taken = [(m.start, m.end) for m in names.find(out) if m.name.proper]
        for run in _HAN_RUN.finditer(out):
            out = _han(out, *run.span(), names.han_forms, taken, told)
    return out


def _latin(word: str, forms: dict[str, str], told: Callable[[str], bool]) -> str:
    small = word.lower()
    if small in forms or small.removesuffix("s") in forms:
        return word
    found = {form for low, form in forms.items() if low[0] == small[0] and len(low) >= 5 and _one_slip(small, low)}
    meant = [form for form in found if told(form)]
    return meant[0] if len(meant) == 1 and not is_word(small) else word


def _one_slip(one: str, two: str) -> bool:
    """Whether one edit, or two neighbours swapped, turns one word into the other.

    >>> _one_slip("huwei", "huawei"), _one_slip("tencnet", "tencent"), _one_slip("huwie", "huawei")
    (True, True, False)
    """
    if abs(len(one) - len(two)) > 1 or one == two:
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    if len(one) != len(two):
        short, long = sorted((one, two), key=len)
        return short[at:] == long[at + 1 :]
    swapped = one[at : at + 2] == two[at : at + 2][::-1] and one[at + 2 :] == two[at + 2 :]
    return swapped or one[at + 1 :] == two[at + 1 :]


def _han(
    text: str, start: int, end: int, forms: Forms, taken: list[tuple[int, int]], told: Callable[[str], bool]
) -> str:
    for at in range(start, end - 1):
        # With one character wrong, the first or the second is right.
        near = forms.get((0, text[at]), ()) + forms.get((1, text[at + 1]), ())
        for form in sorted(near, key=len, reverse=True):
            stop = at + len(form)
            if stop > end or any(a < stop and at < b and b - a >= len(form) for a, b in taken):
                continue
            slip = [i for i, (a, b) in enumerate(zip(text[at:stop], form, strict=True)) if a != b]
            if len(slip) == 1 and _misread(text, at, stop, form, slip[0]) and told(form):
                return _han(text[:at] + form + text[stop:], stop, end, forms, taken, told)
    return text


def _misread(text: str, start: int, stop: int, form: str, at: int) -> bool:
    wrong, right = text[start + at], form[at]
    if wrong in _JOINING and not _NOTHING_JOINED.match(text, start + at + 1):
        return False
    if len(form) == 2:
        alike = is_distinctive(form[1 - at]) and bool(set(readings_of(wrong)) & set(readings_of(right)))
    else:
        mine, other = _plain(wrong), _plain(right)
        alike = any(a == b or (wrong in _JOINING and b.startswith(a)) for a in mine for b in other)
    return alike and not is_word(text[start:stop])


@cache
def _plain(char: str) -> frozenset[str]:
    """The readings of a character without tones and without what is often confused."""
    out = set()
    for plain in plain_readings(char):
        for long, short in _ALIKE:
            plain = plain.replace(long, short)
        out.add(plain)
    return frozenset(out)
