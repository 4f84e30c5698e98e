"""The taught network as an ONNX file whose matrices are stored in 8 bits: a row each with its own scale, widened when it is loaded."""

import copy
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from corpus.errors import ModelError
from retrieval.teaching.network import ReaderNetwork

_LARGEST = 127
NAMES = ("ids", "real", "asked", "said", "same")
"""The inputs in their order."""
_OPSET = 18


class _Linear8(nn.Module):
    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.weight, self.scale = _rounded(layer.weight)
        self.bias = layer.bias

    def forward(self, states: Tensor) -> Tensor:
        return nn.functional.linear(states, self.weight.float() * self.scale, self.bias)


class _Embedding8(nn.Module):
    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        self.weight, self.scale = _rounded(table.weight)

    def forward(self, ids: Tensor) -> Tensor:
        return self.weight[ids].float() * self.scale[ids]


def _rounded(weight: Tensor) -> tuple[nn.Parameter, nn.Parameter]:
    scale = weight.detach().abs().amax(dim=1, keepdim=True).clamp(min=1e-9) / _LARGEST
    whole = torch.round(weight.detach() / scale).to(torch.int8)
    return nn.Parameter(whole, requires_grad=False), nn.Parameter(scale, requires_grad=False)


def rounded(network: ReaderNetwork) -> ReaderNetwork:
    """A copy with the matrices in 8 bits: what is saved, and so what is to be measured."""
    small = copy.deepcopy(network).eval()
    for parent in list(small.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.Linear) and child.out_features > 1:
                setattr(parent, name, _Linear8(child))
            elif isinstance(child, nn.Embedding):
                setattr(parent, name, _Embedding8(child))
    return small


def export(network: ReaderNetwork, path: Path) -> None:
    """Write the rounded network."""
    shape = {axis: torch.export.Dim(name) for axis, name in enumerate(("pairs", "tokens"))}
    # Each input has a tensor of its own: of one that is given twice the exporter makes one input.
    example: tuple[Any, ...] = (torch.full((2, 9), 5), *(torch.ones(2, 9) for _ in NAMES[1:]))
    program = torch.onnx.export(
        rounded(network),
        example,
        input_names=list(NAMES),
        output_names=["scores"],
        dynamic_shapes=[shape] * len(NAMES),
        dynamo=True,
        opset_version=_OPSET,
        optimize=False,
        external_data=False,
        verbose=False,
    )
    if program is None:
        raise ModelError(
            path.name, "torch made no program of the network", "install the versions that requirements-test.lock names"
        )
    program.save(str(path))
