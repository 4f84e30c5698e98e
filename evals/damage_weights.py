"""Learns what the features of `corpus.likelihood` are worth for putting damaged characters back.

    python -m evals.damage_weights FOLDER [--texts 240] [--seed 11]

FOLDER is that of `evals.damage_text`; its texts for learning are damaged as there, and every run gives one choice among what it
may have been, the text as it stands included. The weights are those that make the right choices likeliest (conditional
logistic regression, a little pulled to 0), so that the chances that they give can be believed. Prints `WEIGHTS`, `INTACT`,
and how many runs would be mended rightly and wrongly at several levels of `CONFIDENT`.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from corpus.damage import INTACT, Option, Surroundings, options, signs
from corpus.likelihood import FEATURES, WEIGHTS
from evals.damage_text import LEARNT, Damaged, Run, damage, pinyin_list, plain, texts

_PULL = 0.02
_LEVELS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98)


@dataclass(frozen=True, slots=True)
class Choice:
    """The options at one sign of damage.

    Attributes:
        features: of the options, the last column 1 for the text as it stands; shape (n, len(FEATURES) + 1).
        right: which options are right, shape (n,).
        groups: for each option the number of those that read the same, shape (n,).
    """

    features: NDArray[np.float64]
    right: NDArray[np.bool_]
    groups: NDArray[np.int64]


def choices(damaged: Damaged) -> Iterator[Choice]:
    """The choices of a damaged text, the text before each as it was."""
    text = damaged.text
    surroundings = Surroundings.of([text], traditional=True)
    seen, run, begun = 0, None, ""
    for at in signs(text):
        if at < seen or text[at] != "?":
            continue
        here = next((r for r in damaged.runs if r.start <= at < r.end), None)
        if here is None or here != run:
            run, begun, seen = here, "", here.start if here else at
        begun += text[seen:at]
        found = options(text, at, _before(damaged, run.start if run else at) + begun, surroundings)
        if not found:
            continue
        right = [_is_right(option, begun, text, run) for option in found]
        names = [(o.end, None if o.text is None else plain(o.text)) for o in found]
        rows = np.array([(*o.features, float(o.text is None)) for o in found])
        yield Choice(rows, np.array(right), np.array([names.index(n) for n in names]))
        done = max((o for o, r in zip(found, right, strict=True) if r and o.text), key=lambda o: o.end, default=None)
        if done is None or run is None:
            seen = run.end if run else at + 1
        else:
            begun, seen = begun + (done.text or ""), done.end


def _before(damaged: Damaged, at: int) -> str:
    """The text before a place, every run in it as it was."""
    out, seen = "", 0
    for run in damaged.runs:
        if run.end <= at:
            out, seen = out + damaged.text[seen : run.start] + run.truth, run.end
    return out + damaged.text[seen:at]


def _is_right(option: Option, begun: str, text: str, run: Run | None) -> bool:
    if run is None or option.text is None:
        return run is None and option.text is None
    got, rest, truth = plain(begun + option.text), text[option.end : run.end], plain(run.truth)
    if option.end > run.end:
        return got == truth + plain(text[run.end : option.end])
    # A run may go on with another sign of damage.
    return got + plain(rest) == truth or ("?" in rest and truth.startswith(got))


def learn(seen: list[Choice]) -> NDArray[np.float64]:
    """The weights of the features, that of the text as it stands last."""
    useful = [(c.features - c.features[0], c.right) for c in seen if c.right.any()]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = _PULL * float(weights @ weights), 2 * _PULL * weights
        for features, right in useful:
            chances = _chances(features @ weights)
            good = chances[right].sum() + 1e-12
            total -= float(np.log(good))
            slope = slope - features.T @ (np.where(right, chances / good, 0.0) - chances)
        return total, slope

    return np.asarray(minimize(loss, np.array([*WEIGHTS, INTACT]), jac=True, method="L-BFGS-B").x)


def _chances(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    shares = np.exp(scores - scores.max())
    return np.asarray(shares / shares.sum())


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--texts", type=int, default=240)
    parser.add_argument("--seed", type=int, default=11)
    options_ = parser.parse_args()
    rng = random.Random(options_.seed)
    passages = texts(options_.folder, LEARNT)
    rng.shuffle(passages)
    seen = [c for p in passages[: options_.texts] for c in choices(damage(p, pinyin_list(rng, 0.4)))]
    weights = learn(seen)
    for name, weight in zip((*FEATURES, "INTACT"), weights, strict=True):
        sys.stdout.write(f"{name:10} {weight:7.2f}\n")
    told = []
    for choice in seen:
        chances = np.bincount(choice.groups, _chances(choice.features @ weights))
        best = int(chances.argmax())
        told.append((float(chances[best]), bool(choice.right[choice.groups == best].any())))
    sys.stdout.write(f"{len(seen)} choices, the right option among them: {sum(c.right.any() for c in seen)}\n")
    for level in _LEVELS:
        right = sum(r for chance, r in told if chance >= level)
        wrong = sum(not r for chance, r in told if chance >= level)
        sys.stdout.write(f"  from {level:.2f}: right {right / len(seen):7.2%}, wrong {wrong / len(seen):6.2%}\n")


if __name__ == "__main__":
    main()
