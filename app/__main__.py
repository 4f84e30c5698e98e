"""`python -m app ask | answer | serve`: the command line of the chatbot."""

import argparse
import gc
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app import commands
from app.commands import Opener
from app.door import open_door
from app.examples import examples_for
from corpus.edge import run
from corpus.places import corpus_folder, home_folder, settings_of, with_key
from corpus.settings import Settings


def main(arguments: Sequence[str] | None = None, opener: Opener | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after `python -m app`; None for those of the process.
        opener: builds the pipeline; None for the real one.

    Returns:
        0 when it was done, 1 when it could not be; wrong usage leaves with 2.
    """
    options = _parser().parse_args(arguments)
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.WARNING)
    return run(lambda: _do(options, opener))


def _do(options: argparse.Namespace, opener: Opener | None) -> None:
    _keep_to_this_machine()
    settings = with_key(settings_of(options.settings), os.environ)
    corpus = corpus_folder(options.corpus)
    if options.command == "serve":
        _serve(options, settings, corpus, opener)
        return
    pipeline = _opener(opener)(corpus, home_folder(os.environ), settings, _progress)
    if options.command == "ask":
        commands.ask(pipeline, commands.utf8_argument(options.question), options.json, sys.stdout)
    else:
        commands.answer(pipeline, sys.stdin.buffer, sys.stdout)


def _serve(options: argparse.Namespace, settings: Settings, corpus: Path, opener: Opener | None) -> None:
    given = {key: value for key in ("host", "port") if (value := getattr(options, key)) is not None}
    app = settings.app.model_copy(update=given)
    door = open_door(app, os.environ.get(app.password_env, ""))
    pipeline = _opener(opener)(corpus, home_folder(os.environ), settings, _progress)
    from app.serving import serve  # Gradio takes seconds to import, and only this command needs it.

    serve(pipeline, door, examples_for(pipeline, options.corpus is None), _progress)


def _opener(opener: Opener | None) -> Opener:
    if opener is not None:
        return opener
    from retrieval.pipeline import open_pipeline  # Wrong usage should be told without waiting for it.

    return open_pipeline


def _keep_to_this_machine() -> None:
    """Tell the libraries, before they are imported, to send nothing anywhere."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    # Gradio asks its own server whether it is up; a proxy of the environment must not be asked instead.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), "127.0.0.1", "localhost", "::1")))


def _progress(line: str) -> None:
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; give a number from 1 to 65535")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app", description="Ask documents, and see the evidence.")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--corpus", type=Path, metavar="DIR", help="folder of documents (default: the editions)")
    common.add_argument("--settings", type=Path, metavar="FILE", help="settings (default: settings.toml)")
    verbs = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    ask = verbs.add_parser("ask", parents=[common], help="answer one question")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    verbs.add_parser("answer", parents=[common], help="answer JSON lines from standard input")
    serve = verbs.add_parser("serve", parents=[common], help="serve the chat page")
    serve.add_argument("--host", metavar="ADDRESS", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=_port, metavar="N", help="TCP port (default: 7860)")
    return parser


if __name__ == "__main__":
    # Starting makes many objects and hardly any cycles: to look for them less often saves a twelfth of an `ask`.
    gc.set_threshold(200_000, 20, 100)
    sys.exit(main())
