"""`make` and its scripts: the Python they take, what they say when they cannot, and that the locks fit the project."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = ("requirements.lock", "requirements-test.lock")
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")

OLD = '#!/bin/sh\ncase "$*" in *platform*) echo 3.10.4;; *) exit 1;; esac\n'
NEW = '#!/bin/sh\ncase "$*" in *platform*) echo 3.14.0;; *) exit 1;; esac\n'
WITHOUT_VENV = '#!/bin/sh\ncase "$*" in *platform*) echo 3.11.2;; *ensurepip*) exit 1;; esac\n'
# A Python whose venv is a folder with itself in it; it notes what pip was asked to install.
WORKING = """#!/bin/sh
case "$*" in
  *platform*) echo 3.12.1;;
  *--version*) echo Python 3.12.1;;
  *"-m venv"*) mkdir -p .venv/bin; cp "$0" .venv/bin/python;;
  *"-m pip install"*) echo "$*" >>pip.log; [ ! -e pip-fails ];;
  *"-m compileall"*) echo "$*" >compiled.log; exit 1;;
esac
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What `make env` needs, in a folder with a blank in its name."""
    folder = tmp_path / "a new clone"
    (folder / ".ci").mkdir(parents=True)
    for name in ("Makefile", ".ci/env", *LOCKS):
        shutil.copy(ROOT / name, folder / name)
    return folder


def make(clone: Path, pythons: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make where only these Pythons are on the path."""
    tools = clone.parent / "bin"
    shutil.rmtree(tools, ignore_errors=True)
    tools.mkdir()
    for name in ("make", "sh", "cat", "cmp", "rm", "mkdir", "cp", "printf", "grep"):
        if found := shutil.which(name):
            (tools / name).symlink_to(found)
    for name, script in pythons.items():
        (tools / name).write_text(script, encoding="utf-8")
        (tools / name).chmod(0o755)
    environment = {"PATH": str(tools), "HOME": str(clone)}
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)


@needs_make
@pytest.mark.parametrize(
    ("pythons", "message"),
    [
        ({}, "Python: none found, but 3.11, 3.12 or 3.13 is needed. Mend:"),
        ({"python3": OLD}, "Python: python3 is 3.10.4, but 3.11, 3.12 or 3.13 is needed. Mend:"),
        ({"python3": NEW, "python": OLD}, "Python: python3 is 3.14.0, python is 3.10.4, but"),
        ({"python3": WITHOUT_VENV}, "python3: has no venv module. Mend: install it (Debian and Ubuntu: apt install"),
    ],
)
def test_a_python_that_will_not_do_is_one_clear_line(clone: Path, pythons: dict[str, str], message: str) -> None:
    done = make(clone, pythons, "env")
    assert done.returncode != 0
    lines = [line for line in done.stderr.splitlines() if not line.startswith("make")]
    assert len(lines) == 1 and lines[0].startswith(message)
    assert not (clone / ".venv").exists()


@needs_make
def test_the_first_python_that_will_do_is_taken(clone: Path) -> None:
    done = make(clone, {"python3": OLD, "python3.13": WITHOUT_VENV, "python3.12": WORKING}, "env")
    assert done.returncode == 0, done.stderr
    assert "making .venv with Python 3.12.1" in done.stderr
    (line,) = (clone / "pip.log").read_text(encoding="utf-8").splitlines()
    assert line.endswith("-r requirements.lock") and "--extra-index-url" not in line
    assert "-q app corpus evals index retrieval" in (clone / "compiled.log").read_text(encoding="utf-8")


@needs_make
def test_a_named_python_is_taken_or_refused_by_name(clone: Path) -> None:
    done = make(clone, {"python3": WORKING, "python3.9": OLD}, "env", "PYTHON=python3.9")
    assert "Python: python3.9 is 3.10.4, but" in done.stderr
    done = make(clone, {"python3": WORKING}, "env", "PYTHON=nothing-here")
    assert "nothing-here: cannot be run as a Python. Mend:" in done.stderr


@needs_make
def test_packages_are_installed_again_only_when_a_lock_changed(clone: Path) -> None:
    def installs() -> int:
        log = clone / "pip.log"
        return log.read_text(encoding="utf-8").count("\n") if log.exists() else 0

    python = {"python3": WORKING}
    assert [(make(clone, python, goal).returncode, installs()) for goal in ("env", "env")] == [(0, 1), (0, 1)]
    assert [(make(clone, python, goal).returncode, installs()) for goal in ("env-test", "env")] == [(0, 3), (0, 3)]
    with (clone / LOCKS[0]).open("a", encoding="utf-8") as lock:
        lock.write("six==1.17.0\n")
    assert [(make(clone, python, goal).returncode, installs()) for goal in ("env", "env")] == [(0, 4), (0, 4)]
    assert (make(clone, python, "env-test").returncode, installs()) == (0, 6)


@needs_make
def test_an_installation_that_broke_off_is_made_anew(clone: Path) -> None:
    python = {"python3": WORKING}
    (clone / "pip-fails").touch()
    done = make(clone, python, "env")
    assert done.returncode != 0
    assert "requirements.lock: could not be installed. Mend: see pip's lines above" in done.stderr
    (clone / "pip-fails").unlink()
    (clone / ".venv" / "half").touch()
    done = make(clone, python, "env")
    assert done.returncode == 0 and "making .venv anew" in done.stderr
    assert not (clone / ".venv" / "half").exists()


@needs_make
def test_a_venv_whose_python_is_gone_is_made_anew(clone: Path) -> None:
    (clone / ".venv" / "bin").mkdir(parents=True)
    (clone / ".venv" / "bin" / "python").symlink_to(clone / "gone")
    done = make(clone, {"python3": WORKING}, "env")
    assert done.returncode == 0 and "making .venv anew" in done.stderr


@needs_make
def test_an_extra_index_reaches_pip(clone: Path) -> None:
    make(clone, {"python3": WORKING}, "env", "TORCH_INDEX=https://index.example/cpu")
    assert "--extra-index-url https://index.example/cpu" in (clone / "pip.log").read_text(encoding="utf-8")


@needs_make
@pytest.mark.parametrize(
    ("goal", "message"), [("model", "DATA=folder-of-pairs"), ("bench", "DATA=folder-of-BEIR-sets")]
)
def test_data_must_be_named(clone: Path, goal: str, message: str) -> None:
    done = make(clone, {"python3": WORKING}, goal)
    assert done.returncode != 0 and message in done.stderr


@needs_make
def test_every_goal_is_listed() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    goals = set(re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)[1].split()) - {"help", "env-test"}  # type: ignore[index]
    assert goals <= set(
        re.findall(
            r"\w+", subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        )
    )


def test_the_bound_on_python_is_the_same_everywhere() -> None:
    supported = SpecifierSet(PROJECT["requires-python"])
    versions = [f"3.{minor}" for minor in range(8, 20) if f"3.{minor}" in supported]
    assert versions == ["3.11", "3.12", "3.13"]
    script = (ROOT / ".ci" / "env").read_text(encoding="utf-8")
    assert "bound='(3, 11) <= sys.version_info[:2] <= (3, 13)'" in script
    assert "versions='3.11, 3.12 or 3.13'" in script
    assert all(f"python{version}" in script for version in versions)
    assert 'PYTHONS = ("3.11", "3.12", "3.13")' in (ROOT / ".ci" / "lock.py").read_text(encoding="utf-8")
    assert "Python 3.11, 3.12 or 3.13" in (ROOT / "README.md").read_text(encoding="utf-8")
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert settings["mypy"]["python_version"] == versions[0]
    assert settings["ruff"]["target-version"] == "py311"


def pins(name: str) -> dict[str, Requirement]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    listed = [Requirement(line) for line in lines if line and not line.startswith(("#", "-r"))]
    return {canonicalize_name(r.name): r for r in listed}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_exact_versions_and_no_place_to_get_them(name: str) -> None:
    for requirement in pins(name).values():
        assert re.fullmatch(r"==\d[\w.]*", str(requirement.specifier)), requirement
        assert requirement.url is None
        assert requirement.marker is None or "python_version" in str(requirement.marker)
    assert not re.search(r"https?:|--|file:|\+cpu", (ROOT / name).read_text(encoding="utf-8"))


def test_the_locks_satisfy_every_range_of_the_project() -> None:
    running, testing = pins(LOCKS[0]), pins(LOCKS[1])
    assert not running.keys() & testing.keys()
    for extra, locked in (("", running), ("test", {**running, **testing})):
        wanted = PROJECT["optional-dependencies"]["test"] if extra else PROJECT["dependencies"]
        for requirement in map(Requirement, wanted):
            pin = str(locked[canonicalize_name(requirement.name)].specifier).removeprefix("==")
            assert requirement.specifier.contains(pin), f"{requirement}, but the lock has {pin}"
    assert str(running["torch"].specifier) == "==2.13.0"


def test_packages_of_newer_pythons_carry_their_marker() -> None:
    marked = {name: r.marker for name, r in pins(LOCKS[0]).items() if r.marker}
    assert marked == {"audioop-lts": Marker('python_version >= "3.13"')}


def test_scripts_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    for script in (".ci/run", ".ci/env"):
        shell = "bash" if script.endswith("run") else "sh"
        assert subprocess.run([shell, "-n", ROOT / script], check=False).returncode == 0
