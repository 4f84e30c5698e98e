"""Serving the page: how it starts and ends."""

import signal
import threading
from collections.abc import Callable, Sequence
from typing import Final

import gradio as gr
from starlette.middleware import Middleware

from app.conversation import Answering
from app.door import Door, try_port
from app.guard import Guard
from app.page import STATIC, build
from corpus.errors import SettingsError

FONT: Final = ("system-ui", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")


def serve(pipeline: Answering, door: Door, examples: Sequence[str], progress: Callable[[str], None]) -> None:
    """Serve the page until the process is told to end.

    Raises:
        SettingsError: the port was taken in the meantime.
    """
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    blocks = launch(build(pipeline, examples), door)
    try:
        progress(f"Wenju is at {door.url} (Ctrl+C ends it)")
        ending.wait()
    finally:
        blocks.close(verbose=False)


def launch(blocks: gr.Blocks, door: Door) -> gr.Blocks:
    """Start the server in the background.

    Raises:
        SettingsError: the port cannot be had, or the machine is too busy.
    """
    try:
        blocks.launch(
            server_name=door.host,
            server_port=door.port,
            auth=door.sign_in,
            head=_head(),
            theme=gr.themes.Base(font=FONT, font_mono=("ui-monospace", "Consolas", "monospace")),
            favicon_path=str(STATIC / "icon.svg"),
            app_kwargs={"middleware": [Middleware(Guard, names=door.names)]},
            prevent_thread_lock=True,
            quiet=True,
            show_error=False,
            share=False,
            inbrowser=False,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            mcp_server=False,
            ssr_mode=False,
            pwa=False,
            max_file_size="1kb",
        )
    except OSError as error:
        try_port(door.host, door.port)
        raise SettingsError(door.url, f"the server did not come up: {error}", "try again") from error
    return blocks


def _head() -> str:
    style = (STATIC / "page.css").read_text(encoding="utf-8")
    return f'<meta name="color-scheme" content="light dark"><style>{style}</style>'
