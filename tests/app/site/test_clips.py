"""A clip that is dropped on the page, where something goes wrong."""

from __future__ import annotations

import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from facecheck.app.site import clip_scoring

from ..visitor import Visitor

PATIENCE_S = 60.0
UPLOAD = "/api/clips?exercise=jaw-open&name=a.mp4"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where clips are kept."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def becomes(what: Callable[[], bool]) -> bool:
    until_s = time.monotonic() + PATIENCE_S
    while not what():
        if time.monotonic() > until_s:
            return False
        time.sleep(0.02)
    return True


def test_a_bug_ends_the_clip_and_not_the_page(
    visitor: Visitor,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(clip_scoring, "score_clip", broken)
    clips = []
    for _ in range(2):
        clips.append(visitor.ask("POST", UPLOAD, b"a clip").json["clip"])
        state = f"/api/clips/{clips[-1]}"
        assert becomes(lambda at=state: visitor.ask("GET", at).json["state"] != "scoring")  # type: ignore[misc]
        told = visitor.ask("GET", state).json
        assert told["state"] == "failed"
        assert "in facecheck itself" in told["error"]
    assert clips[0] != clips[1], "the next one is taken"
    assert capfd.readouterr().err.count("RuntimeError: a bug") == 2
    assert len([*folder.glob("facecheck-clip-*")]) == 1


def test_an_upload_that_breaks_off_leaves_nothing_and_no_traceback(
    capfd: pytest.CaptureFixture[str], visitor: Visitor, folder: Path
) -> None:
    # Captured before the server begins: that is when it chooses where it writes.
    head = (
        f"POST {UPLOAD} HTTP/1.1\r\nHost: {visitor.host}\r\nOrigin: {visitor.origin}\r\n"
        f"Cookie: {visitor.cookie}\r\nX-Facecheck-Key: {visitor.key}\r\n"
        "Content-Length: 1000000\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", visitor.served.port)) as line:
        line.sendall(head.encode() + b"0" * 1000)
        assert becomes(lambda: [*folder.glob("facecheck-clip-*/clip")] != [])
    assert becomes(lambda: [*folder.glob("facecheck-clip-*")] == [])
    assert visitor.ask("POST", UPLOAD, b"no film").status == 200
    assert "Traceback" not in capfd.readouterr().err
