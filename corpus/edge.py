"""The edge of every command: text leaves in UTF-8, and what cannot be done is one line and an exit code."""

import os
import sys
from collections.abc import Callable
from io import TextIOWrapper

from corpus.errors import WenjuError


def run(command: Callable[[], bool | None]) -> int:
    """Run a command whose arguments were understood.

    Standard output and error speak UTF-8 whatever the locale; a lone surrogate, which JSON can hold and UTF-8 cannot,
    leaves as the escape that JSON knows it by.

    Args:
        command: does the work; it may return False for what was done and came out badly.

    Returns:
        0 when it was done, 1 when it came out badly or a `WenjuError` was raised, 130 when the user interrupted it.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    try:
        outcome = command()
        sys.stdout.flush()
    except WenjuError as error:
        sys.stderr.write(f"{' '.join(str(error).split())}\n")
        return 1
    except BrokenPipeError:
        # Whoever read our output has had enough. Python would complain again when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return 1 if outcome is False else 0
