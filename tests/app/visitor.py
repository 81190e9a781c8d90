"""Somebody who talks to a server of the app, with whatever headers they like."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from websockets.sync.client import ClientConnection, connect

from facecheck.app.server import Served


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: http.client.HTTPMessage

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Visitor:
    """Lets itself in when told to; everything it sends can be changed for one request."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.host = f"127.0.0.1:{served.port}"
        self.origin = f"http://{self.host}"
        self.cookie = self.key = ""

    def pair(self, secret: str | None = None) -> Answer:
        answer = self.ask(
            "POST", "/api/pair", {"secret": self.served.keys.pairing if secret is None else secret}
        )
        if answer.status == 200:
            self.key = answer.json["key"]
            self.cookie = (answer.headers["set-cookie"] or "").split(";")[0]
        return answer

    def ask(self, method: str, path: str, what: Any = None, **headers: str | None) -> Answer:
        body = None if what is None else what if isinstance(what, bytes) else json.dumps(what)
        connection = http.client.HTTPConnection("127.0.0.1", self.served.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            sent = {
                "Host": self.host,
                "Origin": None if method == "GET" else self.origin,
                "Cookie": self.cookie or None,
                "X-Facecheck-Key": self.key or None,
                "Content-Length": None if body is None else str(len(body)),
            } | {name.replace("_", "-"): value for name, value in headers.items()}
            for name, value in sent.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(
                body if isinstance(body, bytes) or body is None else body.encode()
            )
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(), answer.headers)
        finally:
            connection.close()

    def socket(self, **changed: str | None) -> ClientConnection:
        """A socket; raises InvalidStatus where it is refused."""
        headers: Mapping[str, str | None] = {"Cookie": self.cookie or None, **changed}
        host = headers.get("Host")
        return connect(
            f"ws://{host or self.host}/socket",
            address=("127.0.0.1", self.served.port),
            origin=changed.get("Origin", self.origin),  # type: ignore[arg-type]
            subprotocols=["facecheck.1", f"key.{changed.get('key', self.key)}"],  # type: ignore[list-item]
            additional_headers={
                n: v
                for n, v in headers.items()
                if v is not None and n not in ("Host", "Origin", "key")
            },
            proxy=None,
            open_timeout=20,
        )
