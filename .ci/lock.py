"""Write requirements.lock and requirements-test.lock: the exact versions that `.venv` holds.

Run by `make lock`. The locks hold every package that the ranges in pyproject.toml lead to, on any supported Python
under Linux and macOS; one that only some of them need carries its marker. So one pair of files serves all of them.

torch is pinned without a build tag: which build is taken is a matter of the index that pip looks into.
"""

import importlib.metadata
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PYTHONS = ("3.11", "3.12", "3.13")
PLATFORMS = {"linux": "Linux", "darwin": "Darwin"}
# Packages that the Python of .venv does not need, but a newer one does.
ELSEWHERE = {"audioop-lts": "0.2.2"}
HEAD = "# Written by `make lock` from the ranges in pyproject.toml. Do not edit by hand.\n"


def closure(wanted: Iterable[str], python: str, platform: str) -> set[str]:
    """The names of all packages that some requirements lead to, under one Python and platform."""
    environment = {
        **{name: str(value) for name, value in default_environment().items()},
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": platform,
        "platform_system": PLATFORMS[platform],
    }
    todo = [Requirement(text) for text in wanted]
    seen: set[tuple[str, str]] = set()
    while todo:
        requirement = todo.pop()
        name = canonicalize_name(requirement.name)
        for extra in {"", *requirement.extras}:
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            for text in _requires(name):
                inner = Requirement(text)
                if inner.marker is None or inner.marker.evaluate({**environment, "extra": extra}):
                    todo.append(inner)
    return {name for name, _ in seen}


def pins(wanted: Iterable[str], without: Iterable[str] = ()) -> list[str]:
    """One line a package: `name==version`, with a marker where only some Pythons need it."""
    listed = list(wanted)
    by_python = {
        python: set().union(*(closure(listed, python, platform) for platform in PLATFORMS)) for python in PYTHONS
    }
    lines = []
    for name in sorted(set().union(*by_python.values()) - set(without)):
        needing = [python for python in PYTHONS if name in by_python[python]]
        marker = "" if len(needing) == len(PYTHONS) else f' ; python_version >= "{needing[0]}"'
        lines.append(f"{name}=={_version(name)}{marker}\n")
    return lines


def _requires(name: str) -> list[str]:
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        return []  # needed on another Python only; such packages so far need nothing themselves


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name).partition("+")[0]
    except importlib.metadata.PackageNotFoundError:
        if name not in ELSEWHERE:
            sys.exit(f"{name}: needed on another Python, not in .venv. Mend: add its version to ELSEWHERE.")
        return ELSEWHERE[name]


def main() -> None:
    """Write both files."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    run, test = project["dependencies"], project["optional-dependencies"]["test"]
    running = pins(run)
    names = [line.partition("==")[0] for line in running]
    (ROOT / "requirements.lock").write_text(HEAD + "".join(running), encoding="utf-8")
    testing = HEAD + "-r requirements.lock\n" + "".join(pins([*run, *test], without=names))
    (ROOT / "requirements-test.lock").write_text(testing, encoding="utf-8")


if __name__ == "__main__":
    main()
