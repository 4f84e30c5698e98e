"""Contrastive training of token vectors: the text that belongs to a text is to be nearer than all others in the batch.

The loss is the symmetric InfoNCE of CLIP and sentence-transformers' `MultipleNegativesSymmetricRankingLoss`, over
mean-pooled vectors of unit length. Only rows in the batch are touched; each has one Adagrad step size, so that rare
words learn as fast as frequent ones.
"""

from collections.abc import Callable

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from index.training.encoded import EncodedPairs, Side
from index.training.recipe import Recipe

_REPORT = 250


def train(
    vectors: NDArray[np.float32], pairs: EncodedPairs, recipe: Recipe, progress: Callable[[str], None]
) -> NDArray[np.float32]:
    """Train token vectors.

    Args:
        vectors: float32, shape (vocabulary, dim), to start from; left as they are.
        pairs: what belongs together.
        recipe: how.
        progress: is told step and mean loss now and then.

    Returns:
        float32, shape (vocabulary, dim).
    """
    torch.manual_seed(recipe.seed)
    random = np.random.default_rng(recipe.seed)
    table = torch.from_numpy(vectors.copy())
    squares = torch.full((len(table), 1), 1e-10)
    reach = _reach(pairs, recipe)
    losses: list[float] = []
    for step in range(recipe.steps):
        rows = np.unique(np.searchsorted(reach, random.random(recipe.batch)))
        texts = [
            *_windows(pairs.left, rows, recipe.max_left, random),
            *_windows(pairs.right, rows, recipe.max_right, random),
        ]
        rate = recipe.rate * min(1, step / recipe.warmup) * max(0.02, 1 - step / recipe.steps)
        losses.append(_step(table, squares, texts, rate, recipe.temperature))
        if (step + 1) % _REPORT == 0:
            progress(f"step {step + 1} of {recipe.steps}: loss {np.mean(losses[-_REPORT:]):.3f}")
    return table.numpy()


def _reach(pairs: EncodedPairs, recipe: Recipe) -> NDArray[np.float64]:
    """Cumulative probability of drawing each pair."""
    weights = np.array([recipe.shares.get(source, 1.0) for source in pairs.sources])
    return np.asarray(np.cumsum(weights / weights.sum()))


def _windows(side: Side, rows: NDArray[np.intp], longest: int, random: np.random.Generator) -> list[NDArray[np.int32]]:
    """The texts of some rows; of a longer one a window of so many tokens, anywhere."""
    starts, ends = side.offsets[rows], side.offsets[rows + 1]
    spare = np.maximum(ends - starts - longest, 0)
    starts = starts + random.integers(0, spare + 1)
    ends = np.minimum(ends, starts + longest)
    return [side.ids[start:end] for start, end in zip(starts, ends, strict=True)]


def _step(
    table: torch.Tensor, squares: torch.Tensor, texts: list[NDArray[np.int32]], rate: float, temperature: float
) -> float:
    """One step on a batch; the first half of the texts are the left sides. Changes table and squares."""
    used, places = np.unique(np.concatenate(texts), return_inverse=True)
    starts = np.cumsum([0, *(text.size for text in texts[:-1])])
    ids = torch.from_numpy(used.astype(np.int64))
    rows = table[ids].requires_grad_()
    pooled = functional.embedding_bag(
        torch.from_numpy(places.astype(np.int64)), rows, torch.from_numpy(starts.astype(np.int64)), mode="mean"
    )
    left, right = functional.normalize(pooled, dim=1).chunk(2)
    # Half the bits are enough for cosines over a temperature, and several times as fast.
    scores = (left.bfloat16() @ right.bfloat16().T).float() / temperature
    own = torch.arange(len(scores))
    loss = (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2
    loss.backward()  # type: ignore[no-untyped-call]
    gradient = rows.grad
    assert gradient is not None
    squares[ids] += gradient.pow(2).mean(dim=1, keepdim=True)
    table[ids] = rows.detach() - rate * gradient / squares[ids].sqrt()
    return loss.item()
