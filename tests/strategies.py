"""What several test files search with: text as it comes in files, edits of it, and how many examples are tried."""

from collections.abc import Sequence

from hypothesis import settings
from hypothesis import strategies as st

from corpus.origin import Edit

# Simplified, Traditional, Latin, digits, wide and narrow punctuation, a character beyond the first plane, an emoji with
# a joiner, a combining accent, white space of all kinds, and characters that markup lives on.
_PIECES = (
    "汽车云服务市场规模",
    "務汽車雲發後著裏",
    "Cloud gaming é",
    "2025 48.5% １２％",
    "，。！？；：“”（）《》",
    ",.!?;:\"'()",
    "𠮷𪚥",
    "👩‍🚀🚗e\u0301",
    "\n\r\t \u3000\xa0\u200b",
    "<>&#;|*_[]`\\~-=",
)
CHARACTERS = st.one_of(*(st.sampled_from(p) for p in _PIECES))


def examples(count: int) -> settings:
    """So many examples instead of a hundred, and as many times more as the profile searches longer."""
    return settings(max_examples=count * settings().max_examples // settings.get_profile("repeatable").max_examples)


def texts(min_size: int = 0, max_size: int = 60) -> st.SearchStrategy[str]:
    """Text that mixes scripts, widths and line ends."""
    return st.lists(CHARACTERS, min_size=min_size, max_size=max_size).map("".join)


@st.composite
def edits(draw: st.DrawFn, length: int, most: int = 5) -> Sequence[Edit]:
    """Edits that do not overlap, of a text of so many characters, in any order."""
    places = sorted(draw(st.lists(st.integers(0, length), max_size=2 * most).filter(lambda p: len(p) % 2 == 0)))
    found = []
    for start, end in zip(places[::2], places[1::2], strict=True):
        # As long as what it replaces in half of the cases: then characters may keep their places one by one.
        same = texts(end - start, end - start).map(lambda t, size=end - start: t[:size])
        found.append(Edit(start, end, draw(st.one_of(same, texts(max_size=4))), draw(st.booleans())))
    return draw(st.permutations(found))
