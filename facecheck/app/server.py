"""The server itself: on this machine's own address, at a port that stays the same where it can."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from facecheck.app.access.keys import Keys
from facecheck.app.access.place import LOOPBACK, MOST_CONNECTIONS, Place
from facecheck.app.session.hub import Hub
from facecheck.app.session.jpeg import MOST_BYTES
from facecheck.app.site.application import application

if TYPE_CHECKING:
    from facecheck.app.access.lan import Certificate
    from facecheck.app.context import AppContext

GRACE_S = 3
LOOK_S = 1.0


class Served:
    """A server that has its port, and does not run yet.

    Args:
        context: Whose it is.
        port: Where, as of `Place`.
        hub: Has the session; one of MediaPipe's, if not said.
        address: Which of this machine's addresses is answered.
        certificate: Serves it by https.
        place: The same of a port that is taken already.
        keys: The secrets, where they are known already.

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
        place: Place | None = None,
        keys: Keys | None = None,
    ) -> None:
        files = None if certificate is None else (certificate.certificate, certificate.key)
        self._place = place if place is not None else Place(port, address, files)
        self.keys = keys if keys is not None else Keys()
        self.hub = hub if hub is not None else Hub(context)
        # Each session has a connection, and each of its pages one or two more.
        connections = MOST_CONNECTIONS if self.hub.most == 1 else 3 * self.hub.most
        certified = self._place.certificate
        config = uvicorn.Config(
            application(
                context, self.keys, self.hub, self._place.hosts, secure=certified is not None
            ),
            log_level="error",
            access_log=False,
            server_header=False,
            date_header=False,
            ws="websockets-sansio",
            ws_max_size=MOST_BYTES + 64,
            ws_per_message_deflate=False,
            limit_concurrency=connections,
            timeout_graceful_shutdown=GRACE_S,
            lifespan="on",
            proxy_headers=False,
            ssl_certfile=None if certified is None else str(certified[0]),
            ssl_keyfile=None if certified is None else str(certified[1]),
        )
        self._server = uvicorn.Server(config)

    @property
    def port(self) -> int:
        """Where it listens."""
        return self._place.port

    @property
    def address(self) -> str:
        """Where the page is."""
        return self._place.address

    @property
    def link(self) -> str:
        """The page's address, with the secret that lets the next browser in."""
        return self._place.link(self.keys.pairing)

    def run(self, *, quiet_s: float | None = None) -> None:
        """Serve until the process is told to stop; sessions are kept.

        Args:
            quiet_s: End also when no page has said for so long that it is there.
        """
        if quiet_s is not None:
            threading.Thread(target=self._watch, args=(quiet_s,), daemon=True).start()
        self._server.run(sockets=[self._place.socket])

    def close(self) -> None:
        """Give the port back, of a server that was never run."""
        self._place.close()

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
