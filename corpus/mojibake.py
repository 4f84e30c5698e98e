"""Text decoded with the wrong encoding (mojibake), as `ftfy` mends it."""

import re
from collections.abc import Iterator, Sequence

from corpus.document import Block, Mend
from corpus.origin import Edit

# What UTF-8 looks like when it is read as Latin-1 or Windows-1252: é¢, Ã©, â€.
_SIGNS = re.compile(r"[ÂÃâãäåæçèéê][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
# A stretch of such letters and signs. ASCII stays outside, so that only what is wrong changes.
_RUN = re.compile(r"[\u0080-\u024f‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]{2,}")


def mend_mojibake(blocks: Sequence[Block]) -> tuple[list[Block], list[Mend]]:
    """Mend UTF-8 that was read as a Western encoding; nothing else, and never punctuation that fits.

    >>> from corpus.origin import Traced
    >>> mend_mojibake([Block("paragraph", Traced.of("æ±½è½¦äº‘ is cloud"))])[0][0].traced.text
    '汽车云 is cloud'
    """
    out: list[Block] = []
    mends: list[Mend] = []
    for block in blocks:
        text = block.traced.text
        edits = list(_edits(text)) if block.grid is None and _SIGNS.search(text) else []
        for edit in edits:
            span = block.traced.span(edit.start, edit.end)
            mends.append(
                Mend("damage", text[edit.start : edit.end], edit.replacement, *span, "UTF-8 read as another encoding")
            )
        out.append(block.with_traced(block.traced.apply(edits)) if edits else block)
    return out, mends


def _edits(text: str) -> Iterator[Edit]:
    import ftfy

    for run in _RUN.finditer(text):
        if _SIGNS.search(run.group()):
            fixed = ftfy.fix_encoding(run.group())
            if fixed != run.group():
                yield Edit(run.start(), run.end(), fixed, whole=True)
