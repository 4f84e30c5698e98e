"""Which files below a folder are documents, and why the others are not."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = frozenset((".txt", ".md", ".markdown", ".html", ".htm", ".csv"))
"""What the name of a document ends in."""


def list_files(folder: Path) -> Iterator[tuple[Path, str]]:
    """The files below a folder in order of their names, each with the reason to leave it out, or "".

    Hidden files and folders are passed over. Links that lead out of the folder, folders that cannot be opened, and
    what is neither file nor folder are given with their reason, and never looked into.
    """
    inside = folder.resolve()
    closed: list[tuple[Path, str]] = []

    def shut(error: OSError) -> None:
        reason = f"cannot be opened ({error.strerror}). Mend: check the permissions of the folder"
        closed.append((Path(error.filename), reason))

    for base, folders, names in os.walk(folder, onerror=shut):
        yield from closed
        closed.clear()
        folders[:] = sorted(n for n in folders if not n.startswith("."))
        for name in sorted(folders):
            path = Path(base, name)
            if path.is_symlink() and (reason := _link_reason(path, inside)):
                yield path, reason
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(base, name), _reason(Path(base, name), folder, inside)
    yield from closed


def doc_id_of(path: Path, folder: Path) -> str:
    """The path relative to the folder, with `/`, read as UTF-8 whatever the locale reads names as."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "surrogateescape")


def _reason(path: Path, folder: Path, inside: Path) -> str:
    """Why a file is no document, or ""."""
    if not _is_text(doc_id_of(path, folder)):
        return "its name is not UTF-8. Mend: rename it"
    if path.is_symlink() and (reason := _link_reason(path, inside)):
        return reason
    if path.suffix.lower() not in SUFFIXES:
        return f"no reader for {path.suffix or 'files without an ending'}"
    try:
        mode = path.stat().st_mode
    except OSError:
        return ""  # Reading it will say why.
    # Opening a named pipe would wait for ever.
    return "" if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "neither a file nor a folder. Mend: take it away"


def _link_reason(path: Path, inside: Path) -> str:
    """Why a link is not followed, or ""."""
    try:
        target = path.resolve(strict=True)
    except FileNotFoundError:
        target = path.resolve()  # Reading it will say that nothing is there.
    except (OSError, RuntimeError):  # RuntimeError for a ring before Python 3.13
        return "a link that cannot be followed to its end. Mend: take it away"
    if inside in target.parents or target == inside:
        return ""
    return "a link that leads out of the folder. Mend: copy the documents into the folder"


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
