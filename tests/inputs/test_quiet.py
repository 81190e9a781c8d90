from __future__ import annotations

import os
import threading

import pytest

from facecheck.inputs.quiet import quiet


def noise(text: str) -> None:
    os.write(2, text.encode())


def test_silent_inside_and_restored_after(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet():
        noise("inner")
        with quiet():
            noise("nested")
        noise("still")
    noise("after")
    assert capfd.readouterr().err == "after"


def test_restored_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="seen"), quiet():
        raise ValueError("seen")
    noise("after")
    assert capfd.readouterr().err == "after"


def test_threads_share_one_redirection(capfd: pytest.CaptureFixture[str]) -> None:
    inside, leave = threading.Barrier(2), threading.Event()

    def other() -> None:
        with quiet():
            inside.wait(5)
            leave.wait(5)

    thread = threading.Thread(target=other)
    with quiet():
        thread.start()
        inside.wait(5)
    noise("the other is still in there")
    leave.set()
    thread.join()
    noise("after")
    assert capfd.readouterr().err == "after"
