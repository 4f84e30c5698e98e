"""The command line: streams, exit codes, one clear line for every error."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app.__main__ import main
from corpus.errors import CorpusError
from tests.app.conftest import FakePipeline

ROOT = Path(__file__).resolve().parents[2]
RUN = """
import sys
sys.path[:0] = [{root!r}]
from app.__main__ import main
from tests.app.conftest import FakePipeline, make_document
pipeline = FakePipeline([make_document("a.md", "云", ["规模达到480亿元，真的。", "最后一段。"])])
sys.exit(main(sys.argv[1:], lambda *_: pipeline))
"""


@pytest.fixture
def run(pipeline: FakePipeline, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Runs a command against the fake pipeline: (exit code, standard output, standard error, what was opened)."""

    def command(*arguments: str, given: bytes = b"") -> tuple[int, str, str, list[Any]]:
        opened: list[Any] = []

        def opener(*what: Any) -> FakePipeline:
            opened.extend(what)
            what[3]("indexing")
            return pipeline

        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(given)))
        code = main(arguments, opener)
        out, err = capsys.readouterr()
        return code, out, err, opened

    return command


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """A program that runs a command against the fake pipeline, then says whether gradio was imported."""
    path = tmp_path / "run.py"
    path.write_text(RUN.format(root=str(ROOT)), encoding="utf-8")
    return path


def process(script: Path, *arguments: str, given: bytes = b"", **environment: str) -> bytes:
    done = subprocess.run(
        [sys.executable, script, *arguments],
        input=given,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_ask_for_people(run: Any, pipeline: FakePipeline) -> None:
    code, out, err, _ = run("ask", "规模")
    citation = pipeline.ask("规模").citations[0]
    assert code == 0
    assert out.startswith("文档说")
    assert f"\n\n[1] 云与汽车\n{citation.quote}\na.md:{citation.start}-{citation.end}\n" in out
    assert err == "indexing\n"


@pytest.mark.parametrize("command", [("ask", "x"), ("answer",)])
def test_libraries_are_told_to_report_nothing_before_they_load(
    command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO()))
    for name in ("HF_HUB_DISABLE_TELEMETRY", "GRADIO_ANALYTICS_ENABLED", "NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)

    def opener(*_: Any) -> FakePipeline:
        assert os.environ["HF_HUB_DISABLE_TELEMETRY"] == "1"
        raise CorpusError("here", "opened")

    assert main(command, opener) == 1


def test_ask_as_json(run: Any) -> None:
    code, out, _, _ = run("ask", "规模", "--json")
    assert code == 0
    assert out.count("\n") == 1
    assert json.loads(out)["status"] == "answered"
    assert "规模" not in out or "\\u" not in out


def test_answer(run: Any) -> None:
    code, out, _, _ = run("answer", given=b'{"id": 1, "question": "x"}\n{\n')
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [f["id"] for f in found] == [1, None]


def test_a_lone_surrogate_leaves_as_its_escape(run: Any) -> None:
    code, out, _, _ = run("answer", given=rb'{"id": "\ud800", "question": "x"}')
    assert code == 0
    assert json.loads(out)["id"] == "\ud800"


def test_empty_question_is_one_clear_line(run: Any) -> None:
    code, out, err, _ = run("ask", " ")
    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("question: is empty")


def test_missing_folder_and_file_as_folder(run: Any, tmp_path: Path) -> None:
    code, out, err, opened = run("ask", "x", "--corpus", str(tmp_path / "none"))
    assert (code, out, opened) == (1, "", [])
    assert "no such folder" in err and err.count("\n") == 1
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "is a file" in run("answer", "--corpus", str(tmp_path / "file"))[2]


def test_settings_that_do_not_fit(run: Any, tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("colour = 1", encoding="utf-8")
    code, _, err, opened = run("ask", "x", "--settings", str(tmp_path / "s.toml"))
    assert (code, opened) == (1, [])
    assert "unknown key" in err


def test_the_opener_gets_folder_home_and_settings(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENJU_HOME", str(tmp_path / "home"))
    (tmp_path / "s.toml").write_text("[passages]\nsize_zh = 99", encoding="utf-8")
    _, _, _, opened = run("ask", "x", "--corpus", str(tmp_path), "--settings", str(tmp_path / "s.toml"))
    assert opened[:2] == [tmp_path, tmp_path / "home"]
    assert opened[2].passages.size_zh == 99
    monkeypatch.delenv("WENJU_HOME")
    _, _, _, opened = run("ask", "x")
    assert opened[:2] == [ROOT / "corpus" / "documents", ROOT / ".wenju"]


def test_an_error_of_opening_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    def opener(*_: Any) -> FakePipeline:
        raise CorpusError("here", "two\nlines", "join them")

    assert main(["ask", "x"], opener) == 1
    assert capsys.readouterr().err == "here: two lines. Mend: join them.\n"


@pytest.mark.parametrize("arguments", [[], ["ask"], ["speak"], ["serve", "--port", "0"], ["serve", "--port", "x"]])
def test_wrong_usage_leaves_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_serving_the_whole_network_needs_a_password(run: Any) -> None:
    code, _, err, opened = run("serve", "--host", "0.0.0.0")
    assert (code, opened) == (1, [])
    assert "--host 0.0.0.0" in err and err.count("\n") == 1


def test_utf8_whatever_the_locale(script: Path) -> None:
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    assert "480亿元" in process(script, "ask", "规模", **ascii_only).decode("utf-8")
    assert "文档没有说" in process(script, "ask", "拒", **ascii_only).decode("utf-8")
    lines = '{"id": "编号", "question": "规模"}\n'.encode()
    assert json.loads(process(script, "answer", given=lines, **ascii_only).decode("utf-8"))["id"] == "编号"


def test_a_closed_pipe_ends_quietly(script: Path) -> None:
    with subprocess.Popen(
        [sys.executable, script, "answer"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdin and child.stdout and child.stderr
        line = b'{"id": 1, "question": "x"}\n'
        child.stdin.write(line)
        child.stdin.flush()
        assert json.loads(child.stdout.readline())["id"] == 1  # Flushed while the input is still open.
        child.stdout.close()
        child.stdin.write(line * 50)
        child.stdin.close()
        assert child.stderr.read() == b""
        assert child.wait(timeout=30) == 0


def test_asking_does_not_import_gradio(script: Path) -> None:
    text = script.read_text(encoding="utf-8").replace("sys.exit(main(", "assert not (main(")
    script.write_text(text + "\nassert 'gradio' not in sys.modules and 'torch' not in sys.modules\n", encoding="utf-8")
    process(script, "ask", "x")


NASTY = b"\n".join([
    b'\xef\xbb\xbf{"id": 0, "question": "\xe7\xa0\x81\xe5\xa4\xb4\xe6\x9c\x89\xe5\xa4\x9a\xe5\xb0\x91\xe4\xba\xba\xef\xbc\x9f"}\r',
    b" \t ",
    b"{",
    b'{"id": 1, "question": "\xff"}',
    b'{"id": 1, "question": "raw \x00"}',
    rb'{"id": 2, "question": "How many people work at the wharf?\u0000\ud83d", "more": {"a": [null]}}',
    b'{"id": 3, "question": ["x"]}',
    b'{"id": 4, "question": "x", "history": [{"role": "tool", "content": "x"}]}',
    json.dumps({
        "id": 5,
        "question": "How many people work at the wharf?",
        "history": [{"role": "user", "content": "\udc00 and then? " * 400}] * 3000,
    }).encode(),
    json.dumps({"id": 6, "question": "码" * 10_000}).encode(),
    json.dumps({"id": 7, "question": "码" * 4000}).encode(),
    b'{"id": 8, "question": "' + "碼頭有多少人？".encode() + b'"}',
])


@pytest.mark.slow
def test_one_object_a_line_and_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    """The real program: bad lines cost themselves alone, and no order of files or of hashing shows in an answer."""
    texts = {
        "a.md": "# 码头\n\n码头有48人。\n",
        "b.md": "# Wharf\n\n48 people work at the wharf.\n",
        "c.md": "# 茶\n\n茶。\n",
    }
    written: list[bytes] = []
    for seed, names in (("1", sorted(texts)), ("2", sorted(texts, reverse=True))):
        corpus = tmp_path / seed / "documents"
        corpus.mkdir(parents=True)
        for name in names:
            (corpus / name).write_text(texts[name], encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "app", "answer", "--corpus", corpus],
            input=NASTY,
            capture_output=True,
            cwd=ROOT,
            env={**os.environ, "WENJU_HOME": str(tmp_path / seed / "home"), "PYTHONHASHSEED": seed},
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stderr
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert [(f["id"], f.get("line")) for f in found] == [
            (0, None), (None, 3), (None, 4), (None, 5), *((n, None) for n in range(2, 9)),
        ]  # fmt: skip
        assert ["error" in f for f in found] == [False, *[True] * 3, False, True, True, False, True, False, False]
        assert all("48" in found[n]["answer"] for n in (0, 4, 7, 10))
        assert all(set(f) in ({"id", "error"}, {"id", "line", "error"}) for f in found if "error" in f)
        written.append(b"\n".join(line.rpartition(b',"seconds"')[0] or line for line in done.stdout.splitlines()))
    assert written[0] == written[1]
