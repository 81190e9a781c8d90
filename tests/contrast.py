"""How well one colour can be told from another, as WCAG 2 defines it."""

from __future__ import annotations

Colour = str | tuple[int, int, int]
"""As `#rrggbb`, or red, green and blue from 0 to 255."""


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21; text wants 4.5.

    >>> contrast("#ffffff", (0, 0, 0))
    21.0
    """
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    """Relative luminance of an sRGB colour, 0 to 1."""
    values = [int(colour[i : i + 2], 16) for i in (1, 3, 5)] if isinstance(colour, str) else colour
    shares = [value / 255 for value in values]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
