"""The server itself: on this machine's own address, at a port that stays the same where it can."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn

from facecheck.app.access.keys import Keys
from facecheck.app.access.lan import Certificate
from facecheck.app.context import AppContext
from facecheck.app.session.hub import Hub
from facecheck.app.session.jpeg import MOST_BYTES
from facecheck.app.site.application import application
from facecheck.core.errors import DisplayError

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8471
"""A browser remembers a permission for the camera by address and port."""
MOST_CONNECTIONS = 64
GRACE_S = 3
LOOK_S = 1.0


class Served:
    """A server that has its port, and does not run yet.

    Args:
        context: Whose it is.
        port: Where; None for the usual one, or any free one where that is taken. 0 for any.
        hub: Has the session; one of MediaPipe's, if not said.
        address: Which of this machine's addresses is answered.
        certificate: Serves it by https.

    Raises:
        DisplayError: The port is taken, or the address is not this machine's.
    """

    def __init__(
        self,
        context: AppContext,
        port: int | None = None,
        hub: Hub | None = None,
        *,
        address: str = LOOPBACK,
        certificate: Certificate | None = None,
    ) -> None:
        self.keys = Keys()
        self.hub = hub if hub is not None else Hub(context)
        self._socket = _bound(address, port)
        self.port: int = self._socket.getsockname()[1]
        self._scheme = "http" if certificate is None else "https"
        self._host = f"[{address}]" if ":" in address else address
        names = (self._host, "localhost") if address == LOOPBACK else (self._host,)
        hosts = [f"{name}:{self.port}" for name in names]
        config = uvicorn.Config(
            application(context, self.keys, self.hub, hosts, secure=certificate is not None),
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
            ws="websockets-sansio",
            ws_max_size=MOST_BYTES + 64,
            ws_per_message_deflate=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=GRACE_S,
            lifespan="on",
            proxy_headers=False,
            ssl_certfile=None if certificate is None else str(certificate.certificate),
            ssl_keyfile=None if certificate is None else str(certificate.key),
        )
        self._server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{self._scheme}://{self._host}:{self.port}/"

    @property
    def link(self) -> str:
        """The page's address, with the secret that lets the next browser in."""
        return f"{self.address}#k={self.keys.pairing}"

    def run(self, *, quiet_s: float | None = None) -> None:
        """Serve until the process is told to stop; sessions are kept.

        Args:
            quiet_s: End also when no page has said for so long that it is there.
        """
        if quiet_s is not None:
            threading.Thread(target=self._watch, args=(quiet_s,), daemon=True).start()
        self._server.run(sockets=[self._socket])

    def close(self) -> None:
        """Give the port back, of a server that was never run."""
        self._socket.close()

    def stop(self) -> None:
        """End it soon, from any thread."""
        self._server.should_exit = True

    @contextmanager
    def running(self) -> Iterator[None]:
        """Serve on a thread, while inside."""
        thread = threading.Thread(target=self.run, name="facecheck-server", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self.stop()
            thread.join()

    def _watch(self, quiet_s: float) -> None:
        while self.keys.silent_s < quiet_s:
            time.sleep(min(LOOK_S, quiet_s / 4))
        self.stop()


def _bound(address: str, port: int | None) -> socket.socket:
    wished = (PORT, 0) if port is None else (port,)
    reason: str | None = None
    for one in wished:
        try:
            return _listening(address, one)
        except OSError as error:
            reason = error.strerror
    raise DisplayError(
        "{address}, port {port}: cannot be used ({reason}); close what has it, or choose "
        "another: facecheck app --port",
        address=address,
        port=wished[-1],
        reason=reason,
    )


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A port that was closed a moment ago can be taken again; one that somebody listens at not.
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((address, port))
        found.listen(MOST_CONNECTIONS)
    except OSError:
        found.close()
        raise
    return found
