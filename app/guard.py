"""What stands between the network and the page: whom it answers, and what a browser may load for it."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse

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


class Guard:
    """Answers to its own names only, and keeps the browser to this server. An ASGI application around another.

    Args:
        app: the application inside.
        names: host names that it answers to; empty for all. Without a sign-in these must be the names of the
            loopback, or a site of somebody else could have its own name lead here and read the documents.
    """

    def __init__(self, app: Callable[[Scope, Receive, Send], Awaitable[None]], names: frozenset[str]) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with headers added to its response."""
        if self._names and scope["type"] == "http" and _host_name(scope) not in self._names:
            reply = PlainTextResponse(f"Open this page as one of: {', '.join(sorted(self._names))}", 421)
            await reply(scope, receive, send)
            return

        async def guarded(message: Scope) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *_HEADERS]
            await send(message)

        await self._app(scope, receive, guarded)


def _host_name(scope: Scope) -> str:
    """The host that a request names, without its port."""
    host: str = Headers(scope=scope).get("host", "")
    return re.sub(r":\d*$", "", host).lower()


_HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)
