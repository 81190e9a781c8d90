"""The interface of every display, which is also where keys come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from facecheck.core.frames import Image
    from facecheck.live.session.scene import Scene
    from facecheck.outputs.overlay.screens import SummaryRow

LARGEST, SMALLEST, STEP = 1.6, 0.8, 0.2
"""How large type may be made, and by how much a key changes it."""


class Display(Protocol):
    """Where a session is shown, and where its keys come from."""

    mirrored: bool
    text_scale: float

    @property
    def fills(self) -> bool:
        """Whether it fills the whole screen."""

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Fill the whole screen or not, where there is a window."""

    @property
    def size(self) -> tuple[int, int] | None:
        """The window's own width and height in pixels; None where there is no window."""

    @property
    def closed(self) -> bool:
        """Whether the user closed it."""

    def reopen(self) -> None:
        """Open again what the user closed, to show what the session came to."""

    def starting(self, ready: Sequence[tuple[str, bool]]) -> None:
        """Show what is being opened, and what is ready."""

    def draw(self, scene: Scene) -> Image | None:
        """Show a scene; returns the picture with its overlay, where there is one."""

    def summary(self, rows: Sequence[SummaryRow], line: str | None = None) -> None:
        """Show what the session came to; the line says what a key does, if not that it closes."""

    def key(self) -> str | None:
        """The key pressed since last asked."""

    def close(self) -> None:
        """Stop showing."""
