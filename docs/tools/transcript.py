"""Write down everything that is heard in a session, for whoever does not look at it.

    python docs/tools/transcript.py CLIP EXERCISE [OPTION]...

The clip is the camera, as in the tests of whole sessions; options are those of `facecheck live`.
Each line has the second of the picture that was last shown, and a tone or what was said.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from live import driver

from facecheck.core.events import Sound
from facecheck.live.display.window import WindowDisplay
from facecheck.live.session.scene import Scene
from facecheck.outputs.sound.player import Speaker
from facecheck.outputs.sound.voice import Voice


def main(clip: str, *arguments: str) -> int:
    """Run the session; returns its exit code."""
    now_s = 0.0
    plays, says, draws = Speaker.play, Voice.say, WindowDisplay.draw

    def draw(self: WindowDisplay, scene: Scene) -> object:
        nonlocal now_s
        now_s = scene.picture.frame.time_s
        return draws(self, scene)

    def play(self: Speaker, sounds: Sequence[Sound]) -> None:
        for sound in sounds:
            print(f"{now_s:6.1f} s  tone: {sound.value}")  # noqa: T201
        plays(self, sounds)

    def say(self: Voice, text: str) -> None:
        if text:
            print(f"{now_s:6.1f} s  “{text}”")  # noqa: T201
        says(self, text)

    with (
        patch.object(WindowDisplay, "draw", draw),
        patch.object(Speaker, "play", play),
        patch.object(Voice, "say", say),
    ):
        return int(driver.main(clip, "999", "0", *arguments))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
