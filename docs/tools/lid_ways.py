"""Other ways to read the lids off a picture of an eye, by the same table as the network.

    python docs/tools/lid_ways.py eyes

EYES is the folder that ``train_lid_reader.py eyes`` made. Two ways that need no training: edges
along columns (lids are where the picture changes most, near where the mesh has them), and how much
of the iris is seen (the dark run in the middle columns). Prints what they read as covered, over
what is.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

import click
import cv2
import numpy as np
from numpy.typing import NDArray
from train_lid_reader import load, tell

from facecheck.inputs.mediapipe.lid_network import PER_EYE
from sample_videos.moved.eyes import MARGIN_TOP, MARGIN_WIDTH

Floats = NDArray[np.float32]

MIDDLE = slice(MARGIN_WIDTH // 2 - 4, MARGIN_WIDTH // 2 + 4)
"""Columns through the iris."""
NEAR = 0.16
"""In eye widths: so far from the mesh's lid an edge is looked for, as the network may correct."""


def edges(picture: Floats, mesh: Floats) -> tuple[float, float]:
    """Upper and lower lid at the strongest changes downwards, to dark and to bright."""
    change = np.gradient(cv2.GaussianBlur(picture, (0, 0), 1.0), axis=0)[:, MIDDLE].mean(axis=1)
    rows = np.arange(len(change))
    heights = (MARGIN_TOP - rows) / PER_EYE
    upper = np.where(np.abs(heights - mesh[0]) < NEAR, -change, -np.inf)
    lower = np.where((np.abs(heights - mesh[1]) < NEAR) & (rows > upper.argmax()), change, -np.inf)
    return float(heights[upper.argmax()]), float(heights[lower.argmax()])


def iris(picture: Floats, mesh: Floats) -> tuple[float, float]:
    """Ends of the dark run in the middle columns around the mesh's eye."""
    column = cv2.GaussianBlur(picture, (0, 0), 0.7)[:, MIDDLE].mean(axis=1)
    at = round(MARGIN_TOP - float(mesh.mean()) * PER_EYE)
    within = column[max(0, at - 8) : at + 9]
    limit = (float(within.min()) + float(np.quantile(column, 0.75))) / 2
    dark = column < limit
    start = max(0, at - 8) + int(within.argmin())
    top = bottom = start
    while top > 0 and dark[top - 1]:
        top -= 1
    while bottom < len(dark) - 1 and dark[bottom + 1]:
        bottom += 1
    return (MARGIN_TOP - top + 0.5) / PER_EYE, (MARGIN_TOP - bottom - 0.5) / PER_EYE


@click.command()
@click.argument("folder", type=click.Path(exists=True, path_type=Path))
def main(folder: Path) -> None:
    """Read everybody's eyes in FOLDER."""
    known = load(folder)
    usable = known["usable"]
    grey = [cv2.cvtColor(one, cv2.COLOR_RGB2GRAY).astype(np.float32) for one in known["picture"]]
    tell("the mesh", known, known["mesh"], usable)
    for way in (edges, iris):
        from_s = process_time()
        read = np.array([way(g, m) for g, m in zip(grey, known["mesh"], strict=True)], np.float32)
        each_ms = 2000 * (process_time() - from_s) / len(grey)
        tell(f"{way.__name__}, {each_ms:.2f} ms a frame", known, read, usable)


if __name__ == "__main__":
    main()
