"""A matplotlib figure as a small inline SVG that takes its colours and its font from the page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markupsafe import Markup

from facecheck.report.palette import VARIABLES, stand_in

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT_PX = 11.0
"""Size of a chart's text. A chart is drawn at the width of a phone and hardly ever enlarged."""

_SVG = "http://www.w3.org/2000/svg"
_HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+")
_DEFAULTS = {
    "stroke-linejoin: miter",
    "stroke-linecap: square",
    "stroke-linecap: butt",
    "stroke-linejoin: round",
    "stroke-opacity: 1",
    f"font-size: {FONT_PX:g}px",
}
_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


@contextmanager
def drawing(
    width_px: float, height_px: float, bottom_px: float = 34
) -> Iterator[tuple[Figure, Axes]]:
    """A figure of a size in CSS pixels with one pair of axes, ready to be drawn on."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    soft, rule = stand_in("soft"), stand_in("rule")
    settings: Any = {
        "svg.fonttype": "none",
        "font.size": FONT_PX,
        "text.parse_math": False,
        "text.color": soft,
        "axes.labelcolor": soft,
        "axes.edgecolor": rule,
        "xtick.color": rule,
        "ytick.color": rule,
        "xtick.labelcolor": soft,
        "ytick.labelcolor": soft,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "xtick.major.size": 0,
        "ytick.major.size": 0,
        "axes.labelsize": FONT_PX,
        "xtick.labelsize": FONT_PX,
        "ytick.labelsize": FONT_PX,
        "axes.axisbelow": True,
    }
    with mpl.rc_context(settings):
        # 72 dots an inch make a point of the drawing a pixel of the page.
        figure = Figure(figsize=(width_px / 72, height_px / 72), dpi=72)
        axes = figure.add_subplot()
        figure.subplots_adjust(
            left=44 / width_px,
            right=1 - 34 / width_px,
            bottom=bottom_px / height_px,
            top=1 - 10 / height_px,
        )
        figure.patch.set_visible(False)
        axes.patch.set_visible(False)
        yield figure, axes


def inline(figure: Figure, name: str, text: str) -> Markup:
    """The figure as an element of the page.

    Args:
        figure: As `drawing` gave it.
        name: Of the chart; no two charts of a page have the same.
        text: What the chart shows, in words, for those who cannot see it.
    """
    import matplotlib as mpl

    out = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": name, "svg.id": None}):
        figure.savefig(out, format="svg", metadata=_METADATA)
    root = ElementTree.fromstring(out.getvalue())  # noqa: S314 - written by us a line above
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag == f"{{{_SVG}}}metadata" or child.find(f"{{{_SVG}}}style") is not None:
                parent.remove(child)
    for element in root.iter():
        _slim(element)
    root.attrib = {"viewBox": root.attrib["viewBox"], "role": "img", "aria-label": text}
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - escaped by ElementTree


def _slim(element: ElementTree.Element) -> None:
    element.tag = element.tag.removeprefix(f"{{{_SVG}}}")
    element.text = element.text.strip() if element.text else None
    element.tail = None
    given = element.attrib
    if element.tag == "g":
        given.pop("id", None)
    if _HREF in given:
        given["href"] = given.pop(_HREF)
    if "style" in given:
        given["style"] = _style(given["style"])
    if given.get("transform", "").startswith("rotate(-0"):
        del given["transform"]
    for name in ("d", "x", "y", "transform"):
        if name in given:
            given[name] = _shorter(given[name])


def _style(text: str) -> str:
    kept = [
        part
        for part in (p.strip() for p in text.split(";"))
        if part and part not in _DEFAULTS and not part.startswith(("font-family", "font:"))
    ]
    style = "; ".join(kept)
    for colour, variable in VARIABLES.items():
        style = style.replace(colour, variable)
    return style


def _shorter(text: str) -> str:
    """Whole tenths of a pixel, and no spaces that nothing needs."""
    rounded = _NUMBER.sub(lambda m: f"{float(m[0]):.1f}".replace(".0", ""), text)
    return re.sub(r"\s*([MLCQzZ])\s*", r"\1", " ".join(rounded.split()))
