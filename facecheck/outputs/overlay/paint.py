"""Paints the whole overlay: remembers the last seconds and calls each painter."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from facecheck.core.events import Update
from facecheck.core.frames import Face, Hand, Image
from facecheck.outputs.catalogue import DEFAULT
from facecheck.outputs.overlay.areas import area_mark, area_plate, side_bars
from facecheck.outputs.overlay.banner import BannerState
from facecheck.outputs.overlay.canvas import canvas_for
from facecheck.outputs.overlay.footer import HISTORY_S, footer, level_strip
from facecheck.outputs.overlay.header import banner, header, statistics
from facecheck.outputs.overlay.layout import LEAST_LINES, Layout
from facecheck.outputs.overlay.outlines import face_outline, hand_outlines, placement_guide
from facecheck.outputs.overlay.pen import Pen
from facecheck.outputs.overlay.ring import hold_ring, rep_dots
from facecheck.outputs.overlay.view import FaceRegion, Painter, View
from facecheck.outputs.words import Words

PAINTERS: tuple[Painter, ...] = (
    placement_guide,
    face_outline,
    area_mark,
    hand_outlines,
    footer,
    level_strip,
    hold_ring,
    rep_dots,
    area_plate,
    side_bars,
    header,
    statistics,
    banner,
)
"""Lowest first."""


class Overlay:
    """Draws updates of one exercise on pictures, in the order of time.

    Args:
        name: The exercise's title.
        region: What of the face to outline.
        mirrored: Exchange left and right of the picture; text is never mirrored.
        language: Of the interface.
        text_scale: Larger than 1 for larger type.
        least_lines: Pictures with fewer are enlarged; see ``Layout``.
        pen: A pen to share between overlays of one thread.

    Attributes:
        room: Width and height of a window to fill; None for pictures with a footer below.
    """

    def __init__(
        self,
        name: str,
        *,
        region: FaceRegion = FaceRegion.FACE,
        mirrored: bool = False,
        language: str = DEFAULT,
        text_scale: float = 1.0,
        least_lines: int = LEAST_LINES,
        pen: Pen | None = None,
    ) -> None:
        self.name = name
        self.region = region
        self.mirrored = mirrored
        self.text_scale = text_scale
        self.least_lines = least_lines
        self.room: tuple[int, int] | None = None
        self._words = Words(language)
        self._pen = pen if pen is not None else Pen()
        self._history: deque[tuple[float, float | None]] = deque()
        self._told = BannerState(self._words)

    def __call__(
        self,
        rgb: Image,
        update: Update,
        face: Face | None,
        hands: Sequence[Hand] = (),
        *,
        recording: bool = False,
        muted: bool = False,
        stats: str | None = None,
        notice: str | None = None,
        countdown_s: float | None = None,
    ) -> Image:
        """A new picture: the given one with the update drawn on it.

        Args:
            rgb: ``(height, width, 3)`` uint8, not mirrored; it is not changed.
            update: The state to show; later than the one before, or history restarts.
            face: The face that was judged, in pixels of the picture.
            hands: The hands that were judged.
            recording: Show that video is being written.
            muted: Show that sound is off.
            stats: A line of figures to show.
            notice: A message that waits for what is said of a repetition, and for nothing else.
            countdown_s: What is left until the first movement; None where nothing is counted down.
        """
        self._remember(update)
        height, width = rgb.shape[:2]
        layout = self._layout(width, height)
        canvas = canvas_for(rgb, layout, self.mirrored, ground=False)
        view = View(
            update=update,
            layout=layout,
            pen=self._pen,
            words=self._words,
            title=self.name,
            region=self.region,
            face=None if face is None else canvas.place(face.points),
            hands=tuple(canvas.place(hand.points) for hand in hands),
            history=self._history,
            banner=self._told.banner(update, notice),
            pulse=self._told.pulse(update.time_s),
            recording=recording,
            muted=muted,
            stats=stats,
            countdown_s=countdown_s,
        )
        for painter in PAINTERS:
            painter(canvas.rgb, view)
        return canvas.rgb

    def _layout(self, width: int, height: int) -> Layout:
        if self.room is not None:
            return Layout.within(width, height, self.room, text_scale=self.text_scale)
        return Layout.of(width, height, text_scale=self.text_scale, least_lines=self.least_lines)

    def _remember(self, update: Update) -> None:
        history = self._history
        if history and update.time_s < history[-1][0]:
            history.clear()
        # One point each tenth of a second: the strip has no room for more, and lines cost time.
        if history and int(history[-1][0] * 10) == int(update.time_s * 10):
            history.pop()
        history.append((update.time_s, update.level))
        while history[0][0] < update.time_s - HISTORY_S:
            history.popleft()
        self._told.step(update)


def paint(
    rgb: Image,
    update: Update,
    face: Face | None,
    *,
    title: str,
    mirrored: bool = False,
    region: FaceRegion = FaceRegion.FACE,
    hands: Sequence[Hand] = (),
    language: str = DEFAULT,
) -> Image:
    """One picture with one update on it; for a whole clip use an ``Overlay``, which remembers."""
    overlay = Overlay(title, region=region, mirrored=mirrored, language=language)
    return overlay(rgb, update, face, hands)
