"""A session shown in the page: scenes go out as plain values, keys come back."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence

from facecheck.app.session.outbox import Outbox
from facecheck.app.session.page_camera import PageCamera
from facecheck.app.session.scene_json import SceneEncoder
from facecheck.core.frames import Image
from facecheck.live.session.scene import Scene
from facecheck.outputs.overlay.screens import SummaryRow
from facecheck.outputs.words import Words

MOST_KEYS = 16
"""Keys that wait; whoever presses more has fallen asleep on one."""


class PageDisplay:
    """Shows scenes in a page, which mirrors, enlarges and fills the screen by itself.

    Args:
        outbox: Where messages to the page go.
        camera: Knows when a picture was captured, on the page's clock.
        words: The interface's language.
    """

    def __init__(self, outbox: Outbox, camera: PageCamera, words: Words) -> None:
        self.mirrored = True
        self.text_scale = 1.0
        self._outbox = outbox
        self._camera = camera
        self._teller = SceneEncoder(words)
        self._keys: deque[str] = deque(maxlen=MOST_KEYS)
        self._closed = threading.Event()

    @property
    def fills(self) -> bool:
        """The page knows for itself; escape leaves the whole screen before it comes here."""
        return False

    @fills.setter
    def fills(self, fills: bool) -> None:
        """Nothing: the page does it."""

    @property
    def size(self) -> None:
        """None: a page is no window of facecheck's own."""

    @property
    def closed(self) -> bool:
        """Whether the page has left for good."""
        return self._closed.is_set()

    def reopen(self) -> None:
        """A page that has left comes back by itself, if it does."""

    def starting(self, ready: Sequence[tuple[str, bool]]) -> None:
        """Say what is being opened, and what is ready."""
        parts = [{"name": name, "ready": done} for name, done in ready]
        self._outbox.show({"say": "scene", "screen": "starting", "parts": parts})

    def draw(self, scene: Scene) -> Image | None:
        """Send a scene; there is no picture of it here."""
        told = self._teller.tell(scene)
        seen = scene.picture
        # When the picture was captured that this answers to: the page counts how late it comes.
        shown = seen.frame if seen.observation is None else seen.observation
        told["captured"] = self._camera.captured_s(shown.time_s)
        self._outbox.show(told)
        return None

    def summary(self, rows: Sequence[SummaryRow], line: str | None = None) -> None:
        """Nothing: the page is told of the results when the session has ended."""

    def press(self, key: str) -> None:
        """A key was pressed in the page, or a button that stands for one; on any thread."""
        self._keys.append(key)

    def leave(self) -> None:
        """The page has left for good; on any thread."""
        self._closed.set()

    def key(self) -> str | None:
        """The key pressed since last asked."""
        try:
            return self._keys.popleft()
        except IndexError:
            return None

    def close(self) -> None:
        """Nothing is to be closed: the page stays."""
