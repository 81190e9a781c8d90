from __future__ import annotations

import socket

import cv2
import numpy as np
import pytest

from facecheck.core.errors import DisplayError
from facecheck.live.display.cv_window import CvWindow, framed, reduced
from facecheck.live.display.desktop import require_display

PICTURE = np.full((90, 160, 3), 200, np.uint8)


def test_no_display_is_said_with_its_remedy() -> None:
    with pytest.raises(DisplayError, match=r"no display: .* facecheck live --no-window"):
        require_display({}, "linux")


def test_wayland_alone_is_not_enough_for_this_opencv() -> None:
    with pytest.raises(DisplayError, match="apt install xwayland"):
        require_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")


@pytest.mark.parametrize("display", [":4711", "localhost:4711", "unix:4712", ":nonsense"])
def test_a_display_that_does_not_answer_is_said(display: str) -> None:
    with pytest.raises(DisplayError, match="does not answer"):
        require_display({"DISPLAY": display}, "linux")


def test_a_display_that_answers_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        require_display({"DISPLAY": f"127.0.0.1:{number}.0"}, "linux")
    monkeypatch.setattr(cv2, "getBuildInformation", lambda: "  GUI:    COCOA\n")
    require_display({}, "darwin")


def test_an_opencv_without_windows_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "getBuildInformation", lambda: "  GUI:         NONE\n")
    with pytest.raises(DisplayError, match=r"pip install --force-reinstall opencv-python==\d"):
        require_display({"DISPLAY": ":0"}, "linux")


def test_a_window_of_another_shape_gets_borders_and_no_distortion() -> None:
    wide = framed(PICTURE, (400, 100))
    assert wide.shape == (90, 360, 3)
    assert (wide[:, 100:260] == 200).all()
    assert (wide[:, :100] < 60).all()
    assert framed(PICTURE, (100, 400)).shape == (640, 160, 3)
    assert framed(PICTURE, (1600, 900)) is PICTURE
    assert framed(PICTURE, (0, 0)) is PICTURE


@pytest.mark.parametrize(("size", "wanted"), [((320, 180), (160, 90)), ((80, 45), (80, 45))])
def test_a_smaller_window_gets_every_line_of_a_picture(
    size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    lines = PICTURE.copy()
    lines[::2] = 0
    shown = reduced(lines, size)
    assert shown.shape[1::-1] == wanted
    if wanted != (160, 90):
        assert 80 < int(shown.mean()) < 120


def test_the_first_window_fits_a_small_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []
    monkeypatch.setattr(cv2, "namedWindow", lambda *_: None)
    monkeypatch.setattr(cv2, "imshow", lambda *_: None)
    monkeypatch.setattr(cv2, "waitKeyEx", lambda *_: -1)
    monkeypatch.setattr(cv2, "getWindowProperty", lambda *_: 1.0)
    monkeypatch.setattr(cv2, "resizeWindow", lambda _name, *size: asked.append(size))
    window = CvWindow()
    window.show(np.zeros((890, 1280, 3), np.uint8))
    window.show(np.zeros((480, 640, 3), np.uint8))
    assert asked == [(992, 690), (640, 480)]


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch) -> Desktop:
    desktop = Desktop()
    monkeypatch.setattr(cv2, "namedWindow", lambda _name, flags: desktop.flags.append(flags))
    monkeypatch.setattr(cv2, "imshow", lambda _name, picture: desktop.shown.append(picture.shape))
    monkeypatch.setattr(cv2, "waitKeyEx", lambda *_: -1)
    monkeypatch.setattr(cv2, "getWindowProperty", lambda *_: 1.0)
    monkeypatch.setattr(cv2, "setWindowProperty", desktop.set)
    monkeypatch.setattr(cv2, "resizeWindow", lambda _name, *size: desktop.resize(size))
    monkeypatch.setattr(cv2, "getWindowImageRect", lambda _name: (0, 0, *desktop.size))
    return desktop


class Desktop:
    """Gives a window the size that it asks for, or the whole screen."""

    def __init__(self) -> None:
        self.flags: list[int] = []
        self.shown: list[tuple[int, ...]] = []
        self.size = (0, 0)

    def set(self, _name: str, what: int, how: float) -> None:
        assert what == cv2.WND_PROP_FULLSCREEN
        self.size = (1920, 1080) if how == cv2.WINDOW_FULLSCREEN else (640, 480)

    def resize(self, size: tuple[int, ...]) -> None:
        self.size = size[0], size[1]


def test_a_whole_screen_is_filled_to_its_edges_at_once_and_given_back(desktop: Desktop) -> None:
    window, picture = CvWindow(), np.zeros((480, 640, 3), np.uint8)
    window.show(picture)
    window.fills = True
    window.show(picture)
    window.show(picture)
    assert window.fills
    assert desktop.shown[-1] == (480, 853, 3), "with dark borders of facecheck's own"
    assert window.lines == 1080
    window.show(np.zeros((600, 640, 3), np.uint8))
    assert desktop.size == (1920, 1080), "another picture does not shrink it"
    window.fills = False
    for _ in range(2):
        window.show(picture)
    assert desktop.shown[-1] == (480, 640, 3)


def test_qt_is_not_to_keep_the_shape_with_bars_of_its_own(desktop: Desktop) -> None:
    CvWindow().show(PICTURE)
    assert desktop.flags[0] & cv2.WINDOW_FREERATIO
