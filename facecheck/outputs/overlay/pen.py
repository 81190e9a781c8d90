"""Text and panels, drawn into small parts of a picture and kept between frames.

OpenCV 5 carries a TrueType face (Rubik, variable weight) and renders it anti-aliased, so the
overlay looks the same everywhere without a font file. Rendering costs 0.1 ms a line, blending a
kept line a quarter of that: nearly all text stands still, hence the store.
"""

from __future__ import annotations

import cv2

from facecheck.core.frames import Image
from facecheck.outputs.overlay.draw_cache import KEPT_LARGE, DrawCache, keep
from facecheck.outputs.overlay.palette import NIGHT, PANEL_SHARE, WHITE, Colour
from facecheck.outputs.overlay.rect import Rect, flood
from facecheck.outputs.overlay.ring_ink import RingInk
from facecheck.outputs.overlay.sprites import Sprite, blend, line_of, plate_of
from facecheck.outputs.overlay.typeset import Room, fit

REGULAR, SEMIBOLD, BOLD = 400, 600, 700

CAPS = 0.70
"""Height of a capital as a fraction of the size."""

_LINES_BYTES = 24 * 2**20
"""Of lines: a line of running figures is new twice a second, and each takes up to 0.3 MB."""


class Pen:
    """Draws text and panels. Not for use by two threads at once: the font keeps a glyph cache.

    Attributes:
        draw_cache: What was drawn last at each place.
    """

    def __init__(self) -> None:
        self.draw_cache = DrawCache()
        self._fonts: dict[int, cv2.FontFace] = {}
        self._lines_bytes = 0
        self._lines: dict[tuple[str, int, int, Colour], Sprite] = {}
        self._fits: dict[tuple[str, Room, int], tuple[int, tuple[str, ...]]] = {}
        self._plates: dict[tuple[int, int, int, Colour | None], Sprite] = {}
        self._rings: dict[tuple[int, int], RingInk] = {}

    def width(self, text: str, size: int, weight: int = REGULAR) -> int:
        """Width of a line in pixels."""
        return self._line(text, size, weight, WHITE).advance

    def text(
        self,
        canvas: Image,
        text: str,
        at: tuple[int, int],
        size: int,
        colour: Colour = WHITE,
        weight: int = REGULAR,
        align: float = 0.0,
    ) -> int:
        """Write one line.

        Args:
            canvas: The picture, drawn on in place.
            text: The line.
            at: x of the anchor, and y of the middle of the capitals.
            size: Size of the type in pixels.
            colour: Of the text.
            weight: 100 to 900.
            align: 0 puts the line's start at x, 0.5 its middle, 1 its end.

        Returns:
            The line's width in pixels.
        """
        line = self._line(text, size, weight, colour)
        x = at[0] - round(align * line.advance) - line.x
        y = at[1] + round(CAPS * size / 2) - line.y
        blend(canvas, line, x, y)
        return line.advance

    def digits(
        self,
        canvas: Image,
        text: str,
        at: tuple[int, int],
        size: int,
        colour: Colour = WHITE,
        weight: int = BOLD,
    ) -> None:
        """Write a number centred at a point, each digit in a cell of the same width.

        A running number would tremble in proportional digits, and storing digits alone keeps
        the store small.
        """
        cell = max(self.width(d, size, weight) for d in "04689")
        widths = [cell if c.isdigit() else self.width(c, size, weight) for c in text]
        x = at[0] - sum(widths) // 2
        for character, width in zip(text, widths, strict=True):
            self.text(canvas, character, (x + width // 2, at[1]), size, colour, weight, align=0.5)
            x += width

    def fit(
        self,
        text: str,
        width: int,
        lines: int,
        size: int,
        least: int,
        weight: int = REGULAR,
        height: int | None = None,
    ) -> tuple[int, tuple[str, ...]]:
        """The largest size at which a text fits, and its lines.

        Fewer lines win over slightly larger type. A text too long even for the least size ends
        in an ellipsis.

        Args:
            text: What to write.
            width: Room in pixels.
            lines: The most lines.
            size: The size wished for, in pixels.
            least: The least size, in pixels.
            weight: Of the type.
            height: Room in pixels for all lines; None for no limit.
        """
        key = (text, Room(width, lines, size, least, height), weight)
        found = self._fits.get(key)
        if found is None:
            found = fit(text, key[1], lambda line, trial: self.width(line, trial, weight))
            keep(self._fits, key, found)
        return found

    def panel(self, canvas: Image, rect: Rect, radius: int = 0) -> None:
        """Darken a part of the picture, so that text on it can be read whatever lies below."""
        if radius < 2:
            self.shade(canvas, rect)
        else:
            blend(canvas, self._plate(rect.width, rect.height, radius, None), rect.x0, rect.y0)

    def fill(self, canvas: Image, rect: Rect, colour: Colour = NIGHT, radius: int = 0) -> None:
        """Fill a part of the picture with one colour."""
        if radius < 2:
            flood(canvas, rect, colour)
        else:
            blend(canvas, self._plate(rect.width, rect.height, radius, colour), rect.x0, rect.y0)

    def shade(self, canvas: Image, rect: Rect, share: float = PANEL_SHARE, lift: int = 0) -> None:
        """Darken a rectangle to a share of its brightness, plus a little grey."""
        part = rect.inside(canvas).of(canvas)
        if part.size:
            cv2.convertScaleAbs(part, dst=part, alpha=share, beta=lift)

    def ring(self, radius: int, stroke: int) -> RingInk:
        """A ring of a size, as it was last filled."""
        ring = self._rings.get((radius, stroke))
        if ring is None:
            ring = RingInk(radius, stroke)
            keep(self._rings, (radius, stroke), ring, KEPT_LARGE)
        return ring

    def _line(self, text: str, size: int, weight: int, colour: Colour) -> Sprite:
        key = (text, size, weight, colour)
        line = self._lines.get(key)
        if line is None:
            if weight not in self._fonts:
                self._fonts[weight] = cv2.FontFace("sans")
            line = line_of(self._fonts[weight], *key)
            self._lines_bytes += 2 * line.through.nbytes
            while self._lines and self._lines_bytes > _LINES_BYTES:
                oldest = self._lines.pop(next(iter(self._lines)))
                self._lines_bytes -= 2 * oldest.through.nbytes
            self._lines[key] = line
        return line

    def _plate(self, width: int, height: int, radius: int, colour: Colour | None) -> Sprite:
        key = (width, height, radius, colour)
        plate = self._plates.get(key)
        if plate is None:
            plate = plate_of(*key)
            keep(self._plates, key, plate)
        return plate
