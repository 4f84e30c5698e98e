"""Teaching: of the pieces of a question what answers should score highest, above the rest and, where nothing answers, none."""

import random
from collections.abc import Callable, Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from retrieval.reader import batches, inputs
from retrieval.teaching.export import NAMES
from retrieval.teaching.lessons import Lesson
from retrieval.teaching.network import ReaderNetwork

Says = Callable[[int], bool]
# Questions a step; of each question pieces that answer, of the next best that do not, and of those behind.
_QUESTIONS, _RIGHT, _NEXT, _BEHIND, _NEXT_OF = 8, 2, 3, 1, 6
_RATE, _RATE_SCALARS, _DECAY, _LONGEST = 6e-5, 2e-2, 0.01, 1.0
_WARM, _LEAST = 0.06, 0.02
# Questions of about one length are read in one step: this many steps are sorted at a time.
_SORTED = 32
# How much the score by itself counts beside its sum with that of the ranking.
_ALONE = 0.5


def teach(
    network: ReaderNetwork, lessons: Sequence[Lesson], says: Says, epochs: float, seed: int, told: Callable[[str], None]
) -> float:
    """Teach a network; how much the ranking counts beside it, learnt along with it.

    Two losses, both conditional logits: of the reader alone, where nothing answers scores 0, and of its sum with the ranking.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    share = torch.nn.Parameter(torch.tensor(1.0))
    parameters = [p for p in network.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in parameters if p.dim() > 1], "weight_decay": _DECAY},
            {"params": [p for p in parameters if p.dim() <= 1 and p.numel() > 2], "weight_decay": 0.0},
            {"params": [p for p in parameters if p.numel() <= 2] + [share], "weight_decay": 0.0, "lr": _RATE_SCALARS},
        ],
        lr=_RATE,
    )
    steps = max(int(epochs * len(lessons) / _QUESTIONS), 1)
    rates = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (_WARM * steps + 1), max(_LEAST, (steps - step) / steps))
    )
    network.train()
    waiting: list[Lesson] = []
    for step in range(steps):
        if len(waiting) < _QUESTIONS:
            waiting = _shuffled(lessons, rng)
        batch, waiting = waiting[:_QUESTIONS], waiting[_QUESTIONS:]
        loss = _loss(network, batch, share, says, rng)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_([*parameters, share], _LONGEST)
        optimiser.step()
        rates.step()
        optimiser.zero_grad()
        if step % 100 == 99:
            told(f"step {step + 1} of {steps}: loss {loss.item():.3f}")
    return share.item()


def _loss(network: ReaderNetwork, batch: Sequence[Lesson], share: Tensor, says: Says, rng: random.Random) -> Tensor:
    chosen = [_some(lesson, rng) for lesson in batch]
    pairs = [lesson.pairs[i] for lesson, numbers in zip(batch, chosen, strict=True) for i in numbers]
    read = torch.split(scored(network, pairs, says), [len(numbers) for numbers in chosen])
    losses = []
    for lesson, numbers, alone in zip(batch, chosen, read, strict=True):
        right = torch.tensor(lesson.right[numbers])
        beside_none = torch.cat([alone, torch.zeros(1)])
        wanted = alone[right] if right.any() else beside_none[-1:]
        loss = _ALONE * (torch.logsumexp(beside_none, 0) - torch.logsumexp(wanted, 0))
        if right.any():
            both = alone + share * torch.tensor(lesson.ranked[numbers])
            loss = loss + torch.logsumexp(both, 0) - torch.logsumexp(both[right], 0)
        losses.append(loss)
    return torch.stack(losses).mean()


def scored(network: ReaderNetwork, pairs: Sequence[Sequence[int]], says: Says) -> Tensor:
    """The log-odds of pairs, shape (n,)."""
    out: dict[int, Tensor] = {}
    with torch.autocast("cpu", torch.bfloat16, enabled=network.training):
        for batch in batches(pairs):
            arrays = inputs([pairs[i] for i in batch], says)
            out |= zip(batch, network(*(torch.from_numpy(arrays[name]) for name in NAMES)), strict=True)
    return torch.stack([out[i] for i in range(len(pairs))])


def read_all(network: ReaderNetwork, lessons: Sequence[Lesson], says: Says) -> list[NDArray[np.float32]]:
    """The log-odds of the pieces of each lesson, in full precision."""
    network.eval()
    with torch.no_grad():
        return [scored(network, lesson.pairs, says).numpy() for lesson in lessons]


def _some(lesson: Lesson, rng: random.Random) -> list[int]:
    right, lures = np.flatnonzero(lesson.right).tolist(), np.flatnonzero(lesson.lures).tolist()
    wrong = np.flatnonzero(~(lesson.right | lesson.lures)).tolist()
    near, far = wrong[:_NEXT_OF], wrong[_NEXT_OF:]
    return (
        rng.sample(right, min(_RIGHT, len(right)))
        + rng.sample(lures, min(_RIGHT, len(lures)))
        + rng.sample(near, min(_NEXT, len(near)))
        + rng.sample(far, min(_BEHIND, len(far)))
    )


def _shuffled(lessons: Sequence[Lesson], rng: random.Random) -> list[Lesson]:
    """In a new order, in which halves of a pair, which often differ in the question alone, stand side by side."""
    units = [[lesson] for lesson in lessons if not lesson.pair]
    pairs: dict[int, list[Lesson]] = {}
    for lesson in lessons:
        if lesson.pair:
            pairs.setdefault(lesson.pair, []).append(lesson)
    units += pairs.values()
    rng.shuffle(units)
    steps: list[list[Lesson]] = []
    for at in range(0, len(units), _QUESTIONS * _SORTED):
        near = sorted(units[at : at + _QUESTIONS * _SORTED], key=_length)
        order = [lesson for unit in near for lesson in unit]
        # A short step would leave the others of two lengths.
        steps += [order[i : i + _QUESTIONS] for i in range(0, len(order) - _QUESTIONS + 1, _QUESTIONS)] or [order]
    rng.shuffle(steps)
    return [lesson for step in steps for lesson in step]


def _length(unit: Sequence[Lesson]) -> int:
    return sum(map(len, unit[0].pairs[:6]))
