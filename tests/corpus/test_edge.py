import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.edge import run
from corpus.errors import CorpusError

ROOT = Path(__file__).resolve().parents[2]


def raising(error: BaseException) -> Callable[[], None]:
    def command() -> None:
        raise error

    return command


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (lambda: None, 0),
        (lambda: True, 0),
        (lambda: False, 1),
        (raising(CorpusError("a.md", "is\nno text", "save it")), 1),
        (raising(KeyboardInterrupt()), 130),
    ],
)
def test_the_outcome_is_the_exit_code(command: Callable[[], bool | None], code: int) -> None:
    assert run(command) == code


def test_an_error_of_ours_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(raising(CorpusError("a.md", "is\nno text", "save it")))
    assert capsys.readouterr().err == "a.md: is no text. Mend: save it.\n"


def test_a_fault_of_the_program_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        run(raising(ZeroDivisionError()))


def test_text_is_utf8_whatever_the_locale_and_a_closed_pipe_is_no_fault() -> None:
    code = r"import sys; from corpus.edge import run; sys.exit(run(lambda: print('\u4e91\ud800' * {})))"
    command = [sys.executable, "-c"]
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([*command, code.format(1)], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout == "云\\ud800\n".encode()
    with subprocess.Popen(
        [*command, code.format(100_000)], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b"" and process.wait() == 0
