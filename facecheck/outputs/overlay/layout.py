"""Positions on a canvas of any size, in hundredths of the picture's shorter side.

The canvas is the picture with a footer below it: an overlay inside the picture would cover the
chin, which is what half of the exercises are about. Nearly square pictures also get a dark column
at the right, since the face fills them and ring and dots would lie on it. Small pictures are
enlarged to 720 lines: type under 20 pixels cannot be read once the video is scaled to a screen.

A window is filled instead (`Layout.within`): the picture takes what a column for the ring and the
footer leave of it, and nothing lies on a hand beside the face while there is room elsewhere.

Sizes follow the reader: at two metres a letter must be about 6 mm high, which on a laptop's
screen is 5 % of its height; so the cue is set 7 units high, the hold's seconds 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from facecheck.outputs.overlay.rect import Rect

LEAST_LINES = 720
_SQUARE = (0.85, 1.25)
_COLUMN = 37.0
_LEAST_TYPE_PX = 11


@dataclass(frozen=True)
class Layout:
    """The parts of a canvas. Sides are even, as H.264 needs.

    Attributes:
        picture: Where the picture lies.
        width: Of the canvas in pixels.
        height: Of the canvas in pixels.
        unit: A hundredth of the picture's shorter side, in pixels; in a window, of what is above
            the footer.
        floor: Where the footer begins.
        text_scale: What the user's wish for larger text multiplies type with.
    """

    picture: Rect
    width: int
    height: int
    unit: float
    floor: int
    text_scale: float = 1.0

    @classmethod
    def of(
        cls, width: int, height: int, *, text_scale: float = 1.0, least_lines: int = LEAST_LINES
    ) -> Layout:
        """The layout for pictures of a size.

        Args:
            width: Of the pictures in pixels.
            height: Of the pictures in pixels.
            text_scale: Larger than 1 for larger type.
            least_lines: Pictures whose shorter side has fewer are enlarged to it.
        """
        return _layout(width, height, text_scale, least_lines)

    @classmethod
    def within(
        cls, width: int, height: int, room: tuple[int, int], *, text_scale: float = 1.0
    ) -> Layout:
        """The layout that fills a window with pictures of a size.

        Args:
            width: Of the pictures in pixels.
            height: Of the pictures in pixels.
            room: Width and height of the window.
            text_scale: Larger than 1 for larger type.
        """
        return _within(width, height, room, text_scale)

    def px(self, units: float) -> int:
        """Units as pixels, at least one."""
        return max(1, round(units * self.unit))

    def type(self, units: float) -> int:
        """A size of type as pixels: never below what can be read at all."""
        return max(_LEAST_TYPE_PX, round(units * self.unit * self.text_scale))

    @cached_property
    def portrait(self) -> bool:
        """Whether the canvas is too narrow to have the strip beside the cue."""
        return self.floor > self.width

    @cached_property
    def clear(self) -> bool:
        """Whether the ring stands beside the picture, not on it."""
        return self.picture.x1 <= self.ring_centre[0] - self.ring_radius

    @cached_property
    def margin(self) -> int:
        """Between the edge and anything near it."""
        return self.px(3)

    @cached_property
    def line(self) -> int:
        """Width of thin strokes."""
        return max(1, round(0.45 * self.unit))

    @cached_property
    def footer(self) -> Rect:
        """The band under the picture, with phase, cue and strip."""
        return Rect(0, self.floor, self.width, self.height)

    @cached_property
    def strip(self) -> Rect:
        """The strip of the level: in the footer, or low on a narrow picture."""
        if self.portrait:
            bottom = self.footer.y0 - self.margin - self.px(1.5)
            left = self.margin + self.px(1.5)
            return Rect(left, bottom - self.px(16), left + self.px(42), bottom)
        inset = self.px(3)
        right = self.width - self.margin - self.px(1)
        return Rect(right - self.px(36), self.footer.y0 + inset, right, self.footer.y1 - inset)

    @cached_property
    def cue(self) -> Rect:
        """The part of the footer that is for text."""
        right = self.width if self.portrait else self.strip.x0 - self.px(1)
        return Rect(self.margin, self.footer.y0, right - self.margin, self.footer.y1)

    @cached_property
    def ring_radius(self) -> int:
        """Outer radius of the hold ring."""
        return self.px(15.5)

    @cached_property
    def ring_centre(self) -> tuple[int, int]:
        """Centre of the hold ring: right of the face, under it on a narrow picture."""
        x = self.width - self.margin - self.ring_radius
        if self.portrait:
            return x, self.dots.y0 - self.px(1.8) - self.ring_radius
        return x, (self.header.y1 + self.footer.y0) // 2 - self.px(4)

    @cached_property
    def dots(self) -> Rect:
        """The repetitions, under the ring."""
        half = self.ring_radius
        x = self.width - self.margin - half
        if self.portrait:
            bottom = self.footer.y0 - self.margin
            return Rect(x - half, bottom - self.px(7), x + half, bottom)
        top = self.ring_centre[1] + half + self.px(1.8)
        return Rect(x - half, top, x + half, top + self.px(7))

    @cached_property
    def header(self) -> Rect:
        """The line with title and light."""
        height = round(self.type(4.2) * 1.8)
        return Rect(self.margin, self.margin, self.width - self.margin, self.margin + height)

    @cached_property
    def banner_top(self) -> int:
        """Upper edge of a banner."""
        return self.header.y1 + self.px(2.4)


def _even(length: float) -> int:
    return 2 * max(1, round(length / 2))


@lru_cache(maxsize=16)
def _layout(width: int, height: int, text_scale: float, least_lines: int) -> Layout:
    """DrawCache, with all that is read off it: it is asked for at every picture."""
    scale = max(1.0, least_lines / min(width, height))
    shown = Rect(0, 0, _even(width * scale), _even(height * scale))
    unit = min(shown.width, shown.height) / 100
    square = _SQUARE[0] < width / height < _SQUARE[1]
    column = _even(_COLUMN * unit) if square else 0
    footer = _even(_footer(text_scale) * unit)
    return Layout(
        shown, shown.width + column, shown.height + footer, unit, shown.height, text_scale
    )


def _footer(text_scale: float) -> float:
    """How high the footer is, in units."""
    return 5.2 + 18.4 * text_scale


@lru_cache(maxsize=16)
def _within(width: int, height: int, room: tuple[int, int], text_scale: float) -> Layout:
    across, down = max(room[0], 2), max(room[1], 2)
    footer = _footer(text_scale)
    unit = down / (100 + footer)
    floor, column = round(100 * unit), round(_COLUMN * unit)
    if across < floor:
        # A window that is higher than wide has the ring below the picture, or low on it.
        unit = across / 100
        floor, column = max(2, down - round(footer * unit)), 0
    free = max(2, across - column)
    scale = min(free / width, floor / height)
    shown_width, shown_height = max(1, round(width * scale)), max(1, round(height * scale))
    left = (free - shown_width) // 2
    top = 0 if column == 0 else (floor - shown_height) // 2
    shown = Rect(left, top, left + shown_width, top + shown_height)
    return Layout(shown, across, down, unit, floor, text_scale)
