"""The plot of a bench record: what each stage finds at rank 1, and how fast it searches."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure


def plot(record: dict[str, Any], stages: Sequence[str], path: Path) -> None:
    """Draw recall@1 by stage beside queries a second, one line a set, into a PNG file.

    Raises:
        OSError: it cannot be written.
    """
    figure = Figure(figsize=(10, 4), layout="constrained")
    quality, speed = figure.subplots(1, 2)
    for name, entry in record["sets"].items():
        shown = [stage for stage in stages if stage in entry["stages"]]
        found = [entry["stages"][stage] for stage in shown]
        quality.plot(shown, [one["measures"]["recall@1"] for one in found], marker="o", label=name)
        speed.plot(shown, [one["queries_a_second"] for one in found], marker="o", label=name)
    quality.set(title="recall@1", ylim=(0, 1))
    speed.set(title="queries a second", yscale="log")
    for axes in (quality, speed):
        axes.tick_params(axis="x", labelrotation=30)
        axes.grid(visible=True, alpha=0.3)
    quality.legend(fontsize="small")
    figure.savefig(path, dpi=90)
