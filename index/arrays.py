"""Arrays of numpy on disk, and what to say when they are not what was written."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from corpus.errors import IndexingError


def load_arrays(path: Path, names: Sequence[str] = ()) -> dict[str, Any]:
    """All arrays of a file that `numpy.savez` wrote, by name.

    Raises:
        IndexingError: it is missing or damaged, or does not hold just these names, where some are given.
    """
    try:
        # Opened here, since numpy leaves a file open that turns out to be no archive.
        with path.open("rb") as file, np.load(file) as saved:
            arrays = dict(saved)
    except (OSError, ValueError, KeyError, EOFError, TypeError, AttributeError, BadZipFile) as error:
        raise damaged(path, error) from error
    if names and set(arrays) != set(names):
        raise damaged(path, f"it holds {sorted(arrays)}")
    return arrays


def damaged(path: Path, why: object) -> IndexingError:
    """A file of an index that is not what was written."""
    return IndexingError(str(path), f"cannot be loaded ({why})", "build the index again")
