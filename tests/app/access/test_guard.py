"""Who is refused at the door of a real server: 403, and nothing else."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from facecheck.app import server
from facecheck.app.server import Served
from facecheck.app.site.answers import MOST_BODY
from facecheck.app.site.files import FOLDER

from ..visitor import Answer, Visitor


def refused(answer: Answer) -> bool:
    lets_others_read = answer.headers["access-control-allow-origin"] is not None
    return answer.status == 403 and answer.body == b"" and not lets_others_read


def test_the_page_itself_says_nothing_of_anybody_and_is_given_to_everybody(served: Served) -> None:
    answer = Visitor(served).ask("GET", "/")
    assert answer.status == 200
    assert b"main.js" in answer.body


def test_what_is_inside_is_given_to_whoever_was_let_in(visitor: Visitor) -> None:
    assert visitor.ask("GET", "/api/boot").json["version"]


@pytest.mark.parametrize("path", ["/api/boot", "/api/exercises", "/api/nothing", "/socket"])
def test_without_keys_nobody_learns_even_what_there_is(served: Served, path: str) -> None:
    assert refused(Visitor(served).ask("GET", path))


@pytest.mark.parametrize("lacks", ["cookie", "key"])
def test_one_key_of_the_two_is_not_enough(visitor: Visitor, lacks: str) -> None:
    setattr(visitor, lacks, "")
    assert refused(visitor.ask("GET", "/api/boot"))


def test_a_cookie_of_another_run_is_refused(visitor: Visitor) -> None:
    visitor.cookie = "facecheck=" + "a" * 43
    assert refused(visitor.ask("GET", "/api/boot"))


def test_a_wrong_secret_is_refused_and_used_up_by_nobody(served: Served) -> None:
    visitor = Visitor(served)
    assert refused(visitor.pair("a" * 43))
    assert visitor.pair().status == 200


def test_a_secret_is_used_up(served: Served) -> None:
    secret = served.keys.pairing
    assert Visitor(served).pair(secret).status == 200
    assert refused(Visitor(served).pair(secret))


@pytest.mark.parametrize("path", ["/", "/page/main.js", "/api/boot"])
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", None]
)
def test_a_name_of_somebody_else_that_leads_here_is_refused(
    visitor: Visitor, path: str, host: str | None
) -> None:
    given = None if host is None else host.format(port=visitor.served.port)
    answer = visitor.ask("GET", path, Host=given)
    # A request of HTTP/1.1 without a host is none: the server says so before the guard is asked.
    assert refused(answer) if given is not None else answer.status in (400, 403)


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://{host}", "http://127.0.0.1:1"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_page_is_refused(visitor: Visitor, origin: str, method: str) -> None:
    given = origin.format(host=visitor.host)
    path = "/api/boot" if method == "GET" else "/api/spoken"
    assert refused(visitor.ask(method, path, {} if method == "POST" else None, Origin=given))


def test_what_changes_something_needs_an_origin(visitor: Visitor) -> None:
    asked = {"line": "1", "language": "en"}
    assert refused(visitor.ask("POST", "/api/spoken", asked, Origin=None))
    assert visitor.ask("POST", "/api/spoken", asked).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_port_of_this_host_is_another_site(visitor: Visitor, site: str) -> None:
    assert refused(visitor.ask("GET", "/api/boot", **{"Sec-Fetch-Site": site}))


@pytest.mark.parametrize(
    "changed",
    [
        {"Origin": "http://evil.example"},
        {"Origin": None},
        {"Cookie": None},
        {"Cookie": "facecheck=old"},
        {"key": "wrong"},
        {"Host": "evil.example"},
    ],
    ids=str,
)
def test_a_socket_is_refused_likewise(visitor: Visitor, changed: dict[str, str | None]) -> None:
    with pytest.raises(InvalidStatus) as error, visitor.socket(**changed):
        pass
    assert error.value.response.status_code == 403
    assert not error.value.response.body


def test_a_socket_of_the_page_is_let_in(visitor: Visitor) -> None:
    with visitor.socket() as socket:
        assert socket.subprotocol == "facecheck.1"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/page/main.js", 200),
        ("/page/nothing.js", 404),
        ("/api/boot", 200),
        ("/api/nothing", 404),
        ("/api/drawing?exercise=nothing", 409),
    ],
)
def test_every_answer_forbids_what_a_page_of_ours_does_not_need(
    visitor: Visitor, path: str, status: int
) -> None:
    answer = visitor.ask("GET", path)
    assert answer.status == status
    headers = answer.headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["access-control-allow-origin"] is None
    assert headers["x-content-type-options"] == "nosniff"


def test_no_script_can_read_the_cookie_and_no_other_site_sends_it(served: Served) -> None:
    cookie = Visitor(served).pair().headers["set-cookie"] or ""
    assert "HttpOnly" in cookie
    assert "samesite=strict" in cookie.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/page/../server.py",
        "/page/%2e%2e/server.py",
        "/page//etc/passwd",
        "/page/C:%5Cx",
        "/api/drawing?exercise=../../pyproject.toml",
        "/api/drawing?exercise=/etc/passwd.yaml",
    ],
)
def test_no_path_of_the_visitors_is_opened(visitor: Visitor, path: str) -> None:
    assert Path(server.__file__).parent == FOLDER.parent, "there is something to be had"
    answer = visitor.ask("GET", path)
    assert answer.status in (404, 409)
    assert b"import" not in answer.body
    assert b"root:" not in answer.body


def test_a_body_that_does_not_end_is_refused(visitor: Visitor) -> None:
    asked = b'{"line": "1", "language": "en"}'
    assert visitor.ask("POST", "/api/spoken", asked.ljust(MOST_BODY)).status == 200
    assert visitor.ask("POST", "/api/spoken", asked.ljust(MOST_BODY + 1)).status == 400


def test_only_this_machine_is_answered(served: Served) -> None:
    assert served.address.startswith("http://127.0.0.1:")
    if sys.platform == "linux":  # elsewhere this machine has no second address of its own
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.2", served.port), timeout=30)
