"""Checks every request and socket first; one that is refused gets an empty 403.

What is refused: a `Host` that is not this server's own (a name of somebody else's that leads here,
as in DNS rebinding), an `Origin` that is another page's, and whoever asks for more than the page
itself without both keys. The page alone says nothing of anybody, and is given to everybody here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any

from facecheck.app.access.keys import COOKIE, Keys

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

PAIR = "/api/pair"
SOCKET = "/socket"
INSIDE = ("/api/", SOCKET)
"""What is asked for with both keys; all else is the page."""
KEY_HEADER = "x-facecheck-key"
PROTOCOL = "facecheck.1"
KEY_PROTOCOL = "key."
"""A page cannot give its socket a header; what it can give is a list of protocols."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    )
)
WORKER_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; base-uri 'none'"
)
"""What runs the models beside the page. MediaPipe's reports to its maker fail at `connect-src`."""
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", POLICY.encode()),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(self), microphone=(), geolocation=()"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"cache-control", b"no-store"),
)


class Guard:
    """Lets through what may come in, to another application.

    Args:
        inside: That application.
        keys: Who was let in.
        hosts: The values of `Host` that are this server's own, such as `127.0.0.1:8471`.
        scheme: `http` or `https`.
    """

    def __init__(
        self, inside: Application, keys: Keys, hosts: Collection[str], scheme: str = "http"
    ) -> None:
        self._inside = inside
        self._keys = keys
        self._hosts = frozenset(hosts)
        self._scheme = scheme

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Take a request or a socket."""
        if scope["type"] == "lifespan":
            await self._inside(scope, receive, send)
        elif not self.admits(scope):
            await _refuse(scope, send)
        else:
            await self._inside(scope, receive, _with_headers(send))

    def admits(self, scope: Scope) -> bool:
        """Whether a request or socket may come in."""
        headers = [
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in scope.get("headers", ())
        ]
        hosts = _all(headers, "host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return False
        origins = _all(headers, "origin")
        socket = scope["type"] == "websocket"
        changes = socket or scope["method"] not in ("GET", "HEAD")
        if origins != [f"{self._scheme}://{hosts[0].lower()}"] and (origins or changes):
            return False
        path = scope["path"]
        if not path.startswith(INSIDE):
            return not socket
        if any(site != "same-origin" for site in _all(headers, "sec-fetch-site")):
            return False
        if path == PAIR:
            return not socket
        cookie = _cookie(_all(headers, "cookie"))
        return self._keys.known(cookie, _key(headers, socket=socket))


def _all(headers: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in headers if name == wanted]


def _cookie(values: Iterable[str]) -> str:
    for value in values:
        try:
            found = SimpleCookie(value).get(COOKIE)
        except CookieError:
            continue
        if found is not None:
            return found.value
    return ""


def _key(headers: Iterable[tuple[str, str]], *, socket: bool) -> str:
    if not socket:
        return next(iter(_all(headers, KEY_HEADER)), "")
    offered = [p.strip() for v in _all(headers, "sec-websocket-protocol") for p in v.split(",")]
    return next((p[len(KEY_PROTOCOL) :] for p in offered if p.startswith(KEY_PROTOCOL)), "")


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        # Before it is accepted: the client meets an HTTP 403.
        await send({"type": "websocket.close", "code": 1008})
        return
    length = [(b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 403, "headers": length})
    await send({"type": "http.response.body", "body": b""})


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            given = {name.lower() for name, _ in message.get("headers", ())}
            own = [(name, value) for name, value in HEADERS if name not in given]
            message = {**message, "headers": [*message.get("headers", ()), *own]}
        await send(message)

    return sending
