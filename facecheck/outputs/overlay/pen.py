"""Text and panels, drawn into small parts of a picture and kept between frames.

OpenCV 5 carries a TrueType face (Rubik, variable weight) and renders it anti-aliased, so the
overlay looks the same everywhere without a font file. Rendering costs 0.1 ms a line, blending a
kept line a quarter of that: nearly all text stands still, hence the store.
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from facecheck.core.frames import Image
from facecheck.outputs.overlay.palette import NIGHT, PANEL_SHARE, WHITE, Colour

REGULAR, SEMIBOLD, BOLD = 400, 600, 700

CAPS = 0.70
"""Height of a capital as a fraction of the size."""

LEADING = 1.15
"""Distance of lines as a fraction of the size."""

_KEPT = 400
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_WORTH_A_LINE = 1.2


class Rect(NamedTuple):
    """A part of the picture in pixels, right and bottom exclusive."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[int, int]:
        """The centre."""
        return (self.x0 + self.x1) // 2, (self.y0 + self.y1) // 2

    def inside(self, image: Image) -> Rect:
        """The part that lies on the picture."""
        height, width = image.shape[:2]
        x0, y0 = min(max(self.x0, 0), width), min(max(self.y0, 0), height)
        return Rect(x0, y0, max(x0, min(self.x1, width)), max(y0, min(self.y1, height)))

    def of(self, image: Image) -> Image:
        """The pixels, as a view."""
        return image[self.y0 : self.y1, self.x0 : self.x1]


class _Sprite(NamedTuple):
    """Something drawn once: what it adds (None for nothing) and what it lets through.

    ``x`` and ``y`` say where in it a baseline starts; ``advance`` is the width of its text.
    """

    ink: Image | None
    through: Image
    x: int
    y: int
    advance: int


class Pen:
    """Draws text and panels. Not for use by two threads at once: the font keeps a glyph cache."""

    def __init__(self) -> None:
        self._fonts: dict[int, cv2.FontFace] = {}
        self._lines: dict[tuple[str, int, int, Colour], _Sprite] = {}
        self._fits: dict[
            tuple[str, int, int, int, int, int, int | None], tuple[int, tuple[str, ...]]
        ] = {}
        self._plates: dict[tuple[int, int, int, Colour | None], _Sprite] = {}

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
        _blend(canvas, line, x, y)
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
        key = (text, width, lines, size, least, weight, height)
        found = self._fits.get(key)
        if found is None:
            found = self._fit(*key)
            _keep(self._fits, key, found)
        return found

    def panel(self, canvas: Image, rect: Rect, radius: int = 0) -> None:
        """Darken a part of the picture, so that text on it can be read whatever lies below."""
        if radius < 2:
            self.shade(canvas, rect)
        else:
            _blend(canvas, self._plate(rect.width, rect.height, radius, None), rect.x0, rect.y0)

    def fill(self, canvas: Image, rect: Rect, colour: Colour = NIGHT, radius: int = 0) -> None:
        """Fill a part of the picture with one colour."""
        if radius < 2:
            flood(canvas, rect, colour)
        else:
            _blend(canvas, self._plate(rect.width, rect.height, radius, colour), rect.x0, rect.y0)

    def shade(self, canvas: Image, rect: Rect, share: float = PANEL_SHARE, lift: int = 0) -> None:
        """Darken a rectangle to a share of its brightness, plus a little grey."""
        part = rect.inside(canvas).of(canvas)
        if part.size:
            cv2.convertScaleAbs(part, dst=part, alpha=share, beta=lift)

    def _line(self, text: str, size: int, weight: int, colour: Colour) -> _Sprite:
        key = (text, size, weight, colour)
        line = self._lines.get(key)
        if line is None:
            line = self._render(*key)
            _keep(self._lines, key, line)
        return line

    def _render(self, text: str, size: int, weight: int, colour: Colour) -> _Sprite:
        if weight not in self._fonts:
            self._fonts[weight] = cv2.FontFace("sans")
        font = self._fonts[weight]
        pad, above, below = size // 8 + 2, round(size * 1.05), round(size * 0.35)
        box = cv2.getTextSize((0, 0), text, (0, 0), font, size, weight)
        mask = np.zeros((above + below, box[2] + 2 * pad + size, 1), np.uint8)
        wide = (0, mask.shape[1] * 2)  # no wrapping
        end, _ = cv2.putText(
            mask, text, (pad, above), (255, 255, 255), font, size, weight, wrap=wide
        )
        mask = np.repeat(mask[:, : end[0] + pad], 3, axis=2)
        tint = np.asarray(colour, np.float32) / 255
        ink = np.rint(mask * tint).astype(np.uint8)
        return _Sprite(ink, np.invert(mask), pad, above, end[0] - pad)

    def _fit(
        self,
        text: str,
        width: int,
        lines: int,
        size: int,
        least: int,
        weight: int,
        height: int | None,
    ) -> tuple[int, tuple[str, ...]]:
        best: tuple[int, tuple[str, ...]] | None = None
        for count in range(1, lines + 1):
            top = size if height is None else min(size, int(height / count / LEADING))
            for trial in range(top, least - 1, -max(1, size // 32)):
                wrapped = self._wrap(text, width, trial, weight)
                if len(wrapped) <= count and self._all_fit(wrapped, width, trial, weight):
                    if best is None or trial > best[0] * _WORTH_A_LINE:
                        best = trial, tuple(wrapped)
                    break
        if best is not None:
            return best
        wrapped = self._wrap(text, width, least, weight)[:lines]
        last = wrapped[-1]
        while last and self.width(last + "…", least, weight) > width:
            last = last[:-1].rstrip()
        return least, (*wrapped[:-1], last + "…")

    def _all_fit(self, lines: list[str], width: int, size: int, weight: int) -> bool:
        return all(self.width(line, size, weight) <= width for line in lines)

    def _wrap(self, text: str, width: int, size: int, weight: int) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.width(longer, size, weight) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def _plate(self, width: int, height: int, radius: int, colour: Colour | None) -> _Sprite:
        key = (width, height, radius, colour)
        plate = self._plates.get(key)
        if plate is None:
            cover = _rounded(width, height, radius)
            ink = None
            if colour is not None:
                ink = np.rint(cover * np.asarray(colour, np.float32)).astype(np.uint8)
            opacity = 1.0 - PANEL_SHARE if colour is None else 1.0
            through = np.rint(255 * (1 - opacity * cover)).astype(np.uint8)
            plate = _Sprite(ink, np.repeat(through, 3, axis=2), 0, 0, width)
            _keep(self._plates, key, plate)
        return plate


def _keep(store: dict[_Key, _Value], key: _Key, value: _Value) -> None:
    """Dropping the oldest is enough: what is on screen comes back at the next frame."""
    if len(store) >= _KEPT:
        del store[next(iter(store))]
    store[key] = value


def flood(canvas: Image, rect: Rect, colour: Colour) -> None:
    """Fill a rectangle. Ten times as fast as numpy, which goes pixel by pixel."""
    cv2.rectangle(canvas, (rect.x0, rect.y0), (rect.x1 - 1, rect.y1 - 1), colour, cv2.FILLED)


def _blend(canvas: Image, line: _Sprite, x: int, y: int) -> None:
    height, width = line.through.shape[:2]
    rect = Rect(x, y, x + width, y + height)
    shown = rect.inside(canvas)
    if shown.width <= 0 or shown.height <= 0:
        return
    cut = Rect(shown.x0 - x, shown.y0 - y, shown.x1 - x, shown.y1 - y)
    part = shown.of(canvas)
    cv2.multiply(part, cut.of(line.through), dst=part, scale=1 / 255)
    if line.ink is not None:
        cv2.add(part, cut.of(line.ink), dst=part)


def _rounded(width: int, height: int, radius: int) -> NDArray[np.float32]:
    """How far each pixel lies in a rounded rectangle, ``(height, width, 1)``, 0 to 1."""
    radius = min(radius, width // 2, height // 2)
    across = np.abs(np.arange(width) + 0.5 - width / 2) - (width / 2 - radius)
    down = np.abs(np.arange(height) + 0.5 - height / 2) - (height / 2 - radius)
    distance = np.hypot(np.maximum(down, 0)[:, None], np.maximum(across, 0)[None, :])
    cover: NDArray[np.float32] = np.clip(radius - distance + 0.5, 0, 1).astype(np.float32)
    return cover[:, :, None]
