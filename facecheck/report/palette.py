"""Colours of a report in light and dark, and how charts take them.

A chart is drawn once, in colours that stand for names; in the page each becomes a CSS variable, so
that one drawing serves light, dark and print. The accents are Okabe and Ito's, darkened on light
and lightened on dark ground until text in them can be read. Nothing rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "ground": "#ffffff",
    "panel": "#f5f6f8",
    "ink": "#161a20",
    "soft": "#4b5563",
    "rule": "#d3d8df",
    "blue": "#00639c",
    "orange": "#a34a00",
    "green": "#00694b",
    "purple": "#8f3f71",
    "band": "#d7ebf7",
    "none": "#e9ecf0",
}

DARK: Final[Mapping[str, str]] = {
    "ground": "#14171c",
    "panel": "#1d2128",
    "ink": "#eef1f5",
    "soft": "#b3bcc8",
    "rule": "#3a414c",
    "blue": "#6cbef0",
    "orange": "#f2a33a",
    "green": "#4cc9a0",
    "purple": "#e0a0c8",
    "band": "#17384d",
    "none": "#2a2f38",
}

TEXT: Final = ("ink", "soft", "blue", "orange", "green", "purple")
"""Colours that text and marks are drawn in, on `ground` and on `panel`."""

GROUNDS: Final = ("ground", "panel")


def stand_in(name: str) -> str:
    """The colour that stands for a name while a chart is drawn.

    >>> stand_in("ground")
    '#fe0100'
    """
    return f"#fe01{list(LIGHT).index(name):02x}"


VARIABLES: Final[Mapping[str, str]] = {stand_in(name): f"var(--{name})" for name in LIGHT}
"""From each stand-in to what takes its place in the page."""


def css(colours: Mapping[str, str]) -> str:
    """The variables as CSS declarations."""
    return " ".join(f"--{name}: {value};" for name, value in colours.items())
