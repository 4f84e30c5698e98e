"""Which lines of a plain text are headings: by their numbers, their capitals, and by what stands around them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.document import Block
from corpus.enumeration import ENDS, heading_level, heading_rank, item_number
from corpus.lines import Line

# The ranks of a title, and of what stands beside the outermost numbered headings: a summary, an appendix, capitals.
TITLE, BESIDE = 0, 1

_UNDERLINED, _KNOWN, _UNNUMBERED = 40, 45, 50
_MARKS = re.compile(r"[，。；：！、,;:!…“”|=<>@#]|\.\s|\?.")
_HAN = re.compile(r"[㐀-鿿]")
_WORD = re.compile(r"[A-Za-z]{2,}")
_BRACKETED = re.compile(r"\s*(?:\([^()]*\)|（[^（）]*）)$")
_DATE = re.compile(r"[（(]?\s*(?:\d{2,4}\s*[-/年.]|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})")
# Headings without a number that stand beside the numbered ones.
_NAMED = re.compile(
    r"(?:摘要|前言|引言|导言|序言|绪论|概述|结语|结论|总结|小结|后记|参考文献|参考资料|致谢|附录|附件|附注"
    r"|Abstract|Summary|Introduction|Preface|Foreword|Conclusions?|References|Bibliography|Acknowledge?ments?|Notes)",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"[^：:\s【】《》]{1,8}[：:]")
# A number to file the text by, and who may read it.
_NOTICE = re.compile(
    r"(?:.{0,6}(?:编号|文号|索引号|密级)[：: ]|.{0,40}(?:仅供.{0,4}参考|请勿(?:转载|外传)|内部资料|注意保密)"
    r"|(?:Ref(?:erence)?\b|(?:Strictly )?(?:Private and )?Confidential\b|For internal use|Not for (?:release|distribution)))",
    re.IGNORECASE,
)
_LONGEST_HEAD = 4
_LONGEST_TITLE, _LONGEST_HAN, _LONGEST_LATIN, _LONGEST_CAPS = 60, 22, 64, 72


def find_headings(lines: Sequence[Line], taken: Mapping[int, object]) -> dict[int, int]:
    """The numbers of the lines that are headings, with their levels, 1 for the outermost.

    Args:
        lines: of the text.
        taken: numbers of the lines that belong to tables and lists.
    """
    ranks: dict[int, int] = {}
    free = [n for n in range(len(lines)) if n not in taken and not lines[n].is_rule]
    # Notices stand above some titles.
    first = next((n for n in free[:_LONGEST_HEAD] if not _NOTICE.match(lines[n].text)), free[0] if free else -1)
    for number in free:
        line = lines[number]
        below = lines[number + 1] if number + 1 < len(lines) else None
        if below is not None and not below.gap and below.text[0] in "=-~" and below.is_rule and _is_short(line):
            ranks[number] = heading_rank(line.text) or (BESIDE if below.text[0] == "=" else _UNDERLINED)
        elif heading_level(line.text) and not _in_list(lines, number):
            ranks[number] = heading_rank(line.text)
        elif number != first and (rank := _unnumbered(lines, number, taken)):
            ranks[number] = rank
    if first >= 0 and first not in ranks and _is_title(lines, first, ranks, taken):
        ranks[first] = TITLE
    return _levels(ranks)


def _is_short(line: Line) -> bool:
    return len(line.text) <= _LONGEST_CAPS and not line.text.endswith(("。", ".", "，", ",", "；", ";"))


def _in_list(lines: Sequence[Line], number: int) -> bool:
    """Whether a numbered line counts on right above or below, with no text between: an item, not a heading."""
    own = _count_of(lines[number].text)
    if own is None:
        return False
    near: list[tuple[int, int]] = [(number - 1, -1), (number + 1, 1)]
    return any(0 <= n < len(lines) and _count_of(lines[n].text) == (own[0], own[1] + step) for n, step in near)


def _count_of(text: str) -> tuple[str, int] | None:
    number = item_number(text)
    return None if number is None else (re.sub(r"\d+", "#", text[:4])[:2], number)


def _unnumbered(lines: Sequence[Line], number: int, taken: Mapping[int, object]) -> int:
    """The rank of a line that is a heading by its form and by what follows it, or 0."""
    line = lines[number]
    text = line.text
    if number + 1 >= len(lines) or _DATE.match(text) or item_number(text) is not None:
        return 0
    if not line.gap and not (lines[number - 1].stops or number - 1 in taken or heading_level(lines[number - 1].text)):
        return 0
    leads = _leads(lines, number, taken)
    if _NAMED.fullmatch(text.rstrip("：:")) and (leads or line.gap):
        return _KNOWN
    letters = [c for c in text if c.isalpha()]
    if line.gap and len(letters) > 3 and text.upper() == text and text.lower() != text and not _HAN.search(text):
        return BESIDE if len(text) <= _LONGEST_CAPS and not ENDS.search(text.rstrip(":")) else 0
    if ENDS.search(_BRACKETED.sub("", text)) or _MARKS.search(text) or not leads:
        return 0
    if _HAN.search(text):
        return _UNNUMBERED if len(text) <= _LONGEST_HAN else 0
    words = text.split()
    named = line.gap and len(text) <= _LONGEST_LATIN and len(words) <= 9 and text[0].isupper() and _WORD.search(text)
    return _UNNUMBERED if named else 0


def _leads(lines: Sequence[Line], number: int, taken: Mapping[int, object]) -> bool:
    """Whether prose that is longer than a line, or a table, or a list stands right below it."""
    line, below = lines[number], lines[number + 1]
    if number + 1 in taken:
        return True
    longer = len(below.text) >= max(2 * len(line.text), 20) or below.width > 1.5 * line.width + 10
    if line.gap and below.gap:
        longer = longer or below.stops or len(below.text) > 1.5 * len(line.text)
    return longer and not heading_level(below.text)


def _converse(line: str, below: str) -> bool:
    """Whether two lines are those of two speakers."""
    answer = _SPEAKER.match(below)
    return bool(_SPEAKER.match(line) and answer and not _NAMED.fullmatch(answer.group().rstrip("：:")))


def name_title(blocks: Sequence[Block]) -> list[Block]:
    """Make a heading of the first block when it looks like the title and no heading is one.

    For texts whose first lines turned out to be the site's, so that the title moved up.
    """
    named = any(b.kind == "heading" and not heading_rank(b.traced.text) and b.level == 1 for b in blocks)
    if named or len(blocks) < 2 or blocks[0].kind != "paragraph" or not may_be_title(blocks[0].traced.text):
        return list(blocks)
    if _NOTICE.match(blocks[0].traced.text) or _converse(blocks[0].traced.text, blocks[1].traced.text):
        return list(blocks)
    below = any(block.kind == "heading" and block.level == 1 for block in blocks)
    rest = [replace(b, level=min(6, b.level + below)) if b.kind == "heading" else b for b in blocks[1:]]
    return [replace(blocks[0], kind="heading", level=1), *rest]


def may_be_title(text: str) -> bool:
    """Whether a line could be the title of a text by itself.

    >>> may_be_title("白沙灯塔保护办法（试行）"), may_be_title("灯塔建于1893年。"), may_be_title("3. Results")
    (True, False, False)
    """
    if len(text) > (_LONGEST_TITLE if _HAN.search(text) else 2 * _LONGEST_TITLE):
        return False
    if text.endswith(("。", "，", ",", "；", ";", "：", ":", "…", "、")) or (
        text.endswith(".") and len(text.split()) > 3
    ):
        return False
    return bool(_HAN.search(text) or _WORD.search(text)) and item_number(text) is None and not _DATE.match(text)


def _is_title(lines: Sequence[Line], first: int, ranks: Mapping[int, int], taken: Mapping[int, object]) -> bool:
    """Whether the first line names the text."""
    line = lines[first]
    if first + 1 >= len(lines) or line.bullet or not may_be_title(line.text):
        return False
    below = lines[first + 1]
    if not below.gap and _converse(line.text, below.text):
        return False
    if below.gap or first + 1 in ranks or first + 1 in taken or (line.text.isupper() and not _HAN.search(line.text)):
        return True
    if _is_head(lines, first, ranks):
        return True
    parted = below.indent > line.indent or bool(_DATE.match(below.text)) or line.indent > below.indent + 3
    return parted or (line.width < 0.75 * below.width and line.text[-1] not in "!！" and below.text[0] not in "，。")


def _is_head(lines: Sequence[Line], first: int, ranks: Mapping[int, int]) -> bool:
    """Whether the first lines, up to a blank one or a heading, are those of a title page: short, no sentences."""
    near = range(first + 1, min(len(lines), first + _LONGEST_HEAD + 1))
    end = next((n for n in near if lines[n].gap or n in ranks), 0)
    return end > 0 and not any(line.stops or len(line.text) > _LONGEST_CAPS for line in lines[first:end])


def _levels(ranks: Mapping[int, int]) -> dict[int, int]:
    """Levels out of ranks: the ranks that occur, closed up; the title above them all."""
    kinds = sorted(set(ranks.values()) - {TITLE, BESIDE, _KNOWN})
    outermost = kinds[0] if kinds else BESIDE
    if outermost == _UNNUMBERED and BESIDE in ranks.values():
        kinds.insert(0, BESIDE)
    top = 1 + (TITLE in ranks.values())
    levels = {TITLE: 1, **{rank: min(6, top + place) for place, rank in enumerate(kinds)}}
    for rank in (BESIDE, _KNOWN):
        levels.setdefault(rank, levels.get(outermost, top))
    return {number: levels[rank] for number, rank in ranks.items()}
