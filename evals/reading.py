"""Speed and memory to read one large text, and then to index it.

    python -m evals.reading [--mb 50] [--shape "one line"]

The shapes are those of `evals.growth`; a megabyte is a million bytes of UTF-8, about a third as many characters. Seconds
are those of the processors, so that other work beside it hardly counts.
"""

import argparse
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.read import read_file
from corpus.settings import ReadSettings, Settings
from evals.growth import SHAPES
from index.build import make_index
from index.embedder import load_embedder

_CHARACTERS_IN_MB = 1_000_000 / 2.6  # of text that is mostly, but not all, Chinese


def _told(what: str, size: float, began: float) -> None:
    took, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{what:8}{size:5.0f} MB in {took:6.1f} s: {size / took:5.2f} MB/s, at most {peak:,.0f} MB held\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print a line for reading and one for indexing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=int, default=50, help="size of the file (default: 50)")
    parser.add_argument("--shape", default="one line", choices=list(SHAPES))
    options = parser.parse_args()
    name, make = SHAPES[options.shape]
    embedder = load_embedder()
    with TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(make(int(options.mb * _CHARACTERS_IN_MB)), encoding="utf-8")
        size = path.stat().st_size / 1_000_000
        began = time.process_time()
        document = read_file(path, name, ReadSettings(max_file_mb=int(size) + 1))
        _told("read", size, began)
        began = time.process_time()
        make_index([document], Settings(), embedder)
        _told("indexed", size, began)


if __name__ == "__main__":
    main()
