"""The colours of the overlay.

The accents are Okabe and Ito's set, which people with any colour blindness tell apart; every
state also has its own word or shape, so that nothing rests on colour alone.
"""

from __future__ import annotations

Colour = tuple[int, int, int]
"""Red, green, blue, each 0 to 255."""

WHITE: Colour = (255, 255, 255)
SOFT: Colour = (205, 210, 216)
INK: Colour = (16, 19, 24)
NIGHT: Colour = (22, 26, 33)

ORANGE: Colour = (230, 159, 0)
SKY: Colour = (86, 180, 233)
GREEN: Colour = (0, 158, 115)
YELLOW: Colour = (240, 228, 66)
VERMILLION: Colour = (213, 94, 0)

PANEL_SHARE = 0.18
"""How much of the picture shines through a panel."""

GROUNDS: dict[str, Colour] = {
    "learning": SOFT,
    "ready": SKY,
    "holding": YELLOW,
    "good": GREEN,
    "warning": ORANGE,
    "stop": VERMILLION,
}
"""Opaque grounds; text on them is INK."""
