"""Serving the page: who may reach it, what it may load, and how it starts and ends."""

import errno
import ipaddress
import signal
import socket
import threading
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import gradio as gr
from starlette.middleware import Middleware

from app.conversation import Answering
from app.page import STATIC, build
from corpus.document import Document
from corpus.errors import SettingsError
from corpus.settings import AppSettings

EXAMPLES: Final = (
    "2030年中国汽车云服务市场规模预计是多少？",
    "2028年阿里云的市场份额是多少？",
    "What is Baidu's AI quality inspector?",
    "How big was China's automotive cloud market in 2019?",
)
"""Questions for the editions that come with the project."""

FONT: Final = ("system-ui", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif")

POLICY: Final = "; ".join((
    "default-src 'self'",
    # Gradio starts from inline scripts and compiles templates; attributes such as onerror stay dead.
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
    "script-src-attr 'none'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
))
"""What a browser may load for the page: nothing but what this server sends."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Scope]]
Send = Callable[[Scope], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """Where the page can be reached, and by whom.

    Attributes:
        host: address to listen on.
        port: TCP port.
        sign_in: name and password, or None where no sign-in is needed.
    """

    host: str
    port: int
    sign_in: tuple[str, str] | None

    @property
    def url(self) -> str:
        """The address to open in a browser on this machine."""
        host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(self.host, self.host)
        return f"http://{f'[{host}]' if ':' in host and '[' not in host else host}:{self.port}"


class Guard:
    """Adds the headers that keep a browser to this server. An ASGI application around another."""

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on, with headers added to each response."""

        async def guarded(message: Scope) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)


_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def open_door(app: AppSettings, password: str) -> Door:
    """Check, before anything slow is done, that the page can be served there.

    Raises:
        SettingsError: the address is open to others and there is no sign-in, or the port cannot be had.
    """
    if not is_loopback(app.host) and not (app.user and password):
        raise SettingsError(
            f"--host {app.host}",
            "would let other machines in without a password",
            f"set user under [app] in settings.toml and the password in ${app.password_env}, or use 127.0.0.1",
        )
    if app.user and not password:
        raise SettingsError(
            "settings.toml: app.user",
            f"is set, but ${app.password_env} holds no password",
            f"put the password into ${app.password_env}, or remove the user",
        )
    _try_port(app.host, app.port)
    return Door(app.host, app.port, (app.user, password) if app.user else None)


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def examples_for(pipeline: Answering, editions: bool) -> tuple[str, ...]:
    """Questions to try: ours for the editions, made from the headings of any other documents."""
    if editions:
        return EXAMPLES
    found: list[str] = []
    for document in pipeline.documents:
        heading = next((s.title for s in document.sections if s.title and s.level >= 2), "") or document.title
        found.append(_example(document, heading))
    return tuple(dict.fromkeys(found))[: len(EXAMPLES)]


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
            app_kwargs={"middleware": [Middleware(Guard)]},
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
        _try_port(door.host, door.port)
        raise SettingsError(door.url, f"the server did not come up: {error}", "try again") from error
    return blocks


def _head() -> str:
    style = (STATIC / "page.css").read_text(encoding="utf-8")
    return f'<meta name="color-scheme" content="light dark"><style>{style}</style>'


def _try_port(host: str, port: int) -> None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise _port_error(host, port, error) from error


def _port_error(host: str, port: int, error: OSError) -> SettingsError:
    if error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
        return SettingsError(f"--host {host}", "is no address of this machine", "use 127.0.0.1")
    if error.errno == errno.EACCES:
        return SettingsError(f"port {port}", "may not be used by this user", "choose one above 1023")
    return SettingsError(
        f"port {port}",
        "is already in use",
        f"end the program that uses it, or take another: make chat PORT={port + 1 if port < 65535 else port - 1}",
    )


def _example(document: Document, heading: str) -> str:
    if document.language == "en":
        return f"What do the documents say about “{heading}”?"
    return f"关于“{heading}”，文档怎么说？"
