"""The laws of the house: imports point one way, nothing heavy loads for `ask`, the public surface is small."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
# What each package may import besides itself.
MAY_IMPORT = {
    "corpus": set[str](),
    "index": {"corpus"},
    "retrieval": {"corpus", "index"},
    "app": {"corpus", "index", "retrieval"},
    "evals": {"corpus", "index", "retrieval"},
}
HEAVY = {"torch", "gradio", "sentence_transformers", "transformers", "sklearn", "pandas", "matplotlib", "scipy"}
# Commands of those who develop the project; they may use what comes with the test extras, as evals may.
FOR_DEVELOPERS = ("evals.", "index.training.", "retrieval.__main__.", "retrieval.teaching.")
MOST_NAMES = 8
MOST_LINES = 300

Sources = Mapping[str, str]


def sources(root: Path) -> dict[str, str]:
    """The text of every module below a folder, by dotted name."""
    found = {}
    for package in MAY_IMPORT:
        for path in sorted((root / package).rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            found[name] = path.read_text(encoding="utf-8")
    return found


def imports(module: str, text: str, modules: Sources, *, lazy: bool = True) -> Iterator[str]:
    """The dotted names that a module imports; without `lazy`, only those that load with the module itself."""
    package = module if f"{module}.__init__" in modules else module.rpartition(".")[0]
    todo: list[ast.AST] = [ast.parse(text)]
    while todo:
        node = todo.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield inner if inner in modules else base
        elif not lazy and _waits(node):
            continue
        todo.extend(ast.iter_child_nodes(node))


def _waits(node: ast.AST) -> bool:
    """Whether what stands below does not run as the module loads."""
    if isinstance(node, ast.If):
        return "TYPE_CHECKING" in ast.unparse(node.test)
    return isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)


def wrong_ways(modules: Sources) -> list[str]:
    """Every import that does not point leftwards along corpus ← index ← retrieval ← (app | evals)."""
    return [
        f"{module} imports {name}"
        for module, text in modules.items()
        for name in imports(module, text, modules)
        if (other := name.partition(".")[0]) in MAY_IMPORT
        and other != (own := module.partition(".")[0])
        and other not in MAY_IMPORT[own]
    ]


def cycles(modules: Sources) -> list[list[str]]:
    """Modules that import each other in a ring as they load."""
    edges = {
        module: {name for name in imports(module, text, modules, lazy=False) if name in modules and name != module}
        for module, text in modules.items()
    }
    rings: list[list[str]] = []
    done: set[str] = set()

    def visit(module: str, path: list[str]) -> None:
        if module in path:
            rings.append([*path[path.index(module) :], module])
        elif module not in done:
            for name in sorted(edges[module]):
                visit(name, [*path, module])
            done.add(module)

    for module in sorted(edges):
        visit(module, [])
    return rings


def surfaces(modules: Sources) -> dict[str, int]:
    """How many names each `__all__` lists."""
    found = {}
    for module, text in modules.items():
        for node in ast.parse(text).body:
            if isinstance(node, ast.Assign) and any(
                isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets
            ):
                found[module] = len(ast.literal_eval(node.value))
    return found


def printing(modules: Sources) -> list[str]:
    """Modules other than `__main__` that call print."""
    return [
        module
        for module, text in modules.items()
        if module.rpartition(".")[2] != "__main__"
        and any(
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
            for node in ast.walk(ast.parse(text))
        )
    ]


def environment_readers(modules: Sources) -> list[str]:
    """Modules other than `__main__` that look at the environment of the process."""
    return [
        module
        for module, text in modules.items()
        if module.rpartition(".")[2] != "__main__"
        and any(isinstance(n, ast.Attribute) and n.attr in ("environ", "getenv") for n in ast.walk(ast.parse(text)))
    ]


@pytest.fixture(scope="module")
def ours() -> dict[str, str]:
    return sources(ROOT)


def test_imports_point_leftwards(ours: dict[str, str]) -> None:
    assert wrong_ways(ours) == []


def test_no_modules_import_each_other(ours: dict[str, str]) -> None:
    assert cycles(ours) == []


def test_public_surfaces_can_be_counted(ours: dict[str, str]) -> None:
    assert {module: n for module, n in surfaces(ours).items() if n > MOST_NAMES} == {}


def test_only_main_modules_print(ours: dict[str, str]) -> None:
    assert printing(ours) == []


def test_only_main_modules_read_the_environment(ours: dict[str, str]) -> None:
    assert environment_readers(ours) == []


def undeclared(modules: Sources, running: set[str], testing: set[str]) -> list[str]:
    """Every import of a library that the project does not ask for.

    Args:
        modules: the sources.
        running: names of the distributions on a user's machine.
        testing: names of those that come with the test extras.
    """
    providers = packages_distributions()
    found = []
    for module, text in modules.items():
        allowed = running | (testing if f"{module}.".startswith(FOR_DEVELOPERS) else set())
        for name in {n.partition(".")[0] for n in imports(module, text, modules)}:
            if name in MAY_IMPORT or name in sys.stdlib_module_names:
                continue
            if not allowed & {canonicalize_name(d) for d in providers.get(name, [name])}:
                found.append(f"{module} imports {name}")
    return sorted(found)


@pytest.fixture(scope="module")
def declared() -> tuple[set[str], set[str]]:
    """What pyproject.toml asks for: to run, stores for many machines included, and to test."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]

    def names(requirements: list[str]) -> set[str]:
        return {canonicalize_name(Requirement(r).name) for r in requirements}

    return names(project["dependencies"]) | names(extras["milvus"]), names(extras["test"])


def test_every_library_that_is_imported_is_asked_for(ours: dict[str, str], declared: tuple[set[str], set[str]]) -> None:
    assert undeclared(ours, *declared) == []


def test_a_library_that_nobody_asked_for_is_seen(declared: tuple[set[str], set[str]]) -> None:
    assert undeclared({**CLEAN, "evals.x": "import pytest", "index.c": "import numpy"}, *declared) == []
    assert undeclared({**CLEAN, "index.c": "import requests"}, *declared) == ["index.c imports requests"]
    assert undeclared({**CLEAN, "index.c": "import pytest"}, *declared) == ["index.c imports pytest"]


def test_modules_are_small(ours: dict[str, str]) -> None:
    assert {module: n for module, text in ours.items() if (n := text.count("\n")) > MOST_LINES} == {}


def test_packages_hold_no_logic(ours: dict[str, str]) -> None:
    for module in MAY_IMPORT:
        kinds = {type(node) for node in ast.parse(ours[module]).body}
        assert kinds <= {ast.Expr, ast.Import, ast.ImportFrom, ast.Assign}, module


def test_nothing_heavy_loads_on_the_way_of_ask(tmp_path: Path) -> None:
    """A question is answered from a small folder in a process of its own, and its modules are looked at."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("2025年汽车云服务市场规模约为480亿元。\n", encoding="utf-8")
    script = (
        "import sys\n"
        "from pathlib import Path\n"
        "from corpus.settings import Settings\n"
        "from retrieval.pipeline import open_pipeline\n"
        f"corpus, home = Path({str(corpus)!r}), Path({str(tmp_path / 'home')!r})\n"
        "pipeline = open_pipeline(corpus, home, Settings(), lambda line: None)\n"
        "assert pipeline.ask('2025年市场规模是多少？').text\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)))\n"
    )
    command = [sys.executable, "-W", "ignore", "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


CLEAN = {
    "corpus": '"""Reading."""',
    "corpus.a": "import json\nfrom corpus import b",
    "corpus.b": "def f():\n    from corpus.a import x\n    return x",
    "index": "",
    "index.c": "from corpus.a import x",
    "retrieval": "",
    "app": "",
    "app.__main__": "print('ok')",
    "evals": "",
}


def test_a_clean_tree_passes() -> None:
    assert not wrong_ways(CLEAN) and not cycles(CLEAN)
    assert not printing(CLEAN) and not environment_readers(CLEAN)


@pytest.mark.parametrize(
    ("module", "text", "found"),
    [
        ("corpus.a", "from index.c import x", ["corpus.a imports index.c"]),
        ("corpus.a", "import retrieval", ["corpus.a imports retrieval"]),
        ("corpus.a", "def f():\n    import app.page", ["corpus.a imports app.page"]),
        (
            "index.c",
            "try:\n    from retrieval.x import y\nexcept ImportError:\n    pass",
            ["index.c imports retrieval.x"],
        ),
        ("evals.x", "from app.__main__ import main", ["evals.x imports app.__main__"]),
        ("app.x", "from evals.gold import y", ["app.x imports evals.gold"]),
    ],
)
def test_an_import_the_wrong_way_is_seen(module: str, text: str, found: list[str]) -> None:
    assert wrong_ways({**CLEAN, module: text}) == found


def test_a_ring_of_modules_is_seen() -> None:
    ring = {**CLEAN, "corpus.b": "from .a import x"}
    assert cycles(ring) == [["corpus.a", "corpus.b", "corpus.a"]]


def test_printing_and_wide_surfaces_are_seen() -> None:
    broken = {**CLEAN, "index.c": "def f():\n    print(1)", "corpus": f"__all__ = {[str(n) for n in range(9)]!r}"}
    assert printing(broken) == ["index.c"]
    assert surfaces(broken) == {"corpus": 9}
    assert environment_readers({**CLEAN, "index.c": "import os\nx = os.environ['HOME']"}) == ["index.c"]
