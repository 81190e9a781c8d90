"""The window itself, by SDL: opened, painted, resized, closed."""

from __future__ import annotations

import os
from collections import deque
from typing import Any

import cv2
import numpy as np

from facecheck.core.errors import DisplayError
from facecheck.core.frames import Image
from facecheck.live.display.window_protocol import Click
from facecheck.live.display.window_sizes import LEAST, Size, first_size, framed
from facecheck.outputs.scaling import interpolation

_TITLE = "facecheck"
_ESCAPE = "\x1b"
_WAYLESS = ("offscreen", "dummy", "evdev")
"""Drivers of SDL whose windows nobody sees."""

_MOST_INPUTS = 32
"""Keys and clicks that wait: several may come while one picture is made."""


class SdlWindow:
    """A window of SDL's, by pygame-ce. It must be used on the main thread.

    Args:
        preferred_size: As it was left the last time; as large as the screen allows without.
        fills: Whether it opens over the whole screen.
    """

    def __init__(self, preferred_size: Size | None = None, *, fills: bool = False) -> None:
        self._preferred_size = preferred_size
        self._fills = fills
        self._window: Any = None
        self._closed = False
        self._inputs: deque[str | Click] = deque(maxlen=_MOST_INPUTS)
        self._shown: tuple[Size, int, int] = ((1, 1), 0, 0)
        self._own_size: Size | None = preferred_size

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""
        return self._closed

    @property
    def size(self) -> Size:
        """Its width and height in pixels, as it is or will be opened."""
        return self._opened_size() if self._window is None else tuple(self._window.size)

    @property
    def own_size(self) -> Size | None:
        """Its size while it does not fill the screen; None before it was opened."""
        return self._own_size

    @property
    def fills(self) -> bool:
        """Whether it fills the whole screen."""
        return self._fills

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Fill the whole screen, or go back to the window's own size."""
        if fills == self._fills:
            return
        self._fills = fills
        if self._window is None:
            return
        if fills:
            self._window.set_fullscreen(desktop=True)
        else:
            self._window.set_windowed()

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        """Show a picture, and a bar of the same width under it; the first one opens the window."""
        if self._closed:
            return
        new = self._window is None
        if new:
            self._open()
        self._pump()
        if self._closed:
            return
        self._paint(rgb, bar)
        if new:
            # Shown with its first picture on it: an empty window would flash.
            self._window.show()
            self._paint(rgb, bar)

    def key(self) -> str | None:
        """The next key, as a character; None where none was pressed, or a click came first."""
        if not self._inputs and self._window is not None:
            self._pump()
        if self._inputs and isinstance(first := self._inputs[0], str):
            self._inputs.popleft()
            return first
        return None

    def click(self) -> Click | None:
        """The next click; None where there was none, or a key came first."""
        if self._inputs and isinstance(first := self._inputs[0], Click):
            self._inputs.popleft()
            return first
        return None

    def _place(self, at: Size) -> Click:
        """A place in the window, on what it shows now."""
        (width, height), under, bar_width = self._shown
        across = max(1, self.size[0])
        if at[1] >= under:
            scale = bar_width / across
            return Click(at[0] * scale, (at[1] - under) * scale, on_bar=True)
        return Click(at[0] * width / across, at[1] * height / max(1, under))

    def reopen(self) -> None:
        """Let the next picture open a window that the user closed."""
        self.close()
        self._closed = False
        self._inputs.clear()

    def close(self) -> None:
        """Close it."""
        if self._window is not None:
            self._window.destroy()
            self._window = None

    def _opened_size(self) -> Size:
        screen = _desktop().display.get_desktop_sizes()[0]
        if self._fills:
            return int(screen[0]), int(screen[1])
        if self._preferred_size is None:
            return first_size(screen)
        # The screen may be another one than the last time.
        across, down = (
            max(least, min(wished, most))
            for wished, least, most in zip(self._preferred_size, LEAST, screen, strict=True)
        )
        return across, down

    def _open(self) -> None:
        pygame = _desktop()
        windowed = self._own_size or self._preferred_size
        fills, self._fills = self._fills, False
        self._preferred_size = windowed
        self._window = pygame.Window(_TITLE, self._opened_size(), resizable=True, hidden=True)
        self._window.minimum_size = LEAST
        pygame.display.set_allow_screensaver(False)
        self._own_size = tuple(self._window.size)
        self.fills = fills

    def _paint(self, rgb: Image, bar: Image | None) -> None:
        surface = self._window.get_surface()
        across, down = surface.get_size()
        under = down
        if bar is not None:
            under -= min(down - 1, round(bar.shape[0] * across / bar.shape[1]))
        # While it is being resized a picture has the shape that the window had before.
        rgb = framed(rgb, (across, under))
        bar_width = 0 if bar is None else bar.shape[1]
        self._shown = (rgb.shape[1], rgb.shape[0]), under, bar_width
        self._put(surface, rgb, 0, (across, under))
        if bar is not None:
            self._put(surface, bar, under, (across, down - under))
        self._window.flip()

    def _put(self, surface: Any, rgb: Image, top: int, size: Size) -> None:
        import pygame

        if min(size) <= 0:
            return
        if (rgb.shape[1], rgb.shape[0]) != size:
            how = interpolation(size[0] / rgb.shape[1])
            rgb = np.asarray(cv2.resize(rgb, size, interpolation=how), np.uint8)
        packed: Any = np.ascontiguousarray(rgb)
        surface.blit(pygame.image.frombuffer(packed, size, "RGB"), (0, top))

    def _pump(self) -> None:
        import pygame

        for event in pygame.event.get():
            if event.type == pygame.KEYDOWN:
                pressed = _ESCAPE if event.key == pygame.K_ESCAPE else event.unicode.lower()
                if pressed:
                    self._inputs.append(pressed)
            elif event.type == pygame.MOUSEBUTTONDOWN and event.button == 1:
                self._inputs.append(self._place(event.pos))
            elif event.type in (pygame.WINDOWCLOSE, pygame.QUIT):
                self._closed = True
            elif event.type == pygame.WINDOWSIZECHANGED and not self._fills:
                self._own_size = tuple(self._window.size)


def _desktop() -> Any:
    """SDL's video part, initialised.

    Raises:
        DisplayError: There is no desktop to open a window on.
    """
    # Signals are Python's to answer, and a session is no screen saver's time.
    os.environ.setdefault("SDL_NO_SIGNAL_HANDLERS", "1")
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    import pygame

    if not pygame.display.get_init():
        try:
            pygame.display.init()
        except pygame.error as error:
            raise DisplayError(
                "no window can be opened here ({error}); run it on a desktop, or without one: "
                "facecheck live --no-window",
                error=error,
            ) from error
    driver = pygame.display.get_driver()
    if driver in _WAYLESS and os.environ.get("SDL_VIDEODRIVER") != driver:
        raise DisplayError(
            "no window can be opened here: no desktop answers; run it on one, or without a window: "
            "facecheck live --no-window"
        )
    return pygame
