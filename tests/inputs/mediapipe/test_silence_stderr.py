from __future__ import annotations

import os
import threading

import pytest

from facecheck.inputs.mediapipe.silence_stderr import silenced_stderr


def noise(text: str) -> None:
    os.write(2, text.encode())


def test_silent_inside_and_restored_after(capfd: pytest.CaptureFixture[str]) -> None:
    with silenced_stderr():
        noise("inner")
        with silenced_stderr():
            noise("nested")
        noise("still")
    noise("after")
    assert capfd.readouterr().err == "after"


def test_restored_after_an_error(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ValueError, match="seen"), silenced_stderr():
        raise ValueError("seen")
    noise("after")
    assert capfd.readouterr().err == "after"


def test_threads_share_one_redirection(capfd: pytest.CaptureFixture[str]) -> None:
    inside, leave = threading.Barrier(2), threading.Event()

    def other() -> None:
        with silenced_stderr():
            inside.wait(60)
            assert leave.wait(60)

    thread = threading.Thread(target=other)
    with silenced_stderr():
        thread.start()
        inside.wait(60)
    noise("the other is still in there")
    leave.set()
    thread.join()
    noise("after")
    assert capfd.readouterr().err == "after"
