from __future__ import annotations

import socket
from collections.abc import Iterator

import numpy as np
import pygame
import pytest

from facecheck.core.errors import DisplayError
from facecheck.core.frames import Image
from facecheck.live.display.desktop import require_display
from facecheck.live.display.sdl_window import SdlWindow
from facecheck.live.display.window_protocol import Click

PICTURE: Image = np.full((90, 160, 3), 200, np.uint8)


@pytest.fixture
def unseen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A desktop of SDL's that nobody sees: 1024x768."""
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    yield
    pygame.display.quit()


def press(key: int, text: str) -> None:
    pygame.event.post(pygame.event.Event(pygame.KEYDOWN, key=key, unicode=text, mod=0))


def shown(window: SdlWindow) -> Image:
    """What is on the window, red first."""
    surface = window._window.get_surface()
    found: Image = np.asarray(pygame.surfarray.array3d(surface).swapaxes(0, 1), np.uint8)
    return found


def test_no_display_is_said_with_its_remedy() -> None:
    with pytest.raises(DisplayError, match=r"no display: .* facecheck live --no-window"):
        require_display({}, "linux")


@pytest.mark.parametrize("display", [":4711", "localhost:4711", "unix:4712", ":nonsense"])
def test_a_display_that_does_not_answer_is_said(display: str) -> None:
    with pytest.raises(DisplayError, match="does not answer"):
        require_display({"DISPLAY": display}, "linux")


def test_a_display_that_answers_is_enough() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        number = server.getsockname()[1] - 6000
        require_display({"DISPLAY": f"127.0.0.1:{number}.0"}, "linux")
    require_display({}, "darwin")
    require_display({"WAYLAND_DISPLAY": "wayland-0"}, "linux")


def test_a_desktop_that_only_sdl_sees_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER"):
        monkeypatch.delenv(variable, raising=False)
    pygame.display.quit()
    with pytest.raises(DisplayError, match="facecheck live --no-window"):
        SdlWindow().show(PICTURE)
    pygame.display.quit()


@pytest.mark.usefixtures("unseen")
def test_it_opens_as_it_was_left_and_never_larger_than_the_screen() -> None:
    for wished, wanted in [
        ((800, 500), (800, 500)),
        ((9000, 200), (1024, 240)),
        (None, (985, 688)),
    ]:
        window = SdlWindow(wished)
        assert window.size == wanted
        window.show(PICTURE)
        assert (window.size, window.own_size) == (wanted, wanted)
        window.close()


@pytest.mark.usefixtures("unseen")
def test_picture_and_bar_fill_it_and_nothing_is_squeezed() -> None:
    window = SdlWindow((640, 400))
    bar = np.full((20, 320, 3), 90, np.uint8)
    window.show(PICTURE, bar)
    seen = shown(window)
    assert seen.shape == (400, 640, 3)
    assert (seen[-38:] == 90).all(), "the bar, twice as large as it was drawn"
    assert (seen[:340] == 200).all()
    window.show(PICTURE[:, :90], bar)
    seen = shown(window)
    assert (seen[100, 200:440] == 200).all()
    assert (seen[100, :100] < 60).all(), "a square stays one, between dark borders"
    window.close()


@pytest.mark.usefixtures("unseen")
def test_keys_come_one_by_one_as_characters() -> None:
    window = SdlWindow((640, 400))
    window.show(PICTURE)
    assert window.key() is None
    press(pygame.K_p, "p")
    assert window.key() == "p"
    press(pygame.K_LSHIFT, "")
    press(pygame.K_PLUS, "+")
    assert window.key() == "+"
    press(pygame.K_ESCAPE, "")
    assert window.key() == "\x1b"
    press(pygame.K_w, "W")
    assert window.key() == "w"
    assert window.key() is None
    window.close()


@pytest.mark.usefixtures("unseen")
def test_a_click_is_a_place_on_what_was_shown() -> None:
    window = SdlWindow((640, 400))
    window.show(PICTURE, np.zeros((20, 320, 3), np.uint8))
    for at, wanted in [((320, 90), Click(80, 22.5)), ((600, 380), Click(300, 10, on_bar=True))]:
        pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=at))
        window.show(PICTURE, np.zeros((20, 320, 3), np.uint8))
        found = window.click()
        assert found is not None
        assert found.on_bar is wanted.on_bar
        assert abs(found.x - wanted.x) < 1.5
        assert abs(found.y - wanted.y) < 1.5
        assert window.click() is None
    window.close()


@pytest.mark.usefixtures("unseen")
def test_what_is_pressed_and_clicked_between_two_pictures_is_all_done_in_its_order() -> None:
    window = SdlWindow((640, 400))
    window.show(PICTURE)
    press(pygame.K_p, "p")
    pygame.event.post(pygame.event.Event(pygame.MOUSEBUTTONDOWN, button=1, pos=(320, 90)))
    press(pygame.K_w, "w")
    press(pygame.K_q, "q")
    window.show(PICTURE)
    assert (window.click(), window.key()) == (None, "p"), "the key came first"
    assert window.key() is None, "the click is next"
    assert window.click() is not None
    assert [window.key(), window.key(), window.key()] == ["w", "q", None]
    window.close()


@pytest.mark.usefixtures("unseen")
def test_a_window_that_was_closed_shows_nothing_until_it_is_opened_again() -> None:
    window = SdlWindow((640, 400))
    window.show(PICTURE)
    pygame.event.post(pygame.event.Event(pygame.WINDOWCLOSE))
    assert window.key() is None
    assert window.closed
    window.show(PICTURE)
    window.reopen()
    assert not window.closed
    window.show(PICTURE)
    assert shown(window).max() == 200
    window.close()


@pytest.mark.usefixtures("unseen")
def test_the_whole_screen_is_filled_and_the_window_is_given_back() -> None:
    window = SdlWindow((640, 400), fills=True)
    assert window.size == (1024, 768)
    window.show(PICTURE)
    assert window.fills
    window.fills = False
    window.show(PICTURE)
    assert not window.fills
    assert window.own_size == (640, 400)
    window.close()
