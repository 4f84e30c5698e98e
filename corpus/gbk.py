"""GBK pair by pair, the user-defined pairs included, which Python's codec leaves out.

Windows maps the three user-defined areas to U+E000–U+E765; text that went through such a decoder shows these characters,
and they tell the bytes that stood there.
"""

from functools import cache

# First lead, last lead, first trail, last trail, first character (code page 936).
_USER_DEFINED = (
    (0xAA, 0xAF, 0xA1, 0xFE, 0xE000),
    (0xF8, 0xFE, 0xA1, 0xFE, 0xE234),
    (0xA1, 0xA7, 0x40, 0xA0, 0xE4C6),
)


@cache
def _tables() -> tuple[dict[int, str], dict[str, int]]:
    chars: dict[int, str] = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            for codec in ("gbk", "gb18030"):
                try:
                    chars[lead << 8 | trail] = bytes((lead, trail)).decode(codec)
                    break
                except UnicodeDecodeError:
                    continue
    for first, last, low, high, base in _USER_DEFINED:
        trails = [t for t in range(low, high + 1) if t != 0x7F]
        for lead in range(first, last + 1):
            for number, trail in enumerate(trails):
                chars[lead << 8 | trail] = chr(base + (lead - first) * len(trails) + number)
    return chars, {char: pair for pair, char in chars.items()}


def decode_pair(lead: int, trail: int) -> str:
    """The character of a pair of bytes, or "" when it has none.

    >>> decode_pair(0xC4, 0xA3), decode_pair(0xAF, 0xC9) == chr(0xE1FE), decode_pair(0x41, 0x41)
    ('模', True, '')
    """
    return _tables()[0].get(lead << 8 | trail, "")


def encode_char(char: str) -> tuple[int, int] | None:
    """The two bytes of a character, or None when GBK has none or one for it.

    >>> [hex(b) for b in encode_char("優") or ()], encode_char("A")
    (['0x83', '0x9e'], None)
    """
    pair = _tables()[1].get(char)
    return None if pair is None else (pair >> 8, pair & 0xFF)


@cache
def unmapped_pairs() -> frozenset[tuple[int, int]]:
    """Pairs in the ranges of GBK that no decoder knows."""
    every = ((lead, trail) for lead in range(0x81, 0xFF) for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)))
    return frozenset(p for p in every if not decode_pair(*p))
