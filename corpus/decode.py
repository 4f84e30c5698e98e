"""Bytes to text: which encoding a file is in, and how sure that is."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from corpus.errors import CorpusError

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_CANDIDATES = ["gb18030", "big5", "utf_16_le", "utf_16_be", "cp1252"]
# Enough for the detector; it is asked about the head of a file only.
_SAMPLE = 256 * 1024
# A UTF-8 file may have this share of broken bytes and still be read as UTF-8.
_BROKEN = 0.001
# The pairs of bytes of signs and common characters: those of GB 2312's first level, and of Big5's; so many of the
# characters of a text are such, and so many more than in the other encoding.
_COMMON = {
    "gb18030": re.compile(rb"[\xa1-\xa9\xb0-\xd7][\xa1-\xfe]"),
    "big5": re.compile(rb"[\xa1-\xc6][\x40-\x7e\xa1-\xfe]"),
}
_LEAST_COMMON, _SURE = 0.9, 0.1
_BINARY_HEADS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded file.

    Attributes:
        text: its characters, byte-order mark removed, line ends as they stand.
        encoding: Python's name of the encoding.
        confidence: in [0, 1]; 1 where the encoding is marked or cannot be mistaken.
    """

    text: str
    encoding: str
    confidence: float


def decode(data: bytes, place: str) -> Decoded:
    """Decode a file.

    UTF-8 is taken when the bytes are valid UTF-8 (other encodings hardly ever are, by chance); then GB 18030 or Big5
    when all bytes fit and nearly all characters are common ones; else the detector of charset-normalizer chooses
    among the encodings in which Chinese and English files come.

    Args:
        data: the whole file.
        place: its name, for the message.

    Raises:
        CorpusError: the file is no text, or in no encoding that can be told.

    >>> decode("问据".encode("gb18030") * 30, "a.txt").encoding
    'gb18030'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data[len(mark) :].decode(encoding), encoding, 1.0)
            except UnicodeDecodeError as error:
                raise CorpusError(
                    place,
                    f"marked as {encoding}, but byte {error.start + len(mark)} does not fit",
                    "save it again as UTF-8",
                ) from error
    if data.startswith(_BINARY_HEADS):
        raise CorpusError(place, "a binary file, not text", "remove it, or convert it to text")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _guess(data, place, error)
    if "\0" in text:
        return _guess(data, place, None)
    return Decoded(text, "utf-8", 1.0)


def _guess(data: bytes, place: str, error: UnicodeDecodeError | None) -> Decoded:
    """Decode what is not valid UTF-8 (`error` says where), or holds zero bytes (`error` is None)."""
    if error is not None and b"\0" not in data:
        text = data.decode("utf-8", errors="replace")
        if text.count("\ufffd") <= _BROKEN * len(text):
            return Decoded(text, "utf-8", 0.9)
    if error is not None and b"\0" not in data and (chinese := _chinese(data)):
        return chinese
    best = from_bytes(data[:_SAMPLE], cp_isolation=_CANDIDATES).best()
    if best is not None:
        try:
            text = data.decode(best.encoding)
        except UnicodeDecodeError:
            text = data.decode(best.encoding, errors="replace")
        if "\0" not in text and text.count("\ufffd") <= _BROKEN * max(len(text), 1):
            return Decoded(text, best.encoding.replace("_", "-"), round(max(0.0, 1.0 - best.chaos), 3))
    if error is None or b"\0" in data:
        raise CorpusError(place, "a binary file, not text", "remove it, or convert it to text")
    line = data.count(b"\n", 0, error.start) + 1
    raise CorpusError(
        f"{place}:{line}",
        f"in no encoding that can be told (byte 0x{data[error.start]:02X})",
        "save it as UTF-8",
    )


def _chinese(data: bytes) -> Decoded | None:
    """The text in the one Chinese encoding in which nearly all of its characters are common ones."""
    found: list[Decoded] = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # A level of common characters stands first in both sets; signs come before them.
        wide = [c.encode(encoding) for c in text[:_SAMPLE] if not c.isascii()]
        common = sum(bool(_COMMON[encoding].fullmatch(pair)) for pair in wide)
        if wide:
            found.append(Decoded(text, encoding, round(common / len(wide), 3)))
    found.sort(key=lambda d: -d.confidence)
    if not found or found[0].confidence < _LEAST_COMMON:
        return None
    sure = len(found) == 1 or found[0].confidence > found[1].confidence + _SURE
    return found[0] if sure else None
