"""Serves the page on a network that is this process's alone, and knocks as other devices would."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import sys
from collections.abc import Mapping
from pathlib import Path

from facecheck.app.access.lan import certificate_for, own_address
from facecheck.app.context import AppContext, now
from facecheck.app.server import Served

ADDRESS = "10.77.0.1"


def main(folder: Path) -> None:
    try:
        address = own_address()
    except Exception:
        address = ADDRESS  # without a way out there is none to choose
    assert address == ADDRESS
    certificate = certificate_for(ADDRESS, folder, now())
    served = Served(AppContext(keep=False), 0, address=ADDRESS, certificate=certificate)
    trusting = ssl.create_default_context(cafile=str(certificate.certificate))

    def ask(
        method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        connection = http.client.HTTPSConnection(ADDRESS, served.port, context=trusting, timeout=30)
        sent = None if body is None else json.dumps(body)
        try:
            connection.request(method, path, sent, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    origin = {"Origin": served.address[:-1]}
    with served.running():
        secret = served.keys.pairing
        status, body, headers = ask("POST", "/api/pair", {"secret": secret}, origin)
        say("paired", status)
        cookie = headers["set-cookie"] or ""
        keys = {"Cookie": cookie.split(";")[0], "X-Facecheck-Key": json.loads(body)["key"]}
        say("again", ask("POST", "/api/pair", {"secret": secret}, origin)[0])
        say("wrong", ask("POST", "/api/pair", {"secret": "a" * 43}, origin)[0])
        say("host", ask("GET", "/", headers={"Host": "evil.example"})[0])
        say("origin", ask("GET", "/api/boot", headers={**keys, "Origin": "http://evil.example"})[0])
        old = {**keys, "Cookie": "facecheck=" + "a" * 43}
        say("cookie", ask("GET", "/api/boot", headers=old)[0])
        say("inside", ask("GET", "/api/boot", headers=keys)[0])
        say("secure", "Secure" in cookie)
        say("loopback", knock("127.0.0.1", served.port))
        plain = http.client.HTTPConnection(ADDRESS, served.port, timeout=10)
        try:
            plain.request("GET", "/")
            say("plain", plain.getresponse().status)
        except (OSError, http.client.HTTPException):
            say("plain", "refused")
        finally:
            plain.close()


def knock(address: str, port: int) -> str:
    try:
        socket.create_connection((address, port), timeout=5).close()
    except OSError:
        return "refused"
    return "open"


def say(what: str, came: object) -> None:
    sys.stdout.write(f"{what}:{came}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
