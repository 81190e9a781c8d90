"""Draws docs/pictures/live.webp: the short looped clip of a session at the top of the README.

    python docs/tools/loop.py                   # into docs/pictures/
    python docs/tools/loop.py --look live.webp  # elsewhere, for looking closely

A session follows a rendered clip as it would a camera: the end of the countdown, one repetition
held until it counts, and the way back.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
from screenshots import PICTURES, Glass, Play, scenes, widened

from facecheck.core.frames import Image
from facecheck.live.display.window import WindowDisplay
from facecheck.live.options import LiveOptions
from facecheck.live.session.scene import Scene

SIZE = (576, 400)
"""As wide as a camera's picture with what is written below it, so that no edge stays empty."""
FPS = 10
CAMERA_FPS = 30
QUALITY = 80
"""Of WebP; less leaves blocks behind on a face that moves."""

COUNTDOWN_S = 1.6
"""How much of the countdown is shown."""

AFTER_S = 2.0
"""How long the clip continues after the repetition counted."""

PLAY = Play("jaw_open_3x5", ("jaw-open",), {}, guided=True, still_s=4.0)


def shown(scene: Scene) -> bool:
    """Whether a scene belongs to the clip: from the countdown on."""
    return scene.update is not None and (scene.countdown_s or 0.0) <= COUNTDOWN_S


def pictures() -> Iterator[Image]:
    """What the window shows, ten times a second, in blue, green and red."""
    glass = Glass(SIZE)
    display = WindowDisplay(glass, LiveOptions())
    begun, left = False, round(AFTER_S * CAMERA_FPS)
    for n, (_, scene) in enumerate(scenes(PLAY)):
        display.draw(widened(scene))
        begun = begun or scene.countdown_s is not None
        if not begun or not shown(scene):
            continue
        if n % (CAMERA_FPS // FPS) == 0:
            yield glass.seen()
        if scene.update is not None and scene.update.counted:
            left -= 1
        if left == 0:
            return
    sys.exit(f"{PLAY.clip}: no repetition counted")


def main(arguments: Sequence[str]) -> None:
    """Write the looped clip."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--look", type=Path, metavar="FILE", help="write it here instead")
    path: Path = parser.parse_args(arguments).look or PICTURES / "live.webp"
    film = cv2.Animation()
    film.frames = list(pictures())
    film.durations = [1000 // FPS] * len(film.frames)
    film.loop_count = 0
    cv2.imwriteanimation(str(path), film, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])


if __name__ == "__main__":
    main(sys.argv[1:])
