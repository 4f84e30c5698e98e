"""The reader as a torch module: the transformer, a mark for tokens that stand on both sides, and what is read off at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from retrieval.teaching.pack import Pack

_EPSILON = 1e-12
# Log-odds by the cosine of both sides before anything is learnt, from what the cosines of the first weights mean.
_SLOPE, _OFFSET = 10.0, -8.0
_FAR = -1e4
_NAMES = (
    ("q", "query"),
    ("k", "key"),
    ("v", "value"),
    ("ao", "output"),
    ("fi", "inner"),
    ("fo", "outer"),
    ("aln", "between"),
    ("oln", "after"),
)


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a network: pieces of vocabulary, tokens that it reads at most, width of vectors, layers, heads, inner width."""

    pieces: int
    positions: int
    width: int
    layers: int
    heads: int
    inner: int


class Layer(nn.Module):
    """One layer of BERT (Devlin et al. 2019), normalised behind each of its two parts."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.output = (nn.Linear(width, width) for _ in range(4))
        self.inner, self.outer = nn.Linear(width, inner), nn.Linear(inner, width)
        self.between, self.after = nn.LayerNorm(width, _EPSILON), nn.LayerNorm(width, _EPSILON)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, hidden: Tensor) -> Tensor:
        """States of shape (pairs, tokens, width), and what is added to attention, (pairs, 1, 1, tokens)."""
        pairs, tokens, width = states.shape
        split = (pairs, tokens, self.heads, width // self.heads)
        query, key, value = (part(states).view(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        weights = torch.softmax(query @ key.transpose(2, 3) / split[3] ** 0.5 + hidden, dim=-1)
        seen = (weights @ value).transpose(1, 2).reshape(pairs, tokens, width)
        states = self.between(states + self.dropout(self.output(seen)))
        return self.after(states + self.dropout(self.outer(nn.functional.gelu(self.inner(states)))))  # type: ignore[no-any-return]


class ReaderNetwork(nn.Module):
    """Log-odds that a piece answers a question, from the arrays of `retrieval.reader.inputs`."""

    def __init__(self, shape: Shape, dropout: float = 0.1) -> None:
        """A network that has learnt nothing."""
        super().__init__()
        width = shape.width
        self.words, self.places = nn.Embedding(shape.pieces, width), nn.Embedding(shape.positions, width)
        self.first = nn.LayerNorm(width, _EPSILON)
        self.layers = nn.ModuleList(Layer(width, shape.heads, shape.inner, dropout) for _ in range(shape.layers))
        self.shared = nn.Parameter(torch.zeros(width))
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(width, 1)
        self.cosine = nn.Parameter(torch.tensor([_SLOPE, _OFFSET]))
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    @classmethod
    def of_pack(cls, pack: Pack, kept: Sequence[int], dropout: float = 0.1) -> Self:
        """Begin with the weights of a pack, its vocabulary cut down to some pieces."""
        network = cls(Shape(len(kept), pack.positions, pack.width, pack.layers, pack.heads, pack.inner), dropout)
        network._take(pack, kept)
        return network

    def _take(self, pack: Pack, kept: Sequence[int]) -> None:
        def put(target: Tensor, values: NDArray[np.float32]) -> None:
            with torch.no_grad():
                target.copy_(torch.tensor(values.reshape(target.shape)))

        tensors = pack.tensors
        put(self.words.weight, tensors["emb.word"].reshape(-1, pack.width)[list(kept)])
        put(self.places.weight, tensors["emb.pos"] + np.tile(tensors["emb.type"][: pack.width], pack.positions))
        put(self.first.weight, tensors["emb.ln.w"])
        put(self.first.bias, tensors["emb.ln.b"])
        for number, layer in enumerate(self.layers):
            for short, name in _NAMES:
                part = getattr(layer, name)
                put(part.weight, tensors[f"l{number}.{short}.w"])
                put(part.bias, tensors[f"l{number}.{short}.b"])

    def freeze(self, layers: int) -> None:
        """Keep the vectors of tokens and places and the lowest layers as they are."""
        for part in (self.words, self.places, self.first, *self.layers[:layers]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, real: Tensor, asked: Tensor, said: Tensor, same: Tensor) -> Tensor:
        """Log-odds of each pair, shape (pairs,), from arrays of shape (pairs, tokens)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.dropout(self.first(self.words(ids) + self.places(places))) + same[..., None] * self.shared
        hidden = ((1 - real) * _FAR)[:, None, None, :]
        for layer in self.layers:
            states = layer(states, hidden)
        question, piece = (_mean(states.float(), side) for side in (asked, said))
        near = nn.functional.cosine_similarity(question, piece)
        read: Any = self.head(states[:, 0])[:, 0].float() + self.cosine[0] * near + self.cosine[1]
        return read  # type: ignore[no-any-return]


def _mean(states: Tensor, marked: Tensor) -> Tensor:
    return (states * marked[..., None]).sum(1) / marked.sum(1, keepdim=True).clamp(min=1)
