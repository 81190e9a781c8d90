"""The window, as little of it as a session needs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import cv2
import numpy as np

from facecheck.core.frames import Image
from facecheck.live.keys import character
from facecheck.outputs.overlay.palette import NIGHT

_NAME = "facecheck"
_MOST = (1280, 690)
"""The window's size at first: what a small laptop (1366 by 768) has between its bars.
A higher one has its lower edge, with the cue, below the screen's. Its user may enlarge it."""
_LOOK_EVERY = 30
"""Pictures between two looks at the window's size."""
_SETTLING = 40
"""Pictures after a change asked for, each with such a look: a desktop takes its time."""


class Window(Protocol):
    """Somewhere to show pictures, and keys pressed there."""

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""

    @property
    def lines(self) -> int:
        """Its height in pixels; 0 before it is open."""

    def show(self, rgb: Image) -> None:
        """Show a picture; on return it is on the screen."""

    @property
    def fills(self) -> bool:
        """Whether it fills the whole screen."""

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Fill the whole screen, or go back to the window's own size."""

    def key(self) -> str | None:
        """The key pressed since last asked, as a character."""

    def reopen(self) -> None:
        """Let the next picture open a window that the user closed."""

    def close(self) -> None:
        """Close it."""


class CvWindow:
    """A window of OpenCV's, resizable. It must be used on the main thread."""

    def __init__(self) -> None:
        self._open = False
        self._key: str | None = None
        self._size: Sequence[int] = (0, 0)
        self._asked: Sequence[int] = (0, 0)
        self._picture: tuple[int, int] | None = None
        self._shown = 0
        self._settling = 0
        self._fills = False

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""
        if not self._open:
            return False
        try:
            return cv2.getWindowProperty(_NAME, cv2.WND_PROP_VISIBLE) < 1
        except cv2.error:
            return True

    @property
    def lines(self) -> int:
        """Its height in pixels; 0 before it is open."""
        return self._size[1]

    @property
    def fills(self) -> bool:
        """Whether it fills the whole screen."""
        return self._fills

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Fill the whole screen, or go back to the window's own size."""
        self._fills, self._settling = fills, _SETTLING
        how = cv2.WINDOW_FULLSCREEN if fills else cv2.WINDOW_NORMAL
        if self._open:
            cv2.setWindowProperty(_NAME, cv2.WND_PROP_FULLSCREEN, how)

    def show(self, rgb: Image) -> None:
        """Show a picture; the first one opens the window, in its size where that has room."""
        if not self._open:
            # Free: Qt would keep the shape itself, with light grey bars beside a dark picture.
            flags = cv2.WINDOW_NORMAL | cv2.WINDOW_GUI_NORMAL | cv2.WINDOW_FREERATIO
            cv2.namedWindow(_NAME, flags)
            self._open = True
        size = rgb.shape[1], rgb.shape[0]
        if size != self._picture:
            self._fit(size)
        bgr = cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR).astype(np.uint8, copy=False)
        cv2.imshow(_NAME, reduced(framed(bgr, self._size), self._size))
        self._pump()
        self._settling = max(0, self._settling - 1)
        if (self._settling or self._shown % _LOOK_EVERY == 0) and not self.closed:
            self._size = cv2.getWindowImageRect(_NAME)[2:]
        self._shown += 1

    def _fit(self, size: tuple[int, int]) -> None:
        """Follow pictures of a new shape, unless the user has chosen the window's size."""
        chosen = self._fills or (self._picture is not None and self._size != self._asked)
        self._picture = size
        if not chosen:
            share = min(1.0, *(most / side for most, side in zip(_MOST, size, strict=True)))
            self._asked = self._size = round(share * size[0]), round(share * size[1])
            cv2.resizeWindow(_NAME, *self._asked)
            self._shown = 1

    def key(self) -> str | None:
        """The key pressed since last asked, as a character."""
        if self._key is None and self._open:
            self._pump()
        key, self._key = self._key, None
        return key

    def reopen(self) -> None:
        """Let the next picture open a window that the user closed."""
        self.close()
        self._key = self._picture = None
        self._size = self._asked = (0, 0)
        self._fills = False

    def close(self) -> None:
        """Close it."""
        if self._open:
            self._open = False
            cv2.destroyAllWindows()
            cv2.waitKey(1)

    def _pump(self) -> None:
        # Windows are drawn and keys come only while OpenCV waits for a key.
        key = character(cv2.waitKeyEx(1))
        if key is not None:
            self._key = key


def framed(picture: Image, size: Sequence[int]) -> Image:
    """A picture with borders, in the shape of the window: Qt would stretch it, whatever its flags.

    Args:
        picture: Blue, green, red.
        size: Width and height of the window.
    """
    height, width = picture.shape[:2]
    if min(size) <= 0:
        return picture
    wide, high = round(height * size[0] / size[1]), round(width * size[1] / size[0])
    across, down = max(0, wide - width), max(0, high - height)
    if max(across, down) < 0.01 * max(width, height):
        return picture
    bordered: Image = cv2.copyMakeBorder(
        picture,
        down // 2,
        down - down // 2,
        across // 2,
        across - across // 2,
        cv2.BORDER_CONSTANT,
        value=NIGHT[::-1],
    ).astype(np.uint8, copy=False)
    return bordered


def reduced(picture: Image, size: Sequence[int]) -> Image:
    """A picture made smaller for a smaller window: Qt would leave out lines, and type with them."""
    width, height = size
    if min(size) <= 0 or width >= picture.shape[1]:
        return picture
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA).astype(
        np.uint8, copy=False
    )
