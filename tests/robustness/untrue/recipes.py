"""Clips that show what did not happen, made of sample clips; and the three ways to watch one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import av
import numpy as np
from inputs.clips import make_clip

from facecheck.api import check, events, load_exercise
from facecheck.core.frames import Image
from facecheck.core.read_as import PLAIN, ReadAs
from facecheck.core.results import EventsResult, ScoreResult
from facecheck.core.sides import Side
from facecheck.inputs.sources import open_clip
from facecheck.live import LiveOptions, run
from facecheck.live.session.scene import Scene
from facecheck.outputs.sound.player import Silent
from robustness.windows import frames

Pictures = list[Image]


def pictures(clip: str, from_s: float, until_s: float) -> Pictures:
    """The pictures of a stretch of a sample clip, 30 a second."""
    return [frame.rgb for frame in frames(clip, from_s, until_s)]


def film(path: Path, shown: Sequence[Image], fps: int = 30) -> Path:
    """A film of pictures, compressed as cameras do."""
    return make_clip(path, shown, fps=fps, gop=60)


def marked(path: Path, clip: Path, tags: dict[str, str]) -> Path:
    """The same film with marks of the device that is said to have taken it."""
    options = {"movflags": "use_metadata_tags"}
    with av.open(str(clip)) as source, av.open(str(path), "w", options=options) as target:
        stream = target.add_stream_from_template(source.streams.video[0])
        target.metadata.update(tags)
        for packet in source.demux(source.streams.video[0]):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    return path


def each(shown: Sequence[Image], change: Callable[[Image], Image]) -> Pictures:
    """Every picture changed in the same way."""
    return [np.ascontiguousarray(change(picture)) for picture in shown]


@dataclass
class Watched:
    """A display that nobody looks at: it keeps what it was given to show.

    Attributes:
        cues: What the user was told to do, in order, each once in a row.
        notices: What the user had to know, likewise.
        result: What the session came to.
    """

    cues: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    result: ScoreResult | None = None
    mirrored: bool = False
    text_scale: float = 1.0
    fills: bool = False
    closed: bool = False
    size: None = None

    def reopen(self) -> None: ...

    def starting(self, ready: Sequence[tuple[str, bool]]) -> None: ...

    def draw(self, scene: Scene) -> None:
        if scene.update is not None and scene.update.cue not in self.cues[-1:]:
            self.cues.append(scene.update.cue)
        if scene.notice is not None and scene.notice not in self.notices[-1:]:
            self.notices.append(scene.notice)

    def summary(self, rows: object, line: str | None = None) -> None: ...

    def key(self) -> None: ...

    def close(self) -> None: ...


def scored(
    clip: Path,
    exercise: str = "jaw-open",
    hold_s: float = 2.0,
    *,
    read_as: ReadAs = PLAIN,
    affected: Side | None = None,
) -> ScoreResult:
    """What `score` says."""
    return check(clip, exercise, hold_s=hold_s, read_as=read_as, affected=affected)


def listed(clip: Path, read_as: ReadAs = PLAIN) -> EventsResult:
    """What `events` says."""
    return events(clip, hands=False, read_as=read_as)


def lived(
    clip: Path, exercise: str = "jaw-open", hold_s: float = 2.0, read_as: ReadAs = PLAIN
) -> Watched:
    """What `live` shows while it plays the clip, every frame of it at the clip's own pace."""
    shown = Watched()
    options = LiveOptions(hold_s=hold_s, reps=9, guided=False, summary_s=0.0, voice=False)
    summary = run(
        [load_exercise(exercise)], open_clip(clip, read_as), options, display=shown, player=Silent()
    )
    (shown.result,) = summary.results
    return shown


def held_s(result: ScoreResult | None) -> list[float]:
    """How long each attempt was held."""
    assert result is not None
    return [attempt.hold_s for attempt in result.attempts]
