"""What a window has to do, whichever library opens it."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from facecheck.core.frames import Image
from facecheck.live.display.window_sizes import Size


class Click(NamedTuple):
    """A click, as a place on what was shown.

    Attributes:
        x: In pixels of the picture, or of the bar.
        y: Likewise.
        on_bar: Whether it was on the bar under the picture.
    """

    x: float
    y: float
    on_bar: bool = False


class Window(Protocol):
    """Somewhere to show pictures, and keys pressed and clicks made there."""

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""

    @property
    def size(self) -> Size:
        """Its width and height in pixels, as it is or will be opened."""

    @property
    def own_size(self) -> Size | None:
        """Its size while it does not fill the screen; None before it was opened."""

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        """Show a picture, and a bar of the same width under it; then it is on the screen."""

    @property
    def fills(self) -> bool:
        """Whether it fills the whole screen."""

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Fill the whole screen, or go back to the window's own size."""

    def key(self) -> str | None:
        """The next key, as a character; None where none was pressed, or a click came first."""

    def click(self) -> Click | None:
        """The next click; None where there was none, or a key came first."""

    def reopen(self) -> None:
        """Let the next picture open a window that the user closed."""

    def close(self) -> None:
        """Close it."""
