"""The folder of one index on disk: versions side by side, and the file `CURRENT` that names the one to load.

A version is written under a name of its own, made safe on the disk, renamed, and only then named by `CURRENT`, which
is replaced in one step. So whatever moment a writer dies at, a reader finds the old version or the new one, whole.
What a dead writer leaves behind is cleared away by the next one.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import IndexingError
from index.manifest import Manifest, file_sum

_CURRENT, _DRAFT = "CURRENT", "tmp-"
_MANIFEST = "manifest.json"
_LOCK_SECONDS = 600.0


@contextmanager
def writing(folder: Path, progress: Callable[[str], None]) -> Iterator[None]:
    """Make the folder where needed, and be the only writer in it; the lock of a process that died is free.

    Raises:
        IndexingError: the folder cannot be written, or another process has been writing it for ten minutes.
    """
    from filelock import FileLock, Timeout  # only who writes an index needs it

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress("another process is building this index; waiting for it")
            lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout as error:
        raise IndexingError(str(folder), "another process is building this index", "wait, or end it") from error
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield
    except OSError as error:
        raise unwritable(folder, error) from error
    finally:
        lock.release()


def unwritable(folder: Path, error: OSError) -> IndexingError:
    """What to say when the system refuses to write below a folder."""
    cause = error.strerror or str(error) or "cannot be written"
    return IndexingError(str(error.filename or folder), cause, "check the disk and its permissions, or set WENJU_HOME")


def current_version(folder: Path) -> Path | None:
    """The version that `CURRENT` names; None when nothing was ever built here.

    Raises:
        IndexingError: `CURRENT` cannot be read, or names nothing that is there as it was written.
    """
    place = folder / _CURRENT
    try:
        name = place.read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise IndexingError(str(place), f"cannot be read ({error})", "build the index again") from error
    try:  # A version is named by the sum of its manifest, and the manifest holds the sums of all other files.
        whole = _name(folder / name / _MANIFEST) == name
    except (OSError, ValueError):
        whole = False
    if not whole:
        cause = f"names {name[:40]!r}, which is not there as it was written"
        raise IndexingError(str(place), cause, "build the index again")
    return folder / name


def write_version(folder: Path, write: Callable[[Path], None]) -> Path:
    """Have a version written, and make it the current one. Call it while `writing`.

    The version before stays, since another process may be loading it; older ones go.

    Args:
        folder: of the index.
        write: fills an empty folder, the manifest included.

    Raises:
        OSError: the disk is full, or not ours to write.
    """
    for stale in (*folder.glob(f"{_DRAFT}*"), *folder.glob(f"{_CURRENT}.*")):
        _remove(stale)
    draft = folder / f"{_DRAFT}{os.getpid()}"
    draft.mkdir()
    try:
        write(draft)
        version = folder / _name(draft / _MANIFEST)
        for path in (*draft.rglob("*"), draft):
            _sync(path)
        _remove(version)  # There is one of the same name when it was damaged, or when an older state has come back.
        draft.rename(version)
    except BaseException:
        _remove(draft)
        raise
    _sync(folder)
    before = _named(folder)
    pointer = folder / f"{_CURRENT}.{os.getpid()}"
    pointer.write_text(version.name + "\n", encoding="utf-8")
    _sync(pointer)
    pointer.replace(folder / _CURRENT)
    _sync(folder)
    for other in folder.glob("v-*"):
        if other.name not in (version.name, before):
            _remove(other)
    return version


def kept_manifests(folder: Path) -> Iterator[Manifest]:
    """The manifests of the versions that can still be loaded."""
    for version in sorted(folder.glob("v-*")):
        try:
            yield Manifest.load(version)
        except IndexingError:  # being removed, or of another program
            continue


def _named(folder: Path) -> str:
    try:
        return (folder / _CURRENT).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _name(manifest: Path) -> str:
    return f"v-{file_sum(manifest)[:16]}"


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk now."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
