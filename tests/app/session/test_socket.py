"""A page that talks to a real server: what it hears, and what it may not do."""

from __future__ import annotations

import json
import random
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import SHUT_RDWR
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection

from facecheck.app.server import Served

from ..visitor import Visitor
from .test_jpeg import jpeg

PICTURE = jpeg(64, 48)
PAGE, OTHER = "page-one", "page-two"
BEGIN: dict[str, Any] = {"do": "begin", "begin": {"names": ["jaw-open"], "guided": False}}
GO_ON: dict[str, Any] = {"do": "begin", "begin": {"resume": True}}


def wait_until(holds: Callable[[], bool], within_s: float = 20.0) -> None:
    until_s = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < until_s
        time.sleep(0.02)


def say(socket: ClientConnection, message: Any) -> None:
    socket.send(json.dumps(message))


def hear(socket: ClientConnection, wanted: str, within_s: float = 20.0) -> Any:
    """The next message of a kind."""
    until_s = time.monotonic() + within_s
    while time.monotonic() < until_s:
        message = json.loads(socket.recv(timeout=until_s - time.monotonic()))
        if message["say"] == wanted:
            return message
    raise TimeoutError(wanted)


def picture(socket: ClientConnection, captured_ms: float, data: bytes = PICTURE) -> None:
    socket.send(struct.pack(">d", captured_ms) + data)


def cut_off(socket: ClientConnection) -> None:
    """Wait until the server ends it."""
    with pytest.raises(ConnectionClosed):
        for _ in iter(lambda: socket.recv(timeout=10), None):
            pass


@contextmanager
def sitting(visitor: Visitor, page: str = PAGE) -> Iterator[ClientConnection]:
    with visitor.socket() as socket:
        say(socket, {"do": "hello", "page": page})
        hear(socket, "hello")
        yield socket


def doing(socket: ClientConnection) -> None:
    """Begin, and send pictures until the exercise is judged."""
    say(socket, BEGIN)
    begun_s = time.monotonic()
    while (now_s := time.monotonic()) < begun_s + 60.0:
        picture(socket, now_s * 1000)
        with suppress(TimeoutError):
            while json.loads(socket.recv(timeout=0.033)).get("screen") != "exercise":
                pass
            return
    raise TimeoutError


def test_a_set_is_begun_shown_and_ended_by_a_key(visitor: Visitor) -> None:
    with sitting(visitor) as socket:
        doing(socket)
        scene = hear(socket, "scene")
        assert scene["title"] == "Jaw opening"
        assert scene["reps"] == 3
        say(socket, {"do": "key", "key": "q"})
        over = hear(socket, "over")
        assert over["error"] is None
        assert [row["title"] for row in over["rows"]] == ["Jaw opening"]


def test_a_second_page_is_told_that_another_has_the_camera(visitor: Visitor) -> None:
    with sitting(visitor), visitor.socket() as second:
        say(second, {"do": "hello", "page": OTHER})
        hear(second, "taken")
        with pytest.raises(ConnectionClosed):
            second.recv(timeout=10)


def test_a_page_whose_line_broke_finds_its_session_again(visitor: Visitor, served: Served) -> None:
    with sitting(visitor) as socket:
        doing(socket)
        before = served.hub.session
    with visitor.socket() as socket:
        say(socket, {"do": "hello", "page": PAGE, "again": True})
        assert hear(socket, "hello")["running"]
        picture(socket, 90_000.0)
        hear(socket, "scene")
        assert served.hub.session is before
        say(socket, {"do": "leave"})
        hear(socket, "over")


@pytest.mark.parametrize("page", [PAGE, OTHER], ids=["loaded again", "shut, and another opened"])
def test_a_page_goes_on_with_the_session_that_still_runs(
    visitor: Visitor, served: Served, page: str
) -> None:
    assert not visitor.ask("GET", "/api/today").json["waits"]
    with sitting(visitor) as socket:
        doing(socket)
        before = served.hub.session
        assert not visitor.ask("GET", "/api/today").json["waits"]
    wait_until(lambda: visitor.ask("GET", "/api/today").json["waits"])
    with sitting(visitor, page) as socket:
        say(socket, GO_ON)
        picture(socket, 90_000.0)
        assert hear(socket, "scene")["title"] == "Jaw opening"
        assert served.hub.session is before
        say(socket, {"do": "leave"})
        hear(socket, "over")


@pytest.mark.parametrize("page", [PAGE, OTHER], ids=["loaded again", "shut, and another opened"])
def test_a_page_that_begins_anew_hears_nothing_of_the_session_before(
    visitor: Visitor, served: Served, page: str
) -> None:
    with sitting(visitor) as socket:
        doing(socket)
        before = served.hub.session
    assert before is not None
    wait_until(lambda: served.hub.waits)
    with sitting(visitor, page) as socket:
        with pytest.raises(TimeoutError):
            hear(socket, "scene", within_s=1.0)
        say(socket, BEGIN)
        assert hear(socket, "scene")["screen"] == "starting"
        assert before.ended is not None
        with pytest.raises(TimeoutError):
            hear(socket, "over", within_s=2.0)


def test_whoever_else_it_is_does_not_go_on_with_a_session_that_is_not_theirs(
    home: Path, visitor: Visitor, served: Served
) -> None:
    assert home.is_dir()
    with sitting(visitor) as socket:
        doing(socket)
        before = served.hub.session
    assert before is not None
    wait_until(lambda: served.hub.waits)
    assert visitor.ask("POST", "/api/people", {"name": "Ben"}).status == 200
    assert visitor.ask("POST", "/api/person", {"name": "Ben"}).status == 200
    assert not visitor.ask("GET", "/api/today").json["waits"]
    with sitting(visitor, OTHER) as socket:
        say(socket, GO_ON)
        assert "no session to go on with" in hear(socket, "over")["error"]
    assert before.ended is not None


def test_what_a_session_came_to_is_told_to_a_page_whose_line_broke_and_to_no_new_one(
    visitor: Visitor,
) -> None:
    with sitting(visitor) as socket:
        doing(socket)
        say(socket, {"do": "leave"})
        hear(socket, "over")
    with visitor.socket() as socket:
        say(socket, {"do": "hello", "page": PAGE, "again": True})
        assert hear(socket, "over")["error"] is None
    with sitting(visitor) as socket:
        with pytest.raises(TimeoutError):
            hear(socket, "over", within_s=1.0)
        doing(socket)


def test_the_seat_is_free_when_a_page_without_a_session_has_gone(visitor: Visitor) -> None:
    with sitting(visitor):
        pass
    with sitting(visitor, OTHER):
        pass


def test_what_is_held_back_or_unknown_is_told(visitor: Visitor) -> None:
    with sitting(visitor) as socket:
        say(socket, {"do": "begin", "begin": {"names": ["/etc/passwd.yaml"]}})
        assert "no such exercise" in hear(socket, "over")["error"]


@pytest.mark.parametrize(
    "first",
    ["", "{}", '{"do":"hello"}', '{"do":"key","key":"q"}', "[" * 5000, '{"do":"hello","page":"x"}'],
)
def test_whoever_does_not_greet_as_a_page_does_is_not_heard(visitor: Visitor, first: str) -> None:
    with visitor.socket() as socket:
        socket.send(first)
        with pytest.raises(ConnectionClosed) as error:
            socket.recv(timeout=10)
        assert error.value.rcvd is not None
        assert error.value.rcvd.code == 1008


def test_a_page_that_talks_without_end_is_cut_off(visitor: Visitor) -> None:
    with sitting(visitor) as socket:
        with suppress(ConnectionClosed):
            for _ in range(500):
                say(socket, {"do": "key", "key": "m"})
        cut_off(socket)


def test_a_message_that_is_too_long_is_not_read(visitor: Visitor) -> None:
    with sitting(visitor) as socket:
        with suppress(ConnectionClosed):
            socket.send(b"\0" * 3_000_000)
        cut_off(socket)


def test_two_thousand_fuzzed_messages_and_two_hundred_killed_lines_lose_nothing(
    visitor: Visitor, served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(7)  # noqa: S311  # the same noise each time
    with sitting(visitor) as socket:
        doing(socket)
        say(socket, {"do": "key", "key": "a"})
        say(socket, {"do": "key", "key": "a"})
        while hear(socket, "scene")["counted"] < 2:
            picture(socket, 30_000.0)
    session, threads = served.hub.session, threading.active_count()
    sent = 0
    for n in range(200):
        with visitor.socket() as socket, suppress(ConnectionClosed):
            say(socket, {"do": "hello", "page": PAGE, "again": True})
            hear(socket, "hello")
            # Mostly what comes near to being right: it goes deeper in than noise does.
            for _ in range(10):
                sent += 1
                socket.send(fuzzed(chance, n))
            # Not closed: the line breaks, as when a network goes. It is shut already where the
            # server has refused the last message.
            with suppress(OSError):
                socket.socket.shutdown(SHUT_RDWR)
    assert sent >= 1500
    with sitting(visitor) as socket:
        assert served.hub.session is session
        say(socket, GO_ON)
        # A key that was found by chance may have paused it.
        say(socket, {"do": "leave"})
        assert hear(socket, "over")["rows"][0]["counted"] == 2
    assert visitor.ask("GET", "/api/boot").status == 200
    assert "Traceback" not in capfd.readouterr().err
    assert threading.active_count() <= threads + 8


def fuzzed(chance: random.Random, n: int) -> str | bytes:
    kinds = (
        lambda: struct.pack(">d", chance.choice([float("nan"), -1e9, 1e300, 40_000 + n])) + PICTURE,
        lambda: struct.pack(">d", 40_000 + n) + bytes(chance.randbytes(chance.randrange(400))),
        lambda: struct.pack(">d", 40_000 + n) + PICTURE[: chance.randrange(len(PICTURE))],
        lambda: chance.randbytes(chance.randrange(12)),
        lambda: json.dumps({"do": "key", "key": chance.choice(["p", "é", "", "mm", 3, None])}),
        lambda: json.dumps({"do": chance.choice(["begin", "leap", "hello"]), "begin": None}),
        lambda: json.dumps({"do": "key", "key": "m", "more": [[]] * chance.randrange(50)}),
        lambda: '{"do": "key", "key": "\\ud800"}',
    )
    return chance.choice(kinds)()
