"""Draws the pictures of docs/pictures/: each state of a session, from the rendered sample clips.

    python docs/tools/screenshots.py                # every state, at four sizes of window
    python docs/tools/screenshots.py --look FOLDER  # the same as PNG files, for looking closely

The pictures are what a window of that size shows: a session judges the clip as it would a camera,
its own display draws, and what is drawn is scaled as the window does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, cycle, islice
from pathlib import Path

import cv2
import numpy as np

from facecheck.api import load_exercise
from facecheck.core.events import Phase
from facecheck.core.frames import Frame, Image, Observation
from facecheck.engine.factory import checker_for
from facecheck.inputs.library import translations
from facecheck.inputs.mediapipe.landmarker import Landmarker
from facecheck.inputs.sources import open_clip
from facecheck.live.display.summary import rows_of
from facecheck.live.display.window import WindowDisplay
from facecheck.live.display.window_sizes import framed
from facecheck.live.feed.frame_pairing import PairedFrame
from facecheck.live.keys import Action
from facecheck.live.options import LiveOptions
from facecheck.live.session.calibration import READY_S, RELAX_S, Calibration, CalibrationStep
from facecheck.live.session.positioner import STEADY_S
from facecheck.live.session.runner import SessionRunner
from facecheck.live.session.scene import Scene, translated
from facecheck.live.session.session import EXPLAIN_S, Session
from facecheck.live.session.state import SessionState
from facecheck.outputs.phrases import Phrases

SAMPLES = Path(__file__).parents[2] / "sample_videos"
PICTURES = Path(__file__).parents[1] / "pictures"
SIZES = {
    "640x480": (640, 480),
    "1024x600": (1024, 600),
    "1280x720": (1280, 720),
    "3840x2160": (3840, 2160),
}
_NARROW, _WIDE = (640, 480), (1280, 720)
"""What cameras give: the small window is that of the old one."""

BEGIN = 36
"""Pictures at the beginning of each clip in which nothing is done yet."""

When = Callable[[Scene], bool]


@dataclass(frozen=True)
class Play:
    """A clip that a session follows, and the states it shows on the way.

    Attributes:
        clip: The sample's name.
        exercises: What is done.
        states: By name: the first scene that each holds for is drawn.
        guided: Whether the face is placed and the beginning counted down, as with a camera.
        explains: Whether the first exercise is explained before it.
        calibrates: Whether one's own range is learned first.
        still_s: How long the person sits still before the clip begins.
        placed: Scale of the picture and how far it is moved, as shares of width and height.
        language: Of the interface.
    """

    clip: str
    exercises: tuple[str, ...]
    states: Mapping[str, When]
    guided: bool = False
    explains: bool = False
    calibrates: bool = False
    still_s: float = 0.0
    placed: tuple[float, float, float] = (1.0, 0.0, 0.0)
    language: str = "en"


def phase(wanted: Phase, after_s: float = 0.0) -> When:
    """A scene in a phase, some time into the set."""

    def holds(scene: Scene) -> bool:
        update = scene.update
        return update is not None and update.phase is wanted and update.time_s >= after_s

    return holds


def counted(scene: Scene) -> bool:
    """Just after a repetition counted, while its dot still swells."""
    return scene.update is not None and scene.update.counted == 2


def fault(scene: Scene) -> bool:
    """A fault while the movement is held."""
    update = scene.update
    return update is not None and bool(update.faults) and update.phase is Phase.HOLDING


def waits(scene: Scene) -> bool:
    """Time that stands still for a while because of a fault, and what to do about it."""
    return phase(Phase.WAITING, 4.5)(scene) and fault_named(scene)


def fault_named(scene: Scene) -> bool:
    """A fault is told."""
    return scene.update is not None and bool(scene.update.faults)


def movement_asked(scene: Scene) -> bool:
    """Calibrating, while the movement is held."""
    state = scene.calibration
    return state is not None and state.step is CalibrationStep.EFFORT and state.share > 0.5


def missed(scene: Scene) -> bool:
    """An attempt that did not count."""
    closed = scene.update.closed if scene.update else None
    return closed is not None and closed.reason is not None


PLAYS = (
    Play(
        "jaw_open_3x5",
        ("jaw-open",),
        {
            "placing-good": lambda s: s.placement is not None and s.placement.share > 0.6,
            "learning": phase(Phase.LEARNING, 0.3),
            "countdown": lambda s: s.countdown_s is not None and s.countdown_s < 2.6,
        },
        guided=True,
        still_s=4.0,
    ),
    Play(
        "jaw_open_3x5",
        ("jaw-open",),
        {
            "placing": lambda s: s.placement is not None and s.picture.frame.time_s > 1,
        },
        guided=True,
        placed=(0.42, -0.2, 0.12),
    ),
    Play(
        "jaw_open_3x5",
        ("jaw-open",),
        {
            "ready": phase(Phase.READY, 1.5),
            "holding": lambda s: phase(Phase.HOLDING)(s) and 2.2 < _held_s(s) < 3,
            "counted": counted,
        },
    ),
    Play(
        "jaw_open_3x5",
        ("jaw-open",),
        {"explaining": lambda s: s.rest is not None and s.rest.first and s.rest.left_s < 12.0},
        guided=True,
        explains=True,
        still_s=11.0,
    ),
    Play(
        "jaw_open_3x5",
        ("jaw-open",),
        {"calibrating": movement_asked},
        guided=True,
        calibrates=True,
        # As long as it takes to sit, to relax and to be told of the movement.
        still_s=STEADY_S + RELAX_S + READY_S - 0.5,
    ),
    Play("squint_by_smile", ("squint",), {"time-waits": waits}),
    Play("jaw_drifts_sideways", ("jaw-open",), {"fault": fault}),
    Play("jaw_too_short", ("jaw-open",), {"not-counted": missed}),
    Play("face_leaves_mid_set", ("jaw-open",), {"cannot-judge": phase(Phase.CANNOT_JUDGE, 11.2)}),
    Play(
        "squint_palm_3x5",
        ("squint-palm", "jaw-band"),
        {
            "holding-palm": lambda s: phase(Phase.HOLDING)(s) and _held_s(s) > 3,
            "rest": lambda s: s.rest is not None and s.rest.left_s < s.rest.whole_s - 1.6,
            "summary": lambda s: s.rest is not None and s.rest.left_s < s.rest.whole_s - 1.7,
        },
    ),
    Play(
        "jaw_drifts_sideways",
        ("jaw-open",),
        {"fault-german": fault},
        language="de",
    ),
)


def _held_s(scene: Scene) -> float:
    return scene.update.hold_s if scene.update is not None else 0.0


class Glass:
    """A window that keeps what it is shown."""

    closed = False
    fills = False

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = self.own_size = size
        self.rgb: Image = np.zeros((1, 1, 3), np.uint8)

    def show(self, rgb: Image, bar: Image | None = None) -> None:
        """Keep a picture with the bar under it."""
        self.rgb = rgb if bar is None else np.vstack((rgb, bar))

    def click(self) -> None:
        """Nobody clicks."""

    def key(self) -> str | None:
        """Nobody presses a key."""
        return None

    def reopen(self) -> None:
        """It is never closed."""

    def close(self) -> None:
        """Nothing is open."""

    def seen(self) -> Image:
        """What a window of its size shows of it, in blue, green and red."""
        whole = cv2.cvtColor(framed(self.rgb, self.size), cv2.COLOR_RGB2BGR)
        smaller = whole.shape[1] > self.size[0]
        how = cv2.INTER_AREA if smaller else cv2.INTER_LINEAR
        return cv2.resize(whole, self.size, interpolation=how).astype(np.uint8, copy=False)


class Panes:
    """The same session in a window of each size."""

    def __init__(self, language: str, sizes: Mapping[str, tuple[int, int]]) -> None:
        options = LiveOptions(language=language)
        self._phrases = Phrases(language, translations(language))
        self.glasses = {name: Glass(size) for name, size in sizes.items()}
        self._displays = {n: WindowDisplay(g, options) for n, g in self.glasses.items()}

    def draw(self, scene: Scene) -> None:
        """Draw a scene in each."""
        scene = translated(scene, self._phrases)
        for name, display in self._displays.items():
            display.draw(scene if SIZES[name] == _NARROW else widened(scene))

    def summary(self, session: Session) -> None:
        """Draw what the session came to in each."""
        rows = rows_of(session.results("", None, ()), session.exercises, self._phrases)
        for display in self._displays.values():
            display.summary(rows)

    def starting(self) -> None:
        """Draw the beginning in each."""
        for display in self._displays.values():
            display.starting([("Camera", True), ("Models", False)])


def widened(scene: Scene) -> Scene:
    """A scene as a wider camera shows it: enlarged, with more of the wall at the sides."""
    scale = _WIDE[1] / _NARROW[1]
    side = (_WIDE[0] - round(_NARROW[0] * scale)) // 2
    rgb = cv2.resize(
        scene.picture.frame.rgb, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC
    )
    rgb = cv2.copyMakeBorder(rgb, 0, 0, side, side, cv2.BORDER_REPLICATE)
    frame = Frame(scene.picture.frame.time_s, rgb.astype(np.uint8, copy=False))
    seen = scene.picture.observation
    if seen is not None:
        moved = np.array([side, 0, 0], np.float32)
        face = seen.face
        face = None if face is None else replace(face, points=face.points * scale + moved)
        hands = tuple(replace(h, points=h.points * scale + moved) for h in seen.hands or ())
        seen = replace(seen, face=face, hands=hands, size=_WIDE)
    return replace(scene, picture=scene.picture._replace(frame=frame, observation=seen))


def scenes(play: Play) -> Iterator[tuple[Session, Scene]]:
    """A session that follows a clip, scene by scene."""
    exercises = [load_exercise(name) for name in play.exercises]
    session = Session(
        exercises,
        checker_for,
        guided=play.guided,
        explain_s=EXPLAIN_S if play.explains else 0.0,
        calibration=Calibration(exercises) if play.calibrates else None,
    )
    if play.calibrates:
        session.act(Action.CALIBRATE)
    runner = SessionRunner(session)
    scale, across, down = play.placed
    width, height = _NARROW
    put = np.array(
        [
            [scale, 0, (0.5 - scale / 2 + across) * width],
            [0, scale, (0.5 - scale / 2 + down) * height],
        ],
        np.float32,
    )
    with (
        open_clip(SAMPLES / f"{play.clip}.mp4") as clip,
        Landmarker(hands=any(e.needs_hands for e in exercises)) as look,
    ):
        frames = (
            Frame(
                f.time_s,
                cv2.warpAffine(f.rgb, put, _NARROW, borderMode=cv2.BORDER_REPLICATE).astype(
                    np.uint8, copy=False
                ),
            )
            for f in endless(clip, play.still_s)
        )
        for frame in frames:
            seen: Observation = look(frame)
            runner(seen)
            if session.stage is SessionState.OVER:
                return
            yield session, runner.scene(PairedFrame(frame, seen, 0.0, fresh=True))


def endless(clip: Iterable[Frame], still_s: float) -> Iterator[Frame]:
    """A clip's frames; its beginning to and fro before it, and the last one standing after it.

    A picture that stands before it would be taken for a camera that does not work. The last one
    stands in a rest alone.
    """
    frames = iter(clip)
    begin = list(islice(frames, BEGIN if still_s else 0))
    to_and_fro = cycle([*begin, *begin[-2:0:-1]])
    for n in range(round(still_s * 30)):
        yield Frame(n / 30, next(to_and_fro).rgb)
    last: Frame | None = None
    for frame in chain(begin, frames):
        last = Frame(frame.time_s + still_s, frame.rgb)
        yield last
    for n in range(300):
        if last is not None:
            yield Frame(last.time_s + (n + 1) / 30, last.rgb)


def draw(play: Play, panes: Panes, keep: Callable[[str, Panes], None]) -> None:
    """Draw the states that a clip shows."""
    wanted = dict(play.states)
    for session, scene in scenes(play):
        panes.draw(scene)
        for name in [name for name, when in wanted.items() if when(scene)]:
            del wanted[name]
            if name == "summary":
                panes.summary(session)
            keep(name, panes)
            if name == "ready":
                over = {
                    "paused": replace(scene, paused=True),
                    "help": replace(scene, help=True),
                    "hurt": replace(scene, stopped_for_pain=True),
                }
                for screen, shown in over.items():
                    panes.draw(shown)
                    keep(screen, panes)
        if not wanted:
            return
    sys.exit(f"{play.clip}: never showed {', '.join(wanted)}")


def main(arguments: Sequence[str]) -> None:
    """Draw everything, into the documents or into a folder of one's own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--look", type=Path, metavar="FOLDER", help="write PNG files here instead")
    parser.add_argument("--only", metavar="STATE", help="draw this state alone")
    parser.add_argument("--size", choices=SIZES, help="draw this size alone")
    asked = parser.parse_args(arguments)
    sizes = SIZES if asked.size is None else {asked.size: SIZES[asked.size]}
    folder: Path = asked.look or PICTURES
    folder.mkdir(parents=True, exist_ok=True)

    def keep(name: str, panes: Panes) -> None:
        for size, glass in panes.glasses.items():
            bgr = glass.seen()
            small = (".jpg", [cv2.IMWRITE_JPEG_QUALITY, 72])
            if size != "3840x2160":
                small = (".webp", [cv2.IMWRITE_WEBP_QUALITY, 82])
            suffix, quality = (".png", []) if asked.look else small
            cv2.imwrite(str(folder / f"{name}-{size}{suffix}"), bgr, quality)

    if asked.only in (None, "starting"):
        panes = Panes("en", sizes)
        panes.starting()
        keep("starting", panes)
    for play in PLAYS:
        states = {n: w for n, w in play.states.items() if asked.only in (None, n)}
        if states:
            draw(replace(play, states=states), Panes(play.language, sizes), keep)


if __name__ == "__main__":
    main(sys.argv[1:])
