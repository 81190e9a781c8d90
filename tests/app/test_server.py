from __future__ import annotations

import threading
from pathlib import Path

import pytest

from facecheck.app.access.keys import Keys
from facecheck.app.context import AppContext
from facecheck.app.open_browser import opened_in_browser
from facecheck.app.server import Served
from facecheck.core.errors import DisplayError

from .visitor import Visitor


def test_a_port_that_is_taken_is_told() -> None:
    first = Served(AppContext(), 0)
    with first.running(), pytest.raises(DisplayError, match="close what has it, or choose another"):
        Served(AppContext(), first.port)


def test_without_a_page_it_ends_by_itself() -> None:
    served = Served(AppContext(), 0)
    running = threading.Thread(target=lambda: served.run(quiet_s=0.5), daemon=True)
    running.start()
    running.join(60)
    assert not running.is_alive()


def test_a_page_that_is_there_keeps_it_running() -> None:
    served = Served(AppContext(), 0)
    # The test's own clock: a busy machine is not a page that is gone.
    now_s, served.keys._clock = [100.0], lambda: now_s[0]
    visitor = Visitor(served)
    running = threading.Thread(target=lambda: served.run(quiet_s=3.0), daemon=True)
    running.start()
    assert visitor.pair().status == 200
    for _ in range(8):
        now_s[0] += 2.5
        assert visitor.ask("GET", "/api/here").status == 200
        running.join(0.8)  # it has looked meanwhile
        assert running.is_alive()
    now_s[0] += 3.5
    running.join(60)
    assert not running.is_alive()


def test_whoever_is_not_let_in_does_not_keep_it_running() -> None:
    now_s = [0.0]
    keys = Keys(clock=lambda: now_s[0])
    visit = keys.pair(keys.pairing)
    assert visit is not None
    now_s[0] = 9.0
    assert not keys.known("a", "b")
    assert keys.silent_s == 9.0
    assert keys.known(*visit)
    assert keys.silent_s == 0.0


def test_the_link_is_not_on_a_command_line() -> None:
    opened: list[tuple[str, str]] = []

    def look(address: str) -> None:
        page = Path(address.removeprefix("file://"))
        opened.append((address, page.read_text("utf-8")))
        assert page.parent.stat().st_mode & 0o077 == 0

    with opened_in_browser("http://127.0.0.1:8471/#k=secret", open_url=look):
        pass
    ((address, text),) = opened
    assert "secret" not in address
    assert "http://127.0.0.1:8471/#k=secret" in text
    assert not Path(address.removeprefix("file://")).exists()
