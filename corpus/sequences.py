"""Lists whose items stretch over sentences: 一是…二是…, 首先…其次…, First … Second …, (1) … (2) …, numbered paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HAN = "一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨"
_ENGLISH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_SPOKEN = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "然后": 2}
_LAST = ("最后", "finally", "lastly")
# What counts the items, by the kind of count; each stands where a clause begins.
_MARKS = re.compile(
    rf"(?:(?<=[，,。；;：:！？!?\n])|^)\s*(?:(?P<shi>[{_HAN}])(?:是|、(?!\d))|其(?P<qi>[{_HAN}])[，,、是：:]|第(?P<di>[{_HAN}])[，,、是：:]"
    rf"|(?P<said>首先|其次|再次|再者|最后)|[(（](?P<round>[1-9])[)）]|(?P<circled>[{_CIRCLED}])|(?P<line>[1-9])[.、．](?!\d))"
    r"|(?:(?<=[.;:!?] )|(?<=\n)|^)(?P<english>First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Finally|Lastly)(?:ly)?(?=[,:]| (?:is|was|came|comes|the)\b)",
    re.MULTILINE,
)
_SENTENCE_END = re.compile(r"[。！？]+[”』」）)]*|[.!?]+[\"')\]]*(?=\s+[A-Z0-9(\"'])|\n")
# Two items stand no further apart, in characters.
_REACH = 500


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    number: int  # 0 for the last of a list, whatever its number
    start: int


def list_spans(text: str) -> list[tuple[int, int]]:
    """Where the lists of a text stand, each from the sentence that announces it to the end of its last item.

    >>> text = "船少了。原因有二。一是油贵。二是人少。其余照旧。"
    >>> [text[a:b] for a, b in list_spans(text)]
    ['原因有二。一是油贵。二是人少。']
    """
    marks = list(_marks(text))
    spans: list[tuple[int, int]] = []
    for place, first in enumerate(marks):
        if first.number != 1 or (spans and first.start < spans[-1][1]):
            continue
        last, count = first, 1
        for mark in marks[place + 1 :]:
            if mark.start - last.start > _REACH:
                break
            if mark.kind == first.kind and mark.number in (last.number + 1, 0):
                last, count = mark, count + 1
                if not mark.number:
                    break
        if count > 1:
            spans.append((_announced(text, first.start), _end(text, last.start)))
    return spans


def _marks(text: str) -> Iterator[_Mark]:
    for found in _MARKS.finditer(text):
        kind = str(found.lastgroup)
        said = found[kind]
        start = found.end() - len(found.group().lstrip())
        if said.lower() in _LAST:
            yield _Mark(kind, 0, start)
        elif kind == "said":
            yield _Mark(kind, _SPOKEN[said], start)
        elif kind == "english":
            yield _Mark(kind, _ENGLISH.index(said.lower()) + 1, start)
        else:
            yield _Mark(kind, int(said) if said.isascii() else (_HAN + _CIRCLED).index(said) % 9 + 1, start)


def _announced(text: str, mark: int) -> int:
    """Where the sentence of a mark begins, or the one before when the mark begins it."""
    ends = [found.end() for found in _SENTENCE_END.finditer(text, max(0, mark - _REACH), mark)]
    start = ends[-1] if ends else 0 if mark <= _REACH else mark
    if not text[start:mark].strip():
        ends = [end for end in ends if text[end:mark].strip()]
        start = ends[-1] if ends else 0 if mark <= _REACH else start
    return start + len(text[start:mark]) - len(text[start:mark].lstrip())


def _end(text: str, mark: int) -> int:
    found = _SENTENCE_END.search(text, mark)
    return len(text) if found is None else found.start() if found.group() == "\n" else found.end()
