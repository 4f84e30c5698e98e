import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.decode import decode
from corpus.errors import CorpusError

PROSE = "问据从文件里找答案，每句话都注明出处。市场规模在2025年约为480亿元，增速为25%以上。\n" * 4
TRADITIONAL = "問據從文件裡找答案，每句話都註明出處。市場規模在2025年約為480億元，增速為25%以上。\n" * 4


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        ("\ufeff".encode("gb18030"), "gb18030"),
    ],
)
def test_a_byte_order_mark_decides_and_goes(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + PROSE.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.confidence) == (PROSE, encoding, 1.0)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (PROSE, "utf-8"),
        (PROSE, "gb18030"),
        (TRADITIONAL, "big5"),
        (PROSE, "utf-16-le"),
        (PROSE, "utf-16-be"),
        ("Café prices rose by 3 % – “more than expected”, he said.\n" * 6, "cp1252"),
    ],
)
def test_common_encodings_are_told_without_a_mark(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding), "a.txt")
    assert decoded.text == text
    assert 0 < decoded.confidence <= 1


def test_a_single_line_in_gb18030_is_told() -> None:
    line = "2025年中国汽车云服务市场规模预计达到480亿元。"
    assert decode(line.encode("gb18030"), "a.txt").text == line


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_valid_utf8_is_taken_as_it_stands(text: str) -> None:
    if text.startswith("\ufeff"):
        text = text[1:]
    decoded = decode(text.encode(), "a.txt")
    assert (decoded.text, decoded.confidence) == (text.removeprefix("\ufeff"), 1.0)


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\r\nb\rc\n"


def test_a_few_broken_bytes_do_not_turn_utf8_into_something_else() -> None:
    data = PROSE.encode() * 20
    decoded = decode(data[:30] + b"\xff" + data[30:], "a.txt")
    assert decoded.encoding == "utf-8"
    assert decoded.text.count("\ufffd") == 1
    assert decoded.confidence < 1


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
        b"PK\x03\x04" + bytes(range(256)),
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\x7fELF" + bytes(200),
        bytes(range(256)) * 40,
    ],
)
def test_a_binary_file_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(CorpusError) as caught:
        decode(data, "picture.txt")
    assert str(caught.value).startswith("picture.txt")
    assert "Mend:" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_mark_that_lies_is_named_with_the_byte() -> None:
    with pytest.raises(CorpusError, match="marked as utf-8, but byte 5 does not fit"):
        decode(codecs.BOM_UTF8 + b"ab\xff", "a.txt")


def test_nothing_is_text() -> None:
    assert decode(b"", "a.txt").text == ""


@pytest.mark.parametrize("encoding", ["gb18030", "big5"])
def test_repeated_lines_with_signs_of_their_own_are_told(encoding: str) -> None:
    text = {"gb18030": "灯塔高23.5米，建于1893年。\n", "big5": "灣區咖啡出口統計：二○二三年成長８％。\n"}[encoding] * 6
    decoded = decode(text.encode(encoding), "a.txt")
    assert (decoded.text, decoded.encoding) == (text, encoding)
