"""How long a new process takes to answer, its index built, beside what `import torch` alone takes.

    python -m evals.cold [QUESTION] [--runs 9]

The two run in turn, so that whatever else the machine does slows both. Processor seconds tell the same with less noise,
but count twice what two threads do at a time. Both find their modules compiled, as after `make env`.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

_ROOT = Path(__file__).parent.parent
_PYTHON = ("env", "-u", "PYTHONDONTWRITEBYTECODE", sys.executable)


def taken(words: Sequence[str]) -> tuple[float, float]:
    """Run Python with some arguments; seconds on the clock, and of processors.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([*_PYTHON, *words], check=True, cwd=_ROOT, stdout=subprocess.DEVNULL)
    after, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("question", nargs="?", default="2025年的市场规模是多少？", metavar="QUESTION")
    parser.add_argument("--runs", type=int, default=9, metavar="N", help="of each (default: 9)")
    options = parser.parse_args()
    ask, torch = ["-m", "app", "ask", options.question], ["-c", "import torch"]
    taken(ask), taken(torch)  # builds the index, and brings the files into memory
    runs = [(*taken(ask), *taken(torch)) for _ in range(options.runs)]
    ask_clock, ask_work, torch_clock, torch_work = np.median(runs, axis=0)
    sys.stdout.write(f"medians of {options.runs} runs      ask    import torch   ratio\n")
    for what, one, other in (("clock", ask_clock, torch_clock), ("processor", ask_work, torch_work)):
        sys.stdout.write(f"{what:16}{one:8.2f} s {other:12.2f} s {one / other:7.2f}\n")


if __name__ == "__main__":
    main()
