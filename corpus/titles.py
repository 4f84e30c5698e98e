"""What a document is called: by what states its title, by its first heading and the line below, by its page headers."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus.document import Block, Mend
from corpus.enumeration import ENDS, heading_rank
from corpus.script import HAN, is_traditional, to_simplified

_STATED = ("title", "标题", "標題", "题目", "題目", "名称", "名稱")
# A line below the title goes with it when it is no longer than this, and when no blank line parts them; below a
# title of one word it does in any case.
_LONGEST_HAN, _LONGEST_LATIN = 40, 90
_FIELD = re.compile(
    r"[（(\[【]|(?:表|图|Table|Figure) ?\d|.*[㐀-鿿] ?[：:]|(?:By|Text|Words|Photos?|Author|Published|Updated|Issued|Posted|Date|Tel|Phone|Page|Held)\b"
    r"|[\d\s年月日/.:：—–-]+$|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{1,2} [A-Z][a-z]{2,8} \d{4}"
)
_SUBJECT = re.compile(
    r"(?:Subject|Re|主题|标题|题目|事由)\s*[:：]\s*(?:(?:Re|Fwd?|回复|转发)\s*[:：]\s*)*(\S.{2,80})$", re.IGNORECASE
)
_AMONG = 6
_SENTENCE = re.compile(r"[。！？]|[a-z][.!?]\s+[A-Z]")
_PAGE_HEADER = re.compile(r"(.{4,80}?)[_\s-]+(?:第 ?\d+ ?页|第 ?\d+ ?頁|Page \d+(?: of \d+)?)")


def document_title(
    blocks: Sequence[Block], metadata: Mapping[str, str], mends: Sequence[Mend], raw: str, doc_id: str
) -> str:
    """The title of a document, in Simplified characters where it is Chinese; the name of its file when nothing tells.

    Args:
        blocks: of the document.
        metadata: what its head states.
        mends: what was dropped, among it the headers of pages.
        raw: the file.
        doc_id: path of the file.
    """
    stated = next((metadata[key].strip() for key in _STATED if metadata.get(key, "").strip()), "")
    title = (
        stated or _subject(blocks) or _heading(blocks, raw) or _header(mends) or _outermost(blocks) or Path(doc_id).stem
    )
    return to_simplified(title) if any(map(is_traditional, title)) else title


def _subject(blocks: Sequence[Block]) -> str:
    """What a letter or a form is about by its own words, among its first lines."""
    found = (_SUBJECT.match(block.traced.text) for block in blocks[:_AMONG] if block.kind == "paragraph")
    return next((subject[1].strip() for subject in found if subject), "")


def _outermost(blocks: Sequence[Block]) -> str:
    """The first heading, if none stands above it."""
    levels = [block.level for block in blocks if block.kind == "heading"]
    first = next((block for block in blocks if block.kind == "heading"), None)
    return first.traced.text if first is not None and first.level == min(levels) else ""


def _heading(blocks: Sequence[Block], raw: str) -> str:
    """The first heading when it has no number, with the line that goes on below it."""
    title = _outermost(blocks)
    if not title or heading_rank(title):
        return ""
    number = next(n for n, block in enumerate(blocks) if block.kind == "heading")
    below = blocks[number + 1] if number + 1 < len(blocks) else None
    if below is None or below.kind != "paragraph":
        return title
    text = below.traced.text
    between = raw[int(blocks[number].traced.ends[-1]) : int(below.traced.starts[0])]
    parted = len(re.findall(r"\r\n?|\n", between)) != 1 or between.strip()
    if parted and (len(title.split()) > 1 or len(title) > (2 if HAN.search(title) else 12)):
        return title
    most = _LONGEST_HAN if HAN.search(text) else _LONGEST_LATIN
    goes_on = len(text) <= most and not ENDS.search(text.rstrip("）)")) and not _SENTENCE.search(text)
    return f"{title} · {text}" if goes_on and not _FIELD.match(text) else title


def _header(mends: Sequence[Mend]) -> str:
    """What the header of the pages calls the document."""
    found = (_PAGE_HEADER.fullmatch(mend.before) for mend in mends if mend.kind == "furniture")
    return next((header[1].strip() for header in found if header), "")
