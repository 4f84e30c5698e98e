"""The workflow of the hosting service does what `.ci/run` does, and keeps what the evaluation found."""

import re
from pathlib import Path
from typing import Any

import yaml

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
