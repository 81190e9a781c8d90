"""The server itself: on this machine's own address, at a port that stays the same where it can."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import uvicorn

from facecheck.app.door.keys import Keys
from facecheck.app.session.hub import Hub
from facecheck.app.session.jpeg import MOST_BYTES
from facecheck.app.site.application import application
from facecheck.app.world import World
from facecheck.core.errors import DisplayError

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8471
"""A browser remembers a permission for the camera by address and port."""
MOST_CONNECTIONS = 64
GRACE_S = 3


class Served:
    """A server that has its port, and does not run yet.

    Args:
        world: Whose it is.
        port: Where; None for the usual one, or any free one where that is taken. 0 for any.
        hub: Has the session; one of MediaPipe's, if not said.

    Raises:
        DisplayError: The port is taken.
    """

    def __init__(self, world: World, port: int | None = None, hub: Hub | None = None) -> None:
        self.keys = Keys()
        self.hub = hub if hub is not None else Hub(world)
        self._socket = _bound(port)
        self.port: int = self._socket.getsockname()[1]
        hosts = [f"{name}:{self.port}" for name in (LOOPBACK, "localhost")]
        config = uvicorn.Config(
            application(world, self.keys, self.hub, hosts),
            log_level="error", access_log=False, server_header=False, date_header=False,
            ws="websockets-sansio", ws_max_size=MOST_BYTES + 64, ws_per_message_deflate=False,
            limit_concurrency=MOST_CONNECTIONS, timeout_graceful_shutdown=GRACE_S,
            lifespan="on", proxy_headers=False,
        )  # fmt: skip
        self._server = uvicorn.Server(config)

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://{LOOPBACK}:{self.port}/"

    @property
    def link(self) -> str:
        """The page's address, with the secret that lets the next browser in."""
        return f"{self.address}#k={self.keys.pairing}"

    def run(self) -> None:
        """Serve until the process is told to stop; sessions are kept."""
        self._server.run(sockets=[self._socket])

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


def _bound(port: int | None) -> socket.socket:
    try:
        return _listening(PORT if port is None else port)
    except OSError as error:
        if port is None:
            return _listening(0)
        raise DisplayError(
            "port {port}: cannot be used ({strerror}); close what has it, or choose "
            "another: facecheck app --port",
            port=port,
            strerror=error.strerror,
        ) from error


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # A port that was closed a moment ago can be taken again; one that somebody listens at not.
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((LOOPBACK, port))
        found.listen(MOST_CONNECTIONS)
    except OSError:
        found.close()
        raise
    return found
