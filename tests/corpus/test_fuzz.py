"""Random files through the whole of reading: a document with true places, or one clear line, and never too slow."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import CorpusError
from tests.reading import assert_faithful, read
from tests.strategies import examples, texts

pytestmark = pytest.mark.slow

_NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.csv"])
_BYTES = st.one_of(
    st.binary(max_size=300),
    texts(max_size=80).map(lambda t: t.encode("utf-8", "surrogatepass")),
    texts(max_size=80).map(lambda t: t.encode("gb18030", "replace")),
    texts(max_size=80).map(lambda t: t.encode("utf-16")),
    st.tuples(texts(max_size=40), st.binary(max_size=9)).map(lambda p: p[0].encode() + p[1]),
)
_MARKUP = st.sampled_from([
    *("<p>", "</p>", "<div>", "<b>", "</b>", "<br>", "<li>", "<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>"),
    *("<a href='x'>", "</a>", "<script>", "</script>", "<!--", "-->", "&amp;", "&#20013;", "<title>", "</title>", "<"),
    *("# ", "- ", "1. ", "> ", "\n\n", "\r\n", "*", "**", "`", "```\n", "[", "](x)", "![", "| a |\n| - |\n", "---\n"),
    *("title: x\n", '"', ",", ";", "\t", "目录", "一、甲 1", "2、乙 2", "三、丙 3", "摘要"),
    *("務(wù)", "業(yè)", "發(fā)", "虡I(yè)", "規(guī)?;", "評論", "0/150", "注：本表"),
    *("年份产能(万套)占比(%)", "20251,20080.0", "20261,40085.0", "20271,65090.0"),
])


def read_or_refuse(folder: Path, name: str, content: str | bytes) -> None:
    try:
        document = read(folder, name, content)
    except CorpusError as error:
        assert "\n" not in str(error) and "Mend:" in str(error)
        return
    assert_faithful(document)


@given(_NAMES, _BYTES)
@examples(600)
def test_random_bytes(tmp_path_factory: pytest.TempPathFactory, name: str, data: bytes) -> None:
    read_or_refuse(tmp_path_factory.getbasetemp(), name, data)


@given(_NAMES, st.lists(st.one_of(_MARKUP, texts(max_size=5)), max_size=40).map("".join))
@examples(800)
def test_random_markup(tmp_path_factory: pytest.TempPathFactory, name: str, content: str) -> None:
    read_or_refuse(tmp_path_factory.getbasetemp(), name, content)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.csv"])
@pytest.mark.parametrize(
    "unit",
    [
        *("<", "<b>", "<div>", "<a ", "<a href='", "</a", "<!--", "&", "&#"),
        *("[", "![", "](", "`", "*a ", "> ", "- ", "#", "a\n", '"', '"a",', "|", "(", "務(wù)", "?", "1"),
    ],
)
def test_a_hundred_kilobytes_of_one_piece_are_read_or_refused(tmp_path: Path, name: str, unit: str) -> None:
    content = "正文。" + unit * (100_000 // len(unit)) + "完"
    read_or_refuse(tmp_path, name, content)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_copy_of_an_edition_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    """Bytes of a real document cut, doubled and overwritten."""
    source = Path(__file__).parents[2] / "corpus" / "documents" / "automotive-cloud-report.zh.md"
    rng = random.Random(seed)
    data = bytearray(source.read_bytes()[: rng.randrange(2000, 40_000)])
    for _ in range(rng.randrange(1, 40)):
        at = rng.randrange(len(data))
        data[at : at + rng.randrange(4)] = rng.randbytes(rng.randrange(4))
    read_or_refuse(tmp_path, rng.choice(["a.txt", "a.md", "a.html"]), bytes(data))
