"""Character maps in the form that tokenizers read: sentencepiece's "precompiled charsmap".

A tokenizer file can hold thousands of replacements only in this form (a chain of `Replace` steps would walk the text
once for each): the size of a double-array trie over the UTF-8 bytes of the keys (darts-clone's layout), the trie, and
the replacements, each ended by a zero byte.
"""

import struct
from collections.abc import Mapping

from opencc import OpenCC

_BLOCK = 256
_END = 0  # the byte that ends a key, and leads to its value
_LEAF, _VALUE = 1 << 8, 1 << 31
_MAX_OFFSET = 1 << 21
_HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2A6E0))

Node = dict[int, "Node | int"]


def traditional_to_simplified() -> dict[str, str]:
    """Every Han character that OpenCC folds into another one, with what it folds it into."""
    convert = OpenCC("t2s").convert
    pairs = ((chr(code), convert(chr(code))) for first, last in _HAN_BLOCKS for code in range(first, last))
    return {old: new for old, new in pairs if new != old and len(new) == 1}


def precompile(mapping: Mapping[str, str]) -> bytes:
    """The bytes for `tokenizers.normalizers.Precompiled`.

    Args:
        mapping: what to replace by what; keys and values without zero bytes.

    Raises:
        ValueError: the mapping is too large for the format.
    """
    root: Node = {}
    values = bytearray()
    for key, value in sorted(mapping.items()):
        node = root
        for byte in key.encode():
            child = node.setdefault(byte, {})
            assert isinstance(child, dict)
            node = child
        node[_END] = len(values)
        values += value.encode() + b"\0"
    units = _DoubleArray(root).units
    trie = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(trie)) + trie + bytes(values)


class _DoubleArray:
    """A trie laid out in one array.

    The unit at a node's place holds the offset that, xor its place, gives its base; the child for byte c stands at
    base xor c and repeats c as its label; a node that ends a key has a leaf at its base, which holds the value.
    """

    def __init__(self, root: Node) -> None:
        self.units = [0] * _BLOCK
        self._taken = bytearray(_BLOCK)
        self._taken[0] = 1
        self._bases: set[int] = set()
        # Where the last node with one child went, and the last with several: the places before are crowded.
        self._tried = [1, 1]
        self._place(root, 0, 0)

    def _place(self, node: Node, place: int, label: int) -> None:
        base = self._base(node)
        offset = place ^ base
        if offset >= _MAX_OFFSET:
            raise ValueError(f"the trie needs an offset of {offset}, past {_MAX_OFFSET}")
        self.units[place] = offset << 10 | label | (_LEAF if _END in node else 0)
        for byte, child in sorted(node.items()):
            if isinstance(child, int):
                self.units[base] = child | _VALUE
            else:
                self._place(child, base ^ byte, byte)

    def _base(self, node: Node) -> int:
        """The first base that no other node has and whose places for the children are all free; takes them."""
        kind = int(len(node) > 1)
        base = self._tried[kind]
        while base in self._bases or any(self._taken[base ^ byte] for byte in node):
            base += 1
            self._grow(base)
        self._bases.add(base)
        self._tried[kind] = base
        for byte in node:
            self._taken[base ^ byte] = 1
        return base

    def _grow(self, place: int) -> None:
        while len(self.units) <= place | (_BLOCK - 1):
            self.units.extend([0] * _BLOCK)
            self._taken.extend(bytes(_BLOCK))
