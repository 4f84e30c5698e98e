"""Noise put between the characters of a clean text: reading gives the text back, each character at its place."""

import html
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from corpus.script import to_simplified
from tests.reading import assert_faithful, read

# Characters that sites leave readings behind, with the reading; and others.
_READ = {"務": "wù", "業": "yè", "規": "guī", "發": "fā", "創": "chuàng", "數": "shù", "構": "gòu"}
_PLAIN = "汽車云市場增長很快其中乘用占比最高每年都有新廠建成"
_INLINE = st.sampled_from([
    "",
    "",
    "",
    "<b>",
    "</b>",
    "<a href='x?y=1'>",
    "</a>",
    "<span>",
    "</span>",
    "<!-- 注 -->",
    "\u200b",
    "&shy;",
    "<wbr>",
])
_MARKED = st.sampled_from(["", "", "", "\u200b", "\xad", "\u2060"])


@st.composite
def noisy(draw: st.DrawFn, between: st.SearchStrategy[str], escaped: bool) -> tuple[str, str, list[int]]:
    """A clean text, the same with noise, and where each of its characters stands there."""
    clean = "".join(draw(st.lists(st.sampled_from([*_READ, *_PLAIN]), min_size=8, max_size=40))) + "。"
    # Readings are believed from the third on.
    clean = "務業規" + clean
    raw, places = "", []
    for number, char in enumerate(clean):
        places.append(len(raw))
        raw += f"&#{ord(char)};" if escaped and draw(st.integers(0, 5)) == 0 else char
        raw += f"({_READ[char]})" if char in _READ and (number < 3 or draw(st.booleans())) else ""
        raw += draw(between) if char != "。" else ""
    return clean, raw, places


def check(name: str, clean: str, raw: str, places: list[int]) -> None:
    with TemporaryDirectory() as folder:
        document = read(Path(folder), name, raw)
    assert document.text == to_simplified(clean)
    for number, place in enumerate(places):
        start, end = document.traced.span(number, number + 1)
        assert start == place
        assert html.unescape(raw[start:end])[0] == clean[number]
    assert_faithful(document)


@given(noisy(_INLINE, escaped=True))
def test_pages(made: tuple[str, str, list[int]]) -> None:
    clean, raw, places = made
    check("a.html", clean, f"<p>{raw}</p>", [place + 3 for place in places])


@given(noisy(_MARKED, escaped=False))
def test_plain_texts(made: tuple[str, str, list[int]]) -> None:
    check("a.txt", *made)


@given(noisy(_MARKED, escaped=False))
def test_markdown(made: tuple[str, str, list[int]]) -> None:
    check("a.md", *made)
