"""A reader that was written before, to be taught further: its tokenizer and its weights, widened from their 8 bits."""

from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from corpus.errors import ModelError
from retrieval.teaching.network import ReaderNetwork, Shape

_SCALE, _WEIGHT = ".scale", ".weight"
# Each head of attention is so wide; the file does not tell how many there are.
_HEAD = 32


def resumed(folder: Path, head: int = _HEAD) -> tuple[Tokenizer, ReaderNetwork]:
    """The tokenizer and the network of a folder with `model.onnx` and `tokenizer.json`.

    Args:
        folder: written by `retrieval.teaching.export`.
        head: width of a head of attention.

    Raises:
        ModelError: the files are missing or of another kind.
    """
    import onnx
    from onnx.numpy_helper import to_array

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        stored = onnx.load(str(folder / "model.onnx")).graph.initializer
        held = {array.name: torch.tensor(to_array(array)).float() for array in stored}
        network = ReaderNetwork(_shape(held, head))
        network.load_state_dict({name: _widened(name, held) for name in network.state_dict()})
    except Exception as error:  # each library has errors of its own
        raise ModelError(
            f"reader {folder.name!r}", f"cannot be taught further ({error})", "name another one"
        ) from error
    return tokenizer, network


def _shape(held: dict[str, Tensor], head: int) -> Shape:
    pieces, width = held["words.weight"].shape
    layers = sum(name.startswith("layers.") and name.endswith(".inner.bias") for name in held)
    return Shape(pieces, len(held["places.weight"]), width, layers, width // head, len(held["layers.0.inner.bias"]))


def _widened(name: str, held: dict[str, Tensor]) -> Tensor:
    scale = held.get(name.removesuffix(_WEIGHT) + _SCALE) if name.endswith(_WEIGHT) else None
    return held[name] if scale is None else held[name] * scale
