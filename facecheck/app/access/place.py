"""Where the page is served: a port of this machine that is taken before anything else is loaded.

Whoever asks there meanwhile waits until the server answers, which is a second later at most.
"""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Final

from facecheck.core.errors import DisplayError

LOOPBACK: Final = "127.0.0.1"
PORT: Final = 8471
"""A browser remembers a permission for the camera by address and port."""
MOST_CONNECTIONS: Final = 64


class Place:
    """An address and a port, listened at.

    Args:
        port: Which; None for the usual one, or any free one where that is taken. 0 for any.
        address: Which of this machine's addresses is answered.
        certificate: Its file and the key's, where the page is served by https.

    Raises:
        DisplayError: The port is taken, or the address is not this machine's.
    """

    def __init__(
        self,
        port: int | None = None,
        address: str = LOOPBACK,
        certificate: tuple[Path, Path] | None = None,
    ) -> None:
        self.socket = _bound(address, port)
        self.port: int = self.socket.getsockname()[1]
        self.certificate = certificate
        self.scheme = "http" if certificate is None else "https"
        host = f"[{address}]" if ":" in address else address
        names = (host, "localhost") if address == LOOPBACK else (host,)
        self.hosts = tuple(f"{name}:{self.port}" for name in names)
        """The values of `Host` that are this server's own."""

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"{self.scheme}://{self.hosts[0]}/"

    def link(self, secret: str) -> str:
        """The page's address, with the secret that lets a browser in."""
        return f"{self.address}#k={secret}"

    def close(self) -> None:
        """Give the port back."""
        self.socket.close()


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
