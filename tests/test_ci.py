"""The workflow of the hosting service does what `.ci/run` does, and keeps what the evaluation found."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
RUN = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
WORKFLOW = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))


def steps(job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = WORKFLOW["jobs"][job]["steps"]
    return found


def named(job: str, start: str) -> dict[str, Any]:
    (step,) = (step for step in steps(job) if step.get("uses", "").startswith(start) or step.get("run", "") == start)
    return step


def test_every_change_runs_every_stage() -> None:
    # YAML reads the bare word `on` as true.
    assert set(WORKFLOW[True]) == {"push", "pull_request"} and WORKFLOW[True]["push"] == {"branches": ["main"]}
    order = [step.get("uses", step.get("run", "")).partition("@")[0] for step in steps("everything")]
    assert order.index("actions/checkout") < order.index(".ci/run") < order.index("actions/upload-artifact")
    stages = re.findall(r"^\s*(?:if .*; then )?stage ['\"]([^'\"$]*)", RUN, re.MULTILINE)
    assert {"ruff", "mypy --strict", "make test", "gate, editions, ", "gate, ", "slow and browser tests"} <= set(stages)


def test_what_the_browser_tests_need_is_there_before() -> None:
    (packages,) = (step["run"] for step in steps("everything") if "apt-get" in step.get("run", ""))
    assert "chromium" in packages and "fonts-noto-cjk" in packages


def test_the_evaluation_reaches_summary_and_artefact_even_when_it_fails() -> None:
    kept = named("everything", "actions/upload-artifact")
    assert kept["if"] == "always()" and kept["with"]["path"] == "out/gate/"
    assert '--out "out/gate/$3"' in RUN and '--markdown "$GITHUB_STEP_SUMMARY"' in RUN


def test_all_supported_pythons_are_tested() -> None:
    oldest = named("everything", "actions/setup-python")["with"]["python-version"]
    newer = WORKFLOW["jobs"]["newer-python"]
    assert [oldest, *newer["strategy"]["matrix"]["python"]] == ["3.11", "3.12", "3.13"]
    assert named("newer-python", "make test")
    assert WORKFLOW["permissions"] == {"contents": "read"}


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder where `.ci/run` finds one gold file of each kind, and a Python and a make that fail at what `breaks` says."""
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    stand_in = '#!/bin/sh\necho "did $*"\n! grep -qxF -e "$*" breaks 2>/dev/null\n'
    for name in (".venv/bin/python", "bin/make", "bin/chromium", "bin/fc-list"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(stand_in, encoding="utf-8")
        (folder / name).chmod(0o755)
    for name in ("gold/dev", "second/dev", "third/dev", "fourth/dev", "fifth/dev"):
        (folder / "evals" / name).parent.mkdir(parents=True)
        (folder / "evals" / f"{name}.jsonl").touch()
    (tmp_path / "shared" / "corpus").mkdir(parents=True)
    (tmp_path / "shared" / "tools").mkdir()
    (tmp_path / "shared" / "tools" / "check_originality.py").touch()
    return folder


SLOW = "-m pytest -q -m slow or browser --durations=5"
GATE = "-m evals gate --gold evals/second/dev.jsonl --corpus evals/second/documents --out out/gate/second-dev"
STAGES = [
    *("Debian packages", "environment", "ruff", "make test", "slow and browser tests"),  # seen as they run
    *("mypy --strict", "originality", "gate, editions, dev", "gate, originals, dev"),
    *("gate, second, dev", "gate, third, dev", "gate, fourth, dev", "gate, fifth, dev"),
]


@pytest.mark.parametrize(
    ("breaks", "failed"),
    [
        ([], []),
        (["--no-print-directory test"], ["make test"]),
        ([SLOW], ["slow and browser tests"]),
        ([GATE, "--no-print-directory types"], ["gate, second, dev", "mypy --strict"]),
        (["../shared/tools/check_originality.py", SLOW], ["originality", "slow and browser tests"]),
    ],
)
def test_every_stage_runs_and_is_judged_whichever_fails(checkout: Path, breaks: list[str], failed: list[str]) -> None:
    (checkout / "breaks").write_text("".join(f"{line}\n" for line in breaks), encoding="utf-8")
    path = f"{checkout / 'bin'}:{os.environ['PATH']}"
    environment = {**{k: v for k, v in os.environ.items() if k != "GITHUB_STEP_SUMMARY"}, "PATH": path}
    done = subprocess.run([checkout / ".ci" / "run"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (int(bool(failed)), "")
    said, summary = done.stdout.split("\n== Summary, ")
    assert re.findall(r"^== (.*)$", said, re.MULTILINE) == STAGES
    assert said.count(f"did {SLOW}") == said.count(f"did {GATE}") == 1
    rows = [(m[1], m[2]) for m in re.finditer(r"^(\S.*?) +\d+s  (ok|FAILED)  \S", summary, re.MULTILINE)]
    assert rows == [(name, "FAILED" if name in failed else "ok") for name in STAGES]
    assert sorted(re.findall(r"^FAILED: (.*)$", summary, re.MULTILINE)) == failed
    assert summary.endswith("all green\n") == (not failed)


def test_nothing_runs_without_an_environment(checkout: Path) -> None:
    (checkout / "breaks").write_text("--no-print-directory env-test\n", encoding="utf-8")
    path = f"{checkout / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run([checkout / ".ci" / "run"], env={"PATH": path}, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and done.stdout.endswith("FAILED: environment\n")
    assert re.findall(r"^== (?!Summary)(.*)$", done.stdout, re.MULTILINE) == STAGES[:2]


def test_every_run_draws_the_same_unless_asked_to_search() -> None:
    assert settings.get_profile("repeatable").derandomize and not settings.get_profile("searching").derandomize
    for path in (ROOT / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        own = re.findall(r"@settings\(|@seed\(|Random\(\)|default_rng\(\)", text)
        assert not own or path.name == "test_ci.py", (path, own)
