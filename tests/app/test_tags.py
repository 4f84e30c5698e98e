"""Nothing but `tag` makes markup."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app.tags import Html, joined, tag

nasty = st.text(alphabet=st.sampled_from("<>&\"'=/ab \n`{}$汽") | st.characters(codec="utf-8"), max_size=40)


class Reader(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(name)
        self.attributes += attributes

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


@given(nasty, nasty)
def test_text_and_attributes_stay_text(text: str, value: str) -> None:
    seen = read(tag("p", text, title=value))
    assert seen.tags == ["p"]
    assert seen.attributes == [("title", value)]
    assert seen.text == text


@given(nasty)
def test_what_was_added_to_markup_is_text_again(text: str) -> None:
    seen = read(tag("p", tag("b", "x") + text))
    assert seen.tags == ["p"]


def test_markup_passes_once() -> None:
    assert tag("p", tag("b", "&")) == "<p><b>&amp;</b></p>"
    assert joined((Html("<i></i>"), "<i>")) == "<i></i>&lt;i&gt;"


def test_attributes() -> None:
    written = tag("a", class_="x", data_n=0, hidden=True, title=None, disabled=False, **{"data-zh-label": "云"})
    assert written == '<a class="x" data-n="0" hidden data-zh-label="云"></a>'
